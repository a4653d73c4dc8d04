package settings

import (
	"cmp"
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// importBody is the section of archives: where to begin, how far it is, what
// became of it, and how to get an archive from each network.
func (s *Screen) importBody() fyne.CanvasObject {
	r := &s.archives.reading
	all := widgets.NewColumn(12)
	switch {
	case r.running:
		all.Add(s.readingBlock())
	default:
		all.Add(s.beginBlock())
	}
	if r.err != nil {
		what, why, todo := s.words().Error(r.err, "Parvis")
		all.Add(s.trouble(what, why+" "+todo, r.err, r.details, func() { r.details = !r.details; s.draw() }))
	}
	if r.result != nil {
		all.Add(s.resultBlock(*r.result))
	}
	all.Add(widgets.NewInset(8, 0, 0, 0, widgets.NewTitle(s.words().T("import.guides"))))
	for _, n := range exports() {
		all.Add(s.guide(n))
	}
	return all
}

func (s *Screen) beginBlock() fyne.CanvasObject {
	b := s.words()
	file := widgets.NewPrimary(b.T("import.file"), s.chooseArchive)
	folder := widgets.NewButton(b.T("import.folder"), s.chooseArchiveFolder).WithIcon(theme.IconFolder)
	if s.archives.reading.undoing {
		file.Disable()
		folder.Disable()
	}
	return block(b.T("import.title"), b.T("import.why"),
		widgets.NewRow(8, file, folder, layout.NewSpacer()),
		widgets.NewNote(b.T("import.drop")))
}

// readingBlock is how far the reading is.
func (s *Screen) readingBlock() fyne.CanvasObject {
	b, a := s.words(), &s.archives
	a.bar = widgets.NewProgress()
	a.bar.Set(permille(a.reading.done, a.reading.total), 1000)
	a.count = widgets.NewLabel(s.gaugeText(), theme.Strip, theme.Regular, theme.Ink).Shrinking()
	stop := widgets.NewButton(b.T("import.stop"), s.stopReading)
	if a.reading.stopping {
		stop.SetText(b.T("import.stopping"))
		stop.Disable()
	}
	return block(b.T("import.running"), b.T("import.running.why"), a.bar, widgets.NewRow(12, widgets.Stretch(a.count), stop))
}

// resultBlock says what became of an archive.
func (s *Screen) resultBlock(r data.ImportResult) fyne.CanvasObject {
	b := s.words()
	why := b.T("import.result.owner", "Network", s.title(r.Network), "Owner", r.Owner)
	if !r.From.IsZero() {
		zone := s.zone()
		why += " · " + b.DateRange(r.From.In(zone), r.To.In(zone))
	}
	lines := widgets.NewColumn(6)
	if r.Stopped {
		lines.Add(widgets.NewNotice(widgets.ToneCaution, widgets.NewLabel(b.T("import.result.stopped"), theme.Label, theme.Regular, theme.Ink).Wrapping()))
	}
	lines.Add(line(theme.IconCheck, widgets.ToneGood, b.N("import.result.new", r.New)))
	for _, one := range []struct {
		key  string
		n    int
		icon theme.IconName
		tone widgets.Tone
	}{
		{"import.result.known", r.Known, theme.IconRefresh, widgets.ToneAccent},
		{"import.result.pictures", r.Pictures, theme.IconImage, widgets.ToneAccent},
		{"import.result.answers", r.Answers, theme.IconMinus, widgets.ToneNeutral},
		{"import.result.shared", r.Shared, theme.IconMinus, widgets.ToneNeutral},
		{"import.result.empty", r.Empty, theme.IconMinus, widgets.ToneNeutral},
		{"import.result.bad", r.Bad, theme.IconBang, widgets.ToneCaution},
		{"import.result.lost", r.Lost, theme.IconBang, widgets.ToneCaution},
	} {
		if one.n > 0 {
			lines.Add(line(one.icon, one.tone, b.N(one.key, one.n)))
		}
	}
	for _, kind := range faultKinds(r.Faults) {
		lines.Add(s.faults(kind))
	}
	if told := len(r.Faults); told < r.Bad+r.Lost {
		lines.Add(widgets.NewNote(b.N("import.faults.untold", r.Bad+r.Lost-told)))
	}
	return block(b.T("import.result"), why, lines, s.resultButtons(r))
}

func (s *Screen) resultButtons(r data.ImportResult) fyne.CanvasObject {
	b, state := s.words(), &s.archives.reading
	undo := widgets.NewButton(b.T("import.undo"), s.undoReading).WithIcon(theme.IconUndo)
	done := widgets.NewButton(b.T("common.close"), func() { state.forget(); s.draw() }).As(widgets.Quiet)
	if state.undoing {
		undo.SetText(b.T("import.undoing"))
		undo.Disable()
		done.Disable()
	}
	if r.New == 0 {
		return widgets.NewRow(8, done, layout.NewSpacer())
	}
	return widgets.NewRow(8, undo, done, layout.NewSpacer())
}

// line is a sign and what it says.
func line(icon theme.IconName, tone widgets.Tone, text string) fyne.CanvasObject {
	return widgets.NewRow(10, widgets.NewSign(icon, tone),
		widgets.Stretch(widgets.NewLabel(text, theme.Strip, theme.Regular, theme.Ink).Wrapping()))
}

// faults are those of one reason: what it is and what can be done, and which
// ones when they are unfolded.
func (s *Screen) faults(kind faultKind) fyne.CanvasObject {
	b, r := s.words(), &s.archives.reading
	what, why, todo := b.Error(&data.Failure{Kind: data.Invalid, Op: "import", Code: kind.code}, "Parvis")
	column := widgets.NewColumn(4,
		widgets.NewLabel(what, theme.Label, theme.SemiBold, theme.Ink).Wrapping(),
		widgets.NewNote(why+" "+todo))
	shown := min(r.shown[kind.code], len(kind.all))
	for _, f := range kind.all[:shown] {
		column.Add(widgets.NewLabel(s.place(f), theme.Label, theme.Regular, theme.Ink).Shrinking())
	}
	if rest := len(kind.all) - shown; rest > 0 {
		column.Add(widgets.NewRow(0, widgets.NewLink(b.N("import.faults.more", rest), func() { r.more(kind.code); s.draw() })))
	}
	return widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusControl), 10, column)
}

