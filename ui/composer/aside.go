package composer

import (
	"context"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/text"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	// asideMost is how much of each kind stands in the column; all of it is a press
	// away.
	asideMost          = 6
	headingGap float32 = 6
)

// aside is the column of what one writes with: products, templates, groups of
// hashtags and the editorial line. A press puts it where the caret is.
type aside struct {
	c        *Composer
	root     *fyne.Container
	column   *fyne.Container
	scroll   *widgets.Scroll
	drawn    string // what the column shows
	cards    map[data.MediaHash][]*widgets.ThumbCard
	pictures map[data.MediaHash]image.Image // nil while one is read
}

func newAside(c *Composer) *aside {
	a := &aside{c: c, column: widgets.NewColumn(theme.Gap), pictures: map[data.MediaHash]image.Image{}}
	a.scroll = widgets.NewScroll(widgets.NewInset(theme.Inset, theme.Inset, theme.Inset, theme.Inset, a.column))
	a.root = container.NewStack(widgets.NewFill(theme.Card, 0), a.scroll)
	return a
}

func (a *aside) object() fyne.CanvasObject { return a.root }

func (a *aside) structure() {
	a.drawn = ""
	a.figures()
}

// figures draws the column again when something else stands in it.
func (a *aside) figures() {
	m := a.c.m
	m.stockUp()
	if !m.open {
		a.root.Hide()
		return
	}
	a.root.Show()
	products, templates, groups := m.products(), m.templates(data.TemplatePost), m.templates(data.TemplateHashtags)
	if now := a.said(products, templates, groups); now != a.drawn {
		a.drawn = now
		a.draw(products, templates, groups)
	}
}

// said is all that the column shows, to tell whether it is to be drawn again.
func (a *aside) said(products []data.Product, templates, groups []data.Template) string {
	m, all := a.c.m, []string{a.c.m.lineSummary()}
	for _, p := range products[:min(len(products), asideMost)] {
		all = append(all, p.Name, m.productNote(p), string(p.Photo))
	}
	for _, t := range slices.Concat(templates[:min(len(templates), asideMost)], groups[:min(len(groups), asideMost)]) {
		all = append(all, t.Name, t.Text)
	}
	if m.readonly(m.tab) {
		all = append(all, "readonly")
	}
	return strings.Join(all, "\x00")
}

func (a *aside) draw(products []data.Product, templates, groups []data.Template) {
	m, b := a.c.m, a.c.m.Words()
	off := m.readonly(m.tab)
	a.cards = map[data.MediaHash][]*widgets.ThumbCard{}
	a.column.Objects = []fyne.CanvasObject{a.heading("composer.aside.products")}
	for _, p := range products[:min(len(products), asideMost)] {
		a.column.Add(a.card(p, off))
	}
	a.rest(len(products), "composer.aside.no_product", "composer.aside.all_products", a.c.chooseProduct)
	a.column.Add(a.heading("composer.aside.templates"))
	for _, t := range templates[:min(len(templates), asideMost)] {
		a.column.Add(a.pill(t.Name, off, func() { a.c.useTemplate(t) }))
	}
	a.rest(len(templates), "composer.aside.no_template", "composer.aside.all_templates", a.c.chooseTemplate)
	a.column.Add(a.heading("composer.aside.groups"))
	for _, t := range groups[:min(len(groups), asideMost)] {
		a.column.Add(a.pill(groupName(b, t), off, func() { a.c.useGroup(t) }))
	}
	a.rest(len(groups), "composer.aside.no_group", "composer.aside.all_groups", a.c.chooseGroup)
	title := widgets.NewLabel(b.T("composer.aside.line"), theme.Label, theme.SemiBold, theme.Ink).Shrinking()
	a.column.Add(widgets.NewInset(headingGap, 0, 0, 0, widgets.NewRow(theme.Gap, title, widgets.NewLink(b.T("common.open"), m.Shell.OpenLine))))
	a.column.Add(widgets.NewNote(m.lineSummary()))
	a.scroll.Refresh()
}

func (a *aside) heading(key string) fyne.CanvasObject {
	return widgets.NewInset(headingGap, 0, 0, 0, widgets.NewLabel(a.c.m.Words().T(key), theme.Label, theme.SemiBold, theme.Ink).Shrinking())
}

// rest says that there is nothing of a kind, or leads to all of it where the
// column does not show all.
func (a *aside) rest(n int, none, all string, open func()) {
	b := a.c.m.Words()
	switch {
	case n == 0:
		a.column.Add(widgets.NewNote(b.T(none)))
	case n > asideMost:
		a.column.Add(widgets.NewRow(0, widgets.NewLink(b.T(all, "N", n), open)))
	}
}

func (a *aside) pill(name string, off bool, use func()) fyne.CanvasObject {
	p := widgets.NewPillButton(name, use).WithTrailing(theme.IconNone)
	if off {
		p.Disable()
	}
	return p
}

func (a *aside) card(p data.Product, off bool) fyne.CanvasObject {
	card := widgets.NewThumbCard(p.Name, a.c.m.productNote(p), func() { a.c.useProduct(p) })
	if off {
		card.Disable()
	}
	if p.Photo != "" {
		a.cards[p.Photo] = append(a.cards[p.Photo], card)
		card.SetPicture(a.picture(p.Photo))
	}
	return card
}

// picture returns a picture that was read before, or reads it now and shows it
// when it is there. One that cannot be read is not asked for again.
func (a *aside) picture(hash data.MediaHash) image.Image {
	img, known := a.pictures[hash]
	if known {
		return img
	}
	a.pictures[hash] = nil
	ports := a.c.m.Ports
	a.c.m.Runner.Go("composer.aside."+string(hash), func(ctx context.Context) (func(), error) {
		img, err := ports.Thumbnail(ctx, hash)
		return func() {
			if err != nil {
				return // the card keeps its letter
			}
			a.pictures[hash] = img
			for _, card := range a.cards[hash] {
				card.SetPicture(img)
			}
		}, nil
	})
	return nil
}

// groupName shows the first hashtags of a group, and how many more there are.
func groupName(b *words.Book, t data.Template) string {
	const shown = 2
	tags := text.Hashtags(t.Text)
	if len(tags) == 0 {
		return t.Name
	}
	name := "#" + tags[0].Tag
	if len(tags) >= shown {
		name += " #" + tags[1].Tag
	}
	if len(tags) > shown {
		name += " " + b.T("common.more", "N", len(tags)-shown)
	}
	return name
}
