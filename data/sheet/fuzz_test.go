package sheet

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"parvis/data"
)

// read takes every row of any table as a post and as a product.
func read(t *testing.T, content []byte) {
	table, err := Open("", bytes.NewReader(content), int64(len(content)))
	if err != nil {
		codeOf(t, err)
		return
	}
	defer table.Close()
	o := options()
	o.Order, o.Hour = DayFirst, "09:00"
	last := table.Head
	row := func(line int) {
		if line <= last || line > MaxRows {
			t.Errorf("line %d after %d", line, last)
		}
		last = line
	}
	_, err = table.Posts(t.Context(), table.GuessPosts(), o, func(p PlannedRow) error {
		row(p.Line)
		checkPost(t, p)
		return nil
	}, func(e RowError) {
		if e.Code == "" {
			t.Errorf("no reason: %+v", e)
		}
	})
	if err != nil {
		codeOf(t, err)
	}
	_, err = table.Products(t.Context(), table.GuessProducts(), ProductOptions{Currency: "EUR"}, func(p ProductRow) error {
		if p.Product.Name == "" || p.Product.Price.Micros < 0 {
			t.Errorf("%+v", p)
		}
		return nil
	}, nil)
	if err != nil {
		codeOf(t, err)
	}
}

func checkPost(t *testing.T, p PlannedRow) {
	words := strings.Join(p.Post.Parts, "")
	switch {
	case !utf8.ValidString(words) || !utf8.ValidString(p.Post.Title):
		t.Errorf("not UTF-8: %+v", p)
	case len(p.Post.Parts) == 0 || words == "" && p.Post.Title == "" && len(p.Files) == 0:
		t.Errorf("nothing to say: %+v", p)
	case !p.Post.When.Zero() && p.Post.When.Instant.IsZero():
		t.Errorf("no instant: %+v", p)
	}
	for _, f := range p.Files {
		if f.Web != strings.HasPrefix(strings.ToLower(f.Name), "http") {
			t.Errorf("%+v", f)
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		"Date;Texte\n26/11/2026;\"a\nb\"\n", "a,\"b\nc,d\n\"e\",\"f\"\n", "sep=;\r\na;b\r\n", "\uFEFFNom\tPrix\nx\t1 €\n", utf16LE("Texte\na\n", true),
		"26/11/2026 18:30,Bonjour,https://a.example\n", "Text,Facebook,Picture Url 1\na,TRUE,b.png\n", "\"\"\"\n", "Texte\r\r\n\"\r\"\r", "Texte\n\xe9\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(read)
}

func FuzzWorkbook(f *testing.F) {
	f.Add(book(f, func(b *excelize.File, sheet string) {
		set(f, b, sheet, "A1", "Texte", "")
		set(f, b, sheet, "A2", "a", "")
		set(f, b, sheet, "B2", time.Date(2026, 4, 3, 18, 30, 0, 0, time.UTC), "dd/mm/yyyy")
	}))
	f.Fuzz(read)
}

// FuzzSheetXML puts anything in the place of a sheet and its formats.
func FuzzSheetXML(f *testing.F) {
	plain := book(f, func(b *excelize.File, sheet string) { set(f, b, sheet, "A1", "Texte", "") })
	f.Add(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Texte</t></is></c></row><row r="9"><c r="B9" s="1"><v>46115.5</v></c></row></sheetData></worksheet>`,
		`<styleSheet><numFmts><numFmt numFmtId="164" formatCode="d/m/yy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`)
	f.Fuzz(func(t *testing.T, sheet, styles string) {
		content := repacked(t, plain, "xl/worksheets/sheet1.xml", strings.NewReader(sheet))
		read(t, repacked(t, content, "xl/styles.xml", strings.NewReader(styles)))
	})
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"26/11/2026", "2026-11-26T18:30:00+01:00", "jeudi 26 nov. 2026 à 18h30", "Nov 26, 2026 6pm", "12am"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		before, c, found := cutClock(s)
		if found && (c.hour < 0 || c.hour > 23 || c.minute < 0 || c.minute > 59 || len(c.wall()) != 5) {
			t.Errorf("%q: %+v", s, c)
		}
		for _, text := range []string{s, before} {
			d, ok := readDate(text)
			for _, order := range []DateOrder{DayFirst, MonthFirst} {
				if day, exists := d.in(order); ok && exists {
					if again, ok := readDate(day); !ok || again.swap {
						t.Errorf("%q gives %q", text, day)
					}
				}
			}
		}
	})
}

func FuzzPrice(f *testing.F) {
	for _, s := range []string{"24,50 €", "CHF 12.-", "1'234.50", "24€50", "3,20 €/kg", "1,234"} {
		f.Add(s, "EUR")
	}
	f.Fuzz(func(t *testing.T, s, currency string) {
		amount, _, err := ReadPrice(s, currency)
		known := errors.Is(err, ErrPrice) || errors.Is(err, ErrDoubtful) || errors.Is(err, ErrCurrency)
		if err != nil && (!known || amount != (data.Amount{})) || err == nil && (amount.Micros < 0 || amount.Currency == "") {
			t.Errorf("%q in %q is %+v: %v", s, currency, amount, err)
		}
	})
}

func FuzzSeason(f *testing.F) {
	for _, s := range []string{"12-01..01-15", "mars à juin", "01/12 - 15/01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		season, err := ReadSeason(s, DayFirst)
		for _, day := range []string{season.From, season.To} {
			if _, wrong := time.Parse(data.DayLayout, "2024-"+day); day != "" && wrong != nil || err != nil && day != "" {
				t.Errorf("%q is %+v: %v", s, season, err)
			}
		}
	})
}

func FuzzMapping(f *testing.F) {
	f.Add("Date", "Texte", "26/11/2026", "Bonjour")
	f.Add("Facebook", "Picture Url 1", "TRUE", "https://a.example/a.png")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		table := &Table{sample: []Row{{Line: 1, Cells: []string{a, b}}, {Line: 2, Cells: []string{c, d}}}}
		table.SetHead(headOf(table.sample))
		for _, m := range []Mapping{table.GuessPosts(), table.GuessProducts()} {
			if len(m.Columns) != 2 {
				t.Errorf("%+v", m)
			}
			seen := map[Field]bool{}
			for _, column := range m.Columns {
				if seen[column.Field] && !column.Field.several() || (column.Network != "") != (column.Field == FieldNetwork) {
					t.Errorf("%+v", m)
				}
				seen[column.Field] = true
			}
		}
	})
}
