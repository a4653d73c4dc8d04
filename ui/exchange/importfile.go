package exchange

import (
	"cmp"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data/sheet"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// mostSamples is how many columns of a table are shown as they stand in it.
const mostSamples = 6

// filePage asks for a file, or shows how the one that was chosen is read.
func (i *importing) filePage() fyne.CanvasObject {
	b := i.p.Words()
	if i.opening {
		i.bar = widgets.NewProgress()
		return container.NewCenter(widgets.NewFixed(360, widgets.NewColumn(12,
			widgets.NewLabel(b.T("exchange.import.opening"), theme.Body, theme.Regular, theme.Ink), i.bar)))
	}
	if i.table == nil {
		i.chooser = i.button(b.T("exchange.import.choose"), i.chooseFile).As(widgets.Primary)
		ask := widgets.NewEmptyState(theme.IconDownload, i.word("empty.title"), i.word("empty.text"), "", nil, i.chooser)
		if i.trouble == nil {
			return ask
		}
		return widgets.NewFrame(12, i.said(i.trouble), ask, nil)
	}
	head := widgets.NewColumn(12)
	if i.trouble != nil {
		head.Add(i.said(i.trouble))
	}
	name := widgets.NewLabel(i.table.Name, theme.Body, theme.SemiBold, theme.Ink).Shrinking()
	other := i.button(b.T("exchange.import.other"), i.chooseFile).WithIcon(theme.IconFolder)
	head.Add(widgets.NewRow(theme.Gap, widgets.NewIcon(theme.IconDatabase, 18, theme.Accent), widgets.Stretch(name), other))
	head.Add(widgets.NewFlow(16, 10, i.readingChoices()...))
	return widgets.NewFrame(12, head, i.samples(), nil)
}

// said words an error for the sheet itself, which lies over the window's toasts:
// what it is, why, and what to do.
func (s *Sheets) said(err error) fyne.CanvasObject {
	what, why, todo := s.p.Words().Error(err, "")
	return widgets.NewNotice(widgets.ToneWarm, widgets.NewColumn(4,
		widgets.NewLabel(what, theme.Strip, theme.SemiBold, theme.Ink).Wrapping(),
		widgets.NewLabel(why+" "+todo, theme.Label, theme.Regular, theme.Ink).Wrapping()))
}

func (i *importing) chooseFile() {
	i.p.Shell.ChooseFile(endings(), func(path string) { i.open(path, sheet.Reading{}, headFound) })
}

// again opens the table once more, to be read in another way.
func (i *importing) again(as sheet.Reading, head int) { i.open(i.table.path, as, head) }

// readingChoices say how the file is read, and let a person say it.
func (i *importing) readingChoices() (all []fyne.CanvasObject) {
	b, t := i.p.Words(), i.table
	if t.Sheets != nil {
		all = append(all, i.pick(b.T("exchange.import.sheet"), t.Sheet, answers(t.Sheets, t.Sheet, func(s string) string { return s },
			func(s string) { i.again(sheet.Reading{Sheet: s}, headFound) })))
	} else {
		encoding := func(e sheet.Encoding) string { return b.T("sheet.encoding." + string(e)) }
		separator := func(s byte) string { return b.T("sheet.separator." + sheet.SeparatorName(s)) }
		all = append(all,
			i.pick(b.T("exchange.import.encoding"), encoding(t.Encoding), answers(sheet.Encodings(), t.Encoding, encoding,
				func(e sheet.Encoding) { i.again(sheet.Reading{Encoding: e, Separator: t.Separator}, headFound) })),
			i.pick(b.T("exchange.import.separator"), separator(t.Separator), answers(sheet.Separators(), t.Separator, separator,
				func(s byte) { i.again(sheet.Reading{Encoding: t.Encoding, Separator: s}, headFound) })))
	}
	lines := []int{0}
	for _, row := range t.First()[:min(len(t.First()), mostHeads)] {
		lines = append(lines, row.Line)
	}
	line := func(n int) string {
		if n == 0 {
			return b.T("exchange.import.head.none")
		}
		return b.T("sheet.place.row", "Line", strconv.Itoa(n))
	}
	return append(all, i.pick(b.T("exchange.import.head"), line(t.Head), answers(lines, t.Head, line, func(n int) { i.again(t.Reading, n) })))
}

// mostHeads is how many rows are offered as the one with the names.
const mostHeads = 10

// samples are the first rows as they stand in the table: wrong letters or a wrong
// separator are seen at once.
func (i *importing) samples() fyne.CanvasObject {
	b, t := i.p.Words(), i.table
	columns := []widgets.TableColumn{{Title: b.T("exchange.import.line"), Width: 56}}
	wide := min(len(t.Heads), mostSamples)
	for at := range wide {
		columns = append(columns, widgets.TableColumn{Title: t.Column(at)})
	}
	rows := t.Sample()
	shown := widgets.NewTable(nil)
	shown.Escaped = i.leave
	shown.Set(columns, len(rows), func(n int) widgets.TableRow {
		cells := []string{strconv.Itoa(rows[n].Line)}
		for at := range wide {
			cells = append(cells, cellOf(rows[n], at))
		}
		return widgets.TableRow{Cells: cells}
	})
	ground := widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard)
	return container.NewStack(ground, widgets.NewInset(2, 2, 2, 2, shown))
}

// cellOf is a cell on one line.
func cellOf(row sheet.Row, column int) string {
	if column >= len(row.Cells) {
		return ""
	}
	return oneLine(row.Cells[column])
}

// layoutOf names the program that wrote the table.
func (i *importing) layoutOf() string {
	return i.p.Words().T("sheet.layout." + cmp.Or(string(i.mapping.Layout), "other"))
}
