package library

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

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
	brand      data.BrandID
	tabs       []tab
	products   *products
	media      *media
	parts      *widgets.Parts
	thumbnails *thumbnails
	picking    *picker // nil: none is open
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{Params: p, brand: p.Brand().ID}
	s.thumbnails = newThumbnails(p.Ports.Thumbnail, p.Runner, s.pictureCame)
	s.products, s.media = newProducts(s), newMedia(s)
	s.tabs = []tab{newIdeas(s), s.products, newTemplates(s), s.media}
	bodies := make([]fyne.CanvasObject, len(s.tabs))
	for i, t := range s.tabs {
		bodies[i] = widgets.NewInset(16, theme.Margin, 16, theme.Margin, t.object())
	}
	s.parts = widgets.NewParts(p.Corner, func(i int) { s.tabs[i].begin() }, bodies...)
	s.parts.Turned = func(i int) { s.tabs[i].read() }
	s.Retranslate()
	return s
}

// Object is everything right of the rail, the header included.
func (s *Screen) Object() fyne.CanvasObject { return s.parts.Object() }

// Activate is called when the screen comes to the front: it reads what it shows,
// for the brand of the moment.
func (s *Screen) Activate() {
	if id := s.Brand().ID; id != s.brand {
		s.brand = id
		for _, t := range s.tabs {
			t.forget()
		}
	}
	s.shown().read()
}

// settle is how long changes are gathered before they are read.
const settle = 80 * time.Millisecond

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	if (c.Noun == data.Brands || s.shown().shows(c.Noun)) && !s.Runner.Busy("library.soon") {
		s.Runner.After(settle, "library.soon", s.Activate)
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() {
	b := s.Words()
	w := widgets.PartsWords{Title: b.T("library.title")}
	for _, t := range s.tabs {
		w.Parts = append(w.Parts, b.T("library.tab."+t.key()))
		w.Buttons = append(w.Buttons, b.T("library.new."+t.key()))
		t.retranslate()
	}
	s.parts.SetWords(w)
}

// shown is the part in sight.
func (s *Screen) shown() tab { return s.tabs[s.parts.At()] }

// Takes tells whether files that are dropped on the screen are meant for what is
// in sight.
func (s *Screen) Takes() bool { return s.shown() == tab(s.media) }

// Dropped takes files that were dropped on the screen into the library.
func (s *Screen) Dropped(files []File) { s.media.adding.take(files) }

// Find gives the keyboard to the search of the part in sight, and tells whether
// it has one.
func (s *Screen) Find() bool {
	t, ok := s.shown().(interface{ find() })
	if ok {
		t.find()
	}
	return ok
}

// Flush stores what was typed before it returns. It is for the way out of the
// program, on the UI thread.
func (s *Screen) Flush(ctx context.Context) error { return s.media.details.flush(ctx) }

// pictureCame draws again what may show a picture that was read.
func (s *Screen) pictureCame() {
	switch s.shown() {
	case tab(s.media):
		s.media.show()
	case tab(s.products):
		s.products.list.Redraw()
	}
	if s.picking != nil {
		s.picking.sheet.Redraw()
	}
}

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	var actions []Action
	for i, t := range s.tabs {
		actions = append(actions,
			Action{"show." + t.key(), func() { s.parts.Turn(i) }},
			Action{"new." + t.key(), func() { s.parts.Turn(i); t.begin() }})
		if more, ok := t.(interface{ does() []Action }); ok {
			for _, a := range more.does() {
				actions = append(actions, Action{a.Key + "." + t.key(), func() { s.parts.Turn(i); a.Run() }})
			}
		}
	}
	return actions
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
			return func() { s.shown().read() }, undo(ctx)
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
