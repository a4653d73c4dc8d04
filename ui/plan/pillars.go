package plan

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/line"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func (t *voice) pillarsBlock() fyne.CanvasObject {
	b := t.s.Words()
	past, ahead := line.Shares(t.line.Pillars, t.past), line.Shares(t.line.Pillars, t.ahead)
	var rows []fyne.CanvasObject
	for i, p := range t.line.Pillars {
		text := widgets.NewColumn(1,
			widgets.NewLabel(p.Name, theme.Strip, theme.SemiBold, theme.Ink).Shrinking(),
			widgets.NewNote(targetText(b, p)),
			widgets.NewNote(t.shareText("plan.pillar.past", past[i])),
			widgets.NewNote(t.shareText("plan.pillar.ahead", ahead[i])))
		row := widgets.NewRow(12, widgets.NewColourDot(p.Colour), widgets.Stretch(text))
		switch past[i].Drift {
		case 1:
			row.Add(widgets.NewPill(b.T("plan.pillar.often"), widgets.ToneCaution))
		case -1:
			row.Add(widgets.NewPill(b.T("plan.pillar.seldom"), widgets.ToneCaution))
		}
		row.Add(changer(b.T("plan.edit", "Name", p.Name), func() { t.editPillar(p) }))
		row.Add(remover(b.T("plan.delete", "Name", p.Name), func() { t.removePillar(p) }))
		rows = append(rows, row)
	}
	if n := len(t.line.Pillars); n > 0 && len(past) > n {
		rows = append(rows, widgets.NewNote(b.N("plan.pillar.without", past[n].Posts, "Of", past[n].Of)))
	}
	if len(t.line.Pillars) == 0 {
		rows = append(rows, widgets.NewLabel(b.T("plan.pillar.none"), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	return block(b.T("plan.pillars"), b.T("plan.pillars.why"), divided(rows))
}

// targetText says how much of all posts a pillar is to have.
func targetText(b *words.Book, p data.Pillar) string {
	if p.Share == 0 {
		return b.T("plan.pillar.no_target")
	}
	return b.T("plan.pillar.target", "Share", b.Percent(float64(p.Share)/100, 0))
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
	t.s.showForm(b.T("plan.pillar"), func() bool {
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
		name, widgets.NewLabelled(b.T("plan.campaign.colour"), widgets.NewFlow(0, 0, widgets.NewSwatches(colours(), colourNames(b), p.Colour, func(hex string) { p.Colour = hex }))), share,
	})
}

func (t *voice) removePillar(p data.Pillar) {
	t.keep(func(l *data.Line) {
		l.Pillars = slices.DeleteFunc(l.Pillars, func(o data.Pillar) bool { return o.ID == p.ID })
	}, t.s.Words().T("plan.pillar.removed", "Pillar", p.Name))
}
