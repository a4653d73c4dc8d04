package calendar

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/widgets"
)

// Screen is the calendar. All of it is for the UI thread.
type Screen struct {
	Params
	m      *model
	header *header
	body   *body
	drawer *drawer
	tip    *widgets.Tooltip
	object *fyne.Container

	history history
	copied  []data.Entry    // what Paste puts down
	started bool            // the clock is being followed
	wanted  bool            // the list is to go on beyond what has been read
	soon    map[string]bool // readings that are about to begin
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{Params: p, soon: map[string]bool{}, tip: widgets.NewTooltip()}
	s.newModel()
	s.header = newHeader(s, p.Corner)
	s.body = newBody(s)
	s.drawer = newDrawer(s)
	s.object = newPage(s.header, s.drawer.beside(s.body.object), s.tip, s.drawer.carried)
	s.show()
	return s
}

// Object is everything right of the rail, the header included.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Activate is called when the screen comes to the front: it reads what it
// shows, for the brand of the moment.
func (s *Screen) Activate() {
	if b := s.Brand(); b.ID != s.m.brand.ID {
		s.newModel()
		s.show()
	}
	s.readAccounts()
	if !s.started {
		s.started = true
		s.follow()
	}
}

// Focus gives the keyboard to what is shown.
func (s *Screen) Focus() { s.body.focus(s.m.mode) }

// Opened says which post is open at the side, 0 for none: its chips are ringed.
func (s *Screen) Opened(post data.PostID) {
	if s.m.open != post {
		s.m.open = post
		s.show()
	}
}

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	switch c.Noun {
	case data.Posts, data.Deliveries:
		s.later("entries", s.readAgain)
	case data.Accounts:
		s.later("accounts", s.readAccounts)
	case data.Metrics:
		s.later("figures", s.readFigures)
		s.later("plan", s.readPlan)
	case data.Campaigns:
		s.later("plan", s.readPlan)
	case data.Slots:
		s.later("around", s.readAround)
	case data.Ideas:
		s.later("ideas", s.readIdeas)
	case data.Lines:
		s.later("plan", s.readPlan)
		s.later("around", s.readAround)
	case data.Brands:
		if b := s.Brand(); b != s.m.brand {
			s.newModel()
			s.show()
			s.later("accounts", s.readAccounts)
		}
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() { s.show() }

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	return []Action{
		{"today", s.toToday},
		{"day", func() { s.setMode(dayMode) }},
		{"month", func() { s.setMode(monthMode) }},
		{"week", func() { s.setMode(weekMode) }},
		{"year", func() { s.setMode(yearMode) }},
		{"list", func() { s.setMode(listMode) }},
		{"earlier", func() { s.step(-1) }},
		{"later", func() { s.step(1) }},
		{"dates", func() { s.showDates(s.m.day, s.header.title, fyne.Position{Y: 24}) }},
		{"everything", s.showEverything},
		{"choose", s.chooseAll},
		{"ideas", s.toggleIdeas},
		{"undo", func() { s.Undo() }},
		{"redo", func() { s.Redo() }},
	}
}

func (s *Screen) newModel() {
	m, err := newModel(s.Clock, s.Words().WeekStart(), s.Brand())
	m.local = s.Local
	s.m, s.history, s.copied = m, history{}, nil
	if err != nil {
		s.Shell.Fail("calendar: zone of the brand", err)
	}
}

// show draws what the model holds.
func (s *Screen) show() {
	b := s.Words()
	s.header.show(b, s.m)
	if s.header.grown() {
		s.object.Refresh()
	}
	s.body.show(b, s.m)
	s.drawer.show(b, s.m)
}

// settle is how long changes are gathered before they are read, so that a
// thousand of them are one reading.
const settle = 40 * time.Millisecond

