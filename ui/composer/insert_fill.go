package composer

import (
	"maps"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/line"
)

// filling is a template on its way into the post: what its variables stand for is
// being found out.
type filling struct {
	m       *model
	t       data.Template
	to      spot
	product data.Product      // that the template speaks of; ID 0: none
	given   map[string]string // by a person
}

// newFilling begins with the product that the post shows, where it shows one.
func newFilling(m *model, t data.Template, to spot) *filling {
	f := &filling{m: m, t: t, to: to, given: map[string]string{}}
	if len(m.post.Products) == 1 {
		all := m.proofs.guide.Products
		if i := slices.IndexFunc(all, func(p data.Product) bool { return p.ID == m.post.Products[0] }); i >= 0 {
			f.product = all[i]
		}
	}
	return f
}

// asked are the variables that neither the product nor the brand nor the day
// fill.
func (f *filling) asked() []string {
	_, _, missing := line.Fill(f.t, f.m.values(f.product))
	return missing
}

// filled is the template with all that is known; missing are the variables that
// are not.
func (f *filling) filled() (title, body string, missing []string) {
	values := f.m.values(f.product)
	for _, name := range f.asked() {
		values[name] = strings.TrimSpace(f.given[name])
	}
	return line.Fill(f.t, values)
}

func (f *filling) missing() []string {
	_, _, missing := f.filled()
	return missing
}

// takesProduct tells whether the template has a variable that only a product
// fills.
func (f *filling) takesProduct() bool {
	_, _, open := line.Fill(f.t, f.m.values(data.Product{}))
	all := map[string]string{}
	for name := range maps.Keys(f.m.values(data.Product{})) {
		all[name] = "x"
	}
	return slices.ContainsFunc(open, func(name string) bool {
		_, _, unknown := line.Fill(data.Template{Text: "{" + name + "}"}, all)
		return len(unknown) == 0
	})
}

// put puts the filled template into the post, with the photo of its product. then
// is called with the place behind it.
func (f *filling) put(then func(to spot, end int)) {
	title, body, _ := f.filled()
	a := addition{text: body, own: true, title: title}
	var product data.Product
	if f.takesProduct() {
		product = f.product
	}
	f.m.withPhoto(product, func(photo data.Attachment) {
		a.product, a.photo = product, photo
		if end, ok := f.m.insert(f.to, a, f.m.Words().T("composer.insert.template.done", "Name", f.t.Name)); ok {
			then(f.to, end)
		}
	})
}

// productNote is what a product costs, and for what.
func (m *model) productNote(p data.Product) string {
	b := m.Words()
	var all []string
	if price := line.ProductValues(p, m.Brand(), m.day(), b)["prix"]; price != "" {
		all = append(all, price)
	}
	if p.Unit != "" {
		all = append(all, p.Unit)
	}
	return strings.Join(all, " · ")
}

// lineSummary is the editorial line in a few words: its rules and, where it has
// none, its tone.
func (m *model) lineSummary() string {
	b, l := m.Words(), m.proofs.guide.Line
	var all []string
	if l.Address != data.AddressFree {
		all = append(all, b.T("composer.aside.line."+string(l.Address)))
	}
	if l.Emoji.Known {
		all = append(all, b.N("composer.aside.line.emoji", int(l.Emoji.N)))
	}
	if l.Hashtags.Known {
		all = append(all, b.N("composer.aside.line.hashtags", int(l.Hashtags.N)))
	}
	if n := len(l.Forbidden); n > 0 {
		all = append(all, b.N("composer.aside.line.forbidden", n))
	}
	if n := len(l.Required); n > 0 {
		all = append(all, b.N("composer.aside.line.required", n))
	}
	if n := len(l.Pillars); n > 0 {
		all = append(all, b.N("composer.aside.line.pillars", n))
	}
	switch {
	case len(all) > 0:
		return strings.Join(all, " · ")
	case l.Tone != "":
		return l.Tone
	}
	return b.T("composer.aside.line.none")
}
