package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// PageMark is one thing in the drawing of a page, see [data.Mark].
type PageMark struct {
	Kind  data.MarkKind
	Text  string // what the page shows; "" is drawn as a grey bar
	Value string // what stands in a field, or at the end of an entry
	Press bool   // what a person is to press or to fill in: ringed, with a pointer
}

// Page is the drawing of a page in a browser, to know what to look for. It is
// drawn in the colours of the theme and takes no clicks.
type Page struct {
	widget.BaseWidget
	host  string
	label string
	marks []PageMark
	width float32 // last given
}

// NewPage returns the drawing; host stands in the address bar, label says in
// words what is drawn.
func NewPage(host, label string, marks []PageMark) *Page {
	p := &Page{host: host, label: label, marks: marks}
	p.ExtendBaseWidget(p)
	return p
}

// AccessibilityLabel says in words what is drawn.
func (p *Page) AccessibilityLabel() string { return p.label }

// AccessibilityRole is text.
func (p *Page) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

const (
	pageBar     = 34 // the browser's, with its address
	pageSide    = 18
	pageGap     = 14
	pageControl = 30 // height of a button or of a field's box
	pageLabel   = 22 // height of a field's label, with what a ring needs below it
	pageWidest  = 300
	pageHeading = 20
	pageText    = 17
	ringBeyond  = 4
)

// HeightFor returns the height that the drawing takes in a width.
func (p *Page) HeightFor(width float32) float32 {
	h := float32(pageBar + 2*pageSide)
	for i, m := range p.marks {
		if i > 0 {
			h += pageGap
		}
		h += m.height(width - 2*pageSide)
	}
	return h
}

// Resize keeps the width for MinSize, which is not told one.
func (p *Page) Resize(size fyne.Size) {
	p.width = size.Width
	p.BaseWidget.Resize(size)
}

// CreateRenderer draws the window and what is in it.
func (p *Page) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		return fyne.NewSize(180, p.HeightFor(max(p.width, 180)))
	}, p.paint)
}

func (p *Page) paint(s *scene, size fyne.Size) {
	s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusCard)
	p.bar(s, size.Width)
	y, width := float32(pageBar+pageSide), size.Width-2*pageSide
	for _, m := range p.marks {
		m.paint(s, pageSide, y, width)
		y += m.height(width) + pageGap
	}
	// Last, so that no neighbour lies over a ring or a pointer.
	y = pageBar + pageSide
	for _, m := range p.marks {
		if m.Press {
			m.ring(s, pageSide, y, width)
		}
		y += m.height(width) + pageGap
	}
}

// bar is the head of the browser's window.
func (p *Page) bar(s *scene, width float32) {
	head := s.fill(1, 1, width-2, pageBar-1, theme.Neutral, 0)
	head.TopLeftCornerRadius, head.TopRightCornerRadius = theme.RadiusCard-1, theme.RadiusCard-1
	for i := range 3 {
		s.fill(12+float32(i)*13, (pageBar-8)/2, 8, 8, theme.Dash, 4)
	}
	const left, high = 58, 22
	top := float32(pageBar-high) / 2
	s.fill(left, top, width-left-10, high, theme.Card, high/2)
	x := float32(left + 10)
	if p.host != "" {
		s.icon(x, top+5, 12, theme.IconLock, theme.Muted)
		s.textIn(x+17, top, width-x-17-20, high, p.host, theme.Small, theme.Regular, theme.Muted)
	}
}

// rows are the words of a heading or a text, broken to a width.
func (m PageMark) rows(width float32) []string {
	if m.Kind == data.MarkHeading {
		return wrap(m.Text, theme.Panel, theme.Bold, width)
	}
	return wrap(m.Text, theme.Label, theme.Regular, width)
}

func (m PageMark) height(width float32) float32 {
	switch m.Kind {
	case data.MarkHeading:
		return pageHeading * float32(len(m.rows(width)))
	case data.MarkText:
		return pageText * float32(len(m.rows(width)))
	case data.MarkField:
		return pageLabel + pageControl
	}
	return pageControl
}

func (m PageMark) paint(s *scene, x, y, width float32) {
	switch m.Kind {
	case data.MarkHeading:
		m.lines(s, x, y, width, pageHeading, theme.Panel, theme.Bold, theme.Ink)
	case data.MarkButton:
		m.button(s, x, y, width)
	case data.MarkField:
		m.field(s, x, y, width)
	case data.MarkSwitch:
		m.toggle(s, x, y, width)
	case data.MarkEntry:
		m.entry(s, x, y, width)
	default:
		m.lines(s, x, y, width, pageText, theme.Label, theme.Regular, theme.Muted)
	}
}

// words draws the mark's text on one line, or a bar where it has none, and
// returns the width that it takes.
func (m PageMark) words(s *scene, x, y, width, high float32, size theme.Size, w theme.Weight, c theme.Colour) float32 {
	if m.Text != "" {
		return s.textIn(x, y, width, high, m.Text, size, w, c)
	}
	return bar(s, x, y, width, high, c)
}