// later calls f once, soon, however often it is asked to meanwhile.
func (s *Screen) later(what string, f func()) {
	if s.soon[what] {
		return
	}
	s.soon[what] = true
	s.Runner.After(settle, "calendar.soon."+what, func() {
		s.soon[what] = false
		f()
	})
}

// follow draws again at each minute: the now line moves, and one day becomes
// the next.
func (s *Screen) follow() {
	now := s.Clock.Now()
	wait := now.Truncate(time.Minute).Add(time.Minute).Sub(now)
	s.Runner.After(wait, "calendar.minute", func() {
		s.show()
		s.follow()
	})
}

// viewSetting is the name under which a brand's layout and filter are kept.
func (s *Screen) viewSetting() string {
	return "calendar.view." + strconv.FormatInt(int64(s.m.brand.ID), 10)
}

// readAccounts reads the accounts, the first time what was remembered as well,
// and then what they stand for.
func (s *Screen) readAccounts() {
	m, brand, setting := s.m, s.m.brand.ID, s.viewSetting()
	s.Runner.Go("calendar.accounts", func(ctx context.Context) (func(), error) {
		accounts, err := s.Ports.Accounts(ctx, brand)
		if err != nil {
			return nil, err
		}
		view, err := s.Ports.Setting(ctx, setting)
		if err != nil {
			return nil, err
		}
		return func() {
			if s.m != m {
				return
			}
			if !m.known {
				m.recall(view)
			}
			m.setAccounts(brand, accounts)
			s.show()
			s.readAgain()
			s.readFigures()
			s.readPlan()
			s.readIdeas()
		}, nil
	})
}

// readAgain reads what is shown and keeps it on the screen until then.
func (s *Screen) readAgain() {
	if s.m.mode == listMode {
		s.m.listing.reread()
		s.readList(false)
		return
	}
	s.readDays()
	s.readAround()
}

func (s *Screen) readDays() {
	m := s.m
	q, err := m.agenda()
	if err != nil {
		s.Shell.Fail("calendar: agenda", err)
		return
	}
	s.Runner.Go("calendar.days", func(ctx context.Context) (func(), error) {
		days, err := s.Ports.Agenda(ctx, q)
		return func() {
			if s.m == m && m.setDays(q, days) {
				s.show()
			}
		}, err
	})
}

// readList reads the next page of the list, when there is one; more asks
// beyond what is shown, which is remembered until it has been read.
func (s *Screen) readList(more bool) {
	m := s.m
	s.wanted = s.wanted || more
	if more && s.Runner.Busy("calendar.list") {
		return
	}
	q, ok, err := m.listQuery(s.wanted)
	if err != nil {
		s.Shell.Fail("calendar: list", err)
	}
	if !ok {
		s.wanted = false
		return
	}
	s.Runner.Go("calendar.list", func(ctx context.Context) (func(), error) {
		page, err := s.Ports.List(ctx, q)
		return func() {
			if s.m != m || !m.setPage(q, page) {
				return
			}
			s.wanted = s.wanted && q.After == nil
			s.show()
			s.readList(false)
		}, err
	})
}

func (s *Screen) readFigures() {
	m := s.m
	brand, accounts := m.brand.ID, m.filter.accounts(m.accounts)
	s.Runner.Go("calendar.figures", func(ctx context.Context) (func(), error) {
		figures, err := s.Ports.Indicators(ctx, brand, accounts)
		return func() {
			if s.m == m {
				m.figures = figures
				s.show()
			}
		}, err
	})
}

// read shows the model and reads what it asks for now.
func (s *Screen) read() {
	s.hideTip()
	s.show()
	if s.m.mode == listMode {
		s.readList(false)
		return
	}
	s.readDays()
	s.readAround()
}

func (s *Screen) remember() {
	key, value := s.viewSetting(), s.m.remember()
	s.Runner.Go("calendar.remember", func(ctx context.Context) (func(), error) {
		return nil, s.Ports.SaveSetting(ctx, key, value)
	})
}
