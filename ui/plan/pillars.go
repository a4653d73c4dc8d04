package plan

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/line"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func (t *voice) pillarsBlock() fyne.CanvasObject {
	b := t.s.Words()
	past, ahead := line.Shares(t.line.Pillars, t.past), line.Shares(t.line.Pillars, t.ahead)
	column := widgets.NewColumn(10)
	for i, p := range t.line.Pillars {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		target := b.T("plan.pillar.no_target")
		if p.Share > 0 {
			target = b.T("plan.pillar.target", "Share", b.Percent(float64(p.Share)/100, 0))
		}
		text := widgets.NewColumn(1,
			widgets.NewLabel(p.Name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
			widgets.NewNote(target),
			widgets.NewNote(t.shareText("plan.pillar.past", past[i])),
			widgets.NewNote(t.shareText("plan.pillar.ahead", ahead[i])))
		row := widgets.NewRow(12, widgets.NewColourDot(p.Colour), widgets.Stretch(text))
		switch past[i].Drift {
		case 1:
			row.Add(widgets.NewPill(b.T("plan.pillar.often"), widgets.ToneCaution))
		case -1:
			row.Add(widgets.NewPill(b.T("plan.pillar.seldom"), widgets.ToneCaution))
		}
		row.Add(widgets.NewIconButton(theme.IconPencil, b.T("plan.edit", "Name", p.Name), func() { t.editPillar(p) }).As(widgets.Quiet))
		row.Add(widgets.NewIconButton(theme.IconTrash, b.T("plan.delete", "Name", p.Name), func() { t.removePillar(p) }).As(widgets.Quiet))
		column.Add(row)
	}
	if n := len(t.line.Pillars); n > 0 && len(past) > n {
		column.Add(widgets.NewDivider(false))
		column.Add(widgets.NewNote(b.N("plan.pillar.without", past[n].Posts, "Of", past[n].Of)))
	}
	if len(t.line.Pillars) == 0 {
		column.Add(widgets.NewLabel(b.T("plan.pillar.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	return block(b.T("plan.pillars"), b.T("plan.pillars.why"), column)
}

// shareText says how many posts were about a pillar, and between which shares
// that lies.
func (t *voice) shareText(key string, s line.Share) string {
	b := t.s.Words()
	text := b.N(key, s.Posts, "Of", s.Of)
	if s.Few {
		return b.T("common.pair", "A", text, "B", b.T("plan.pillar.few"))
	}
	return b.T("common.pair", "A", text, "B", b.T("plan.pillar.between", "Low", b.Percent(s.Low, 0), "High", b.Percent(s.High, 0)))
}

// editPillar shows a pillar; one without ID is new.
func (t *voice) editPillar(p data.Pillar) {
	b := t.s.Words()
	name, share := widgets.NewField(b.T("plan.pillar.name")), widgets.NewField(b.T("plan.pillar.share"))
	name.SetText(p.Name)
	if p.Share > 0 {
		share.SetText(strconv.Itoa(p.Share))
	}
	t.s.newForm(b.T("plan.pillar"), func() bool {
		name.SetError("")
		share.SetError("")
		p.Name = strings.TrimSpace(name.Text())
		n, ok := readCount(share.Text())
		switch {
		case p.Name == "":
			name.SetError(b.T("plan.pillar.name.fault"))
			return false
		case !ok || n.N > 100:
			share.SetError(b.T("plan.pillar.share.fault"))
			return false
		}
		p.Share = int(n.N)
		t.keep(func(l *data.Line) {
			if at := slices.IndexFunc(l.Pillars, func(o data.Pillar) bool { return o.ID == p.ID && p.ID != 0 }); at >= 0 {
				l.Pillars[at] = p
				return
			}
			l.Pillars = append(l.Pillars, p)
		}, b.T("plan.line.kept"))
		return true
	}, name, []fyne.CanvasObject{
		name, labelled(b.T("plan.campaign.colour"), widgets.NewFlow(0, 0, widgets.NewSwatches(colours(), colourNames(b), p.Colour, func(hex string) { p.Colour = hex }))), share,
	})
}

func (t *voice) removePillar(p data.Pillar) {
	t.keep(func(l *data.Line) {
		l.Pillars = slices.DeleteFunc(l.Pillars, func(o data.Pillar) bool { return o.ID == p.ID })
	}, t.s.Words().T("plan.pillar.removed", "Pillar", p.Name))
}

func (t *voice) forbiddenBlock() fyne.CanvasObject {
	b := t.s.Words()
	column := widgets.NewColumn(10)
	for i, f := range t.line.Forbidden {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		note := f.Why
		if f.Use != "" {
			note = strings.TrimSpace(note + " " + b.T("plan.word.instead", "Use", f.Use))
		}
		column.Add(widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(f.Words, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(), widgets.NewNote(note))),
			widgets.NewIconButton(theme.IconPencil, b.T("plan.edit", "Name", f.Words), func() { t.editWord(f) }).As(widgets.Quiet),
			widgets.NewIconButton(theme.IconTrash, b.T("plan.delete", "Name", f.Words), func() {
				t.keep(func(l *data.Line) { l.Forbidden = without(l.Forbidden, f) }, b.T("plan.word.removed", "Word", f.Words))
			}).As(widgets.Quiet)))
	}
	add := widgets.NewButton(b.T("plan.word.add"), func() { t.editWord(data.Forbidden{}) }).WithIcon(theme.IconPlus)
	column.Add(widgets.NewRow(8, add, layout.NewSpacer()))
	return block(b.T("plan.words"), b.T("plan.words.why"), column)
}

// editWord shows what is not to be said; an empty one is new.
func (t *voice) editWord(was data.Forbidden) {
	b, f := t.s.Words(), was
	said, why, use := widgets.NewField(b.T("plan.word")), widgets.NewField(b.T("plan.word.why")), widgets.NewField(b.T("plan.word.use"))
	said.SetText(f.Words)
	why.SetText(f.Why)
	use.SetText(f.Use)
	t.s.newForm(b.T("plan.words"), func() bool {
		f = data.Forbidden{Words: strings.TrimSpace(said.Text()), Why: strings.TrimSpace(why.Text()), Use: strings.TrimSpace(use.Text())}
		if strings.Trim(f.Words, "* ") == "" {
			said.SetError(b.T("plan.word.fault"))
			return false
		}
		t.keep(func(l *data.Line) { l.Forbidden = replaced(l.Forbidden, was, f) }, b.T("plan.line.kept"))
		return true
	}, said, []fyne.CanvasObject{said, why, use})
}
