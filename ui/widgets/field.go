package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Field is a line to type into, with its label above and what is wrong with it
// below.
type Field struct {
	widget.BaseWidget
	label *Label
	fault *Label
	box   *Box
	entry *entry
	clip  *container.Clip
	icon  theme.IconName
	hint  string

	// Changed is called after each change that a person makes.
	Changed func(string)
	// Left is called when the keyboard goes elsewhere.
	Left func()
	// Submitted is called with Enter.
	Submitted func(string)
	// Escaped is called with Escape.
	Escaped func()
	// Arrows is called with the up (-1) and down (+1) keys.
	Arrows func(step int)
}

// NewField returns an empty field; label "" takes no room.
func NewField(label string) *Field {
	f := &Field{
		label: NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking(),
		fault: NewLabel("", theme.Label, theme.Regular, theme.Warm).Wrapping(),
		box:   NewBox(theme.Card, theme.Border, theme.RadiusControl),
		entry: newEntry(false),
	}
	f.clip = container.NewClip(container.New(beyond{}, container.NewThemeOverride(f.entry, bare{fieldPadding, f.entry})))
	f.clip.ExtendBaseWidget(f.clip)
	f.entry.focus = f.showFocus
	f.entry.key = f.takeKey
	f.entry.OnChanged = func(s string) {
		if f.Changed != nil {
			f.Changed(s)
		}
	}
	f.entry.OnSubmitted = func(s string) {
		if f.Submitted != nil {
			f.Submitted(s)
		}
	}
	f.ExtendBaseWidget(f)
	return f
}

// NewSearch returns a field without label, with a glass and a shortcut in it:
// "Ctrl K".
func NewSearch(placeholder, hint string) *Field {
	f := NewField("")
	f.icon, f.hint = theme.IconSearch, hint
	f.SetPlaceholder(placeholder)
	return f
}

const (
	fieldPadding = 10
	fieldLabel   = 20 // height of the label's row
)

// Text returns what is typed.
func (f *Field) Text() string { return f.entry.Text }

// SetText replaces what is typed; it does not call Changed.
func (f *Field) SetText(s string) {
	if s == f.entry.Text {
		return
	}
	keep := f.Changed
	f.Changed = nil
	f.entry.SetText(s)
	f.Changed = keep
}

// SetLabel changes the words above.
func (f *Field) SetLabel(s string) { f.label.SetText(s); f.Refresh() }

// SetPlaceholder shows an example while nothing is typed.
func (f *Field) SetPlaceholder(s string) { f.entry.SetPlaceHolder(s) }

// SetPassword shows dots instead of letters.
func (f *Field) SetPassword(on bool) { f.entry.Password = on; f.entry.Refresh() }

// SetError shows what is wrong below the field; "" shows nothing.
func (f *Field) SetError(s string) {
	f.fault.SetText(s)
	f.box.SetLine(f.outline(false))
	f.Refresh()
}

// Focus gives the keyboard to the field.
func (f *Field) Focus() { Focus(f.entry) }

// Enable lets a person type.
func (f *Field) Enable() { f.entry.setOff(false) }

// Disable shows the text greyed.
func (f *Field) Disable() { f.entry.setOff(true) }

// AccessibilityLabel is the label above, or the example.
func (f *Field) AccessibilityLabel() string {
	if f.label.Text() != "" {
		return f.label.Text()
	}
	return f.entry.PlaceHolder
}

// AccessibilityRole is text.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (f *Field) outline(focused bool) theme.Colour {
	switch {
	case f.fault.Text() != "":
		return theme.Warm
	case focused:
		return theme.Accent
	}
	return theme.Border
}

func (f *Field) showFocus(on bool) {
	f.box.SetLine(f.outline(on))
	if !on && f.Left != nil {
		f.Left()
	}
}

