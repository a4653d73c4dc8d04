package sheet

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"parvis/data"
	"parvis/data/text"
)

// Layout is how a known program writes its tables; its words are
// "sheet.layout.<layout>", those of LayoutOther "sheet.layout.other".
//
// The layouts of other programs are written down from memory in November 2026,
// as their help pages described the CSV files for planning many posts at once;
// none was held against a file that the program made. A table is therefore
// mapped column by column as any other, and a person sees the mapping before
// anything is taken.
type Layout string

const (
	LayoutOther  Layout = ""
	LayoutParvis Layout = "parvis" // what [parvis/data/report] writes
	// LayoutBuffer has Text, Image URL, Tags and Posting Time, "2026-11-26
	// 18:30" (Buffer, "Bulk upload posts").
	LayoutBuffer Layout = "buffer"
	// LayoutHootsuite has no row of names: date, text, address (Hootsuite, "Bulk
	// composer"). The order of day and month follows its user's settings.
	LayoutHootsuite Layout = "hootsuite"
	// LayoutMetricool has Text, Date, Time, Draft, a column of TRUE and FALSE for
	// each network, Picture Url 1 to 10 and Alt text picture 1 to 10
	// (Metricool, "Import CSV").
	LayoutMetricool Layout = "metricool"
	// LayoutPostiz has content, date and integrations (Postiz).
	LayoutPostiz Layout = "postiz"
)

// Column says what a column holds.
type Column struct {
	Field   Field
	Network data.NetworkName // of FieldNetwork
}

// Mapping says what each column of a table holds.
type Mapping struct {
	Layout  Layout
	Columns []Column
}

// Of lists the columns that hold a field, from the left.
func (m Mapping) Of(f Field) []int {
	var at []int
	for i, c := range m.Columns {
		if c.Field == f {
			at = append(at, i)
		}
	}
	return at
}

// first is the leftmost column of a field, -1 for none.
func (m Mapping) first(f Field) int {
	return slices.IndexFunc(m.Columns, func(c Column) bool { return c.Field == f })
}

// CheckPosts tells whether posts can be read with the mapping: something says
// what they are, and nothing is said twice. The error is an Invalid
// *data.Failure with CodeMapping or CodeTwice.
func (m Mapping) CheckPosts() error { return m.check(FieldText, FieldMedia, FieldTitle) }

// CheckProducts is CheckPosts for products, which need a name.
func (m Mapping) CheckProducts() error { return m.check(FieldName) }

func (m Mapping) check(oneOf ...Field) error {
	seen := map[Field]bool{}
	for _, c := range m.Columns {
		if seen[c.Field] && !c.Field.several() {
			return failure(CodeTwice, errors.New(string(c.Field)))
		}
		seen[c.Field] = true
	}
	if !slices.ContainsFunc(oneOf, func(f Field) bool { return seen[f] }) {
		return failure(CodeMapping, errors.New(string(oneOf[0])))
	}
	return nil
}

// GuessPosts guesses what each column holds when the table is one of posts: by
// its name, and where names do not tell by what stands below.
func (t *Table) GuessPosts() Mapping {
	layout := t.layout()
	// Who knows a layout knows all its names.
	m := t.guess(postNames(), layout != LayoutOther)
	m.Layout = layout
	for i := range m.Columns {
		if t.isNetwork(i) {
			m.Columns[i] = Column{FieldNetwork, networkNames[text.Slug(t.Heads[i])]}
		}
	}
	if m.first(FieldText) < 0 {
		t.guessByContent(&m)
	}
	return m
}

// GuessProducts guesses what each column holds when the table is one of
// products.
func (t *Table) GuessProducts() Mapping { return t.guess(productNames(), false) }

func (t *Table) guess(by names, exact bool) Mapping {
	m := Mapping{Columns: make([]Column, len(t.Heads))}
	base := "" // of the name of the first column of text
	for i, head := range t.Heads {
		field := by.of(head, exact)
		slug := withoutNumber(text.Slug(head))
		switch {
		case m.first(field) < 0:
			if field == FieldText {
				base = slug
			}
		case !field.several(), field == FieldText && slug != base:
			field = FieldNone
		}
		m.Columns[i].Field = field
	}
	return m
}

