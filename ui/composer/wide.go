package composer

import (
	"fyne.io/fyne/v2"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Measures of the enlarged pane, from design/composer.png.
const (
	asideWidth    float32 = 220  // what one writes with, at the left
	asideRoom     float32 = 1200 // below it that column is folded
	showcaseWidth float32 = 392  // the preview, at the right
	showcaseLeast float32 = 360  // where the window is small
	roomyWidth    float32 = 1000 // from when on the bar has a search field
)

// wide is what the enlarged pane has more than the one at the side: a bar like a
// screen's, and the preview beside the text. The blocks between are the same
// objects in both, so that caret, undo and whatever is typed stay.
type wide struct {
	c       *Composer
	back    *widgets.Button
	bar     *fyne.Container
	right   *fyne.Container
	aside   *aside
	left    *fyne.Container     // the column of what one writes with
	unfold  *widgets.Button     // shows it where there is no room for it
	content []fyne.CanvasObject // see wideLayout
	roomy   bool
	folded  bool // there is no room for the column at the left
}

func newWide(c *Composer) *wide {
	w := &wide{c: c}
	w.back = widgets.NewButton("", func() { c.m.Shell.Enlarge(false) }).WithIcon(theme.IconChevronLeft)
	w.back.SetEscape(c.escape)
	w.bar = widgets.NewRow(12)
	w.right = widgets.NewPanel(widgets.NewFill(theme.Neutral, 0), 0, c.showcase.scroll)
	w.aside = newAside(c)
	w.left = widgets.NewPanel(widgets.NewFill(theme.Card, 0), 0, w.aside.object())
	w.unfold = widgets.NewIconButton(theme.IconLibrary, c.m.Words().T("composer.wide.aside"), w.showAside)
	w.content = []fyne.CanvasObject{
		widgets.NewFill(theme.Ground, 0), c.body, w.right, widgets.NewDivider(true), w.bar, widgets.NewDivider(false),
		w.left, widgets.NewDivider(true),
	}
	return w
}

// showAside shows the folded column below its button.
func (w *wide) showAside() {
	const share = 0.7 // of the window's height
	canvas := widgets.CanvasOf(w.c.root)
	if canvas == nil {
		return
	}
	w.aside.scroll.UpTo(canvas.Size().Height * share)
	widgets.ShowPopover(w.unfold, widgets.NewFixed(asideWidth, w.aside.scroll), nil)
}

// take fills the bar with what the pane at the side has in its header and footer.
func (w *wide) take() {
	h, f := w.c.header, w.c.footer
	w.back.SetText(w.c.m.Shell.Behind())
	w.bar.Objects = []fyne.CanvasObject{w.back}
	if w.folded {
		w.bar.Add(w.unfold)
	}
	w.bar.Objects = append(w.bar.Objects, widgets.Stretch(h.title), h.lang, h.pill)
	if corner := w.c.m.Corner; corner != nil && w.roomy {
		w.bar.Add(corner)
	}
	w.bar.Add(f.ask)
	w.bar.Add(widgets.NewRow(2, f.primary, f.more))
	w.c.showcase.entitle()
}

func (w *wide) structure() {
	if w.c.large {
		w.aside.structure()
		w.bar.Refresh()
	}
}

// figures lays the bar out again: its words changed.
func (w *wide) figures() {
	if w.c.large {
		w.aside.figures()
		w.bar.Refresh()
	}
}

// fit shows as much as there is room for.
func (w *wide) fit(width float32) {
	roomy, folded := width >= roomyWidth, width < asideRoom
	if roomy == w.roomy && folded == w.folded {
		return
	}
	w.roomy, w.folded = roomy, folded
	for _, o := range []fyne.CanvasObject{w.left, w.content[len(w.content)-1]} {
		if folded {
			o.Hide()
		} else {
			o.Show()
		}
	}
	w.take()
}

// Enlarge gives the pane what a whole screen has room for, or makes it narrow
// again. What is being written stays, with its caret.
func (c *Composer) Enlarge(on bool) {
	if on != c.large {
		c.large = on
		c.showcase.away()
		c.arrange()
		c.structure()
	}
}

// arrange puts the blocks where they stand in the pane, narrow or enlarged.
func (c *Composer) arrange() {
	if c.large {
		c.big.take()
		c.root.Layout, c.root.Objects = wideLayout{c}, c.big.content
	} else {
		c.header.take()
		c.footer.take()
		c.root.Layout = paneLayout{c}
		// The body first: what a text within it scrolls out of sight must not lie
		// over the header for the mouse, as clips within clips are not cut (Fyne 2.8).
		c.root.Objects = []fyne.CanvasObject{c.ground, widgets.NewDivider(true), c.body, c.header.object(), c.footer.object()}
	}
	c.root.Refresh()
}

// mostRows is how many rows a text's box grows to before it scrolls: the enlarged
// pane shows as many as it has room for.
func (c *Composer) mostRows() int {
	const beside = 200 // what stands above and below the text
	if !c.large {
		return mostRows
	}
	return max(mostRows, int((c.body.Size().Height-beside)/theme.RowHeight))
}

// escape makes an enlarged pane narrow.
func (c *Composer) escape() {
	if c.large {
		c.m.Shell.Enlarge(false)
	}
}

// wideLayout puts the bar above, the text in the middle and the preview at the
// right.
type wideLayout struct{ c *Composer }

func (l wideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := l.c.big
	w.fit(size.Width)
	left, right := asideWidth, showcaseLeast
	if w.folded {
		left = 0
	}
	if w.roomy {
		right = showcaseWidth
	}
	top, middle := theme.HeaderHeight, size.Width-right
	put(objects[0], 0, 0, size.Width, size.Height)
	put(objects[1], left+4, top+12, middle-left-8, size.Height-top-12)
	put(objects[2], middle, top, right, size.Height-top)
	put(objects[3], middle, top, 1, size.Height-top)
	put(objects[4], theme.Margin, (top-1-theme.ControlHeight)/2, size.Width-2*theme.Margin, theme.ControlHeight)
	put(objects[5], 0, top-1, size.Width, 1)
	put(objects[6], 0, top, left, size.Height-top)
	put(objects[7], left, top, 1, size.Height-top)
}

func (wideLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(360, 300) }

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
