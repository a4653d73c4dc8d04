package composer

import (
	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// readingWidth is how wide what is explained in a popover is.
const readingWidth float32 = 320

// remedies are the buttons of a finding: what mends it, where it stands, and why
// it was found.
func (b *before) remedies(i int, c check) fyne.CanvasObject {
	m, f := b.c.m, c.finding
	row := widgets.NewRow(12)
	for _, one := range f.mends(m.readonly(f.tab)) {
		row.Add(b.link(i, one))
	}
	var why *widgets.Link
	why = widgets.NewLink(m.Words().T("composer.why"), func() {
		if i < len(b.checks) && b.checks[i].finding != nil {
			b.explain(why, b.checks[i].finding)
		}
	})
	b.links = append(b.links, why)
	row.Add(why)
	return row
}

// mends are the buttons that lead out of a finding, the likeliest first; there is
// always one unless the text is fixed.
func (f *finding) mends(readonly bool) []mend {
	var out []mend
	if len(f.Mend) > 0 && !readonly {
		out = append(out, mendFix)
	}
	switch f.Rule {
	case "pillar_none", "pillar_often":
		out = append(out, mendPillar)
	case "campaign_before", "campaign_after":
		out = append(out, mendDate, mendCampaign)
	case "campaign_ended":
		out = append(out, mendCampaign)
	}
	switch {
	case f.End > f.Start:
		out = append(out, mendSee)
	case groupOf(f.Rule) == line.GroupParity:
		out = append(out, mendTwin)
	}
	return out
}

// explain says why something was found and who says so, and lets it pass.
func (b *before) explain(at fyne.CanvasObject, f *finding) {
	m, book := b.c.m, b.c.m.Words()
	_, why := f.Words(book)
	var over *widgets.Overlay
	pass := widgets.NewLink(book.T("composer.pass"), func() {
		over.Close()
		m.ignore(f.key())
	})
	over = widgets.ShowPopover(at, widgets.NewColumn(theme.Gap, reasons(why, sourceText(book, f.Source)), widgets.NewRow(0, pass)), nil)
	pass.SetEscape(func() { over.Close() })
	widgets.Focus(pass)
}

// see goes to where a line of the list is about.
func (b *before) see(c check) {
	m := b.c.m
	if f := c.finding; f != nil {
		b.editor.show(place{tab: f.tab, part: f.Part, remark: remark{Span: f.Span}}, false)
		return
	}
	if p, found := m.firstOf(c.kind); found {
		b.editor.show(p, true)
	}
}

// pillars offers the pillars of the line for the post.
func (b *before) pillars() {
	m := b.c.m
	var items []widgets.MenuItem
	for _, p := range m.proofs.guide.Line.Pillars {
		items = append(items, widgets.MenuItem{Text: p.Name, Checked: p.ID == m.post.Pillar, Run: func() { m.choosePillar(p.ID) }})
	}
	widgets.ShowMenu(b.card, items)
}

// campaigns offers the campaigns that a post can be put into, and none.
func (b *before) campaigns() {
	m := b.c.m
	items := []widgets.MenuItem{{Text: m.Words().T("composer.plan.none"), Run: func() { m.chooseCampaign(data.Campaign{}) }}}
	for _, c := range m.campaigns() {
		items = append(items, widgets.MenuItem{Text: c.Name, Checked: c.ID == m.post.Campaign, Run: func() { m.chooseCampaign(c) }})
	}
	widgets.ShowMenu(b.card, items)
}

// findingText words what was found, with the account whose own text it is in.
func (m *model) findingText(c check) string {
	what, _ := c.finding.Words(m.Words())
	if c.finding.tab == common {
		return what
	}
	return m.Words().T("composer.check.line", "Account", m.accountName(c.finding.tab), "What", what)
}

// reasons is why something was found, and its source below where there is one.
func reasons(why, source string) fyne.CanvasObject {
	column := widgets.NewColumn(6, widgets.NewLabel(why, theme.Label, theme.Regular, theme.Ink).Wrapping())
	if source != "" {
		column.Add(widgets.NewLabel(source, theme.Small, theme.Regular, theme.Muted).Wrapping())
	}
	return widgets.NewReading(readingWidth, column)
}

// sourceText names a source; a law is said to be no legal advice.
func sourceText(b *words.Book, source string) string {
	if source == "" {
		return ""
	}
	for _, r := range line.Rules() {
		if r.Source == source && r.Group == line.GroupLaw {
			return b.T("composer.source.law", "Source", source)
		}
	}
	return b.T("composer.source", "Source", source)
}
