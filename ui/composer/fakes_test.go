package composer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"slices"
	"sync"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/work"
)

// clock is a wall clock that moves when told to.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	waits []wait
	begun int
}

type wait struct {
	until time.Time
	over  chan struct{}
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Mono() time.Duration { return time.Duration(c.Now().UnixNano()) }

func (c *clock) Wait(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	w := wait{c.now.Add(d), make(chan struct{})}
	c.waits = append(c.waits, w)
	c.begun++
	c.mu.Unlock()
	select {
	case <-w.over:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pass moves the clock once n waits have begun since the start.
func (c *clock) pass(t *testing.T, n int, d time.Duration) {
	t.Helper()
	for range 5000 {
		c.mu.Lock()
		if c.begun >= n {
			c.now = c.now.Add(d)
			c.waits = slices.DeleteFunc(c.waits, func(w wait) bool {
				if w.until.After(c.now) {
					return false
				}
				close(w.over)
				return true
			})
			c.mu.Unlock()
			return
		}
		c.mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("fewer than %d waits began", n)
}

// desk is a small store with the promises of [Ports]. Every call may be made
// from any goroutine.
type desk struct {
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
	clock      *clock
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

func (d *desk) Attach(_ context.Context, name string, b []byte) (data.Media, error) {
	if len(b) == 0 {
		return data.Media{}, errors.New("not a picture")
	}
	return data.Media{Hash: data.MediaHash(b), Name: name, MIME: "image/png", Bytes: int64(len(b)), Width: 4, Height: 3}, nil
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

// mend sets how the next saves fail, nil for not at all.
func (d *desk) mend(err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = err
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

// window is a [Shell] that remembers what it was told.
type window struct {
	toasts   []string
	undo     func()
	offers   []string
	offered  func()
	fails    []error
	closed   int
	files    []File
	asked    []string
	opened   []string
	signIn   []data.AccountID
	connects int
}

func (w *window) Toast(text string, undo func()) { w.toasts, w.undo = append(w.toasts, text), undo }
func (w *window) Fail(_ string, err error)       { w.fails = append(w.fails, err) }
func (w *window) OpenFiles(chosen func([]File))  { chosen(w.files) }
func (w *window) OpenLink(url string)            { w.opened = append(w.opened, url) }
func (w *window) Reconnect(id data.AccountID)    { w.signIn = append(w.signIn, id) }
func (w *window) Connect()                       { w.connects++ }
func (w *window) Close()                         { w.closed++ }
func (w *window) Offer(text, action string, do func()) {
	w.offers, w.offered = append(w.offers, text), do
}
func (w *window) Confirm(title, _, action string, do func()) { w.asked = append(w.asked, title); do() }

// bench is a model at work in a made-up bakery.
type bench struct {
	*model
	t      *testing.T
	desk   *desk
	window *window
	clock  *clock
	queue  *work.Queue
	drawn  int
}

const (
	bluesky   data.AccountID = 1
	mastodon  data.AccountID = 2
	wordpress data.AccountID = 3
)

func bakery() []data.Account {
	pictures := data.MediaRule{Images: 4, MIME: []string{"image/png", "image/jpeg"}, AltMax: 1500}
	return []data.Account{
		{ID: bluesky, Brand: 1, Network: "bluesky", Handle: "maisonlenoir.example", State: data.AccountReady,
			Can: data.Capabilities{Text: data.TextRule{Max: 300, Unit: data.Graphemes, MaxBytes: 3000}, Media: pictures, Thread: true}},
		{ID: mastodon, Brand: 1, Network: "mastodon", Handle: "@maisonlenoir@reseau.example", State: data.AccountReady,
			Can: data.Capabilities{
				Text:  data.TextRule{Max: 500, Unit: data.Runes, URL: 23, LocalMentions: true, Counts: []string{"spoiler"}},
				Media: pictures, Thread: true, Hold: data.HoldRule{Native: true, Min: 5 * time.Minute},
				Options: []data.Option{
					{Key: "spoiler", Kind: data.OptionText},
					{Key: "visibility", Kind: data.OptionChoice, Choices: []string{"public", "unlisted", "private"}},
					{Key: "sensitive", Kind: data.OptionFlag},
				},
			}},
		{ID: wordpress, Brand: 1, Network: "wordpress", Handle: "maison-lenoir.example", State: data.AccountReady,
			Can: data.Capabilities{
				Title: true, Media: data.MediaRule{Images: 20, MIME: []string{"image/png"}},
				Hold:    data.HoldRule{Native: true},
				Options: []data.Option{{Key: "excerpt", Kind: data.OptionText}, {Key: "tags", Kind: data.OptionTags}},
			}},
	}
}

// saturday is the morning of the pictures in design/, in Nantes.
func saturday() time.Time { return time.Date(2026, 11, 21, 7, 51, 0, 0, time.UTC) }

func newBench(t *testing.T) *bench {
	t.Helper()
	c := &clock{now: saturday()}
	b := &bench{
		t: t, clock: c, queue: work.NewQueue(), window: &window{},
		desk: &desk{posts: map[data.PostID]data.Post{}, deliveries: map[data.PostID][]data.Delivery{}, accounts: bakery(), clock: c},
	}
	b.model = newModel(b.params(t))
	b.structure = func() { b.drawn++ }
	return b
}

func (b *bench) params(t *testing.T) Params {
	t.Helper()
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	catalogue.OnMissing = func(lang, key string) { t.Errorf("no words for %s in %s", key, lang) }
	book := catalogue.In("fr")
	runner := work.New(b.queue.Do, b.clock, func(key string, err error) { t.Errorf("%s: %v", key, err) })
	t.Cleanup(runner.Close)
	return Params{
		Ports: b.desk, Shell: b.window, Words: func() *words.Book { return book }, Runner: runner, Clock: b.clock,
		Brand: func() data.Brand { return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"} },
		Local: time.FixedZone("here", 3600),
	}
}

func (b *bench) until(what string, done func() bool) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 10*time.Second)
	defer cancel()
	if err := b.queue.Until(ctx, done); err != nil {
		b.t.Fatalf("never: %s", what)
	}
}

// begin opens an empty post for a day.
func (b *bench) begin(day string) {
	b.t.Helper()
	former := b.keeper
	b.openNew(day)
	b.until("a new post", func() bool { return b.open && b.keeper != former })
}

// given stores a post and opens it.
func (b *bench) given(p data.Post) data.PostID {
	b.t.Helper()
	p.Brand = 1
	if err := b.desk.SavePost(b.t.Context(), &p); err != nil {
		b.t.Fatal(err)
	}
	b.desk.saves = 0
	b.reopen(p.ID)
	return p.ID
}

func (b *bench) reopen(id data.PostID) {
	b.t.Helper()
	b.openPost(id)
	b.until("the post opens", func() bool { return b.open && b.post.ID == id })
}

// settle saves and waits until all is stored.
func (b *bench) settle() {
	b.t.Helper()
	ended := false
	b.settled(func(err error) {
		ended = true
		if err != nil {
			b.t.Fatal(err)
		}
	})
	b.until("all is stored", func() bool { return ended && !b.acting })
}

// elsewhere changes a stored post as another window would.
func (b *bench) elsewhere(id data.PostID, change func(*data.Post)) {
	b.t.Helper()
	p := b.desk.stored(id)
	change(&p)
	if err := b.desk.SavePost(b.t.Context(), &p); err != nil {
		b.t.Fatal(err)
	}
}

func everywhere(parts ...string) data.Post {
	return data.Post{
		Lang: "fr", Parts: parts,
		Variants: []data.Variant{{Account: bluesky}, {Account: mastodon}, {Account: wordpress}},
	}
}
