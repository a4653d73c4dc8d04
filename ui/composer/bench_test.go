package composer

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/ui/work"
)

// bench is a model at work in a made-up bakery.
type bench struct {
	*model
	t      testing.TB
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
		{
			ID: bluesky, Brand: 1, Network: "bluesky", Handle: "maisonlenoir.example", State: data.AccountReady,
			Can: data.Capabilities{Text: data.TextRule{Max: 300, Unit: data.Graphemes, MaxBytes: 3000}, Media: pictures, Thread: true},
		},
		{
			ID: mastodon, Brand: 1, Network: "mastodon", Handle: "@maisonlenoir@reseau.example", State: data.AccountReady,
			Can: data.Capabilities{
				Text:  data.TextRule{Max: 500, Unit: data.Runes, URL: 23, LocalMentions: true, Counts: []string{"spoiler"}},
				Media: pictures, Thread: true, Hold: data.HoldRule{Native: true, Min: 5 * time.Minute},
				Options: []data.Option{
					{Key: "spoiler", Kind: data.OptionText},
					{Key: "visibility", Kind: data.OptionChoice, Choices: []string{"public", "unlisted", "private"}},
					{Key: "sensitive", Kind: data.OptionFlag},
				},
			},
		},
		{
			ID: wordpress, Brand: 1, Network: "wordpress", Handle: "maison-lenoir.example", State: data.AccountReady,
			Can: data.Capabilities{
				Title: true, Media: data.MediaRule{Images: 20, MIME: []string{"image/png"}},
				Hold:    data.HoldRule{Native: true},
				Options: []data.Option{{Key: "excerpt", Kind: data.OptionText}, {Key: "tags", Kind: data.OptionTags}},
			},
		},
	}
}

// saturday is the morning of the pictures in design/, in Nantes.
func saturday() time.Time { return time.Date(2026, 11, 21, 7, 51, 0, 0, time.UTC) }

func newBench(t testing.TB) *bench {
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

func (b *bench) params(t testing.TB) Params {
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
		Local: time.FixedZone("here", 3600), Dictionaries: fstest.MapFS{},
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
