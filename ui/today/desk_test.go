package today

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// clock stands until it is set; only what waits shortly is woken.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

func (*clock) Mono() time.Duration { return 0 }

func (*clock) Wait(ctx context.Context, d time.Duration) error {
	if d <= settle {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

// noon is Saturday 21 November 2026, 13:05 in Paris.
func noon() *clock { return &clock{at: time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC)} }

func lenoir() data.Brand { return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris"} }

var errRefused = errors.New("the desk refuses")

// desk stands in for the running desk.
type desk struct {
	mu       sync.Mutex
	needs    []data.Entry
	expiring []data.Expiring
	waiting  []data.Entry
	out      []data.Entry
	accounts []data.Account
	status   data.Status
	rows     report.Rows
	grace    string
	refuse   error // of the next act
	acts     []string
	query    data.ListQuery
	photos   data.PhotoNews
	horizon
}

func (d *desk) NeedsPerson(context.Context, data.BrandID) ([]data.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]data.Entry(nil), d.needs...), nil
}

func (d *desk) Waiting(context.Context, data.BrandID) ([]data.Entry, error) { return d.waiting, nil }

func (d *desk) List(_ context.Context, q data.ListQuery) ([]data.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.query = q
	return d.out, nil
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return d.accounts, nil
}

func (d *desk) Expiring(context.Context, data.BrandID) ([]data.Expiring, error) {
	return d.expiring, nil
}

func (d *desk) Status(context.Context, data.BrandID) (data.Status, error) { return d.status, nil }

func (d *desk) Report(_ context.Context, _ data.BrandID, _ []data.AccountID, days int) (*report.Report, error) {
	period, err := report.Last(days, "2026-11-21")
	if err != nil {
		return nil, err
	}
	return report.New(d.rows, period)
}

func (d *desk) Setting(context.Context, string) (string, error) { return d.grace, nil }

func (d *desk) Retry(_ context.Context, id data.DeliveryID) error { return d.act("retry", id) }

func (d *desk) LookAgain(_ context.Context, id data.DeliveryID) error { return d.act("look", id) }

func (d *desk) Decide(_ context.Context, id data.DeliveryID, online bool) error {
	if online {
		return d.act("online", id)
	}
	return d.act("absent", id)
}

// act keeps what was asked; unless refused, the delivery needs nobody any more.
func (d *desk) act(what string, id data.DeliveryID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.refuse; err != nil {
		d.refuse = nil
		return err
	}
	d.acts = append(d.acts, what)
	var left []data.Entry
	for _, e := range d.needs {
		if e.Delivery != id {
			left = append(left, e)
		}
	}
	d.needs = left
	return nil
}

