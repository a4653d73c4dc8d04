package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// ButtonKind is how much a button asks to be pressed.
type ButtonKind int

const (
	Plain   ButtonKind = iota // outlined
	Primary                   // filled: the one thing to do here
	Quiet                     // text only, until the pointer is on it
	Danger                    // filled warm: destroys what cannot be had again
)

// Button is pressed by mouse, space bar or Enter.
type Button struct {
	control
	text     string
	name     string
	kind     ButtonKind
	icon     theme.IconName
	trailing theme.IconName
	hint     string
}

// NewButton returns an outlined button.
func NewButton(text string, tapped func()) *Button {
	b := &Button{text: text}
	b.tap = tapped
	b.label = func() string {
		if b.name != "" {
			return b.name
		}
		return b.text
	}
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary returns the filled button of a screen or panel.
func NewPrimary(text string, tapped func()) *Button { return NewButton(text, tapped).As(Primary) }

// NewIconButton returns a square button; name says in words what it does.
func NewIconButton(icon theme.IconName, name string, tapped func()) *Button {
	b := NewButton("", tapped).WithIcon(icon)
	b.name = name
	return b
}

// As changes the kind and returns the button.
func (b *Button) As(kind ButtonKind) *Button { b.kind = kind; b.Refresh(); return b }

// WithIcon puts a drawing before the text and returns the button.
func (b *Button) WithIcon(n theme.IconName) *Button { b.icon = n; b.Refresh(); return b }

// WithMenu puts a small chevron behind the text: pressing opens a choice.
func (b *Button) WithMenu() *Button { b.trailing = theme.IconChevronDown; b.Refresh(); return b }

// WithHint shows a shortcut behind the text, "Ctrl N".
func (b *Button) WithHint(keys string) *Button { b.hint = keys; b.Refresh(); return b }

// SetText changes the words.
func (b *Button) SetText(s string) { b.text = s; b.Refresh() }

// SetName changes what an icon button is called.
func (b *Button) SetName(s string) { b.name = s }

// Text returns the words.
func (b *Button) Text() string { return b.text }

// SetTapped changes what pressing does.
func (b *Button) SetTapped(f func()) { b.tap = f }

const buttonIcon = 16

func (b *Button) padding() float32 {
	if b.text == "" {
		return (theme.ControlHeight - buttonIcon) / 2
	}
	if b.kind == Quiet {
		return 8
	}
	return 16
}

func (b *Button) contentWidth() float32 {
	w := theme.Measure(b.text, theme.Strip, theme.SemiBold).Width
	if b.icon != theme.IconNone {
		w += buttonIcon
		if b.text != "" {
			w += 6
		}
	}
	if b.trailing != theme.IconNone {
		w += 6 + 12
	}
	if b.hint != "" {
		w += 8 + theme.Measure(b.hint, theme.Small, theme.Regular).Width
	}
	return w
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(b, func() fyne.Size {
		return fyne.NewSize(ceil(b.contentWidth()+2*b.padding()), theme.ControlHeight)
	}, b.paint)
}

func (b *Button) paint(s *scene, size fyne.Size) {
	ink := b.ground(s, size)
	x := (size.Width - b.contentWidth()) / 2
	if b.icon != theme.IconNone {
		s.icon(x, (size.Height-buttonIcon)/2, buttonIcon, b.icon, ink)
		x += buttonIcon + 6
	}
	x += s.textIn(x, 0, size.Width-x, size.Height, b.text, theme.Strip, theme.SemiBold, ink)
	if b.trailing != theme.IconNone {
		s.icon(x+6, (size.Height-12)/2, 12, b.trailing, ink)
		x += 6 + 12
	}
	if b.hint != "" {
		s.textIn(x+8, 0, size.Width, size.Height, b.hint, theme.Small, theme.Regular, ink)
	}
	switch filled := b.kind == Primary || b.kind == Danger; {
	case b.focused && filled: // around it, the ring would be of its own colour
		const within = 3
		s.outline(within, within, size.Width-2*within, size.Height-2*within, theme.RadiusControl-within, ink)
	case b.focused:
		s.ring(size, theme.RadiusControl)
	}
}

// ground draws what lies below the words and returns the colour for them.
func (b *Button) ground(s *scene, size fyne.Size) theme.Colour {
	fill, hover, ink := theme.Card, theme.Hover, theme.Ink
	switch b.kind {
	case Primary:
		fill, hover, ink = theme.Filled, theme.FilledHover, theme.OnFilled
	case Danger:
		fill, hover, ink = theme.Danger, theme.DangerHover, theme.OnDanger
	case Quiet:
		fill, ink = theme.Clear, theme.Accent
	}
	if b.Disabled() {
		s.fill(0, 0, size.Width, size.Height, theme.Neutral, theme.RadiusControl)
		return theme.Muted
	}
	if b.hovered {
		fill = hover
	}
	if b.kind == Plain {
		s.box(0, 0, size.Width, size.Height, fill, theme.Border, theme.RadiusControl)
	} else {
		s.fill(0, 0, size.Width, size.Height, fill, theme.RadiusControl)
	}
	return ink
}
