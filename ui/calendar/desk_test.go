package calendar

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
	"parvis/ui/work"
)

// desk stands in for the running desk: entries in memory, answered by query.
type desk struct {
	mu        sync.Mutex
	entries   []data.Entry
	accounts  []data.Account
	figures   []data.Indicator
	settings  map[string]string
	moves     []data.Schedule
	moved     []data.PostID
	refuse    error // of the next Move
	asked     int   // agendas
	campaigns []data.Campaign
	line      data.Line
	slots     []data.Slot
	best      calendar.Best
	ideas     []data.Idea
	// agenda answers in place of entries, unless it is nil.
	agenda func(context.Context, data.AgendaQuery) ([]data.Day, error)
}

func (d *desk) Agenda(ctx context.Context, q data.AgendaQuery) ([]data.Day, error) {
	if d.agenda != nil {
		return d.agenda(ctx, q)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked++
	return answer(q, d.entries...), nil
}

func (d *desk) List(_ context.Context, q data.ListQuery) ([]data.Entry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var page []data.Entry
	behind := q.After == nil
	for _, e := range d.entries {
		if q.Undated == e.Due.IsZero() && !e.Due.Before(q.From) && behind && len(page) < q.Limit {
			page = append(page, e)
		}
		behind = behind || e.Delivery == q.After.Delivery
	}
	return page, nil
}

func (d *desk) Indicators(context.Context, data.BrandID, []data.AccountID) ([]data.Indicator, error) {
	return d.figures, nil
}

func (d *desk) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return d.accounts, nil
}

func (d *desk) Move(_ context.Context, post data.PostID, when data.Schedule) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return nil, d.refuse
	}
	before := d.put(post, when.Instant)
	d.moved, d.moves = append(d.moved, post), append(d.moves, when)
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.put(post, before)
		return nil
	}, nil
}

func (d *desk) Copy(_ context.Context, post data.PostID, when data.Schedule) (func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return nil, d.refuse
	}
	i := slices.IndexFunc(d.entries, func(e data.Entry) bool { return e.Post == post })
	e := d.entries[i]
	e.Delivery, e.Post = data.DeliveryID(1000+len(d.entries)), data.PostID(1000+len(d.entries))
	e.State, e.Due = data.Draft, when.Instant
	d.entries = append(d.entries, e)
	return func(context.Context) error { d.drop(e.Post); return nil }, nil
}

func (d *desk) Delete(_ context.Context, post data.PostID) (func(context.Context) error, error) {
	if d.refuse != nil {
		return nil, d.refuse
	}
	gone := d.drop(post)
	return func(context.Context) error {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.entries = append(d.entries, gone...)
		return nil
	}, nil
}

// drop takes a post out and returns what was there of it.
func (d *desk) drop(post data.PostID) (gone []data.Entry) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var rest []data.Entry
	for _, e := range d.entries {
		if e.Post == post {
			gone = append(gone, e)
		} else {
			rest = append(rest, e)
		}
	}
	d.entries = rest
	return gone
}

func (d *desk) SetCampaign(_ context.Context, post data.PostID, c data.CampaignID) (func(context.Context) error, error) {
	set := func(c data.CampaignID) (before data.CampaignID) {
		d.mu.Lock()
		defer d.mu.Unlock()
		for i := range d.entries {
			if d.entries[i].Post == post {
				before, d.entries[i].Campaign = d.entries[i].Campaign, c
			}
		}
		return before
	}
	before := set(c)
	return func(context.Context) error { set(before); return nil }, nil
}

func (d *desk) Campaigns(context.Context, data.BrandID) ([]data.Campaign, error) {
	return d.campaigns, nil
}

func (d *desk) Line(context.Context, data.BrandID) (data.Line, error) { return d.line, nil }

func (d *desk) Openings(_ context.Context, _ data.BrandID, from, to time.Time) ([]calendar.Opening, error) {
	var bookings []calendar.Booking
	for _, e := range d.entries {
		bookings = append(bookings, calendar.Booking{Account: e.Account, Due: e.Due})
	}
	return calendar.Openings(d.slots, bookings, from, to, "Europe/Paris")
}

func (d *desk) KeyDates(_ context.Context, _ data.BrandID, from, to string) ([]calendar.KeyDate, error) {
	all, err := calendar.KnownKeyDates()
	if err != nil {
		return nil, err
	}
	return all.Between(from, to, calendar.Scope{Country: "FR", Packs: []string{"bakery"}})
}

