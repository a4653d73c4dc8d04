package settings

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// form is the page of the fields, with what to do before where that is a matter
// of three lines, and with how the attempt goes.
func (p *pane) form() []fyne.CanvasObject {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	all := append([]fyne.CanvasObject{p.title()}, p.shortSteps()...)
	p.makeFields()
	for _, row := range c.fields() {
		all = append(all, p.field(row))
	}
	switch {
	case c.stage == working:
		all = append(all, p.waiting())
	case c.err != nil:
		what, why, todo := p.reason()
		all = append(all, s.trouble(what, why+" "+todo, c.err, c.details, func() { c.details = !c.details; p.draw() }))
	case slices.ContainsFunc(c.way().Fields, func(f data.Field) bool { return f.Secret }) || c.way().Browser || c.way().Paste:
		all = append(all, widgets.NewNote(b.T("connect.secret")))
	}
	if c.stage == filling && len(c.network.Ways) > 1 && (!setUp(c.network) || c.again != 0) {
		all = append(all, widgets.NewRow(0, widgets.NewLink(b.T("connect.other_way"), func() {
			s.turn(func() { c.stage = choosingWay })
		})))
	}
	if c.again == 0 && c.stage == filling && len(s.m.networks) > 1 {
		all = append(all, widgets.NewRow(0, widgets.NewLink(b.T("connect.other"), func() {
			s.turn(func() { c.stage = choosing })
		})))
	}
	return all
}

// shortSteps is what to do, in order, where the way has no pages for it: the
// numbered sentences of the catalogue, or the one that tells the way from others.
func (p *pane) shortSteps() []fyne.CanvasObject {
	c := &p.screen.m.connect
	if len(c.way().Steps) > 0 {
		return nil
	}
	var all []fyne.CanvasObject
	keys := p.stepKeys()
	if len(keys) == 0 && len(c.network.Ways) > 1 {
		return note(p.wayAbout(c.way()))
	}
	for i, key := range keys {
		if i == len(keys)-1 {
			all = append(all, p.sketch()...)
		}
		all = append(all, widgets.NewRow(11, widgets.NewStep(strconv.Itoa(i+1)), widgets.Stretch(widgets.NewPassage(p.screen.words().T(key)))))
	}
	return all
}

// stepKeys are the catalogue's steps for the way, in order; those without the
// name of a way are for the usual one.
func (p *pane) stepKeys() []string {
	b, c := p.screen.words(), &p.screen.m.connect
	network := "connect." + string(c.network.Name) + "."
	prefix := network + "way." + c.way().Key + ".step"
	if c.chosen == 0 && !b.Has(prefix+"1") {
		prefix = network + "step"
	}
	var keys []string
	for i := 1; b.Has(prefix + strconv.Itoa(i)); i++ {
		keys = append(keys, prefix+strconv.Itoa(i))
	}
	return keys
}

// sketch shows what the password looks like that the network will give, so
// that nobody takes their account's own; networks without one have no sketch.
func (p *pane) sketch() []fyne.CanvasObject {
	b, c := p.screen.words(), &p.screen.m.connect
	key := "connect." + string(c.network.Name) + ".see"
	i := slices.IndexFunc(c.way().Fields, func(f data.Field) bool { return f.Secret && f.Hint != "" })
	if i < 0 || !b.Has(key) {
		return nil
	}
	page := widgets.NewPanel(widgets.NewBox(theme.Card, theme.Border, theme.RadiusControl), 12, widgets.NewColumn(4,
		widgets.NewLabel(b.T(key), theme.Label, theme.SemiBold, theme.Ink).Shrinking(),
		widgets.NewRow(8,
			widgets.NewLabel("Parvis", theme.Label, theme.Regular, theme.Muted), layout.NewSpacer(),
			widgets.NewPill(c.way().Fields[i].Hint, widgets.ToneAccent))))
	return []fyne.CanvasObject{widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusCard), 14,
		widgets.NewColumn(8, widgets.NewNote(b.T("connect.see")), page))}
}

// makeFields makes the fields that the way needs and that are not there yet:
// drawing again, going back and going another way keep what was typed.
func (p *pane) makeFields() {
	c := &p.screen.m.connect
	p.of = c.network.Name
	for _, row := range c.way().Fields {
		if p.fields[row.Key] != nil || len(row.Choices) > 0 {
			continue
		}
		f := widgets.NewField("")
		f.SetPassword(row.Secret)
		f.SetPlaceholder(row.Hint)
		f.SetText(c.first(row))
		f.Changed = func(text string) { c.typing(row.Key, text); f.SetError("") }
		f.Submitted = func(string) { p.submit() }
		p.fields[row.Key] = f
	}
}

// label is what a field asks for.
func (p *pane) label(row data.Field) string {
	s, c := p.screen, &p.screen.m.connect
	label := s.word("connect."+string(c.network.Name)+"."+row.Key, "connect.field."+row.Key)
	if row.Optional && label != "" {
		label = s.words().T("connect.optional", "Label", label)
	}
	return label
}

// field brings one field up to date.
func (p *pane) field(row data.Field) fyne.CanvasObject {
	if len(row.Choices) > 0 {
		return p.choiceField(row)
	}
	f := p.fields[row.Key]
	f.SetLabel(p.label(row))
	fault := ""
	if slices.Contains(p.screen.m.connect.missing, row.Key) {
		fault = p.screen.words().T("connect.needed")
	}
	f.SetError(fault)
	return f
}

// choiceField is a field of which only a few answers are right.
func (p *pane) choiceField(row data.Field) fyne.CanvasObject {
	s, c := p.screen, &p.screen.m.connect
	name := func(choice string) string {
		key := row.Key + "." + choice
		if word := s.word("connect."+string(c.network.Name)+"."+key, "connect.field."+key); word != "" {
			return word
		}
		return choice
	}
	var button *widgets.Button
	button = widgets.NewButton(name(c.choice(row)), func() {
		var items []widgets.MenuItem
		for _, one := range row.Choices {
			items = append(items, widgets.MenuItem{Text: name(one), Checked: one == c.choice(row), Run: func() {
				c.typing(row.Key, one)
				button.SetText(name(one))
				p.scroll.Refresh()
			}})
		}
		widgets.ShowMenu(button, items)
	}).WithMenu()
	column := widgets.NewColumn(4)
	if label := p.label(row); label != "" {
		column.Add(widgets.NewLabel(label, theme.Label, theme.Regular, theme.Muted).Shrinking())
	}
	column.Add(widgets.NewFlow(0, 0, button))
	return column
}

// reason words the failure: what is particular to connecting, and to the
// network, comes before the general words, which speak of publishing.
func (p *pane) reason() (what, why, todo string) {
	s, b, c := p.screen, p.screen.words(), &p.screen.m.connect
	for _, key := range c.reasons() {
		if b.Has(key + ".what") {
			say := func(part string) string {
				if !b.Has(key + part) {
					return ""
				}
				return b.T(key+part, "Network", s.title(c.network.Name))
			}
			return say(".what"), say(".why"), say(".do")
		}
	}
	return s.explain(c.err, s.title(c.network.Name))
}

// submit takes the answers out of the fields and hands them on.
func (p *pane) submit() {
	answers := map[string]string{}
	for key, f := range p.fields {
		answers[key] = f.Text()
	}
	p.screen.connectWith(answers)
}

// wipe empties the fields that hold a secret.
func (p *pane) wipe() {
	for _, row := range p.screen.m.connect.way().Fields {
		if f := p.fields[row.Key]; f != nil && row.Secret {
			f.SetText("")
		}
	}
}
