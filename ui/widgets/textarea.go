package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// MarkKind is how a part of the text in a [TextArea] is shown.
type MarkKind int

const (
	Coloured MarkKind = iota // links, hashtags, mentions
	Wavy                     // a word that is not known
	Dashed                   // a slip of language or typography
	Struck                   // beyond the limit: on a warm ground
)

// asks tells whether a person may ask what is to be done about it.
func (k MarkKind) asks() bool { return k == Wavy || k == Dashed }

// Mark is a part of a text, in runes from its start.
type Mark struct {
	From, To int
	Kind     MarkKind
}

// TextArea is the composer's text: rows of 20 units, scrolling in its own box,
// with marks over the words.
type TextArea struct {
	widget.BaseWidget
	box    *Box
	entry  *entry
	marks  *marks
	sheet  *fyne.Container
	scroll *container.Scroll
	quiet  bool
	rows   int // least rows shown
	most   int // with Fit: rows from which on it scrolls

	former    string // the text that the marks were moved to last
	rewritten []rewriting
	fitted    string // the text whose rows were counted last
	fittedTo  float32
	fit       int

	// Changed is called after each change that a person makes.
	Changed func(string)
	// Stepped is called in place of Changed when a person takes back what was done
	// to the text, or does it again.
	Stepped func(former, now string)
	// Entered and Left are called when the keyboard comes and goes.
	Entered, Left func()
	// Asked is called when a person asks about what is underlined wavy or dashed,
	// with the right button of the mouse or with Ctrl and the full stop. A menu
	// belongs at below, which is inside the area.
	Asked func(m Mark, below fyne.Position)
	// Escaped is called when the Escape key is pressed.
	Escaped func()
}

// NewTextArea returns an empty area of at least the given rows.
func NewTextArea(rows int) *TextArea {
	t := &TextArea{rows: rows, entry: newEntry(true), box: NewBox(theme.Card, theme.Border, theme.RadiusControl)}
	t.entry.TextStyle = theme.Writing.Style()
	t.entry.focus = func(on bool) {
		t.box.SetLine(map[bool]theme.Colour{true: theme.Accent, false: theme.Border}[on])
		if on && t.Entered != nil {
			t.Entered()
		}
		if !on && t.Left != nil {
			t.Left()
		}
	}
	t.entry.asked, t.entry.askedAt = t.askAtCaret, t.askAt
	t.entry.key = escapes(&t.Escaped)
	t.entry.OnChanged = t.changed
	t.marks = newMarks(t.entry)
	t.sheet = container.New(&sheet{t}, container.NewThemeOverride(t.entry, bare{writingPadding, t.entry}), t.marks)
	t.scroll = container.NewVScroll(t.sheet)
	t.entry.OnCursorChanged = t.follow
	t.ExtendBaseWidget(t)
	return t
}

// writingPadding is around the text inside the bare entry; with the box's line
// and what lies beyond the edge the text starts 13 units into the box.
const writingPadding = 15

// writingInset is where the text begins in the box.
const writingInset = writingPadding - entryBeyond + 1

// Text returns what is typed.
func (t *TextArea) Text() string { return t.entry.Text }

// SetText replaces the text; it does not call Changed. What was done to another
// text cannot be taken back then.
func (t *TextArea) SetText(s string) {
	if s != t.entry.Text {
		t.Begin(s)
	}
}

// Begin is SetText for a text of something else, although it may say the same.
func (t *TextArea) Begin(s string) {
	t.quiet = true
	t.marks.list, t.rewritten = nil, nil
	t.entry.SetText(s)
	t.quiet = false
	t.settle()
}

// Fit lets the area be as high as its text takes, between two numbers of rows.
func (t *TextArea) Fit(least, most int) {
	if t.rows != least || t.most != most {
		t.rows, t.most = least, most
		t.Refresh()
	}
}

// HeightFor returns the height that the text takes in a width, within what
// [TextArea.Fit] allows.
func (t *TextArea) HeightFor(width float32) float32 {
	if t.most > t.rows && (t.fitted != t.entry.Text || t.fittedTo != width) {
		t.fitted, t.fittedTo = t.entry.Text, width
		t.fit = len(wrap(t.fitted, theme.Body, theme.Writing, width-2*writingInset))
	}
	return float32(max(t.rows, min(t.fit, t.most)))*theme.RowHeight + 2*(writingInset-1)
}

// Insert puts text at the caret, over what is selected, as typing would.
func (t *TextArea) Insert(s string) {
	for _, r := range s {
		t.entry.TypedRune(r)
	}
}

// SetPlaceholder shows what to write while nothing is written.
func (t *TextArea) SetPlaceholder(s string) { t.entry.SetPlaceHolder(s) }

// SetMarks shows parts of the text differently. Marks beyond the text are
// ignored; all hide while something is selected. They stay on their words while
// a person types around them, and go with [TextArea.SetText].
func (t *TextArea) SetMarks(m []Mark) {
	t.marks.list = m
	t.marks.Refresh()
}

