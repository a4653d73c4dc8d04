package plan

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// section is one part of the plan. It is read when it comes into sight and when
// something is stored that it shows.
type section interface {
	key() string // "plan.section.<key>" names it, "plan.new.<key>" its button
	object() fyne.CanvasObject
	begin() // what the button in the header does
	read()
	shows(data.Noun) bool
	retranslate()
	forget() // what is shown, as for another brand
}

// Screen is the plan. All of it is for the UI thread.
type Screen struct {
	Params
	brand    data.BrandID
	sections []section
	parts    *widgets.Parts
}

// New returns the screen, which reads nothing before [Screen.Activate].
func New(p Params) *Screen {
	s := &Screen{Params: p, brand: p.Brand().ID}
	s.sections = []section{newCampaigns(s), newSlots(s), newAgain(s), newSeries(s), newDates(s), newBalance(s), newVoice(s)}
	bodies := make([]fyne.CanvasObject, len(s.sections))
	for i, one := range s.sections {
		bodies[i] = one.object()
	}
	s.parts = widgets.NewParts(p.Corner, func(i int) { s.sections[i].begin() }, bodies...)
	s.parts.Turned = func(i int) { s.sections[i].read() }
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
		for _, one := range s.sections {
			one.forget()
		}
	}
	s.shown().read()
}

// settle is how long changes are gathered before they are read.
const settle = 80 * time.Millisecond

// Changed hears of what was stored and reads again what shows it.
func (s *Screen) Changed(c data.Change) {
	if (c.Noun == data.Brands || s.shown().shows(c.Noun)) && !s.Runner.Busy("plan.soon") {
		s.Runner.After(settle, "plan.soon", s.Activate)
	}
}

// Retranslate words everything anew, as after a change of language.
func (s *Screen) Retranslate() {
	b := s.Words()
	w := widgets.PartsWords{Title: b.T("plan.title")}
	for _, one := range s.sections {
		w.Parts = append(w.Parts, b.T("plan.section."+one.key()))
		w.Buttons = append(w.Buttons, b.T("plan.new."+one.key()))
		one.retranslate()
	}
	s.parts.SetWords(w)
}

// shown is the section in sight.
func (s *Screen) shown() section { return s.sections[s.parts.At()] }

// Actions are what the palette and the main menu can do here.
func (s *Screen) Actions() []Action {
	var actions []Action
	for i, one := range s.sections {
		actions = append(actions,
			Action{"show." + one.key(), func() { s.parts.Turn(i) }},
			Action{"new." + one.key(), func() { s.parts.Turn(i); one.begin() }})
		if more, ok := one.(interface{ does() []Action }); ok {
			for _, a := range more.does() {
				actions = append(actions, Action{a.Key + "." + one.key(), func() { s.parts.Turn(i); a.Run() }})
			}
		}
	}
	return actions
}

// undoing is what a toast runs to take something back.
func (s *Screen) undoing(undo func(context.Context) error) func() {
	return func() {
		s.Runner.Go("plan.undo", func(ctx context.Context) (func(), error) {
			return func() { s.shown().read() }, undo(ctx)
		})
	}
}

// zone is the brand's; an unknown one is UTC.
func (s *Screen) zone() *time.Location {
	zone, err := time.LoadLocation(s.Brand().Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// formWidth is that of a sheet of fields.
const formWidth float32 = 520

// showForm shows fields over the window: see [widgets.ShowForm].
func (s *Screen) showForm(title string, save func() bool, first *widgets.Field, fields []fyne.CanvasObject, more ...fyne.CanvasObject) *widgets.Form {
	b := s.Words()
	w := widgets.FormWords{Title: title, Cancel: b.T("common.cancel"), Save: b.T("common.save")}
	return widgets.ShowForm(s.Canvas(), formWidth, w, save, first, fields, more...)
}

// framed is what a section scrolls, within the margins of a page.
func framed(content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewInset(16, theme.Margin, 24, theme.Margin, widgets.NewMeasure(pageWidth, content))
}

// emptyPage says what a section without rows is for, and begins the first.
func emptyPage(icon theme.IconName, title, text, action string, begin func()) fyne.CanvasObject {
	return widgets.NewInset(40, theme.Margin, 24, theme.Margin, widgets.NewEmptyState(icon, title, text, action, begin))
}

// block is a card with a title, a sentence that explains, and what is set.
func block(title, why string, parts ...fyne.CanvasObject) fyne.CanvasObject {
	column := widgets.NewColumn(10, widgets.NewColumn(2, widgets.NewTitle(title), widgets.NewMeasure(noteWidth, widgets.NewNote(why))))
	for _, o := range parts {
		column.Add(o)
	}
	return widgets.NewCard(column)
}

const (
	// pageWidth is how wide a section grows: all that is beside the rail of a window
	// of 1440.
	pageWidth float32 = 1192
	// noteWidth is how wide a text of several lines reads well.
	noteWidth float32 = 840
)

// page lets a section scroll below the header.
func page(column fyne.CanvasObject) *widgets.Scroll {
	return widgets.NewScroll(framed(column))
}
