package composer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parvis/data"
)

// desk is a small store with the promises of [Ports]. Every call may be made
// from any goroutine.
type desk struct {
	plans
	shelf
	mu         sync.Mutex
	posts      map[data.PostID]data.Post
	deliveries map[data.PostID][]data.Delivery
	accounts   []data.Account
	last       data.PostID
	saves      int
	failed     int
	calls      []string
	fail       error         // of SavePost
	gate       chan struct{} // SavePost waits for it when not nil
	inside     int           // saves that wait
	clock      *clock
	month      data.Spending // of every account that asks money
	beside     int           // posts of every account in a day
	guide      data.Guide
}

func (d *desk) note(format string, args ...any) {
	d.calls = append(d.calls, fmt.Sprintf(format, args...))
}

func (d *desk) Post(_ context.Context, id data.PostID) (data.Post, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p, ok := d.posts[id]
	if !ok {
		return data.Post{}, fmt.Errorf("post %d: %w", id, data.ErrNoSuch)
	}
	return clone(p), nil
}

func (d *desk) SavePost(_ context.Context, p *data.Post) error {
	d.mu.Lock()
	gate := d.gate
	d.inside++
	d.mu.Unlock()
	if gate != nil {
		<-gate
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		d.failed++
		return d.fail
	}
	if p.ID != 0 {
		was, ok := d.posts[p.ID]
		if !ok {
			return fmt.Errorf("save: %w", data.ErrNoSuch)
		}
		if was.Revision != p.Revision {
			return fmt.Errorf("save: %w", data.ErrStale)
		}
	}
	if p.ID == 0 {
		d.last++
		p.ID = d.last
	}
	p.Revision++
	d.posts[p.ID] = clone(*p)
	d.saves++
	return nil
}

func (d *desk) Delete(_ context.Context, id data.PostID) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.posts[id]
	delete(d.posts, id)
	d.note("delete %d", id)
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.posts[id] = p
		return nil
	}, nil
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return slices.Clone(d.accounts), nil
}

func (d *desk) Deliveries(_ context.Context, id data.PostID) ([]data.Delivery, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.deliveries[id]), nil
}

// Attach reads a file to its end, as the real one does; a name in ".mp4" is a
// video, and "lourd" is too large.
func (d *desk) Attach(_ context.Context, name string, r io.ReaderAt, size int64) (data.Media, error) {
	switch {
	case size == 0:
		return data.Media{}, &data.Failure{Kind: data.Invalid, Op: "media", Code: "format"}
	case strings.HasPrefix(name, "lourd"):
		return data.Media{}, &data.Failure{Kind: data.Invalid, Op: "media", Code: data.CodeTooLarge}
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, size)); err != nil {
		return data.Media{}, err
	}
	m := data.Media{Hash: data.MediaHash(hex.EncodeToString(sum.Sum(nil))), Name: name, MIME: "image/png", Bytes: size, Width: 4, Height: 3}
	if strings.HasSuffix(name, ".mp4") {
		m.MIME, m.Length = "video/mp4", 42*time.Second
	}
	return m, nil
}

// file is one that somebody chose.
func file(name string, content []byte) File {
	return File{Name: name, Open: func() (data.MediaFile, int64, error) {
		f, err := data.InMemory(content)()
		return f, int64(len(content)), err
	}}
}

func (d *desk) Enlarged(ctx context.Context, hash data.MediaHash) (image.Image, error) {
	return d.Thumbnail(ctx, hash)
}

// Turn swaps the sides and gives the file another name on the disk.
func (d *desk) Turn(_ context.Context, of data.Media, quarters int) (data.Media, error) {
	of.Hash += "r"
	if quarters%2 != 0 {
		of.Width, of.Height = of.Height, of.Width
	}
	return of, nil
}

func (d *desk) Thumbnail(context.Context, data.MediaHash) (image.Image, error) {
	return image.NewNRGBA(image.Rect(0, 0, 4, 3)), nil
}

