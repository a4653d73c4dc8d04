package exchange

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// oneLine is a text without breaks and double blanks.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// columnsPage says what each column holds, whom names mean, and how dates are
// read; all of it was guessed or is known from the last table of its kind.
func (i *importing) columnsPage() fyne.CanvasObject {
	head := widgets.NewColumn(10, widgets.NewFlow(16, 10, i.choices()...), i.dates())
	if f := data.AsFailure("", i.wrong); f != nil && f.Code != sheet.CodeOrder {
		head.Add(i.said(i.wrong))
	}
	i.drawColumns()
	ground := widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard)
	return widgets.NewFrame(12, head, container.NewStack(ground, widgets.NewInset(2, 2, 2, 2, i.columns)), nil)
}

// choices are what the table does not say itself.
func (i *importing) choices() []fyne.CanvasObject {
	b := i.p.Words()
	if i.kind == products {
		currencies := []string{"EUR", "CHF", "CAD", "USD", "GBP"}
		return []fyne.CanvasObject{i.pick(b.T("exchange.import.currency"), i.currency, answers(currencies, i.currency, func(c string) string { return c },
			i.changing(&i.currency)))}
	}
	hours := []string{"", "08:00", "09:00", "10:00", "12:00", "14:00", "17:00", "18:00", "18:30", "19:00"}
	hour := func(h string) string { return cmp.Or(h, b.T("exchange.import.hour.none")) }
	state := func(arm bool) string {
		if arm {
			return b.T("exchange.import.arm")
		}
		return b.T("exchange.import.drafts")
	}
	return []fyne.CanvasObject{
		i.pick(b.T("exchange.import.state"), state(i.arm), answers([]bool{false, true}, i.arm, state, func(arm bool) { i.arm = arm; i.changed() })),
		i.pick(b.T("exchange.import.else"), i.elseWord(), i.elseItems),
		i.pick(b.T("exchange.import.zone"), i.zone, answers(i.zones(), i.zone, func(z string) string { return z }, i.changing(&i.zone))),
		i.pick(b.T("exchange.import.hour"), hour(i.hour), answers(hours, i.hour, hour, i.changing(&i.hour))),
	}
}

// changing sets a choice and looks anew.
func (i *importing) changing(value *string) func(string) {
	return func(to string) { *value = to; i.changed() }
}

// changed looks anew with what was chosen.
func (i *importing) changed() {
	i.look()
	i.draw()
}

// zones are the brand's, the computer's, and those of the places that Parvis knows.
func (i *importing) zones() []string {
	all := []string{i.brand.Zone}
	for _, zone := range []string{
		i.p.Local.String(), "Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/London", "America/Montreal",
		"America/New_York", "America/Los_Angeles", "UTC",
	} {
		if zone != "Local" && !slices.Contains(all, zone) {
			all = append(all, zone)
		}
	}
	return all
}

// accountName is an account as the tables name it.
func (i *importing) accountName(id data.AccountID) string {
	b := i.p.Words()
	for _, a := range i.table.accounts {
		if a.ID != id {
			continue
		}
		if key := "network." + string(a.Network); b.Has(key) {
			return b.T(key) + " " + a.Short()
		}
		return a.Short()
	}
	return ""
}

