package composer

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// pattern is the text of a tab on its way to become a template.
type pattern struct {
	m           *model
	title, text string
	product     data.Product    // that it speaks of; ID 0: none
	literal     map[string]bool // variables that a person does not want
}

// newPattern finds the product that the text speaks of: one that the post shows,
// or else one whose name it says.
func newPattern(m *model) *pattern {
	p := &pattern{m: m, title: m.post.Title, text: strings.Join(m.parts(m.tab), "\n\n"), literal: map[string]bool{}}
	all := slices.Clone(m.proofs.guide.Products)
	shown := func(p data.Product) int {
		if slices.Contains(m.post.Products, p.ID) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b data.Product) int { return shown(a) - shown(b) })
	for _, one := range all {
		named := func(o line.Proposal) bool { return o.Name == "produit" || o.Name == "product" }
		found := p.proposals(p.text, one)
		if shown(one) == 0 && len(found) > 0 || slices.ContainsFunc(found, named) {
			p.product = one
			break
		}
	}
	return p
}

func (p *pattern) proposals(s string, of data.Product) []line.Proposal {
	return line.Proposals(s, p.m.tongue().Lang(), of, p.m.proofs.guide.Products)
}

// variables are those that are proposed, each with what the text says in its
// place.
func (p *pattern) variables() (names []string, said map[string]string) {
	said = map[string]string{}
	for _, s := range []string{p.title, p.text} {
		for _, o := range p.proposals(s, p.product) {
			if _, known := said[o.Name]; !known {
				names = append(names, o.Name)
				said[o.Name] = s[o.Start:o.End]
			}
		}
	}
	return names, said
}

// template is the pattern with the variables that are wanted.
func (p *pattern) template(name string) data.Template {
	with := func(s string) string {
		wanted := slices.DeleteFunc(p.proposals(s, p.product), func(o line.Proposal) bool { return p.literal[o.Name] })
		return line.Templated(s, wanted)
	}
	return data.Template{
		Brand: p.m.Brand().ID, Kind: data.TemplatePost, Name: name, Title: with(p.title), Text: with(p.text), Lang: p.m.tongue().Lang(),
	}
}

// keepTemplate stores a template; the toast takes it away again.
func (m *model) keepTemplate(t data.Template) {
	ports, b := m.Ports, m.Words()
	m.Runner.Go("composer.template", func(ctx context.Context) (func(), error) {
		err := ports.SaveTemplate(context.WithoutCancel(ctx), &t)
		return func() {
			if err != nil {
				m.Shell.Fail("composer: template", err)
				return
			}
			m.restock()
			m.Shell.Toast(b.T("composer.template.kept", "Name", t.Name), func() { m.dropTemplate(t.ID) })
		}, nil
	})
}

func (m *model) dropTemplate(id data.TemplateID) {
	ports := m.Ports
	m.Runner.Go("composer.template", func(ctx context.Context) (func(), error) {
		_, err := ports.DeleteTemplate(context.WithoutCancel(ctx), id)
		return m.restock, err
	})
}

// keepAsTemplate asks how the template is called that the post becomes, and which
// variables it has.
func (c *Composer) keepAsTemplate() {
	canvas := widgets.CanvasOf(c.root)
	if canvas == nil || !c.m.open {
		return
	}
	b, p := c.m.Words(), newPattern(c.m)
	name := widgets.NewField(b.T("composer.template.name"))
	name.SetText(c.m.post.Headline())
	preview := widgets.NewLabel("", theme.Body, theme.Regular, theme.Ink).Wrapping()
	var form *widgets.Form
	show := func() {
		t := p.template("")
		preview.SetText(strings.Trim(t.Title+"\n\n"+t.Text, "\n"))
		if form != nil {
			form.Relay()
		}
	}
	fields := []fyne.CanvasObject{name}
	names, said := p.variables()
	for _, one := range names {
		note := b.T("composer.template.instead", "Said", oneLine(said[one]))
		fields = append(fields, widgets.NewTick("{"+one+"}", note, true, func(on bool) {
			p.literal[one] = !on
			show()
		}))
	}
	fields = append(fields, widgets.NewLabelled(b.T("composer.insert.preview"), widgets.NewCard(preview)))
	show()
	words := widgets.FormWords{Title: b.T("composer.action.keep"), Cancel: b.T("common.cancel"), Save: b.T("common.save")}
	form = widgets.ShowForm(canvas, fillingWidth, words, func() bool {
		t := p.template(strings.TrimSpace(name.Text()))
		if t.Name == "" {
			name.SetError(b.T("composer.template.unnamed"))
			return false
		}
		c.m.keepTemplate(t)
		return true
	}, name, fields)
}
