package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
)

// NewTopBar is the bar above a screen: the title and controls at the left, the
// window's corner and buttons at the right. Where they do not fit, the
// controls go below. corner may be nil.
func NewTopBar(title *Label, controls []fyne.CanvasObject, corner fyne.CanvasObject, buttons ...fyne.CanvasObject) *fyne.Container {
	return newTopBar(title, controls, corner, buttons...).container()
}

type topBar struct {
	title           *Label
	controls, right []fyne.CanvasObject
	spare           float32 // that the buttons may need at other times
	width           float32 // last given
}

func newTopBar(title *Label, controls []fyne.CanvasObject, corner fyne.CanvasObject, buttons ...fyne.CanvasObject) *topBar {
	bar := &topBar{title: title, controls: controls, right: buttons}
	if corner != nil {
		bar.right = append([]fyne.CanvasObject{corner}, buttons...)
	}
	return bar
}

func (l *topBar) container() *fyne.Container {
	objects := append([]fyne.CanvasObject{NewDivider(false), l.title}, l.controls...)
	return container.New(l, append(objects, l.right...)...)
}

const (
	barGap    = 12
	barSecond = theme.ControlHeight + 10 // height of the second row
)

// total is the width of visible objects with a gap before each.
func (l *topBar) total(objects []fyne.CanvasObject) float32 {
	w := float32(0)
	for _, o := range objects {
		if o.Visible() {
			w += barGap + o.MinSize().Width
		}
	}
	return w
}

func (l *topBar) twoRows(width float32) bool {
	return l.title.natural()+l.total(l.controls)+l.total(l.right)+l.spare > width-2*theme.Margin
}

func (l *topBar) heightFor(_ []fyne.CanvasObject, width float32) float32 {
	if l.twoRows(width) && l.total(l.controls) > 0 {
		return theme.HeaderHeight + barSecond
	}
	return theme.HeaderHeight
}

// Layout places everything; the first object is the line below.
func (l *topBar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	objects[0].Move(fyne.NewPos(0, size.Height-1))
	objects[0].Resize(fyne.NewSize(size.Width, 1))
	middle := (theme.HeaderHeight - 1) / 2
	right := size.Width - theme.Margin - max(0, l.total(l.right)-barGap)
	l.put(l.right, right, middle)
	title := min(l.title.natural(), max(0, right-barGap-theme.Margin))
	h := l.title.MinSize().Height
	l.title.Move(fyne.NewPos(theme.Margin, whole(middle-h/2)))
	l.title.Resize(fyne.NewSize(title, h))
	if l.twoRows(size.Width) {
		l.put(l.controls, theme.Margin, theme.HeaderHeight-4+theme.ControlHeight/2)
		return
	}
	l.put(l.controls, theme.Margin+title+barGap, middle)
}

// put sets objects side by side, centred on a height.
func (l *topBar) put(objects []fyne.CanvasObject, x, middle float32) {
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		least := o.MinSize()
		o.Move(fyne.NewPos(whole(x), whole(middle-least.Height/2)))
		o.Resize(least)
		x += least.Width + barGap
	}
}

// MinSize is small in width: a window is never held open by a bar.
func (l *topBar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(360, l.heightFor(objects, max(l.width, 360)))
}
