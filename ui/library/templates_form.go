package library

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// templateForm is what is asked of a template, and what it looks like with
// values in it.
type templateForm struct {
	t           *templates
	kept        data.Template
	name, title *widgets.Field
	text        *widgets.TextArea
	fault       *widgets.Label
	ask         *widgets.Tick // variables that nothing fills are asked for
	networks    *widgets.Button
	row         *fyne.Container // language and networks
	menu        *widgets.Menu
	preview     *widgets.Label
	form        *widgets.Form
}

// editPost shows a template of posts; one without ID is new.
func (t *templates) editPost(one data.Template) {
	b := t.s.Words()
	f := newTemplateForm(t, one)
	textBox := widgets.NewLabelled(b.T("library.template.text"), f.text)
	marks := widgets.NewFlow(6, 6)
	for _, name := range variablesOf(b.In(one.Lang)) {
		written := "{" + name + "}"
		marks.Add(widgets.NewPillButton(written, func() {
			f.text.Focus()
			f.text.Insert(written)
		}).WithTrailing(theme.IconPlus))
	}
	fields := []fyne.CanvasObject{
		f.name, f.title, textBox, widgets.NewLabelled(b.T("library.template.marks"), marks), f.fault, f.ask,
		f.row,
		widgets.NewLabelled(b.T("library.template.preview"), widgets.NewCard(f.preview)),
	}
	head := b.T("library.new.templates")
	if one.ID != 0 {
		head = one.Name
	}
	f.form = t.s.newForm(head, f.save, f.name, fields, t.over(one, func() { f.form.Close() })...)
	f.show()
}

func newTemplateForm(t *templates, one data.Template) *templateForm {
	b := t.s.Words()
	f := &templateForm{
		t: t, kept: one, name: widgets.NewField(b.T("library.template.name")), title: widgets.NewField(b.T("library.template.title")),
		text: widgets.NewTextArea(6), fault: widgets.NewLabel("", theme.Label, theme.Regular, theme.Warm).Wrapping(),
		preview: widgets.NewLabel("", theme.Body, theme.Regular, theme.Ink).Wrapping(),
	}
	f.kept.Networks = slices.Clone(one.Networks)
	f.name.SetText(one.Name)
	f.title.SetText(one.Title)
	f.text.SetText(one.Text)
	f.text.SetPlaceholder(b.T("library.template.text.hint", examples(b)...))
	later := func(string) { t.s.Runner.After(settle, "library.template.preview", f.show) }
	f.text.Changed, f.title.Changed = later, later
	f.ask = widgets.NewTick(b.T("library.template.ask"), b.T("library.template.ask.note"), len(f.unknown()) > 0, func(bool) { f.show() })
	f.networks = widgets.NewButton("", f.chooseNetworks).WithMenu()
	f.row = widgets.NewRow(16, f.languages(), widgets.NewLabelled(b.T("library.template.networks"), f.networks))
	f.drawNetworks()
	return f
}

// book is in the language of the template.
func (f *templateForm) book() *words.Book { return f.t.s.Words().In(f.kept.Lang) }

// written is the template as it stands in the form.
func (f *templateForm) written() data.Template {
	one := f.kept
	one.Name, one.Title, one.Text = strings.TrimSpace(f.name.Text()), strings.TrimSpace(f.title.Text()), strings.TrimSpace(f.text.Text())
	return one
}

// unknown are the variables that nothing fills by itself.
func (f *templateForm) unknown() []string {
	_, _, unknown := line.Fill(f.written(), f.t.sample(f.book()))
	return unknown
}

// show draws the preview and says which variables are not known.
func (f *templateForm) show() {
	b := f.t.s.Words()
	title, body, unknown := line.Fill(f.written(), f.t.sample(f.book()))
	f.preview.SetText(strings.Trim(title+"\n\n"+body, "\n"))
	f.fault.SetText("")
	if len(unknown) > 0 && !f.ask.On() {
		f.fault.SetText(b.N("library.template.unknown", len(unknown), "Names", inBraces(unknown)))
	}
	setVisible(f.fault, f.fault.Text() != "")
	setVisible(f.ask, len(unknown) > 0)
	if f.form != nil {
		f.form.Relay()
	}
}

// inBraces names variables as they are written.
func inBraces(names []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = "{" + name + "}"
	}
	return strings.Join(all, ", ")
}

// languages offers every language and any.
func (f *templateForm) languages() fyne.CanvasObject {
	b := f.t.s.Words()
	tags, names, at := append([]string{""}, words.Languages()...), []string{b.T("library.template.any_language")}, 0
	for i, tag := range tags[1:] {
		names = append(names, b.T("common.language."+tag))
		if tag == f.kept.Lang {
			at = i + 1
		}
	}
	return widgets.NewPickOne(b.T("library.template.language"), names, at, func(i int) {
		f.kept.Lang = tags[i]
		f.show()
	})
}

// chooseNetworks lets networks be ticked; none ticked is every one.
func (f *templateForm) chooseNetworks() { f.menu = widgets.ShowMenu(f.networks, f.networkItems()) }

func (f *templateForm) networkItems() []widgets.MenuItem {
	offered := slices.Clone(f.t.networks)
	for _, n := range f.kept.Networks {
		if !slices.Contains(offered, n) {
			offered = append(offered, n)
		}
	}
	items := make([]widgets.MenuItem, 0, len(offered))
	for _, n := range offered {
		items = append(items, widgets.MenuItem{
			Text: f.t.networkName(n), Network: n, Checked: slices.Contains(f.kept.Networks, n), Stays: true,
			Run: func() { f.toggle(n) },
		})
	}
	return items
}

func (f *templateForm) toggle(n data.NetworkName) {
	if i := slices.Index(f.kept.Networks, n); i >= 0 {
		f.kept.Networks = slices.Delete(f.kept.Networks, i, i+1)
	} else {
		f.kept.Networks = append(f.kept.Networks, n)
	}
	f.drawNetworks()
	if f.menu != nil {
		f.menu.SetItems(f.networkItems())
	}
}

// networkName is the name by which people know a network.
func (t *templates) networkName(n data.NetworkName) string {
	if key := "network." + string(n); t.s.Words().Has(key) {
		return t.s.Words().T(key)
	}
	return strings.ToUpper(string(n[:1])) + string(n[1:])
}

func (f *templateForm) drawNetworks() {
	names := make([]string, len(f.kept.Networks))
	for i, n := range f.kept.Networks {
		names[i] = f.t.networkName(n)
	}
	text := strings.Join(names, ", ")
	if text == "" {
		text = f.t.s.Words().T("library.template.any_network")
	}
	if f.networks.Text() != text {
		f.networks.SetText(text)
		f.row.Refresh()
	}
}

// save keeps the template, or says what is wrong with it.
func (f *templateForm) save() bool {
	b, one := f.t.s.Words(), f.written()
	f.name.SetError("")
	if one.Name == "" {
		f.name.SetError(b.T("library.template.fault.name"))
	}
	f.show()
	if one.Text == "" {
		f.fault.SetText(b.T("library.template.fault.text"))
		f.fault.Show()
	}
	if one.Name == "" || f.fault.Text() != "" {
		return false
	}
	f.t.save(one)
	return true
}