// layout recognises a program by the names of the columns, or by there being
// none.
func (t *Table) layout() Layout {
	has := map[string]bool{}
	for _, head := range t.Heads {
		has[text.Slug(head)] = true
	}
	all := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !has[n] })
	}
	switch {
	case all("date", "heure", "titre", "texte", "comptes", "etat"), all("date", "time", "title", "text", "accounts", "state"):
		return LayoutParvis
	case all("text", "image-url", "tags", "posting-time"):
		return LayoutBuffer
	case all("text", "date", "time", "draft", "facebook"):
		return LayoutMetricool
	case all("content", "date", "integrations"):
		return LayoutPostiz
	case t.Head == 0 && len(t.Heads) >= 2 && len(t.Heads) <= 3 && t.share(0, isMoment) == 1 && t.share(1, isMoment) == 0:
		return LayoutHootsuite
	}
	return LayoutOther
}

// isNetwork tells whether a column is named like a network and says yes or no.
func (t *Table) isNetwork(i int) bool {
	_, known := networkNames[text.Slug(t.Heads[i])]
	return known && t.share(i, func(s string) bool { _, ok := readYes(s); return ok }) == 1
}

// share is how many of the cells of a column that are not empty are so, from 0
// to 1; 1 for a column that is empty.
func (t *Table) share(column int, so func(string) bool) float64 {
	n, of := 0, 0
	for _, row := range t.Sample() {
		if cell := row.cell(column); cell != "" {
			of++
			if so(cell) {
				n++
			}
		}
	}
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// guessByContent finds the date, the text and addresses among the columns that
// no name told.
func (t *Table) guessByContent(m *Mapping) {
	longest, most := -1, 0
	for i := range m.Columns {
		length := 0
		for _, row := range t.Sample() {
			length += utf8.RuneCountInString(row.cell(i))
		}
		switch {
		case m.Columns[i].Field != FieldNone || length == 0:
		case t.share(i, isMoment) == 1:
			if m.first(FieldWhen) < 0 {
				m.Columns[i].Field = FieldWhen
			}
		case t.share(i, isPicture) == 1:
			m.Columns[i].Field = FieldMedia
		case t.share(i, isAddress) == 1:
			m.Columns[i].Field = FieldLink
		case length > most:
			longest, most = i, length
		}
	}
	if longest >= 0 {
		m.Columns[longest].Field = FieldText
	}
}

// headOf finds the row with the names of the columns: the one of the first ten
// in which most names are known, two or more; or else the first row, when one
// of its names is known or what stands below it is of another kind. 0: there is
// none.
func headOf(rows []Row) int {
	best, most := 0, 1
	for _, row := range rows[:min(len(rows), 10)] {
		if known := knownNames(row); known > most {
			best, most = row.Line, known
		}
	}
	if best > 0 {
		return best
	}
	first := rows[0]
	other := knownNames(first) > 0
	for i := range first.Cells {
		c := first.cell(i)
		if c != "" && !isName(c) {
			return 0
		}
		other = other || c != "" && len(rows) > 1 && !slices.ContainsFunc(rows[1:], func(r Row) bool { return r.cell(i) == "" || isName(r.cell(i)) })
	}
	if !other {
		return 0
	}
	return first.Line
}

// knownNames counts the names of a row that say what a column holds.
func knownNames(row Row) int {
	posts, products := postNames(), productNames()
	known := 0
	for i := range row.Cells {
		if c := row.cell(i); isName(c) && (posts.of(c, false) != FieldNone || products.of(c, false) != FieldNone) {
			known++
		}
	}
	return known
}

// isName tells whether a text could be the name of a column.
func isName(s string) bool {
	const longest = 60
	figures := strings.Trim(s, "0123456789.,- ") == ""
	return s != "" && utf8.RuneCountInString(s) <= longest && !figures && !isMoment(s) && !isAddress(s) && !strings.Contains(s, "\n")
}

// isMoment tells whether a text is a date, with a time or without.
func isMoment(s string) bool {
	if _, ok := readDate(s); ok {
		return true
	}
	before, _, found := cutClock(s)
	_, ok := readDate(before)
	return found && ok
}
