package composer

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// options are the settings of the tab's account, whatever its network offers.
type options struct {
	c       *Composer
	block   *fyne.Container
	account data.AccountID // that the fields were made for
	update  []func()       // show a value that was changed elsewhere, or hide what is not asked
	first   func()         // gives the keyboard to the first field
}

func newOptions(c *Composer) *options {
	return &options{c: c, block: widgets.NewColumn(theme.Gap + 2)}
}

func (o *options) object() fyne.CanvasObject { return o.block }
func (o *options) figures()                  {}

// structure makes the fields anew only for another account, so that a caret in
// one of them stays.
func (o *options) structure() {
	m := o.c.m
	a, ok := m.account(m.tab)
	if m.tab == common || !ok || len(a.Can.Options) == 0 || m.readonly(m.tab) {
		o.account, o.first = common, nil
		o.block.Hide()
		return
	}
	o.block.Show()
	if o.account != a.ID {
		o.account, o.update, o.first, o.block.Objects = a.ID, nil, nil, nil
		o.block.Add(widgets.NewLabel(m.Words().T("composer.options", "Account", m.accountName(a.ID)), theme.Label, theme.SemiBold, theme.Ink))
		for _, opt := range a.Can.Options {
			field := o.field(a.ID, opt)
			o.block.Add(field)
			o.update = append(o.update, func() { o.asked(a.ID, opt, field) })
		}
	}
	for _, f := range o.update {
		f()
	}
}

// asked shows a field only while it means something; what was typed in it is
// kept.
func (o *options) asked(a data.AccountID, opt data.Option, field fyne.CanvasObject) {
	if opt.Asked(func(key string) string { return o.c.m.option(a, key) }) {
		field.Show()
	} else {
		field.Hide()
	}
}

// focus gives the keyboard to the first field that is required, or else to the
// first.
func (o *options) focus() {
	if o.first != nil {
		o.first()
	}
}

// focusable takes note of what focus may give the keyboard to.
func (o *options) focusable(opt data.Option, focus func()) {
	if o.first == nil || opt.Required {
		o.first = focus
	}
}

// optionName is the label of an option, or of one of its choices; a network may
// have some that nobody has named yet.
func (m *model) optionName(key string) string {
	if b := m.Words(); b.Has("option." + key) {
		return b.T("option." + key)
	}
	return key
}

// label is an option's label, which says what is required.
func (o *options) label(opt data.Option) string {
	name := o.c.m.optionName(opt.Key)
	if opt.Required {
		return o.c.m.Words().T("composer.options.required", "Name", name)
	}
	return name
}

func (o *options) field(a data.AccountID, opt data.Option) fyne.CanvasObject {
	switch opt.Kind {
	case data.OptionChoice:
		return o.choice(a, opt)
	case data.OptionFlag:
		return o.flag(a, opt)
	case data.OptionLines:
		return o.lines(a, opt)
	case data.OptionDay:
		return o.day(a, opt)
	case data.OptionTime:
		return o.time(a, opt)
	}
	return o.line(a, opt)
}

func (o *options) set(a data.AccountID, key, value string) {
	o.c.m.setOption(a, key, value)
	o.c.m.touched()
}

func (o *options) line(a data.AccountID, opt data.Option) fyne.CanvasObject {
	f := widgets.NewField(o.label(opt))
	if opt.Kind == data.OptionTags {
		f.SetPlaceholder(o.c.m.Words().T("composer.options.tags_hint"))
	}
	f.Changed = func(s string) {
		if r := []rune(s); opt.Max > 0 && len(r) > opt.Max {
			s = string(r[:opt.Max])
			f.SetText(s)
		}
		o.set(a, opt.Key, s)
	}
	f.Left = o.c.m.save
	o.focusable(opt, f.Focus)
	o.update = append(o.update, func() { f.SetText(o.c.m.option(a, opt.Key)) })
	return f
}

func (o *options) flag(a data.AccountID, opt data.Option) fyne.CanvasObject {
	check := widget.NewCheck(o.label(opt), nil)
	o.focusable(opt, func() { widgets.Focus(check) })
	o.update = append(o.update, func() {
		check.OnChanged = nil
		check.SetChecked(o.c.m.option(a, opt.Key) != "")
		check.OnChanged = func(on bool) {
			value := ""
			if on {
				value = "1"
			}
			o.set(a, opt.Key, value)
		}
	})
	return check
}

// choice offers what there is to choose from, by the network's own names where
// it has some. What is required has no default.
func (o *options) choice(a data.AccountID, opt data.Option) fyne.CanvasObject {
	var button *widgets.Button
	value := func() string {
		if v := o.c.m.option(a, opt.Key); v != "" || len(opt.Choices) == 0 || opt.Required {
			return v
		}
		return opt.Choices[0]
	}
	show := func() { button.SetText(o.choiceName(opt, value())) }
	button = widgets.NewButton("", func() {
		var items []widgets.MenuItem
		for _, c := range opt.Choices {
			items = append(items, widgets.MenuItem{Text: o.choiceName(opt, c), Checked: c == value(), Run: func() {
				o.set(a, opt.Key, c)
				o.c.m.structure() // others may be asked now
			}})
		}
		widgets.ShowMenu(button, items)
	}).WithMenu()
	o.focusable(opt, func() { widgets.Focus(button) })
	o.update = append(o.update, show)
	return o.labelled(opt, button)
}

// choiceName is what a choice is called.
func (o *options) choiceName(opt data.Option, value string) string {
	i := slices.Index(opt.Choices, value)
	switch {
	case value == "":
		return o.c.m.Words().T("composer.options.choose")
	case i >= 0 && i < len(opt.Names):
		return opt.Names[i]
	}
	return o.c.m.optionName(opt.Key + "." + value)
}

// labelled puts an option's label above what it is chosen with.
func (o *options) labelled(opt data.Option, content ...fyne.CanvasObject) fyne.CanvasObject {
	label := widgets.NewLabel(o.label(opt), theme.Label, theme.Regular, theme.Muted)
	return widgets.NewColumn(4, label, widgets.NewFlow(theme.Gap, theme.Gap, content...))
}
