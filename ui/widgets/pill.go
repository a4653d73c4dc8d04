package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Tone is what a pill, chip or message means. It never comes alone: words or
// an icon say the same.
type Tone int

const (
	ToneNeutral Tone = iota
	ToneAccent
	ToneGood
	ToneCaution
	ToneWarm
)

// colours returns the tone's ground and its text colour.
func (t Tone) colours() (soft, ink theme.Colour) {
	switch t {
	case ToneAccent:
		return theme.AccentSoft, theme.Accent
	case ToneGood:
		return theme.GoodSoft, theme.Good
	case ToneCaution:
		return theme.CautionSoft, theme.Caution
	case ToneWarm:
		return theme.WarmSoft, theme.Warm
	}
	return theme.Neutral, theme.Muted
}

// Pill is a word or two on a tinted ground. It takes no clicks.
type Pill struct {
	widget.BaseWidget
	text    string
	tone    Tone
	icon    theme.IconName
	network data.NetworkName
}

// NewPill returns a pill.
func NewPill(text string, tone Tone) *Pill {
	p := &Pill{text: text, tone: tone}
	p.ExtendBaseWidget(p)
	return p
}

// WithIcon puts a drawing before the words and returns the pill.
func (p *Pill) WithIcon(n theme.IconName) *Pill { p.icon = n; p.Refresh(); return p }

// WithDot puts a network's dot before the words and returns the pill.
func (p *Pill) WithDot(n data.NetworkName) *Pill { p.network = n; p.Refresh(); return p }

// Set changes words, tone and drawing.
func (p *Pill) Set(text string, tone Tone, icon theme.IconName) {
	p.text, p.tone, p.icon = text, tone, icon
	p.Refresh()
}

// Text returns the words.
func (p *Pill) Text() string { return p.text }

// AccessibilityLabel is the words.
func (p *Pill) AccessibilityLabel() string { return p.text }

// AccessibilityRole is text.
func (p *Pill) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the pill.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		return fyne.NewSize(pillWidth(p.text, p.icon, p.network), theme.PillHeight)
	}, func(s *scene, size fyne.Size) {
		s.pill(0, (size.Height-theme.PillHeight)/2, size.Width, p.text, p.tone, p.icon, p.network)
	})
}

const (
	pillPadding = 9
	pillIcon    = 12
	dotSize     = 8
)

func pillWidth(text string, icon theme.IconName, network data.NetworkName) float32 {
	w := theme.Measure(text, theme.Label, theme.Regular).Width + 2*pillPadding
	if icon != theme.IconNone {
		w += pillIcon
		if text != "" {
			w += 4
		}
	}
	if network != "" {
		w += dotSize + 6
	}
	return ceil(w)
}

// pill draws a pill no wider than w and returns the width that it takes.
func (s *scene) pill(x, y, w float32, text string, tone Tone, icon theme.IconName, network data.NetworkName) float32 {
	soft, ink := tone.colours()
	w = min(w, pillWidth(text, icon, network))
	s.fill(x, y, w, theme.PillHeight, soft, theme.PillHeight/2)
	at := x + pillPadding
	if network != "" {
		s.networkDot(at, y+(theme.PillHeight-dotSize)/2, network)
		at += dotSize + 6
	}
	if icon != theme.IconNone {
		s.icon(at, y+(theme.PillHeight-pillIcon)/2, pillIcon, icon, ink)
		at += pillIcon + 4
	}
	s.textIn(at, y, x+w-pillPadding-at+1, theme.PillHeight, text, theme.Label, theme.Regular, ink)
	return w
}

func ceil(v float32) float32 { return float32(math.Ceil(float64(v))) }

// PillButton is a pill that opens a choice: "Tous les comptes".
type PillButton struct {
	control
	text     string
	tone     Tone
	trailing theme.IconName
}

// NewPillButton returns a pill with a chevron.
func NewPillButton(text string, tapped func()) *PillButton {
	p := &PillButton{text: text, trailing: theme.IconChevronDown}
	p.tap = tapped
	p.label = func() string { return p.text }
	p.ExtendBaseWidget(p)
	return p
}

// Set changes words and tone: a filter that is on is ToneAccent.
func (p *PillButton) Set(text string, tone Tone) { p.text, p.tone = text, tone; p.Refresh() }

// WithTrailing changes the drawing behind the words, IconNone for none.
func (p *PillButton) WithTrailing(n theme.IconName) *PillButton {
	p.trailing = n
	p.Refresh()
	return p
}

// CreateRenderer draws the pill.
func (p *PillButton) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		return fyne.NewSize(pillWidth(p.text, p.trailing, ""), theme.PillHeight)
	}, p.paint)
}

func (p *PillButton) paint(s *scene, size fyne.Size) {
	soft, ink := p.tone.colours()
	if p.hovered && !p.Disabled() {
		soft = theme.Hover
	}
	s.fill(0, 0, size.Width, size.Height, soft, size.Height/2)
	right := size.Width - pillPadding
	if p.trailing != theme.IconNone {
		right -= pillIcon
		s.icon(right, (size.Height-pillIcon)/2, pillIcon, p.trailing, ink)
		right -= 4
	}
	s.textIn(pillPadding, 0, right-pillPadding+1, size.Height, p.text, theme.Label, theme.Regular, ink)
	if p.focused {
		s.ring(size, size.Height/2)
	}
}
