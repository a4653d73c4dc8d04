package desk

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/media"
	"parvis/data/words"
)

// approvalSecret is the name of the key in the keychain that files to be approved
// are signed with.
const approvalSecret = "approval/key"

// Approvals lists what was given to somebody to approve, newest first.
func (d *Desk) Approvals(ctx context.Context, brand data.BrandID) ([]data.Approval, error) {
	return d.store.Approvals(ctx, brand)
}

// AskApproval holds posts until somebody has read them, and writes the file that
// they are read in: in the language of book, in place of whatever path holds. It
// sets what is new of a. Nothing is held when the file cannot be written. Errors
// are those of approval.Make, of the keychain and of the disk.
func (d *Desk) AskApproval(ctx context.Context, a *data.Approval, book *words.Book, mail, path string) error {
	key, err := d.approvalKey(ctx, true)
	if err != nil {
		return err
	}
	pack, err := d.approvalPack(ctx, a)
	if err != nil {
		return err
	}
	pack.Book, pack.Mail, pack.Key = book, mail, key
	asked := *a
	if err := d.store.SaveApproval(ctx, &asked); err != nil {
		return err
	}
	pack.Approval = asked
	page, err := approval.Make(pack)
	if err == nil {
		err = saveWhole(path, func(w io.Writer) error { _, err := w.Write(page); return err })
	}
	if err != nil {
		return errors.Join(err, d.DropApproval(context.WithoutCancel(ctx), asked))
	}
	*a = asked
	return nil
}

// approvalPack reads what the file shows and notes the revisions in a.
func (d *Desk) approvalPack(ctx context.Context, a *data.Approval) (approval.Pack, error) {
	pack := approval.Pack{Pictures: map[data.MediaHash][]byte{}}
	var err error
	if pack.Brand, err = d.store.Brand(ctx, a.Brand); err != nil {
		return pack, err
	}
	if pack.Accounts, err = d.store.Accounts(ctx, a.Brand); err != nil {
		return pack, err
	}
	for i := range a.Posts {
		p, err := d.store.Post(ctx, a.Posts[i].Post)
		if err != nil {
			return pack, err
		}
		a.Posts[i].Revision = p.Revision
		pack.Posts = append(pack.Posts, p)
		for _, m := range p.Media {
			if err := d.approvalPicture(pack.Pictures, m.Media); err != nil {
				return pack, err
			}
		}
	}
	return pack, nil
}

// approvalPicture adds a picture as small as a page shows it; a video has none.
func (d *Desk) approvalPicture(to map[data.MediaHash][]byte, m data.Media) error {
	if m.Video() || to[m.Hash] != nil {
		return nil
	}
	f, size, err := d.store.OpenMedia(m.Hash)
	if err != nil {
		return data.MediaFailure("desk: approval", err)
	}
	defer f.Close()
	b, err := media.Picture(f, size)
	if err != nil {
		return err
	}
	small, _, err := media.Fit(b, data.MediaRule{MIME: []string{media.JPEG}, MaxWidth: approval.MaxSide})
	if err != nil {
		return err
	}
	if small, _, err = media.Resize(small, approval.MaxSide, approval.MaxSide); err != nil {
		return err
	}
	to[m.Hash] = small
	return nil
}

// DropApproval takes an approval back: what was held for it goes its way, and
// what still comes is refused.
func (d *Desk) DropApproval(ctx context.Context, a data.Approval) error {
	a.Closed = true
	err := d.store.SaveApproval(ctx, &a)
	for _, r := range a.Posts {
		if one := d.store.DropApproval(ctx, r.Post); !errors.Is(one, data.ErrNoSuch) {
			err = errors.Join(err, one)
		}
	}
	d.outbox.Nudge()
	return err
}

// ReadAnswer reads what came back and says what it means for the posts as they
// are now; nothing is taken over yet. Errors are those of approval.Read, whose
// answer is returned with a late one, data.ErrNoSuch for an approval that is not
// known here, and those of the keychain and of the disk.
func (d *Desk) ReadAnswer(ctx context.Context, path string) (approval.Answer, []approval.Outcome, error) {
	key, err := d.approvalKey(ctx, false)
	if err != nil {
		return approval.Answer{}, nil, err
	}
	file, err := readUpTo(path, approval.MaxAnswer)
	if err != nil {
		return approval.Answer{}, nil, err
	}
	answer, err := approval.Read(file, key, d.p.Clock.Now())
	if err != nil {
		return answer, nil, err
	}
	asked, err := d.store.Approval(ctx, answer.Approval)
	if err != nil {
		return answer, nil, err
	}
	current, err := d.present(ctx, asked)
	return answer, approval.Merge(answer, current), err
}

// present are the posts of an approval that are not deleted.
func (d *Desk) present(ctx context.Context, a data.Approval) ([]data.Post, error) {
	const all = 1 << 20
	deleted, err := d.store.Deleted(ctx, a.Brand, all)
	if err != nil {
		return nil, err
	}
	gone := map[data.PostID]bool{}
	for _, g := range deleted {
		gone[g.Post] = true
	}
	var posts []data.Post
	for _, r := range a.Posts {
		if gone[r.Post] {
			continue
		}
		p, err := d.store.Post(ctx, r.Post)
		if err != nil {
			return nil, err
		}
		posts = append(posts, p)
	}
	return posts, nil
}

// TakeAnswer takes an answer over: its decisions, and the texts of the outcomes
// that are given, which a person has seen. A post that was approved as it stands
// goes out at its hour; one whose text the reader changed waits until it was read
// again. It tells whether the answer is new here. data.ErrStale when a post was
// changed since the outcomes were made, data.ErrClosed when the approval is over.
func (d *Desk) TakeAnswer(ctx context.Context, answer approval.Answer, apply []approval.Outcome) (fresh bool, err error) {
	if fresh, err = d.store.Answer(ctx, answer.Approval, answer.Serial, answer.Reviewed()); err != nil || !fresh {
		return fresh, err
	}
	for _, o := range apply {
		if o.Verdict != approval.Wanted && o.Verdict != approval.Conflict {
			continue
		}
		if err := d.store.SavePost(ctx, &o.Post); err != nil {
			return fresh, err
		}
	}
	d.outbox.Nudge()
	return fresh, nil
}

// approvalKey is the key in the keychain, made when there is none and it may be.
func (d *Desk) approvalKey(ctx context.Context, make bool) ([]byte, error) {
	held, err := d.p.Secrets.Keys(approvalSecret).Get(ctx)
	if err == nil {
		return hex.DecodeString(held.Reveal())
	}
	if !make || !errors.Is(err, data.ErrNoSecret) {
		return nil, err
	}
	key := [32]byte{}
	if _, err := rand.Read(key[:]); err != nil {
		return nil, fmt.Errorf("desk: a key for approvals: %w", err)
	}
	return key[:], d.p.Secrets.Put(ctx, approvalSecret, data.NewSecret(hex.EncodeToString(key[:])))
}
