package composer

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Composer is the pane. Its methods belong to the UI thread.
type Composer struct {
	m        *model
	root     *fyne.Container
	wide     bool // there is room for two columns
	large    bool // it has the room of a whole screen
	big      *wide
	before   *before
	showcase *showcase

	ground *widgets.Box
	header *header
	body   *widgets.Scroll
	sheet  *fyne.Container // what the body scrolls
	height float32         // of the sheet, when it was laid out last
	shown  *keeper         // the post that was drawn last
	footer *footer
	editor *editor
	parts  []part
}

// part is one block of the pane, or two. structure draws it anew, figures only what
// moves with every few keys.
type part interface {
	structure()
	figures()
}

const (
	// wideRoom is from when on checks and hour stand beside the text.
	wideRoom float32 = 720
	blockGap float32 = 14
)

// New returns a pane without a post.
func New(p Params) *Composer {
	c := &Composer{m: newModel(p)}
	c.m.structure, c.m.figures = c.structure, c.figures
	c.build()
	return c
}

// build makes every block for the language of the moment.
func (c *Composer) build() {
	c.header, c.footer = newHeader(c), newFooter(c)
	notices, tabs, editor := newNotices(c), newTabs(c), newEditor(c)
	media, options, costs := newMedia(c, editor), newOptions(c), newCosts(c)
	when, plan, deliveries := newWhen(c), newPlanning(c), newDeliveries(c)
	c.editor = editor
	checks := newChecks(c, editor, media, when, tabs)
	deliveries.move, checks.settings = when.open, options.focus
	c.m.begun = func() { editor.focus(0) }
	c.parts = []part{c.header, notices, tabs, editor, costs, media, options, checks, when, plan, deliveries, c.footer}
	left := widgets.NewColumn(blockGap, notices.object(), deliveries.above, tabs.object(), editor.object(), costs.object(), media.object(), options.object())
	right := widgets.NewColumn(blockGap, checks.object(), when.object(), plan.object(), deliveries.below)
	c.sheet = widgets.NewInset(2, theme.Inset, theme.Inset, theme.Inset, widgets.NewColumns(wideRoom, blockGap, left, right))
	c.body = widgets.NewScroll(c.sheet)
	c.ground, c.wide = widgets.NewFill(theme.Card, 0), false // the layout sees to it
	c.before, c.showcase = checks, newShowcase(c)
	c.big = newWide(c)
	c.parts = append(c.parts, c.showcase, c.big)
	if c.root == nil {
		c.root = container.New(paneLayout{c})
	}
	c.arrange()
	c.structure()
}

// Object is the pane: at least 360 units wide, and two columns from about 750.
func (c *Composer) Object() fyne.CanvasObject { return c.root }

// Open shows a post. The one that was open is stored first, and confirmed when
// it was scheduled; when that fails it stays.
func (c *Composer) Open(id data.PostID) { c.m.openPost(id) }

// OpenNew begins a post for a day of the brand's zone, "2026-11-26", or a time
// of that day, "2026-11-26T18:30"; "" chooses neither. Nothing is stored before
// something is written.
func (c *Composer) OpenNew(day string) { c.m.openNew(day) }

// Post is the post that is open: 0 for none, and for one that is not stored yet.
func (c *Composer) Post() data.PostID { return c.m.post.ID }

// Leave stores the post, confirms the change of one that was scheduled, and
// calls then with the pane empty. When it cannot be stored the post stays open,
// an error is shown and then is not called.
func (c *Composer) Leave(then func()) {
	c.m.leave(func() {
		c.m.discard()
		then()
	})
}

// Flush stores what is written before it returns. It is for the way out of the
// program, on the UI thread; it waits for the disk and for nothing else.
func (c *Composer) Flush(ctx context.Context) error { return c.m.flush(ctx) }

// Dropped attaches files that were dropped at a position of the window. It
// tells whether they were meant for the pane.
func (c *Composer) Dropped(at fyne.Position, files []File) bool {
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.root)
	to := from.Add(c.root.Size())
	if !c.m.open || !c.root.Visible() || at.X < from.X || at.Y < from.Y || at.X > to.X || at.Y > to.Y {
		return false
	}
	c.m.take(files, c.m.part)
	return true
}