func (f *Field) takeKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape:
		if f.Escaped != nil {
			f.Escaped()
			return true
		}
	case fyne.KeyUp, fyne.KeyDown:
		if f.Arrows != nil {
			step := 1
			if ev.Name == fyne.KeyUp {
				step = -1
			}
			f.Arrows(step)
			return true
		}
	}
	return false
}

// HeightFor returns the height with label and fault at a width.
func (f *Field) HeightFor(width float32) float32 {
	h := f.boxHeight()
	if f.label.Text() != "" {
		h += fieldLabel
	}
	if f.fault.Text() != "" {
		h += 4 + f.fault.HeightFor(width)
	}
	return h
}

func (f *Field) boxHeight() float32 {
	if f.icon != theme.IconNone {
		return theme.ControlHeight
	}
	return theme.FieldHeight
}

// CreateRenderer puts label, box, entry and fault together.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	glass := newAdornment(f)
	return &fieldRenderer{f, glass, []fyne.CanvasObject{f.box, f.label, glass, f.clip, f.fault}}
}

type fieldRenderer struct {
	field   *Field
	glass   *adornment
	objects []fyne.CanvasObject
}

func (r *fieldRenderer) Layout(size fyne.Size) {
	f, y := r.field, float32(0)
	if f.label.Text() != "" {
		f.label.Resize(fyne.NewSize(size.Width, fieldLabel-4))
		y = fieldLabel
	}
	h := f.boxHeight()
	f.box.Move(fyne.NewPos(0, y))
	f.box.Resize(fyne.NewSize(size.Width, h))
	r.glass.Move(fyne.NewPos(0, y))
	r.glass.Resize(fyne.NewSize(size.Width, h))
	left, right := float32(2), float32(2)
	if f.icon != theme.IconNone {
		left = 26
	}
	if f.hint != "" {
		right += r.glass.hintWidth() + 8
	}
	f.clip.Move(fyne.NewPos(left, y+1))
	f.clip.Resize(fyne.NewSize(size.Width-left-right, h-2))
	if f.fault.Text() != "" {
		f.fault.Move(fyne.NewPos(0, y+h+4))
		f.fault.Resize(fyne.NewSize(size.Width, f.fault.HeightFor(size.Width)))
	}
}

func (r *fieldRenderer) MinSize() fyne.Size {
	return fyne.NewSize(80, r.field.HeightFor(max(80, r.field.Size().Width)))
}

func (r *fieldRenderer) Refresh() {
	r.Layout(r.field.Size())
	for _, o := range r.objects {
		o.Refresh()
	}
}

func (r *fieldRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *fieldRenderer) Destroy()                     {}

// beyond lays the entry of one row in the middle, its border outside.
type beyond struct{}

func (beyond) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := lineHeight(theme.Body, theme.Regular) + 2*fieldPadding + 2*caretWidth
	objects[0].Move(fyne.NewPos(-entryBeyond, whole((size.Height-h)/2)))
	objects[0].Resize(fyne.NewSize(size.Width+2*entryBeyond, h))
}

func (beyond) MinSize([]fyne.CanvasObject) fyne.Size { return least() }

// adornment draws the glass and the shortcut of a search field.
type adornment struct {
	widget.BaseWidget
	field *Field
}

func newAdornment(f *Field) *adornment {
	a := &adornment{field: f}
	a.ExtendBaseWidget(a)
	return a
}

func (a *adornment) hintWidth() float32 {
	return theme.Measure(a.field.hint, theme.Small, theme.Regular).Width + 12
}

func (a *adornment) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(a, func() fyne.Size { return fyne.Size{} }, func(s *scene, size fyne.Size) {
		s.icon(10, (size.Height-15)/2, 15, a.field.icon, theme.Muted)
		if a.field.hint == "" {
			return
		}
		w := a.hintWidth()
		x, h := size.Width-w-8, float32(18)
		s.box(x, (size.Height-h)/2, w, h, theme.Card, theme.Border, 4)
		s.textIn(x+6, 0, w, size.Height, a.field.hint, theme.Small, theme.Regular, theme.Muted)
	})
}
