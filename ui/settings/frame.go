package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	navWidth  = 208
	paneWidth = 400
	// leastBody is the width below which the pane takes the place of the body
	// instead of standing beside it.
	leastBody = 480
	// widest is how wide text and cards grow.
	widest = 760
)

// frame is the screen's outline: header above, sections at the left, the body,
// and the pane at the right while there is one.
type frame struct {
	screen *Screen
	title  *widgets.Label
	button *widgets.Button
	items  map[section]*widgets.NavItem
	sheet  *fyne.Container // holds the body
	page   fyne.CanvasObject
	scroll *widgets.Scroll
	object *fyne.Container
	nav    fyne.CanvasObject
	side   fyne.CanvasObject
}

func newFrame(s *Screen) *frame {
	f := &frame{
		screen: s,
		title:  widgets.NewLabel("", theme.Title, theme.Bold, theme.Ink).Shrinking(),
		button: widgets.NewPrimary("", s.Connect),
		items:  map[section]*widgets.NavItem{},
		sheet:  widgets.NewColumn(0),
	}
	f.page = widgets.NewInset(16, theme.Margin, theme.Margin, theme.Margin, widgets.NewMeasure(widest, f.sheet))
	f.scroll = widgets.NewScroll(f.page)
	list := widgets.NewColumn(0)
	for _, to := range sections() {
		f.items[to] = widgets.NewNavItem("", false, func() { s.show(to) })
		list.Add(f.items[to])
	}
	f.nav = container.NewStack(widgets.NewFill(theme.Card, 0), widgets.NewInset(14, 12, 12, 12, list))
	f.side = container.NewStack(widgets.NewFill(theme.Card, 0), s.pane.object)
	f.side.Hide()
	f.object = container.New(f, widgets.NewFill(theme.Ground, 0), f.header(), widgets.NewDivider(false),
		f.nav, widgets.NewDivider(true), f.scroll, f.side, widgets.NewDivider(true))
	return f
}

func (f *frame) header() fyne.CanvasObject {
	row := []fyne.CanvasObject{f.title, layout.NewSpacer()}
	if f.screen.p.Corner != nil {
		row = append(row, f.screen.p.Corner)
	}
	return widgets.NewInset(0, theme.Margin, 0, theme.Margin, widgets.NewRow(12, append(row, f.button)...))
}

// Layout puts the parts in their places; see [frame] for their order.
func (f *frame) Layout(o []fyne.CanvasObject, size fyne.Size) {
	place := func(i int, x, y, w, h float32) {
		o[i].Move(fyne.NewPos(x, y))
		o[i].Resize(fyne.NewSize(max(0, w), max(0, h)))
	}
	top := theme.HeaderHeight
	high := size.Height - top
	right, pane := size.Width, float32(0)
	if f.side.Visible() {
		pane = paneWidth
		if size.Width-navWidth-1-pane < leastBody {
			pane = size.Width - navWidth
		}
		right -= pane
	}
	place(0, 0, 0, size.Width, size.Height)
	place(1, 0, 0, size.Width, top-1)
	place(2, 0, top-1, size.Width, 1)
	place(3, 0, top, navWidth, high)
	place(4, navWidth, top, 1, high)
	place(5, navWidth+1, top, right-navWidth-1, high)
	place(6, right+1, top, pane-1, high)
	place(7, right, top, 1, high)
	if f.side.Visible() {
		o[7].Show()
	} else {
		o[7].Hide()
	}
}

// MinSize is small: the screen takes what the window gives.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(560, 400) }

// draw writes the words and the body anew.
func (f *frame) draw() {
	b := f.screen.words()
	f.title.SetText(b.T("settings.title"))
	f.button.SetText(b.T("settings.connect"))
	for to, item := range f.items {
		item.Set(b.T("settings.section."+string(to)), to == f.screen.m.section)
	}
	f.sheet.Objects = []fyne.CanvasObject{f.screen.body()}
	f.scroll.Refresh()
}

// top shows the body from its beginning.
func (f *frame) top() { f.scroll.SetContent(f.page) }

// showPane opens or closes the pane.
func (f *frame) showPane(on bool) {
	if on {
		f.side.Show()
	} else {
		f.side.Hide()
	}
	f.object.Refresh()
}

// body is the content of the section that is shown.
func (s *Screen) body() fyne.CanvasObject {
	switch s.m.section {
	case networksSection:
		return s.networksBody()
	case publishSection:
		return s.form.object
	case importSection:
		return s.importBody()
	case feedsSection:
		return s.feedsBody()
	case photosSection:
		return s.photosBody()
	case lookSection:
		return s.lookBody()
	case storageSection:
		return s.storageBody()
	case aboutSection:
		return s.aboutBody()
	}
	return s.accountsBody()
}