func (d *desk) Schedule(_ context.Context, id data.PostID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("schedule %d", id)
	var out []data.Delivery
	for i, v := range d.posts[id].Variants {
		out = append(out, data.Delivery{
			ID: data.DeliveryID(i + 1), Post: id, Account: v.Account, State: data.Scheduled,
			Revision: d.posts[id].Revision, Due: d.posts[id].When.Instant,
		})
	}
	d.deliveries[id] = out
	return nil
}

func (d *desk) act(name string, id data.DeliveryID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.note("%s %d", name, id)
	return nil
}

func (d *desk) PublishNow(_ context.Context, id data.PostID) error {
	return d.act("publish", data.DeliveryID(id))
}

func (d *desk) Unschedule(_ context.Context, id data.PostID) error {
	d.mu.Lock()
	d.deliveries[id] = nil
	d.mu.Unlock()
	return d.act("unschedule", data.DeliveryID(id))
}

func (d *desk) Retry(_ context.Context, id data.DeliveryID) error { return d.act("retry", id) }

func (d *desk) LookAgain(_ context.Context, id data.DeliveryID) error { return d.act("look", id) }

func (d *desk) Decide(_ context.Context, id data.DeliveryID, online bool) error {
	return d.act(fmt.Sprintf("decide %t", online), id)
}

// Cost is a cent for a letter, so that a test sees each change.
func (d *desk) Cost(_ context.Context, p data.Post) ([]data.PostCost, error) {
	var out []data.PostCost
	for _, a := range d.accounts {
		if _, goes := p.Variant(a.ID); !goes || a.Can.Price.Free() {
			continue
		}
		text := strings.Join(p.PartsFor(a.ID), "")
		one := data.PostCost{Account: a.ID, Cost: data.Micros(len(text)) * 10_000}
		if i := strings.Index(text, "https://"); i >= 0 {
			link, _, _ := strings.Cut(text[i:], " ")
			one.Cheaper = append(one.Cheaper, data.Saving{What: data.SaveNoLink, Now: one.Cost, Then: 10_000, Links: []string{link}})
		}
		if i := strings.Index(text, "samedi.Venez"); i >= 0 {
			one.Cheaper = append(one.Cheaper, data.Saving{What: data.SaveNotALink, Now: one.Cost, Then: 10_000, Links: []string{"samedi.Venez"}})
		}
		out = append(out, one)
	}
	return out, nil
}

func (d *desk) SpendingBeside(context.Context, data.AccountID, data.PostID) (data.Spending, error) {
	return d.month, nil
}

func (d *desk) Beside(context.Context, data.AccountID, data.PostID, time.Time) (int, error) {
	return d.beside, nil
}

func (d *desk) Guide(context.Context, data.BrandID) (data.Guide, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guide
	g.Known = slices.Clone(g.Known)
	return g, nil
}

func (d *desk) AddWord(_ context.Context, _ data.BrandID, word string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.guide.Known = append(d.guide.Known, word)
	return nil
}

func (d *desk) RemoveWord(_ context.Context, _ data.BrandID, word string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.guide.Known = slices.DeleteFunc(slices.Clone(d.guide.Known), func(w string) bool { return w == word })
	return nil
}

func (d *desk) WriteTwin(ctx context.Context, id data.PostID, lang string) (data.PostID, error) {
	p, err := d.Post(ctx, id)
	if err != nil || p.Twin != 0 {
		return p.Twin, err
	}
	twin := clone(p)
	twin.ID, twin.Revision, twin.Lang, twin.Twin = 0, 0, lang, id
	if err := d.SavePost(ctx, &twin); err != nil {
		return 0, err
	}
	p.Twin = twin.ID
	return twin.ID, d.SavePost(ctx, &p)
}

// mend sets how the next saves fail, nil for not at all.
func (d *desk) mend(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = err
}

// begun waits for a save to be under way.
func (d *desk) begun(t *testing.T) {
	t.Helper()
	for range 5000 {
		d.mu.Lock()
		inside := d.inside
		d.mu.Unlock()
		if inside > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("no save began")
}

// tries is how many saves failed.
func (d *desk) tries() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.failed
}

func (d *desk) stored(id data.PostID) data.Post {
	d.mu.Lock()
	defer d.mu.Unlock()
	return clone(d.posts[id])
}

func (d *desk) called() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.calls)
}
