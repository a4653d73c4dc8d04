package composer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const fillingWidth float32 = 560

// fillingForm asks for what the variables of a template stand for.
type fillingForm struct {
	c       *Composer
	f       *filling
	product *widgets.Button
	fields  map[string]*widgets.Field
	column  *fyne.Container // the fields
	preview *widgets.Label
	form    *widgets.Form
}

// askVariables asks for what a template needs, and puts it into the post then.
func (c *Composer) askVariables(f *filling) {
	canvas := widgets.CanvasOf(c.root)
	if canvas == nil {
		return
	}
	b := c.m.Words()
	s := &fillingForm{
		c: c, f: f, fields: map[string]*widgets.Field{}, column: widgets.NewColumn(12),
		preview: widgets.NewLabel("", theme.Body, theme.Regular, theme.Ink).Wrapping(),
	}
	s.product = widgets.NewButton("", func() { c.pickProduct(s.takeProduct) }).WithMenu()
	var parts []fyne.CanvasObject
	if f.takesProduct() {
		parts = append(parts, widgets.NewLabelled(b.T("composer.insert.of_product"), widgets.NewFlow(0, 0, s.product)))
	}
	parts = append(parts, s.column, widgets.NewLabelled(b.T("composer.insert.preview"), widgets.NewCard(s.preview)))
	s.draw()
	words := widgets.FormWords{Title: f.t.Name, Cancel: b.T("common.cancel"), Save: b.T("composer.insert.do")}
	s.form = widgets.ShowForm(canvas, fillingWidth, words, s.put, nil, parts)
	s.focus()
}

// focus gives the keyboard to the first thing that is asked for.
func (s *fillingForm) focus() {
	if s.f.takesProduct() && s.f.product.ID == 0 {
		widgets.Focus(s.product)
		return
	}
	if asked := s.f.asked(); len(asked) > 0 {
		s.fields[asked[0]].Focus()
	}
}

func (s *fillingForm) takeProduct(p data.Product) {
	s.f.product = p
	s.draw()
	s.form.Relay()
	s.focus()
}

// draw shows a field for each variable that nothing fills, with what was typed.
func (s *fillingForm) draw() {
	b := s.c.m.Words()
	s.product.SetText(b.T("composer.insert.pick_product"))
	if s.f.product.ID != 0 {
		s.product.SetText(s.f.product.Name)
	}
	s.column.Objects = nil
	for _, name := range s.f.asked() {
		field := s.fields[name]
		if field == nil {
			field = widgets.NewField(capital(name))
			field.Changed = func(value string) {
				s.f.given[name] = value
				s.show()
			}
			field.Submitted = func(string) {
				if s.put() {
					s.form.Close()
				}
			}
			field.Escaped = func() { s.form.Close() }
			s.fields[name] = field
		}
		s.column.Add(field)
	}
	s.product.SetEscape(func() { s.form.Close() })
	s.show()
}

// capital is a name with a capital letter.
func capital(name string) string {
	r, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[size:]
}

// show draws what the post would say.
func (s *fillingForm) show() {
	title, body, _ := s.f.filled()
	said := strings.Trim(title+"\n\n"+body, "\n")
	if said == s.preview.Text() {
		return
	}
	s.preview.SetText(said)
	if s.form != nil {
		s.form.Relay()
	}
}

// put puts the template into the post, or says what is not known yet.
func (s *fillingForm) put() bool {
	b, missing := s.c.m.Words(), s.f.missing()
	for _, field := range s.fields {
		field.SetError("")
	}
	for _, name := range missing {
		s.fields[name].SetError(b.T("composer.insert.needed"))
	}
	if len(missing) > 0 {
		s.fields[missing[0]].Focus()
		return false
	}
	s.f.put(s.c.behind)
	return true
}
