package exchange

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// step is a page of the sheet of tables; those before stepRunning have words
// "exchange.import.step.<step>".
type step int

const (
	stepFile step = iota
	stepColumns
	stepPreview
	stepRunning
)

// stepKeys are the names of the steps in the catalogues.
func stepKeys() []string { return []string{"file", "columns", "preview"} }

// importing is the sheet that takes a table: which file, what its columns hold,
// what will become of its rows.
type importing struct {
	*Sheets
	kind  kind
	brand data.Brand
	over  *widgets.Overlay
	shown bool
	step  step

	opening bool
	trouble error // why the file cannot be read
	table   *opened

	mapping   sheet.Mapping
	order     sheet.DateOrder // as a person said
	zone      string
	hour      string
	currency  string
	called    map[string]data.AccountID
	otherwise []data.AccountID
	arm       bool

	looking bool
	seen    *sheet.Preview // as it was foreseen last; nil: not yet
	wrong   error          // why it cannot be foreseen

	news    fyne.CanvasObject // what became of the last act, while the sheet hides what the window says
	filter  rowFilter
	inSight []int // which lines of seen
	bar     *widgets.Progress
	told    *widgets.Label
	stop    context.CancelFunc // of what is being taken
	halt    bool               // it was asked to stop

	columns *widgets.Table
	rows    *widgets.Table
	details *widgets.Label
	out     *widgets.Button // that has the keyboard where no table does
	chooser *widgets.Button // asks for the first file
	head    *fyne.Container
	body    *fyne.Container
	foot    *fyne.Container
}

const (
	tableWidth  float32 = 1040
	tableHeight float32 = 800
)

func newImporting(s *Sheets, k kind) *importing {
	brand := s.p.Brand()
	i := &importing{
		Sheets: s, kind: k, brand: brand, zone: brand.Zone, currency: "EUR",
		head: container.NewStack(), body: container.NewStack(), foot: container.NewStack(),
		details: widgets.NewLabel("", theme.Label, theme.Regular, theme.Ink).Wrapping(),
	}
	i.columns = widgets.NewTable(i.choose)
	i.rows = widgets.NewTable(nil)
	i.rows.Moved = i.explain
	for _, t := range []*widgets.Table{i.columns, i.rows} {
		t.Escaped = i.leave
	}
	return i
}

// begin takes what is known of a layout for the table that was opened.
func (i *importing) begin() {
	t := i.table
	i.mapping = i.kind.guess(t.Table)
	if t.recalled {
		i.mapping.Columns = t.memory.Columns
	}
	i.order, i.hour = sheet.OrderUnknown, t.memory.Hour
	known := func(id data.AccountID) bool {
		return id == 0 || slices.ContainsFunc(t.accounts, func(a data.Account) bool { return a.ID == id && a.State.Publishes() })
	}
	i.called, i.otherwise = map[string]data.AccountID{}, nil
	for name, id := range t.memory.Called {
		if known(id) {
			i.called[name] = id
		}
	}
	for _, id := range t.memory.Else {
		if known(id) {
			i.otherwise = append(i.otherwise, id)
		}
	}
}

// show puts the sheet over the window.
func (i *importing) show() {
	i.shown = true
	i.over = widgets.ShowSheet(i.p.Canvas(), tableWidth, 0, true,
		widgets.NewTall(tableHeight, widgets.NewFrame(14, i.head, i.body, i.foot)), func() { i.shown = false })
	i.draw()
	i.focus()
}

// leave puts the sheet away; what is being taken goes on.
func (i *importing) leave() {
	i.over.Close()
	if i.step == stepRunning {
		return
	}
	i.p.Runner.Cancel("exchange.import.look")
	i.letGo(i.table)
	i.table = nil
	i.Sheets.table = nil
}

// goTo shows a step.
func (i *importing) goTo(to step) {
	i.step, i.news = to, nil
	if to != stepFile && to != stepRunning && i.seen == nil && i.wrong == nil {
		i.look()
	}
	i.draw()
	i.focus()
}

// focus gives the keyboard to what the step is about.
func (i *importing) focus() {
	switch {
	case i.step == stepColumns:
		i.columns.Focus()
	case i.step == stepPreview && !i.looking:
		i.rows.Focus()
	case i.step == stepFile && i.table == nil && !i.opening:
		widgets.Focus(i.chooser)
	default:
		widgets.Focus(i.out)
	}
}