func (d *desk) BestHours(context.Context, data.BrandID, []data.AccountID) (calendar.Best, error) {
	return d.best, nil
}

func (d *desk) Post(_ context.Context, id data.PostID) (data.Post, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := data.Post{ID: id, Parts: []string{"Le texte en entier."}}
	for _, e := range d.entries {
		if e.Post == id {
			p.Title = e.Headline
			p.Variants = append(p.Variants, data.Variant{Account: e.Account})
		}
	}
	return p, nil
}

func (d *desk) Ideas(context.Context, data.BrandID) ([]data.Idea, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ideas), nil
}

func (d *desk) PlanIdea(_ context.Context, i data.Idea, when data.Schedule, c data.CampaignID) (data.PostID, func(context.Context) error, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.refuse != nil {
		return 0, nil, d.refuse
	}
	at := slices.IndexFunc(d.ideas, func(o data.Idea) bool { return o.ID == i.ID })
	d.ideas = slices.Delete(d.ideas, at, at+1)
	id := data.PostID(2000 + i.ID)
	d.entries = append(d.entries, data.Entry{
		Delivery: data.DeliveryID(id), Post: id, Account: 1, Network: "bluesky", State: data.Draft,
		Due: when.Instant, Headline: i.Title, Pillar: i.Pillar, Campaign: c,
	})
	return id, func(context.Context) error {
		d.drop(id)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.ideas = append(d.ideas, i)
		return nil
	}, nil
}

func (d *desk) put(post data.PostID, due time.Time) (before time.Time) {
	for i := range d.entries {
		if d.entries[i].Post == post {
			before, d.entries[i].Due = d.entries[i].Due, due
		}
	}
	return before
}

func (d *desk) Setting(_ context.Context, key string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.settings[key], nil
}

func (d *desk) SaveSetting(_ context.Context, key, value string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.settings[key] = value
	return nil
}

// shell records what the screen asks of the window.
type shell struct {
	toasts []string
	handed []data.DeliveryID
	undo   func()
	opened []data.PostID
	wrote  []string
	failed []error
	asked  int // to connect
	tables int // asked for
}

func (s *shell) Toast(text string, undo func()) { s.toasts, s.undo = append(s.toasts, text), undo }
func (s *shell) OpenPost(post data.PostID)      { s.opened = append(s.opened, post) }
func (s *shell) NewPost(day string)             { s.wrote = append(s.wrote, day) }
func (s *shell) NewPostFor(day string, account data.AccountID, pillar data.PillarID) {
	s.wrote = append(s.wrote, fmt.Sprintf("%s for %d about %d", day, account, pillar))
}
func (s *shell) HandOver(id data.DeliveryID) { s.handed = append(s.handed, id) }
func (s *shell) Connect()                    { s.asked++ }
func (s *shell) ImportPosts()                { s.tables++ }
func (s *shell) Fail(_ string, err error)    { s.failed = append(s.failed, err) }
func (s *shell) fail(_ string, err error)    { s.failed = append(s.failed, err) }
func (s *shell) last() string                { return append([]string{""}, s.toasts...)[len(s.toasts)] }

// trial is a screen in a window without a display.
type trial struct {
	t      testing.TB
	desk   *desk
	shell  *shell
	queue  *work.Queue
	runner *work.Runner
	book   *words.Book
	screen *Screen
	window fyne.Window
}

// halted stands at one instant; what waits on it waits until it is told to end.
type halted struct{ stopped }

func (halted) Wait(ctx context.Context, d time.Duration) error {
	if d <= tipDelay {
		return nil
	}
	<-ctx.Done()
	return ctx.Err()
}