// bar stands for words that are not known.
func bar(s *scene, x, y, width, high float32, c theme.Colour) float32 {
	const thick = 8
	if c != theme.OnFilled {
		c = theme.Neutral
	}
	long := min(width, 96)
	s.fill(x, y+(high-thick)/2, long, thick, c, thick/2)
	return long
}

// lines draws the mark's text over as many rows as it needs.
func (m PageMark) lines(s *scene, x, y, width, row float32, size theme.Size, w theme.Weight, c theme.Colour) {
	if m.Text == "" {
		bar(s, x, y, width, row, c)
		return
	}
	for i, line := range m.rows(width) {
		s.textIn(x, y+row*float32(i), width, row, line, size, w, c)
	}
}

func (m PageMark) button(s *scene, x, y, width float32) {
	ink := theme.Ink
	w := m.span(width)
	if m.Press {
		ink = theme.OnFilled
		s.fill(x, y, w, pageControl, theme.Filled, theme.RadiusControl)
	} else {
		s.box(x, y, w, pageControl, theme.Neutral, theme.Border, theme.RadiusControl)
	}
	m.words(s, x+14, y, w-28, pageControl, theme.Label, theme.SemiBold, ink)
}

func (m PageMark) field(s *scene, x, y, width float32) {
	m.words(s, x, y, width, pageLabel-6, theme.Label, theme.Regular, theme.Muted)
	s.box(x, y+pageLabel, m.span(width), pageControl, theme.Card, theme.Dash, 6)
	s.textIn(x+10, y+pageLabel, m.span(width)-20, pageControl, m.Value, theme.Label, theme.Medium, theme.Ink)
}

func (m PageMark) toggle(s *scene, x, y, width float32) {
	const long, high, knob = 34, 20, 14
	w := m.span(width)
	m.words(s, x, y, w-long-10, pageControl, theme.Label, theme.Regular, theme.Ink)
	track, at := theme.Dash, x+w-long+3
	if m.Press || m.Value != "" {
		track, at = theme.Filled, x+w-3-knob
	}
	top := y + (pageControl-high)/2
	s.fill(x+w-long, top, long, high, track, high/2)
	s.fill(at, top+3, knob, knob, theme.OnFilled, knob/2)
}

func (m PageMark) entry(s *scene, x, y, width float32) {
	ground := theme.Shade
	if m.Press {
		ground = theme.AccentSoft
	}
	s.fill(x, y, m.span(width), pageControl, ground, 6)
	right := x + m.span(width) - 10 - pillIcon
	s.icon(right, y+(pageControl-pillIcon)/2, pillIcon, theme.IconChevronRight, theme.Muted)
	if m.Value != "" {
		w := min(theme.Measure(m.Value, theme.Label, theme.Regular).Width+1, (right-x)/2)
		right -= w + 8
		s.textIn(right, y, w, pageControl, m.Value, theme.Label, theme.Regular, theme.Muted)
	}
	m.words(s, x+10, y, right-x-18, pageControl, theme.Label, theme.Medium, theme.Ink)
}

// span is how much of the width the mark takes.
func (m PageMark) span(width float32) float32 {
	switch m.Kind {
	case data.MarkButton:
		if m.Text == "" {
			return min(width, 124)
		}
		return min(width, ceil(theme.Measure(m.Text, theme.Label, theme.SemiBold).Width)+29)
	case data.MarkHeading, data.MarkText:
		long := float32(0)
		size, w := theme.Label, theme.Regular
		if m.Kind == data.MarkHeading {
			size, w = theme.Panel, theme.Bold
		}
		for _, row := range m.rows(width) {
			long = max(long, theme.Measure(row, size, w).Width)
		}
		return min(width, ceil(max(long, 40)))
	}
	return min(width, pageWidest)
}

// ring marks what is to be pressed, with a pointer on its end.
func (m PageMark) ring(s *scene, x, y, width float32) {
	w, h := m.span(width), m.height(width)
	if m.Kind == data.MarkField {
		y, h = y+pageLabel, pageControl
	}
	r := s.fill(x-ringBeyond, y-ringBeyond, w+2*ringBeyond, h+2*ringBeyond, theme.Warm, theme.RadiusControl+ringBeyond)
	clear := theme.Warm.Now()
	clear.A = 1 // fully clear would darken the stroke in the window
	r.FillColor, r.StrokeColor, r.StrokeWidth = clear, theme.Warm.Now(), 2
	const side = 22
	at := fyne.NewPos(min(x+w-8, x+width-side+8), y+h-8)
	for _, d := range []fyne.Delta{{DX: -1}, {DX: 1}, {DY: -1}, {DY: 1}} {
		s.icon(at.X+d.DX, at.Y+d.DY, side, theme.IconPointer, theme.Card)
	}
	s.icon(at.X, at.Y, side, theme.IconPointer, theme.Warm)
}