// busyDay has something on every card.
func busyDay() *desk {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour-1, minute, 0, 0, time.UTC) // Paris is an hour ahead
	}
	d := &desk{
		accounts: []data.Account{
			{ID: 1, Network: "bluesky", Handle: "lenoir.example"},
			{ID: 2, Network: "mastodon", Handle: "@lenoir@reseau.example"},
			{ID: 3, Network: "wordpress", Handle: "blog.lenoir.example"},
		},
		needs: []data.Entry{
			{Delivery: 1, Post: 11, Account: 2, Network: "mastodon", State: data.Refused, Reason: data.CodeTooLarge, Due: at(18, 12, 30), Headline: "Photo vitrine"},
			{Delivery: 2, Post: 12, Account: 1, Network: "bluesky", State: data.Missed, Reason: data.MissedLate, Due: at(20, 8, 0), Headline: "Tarte du jour"},
			{Delivery: 3, Post: 13, Account: 3, Network: "wordpress", State: data.Blocked, Reason: data.BlockSignIn, Due: at(21, 9, 0), Headline: "Bûche 2026 : les parfums de cette année et comment les réserver"},
			{Delivery: 4, Post: 14, Account: 2, Network: "mastodon", State: data.Unknown, Due: at(21, 10, 0), Headline: "Ouvert le 11 novembre"},
		},
		out: []data.Entry{
			{Delivery: 21, Post: 31, Account: 1, Network: "bluesky", State: data.Sent, Due: at(21, 8, 0), Headline: "Fournée du samedi"},
			{Delivery: 22, Post: 32, Account: 2, Network: "mastodon", State: data.Scheduled, Due: at(21, 15, 0), Headline: "Live marché de Noël"},
			{Delivery: 23, Post: 33, Account: 3, Network: "wordpress", State: data.Handed, Due: at(21, 17, 0), Headline: "Avis clients"},
			{Delivery: 24, Post: 34, Account: 1, Network: "bluesky", State: data.Scheduled, Due: at(21, 18, 30), Headline: "Planche du samedi", Stale: true},
		},
		waiting: []data.Entry{
			{Delivery: 25, Post: 35, Account: 2, Network: "mastodon", State: data.Scheduled, Reason: data.WaitConnection, Due: at(21, 12, 0), Headline: "Atelier levain"},
			{Delivery: 26, Post: 36, Account: 1, Network: "bluesky", State: data.Scheduled, Reason: data.WaitPace, Due: at(22, 9, 0), Headline: "Galette"},
		},
	}
	d.rows = report.Rows{Accounts: d.accounts, Zone: time.UTC}
	for i := range 14 {
		day := time.Date(2026, 11, 8+i, 9, 0, 0, 0, time.UTC)
		d.rows.Days = append(d.rows.Days, data.AccountDay{Account: 1, Day: day.Format(data.DayLayout), Followers: data.Known(int64(1000 + 4*i))})
		if i%3 != 1 {
			d.rows.Posts = append(d.rows.Posts, data.PostCounts{Account: 1, Posted: day, Likes: data.Known(int64(20 + 2*i))})
		}
	}
	return d
}

// handDay is a day on which much is a person's: to publish by hand, to allow, and
// to sign in again.
func handDay() *desk {
	d := busyDay()
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour-1, 0, 0, 0, time.UTC) }
	d.accounts = append(d.accounts,
		data.Account{ID: 4, Network: "byhand", Handle: "Forum des gourmands", Can: data.Capabilities{Tap: data.TapHere}}, data.Account{ID: 5, Network: "tiktok", Handle: "@lenoir"},
		data.Account{ID: 6, Network: "instagram", Handle: "@lenoir"}, data.Account{ID: 7, Network: "x", Handle: "@lenoir"},
		data.Account{ID: 8, Network: "youtube", Handle: "@lenoir"})
	d.needs = []data.Entry{
		{Delivery: 1, Post: 11, Account: 4, Network: "byhand", State: data.Held, Reason: data.HoldTap, Due: at(21, 12), Headline: "Bûche 2026"},
		{Delivery: 2, Post: 12, Account: 5, Network: "tiktok", State: data.Handed, Reason: data.BackTap, Due: at(21, 11), Headline: "La bûche se roule"},
		{Delivery: 3, Post: 13, Account: 6, Network: "instagram", State: data.Blocked, Reason: data.BlockHost, Due: at(21, 10), Headline: "Vitrine de Noël"},
		{Delivery: 4, Post: 14, Account: 7, Network: "x", State: data.Blocked, Reason: data.BlockBudget, Due: at(21, 9), Headline: "Le menu"},
		{Delivery: 5, Post: 15, Account: 8, Network: "youtube", State: data.Refused, Reason: data.CodeAudit, Due: at(21, 8), Headline: "Le fournil à 4 h"},
	}
	d.out = append(d.out, data.Entry{Delivery: 26, Post: 36, Account: 3, Network: "wordpress", State: data.Handed, Reason: data.BackReplace, Stale: true, Due: at(21, 20), Headline: "Horaires des fêtes"})
	var after []data.Entry
	for i, name := range []string{"Marché de Noël", "Galette", "Atelier", "Levain", "Horaires", "Vœux", "Épiphanie"} {
		after = append(after, data.Entry{Post: data.PostID(50 + i), Account: 1, Network: "bluesky", State: data.Scheduled, Due: at(23+i, 10), Headline: name})
	}
	d.expiring = []data.Expiring{
		{Account: data.Account{ID: 1, Network: "bluesky"}, Left: 20 * time.Hour, After: after},
		{Account: data.Account{ID: 2, Network: "mastodon"}, Left: 6*24*time.Hour + time.Hour, After: after[:1]},
		{Account: data.Account{ID: 3, Network: "wordpress"}, Left: 13 * 24 * time.Hour},
		{Account: data.Account{ID: 6, Network: "instagram"}, Left: -time.Hour},
	}
	return d
}

