package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
)

// TabPill is one tab of the composer: the common text, or an account with its
// network's dot and a mark when its text differs.
type TabPill struct {
	control
	text     string
	network  data.NetworkName
	mark     string
	icon     theme.IconName
	selected bool
}

// NewTabPill returns a tab; network "" has no dot.
func NewTabPill(text string, network data.NetworkName, tapped func()) *TabPill {
	p := &TabPill{text: text, network: network}
	p.tap = tapped
	p.label = func() string {
		if p.mark != "" {
			return p.text + ", " + p.mark
		}
		return p.text
	}
	p.ExtendBaseWidget(p)
	return p
}

// NewTabIcon returns a tab with a drawing instead of words: "+"; name says
// what it does.
func NewTabIcon(icon theme.IconName, name string, tapped func()) *TabPill {
	p := NewTabPill("", "", tapped)
	p.icon = icon
	p.label = func() string { return name }
	return p
}

// SetMark shows a word behind the name, "modifié"; "" shows none.
func (p *TabPill) SetMark(mark string) { p.mark = mark; p.Refresh() }

// SetSelected shows the tab as the chosen one.
func (p *TabPill) SetSelected(on bool) { p.selected = on; p.Refresh() }

// Selected tells whether it is the chosen one.
func (p *TabPill) Selected() bool { return p.selected }

const tabPadding = 11

func (p *TabPill) weight() theme.Weight {
	if p.selected {
		return theme.SemiBold
	}
	return theme.Regular
}

// CreateRenderer draws the tab.
func (p *TabPill) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		w := 2*tabPadding + theme.Measure(p.text, theme.Label, p.weight()).Width
		if p.network != "" {
			w += dotSize + 7
		}
		if p.icon != theme.IconNone {
			w += pillIcon - 4
		}
		if p.mark != "" {
			w += 6 + theme.Measure(p.mark, theme.Label, theme.SemiBold).Width
		}
		return fyne.NewSize(ceil(w), theme.TabHeight)
	}, p.paint)
}

func (p *TabPill) paint(s *scene, size fyne.Size) {
	fill, line := theme.Card, theme.Border
	switch {
	case p.selected:
		fill, line = theme.AccentSoft, theme.Accent
	case p.hovered && !p.Disabled():
		fill = theme.Hover
	}
	s.box(0, 0, size.Width, size.Height, fill, line, size.Height/2)
	x := float32(tabPadding)
	if p.network != "" {
		s.networkDot(x, (size.Height-dotSize)/2, p.network)
		x += dotSize + 7
	}
	if p.icon != theme.IconNone {
		s.icon((size.Width-pillIcon)/2, (size.Height-pillIcon)/2, pillIcon, p.icon, theme.Ink)
	}
	ink := theme.Ink
	if p.Disabled() {
		ink = theme.Muted
	}
	x += s.textIn(x, 0, size.Width-x-tabPadding+1, size.Height, p.text, theme.Label, p.weight(), ink)
	if p.mark != "" {
		s.textIn(x+6, 0, size.Width-x-6-tabPadding+1, size.Height, p.mark, theme.Label, theme.SemiBold, theme.Warm)
	}
	if p.focused {
		s.ring(size, size.Height/2)
	}
}
