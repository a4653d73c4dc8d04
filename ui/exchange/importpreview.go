package exchange

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// rowFilter is which rows of a preview are in sight.
type rowFilter int

const (
	allRows rowFilter = iota
	badRows
	notedRows
)

func (f rowFilter) shows(l *sheet.Line) bool {
	return f == allRows || f == badRows && l.Wrong != nil || f == notedRows && len(l.Notes) > 0
}

// previewPage shows each row as it will be.
func (i *importing) previewPage() fyne.CanvasObject {
	b := i.p.Words()
	if i.looking || i.seen == nil {
		i.bar = widgets.NewProgress()
		return container.NewCenter(widgets.NewFixed(360, widgets.NewColumn(12,
			widgets.NewLabel(b.T("exchange.import.looking"), theme.Body, theme.Regular, theme.Ink), i.bar)))
	}
	names := []string{
		b.T("exchange.import.filter.all"), b.N("exchange.import.filter.bad", i.seen.Count[sheet.FateBad]),
		b.N("exchange.import.filter.noted", i.seen.Noted),
	}
	choice := widgets.NewSegmented(names, int(i.filter), func(n int) {
		i.filter = rowFilter(n)
		i.listRows()
		i.draw()
	})
	choice.SetEscape(i.leave)
	row := widgets.NewRow(theme.Gap, choice, layout.NewSpacer())
	if i.seen.Count[sheet.FateBad] > 0 {
		row.Add(i.button(b.T("exchange.import.keep_bad"), i.keepBad).WithIcon(theme.IconDownload))
	}
	head := widgets.NewColumn(10)
	if i.news != nil {
		head.Add(i.news)
	}
	head.Add(widgets.NewLabel(i.summary(), theme.Strip, theme.SemiBold, theme.Ink).Wrapping())
	head.Add(row)
	if i.seen.Rows > len(i.seen.Lines) {
		head.Add(widgets.NewNote(b.N("exchange.import.first", len(i.seen.Lines))))
	}
	ground := widgets.NewBox(theme.Card, theme.Border, theme.RadiusCard)
	table := container.NewStack(ground, widgets.NewInset(2, 2, 2, 2, i.rows))
	return widgets.NewFrame(12, head, table, widgets.NewTall(detailsHeight, i.details))
}

// detailsHeight is the room of three lines about a row.
const detailsHeight float32 = 48

// summary counts what will become of the rows.
func (i *importing) summary() string {
	b, count := i.p.Words(), i.seen.Count
	var all []string
	add := func(key string, n int) {
		if n > 0 {
			all = append(all, b.N(key, n))
		}
	}
	if i.kind == posts {
		all = append(all, b.N("exchange.import.good", i.seen.Taken()))
		add("exchange.import.there", count[sheet.FateThere])
	} else {
		all = append(all, b.N("exchange.import.new", count[sheet.FateNew]))
		add("exchange.import.updated", count[sheet.FateChanged])
		add("exchange.import.same", count[sheet.FateSame])
	}
	add("exchange.import.bad", count[sheet.FateBad])
	return b.N("exchange.import.of", i.seen.Rows, "Parts", strings.Join(all, ", "))
}

// listRows puts the rows that are looked for into the table.
func (i *importing) listRows() {
	b := i.p.Words()
	var at []int
	for n := range i.seen.Lines {
		if i.filter.shows(&i.seen.Lines[n]) {
			at = append(at, n)
		}
	}
	i.inSight = at
	line := widgets.TableColumn{Title: b.T("exchange.import.line"), Width: 60}
	state := widgets.TableColumn{Title: b.T("exchange.import.fate"), Width: 122}
	columns := []widgets.TableColumn{
		line, {Title: b.T("exchange.import.when"), Width: 210}, {Title: b.T("sheet.field.text")}, {Title: b.T("exchange.import.accounts"), Width: 200}, state,
	}
	if i.kind == products {
		columns = []widgets.TableColumn{line, {Title: b.T("sheet.field.name")}, {Title: b.T("sheet.field.price"), Width: 120}, {Title: b.T("exchange.import.more")}, state}
	}
	i.rows.Set(columns, len(at), func(n int) widgets.TableRow { return i.rowOf(&i.seen.Lines[at[n]]) })
	i.details.SetText("")
}

// rowOf words a row.
func (i *importing) rowOf(l *sheet.Line) widgets.TableRow {
	b := i.p.Words()
	row := widgets.TableRow{Cells: []string{strconv.Itoa(l.Line), "", l.Text, "", ""}, Pill: b.T("sheet.fate." + string(l.Fate))}
	switch {
	case l.Product != nil:
		row.Cells = []string{strconv.Itoa(l.Line), l.Text, i.priceOf(l.Product.Price), i.moreOf(l.Product), ""}
	case l.Wrong != nil: // nothing is made of it
	default:
		row.Cells[1] = i.whenOf(l.When)
		var names []string
		for _, id := range l.Accounts {
			names = append(names, i.accountName(id))
		}
		row.Cells[3] = strings.Join(names, ", ")
	}
	switch l.Fate {
	case sheet.FateBad:
		row.Tone, row.Icon, row.Note = widgets.ToneWarm, theme.IconBang, i.reason(*l.Wrong)
	case sheet.FateScheduled, sheet.FateNew:
		row.Tone = widgets.ToneGood
	case sheet.FateChanged:
		row.Tone = widgets.ToneAccent
	}
	if len(l.Notes) > 0 {
		row.Note = i.noteOf(l.Notes[0])
		if row.Tone == widgets.ToneNeutral {
			row.Tone = widgets.ToneCaution
		}
	}
	return row
}

