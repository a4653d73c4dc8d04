package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
)

// Choice is a card that is pressed to choose what it names.
type Choice struct {
	control
	title   string
	note    string
	network data.NetworkName
	icon    theme.IconName // in the place of the network's letter; see [NewOption]
}

// NewChoice returns a card with the colour of a network, a title and a note
// that wraps.
func NewChoice(n data.NetworkName, title, note string, tapped func()) *Choice {
	c := &Choice{title: title, note: note, network: n}
	c.tap = tapped
	c.label = func() string { return c.title + ", " + c.note }
	c.ExtendBaseWidget(c)
	return c
}

const (
	choicePadding = 14
	choiceLeft    = choicePadding + initialSize + 12 // where the words begin
	choiceRow     = 17
	choiceTitle   = 20
	choiceChevron = 14
)

func (c *Choice) rows(width float32) []string {
	if c.note == "" {
		return nil
	}
	return wrap(c.note, theme.Label, theme.Regular, max(40, width-choiceLeft-choicePadding-choiceChevron-6))
}

// HeightFor returns the height with its note at a width.
func (c *Choice) HeightFor(width float32) float32 {
	return max(initialSize, choiceTitle+choiceRow*float32(len(c.rows(width)))) + 2*choicePadding
}

// CreateRenderer draws the card.
func (c *Choice) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size {
		return fyne.NewSize(200, c.HeightFor(max(200, c.Size().Width)))
	}, c.paint)
}

func (c *Choice) paint(s *scene, size fyne.Size) {
	ground := theme.Card
	if c.hovered {
		ground = theme.Hover
	}
	s.box(0, 0, size.Width, size.Height, ground, theme.Border, theme.RadiusCard)
	if c.icon != theme.IconNone {
		s.badge(choicePadding, (size.Height-initialSize)/2, c.icon)
	} else {
		s.initial(choicePadding, (size.Height-initialSize)/2, c.title, c.network)
	}
	rows := c.rows(size.Width)
	y := (size.Height - choiceTitle - choiceRow*float32(len(rows))) / 2
	width := size.Width - choiceLeft - choicePadding
	s.textIn(choiceLeft, y, width, choiceTitle, c.title, theme.Body, theme.SemiBold, theme.Ink)
	for i, row := range rows {
		s.textIn(choiceLeft, y+choiceTitle+choiceRow*float32(i), width, choiceRow, row, theme.Label, theme.Regular, theme.Muted)
	}
	s.icon(size.Width-choicePadding-choiceChevron, (size.Height-choiceChevron)/2, choiceChevron, theme.IconChevronRight, theme.Muted)
	if c.focused {
		s.ring(size, theme.RadiusCard)
	}
}