// place says where in the archive a fault is.
func (s *Screen) place(f data.ImportFault) string {
	if f.Index < 0 {
		return f.Entry
	}
	return s.words().T("import.faults.place", "File", f.Entry, "N", f.Index+1)
}

// guide is how to get an export from a network, folded until asked for.
func (s *Screen) guide(n data.NetworkName) fyne.CanvasObject {
	b, r := s.words(), &s.archives.reading
	key, open := "import.how", r.guide == n
	if open {
		key = "import.how.hide"
	}
	link := widgets.NewLink(b.T(key, "Network", s.title(n)), func() { r.toggleGuide(n); s.draw() })
	column := widgets.NewColumn(10,
		widgets.NewRow(12, widgets.NewInitial(s.title(n), n), widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(s.title(n), theme.Body, theme.SemiBold, theme.Ink).Shrinking(),
			widgets.NewNote(b.T("import."+string(n)+".about"))))),
		widgets.NewRow(0, link, layout.NewSpacer()))
	for i := 1; open; i++ {
		text := s.word(fmt.Sprintf("import.%s.step.%d", n, i))
		if text == "" {
			break
		}
		column.Add(widgets.NewRow(10, widgets.NewStep(strconv.Itoa(i)),
			widgets.Stretch(widgets.NewLabel(text, theme.Strip, theme.Regular, theme.Ink).Wrapping().Leading(18))))
	}
	if open {
		column.Add(widgets.NewNote(cmp.Or(s.word("import."+string(n)+".time"), b.T("import.time"))))
	}
	return widgets.NewCard(column)
}
