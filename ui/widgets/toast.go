package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"parvis/ui/theme"
)

// Toast says what was done and offers to take it back.
type Toast struct {
	Text   string
	Action string // "Annuler"; "" for none
	Run    func()
	Close  string // what the cross is called
}

// Toasts is the stack of toasts at the foot of the window, the newest below. It
// keeps no time: whoever shows a toast dismisses it by its number.
type Toasts struct {
	widget.BaseWidget
	column *fyne.Container
	shown  []shownToast
	next   int
}

// shownToast is a toast on the screen; acts tells that it offers something.
type shownToast struct {
	number int
	acts   bool
}

// NewToasts returns an empty stack.
func NewToasts() *Toasts {
	t := &Toasts{column: NewColumn(8)}
	t.ExtendBaseWidget(t)
	return t
}

// mostToasts are shown at once; an older one makes room, at first one that offers
// nothing. What can be taken back stays beside as many others.
const (
	mostToasts = 3
	mostActs   = 5
)

// Add shows a toast and returns its number.
func (t *Toasts) Add(toast Toast) int {
	t.next++
	number := t.next
	t.shown = append(t.shown, shownToast{number, toast.Action != ""})
	t.column.Add(newToast(toast, func() { t.Dismiss(number) }))
	t.makeRoom()
	t.Refresh()
	return number
}

// makeRoom dismisses the oldest toast where there are too many, but the newest.
func (t *Toasts) makeRoom() {
	if len(t.shown) <= mostToasts {
		return
	}
	before := t.shown[:len(t.shown)-1]
	idle := slices.IndexFunc(before, func(s shownToast) bool { return !s.acts })
	switch {
	case idle >= 0:
		t.Dismiss(before[idle].number)
	case len(t.shown) > mostActs:
		t.Dismiss(before[0].number)
	}
}

// Dismiss takes a toast away; one that is gone already is no error.
func (t *Toasts) Dismiss(number int) {
	i := slices.IndexFunc(t.shown, func(s shownToast) bool { return s.number == number })
	if i < 0 {
		return
	}
	t.shown = slices.Delete(t.shown, i, i+1)
	t.column.Remove(t.column.Objects[i])
	t.Refresh()
}

// Shown returns how many there are.
func (t *Toasts) Shown() int { return len(t.shown) }

// CreateRenderer lays the toasts at the bottom, in the middle.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(foot{480}, t.column))
}

// foot lays its only object at the bottom, in the middle.
type foot struct{ widest float32 }

func (l foot) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(l.widest, size.Width-2*theme.Inset)
	h := HeightFor(objects[0], w)
	objects[0].Move(fyne.NewPos(whole((size.Width-w)/2), whole(size.Height-h-theme.Inset)))
	objects[0].Resize(fyne.NewSize(w, h))
}

func (l foot) MinSize([]fyne.CanvasObject) fyne.Size { return least() }

func newToast(t Toast, dismiss func()) fyne.CanvasObject {
	words := NewLabel(t.Text, theme.Strip, theme.Regular, theme.OnToast).Wrapping()
	objects := []fyne.CanvasObject{words}
	if t.Action != "" {
		objects = append(objects, NewLink(t.Action, func() {
			dismiss()
			if t.Run != nil {
				t.Run()
			}
		}).Coloured(theme.ToastAction))
	}
	objects = append(objects, newCross(t.Close, dismiss))
	return NewPanel(NewFill(theme.Toast, theme.RadiusControl).Raised(), 12, NewRow(12, objects...))
}

// cross closes what it stands on.
type cross struct{ control }

func newCross(name string, tapped func()) *cross {
	c := &cross{}
	c.tap = tapped
	c.label = func() string { return name }
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer draws the cross.
func (c *cross) CreateRenderer() fyne.WidgetRenderer {
	const side = 14
	return newDrawn(c, func() fyne.Size { return fyne.NewSquareSize(20) }, func(s *scene, size fyne.Size) {
		s.icon((size.Width-side)/2, (size.Height-side)/2, side, theme.IconClose, theme.OnToast)
		if c.focused {
			s.ring(size, 4)
		}
	})
}
