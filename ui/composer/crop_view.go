package composer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	cropWidth  float32 = 820
	cropLeft   float32 = 400
	cropHigh   float32 = 340
	cropResult float32 = 92 // how wide a result is shown
)

// cropSheet frames a picture of the post: around what, and in which form on each
// account. Everything holds at once; the toast takes all of it back.
type cropSheet struct {
	c       *Composer
	picture picture
	former  framing
	images  *images
	sheet   *widgets.Overlay
	left    *fyne.Container
	rows    *fyne.Container
	focus   *widgets.FocusPicture
	name    *widgets.Label
}

// openCrop shows how a picture of the post is framed.
func (c *Composer) openCrop(p picture) {
	former, ok := c.m.framing(p)
	canvas := widgets.CanvasOf(c.root)
	if !ok || canvas == nil || former.media.Video() || c.m.finished() {
		return
	}
	b := c.m.Words()
	s := &cropSheet{c: c, picture: p, former: former, left: widgets.NewColumn(theme.Gap), rows: widgets.NewColumn(10)}
	s.images = &images{c: c, key: "composer.crop.", of: c.m.Ports.Enlarged, read: s.draw}
	s.name = widgets.NewTitle(b.T("composer.crop.title", "File", former.media.Name))
	turn := widgets.NewButton(b.T("composer.crop.turn"), s.turn).WithIcon(theme.IconRefresh)
	back := widgets.NewButton(b.T("composer.crop.middle"), func() { s.move(data.Focus{}, true) })
	done := widgets.NewPrimary(b.T("common.done"), func() { s.sheet.Close() })
	for _, one := range []*widgets.Button{turn, back, done} {
		one.SetEscape(func() { s.sheet.Close() })
	}
	results := widgets.NewScroll(s.rows)
	s.sheet = widgets.ShowSheet(canvas, cropWidth, 0, false, widgets.NewColumn(12, s.name,
		newSides(cropLeft, min(cropHigh, canvas.Size().Height-220), s.left, results),
		widgets.NewRow(theme.Gap, turn, back, layout.NewSpacer(), done)), s.closed)
	widgets.Focus(done)
	s.draw()
}

// openFirstCrop frames the chosen picture, or the first one of the post.
func (c *Composer) openFirstCrop() {
	for _, a := range c.m.post.Media {
		if !a.Video() {
			c.openCrop(picture{a.Part, a.Hash})
			return
		}
	}
}

// attached is the picture as it is attached now.
func (s *cropSheet) attached() (data.Attachment, bool) {
	i := s.c.m.find(s.picture)
	if i < 0 {
		return data.Attachment{}, false
	}
	return s.c.m.post.Media[i], true
}

// draw shows the picture whole and what is left of it on each account.
func (s *cropSheet) draw() {
	a, ok := s.attached()
	img := s.images.picture(s.picture.hash)
	if !ok || img == nil {
		return
	}
	b := s.c.m.Words()
	name := a.Alt
	if name == "" {
		name = a.Name
	}
	if s.focus == nil {
		s.focus = widgets.NewFocusPicture(img, name, middle(a.Focus))
		s.focus.Moved, s.focus.Escaped = s.move, func() { s.sheet.Close() }
		s.left.Objects = []fyne.CanvasObject{s.focus, widgets.NewNote(b.T("composer.crop.hint"))}
	}
	s.focus.SetFocus(middle(a.Focus))
	s.rows.Objects = nil
	for _, account := range s.c.m.goesTo() {
		s.rows.Add(s.row(account, a))
	}
	s.left.Refresh()
	s.sheet.Relay()
}

// row is an account, its form, and the picture in that form.
func (s *cropSheet) row(account data.Account, a data.Attachment) fyne.CanvasObject {
	m, b := s.c.m, s.c.m.Words()
	rule, f := account.Can.Media, shapeOf(&m.post, account.ID)
	choices := widgets.NewFlow(theme.Gap, 4, s.choice(account, s.formName(f.ratio), func() []widgets.MenuItem { return s.forms(account) }))
	if bandsFor(f, rule, a.Media) != nil {
		choices.Add(s.choice(account, s.bandsName(f.beside()), func() []widgets.MenuItem { return s.bands(account, a.Media) }))
	}
	photo := widgets.NewPhoto(s.images.shown(a, rule, f, 0), b.T("composer.crop.result", "Account", m.accountName(account.ID)))
	result := widgets.NewFixed(cropResult, widgets.NewPanel(widgets.NewFill(theme.Border, 0), 1, widgets.NewPanel(widgets.NewFill(theme.Card, 0), 0, photo)))
	name := widgets.NewLabel(m.accountName(account.ID), theme.Label, theme.SemiBold, theme.Ink).Shrinking()
	return widgets.NewRow(12, result, widgets.Stretch(widgets.NewColumn(4, name, choices)))
}

// choice is a button with what can be chosen for an account.
func (s *cropSheet) choice(account data.Account, text string, items func() []widgets.MenuItem) *widgets.Button {
	var one *widgets.Button
	one = widgets.NewButton(text, func() { widgets.ShowMenu(one, items()) }).WithMenu()
	one.SetEscape(func() { s.sheet.Close() })
	if s.c.m.readonly(account.ID) {
		one.Disable()
	}
	return one
}

func (s *cropSheet) formName(ratio float64) string {
	b := s.c.m.Words()
	if ratio <= 0 {
		return b.T("composer.crop.whole")
	}
	return ratioName(b, ratio)
}

// forms are what can be chosen for an account.
func (s *cropSheet) forms(account data.Account) []widgets.MenuItem {
	var items []widgets.MenuItem
	now := shapeOf(&s.c.m.post, account.ID)
	for _, ratio := range ratiosFor(account.Can.Media) {
		items = append(items, widgets.MenuItem{Text: s.formName(ratio), Checked: ratio == now.ratio, Run: func() {
			s.set(account.ID, shape{ratio, now.bands})
		}})
	}
	return items
}

func (s *cropSheet) bandsName(bands data.Bands) string {
	if bands == data.BandsNone {
		return s.c.m.Words().T("composer.crop.cut")
	}
	return s.c.m.Words().T("composer.crop.bands." + string(bands))
}

// bands are what can stand beside the picture on an account, with cutting it where
// it has a form.
func (s *cropSheet) bands(account data.Account, m data.Media) []widgets.MenuItem {
	var items []widgets.MenuItem
	now := shapeOf(&s.c.m.post, account.ID)
	for _, bands := range bandsFor(now, account.Can.Media, m) {
		items = append(items, widgets.MenuItem{Text: s.bandsName(bands), Checked: bands == now.beside(), Run: func() {
			s.set(account.ID, shape{now.ratio, bands})
		}})
	}
	return items
}

func (s *cropSheet) set(a data.AccountID, f shape) {
	s.c.m.setShape(a, f)
	s.c.m.touched()
	s.draw()
}

// move crops around another place; while it is carried only the results follow.
func (s *cropSheet) move(f data.Focus, settled bool) {
	s.c.m.setFocus(s.picture, f)
	if settled {
		s.c.m.touched()
	}
	s.draw()
}

// turn turns the picture by a quarter.
func (s *cropSheet) turn() {
	s.c.m.turn(s.picture, func(now picture) {
		s.picture, s.focus = now, nil
		s.draw()
	})
}

// closed says what changed, and offers to take it back.
func (s *cropSheet) closed() {
	m := s.c.m
	now, ok := m.framing(s.picture)
	if !ok || now.equal(s.former) {
		return
	}
	p := s.picture
	m.undoable(m.Words().T("composer.crop.done"), func() { m.frame(p, s.former) })
}
