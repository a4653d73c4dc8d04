package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// Tick is a card that is ticked or not: one of several things that are wanted.
type Tick struct {
	control
	title   string
	note    string
	on      bool
	changed func(bool)
}

// NewTick returns a card; changed is called when a person ticks it or not.
func NewTick(title, note string, on bool, changed func(bool)) *Tick {
	t := &Tick{title: title, note: note, on: on, changed: changed}
	t.tap = func() {
		t.on = !t.on
		t.Refresh()
		t.changed(t.on)
	}
	t.label = func() string {
		if t.note == "" {
			return t.title
		}
		return t.title + ", " + t.note
	}
	t.ExtendBaseWidget(t)
	return t
}

// On tells whether it is ticked.
func (t *Tick) On() bool { return t.on }

const (
	tickSide    = 18
	tickPadding = 12
	tickLeft    = tickPadding + tickSide + 12 // where the words begin
	tickTitle   = 20
	tickNote    = 17
)

func (t *Tick) height() float32 {
	h := float32(tickTitle)
	if t.note != "" {
		h += tickNote
	}
	return h + 2*tickPadding
}

// CreateRenderer draws the card.
func (t *Tick) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(t, func() fyne.Size { return fyne.NewSize(160, t.height()) }, t.paint)
}

func (t *Tick) paint(s *scene, size fyne.Size) {
	ground, line := theme.Card, theme.Border
	switch {
	case t.hovered:
		ground = theme.Hover
	case t.on:
		line = theme.Accent
	}
	s.box(0, 0, size.Width, size.Height, ground, line, theme.RadiusCard)
	y := (size.Height - tickSide) / 2
	if t.on {
		s.fill(tickPadding, y, tickSide, tickSide, theme.Filled, 4)
		s.icon(tickPadding+3, y+3, tickSide-6, theme.IconCheck, theme.OnFilled)
	} else {
		s.box(tickPadding, y, tickSide, tickSide, theme.Card, theme.Muted, 4)
	}
	width := size.Width - tickLeft - tickPadding
	if t.note == "" {
		s.textIn(tickLeft, 0, width, size.Height, t.title, theme.Body, theme.SemiBold, theme.Ink)
	} else {
		s.textIn(tickLeft, tickPadding, width, tickTitle, t.title, theme.Body, theme.SemiBold, theme.Ink)
		s.textIn(tickLeft, tickPadding+tickTitle, width, tickNote, t.note, theme.Label, theme.Regular, theme.Muted)
	}
	if t.focused {
		s.ring(size, theme.RadiusCard)
	}
}
