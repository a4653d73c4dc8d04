package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Scroll shows a part of something higher than itself. Its content is laid out
// at the width of the view, so that what wraps has its true height.
type Scroll struct {
	widget.BaseWidget
	inner *container.Scroll
	sheet *fyne.Container
	most  float32 // height up to which it grows with its content; 0: it does not
}

// NewScroll returns a vertical scroller.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{sheet: NewColumn(0, content)}
	s.inner = container.NewVScroll(s.sheet)
	s.ExtendBaseWidget(s)
	return s
}

// SetContent shows something else from its top.
func (s *Scroll) SetContent(content fyne.CanvasObject) {
	s.sheet.Objects = []fyne.CanvasObject{content}
	s.inner.ScrollToTop()
	s.Refresh()
}

// ToTop shows the beginning of the content.
func (s *Scroll) ToTop() { s.inner.ScrollToTop() }

// ToEnd shows the end of the content, where something new was put.
func (s *Scroll) ToEnd() { s.inner.ScrollToBottom() }

// Reveal scrolls so far that an object of the content is in view from its top.
func (s *Scroll) Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(s.inner).Y
	if y < 0 || y+min(o.Size().Height, s.inner.Size().Height) > s.inner.Size().Height {
		const above = 8
		s.inner.ScrollToOffset(fyne.NewPos(0, max(0, s.inner.Offset.Y+y-above)))
	}
}

// Refresh lays the content out again, as after a text in it changed.
func (s *Scroll) Refresh() {
	s.settle(s.Size().Width)
	s.inner.Refresh()
}

// Resize lays the content out at the new width.
func (s *Scroll) Resize(size fyne.Size) {
	s.settle(size.Width)
	s.BaseWidget.Resize(size)
}

func (s *Scroll) settle(width float32) {
	if l, ok := s.sheet.Layout.(*column); ok {
		l.width = width
	}
}

// UpTo lets the scroller be as high as its content, up to a height.
func (s *Scroll) UpTo(most float32) { s.most = most }

// HeightFor returns the height at a width: see [Scroll.UpTo].
func (s *Scroll) HeightFor(width float32) float32 {
	if s.most == 0 {
		return s.MinSize().Height
	}
	return min(HeightFor(s.sheet, width), s.most)
}

// MinSize is small: a scroller takes what it is given.
func (s *Scroll) MinSize() fyne.Size { return fyne.NewSize(60, 40) }

// CreateRenderer shows the content.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.inner) }
