package reports

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/widgets"
)

// Screen is the reports. All of it is for the UI thread.
type Screen struct {
	Params
	m      *model
	header *header
	body   *body
	object *fyne.Container
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{Params: p, m: newModel(p.Brand().ID)}
	s.header = newHeader(s)
	s.body = newBody(s)
	s.object = widgets.NewFrame(0, s.header.object, s.body.object, nil)
	s.show()
	return s
}

// Object is everything right of the rail, the header included.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Activate is called when the screen comes to the front: it reads what it
// shows, for the brand of the moment.
func (s *Screen) Activate() {
	if id := s.Brand().ID; id != s.m.brand {
		s.m = newModel(id)
		s.show()
	}
	s.readAccounts()
}

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	told := slices.Contains([]data.Noun{data.Metrics, data.Accounts, data.Brands}, c.Noun)
	if told && !s.Runner.Busy("reports.soon") {
		s.Runner.After(settle, "reports.soon", s.Activate)
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() { s.show() }

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	var actions []Action
	for _, days := range periods() {
		actions = append(actions, Action{strconv.Itoa(days), func() { s.setDays(days) }})
	}
	return append(actions, Action{"all", s.saveAll})
}

// show draws what the model holds.
func (s *Screen) show() {
	b := s.Words()
	s.header.show(b, s.m, len(s.charts()) > 0)
	s.body.show(b, s.m)
	s.object.Refresh()
}

// settle is how long changes are gathered before they are read, so that a
// thousand of them are one reading.
const settle = 80 * time.Millisecond

// viewSetting is the name under which a brand's period and filter are kept.
func (s *Screen) viewSetting() string {
	return "reports.view." + strconv.FormatInt(int64(s.m.brand), 10)
}

// readAccounts reads the accounts, the first time what was remembered as well,
// and then the report.
func (s *Screen) readAccounts() {
	m, setting := s.m, s.viewSetting()
	s.Runner.Go("reports.accounts", func(ctx context.Context) (func(), error) {
		accounts, err := s.Ports.Accounts(ctx, m.brand)
		if err != nil {
			return nil, err
		}
		view, err := s.Ports.Setting(ctx, setting)
		return func() {
			if s.m != m {
				return
			}
			first := !m.known
			m.setAccounts(accounts)
			if first {
				m.recall(view)
			}
			s.show()
			s.read()
		}, err
	})
}

func (s *Screen) read() {
	m, q := s.m, s.m.question()
	s.Runner.Go("reports.report", func(ctx context.Context) (func(), error) {
		r, err := s.Ports.Report(ctx, q.brand, q.only, q.days)
		return func() {
			if s.m == m && m.setReport(q, r) {
				s.show()
			}
		}, err
	})
}

func (s *Screen) setDays(days int) {
	if s.m.setDays(days) {
		s.chosen()
	}
}

// chosen keeps another choice and reads what it asks for. The former report
// stays in view until then.
func (s *Screen) chosen() {
	s.header.show(s.Words(), s.m, len(s.charts()) > 0)
	s.read()
	key, value := s.viewSetting(), s.m.remember()
	s.Runner.Go("reports.remember", func(ctx context.Context) (func(), error) {
		return nil, s.Ports.SaveSetting(ctx, key, value)
	})
}

// openFilter shows the accounts, which stay open while they are ticked.
func (s *Screen) openFilter(at fyne.CanvasObject) {
	var menu *widgets.Menu
	var items func() []widgets.MenuItem
	items = func() []widgets.MenuItem {
		return s.filterItems(func() {
			s.chosen()
			if menu != nil {
				menu.SetItems(items())
			}
		})
	}
	menu = widgets.ShowMenu(at, items())
}

func (s *Screen) filterItems(ticked func()) []widgets.MenuItem {
	b := s.Words()
	var items []widgets.MenuItem
	for _, a := range s.m.accounts {
		items = append(items, widgets.MenuItem{
			Text:    accountName(b, a),
			Hint:    networkName(b, a.Network),
			Network: a.Network,
			Checked: s.m.shows(a.ID),
			Stays:   true,
			Run: func() {
				s.m.toggle(a.ID)
				ticked()
			},
		})
	}
	return append(items, widgets.MenuItem{}, widgets.MenuItem{
		Text:     b.T("reports.filter.reset"),
		Disabled: s.m.only() == nil,
		Run: func() {
			s.m.without = nil
			s.chosen()
		},
	})
}