// draw shows the step anew.
func (i *importing) draw() {
	if !i.shown {
		return
	}
	i.head.Objects = []fyne.CanvasObject{i.header()}
	switch i.step {
	case stepFile:
		i.body.Objects = []fyne.CanvasObject{i.filePage()}
	case stepColumns:
		i.body.Objects = []fyne.CanvasObject{i.columnsPage()}
	case stepPreview:
		i.body.Objects = []fyne.CanvasObject{i.previewPage()}
	case stepRunning:
		i.body.Objects = []fyne.CanvasObject{i.runningPage()}
	}
	i.foot.Objects = []fyne.CanvasObject{i.buttons()}
	i.over.Relay()
}

// word is a word of the sheet for what the table holds.
func (i *importing) word(key string, args ...any) string {
	return i.p.Words().T("exchange.import."+string(i.kind)+"."+key, args...)
}

// header is the title and the way through the steps.
func (i *importing) header() fyne.CanvasObject {
	b := i.p.Words()
	row := widgets.NewRow(6, widgets.NewTitle(i.word("title")), layout.NewSpacer())
	for at, key := range stepKeys() {
		pill := widgets.NewTabPill(b.T("exchange.import.step."+key), "", func() { i.goTo(step(at)) })
		pill.SetSelected(step(at) == min(i.step, stepPreview))
		pill.SetEscape(i.leave)
		if i.step == stepRunning || step(at) > stepFile && i.table == nil || step(at) == stepPreview && i.wrong != nil {
			pill.Disable()
		}
		row.Add(pill)
	}
	return row
}

// buttons are the way back, on and out.
func (i *importing) buttons() fyne.CanvasObject {
	b := i.p.Words()
	leave := b.T("common.cancel")
	if i.step == stepRunning {
		leave = b.T("exchange.import.behind")
	}
	i.out = i.button(leave, i.leave).As(widgets.Quiet)
	row := widgets.NewRow(theme.Gap, i.out, layout.NewSpacer())
	switch i.step {
	case stepFile, stepColumns:
		if i.step == stepColumns {
			row.Add(i.button(b.T("common.back"), func() { i.goTo(stepFile) }))
		} else if i.table == nil {
			break // the page itself offers what to do
		}
		i.out = i.button(b.T("common.continue"), func() { i.goTo(i.step + 1) }).As(widgets.Primary)
		if i.table == nil || i.opening || i.step == stepColumns && i.wrong != nil {
			i.out.Disable()
		}
		row.Add(i.out)
	case stepPreview:
		row.Add(i.button(b.T("common.back"), func() { i.goTo(stepColumns) }))
		row.Add(i.takeButton())
	case stepRunning:
		stop := i.button(b.T("exchange.import.stop"), i.cancel)
		if i.halt {
			stop.SetText(b.T("exchange.import.stopping"))
			stop.Disable()
		}
		row.Add(stop)
	}
	return row
}

// button is one that leaves the sheet with Escape.
func (i *importing) button(text string, tapped func()) *widgets.Button {
	b := widgets.NewButton(text, tapped)
	b.SetEscape(i.leave)
	return b
}

// pick is a button below a label that offers answers and shows the one chosen.
func (i *importing) pick(label, chosen string, items func() []widgets.MenuItem) fyne.CanvasObject {
	var button *widgets.Button
	button = i.button(chosen, func() { widgets.ShowMenu(button, items()) }).WithMenu()
	button.SetName(label + ", " + chosen)
	return widgets.NewColumn(4, widgets.NewLabel(label, theme.Label, theme.Regular, theme.Muted), widgets.NewFlow(0, 0, button))
}

// answers are the lines of a menu for what can be chosen, by their words.
func answers[A comparable](all []A, chosen A, word func(A) string, took func(A)) func() []widgets.MenuItem {
	return func() (items []widgets.MenuItem) {
		for _, one := range all {
			items = append(items, widgets.MenuItem{Text: word(one), Checked: one == chosen, Run: func() { took(one) }})
		}
		return items
	}
}
