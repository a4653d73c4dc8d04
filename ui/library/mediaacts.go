package library

import (
	"cmp"
	"context"
	"errors"

	"parvis/data"
)

// attachment is a file of the library as a post shows it.
func attachment(a data.Asset) data.Attachment {
	return data.Attachment{Media: a.Media, Alt: a.Alt, Focus: a.Focus}
}

// write begins a post with a file.
func (t *media) write(a data.Asset) {
	t.details.settle()
	b, post := t.s.Words(), data.Post{Brand: t.s.Brand().ID, Media: []data.Attachment{attachment(a)}}
	t.s.Runner.Go("library.media.write", func(ctx context.Context) (func(), error) {
		id, undo, err := t.s.Ports.WriteDraft(ctx, post)
		return func() { t.s.opened(b.T("library.media.written", "File", a.Name), id, undo) }, err
	})
}

// attach puts a file into the post that is open.
func (t *media) attach(a data.Asset) {
	t.details.settle()
	key := "library.media.attached"
	undo, ok := t.s.Shell.Attach(attachment(a))
	if !ok {
		key = "library.media.no_post"
	}
	t.s.Shell.Toast(t.s.Words().T(key, "File", a.Name), undo)
}

// remove takes a file out of the library, unless a post that is on its way shows
// it: that post is named and offered.
func (t *media) remove(a data.Asset) {
	t.details.settle()
	brand := t.s.Brand().ID
	t.s.Runner.Go("library.media.remove", func(ctx context.Context) (func(), error) {
		undo, err := t.s.Ports.RemoveAsset(ctx, brand, a.Hash)
		if errors.Is(err, data.ErrInUse) {
			uses, err := t.s.Ports.AssetUses(ctx, brand, a.Hash)
			return func() { t.refuse(a, uses) }, err
		}
		return func() {
			t.s.Shell.Toast(t.s.Words().T("library.media.removed", "File", a.Name), t.s.undoing(undo))
			t.after(a.Hash)
			t.read()
		}, err
	})
}

// refuse says why a file stays.
func (t *media) refuse(a data.Asset, uses []data.Entry) {
	b := t.s.Words()
	for _, e := range uses {
		if e.State.OnItsWay() {
			post := cmp.Or(e.Headline, b.T("planned.untitled"))
			t.s.Shell.Offer(b.T("library.media.in_use", "File", a.Name, "Post", post, "State", b.Standing(e)),
				b.T("library.media.see_post"), func() { t.s.Shell.OpenPost(e.Post) })
			return
		}
	}
}

// after opens the neighbour of a file that goes.
func (t *media) after(hash data.MediaHash) {
	at := indexOf(t.shelf.Assets, hash)
	if t.details.asset.Hash != hash || at < 0 {
		return
	}
	t.details.shut()
	if len(t.shelf.Assets) > 1 {
		if at++; at == len(t.shelf.Assets) {
			at -= 2
		}
		t.details.open(t.shelf.Assets[at])
	}
}

// save keeps what is said of a file.
func (t *media) save(a data.Asset) {
	t.s.Runner.Go(saveKey(a.Hash), func(ctx context.Context) (func(), error) {
		return t.read, t.s.Ports.SaveAsset(ctx, &a)
	})
}

func saveKey(hash data.MediaHash) string { return "library.media.save." + string(hash) }
