package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// probe asks the network what the account's credentials allow.
func (s *Screen) probe(id data.AccountID) {
	if !s.m.beginProbe(id) {
		return
	}
	s.p.Runner.Go("settings.probe."+number(id), func(ctx context.Context) (func(), error) {
		lines, err := s.p.Ports.Probe(ctx, id)
		return func() {
			s.m.endProbe(id, lines, err)
			s.draw()
			s.pane.told()
		}, nil
	})
}

// told shows what the network answered on the last page, and leaves the
// keyboard where it is.
func (p *pane) told() {
	if p.screen.m.connect.stage == done {
		p.sheet.Objects = p.result()
		p.sheet.Refresh()
		p.scroll.Refresh()
	}
}

// toggleProbe shows what the account can do, asking the network, or hides it.
func (s *Screen) toggleProbe(id data.AccountID) {
	if s.m.probes[id].open {
		s.m.foldProbe(id)
	} else {
		s.probe(id)
	}
	s.draw()
}

// probeLink unfolds and folds what the account can do.
func (s *Screen) probeLink(id data.AccountID) fyne.CanvasObject {
	key := "settings.probe"
	if s.m.probes[id].open {
		key = "settings.probe.hide"
	}
	return widgets.NewLink(s.words().T(key), func() { s.toggleProbe(id) })
}

// probeLines are what the credentials allow, one line per ability. Where the
// network does not tell, its capabilities do.
func (s *Screen) probeLines(a data.Account) fyne.CanvasObject {
	b, p := s.words(), s.m.probes[a.ID]
	switch {
	case p.running && p.at.IsZero():
		return widgets.NewColumn(8, widgets.NewProgress(), widgets.NewNote(b.T("connect.probe.asking")))
	case p.err != nil:
		what, why, todo := s.explain(p.err, s.title(a.Network))
		return widgets.NewNotice(widgets.ToneCaution, widgets.NewColumn(2,
			widgets.NewLabel(b.T("connect.probe.failed"), theme.Label, theme.Bold, theme.Ink).Wrapping(),
			widgets.NewLabel(what+" "+why+" "+todo, theme.Label, theme.Regular, theme.Ink).Wrapping(),
			widgets.NewRow(0, widgets.NewLink(b.T("common.retry"), func() { s.probe(a.ID); s.draw(); s.pane.told() }))))
	case len(p.lines) == 0:
		return widgets.NewColumn(8, widgets.NewNote(b.T("connect.probe.untold")), widgets.NewFlow(6, 6, s.abilityPills(a.Can)...))
	}
	column := widgets.NewColumn(8)
	for _, line := range p.lines {
		column.Add(s.probeLine(line))
	}
	return column
}

func (s *Screen) probeLine(line data.Ability) fyne.CanvasObject {
	b := s.words()
	name := s.word("ability." + line.Key)
	if line.OK {
		return widgets.NewRow(10, widgets.NewSign(theme.IconCheck, widgets.ToneGood),
			widgets.NewLabel(name, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	column := widgets.NewColumn(1, widgets.NewLabel(b.T("connect.probe.not", "Ability", name), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	if line.Needs != "" {
		column.Add(widgets.NewNote(b.T("connect.probe.needs", "Needs", line.Needs)))
	}
	return widgets.NewRow(10, widgets.NewSign(theme.IconMinus, widgets.ToneCaution), widgets.Stretch(column))
}
