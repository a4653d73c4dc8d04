package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// TitleField is a title that can be typed over: it looks like one until the
// keyboard is in it, with "…" where it is too long.
type TitleField struct {
	widget.BaseWidget
	box   *Box
	entry *entry
	clip  *container.Clip
	short *Label // the title while it is too long to be shown whole

	// Changed is called after each change that a person makes.
	Changed func(string)
	// Left is called when the keyboard goes elsewhere.
	Left func()
	// Escaped is called when the Escape key is pressed.
	Escaped func()
}

// NewTitleField returns an empty title.
func NewTitleField() *TitleField {
	f := &TitleField{box: NewBox(theme.Card, theme.Accent, theme.RadiusControl), entry: newEntry(false)}
	f.entry.TextStyle = theme.Bold.Style()
	f.box.Hide()
	f.short = NewTitle("")
	f.entry.focus, f.entry.key = f.showFocus, escapes(&f.Escaped)
	f.entry.OnChanged = func(s string) {
		f.shorten()
		if f.Changed != nil {
			f.Changed(s)
		}
	}
	f.clip = container.NewClip(container.New(titleRow{}, container.NewThemeOverride(f.entry, titled{bare{titlePadding, f.entry}})))
	f.clip.ExtendBaseWidget(f.clip)
	f.ExtendBaseWidget(f)
	return f
}

// shorten shows the beginning of a title that has too little room, unless it is
// being typed over.
func (f *TitleField) shorten() {
	room := f.Size().Width - titlePadding
	long := theme.Measure(f.entry.Text, theme.Panel, theme.Bold).Width > room && room > 0 && !f.box.Visible()
	if long {
		f.short.colour = map[bool]theme.Colour{true: theme.Muted, false: theme.Ink}[f.entry.off]
		f.short.SetText(strings.Join(strings.Fields(f.entry.Text), " "))
		f.short.Show()
	} else {
		f.short.Hide()
	}
	if long != f.entry.unseen {
		f.entry.unseen = long
		f.entry.Refresh()
	}
}

// Resize shortens the title as needed.
func (f *TitleField) Resize(size fyne.Size) {
	f.BaseWidget.Resize(size)
	f.shorten()
}

func (f *TitleField) showFocus(on bool) {
	defer f.shorten()
	if on {
		f.box.Show()
		return
	}
	f.box.Hide()
	if f.Left != nil {
		f.Left()
	}
}

const titlePadding = 9

// titled is bare, in the size of a panel's title.
type titled struct{ bare }

// Size of the text is a title's.
func (t titled) Size(n fyne.ThemeSizeName) float32 {
	if n == fynetheme.SizeNameText {
		return float32(theme.Panel)
	}
	return t.bare.Size(n)
}

// TabTo says where the Tab key leads.
func (f *TitleField) TabTo(next func()) { f.entry.next = next }

// Text returns what is typed.
func (f *TitleField) Text() string { return f.entry.Text }

// SetText replaces what is typed; it does not call Changed.
func (f *TitleField) SetText(s string) {
	if s == f.entry.Text {
		return
	}
	keep := f.Changed
	f.Changed = nil
	f.entry.SetText(s)
	f.Changed = keep
}

// SetPlaceholder shows what belongs here while nothing is typed.
func (f *TitleField) SetPlaceholder(s string) { f.entry.SetPlaceHolder(s) }

// Focus gives the keyboard to the title.
func (f *TitleField) Focus() { Focus(f.entry) }

// Enable lets a person type.
func (f *TitleField) Enable() {
	f.entry.setOff(false)
	f.shorten()
}

// Disable shows the title greyed.
func (f *TitleField) Disable() {
	f.entry.setOff(true)
	f.shorten()
}

// AccessibilityLabel says what belongs here.
func (f *TitleField) AccessibilityLabel() string { return f.entry.PlaceHolder }

// AccessibilityRole is text.
func (f *TitleField) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// MinSize is one row.
func (f *TitleField) MinSize() fyne.Size { return fyne.NewSize(80, theme.ControlHeight) }

// CreateRenderer puts box and entry together. The title begins at the left
// edge; its box reaches beyond it.
func (f *TitleField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(titleLayout{}, f.box, f.clip, f.short))
}

type titleLayout struct{}

func (titleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const reach = titlePadding - 1
	h := theme.ControlHeight
	y := whole((size.Height - h) / 2)
	objects[0].Move(fyne.NewPos(-reach, y))
	objects[0].Resize(fyne.NewSize(size.Width+reach, h))
	objects[1].Move(fyne.NewPos(1-reach, y+1))
	objects[1].Resize(fyne.NewSize(size.Width+reach-2, h-2))
	row := objects[2].MinSize().Height
	objects[2].Move(fyne.NewPos(0, whole((size.Height-row)/2)))
	objects[2].Resize(fyne.NewSize(size.Width-titlePadding, row))
}

func (titleLayout) MinSize([]fyne.CanvasObject) fyne.Size { return least() }

// titleRow lays the entry of a title in the middle, its border outside.
type titleRow struct{}

func (titleRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := lineHeight(theme.Panel, theme.Bold) + 2*titlePadding + 2*caretWidth
	objects[0].Move(fyne.NewPos(-entryBeyond, whole((size.Height-h)/2)))
	objects[0].Resize(fyne.NewSize(size.Width+2*entryBeyond, h))
}

func (titleRow) MinSize([]fyne.CanvasObject) fyne.Size { return least() }