// shell records what the screen asks of the window.
type shell struct {
	toasts      []string
	undo        func() // of the last toast
	led         []string
	failed      []error
	opened      []data.PostID
	wrote       []string
	reconnected []data.AccountID
	calendar    int
	handed      []data.DeliveryID
	connects    int
	limits      int
}

func (s *shell) Toast(text string, undo func()) { s.toasts, s.undo = append(s.toasts, text), undo }
func (s *shell) Fail(_ string, err error)       { s.failed = append(s.failed, err) }
func (s *shell) OpenPost(post data.PostID)      { s.opened = append(s.opened, post) }
func (s *shell) NewPost(day string)             { s.wrote = append(s.wrote, day) }
func (s *shell) NewPostFor(wall string, _ data.AccountID, _ data.PillarID) {
	s.wrote = append(s.wrote, wall)
}
func (s *shell) FillSlots()                  { s.led = append(s.led, "slots") }
func (s *shell) ShowBalance()                { s.led = append(s.led, "balance") }
func (s *shell) Reconnect(id data.AccountID) { s.reconnected = append(s.reconnected, id) }
func (s *shell) HandOver(id data.DeliveryID) { s.handed = append(s.handed, id) }
func (s *shell) Connect()                    { s.connects++ }
func (s *shell) Limits()                     { s.limits++ }
func (s *shell) PhotoSettings()              { s.led = append(s.led, "photos") }
func (s *shell) Calendar()                   { s.calendar++ }

func book(t testing.TB, lang string) *words.Book {
	t.Helper()
	c, err := words.Load(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	c.OnMissing = func(lang, key string) { t.Errorf("%s: no words for %s", lang, key) }
	return c.In(lang)
}

// trial is a screen in a window without a display.
type trial struct {
	t      *testing.T
	desk   *desk
	shell  *shell
	clock  *clock
	queue  *work.Queue
	book   *words.Book
	screen *Screen
	window fyne.Window
}

func tryOut(t *testing.T, d *desk) *trial {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	tr := &trial{t: t, desk: d, shell: &shell{}, clock: noon(), queue: work.NewQueue(), book: book(t, "fr")}
	runner := work.New(tr.queue.Do, tr.clock, func(_ string, err error) { tr.shell.failed = append(tr.shell.failed, err) })
	t.Cleanup(runner.Close)
	tr.screen = New(Params{
		Ports: d, Shell: tr.shell, Words: func() *words.Book { return tr.book }, Runner: runner, Clock: tr.clock,
		Brand: lenoir, Corner: widgets.NewPrimary("Nouvelle publication", nil),
	})
	tr.window = test.NewWindow(tr.screen.Object())
	t.Cleanup(tr.window.Close)
	tr.window.SetPadded(false)
	tr.window.Resize(fyne.NewSize(1232, 900))
	tr.screen.Activate()
	tr.until("everything is read", func() bool { return tr.screen.m.known && tr.screen.m.figures != nil })
	return tr
}

// until runs the window until something is so.
func (tr *trial) until(what string, done func() bool) {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := tr.queue.Until(ctx, done); err != nil {
		tr.t.Fatalf("waiting until %s: %v (failures: %v)", what, err, tr.shell.failed)
	}
}

// all lists what is shown of a kind, from the top.
func all[W fyne.CanvasObject](o fyne.CanvasObject) []W {
	var found []W
	if !o.Visible() {
		return nil
	}
	if w, ok := o.(W); ok {
		return append(found, w)
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			found = append(found, all[W](child)...)
		}
	}
	return found
}
