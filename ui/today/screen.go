package today

import (
	"context"
	"errors"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Screen is the day. All of it is for the UI thread.
type Screen struct {
	Params
	m      *model
	title  *widgets.Label
	away   *widgets.Pill
	header *fyne.Container
	body   *body
	object *fyne.Container

	started bool // the clock is being followed
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{
		Params: p,
		title:  widgets.NewLabel("", theme.Title, theme.Bold, theme.Ink).Shrinking(),
		away:   widgets.NewPill("", widgets.ToneCaution),
	}
	s.newModel()
	s.header = widgets.NewTopBar(s.title, []fyne.CanvasObject{s.away}, p.Corner)
	s.body = newBody(s)
	s.object = widgets.NewFrame(0, s.header, s.body.object, nil)
	s.show()
	return s
}

// Object is everything right of the rail, the header included.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Activate is called when the screen comes to the front: it reads what it
// shows, for the brand of the moment.
func (s *Screen) Activate() {
	if b := s.Brand(); b.ID != s.m.brand.ID || b.Zone != s.m.brand.Zone {
		s.newModel()
		s.show()
	}
	s.readEntries()
	s.readReminders()
	s.readPhotos()
	s.readWeek()
	if !s.started {
		s.started = true
		s.follow()
	}
}

// settle is how long changes are gathered before they are read, so that a
// thousand of them are one reading.
const settle = 60 * time.Millisecond

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	switch c.Noun {
	case data.Posts, data.Deliveries, data.Settings:
		s.soon("entries", s.readEntries)
		s.soon("reminders", s.readReminders)
		s.soon("photos", s.readPhotos)
	case data.Watched:
		s.soon("photos", s.readPhotos)
	case data.Lines, data.Slots, data.Products:
		s.soon("reminders", s.readReminders)
	case data.Metrics:
		s.soon("week", s.readWeek)
	case data.Accounts, data.Brands:
		s.soon("all", s.Activate)
	}
}

// soon calls f once, however often it is asked to meanwhile.
func (s *Screen) soon(what string, f func()) {
	if key := "today.soon." + what; !s.Runner.Busy(key) {
		s.Runner.After(settle, key, f)
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() { s.show() }

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	return []Action{{"write", func() { s.Shell.NewPost(s.m.day) }}}
}

func (s *Screen) newModel() {
	m, err := newModel(s.Clock, s.Brand())
	s.m = m
	if err != nil {
		s.Shell.Fail("today: zone of the brand", err)
	}
}

// show draws what the model holds.
func (s *Screen) show() {
	b := s.Words()
	s.title.SetText(b.DayTitle(s.m.now()))
	s.away.Set(b.T("today.away"), widgets.ToneCaution, theme.IconOffline)
	setVisible(s.away, s.m.known && !s.m.status.Online)
	s.header.Refresh()
	s.body.show(b, s.m)
	s.object.Refresh()
}

// follow looks at each minute whether one day has become the next.
func (s *Screen) follow() {
	now := s.Clock.Now()
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	s.Runner.After(wait, "today.minute", func() {
		if s.m.turn() {
			s.show()
			s.readEntries()
			s.readReminders()
			s.readWeek()
		}
		s.follow()
	})
}

// readEntries reads everything but the week.
func (s *Screen) readEntries() {
	m := s.m
	q, err := m.outToday()
	if err != nil {
		s.Shell.Fail("today: bounds of the day", err)
		return
	}
	s.Runner.Go("today.entries", func(ctx context.Context) (func(), error) {
		needs, errNeeds := s.Ports.NeedsPerson(ctx, m.brand.ID)
		waiting, errWaiting := s.Ports.Waiting(ctx, m.brand.ID)
		out, errOut := s.Ports.List(ctx, q)
		accounts, errAccounts := s.Ports.Accounts(ctx, m.brand.ID)
		expiring, errExpiring := s.Ports.Expiring(ctx, m.brand.ID)
		status, errStatus := s.Ports.Status(ctx, m.brand.ID)
		grace, errGrace := s.Ports.Setting(ctx, data.SettingGrace)
		return func() {
			if s.m != m {
				return
			}
			m.known = true
			m.needs, m.waiting, m.today = needs, waiting, out
			m.accounts, m.status, m.expiring = accounts, status, expiring
			m.setGrace(grace)
			s.show()
		}, errors.Join(errNeeds, errWaiting, errOut, errAccounts, errExpiring, errStatus, errGrace)
	})
}

// week is the period of the week's card, in days.
const week = 7

func (s *Screen) readWeek() {
	m := s.m
	s.Runner.Go("today.week", func(ctx context.Context) (func(), error) {
		r, err := s.Ports.Report(ctx, m.brand.ID, nil, week)
		if err != nil {
			return nil, err
		}
		figures := r.Indicators()
		return func() {
			if s.m == m {
				m.figures = figures
				s.show()
			}
		}, nil
	})
}

// mend does what a button says.
func (s *Screen) mend(e data.Entry, r remedy) {
	switch r {
	case reconnect:
		s.Shell.Reconnect(e.Account)
	case correct, read:
		s.Shell.OpenPost(e.Post)
	case hand:
		s.Shell.HandOver(e.Delivery)
	case host:
		s.Shell.Connect()
	case budget:
		s.Shell.Limits()
	case retry, sendNow, anyway:
		s.act(e, r, func(ctx context.Context) error { return s.Ports.Retry(ctx, e.Delivery) })
	case look:
		s.act(e, r, func(ctx context.Context) error { return s.Ports.LookAgain(ctx, e.Delivery) })
	case isOnline, isAbsent:
		s.act(e, r, func(ctx context.Context) error { return s.Ports.Decide(ctx, e.Delivery, r == isOnline) })
	}
}

// act does something about one delivery, one thing at a time, and reads again
// how it stands. One that has moved on meanwhile is no failure: it is shown as
// it is now.
func (s *Screen) act(e data.Entry, r remedy, do func(context.Context) error) {
	m := s.m
	if !m.begin(e.Delivery) {
		return
	}
	s.show()
	s.Runner.Go("today.act."+strconv.FormatInt(int64(e.Delivery), 10), func(ctx context.Context) (func(), error) {
		err := do(ctx)
		return func() {
			m.end(e.Delivery)
			switch b := s.Words(); {
			case errors.Is(err, data.ErrChanged):
				s.Shell.Toast(b.T("today.changed"), nil)
			case err != nil:
				s.Shell.Fail("today: "+string(r), err)
			default:
				s.Shell.Toast(b.T("today.done."+string(r), "Title", title(b, e)), nil)
			}
			if s.m == m {
				s.show()
				s.readEntries()
			}
		}, nil
	})
}

func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}
