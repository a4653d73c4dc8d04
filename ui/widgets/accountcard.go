package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
)

// AccountLine is what an [AccountCard] says.
type AccountLine struct {
	Network data.NetworkName
	Title   string
	Note    string // muted, behind the title
	Icon    theme.IconName
	Tone    Tone // of the icon's pill
}

// AccountCard is an account in one line on a card of its own, with a sign of how
// things stand there. Pressing it goes to the account.
type AccountCard struct {
	control
	line AccountLine
}

// NewAccountCard returns a card.
func NewAccountCard(line AccountLine, tapped func()) *AccountCard {
	c := &AccountCard{line: line}
	c.tap = tapped
	c.role = fyne.AccessibleRoleLink
	c.label = func() string { return c.line.Title + " " + c.line.Note }
	c.ExtendBaseWidget(c)
	return c
}

// Line is what the card says.
func (c *AccountCard) Line() AccountLine { return c.line }

const accountCard = 46

// CreateRenderer draws the card.
func (c *AccountCard) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(160, accountCard) }, c.paint)
}

func (c *AccountCard) paint(s *scene, size fyne.Size) {
	const inset, sign, most = 14, 30, 0.52 // of the width for the title
	fill := theme.Card
	if c.hovered {
		fill = theme.Hover
	}
	s.box(0, 0, size.Width, size.Height, fill, theme.Border, theme.RadiusCard)
	s.networkDot(inset, (size.Height-dotSize)/2, c.line.Network)
	x, right := float32(inset+dotSize+8), size.Width-inset-sign
	soft, ink := c.line.Tone.colours()
	s.fill(right, (size.Height-theme.PillHeight)/2, sign, theme.PillHeight, soft, theme.PillHeight/2)
	s.icon(right+(sign-pillIcon)/2, (size.Height-pillIcon)/2, pillIcon, c.line.Icon, ink)
	right -= 8
	title := right - x
	if c.line.Note != "" {
		title *= most
	}
	x += s.textIn(x, 0, title, size.Height, c.line.Title, theme.Label, theme.SemiBold, theme.Ink) + 8
	if right-x > 40 {
		s.textIn(x, 0, right-x, size.Height, c.line.Note, theme.Label, theme.Regular, theme.Muted)
	}
	if c.focused {
		s.ring(size, theme.RadiusCard)
	}
}