// Changed reads again what a change in the store is about.
func (c *Composer) Changed(ch data.Change) { c.m.heard(ch) }

// Retranslate writes every word anew, in the language of the moment.
func (c *Composer) Retranslate() {
	c.build()
	c.root.Refresh()
}

// Actions are what can be done to the open post at the moment.
func (c *Composer) Actions() []Action {
	m := c.m
	if !m.open {
		return nil
	}
	out := []Action{{"save", m.save}, {"close", func() { c.Leave(m.Shell.Close) }}, {"duplicate", m.duplicate}}
	if m.standing().sent == 0 {
		out = append(out, Action{"delete", m.remove})
	}
	if !m.finished() {
		out = append(out, Action{"date", c.openDate}, Action{"schedule", m.schedule}, Action{"now", m.publishNow}, Action{"media", m.chooseFiles})
	}
	if !m.readonly(m.tab) && m.threads() {
		out = append(out, Action{"part", m.appendPart})
	}
	if !m.readonly(m.tab) {
		out = append(out, Action{"spelling", c.editor.askNext}, Action{"typography", m.mendTypography})
		out = append(out, Action{"insert", func() { c.Insert() }}, Action{"template", c.chooseTemplate})
	}
	out = append(out, Action{"export", c.footer.export}, Action{"keep", c.keepAsTemplate}, Action{"ask", m.askReview}, Action{"twin", m.openTwin})
	if m.post.Twin != 0 {
		out = append(out, Action{"beside", m.toggleBeside})
	}
	if m.post.ID != 0 {
		out = append(out, Action{"history", c.openHistory})
	}
	if free, own := m.teased(); len(free)+len(own) > 0 {
		out = append(out, Action{"teaser", m.tease})
	}
	if !m.finished() && mediaOf(&m.post, false) > 0 {
		out = append(out, Action{"crop", c.openFirstCrop})
	}
	if c.large {
		out = append(out, Action{"narrow", c.escape})
	} else {
		out = append(out, Action{"preview", c.openPreview}, Action{"wide", func() { m.Shell.Enlarge(true) }})
	}
	if m.isArmed() {
		out = append(out, Action{"draft", m.unschedule})
	}
	return out
}

func (c *Composer) openDate() {
	for _, p := range c.parts {
		if w, ok := p.(*when); ok {
			w.open()
		}
	}
}

func (c *Composer) structure() {
	other := c.shown != c.m.keeper
	c.shown = c.m.keeper
	for _, p := range c.parts {
		p.structure()
	}
	c.relay()
	if other {
		c.body.ToTop()
	}
}

// figures runs after every few keys: laying a long text out again costs more
// than all else, so it is done only when some block got another height.
func (c *Composer) figures() {
	for _, p := range c.parts {
		p.figures()
	}
	if h := widgets.HeightFor(c.sheet, c.body.Size().Width); h != c.height {
		c.relay()
	}
}

// relay lays the blocks out again after their heights changed.
func (c *Composer) relay() {
	if c.body == nil {
		return
	}
	if c.m.open {
		c.body.Show()
	} else {
		c.body.Hide()
	}
	c.height = widgets.HeightFor(c.sheet, c.body.Size().Width)
	c.body.Refresh()
}

// paneLayout puts the header above, the footer below and the scrolling body
// between, all right of a hairline.
type paneLayout struct{ c *Composer }

func (l paneLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const headerHeight, footerHeight = 54, 62
	if wide := size.Width-2*theme.Inset >= wideRoom; wide != l.c.wide {
		l.c.wide = wide
		ground := theme.Card
		if wide {
			ground = theme.Ground
		}
		l.c.ground.SetFill(ground)
		l.c.header.figures()
	}
	put(objects[0], 0, 0, size.Width, size.Height)
	put(objects[1], 0, 0, 1, size.Height)
	put(objects[2], 1, headerHeight, size.Width-1, size.Height-headerHeight-footerHeight)
	put(objects[3], 1+theme.Inset, 8, size.Width-1-2*theme.Inset, headerHeight-12)
	put(objects[4], 1+theme.Inset, size.Height-footerHeight, size.Width-1-2*theme.Inset, footerHeight)
}

func (l paneLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(360, 300) }
