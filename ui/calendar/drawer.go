package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// drawer is a column at the right of the calendar with the ideas of the board,
// which are dragged onto a day or an hour. It folds by itself where it leaves the
// days too little room, and is back when there is enough.
type drawer struct {
	screen  *Screen
	open    bool
	folded  bool    // open, but out of sight for want of room
	insists bool    // the person opened it although there is little room
	covered float32 // width at the right that lies below something else
	title   *widgets.Label
	close   *widgets.Button
	search  *widgets.Field
	stage   *widgets.PillButton
	cards   *widgets.Cards
	hint    *widgets.Label
	carried *widgets.Carried
	object  *fyne.Container
	shown   []data.Idea
}

func newDrawer(s *Screen) *drawer {
	d := &drawer{
		screen:  s,
		title:   widgets.NewLabel("", theme.Panel, theme.Bold, theme.Ink).Shrinking(),
		close:   widgets.NewIconButton(theme.IconClose, "", func() { s.toggleIdeas() }).As(widgets.Quiet),
		search:  widgets.NewField(""),
		hint:    widgets.NewNote(""),
		carried: widgets.NewCarried(),
	}
	d.stage = widgets.NewPillButton("", d.chooseStage)
	d.cards = widgets.NewCards(widgets.CardEvents{Open: d.menu, Menu: d.menu, Carry: d.carry, Put: d.put})
	d.search.Changed = func(text string) {
		s.m.ideas.text = text
		d.show(s.Words(), s.m)
	}
	d.search.Escaped = s.toggleIdeas
	d.close.SetEscape(s.toggleIdeas)
	head := widgets.NewColumn(10,
		widgets.NewRow(8, widgets.Stretch(d.title), d.close), d.search, widgets.NewRow(0, d.stage), d.hint)
	// The bar of what scrolls lies in the margin, so that cards are as wide as the search.
	d.object = widgets.NewFrame(10, head, widgets.NewInset(0, 1-cardsBar, 0, -1, d.cards), nil)
	return d
}

// toggleIdeas opens the drawer or shuts it; one that folded by itself is opened
// all the same, unless it would lie below the pane.
func (s *Screen) toggleIdeas() {
	d := s.drawer
	if d.covered > 0 && (d.folded || !d.open) {
		s.Shell.Toast(s.Words().T("calendar.ideas.covered"), nil)
		return
	}
	d.open = !d.open || d.folded
	d.insists = d.open
	if d.open {
		s.readIdeas()
	}
	s.show()
	s.object.Refresh()
	if d.open {
		d.cards.Focus()
		return
	}
	s.Focus()
}

func (d *drawer) show(b *words.Book, m *model) {
	show(d.object, d.open && !d.folded)
	if !d.open {
		return
	}
	d.title.SetText(b.T("calendar.ideas"))
	d.close.SetName(b.T("common.close"))
	d.search.SetPlaceholder(b.T("calendar.ideas.search"))
	name, tone := b.T("calendar.ideas.all"), widgets.ToneNeutral
	if m.ideas.stage != "" {
		name, tone = b.T("idea.stage."+string(m.ideas.stage)), widgets.ToneAccent
	}
	d.stage.Set(name, tone)
	d.shown = m.ideas.shown()
	cards := make([]widgets.BoardCard, len(d.shown))
	for i, one := range d.shown {
		cards[i] = ideaCard(b, m, one)
	}
	d.cards.Set(cards)
	d.hint.SetText(d.advice(b, m))
	d.object.Refresh()
}

// advice says what to do with the cards, or why there is none.
func (d *drawer) advice(b *words.Book, m *model) string {
	switch {
	case !m.ideas.known:
		return ""
	case len(m.ideas.all) == 0:
		return b.T("calendar.ideas.none")
	case len(d.shown) == 0:
		return b.T("calendar.empty.filtered")
	case m.mode == listMode:
		return b.T("calendar.ideas.list")
	}
	return b.T("calendar.ideas.hint")
}

func (d *drawer) chooseStage() {
	b, m := d.screen.Words(), d.screen.m
	choose := func(stage data.Stage) func() {
		return func() {
			m.ideas.stage = stage
			d.show(b, m)
		}
	}
	items := []widgets.MenuItem{{Text: b.T("calendar.ideas.all"), Checked: m.ideas.stage == "", Run: choose("")}, {}}
	for _, stage := range data.Stages() {
		items = append(items, widgets.MenuItem{
			Text: b.T("idea.stage." + string(stage)), Checked: m.ideas.stage == stage, Run: choose(stage),
		})
	}
	widgets.ShowMenu(d.stage, items)
}

