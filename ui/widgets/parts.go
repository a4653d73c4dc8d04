package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
)

// Parts is a screen of several parts, of which one is in sight: a bar with the
// title, the choice of the part and one button, and the part below.
type Parts struct {
	// Turned is called when another part came into sight, by a person or by
	// [Parts.Turn].
	Turned func(i int)

	at     int
	words  PartsWords
	title  *Label
	choice *Segmented
	button *Button
	bar    *topBar
	bodies []fyne.CanvasObject
	object *fyne.Container
}

// PartsWords are what stands in the bar: Parts and Buttons have one for each
// part.
type PartsWords struct {
	Title   string
	Parts   []string
	Buttons []string
}

// NewParts returns the screen with its first part in sight, without words. begin
// is what the button does for the part in sight; corner is put in the bar before
// the button and may be nil.
func NewParts(corner fyne.CanvasObject, begin func(i int), bodies ...fyne.CanvasObject) *Parts {
	p := &Parts{bodies: bodies, title: NewLabel("", theme.Title, theme.Bold, theme.Ink).Shrinking()}
	p.choice = NewSegmented(nil, 0, p.Turn)
	p.button = NewPrimary("", func() { begin(p.at) }).WithIcon(theme.IconPlus)
	for _, o := range bodies[1:] {
		o.Hide()
	}
	p.bar = newTopBar(p.title, []fyne.CanvasObject{p.choice}, corner, p.button)
	p.object = NewFrame(0, p.bar.container(), container.NewStack(bodies...), nil)
	return p
}

// Object is the bar and the part in sight.
func (p *Parts) Object() fyne.CanvasObject { return p.object }

// At is the place of the part in sight.
func (p *Parts) At() int { return p.at }

// SetWords words the bar anew, as after a change of language.
func (p *Parts) SetWords(w PartsWords) {
	p.words = w
	p.title.SetText(w.Title)
	p.choice.SetOptions(w.Parts)
	p.word()
	p.object.Refresh()
}

// word words the button for the part in sight. The bar keeps the room of the widest
// one, so that it has as many rows for each part.
func (p *Parts) word() {
	widest := float32(0)
	for _, text := range p.words.Buttons {
		p.button.SetText(text)
		widest = max(widest, p.button.MinSize().Width)
	}
	p.button.SetText(p.words.Buttons[p.at])
	p.bar.spare = widest - p.button.MinSize().Width
}

// Turn shows another part.
func (p *Parts) Turn(i int) {
	p.bodies[p.at].Hide()
	p.at = i
	p.choice.Select(i)
	p.bodies[i].Show()
	p.word()
	p.object.Refresh()
	if p.Turned != nil {
		p.Turned(i)
	}
}