// Marks are those that are shown.
func (t *TextArea) Marks() []Mark { return t.marks.list }

// Caret is how many runes stand before the caret.
func (t *TextArea) Caret() int { return t.entry.CursorTextOffset() }

// GoTo puts the caret behind so many runes, and gives the text the keyboard.
func (t *TextArea) GoTo(at int) {
	t.Focus()
	t.put(at)
	t.entry.Refresh()
	t.follow()
}

// Ask asks about the mark at the caret or, where there is none, about the next
// one, to which the caret goes. It tells whether there is any.
func (t *TextArea) Ask() bool {
	caret := t.Caret()
	var first, next *Mark
	for i := range t.marks.list {
		m := &t.marks.list[i]
		if !m.Kind.asks() {
			continue
		}
		if first == nil || m.From < first.From {
			first = m
		}
		if m.To >= caret && (next == nil || m.From < next.From) {
			next = m
		}
	}
	if next == nil {
		next = first
	}
	if next == nil || t.Asked == nil {
		return false
	}
	found := *next
	if found.From > caret || found.To < caret {
		t.GoTo(found.To)
	}
	t.Asked(found, t.inside(t.marks.placed(found)))
	return true
}

func (t *TextArea) askAtCaret() { t.Ask() }

// askAt asks about what is below the pointer, and tells whether anything is.
func (t *TextArea) askAt(pos fyne.Position) bool {
	found, below, ok := t.marks.at(pos)
	if !ok || t.Asked == nil || t.entry.off {
		return false
	}
	t.Focus()
	t.Asked(found, t.inside(below))
	return true
}

// inside is a place of the entry as one of the area.
func (t *TextArea) inside(at fyne.Position) fyne.Position {
	return at.AddXY(1-entryBeyond, 1-entryBeyond-t.scroll.Offset.Y)
}

// Focus gives the keyboard to the text.
func (t *TextArea) Focus() { Focus(t.entry) }

// Enable lets a person type.
func (t *TextArea) Enable() { t.entry.setOff(false) }

// Disable shows the text greyed. What was done to it cannot be taken back any more.
func (t *TextArea) Disable() {
	if !t.entry.off {
		marks := t.marks.list
		t.Begin(t.entry.Text)
		t.SetMarks(marks)
	}
	t.entry.setOff(true)
}

// AccessibilityLabel is the placeholder, which says what belongs here.
func (t *TextArea) AccessibilityLabel() string { return t.entry.PlaceHolder }

// AccessibilityRole is text.
func (t *TextArea) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer puts box and text together.
func (t *TextArea) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(areaLayout{t}, t.box, t.scroll))
}

// Refresh lays out again, as after a change of theme.
func (t *TextArea) Refresh() {
	t.BaseWidget.Refresh()
	t.settle()
}

// settle gives the text its whole height, so that only our scroller scrolls,
// and draws the marks where the words are now.
func (t *TextArea) settle() {
	if t.scroll == nil {
		return // the entry is still being put together
	}
	if t.sheet.Size().Height != max(t.scroll.Size().Height, t.sheet.MinSize().Height) {
		t.scroll.Refresh()
	}
	t.marks.Refresh()
}

// follow keeps the caret in view.
func (t *TextArea) follow() {
	t.settle()
	y, view := t.entry.CursorPosition().Y-entryBeyond, t.scroll.Size().Height
	top, bottom := max(0, y-writingPadding), y+theme.RowHeight+writingPadding
	switch offset := t.scroll.Offset.Y; {
	case top < offset:
		t.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > offset+view:
		t.scroll.ScrollToOffset(fyne.NewPos(0, min(bottom, t.sheet.Size().Height)-view))
	}
}

// sheet lays the entry at its whole height, its border beyond the edges, and
// the marks over it.
type sheet struct{ area *TextArea }

func (l *sheet) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(-entryBeyond, -entryBeyond))
	objects[0].Resize(fyne.NewSize(size.Width+2*entryBeyond, size.Height+2*entryBeyond))
	objects[1].Move(fyne.NewPos(-entryBeyond, -entryBeyond))
	objects[1].Resize(fyne.NewSize(size.Width+2*entryBeyond, size.Height+2*entryBeyond))
}

func (l *sheet) MinSize([]fyne.CanvasObject) fyne.Size {
	rows := len(rowStarts(l.area.entry))
	text := float32(rows) * theme.RowHeight
	if room := l.area.scroll.Size().Height; text+2*writingPadding-3*entryBeyond <= room {
		return fyne.NewSize(40, room) // it fits: the caret has no need of more
	}
	return fyne.NewSize(40, text+2*(writingPadding-entryBeyond+caretWidth)+theme.RowHeight/2)
}

type areaLayout struct{ area *TextArea }

func (l areaLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
	objects[1].Move(fyne.NewPos(1, 1))
	objects[1].Resize(size.SubtractWidthHeight(2, 2))
	l.area.settle()
}

func (l areaLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(120, l.area.HeightFor(max(120, l.area.Size().Width)))
}
