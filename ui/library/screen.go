package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// tab is one part of the library. It is read when it comes into sight and when
// something is stored that it shows.
type tab interface {
	key() string // "library.tab.<key>" names it, "library.new.<key>" its button
	object() fyne.CanvasObject
	begin() // what the button in the header does
	read()
	shows(data.Noun) bool
	retranslate()
	forget() // what is shown, as for another brand
}

// Screen is the library. All of it is for the UI thread.
type Screen struct {
	Params
	brand  data.BrandID
	tabs   []tab
	at     int
	title  *widgets.Label
	choice *widgets.Segmented
	button *widgets.Button
	object *fyne.Container
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{Params: p, brand: p.Brand().ID, title: widgets.NewLabel("", theme.Title, theme.Bold, theme.Ink).Shrinking()}
	s.tabs = []tab{newIdeas(s), newProducts(s)}
	s.choice = widgets.NewSegmented(nil, 0, s.turn)
	s.button = widgets.NewPrimary("", func() { s.tabs[s.at].begin() }).WithIcon(theme.IconPlus)
	head := widgets.NewTopBar(s.title, []fyne.CanvasObject{s.choice}, p.Corner, s.button)
	bodies := container.NewStack()
	for i, t := range s.tabs {
		if i > 0 {
			t.object().Hide()
		}
		bodies.Add(t.object())
	}
	s.object = widgets.NewFrame(0, head, widgets.NewInset(16, theme.Margin, 16, theme.Margin, bodies), nil)
	s.Retranslate()
	return s
}

// Object is everything right of the rail, the header included.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Activate is called when the screen comes to the front: it reads what it shows,
// for the brand of the moment.
func (s *Screen) Activate() {
	if id := s.Brand().ID; id != s.brand {
		s.brand = id
		for _, t := range s.tabs {
			t.forget()
		}
	}
	s.tabs[s.at].read()
}

// settle is how long changes are gathered before they are read.
const settle = 80 * time.Millisecond

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	if (c.Noun == data.Brands || s.tabs[s.at].shows(c.Noun)) && !s.Runner.Busy("library.soon") {
		s.Runner.After(settle, "library.soon", s.Activate)
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() {
	b := s.Words()
	s.title.SetText(b.T("library.title"))
	options := make([]string, len(s.tabs))
	for i, t := range s.tabs {
		options[i] = b.T("library.tab." + t.key())
		t.retranslate()
	}
	s.choice.SetOptions(options)
	s.button.SetText(b.T("library.new." + s.tabs[s.at].key()))
	s.object.Refresh()
}

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	var actions []Action
	for i, t := range s.tabs {
		actions = append(actions,
			Action{"show." + t.key(), func() { s.turn(i) }},
			Action{"new." + t.key(), func() { s.turn(i); t.begin() }})
	}
	return actions
}

// turn shows another part.
func (s *Screen) turn(i int) {
	s.tabs[s.at].object().Hide()
	s.at = i
	s.choice.Select(i)
	s.tabs[i].object().Show()
	s.button.SetText(s.Words().T("library.new." + s.tabs[i].key()))
	s.object.Refresh()
	s.tabs[i].read()
}

// opened opens a draft that was made here, and offers to take it back.
func (s *Screen) opened(text string, id data.PostID, undo func(context.Context) error) {
	s.Shell.Toast(text, s.undoing(undo))
	s.Shell.OpenPost(id)
}

// undoing is what a toast runs to take something back.
func (s *Screen) undoing(undo func(context.Context) error) func() {
	return func() {
		s.Runner.Go("library.undo", func(ctx context.Context) (func(), error) {
			return func() { s.tabs[s.at].read() }, undo(ctx)
		})
	}
}

// setVisible shows or hides without drawing what stays as it is.
func setVisible(o fyne.CanvasObject, visible bool) {
	switch {
	case visible && !o.Visible():
		o.Show()
	case !visible && o.Visible():
		o.Hide()
	}
}
