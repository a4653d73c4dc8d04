package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
)

// Link is a word or two in a text that can be pressed: "Détails".
type Link struct {
	control
	text     string
	name     string // for those who cannot see what it belongs to; "": the text
	colour   theme.Colour
	trailing theme.IconName
}

// NewLink returns a link in the accent colour.
func NewLink(text string, tapped func()) *Link {
	l := &Link{text: text, colour: theme.Accent}
	l.tap = tapped
	l.role = fyne.AccessibleRoleLink
	l.label = func() string {
		if l.name != "" {
			return l.name
		}
		return l.text
	}
	l.ExtendBaseWidget(l)
	return l
}

// Coloured changes the colour and returns the link.
func (l *Link) Coloured(c theme.Colour) *Link { l.colour = c; l.Refresh(); return l }

// WithMenu puts a small chevron behind the words: pressing opens a choice.
func (l *Link) WithMenu() *Link { l.trailing = theme.IconChevronDown; l.Refresh(); return l }

// SetName says in full what the link does, where its words need what they stand
// beside.
func (l *Link) SetName(s string) { l.name = s }

// SetText changes the words.
func (l *Link) SetText(s string) { l.text = s; l.Refresh() }

// Text returns the words.
func (l *Link) Text() string { return l.text }

const linkChevron = 10

// CreateRenderer draws the words, underlined below the pointer.
func (l *Link) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(l, func() fyne.Size {
		w := theme.Measure(l.text, theme.Label, theme.Medium).Width
		if l.trailing != theme.IconNone {
			w += 3 + linkChevron
		}
		return fyne.NewSize(ceil(w), 20)
	}, l.paint)
}

func (l *Link) paint(s *scene, size fyne.Size) {
	ink := l.colour
	if l.Disabled() {
		ink = theme.Muted
	}
	w := s.textIn(0, 0, size.Width, size.Height, l.text, theme.Label, theme.Medium, ink)
	if l.trailing != theme.IconNone {
		s.icon(w+3, (size.Height-linkChevron)/2, linkChevron, l.trailing, ink)
	}
	if l.hovered || l.focused {
		s.fill(0, size.Height-2, w, 1, ink, 0)
	}
}