// menu is what can be done with a card without dragging it.
func (d *drawer) menu(row int, in fyne.CanvasObject, at fyne.Position) {
	if row >= len(d.shown) {
		return
	}
	s, b, one := d.screen, d.screen.Words(), d.shown[row]
	items := []widgets.MenuItem{}
	if s.m.day >= s.m.today() {
		items = append(items, widgets.MenuItem{
			Text: b.T("calendar.idea.here", "Day", b.DayMonth(date(s.m.day))), Icon: theme.IconCalendarPlus,
			Run: func() { s.planIdea(one, s.m.day, s.keyMinute()) },
		})
	}
	items = append(items, widgets.MenuItem{
		Text: b.T("calendar.idea.on"), Icon: theme.IconCalendar, Run: func() { d.askDay(one, in, at) },
	})
	widgets.ShowMenuAt(in, at, items)
}

// keyMinute is the time that the keyboard is on where the days are shown by the
// hour, elsewhere the one for a day.
func (s *Screen) keyMinute() int {
	if s.m.hours() {
		return s.m.minute
	}
	return s.m.hourOn(s.m.day)
}

// askDay lets the person choose the day of an idea.
func (d *drawer) askDay(i data.Idea, in fyne.CanvasObject, at fyne.Position) {
	s := d.screen
	s.pickDay(in, at, s.Words().T("calendar.idea.plan"), func(day string) { s.planIdea(i, day, s.m.hourOn(day)) })
}

// carry shows a card in the hand, and where it would go.
func (d *drawer) carry(row int, at fyne.Position) {
	if row < len(d.shown) {
		d.carried.Carry(ideaCard(d.screen.Words(), d.screen.m, d.shown[row]), within(d.screen.object, at))
		d.screen.aim(at)
	}
}

// put makes a draft of a card that was let go on a day or an hour.
func (d *drawer) put(row int, at fyne.Position) {
	d.carried.Hide()
	day, minute := d.screen.aim(at)
	d.screen.aim(fyne.NewPos(-1, -1))
	if day != "" && row < len(d.shown) {
		d.screen.planIdea(d.shown[row], day, minute)
	}
}

// aim shows where something would go that is let go at a place of the window,
// and returns it; day is "" elsewhere.
func (s *Screen) aim(at fyne.Position) (day string, minute int) {
	switch s.m.mode {
	case monthMode:
		day = s.body.month.Aim(within(s.body.month, at))
	case yearMode:
		day = s.body.year.Aim(within(s.body.year, at))
	case weekMode, dayMode:
		day, minute, _ = s.body.week.Aim(within(s.body.week, at))
		return day, minute
	}
	if day != "" {
		minute = s.m.hourOn(day)
	}
	return day, minute
}

// within is a place of the window as a place in an object.
func within(o fyne.CanvasObject, at fyne.Position) fyne.Position {
	return at.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(o))
}

const (
	// cardsBar is the room that cards keep for the bar at their right, their outline
	// included.
	cardsBar float32 = 8
	// drawerWidth is that of the column.
	drawerWidth float32 = 232
	// leastBody is the width below which the title of a post has no room on a day.
	leastBody float32 = 640
)

// fold puts the drawer out of sight where it leaves the body too little of a width,
// or lies below the pane. What a person insisted on holds until there is room.
func (d *drawer) fold(width float32) {
	roomy := d.covered == 0 && width-drawerWidth >= leastBody
	if roomy {
		d.insists = false
	}
	d.folded = d.open && !roomy && (d.covered > 0 || !d.insists)
	show(d.object, d.open && !d.folded)
}

// Covered says how much at the right of the screen lies below the pane, 0 for
// nothing.
func (s *Screen) Covered(width float32) {
	if s.drawer.covered != width {
		s.drawer.covered = width
		s.object.Refresh()
	}
}

// besides lays the drawer out at the right of the body while it is in sight.
type besides struct{ d *drawer }

// Layout gives the body what the drawer leaves.
func (l besides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.d.fold(size.Width)
	width := size.Width
	if l.d.object.Visible() {
		width -= drawerWidth
		place(objects[1], width, bodyTop, drawerWidth-theme.Margin, size.Height-bodyTop-bodyBottom)
	}
	place(objects[0], 0, 0, width, size.Height)
}

// MinSize is the body's: the drawer is opened by who has the room.
func (l besides) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (d *drawer) beside(body fyne.CanvasObject) *fyne.Container {
	return container.New(besides{d}, body, d.object)
}
