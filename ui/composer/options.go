package composer

import (
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
	update  []func()       // show a value that was changed elsewhere
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
		o.account = common
		o.block.Hide()
		return
	}
	o.block.Show()
	if o.account != a.ID {
		o.account, o.update, o.block.Objects = a.ID, nil, nil
		o.block.Add(widgets.NewLabel(m.Words().T("composer.options", "Account", m.accountName(a.ID)), theme.Label, theme.SemiBold, theme.Ink))
		for _, opt := range a.Can.Options {
			o.block.Add(o.field(a.ID, opt))
		}
	}
	for _, f := range o.update {
		f()
	}
}

// name is the label of an option, or of one of its choices; a network may have
// some that nobody has named yet.
func (o *options) name(key string) string {
	b := o.c.m.Words()
	if b.Has("option." + key) {
		return b.T("option." + key)
	}
	return key
}

func (o *options) field(a data.AccountID, opt data.Option) fyne.CanvasObject {
	switch opt.Kind {
	case data.OptionChoice:
		return o.choice(a, opt)
	case data.OptionFlag:
		return o.flag(a, opt)
	}
	return o.line(a, opt)
}

func (o *options) set(a data.AccountID, key, value string) {
	o.c.m.setOption(a, key, value)
	o.c.m.touched()
}

func (o *options) line(a data.AccountID, opt data.Option) fyne.CanvasObject {
	f := widgets.NewField(o.name(opt.Key))
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
	o.update = append(o.update, func() { f.SetText(o.c.m.option(a, opt.Key)) })
	return f
}

func (o *options) flag(a data.AccountID, opt data.Option) fyne.CanvasObject {
	check := widget.NewCheck(o.name(opt.Key), nil)
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

func (o *options) choice(a data.AccountID, opt data.Option) fyne.CanvasObject {
	var button *widgets.Button
	value := func() string {
		if v := o.c.m.option(a, opt.Key); v != "" || len(opt.Choices) == 0 {
			return v
		}
		return opt.Choices[0]
	}
	show := func() { button.SetText(o.name(opt.Key + "." + value())) }
	button = widgets.NewButton("", func() {
		var items []widgets.MenuItem
		for _, c := range opt.Choices {
			items = append(items, widgets.MenuItem{Text: o.name(opt.Key + "." + c), Checked: c == value(), Run: func() {
				o.set(a, opt.Key, c)
				show()
				o.block.Refresh()
			}})
		}
		widgets.ShowMenu(button, items)
	}).WithMenu()
	o.update = append(o.update, show)
	label := widgets.NewLabel(o.name(opt.Key), theme.Label, theme.Regular, theme.Muted)
	return widgets.NewColumn(4, label, widgets.NewFlow(theme.Gap, theme.Gap, button))
}