// publishing are the accounts that a post can be meant for.
func (i *importing) publishing() (ids []data.AccountID) {
	for _, a := range i.table.accounts {
		if a.State.Publishes() {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// elseWord names the accounts of rows that name none.
func (i *importing) elseWord() string {
	b := i.p.Words()
	switch len(i.otherwise) {
	case 0:
		return b.T("exchange.import.else.none")
	case 1:
		return i.accountName(i.otherwise[0])
	}
	return b.N("exchange.import.else.n", len(i.otherwise))
}

func (i *importing) elseItems() []widgets.MenuItem {
	items := []widgets.MenuItem{{
		Text: i.p.Words().T("exchange.import.else.none"), Checked: len(i.otherwise) == 0,
		Run: func() { i.otherwise = nil; i.changed() },
	}}
	for _, id := range i.publishing() {
		items = append(items, widgets.MenuItem{Text: i.accountName(id), Checked: slices.Contains(i.otherwise, id), Run: func() {
			if at := slices.Index(i.otherwise, id); at >= 0 {
				i.otherwise = slices.Delete(slices.Clone(i.otherwise), at, at+1)
			} else {
				i.otherwise = append(slices.Clone(i.otherwise), id)
			}
			i.changed()
		}})
	}
	return items
}

// dates say how dates are read, with one of the table written out. Where it can be
// read in two ways nothing is chosen for the person.
func (i *importing) dates() fyne.CanvasObject {
	b := i.p.Words()
	if i.seen == nil {
		return widgets.NewNote(b.T("exchange.import.looking"))
	}
	written := cmp.Or(i.seen.Example, i.seen.Date)
	if written == "" {
		return widgets.NewNote(b.T("exchange.import.date.none"))
	}
	order := cmp.Or(i.order, i.seen.Order)
	at := slices.Index([]sheet.DateOrder{sheet.DayFirst, sheet.MonthFirst}, order)
	text := b.T("sheet.order.ask", "Example", written)
	if day, ok := sheet.ReadDay(written, order); ok && order != sheet.OrderUnknown {
		if on, err := time.Parse(data.DayLayout, day); err == nil {
			text = b.T("exchange.import.date.read", "Written", written, "Date", b.LongDate(on))
		}
	}
	says := widgets.NewLabel(text, theme.Strip, theme.SemiBold, theme.Ink).Wrapping()
	if order == sheet.OrderUnknown {
		says.SetColour(theme.Warm)
	}
	if i.seen.Example == "" && i.seen.Order != sheet.OrderUnknown {
		return says
	}
	choice := widgets.NewSegmented([]string{b.T("sheet.order.day"), b.T("sheet.order.month")}, at, func(n int) {
		i.order = []sheet.DateOrder{sheet.DayFirst, sheet.MonthFirst}[n]
		i.changed()
	})
	choice.SetEscape(i.leave)
	return widgets.NewRow(theme.Gap, choice, says)
}

// names are those of accounts that are not known, and those that were.
func (i *importing) names() (all []string) {
	if i.kind == products {
		return nil
	}
	for name := range i.called {
		all = append(all, name)
	}
	if i.seen != nil {
		for _, n := range i.seen.Names {
			if _, known := i.called[n.Name]; !known {
				all = append(all, n.Name)
			}
		}
	}
	slices.Sort(all)
	return all
}

// drawColumns shows a row for each column, and below them one for each name.
func (i *importing) drawColumns() {
	b, names := i.p.Words(), i.names()
	n := len(i.mapping.Columns)
	rows := n
	if len(names) > 0 {
		rows += 1 + len(names)
	}
	columns := []widgets.TableColumn{
		{Title: b.T("exchange.import.column", "Layout", i.layoutOf()), Width: 230},
		{Title: b.T("exchange.import.examples")},
		{Title: b.T("exchange.import.holds"), Width: 250},
	}
	at := i.columns.Current()
	i.columns.Set(columns, rows, func(row int) widgets.TableRow {
		switch {
		case row < n:
			return widgets.TableRow{Cells: []string{i.table.Column(row), i.example(row), i.fieldWord(i.mapping.Columns[row])}, Choice: true}
		case row == n:
			return widgets.TableRow{Heading: b.T("exchange.import.names")}
		}
		name := names[row-n-1]
		return widgets.TableRow{Cells: []string{b.T("common.quoted", "Text", name), i.nameRows(name), i.calledWord(name)}, Choice: true}
	})
	if at >= 0 && at < rows {
		i.columns.GoTo(at)
	}
}

// example is up to three cells of a column.
func (i *importing) example(column int) string {
	var cells []string
	for _, row := range i.table.Sample() {
		const most = 40
		cell := []rune(cellOf(row, column))
		if len(cell) == 0 || len(cells) == 3 {
			continue
		}
		if len(cell) > most {
			cell = append(cell[:most], '…')
		}
		cells = append(cells, string(cell))
	}
	return strings.Join(cells, "  ·  ")
}

func (i *importing) fieldWord(c sheet.Column) string {
	b := i.p.Words()
	if c.Field == sheet.FieldNetwork {
		return b.T("network." + string(c.Network))
	}
	return b.T("sheet.field." + cmp.Or(string(c.Field), "none"))
}

// nameRows counts the rows that use a name.
func (i *importing) nameRows(name string) string {
	b := i.p.Words()
	if i.seen != nil {
		for _, n := range i.seen.Names {
			if n.Name == name {
				return b.N("exchange.import.rows", n.Rows)
			}
		}
	}
	return ""
}

// calledWord is whom a name means.
func (i *importing) calledWord(name string) string {
	b := i.p.Words()
	id, known := i.called[name]
	switch {
	case !known:
		return b.T("exchange.import.name.ask")
	case id == 0:
		return b.T("exchange.import.name.nobody")
	}
	return i.accountName(id)
}

// choose offers what a column can hold, or whom a name can mean.
func (i *importing) choose(row int, in fyne.CanvasObject, at fyne.Position) {
	n := len(i.mapping.Columns)
	if row < n {
		widgets.ShowMenuAt(in, at, i.fieldItems(row))
		return
	}
	name := i.names()[row-n-1]
	b := i.p.Words()
	set := func(id data.AccountID) func() {
		return func() { i.called[name] = id; i.changed() }
	}
	id, known := i.called[name]
	var items []widgets.MenuItem
	for _, a := range i.publishing() {
		items = append(items, widgets.MenuItem{Text: i.accountName(a), Checked: known && a == id, Run: set(a)})
	}
	items = append(items, widgets.MenuItem{Text: b.T("exchange.import.name.nobody"), Checked: known && id == 0, Run: set(0)})
	widgets.ShowMenuAt(in, at, items)
}

// fieldItems are what a column can hold; a network's column can hold that too.
func (i *importing) fieldItems(column int) (items []widgets.MenuItem) {
	now := i.mapping.Columns[column]
	all := []sheet.Column{{}}
	if guessed := i.kind.guess(i.table.Table).Columns[column]; guessed.Field == sheet.FieldNetwork {
		all = append(all, guessed)
	}
	for _, f := range i.kind.fields() {
		all = append(all, sheet.Column{Field: f})
	}
	for _, c := range all {
		items = append(items, widgets.MenuItem{Text: i.fieldWord(c), Checked: c == now, Run: func() {
			i.mapping.Columns = slices.Clone(i.mapping.Columns)
			i.mapping.Columns[column] = c
			i.changed()
		}})
	}
	return items
}

// look foresees what becomes of every row, beside the window. A newer look takes
// the place of one under way.
func (i *importing) look() {
	if i.wrong = i.kind.check(i.mapping); i.wrong != nil {
		i.p.Runner.Cancel("exchange.import.look")
		i.looking = false
		return
	}
	i.looking = true
	o := i.table
	ask := i.asking()
	i.p.Runner.Go("exchange.import.look", func(ctx context.Context) (func(), error) {
		o.reading.RLock()
		defer o.reading.RUnlock()
		seen, err := ask.look(ctx, i.p.Ports)
		if errors.Is(err, context.Canceled) {
			return nil, err
		}
		return func() { i.looked(seen, err) }, nil
	})
}

func (i *importing) looked(seen sheet.Preview, err error) {
	i.looking, i.wrong = false, err
	i.seen = &seen
	i.listRows()
	i.draw()
	if i.step == stepPreview {
		i.focus()
	}
}