// whenOf writes the day and the hour on the wall.
func (i *importing) whenOf(when data.Schedule) string {
	b := i.p.Words()
	at, err := time.Parse(data.WallLayout, when.Wall)
	if err != nil {
		return b.T("exchange.import.undated")
	}
	return b.T("exchange.import.at", "Date", b.ShortDate(at), "Year", strconv.Itoa(at.Year()), "Time", b.Clock(at))
}

func (i *importing) priceOf(a data.Amount) string {
	if a.Currency == "" {
		return ""
	}
	return i.p.Words().Money(a.Micros, a.Currency)
}

// moreOf is what a product says besides its name and price.
func (i *importing) moreOf(p *data.Product) string {
	b := i.p.Words()
	var all []string
	if p.Unit != "" {
		all = append(all, p.Unit)
	}
	from, err := time.Parse("01-02", p.Season.From)
	to, wrong := time.Parse("01-02", p.Season.To)
	if err == nil && wrong == nil {
		all = append(all, b.DayMonth(from)+" – "+b.DayMonth(to))
	}
	if p.Promo.Price.Currency != "" {
		all = append(all, b.T("library.product.promo_at", "Price", i.priceOf(p.Promo.Price)))
	}
	for _, one := range []string{p.Ref, p.Link} {
		if one != "" {
			all = append(all, one)
		}
	}
	return strings.Join(all, " · ")
}

// failure is the failure whose words a row's error or note has.
func failure(code string) error {
	return &data.Failure{Kind: data.Invalid, Op: "exchange: import", Code: code}
}

// reason says in one line why a row is not taken.
func (i *importing) reason(e sheet.RowError) string {
	return i.saying(e.Column, e.Code, e.Value)
}

func (i *importing) noteOf(n sheet.Note) string { return i.saying(n.Column, n.Code, n.Value) }

// saying puts together which column, what about it, and what stands there.
func (i *importing) saying(column, code, value string) string {
	b := i.p.Words()
	what, _, _ := b.Error(failure(code), "")
	var all []string
	if column != "" {
		all = append(all, b.T("exchange.import.in", "Column", column))
	}
	all = append(all, what)
	if value != "" {
		all = append(all, b.T("sheet.value", "Value", oneLine(value)))
	}
	return strings.Join(all, " ")
}

// explain says below the table all that is to be known of the current row.
func (i *importing) explain(row int) {
	b, l := i.p.Words(), &i.seen.Lines[i.inSight[row]]
	var all []string
	say := func(line, code string) {
		_, why, todo := b.Error(failure(code), "")
		all = append(all, line+" "+why+" "+todo)
	}
	if l.Wrong != nil {
		say(i.reason(*l.Wrong), l.Wrong.Code)
	}
	for _, n := range l.Notes {
		say(i.noteOf(n), n.Code)
	}
	i.details.SetText(strings.Join(all, " "))
}

// keepBad writes the rows that are not taken, so that they can be mended.
func (i *importing) keepBad() {
	b, o := i.p.Words(), i.table
	bad := i.seen.Bad()
	name := text.Slug(strings.TrimSuffix(o.Name, o.ending())+" "+b.T("exchange.import.bad_file")) + ".csv"
	place, why := b.T("exchange.import.line"), b.T("exchange.import.reason")
	i.p.Shell.SaveFile(name, func(path string) error {
		o.reading.RLock()
		defer o.reading.RUnlock()
		err := i.p.Ports.SaveBadRows(context.Background(), o.Table, bad, place, why, i.reason, path)
		i.p.Runner.Do(func() {
			if err == nil {
				i.tell(widgets.ToneGood, b.N("exchange.import.kept_bad", len(bad)))
			} else if i.shown {
				i.news = i.said(err)
				i.draw()
			}
		})
		return err
	})
}

// tell says something: on the sheet while it is in sight, which lies over what the
// window says.
func (i *importing) tell(tone widgets.Tone, text string) {
	if !i.shown {
		i.p.Shell.Toast(text, nil)
		return
	}
	i.news = widgets.NewNotice(tone, widgets.NewLabel(text, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	i.draw()
}

// takeButton takes the rows, as many as it says.
func (i *importing) takeButton() *widgets.Button {
	if i.looking || i.seen == nil {
		button := i.button(i.word("take"), nil).As(widgets.Primary)
		button.Disable()
		return button
	}
	n := i.seen.Taken()
	if n == 0 {
		button := i.button(i.word("none"), nil).As(widgets.Primary)
		button.Disable()
		return button
	}
	return i.button(i.p.Words().N("exchange.import."+string(i.kind)+".take_n", n), i.take).As(widgets.Primary)
}