func tryOut(t testing.TB, d *desk, width, height float32) *trial {
	t.Helper()
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	if d.settings == nil {
		d.settings = map[string]string{}
	}
	tr := &trial{t: t, desk: d, shell: &shell{}, queue: work.NewQueue(), book: book(t, "fr")}
	clock := halted{noon()}
	tr.runner = work.New(tr.queue.Do, clock, tr.shell.fail)
	t.Cleanup(tr.runner.Close)
	tr.screen = New(Params{
		Ports: d, Shell: tr.shell, Words: func() *words.Book { return tr.book }, Runner: tr.runner,
		Clock: clock, Brand: bakery, Corner: widgets.NewPrimary("Nouvelle publication", nil),
	})
	tr.window = test.NewWindow(tr.screen.Object())
	t.Cleanup(tr.window.Close)
	tr.window.SetPadded(false)
	tr.window.Resize(fyne.NewSize(width, height))
	tr.screen.Activate()
	tr.until("the days are read", func() bool { return tr.screen.m.loaded || tr.screen.m.listRead() })
	tr.until("the figures are read", func() bool { return len(tr.screen.m.figures) == len(d.figures) })
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

var errRefused = errors.New("the desk refuses")

func threeAccounts() []data.Account {
	return []data.Account{
		{ID: 1, Brand: 1, Network: "bluesky", Name: "Maison Lenoir", State: data.AccountReady},
		{ID: 2, Brand: 1, Network: "mastodon", Name: "Le fournil de Maison Lenoir", State: data.AccountReady},
		{ID: 3, Brand: 1, Network: "wordpress", Name: "Blog", State: data.AccountReady},
	}
}

func fourFigures() []data.Indicator {
	points := func(from, step float64) []data.Measure {
		var p []data.Measure
		for i := range 30 {
			p = append(p, measure(from+step*float64(i)+float64(i%4)))
		}
		return p
	}
	return []data.Indicator{
		{Name: data.IndicatorFollowers, Value: measure(8412), Change: measure(173), Points: points(8239, 6), Over: 3, Of: 3},
		{Name: data.IndicatorEngagement, Value: measure(0.048), Change: measure(0.006), Points: points(4, 0.1), Over: 11, Of: 12},
		{Name: data.IndicatorReach, Points: make([]data.Measure, 30), Of: 3},
		{Name: data.IndicatorSent, Value: measure(14), Change: measure(-3), Points: points(0, 0)},
	}
}

// busyMonth is November as the design's picture shows it, in every state.
func busyMonth(t *testing.T) []data.Entry {
	var entries []data.Entry
	add := func(wall string, network data.NetworkName, state data.State, headline string) *data.Entry {
		id := len(entries) + 1
		accounts := map[data.NetworkName]data.AccountID{"bluesky": 1, "mastodon": 2, "wordpress": 3}
		e := data.Entry{Delivery: data.DeliveryID(id), Post: data.PostID(id), Account: accounts[network], Network: network, State: state, Headline: headline}
		if wall != "" {
			e.Due = paris(t, wall)
		}
		entries = append(entries, e)
		return &entries[len(entries)-1]
	}
	for _, day := range []string{"02", "09", "16"} {
		add("2026-11-"+day+"T09:00", "bluesky", data.Sent, "Fournée du lundi")
	}
	add("2026-11-04T12:30", "wordpress", data.Sent, "Recette du pain de seigle").Late = 12 * time.Minute
	add("2026-11-06T18:00", "mastodon", data.Sent, "Atelier levain")
	add("2026-11-11T10:00", "bluesky", data.Sent, "Ouvert le 11 novembre")
	add("2026-11-11T10:00", "mastodon", data.Unknown, "Ouvert le 11 novembre")
	add("2026-11-13T18:00", "wordpress", data.Sent, "Portrait : Léa, boulangère")
	e := add("2026-11-18T12:30", "mastodon", data.Refused, "Photo vitrine")
	e.Reason = "too_large"
	add("2026-11-19T18:30", "bluesky", data.Sent, "Beaujolais & planche")
	add("2026-11-20T08:00", "bluesky", data.Missed, "Tarte du jour").Reason = data.MissedLate
	add("2026-11-21T11:00", "mastodon", data.Scheduled, "Live marché de Noël").Reason = data.WaitConnection
	add("2026-11-21T17:00", "bluesky", data.Draft, "Avis clients")
	add("2026-11-24T12:30", "wordpress", data.Handed, "Bûche 2026 : les parfums")
	add("2026-11-25T09:30", "bluesky", data.Scheduled, "Sablés").Stale = true
	first := add("2026-11-26T18:30", "bluesky", data.Scheduled, "Galette des rois : précommande").Post
	for _, network := range []data.NetworkName{"mastodon", "wordpress"} {
		add("2026-11-26T18:30", network, data.Scheduled, "Galette des rois : précommande").Post = first
	}
	add("2026-11-26T19:00", "bluesky", data.Draft, "Merci !")
	add("2026-11-28T10:00", "", data.Draft, "").Account = 0
	add("2026-12-02T09:00", "bluesky", data.Blocked, "Calendrier de l’avent").Reason = data.BlockSignIn
	add("", "", data.Draft, "Idée : les coulisses du four")
	return entries
}
