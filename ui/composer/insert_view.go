package composer

import (
	"unicode/utf8"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Insert shows what can be put into the post. It tells whether one is open that
// may be changed.
func (c *Composer) Insert() bool {
	if !c.m.open || c.m.readonly(c.m.tab) {
		return false
	}
	widgets.ShowMenu(c.editor.insert, c.insertItems())
	return true
}

func (c *Composer) insertItems() []widgets.MenuItem {
	b := c.m.Words()
	return []widgets.MenuItem{
		{Text: b.T("composer.insert.template"), Icon: theme.IconCopy, Run: c.chooseTemplate},
		{Text: b.T("composer.insert.group"), Icon: theme.IconPlus, Run: c.chooseGroup},
		{Text: b.T("composer.insert.product"), Icon: theme.IconLibrary, Run: c.chooseProduct},
	}
}

// spot is where the caret is, or the end of a text that it was never in.
func (c *Composer) spot() spot {
	m, e := c.m, c.editor
	at := utf8.RuneCountInString(m.parts(m.tab)[m.part])
	if m.part < len(e.areas) && e.visited == m.keeper {
		at = e.areas[m.part].Caret()
	}
	return spot{m.tab, m.part, at}
}

// behind goes on writing behind what was inserted.
func (c *Composer) behind(to spot, end int) {
	if to.tab == c.m.tab && to.part < len(c.editor.areas) {
		c.editor.areas[to.part].GoTo(end)
	}
}

func (c *Composer) useGroup(t data.Template) {
	to := c.spot()
	if end, ok := c.m.insertGroup(to, t); ok {
		c.behind(to, end)
	}
}

func (c *Composer) useProduct(p data.Product) {
	to := c.spot()
	c.m.insertProduct(to, p, func(end int) { c.behind(to, end) })
}

// useTemplate puts a template into the post, once what its variables stand for
// is known.
func (c *Composer) useTemplate(t data.Template) {
	f := newFilling(c.m, t, c.spot())
	if len(f.missing()) == 0 {
		f.put(c.behind)
		return
	}
	c.askVariables(f)
}

func (c *Composer) chooseTemplate() {
	b, all := c.m.Words(), c.m.templates(data.TemplatePost)
	rows := make([]offer, len(all))
	for i, t := range all {
		rows[i] = offer{t.Name, oneLine(t.Text), func() { c.useTemplate(t) }}
	}
	c.choose(b.T("composer.insert.pick_template"), b.T("composer.insert.no_template"), rows)
}

func (c *Composer) chooseGroup() {
	b, all := c.m.Words(), c.m.templates(data.TemplateHashtags)
	rows := make([]offer, len(all))
	for i, t := range all {
		rows[i] = offer{t.Name, oneLine(t.Text), func() { c.useGroup(t) }}
	}
	c.choose(b.T("composer.insert.pick_group"), b.T("composer.insert.no_group"), rows)
}

func (c *Composer) chooseProduct() { c.pickProduct(c.useProduct) }

// pickProduct lets a product be chosen.
func (c *Composer) pickProduct(took func(data.Product)) {
	b, all := c.m.Words(), c.m.products()
	rows := make([]offer, len(all))
	for i, p := range all {
		rows[i] = offer{p.Name, c.m.productNote(p), func() { took(p) }}
	}
	c.choose(b.T("composer.insert.pick_product"), b.T("composer.insert.no_product"), rows)
}
