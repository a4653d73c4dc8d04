package sheet

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"parvis/data"
)

func open(t testing.TB, content string) *Table {
	t.Helper()
	table, err := Open("posts.csv", strings.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := table.Close(); err != nil {
			t.Error(err)
		}
	})
	return table
}

// codeOf is the code of a failure, which every error of this package must be.
func codeOf(t testing.TB, err error) string {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Code == "" {
		t.Fatalf("no failure with a code: %v", err)
	}
	return f.Code
}

// all reads every row, and the bad ones as "line:code".
func all(t testing.TB, table *Table) (rows []Row, bad []string) {
	t.Helper()
	err := table.Rows(t.Context(), func(r Row) error {
		rows = append(rows, r)
		return nil
	}, func(e RowError) { bad = append(bad, e.Code) })
	if err != nil {
		t.Fatal(err)
	}
	return rows, bad
}

func utf16LE(s string, mark bool) string {
	var out []byte
	if mark {
		out = append(out, 0xff, 0xfe)
	}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

func TestEncodings(t *testing.T) {
	const text = "Date;Texte\n26/11/2026;Bûche & œuf, 24,50 €\n"
	windows, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"UTF-8": text, "UTF-8 with mark": "\uFEFF" + text, "Windows-1252": windows, "CRLF": strings.ReplaceAll(text, "\n", "\r\n"),
		"CR": strings.ReplaceAll(text, "\n", "\r"), "UTF-16": utf16LE(text, true), "UTF-16 without mark": utf16LE(text, false),
		"no last line end": strings.TrimSuffix(text, "\n"),
	} {
		table := open(t, content)
		rows, bad := all(t, table)
		want := []Row{{Line: 2, Cells: []string{"26/11/2026", "Bûche & œuf, 24,50 €"}}}
		if !slices.EqualFunc(rows, want, sameRow) || len(bad) > 0 || !slices.Equal(table.Heads, []string{"Date", "Texte"}) {
			t.Errorf("%s: %v %v under %q", name, rows, bad, table.Heads)
		}
	}
}

func sameRow(a, b Row) bool { return a.Line == b.Line && slices.Equal(a.Cells, b.Cells) }

// TestOneDamagedLetter: a text that is nearly all UTF-8 is read as UTF-8.
func TestOneDamagedLetter(t *testing.T) {
	rows, _ := all(t, open(t, "Texte\nÉté à Épinal\n\xe9t\xe9 damag\n\"é é é\"\n"))
	if len(rows) != 3 || rows[0].Cells[0] != "Été à Épinal" || rows[1].Cells[0] != "\uFFFDt\uFFFD damag" {
		t.Errorf("%v", rows)
	}
}

func TestDelimiters(t *testing.T) {
	for name, content := range map[string]string{
		"comma":     "a,b,c\n1,\"x;y;z\",3\n1,2,3\n",
		"semicolon": "a;b;c\n1;x,y,z;3\n1;2,5;3\n",
		"tab":       "a\tb\tc\n1\tx;y\t3\n1\t2,5\t3\n",
		"bar":       "a|b|c\n1|x;y|3\n1|2,5|3\n",
		"told":      "sep=;\r\na;b;c\r\n1;x,y,z,z;3\r\n1;2;3\r\n",
	} {
		rows, bad := all(t, open(t, content))
		if len(rows) < 2 || len(bad) > 0 {
			t.Errorf("%s: %v %q", name, rows, bad)
			continue
		}
		for _, r := range rows {
			if len(r.Cells) != 3 || r.Cells[0] != "1" && r.Cells[0] != "a" || r.Cells[2] != "3" && r.Cells[2] != "c" {
				t.Errorf("%s: %v", name, r)
			}
		}
	}
}

func TestQuotes(t *testing.T) {
	for content, want := range map[string]struct {
		cells [][]string
		bad   []string
	}{
		"a,\"b\nc\",d\n":                      {cells: [][]string{{"a", "b\nc", "d"}}},
		"a,\"b\r\nc\",d\r\n":                  {cells: [][]string{{"a", "b\nc", "d"}}},
		`a,"say ""yes""",d`:                   {cells: [][]string{{"a", `say "yes"`, "d"}}},
		`a,"b" ,d`:                            {cells: [][]string{{"a", "b", "d"}}},
		`a,12" pan,d`:                         {cells: [][]string{{"a", `12" pan`, "d"}}},
		`a,"b"c",d`:                           {cells: [][]string{{"a", `b"c`, "d"}}},
		"a,b\nc\n,,,d\n":                      {cells: [][]string{{"a", "b"}, {"c"}, {"", "", "", "d"}}},
		"a,\"b,c\nd,e\nf,g\n":                 {cells: [][]string{{"d", "e"}, {"f", "g"}}, bad: []string{CodeQuote}},
		"a,\"b\nc,d\n\"e\",\"f\"\n":           {cells: [][]string{{"c", "d"}, {"e", "f"}}, bad: []string{CodeQuote}},
		"a,b\n\n\n\"c\n\nd\",e\nf,\"\"\n\"\"": {cells: [][]string{{"a", "b"}, {"c\n\nd", "e"}, {"f", ""}}},
	} {
		table := open(t, content)
		table.SetHead(0)
		rows, bad := all(t, table)
		var cells [][]string
		for _, r := range rows {
			cells = append(cells, r.Cells)
		}
		if !slices.EqualFunc(cells, want.cells, slices.Equal) || !slices.Equal(bad, want.bad) {
			t.Errorf("%q: %q, bad %q", content, cells, bad)
		}
	}
}

// TestLinesAreThoseOfASpreadsheet: empty rows count, a cell of several lines
// counts once.
func TestLinesAreThoseOfASpreadsheet(t *testing.T) {
	rows, _ := all(t, open(t, "Plan de novembre\n\nDate,Texte\n,\"un\ndeux\"\n\n,trois\n"))
	if len(rows) != 2 || rows[0].Line != 4 || rows[1].Line != 6 {
		t.Errorf("%+v", rows)
	}
}

// TestManyOpenQuotes: reading again after each quotation mark that is not closed
// must not take longer and longer.
func TestManyOpenQuotes(t *testing.T) {
	content := "Texte\n" + strings.Repeat("\"x\n", 200_000)
	n, bad := 0, 0
	err := open(t, content).Rows(t.Context(), func(Row) error { n++; return nil }, func(RowError) { bad++ })
	if err != nil || n+bad != 200_000 || bad < maxBroken {
		t.Errorf("%d rows, %d bad: %v", n, bad, err)
	}
}

func TestRowsWithoutEnd(t *testing.T) {
	content := "Date;Texte\n;bon\n;" + strings.Repeat("x", maxRow) + "\n;bon aussi\n" + strings.Repeat(";", maxColumns) + "\n;fin\n"
	rows, bad := all(t, open(t, content))
	if len(rows) != 3 || rows[2].Line != 6 || !slices.Equal(bad, []string{CodeLong, CodeLong}) {
		t.Errorf("%d rows, bad %q", len(rows), bad)
	}
}

// hole is a file of a size that nobody has to write.
type hole struct{ size int64 }

func (h hole) ReadAt(p []byte, at int64) (int, error) {
	if at >= h.size {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = 'a'
	}
	return int(min(int64(len(p)), h.size-at)), nil
}

type broken struct{}

func (broken) ReadAt([]byte, int64) (int, error) { return 0, errors.New("the disk is gone") }

func TestRefusals(t *testing.T) {
	for want, open := range map[string]func() (*Table, error){
		CodeEmpty:  func() (*Table, error) { return Open("", strings.NewReader("\n;;\n \n"), 6) },
		CodeFormat: func() (*Table, error) { return Open("", strings.NewReader("ab\x00cd"), 5) },
		CodeLocked: func() (*Table, error) { return Open("", strings.NewReader("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), 8) },
		CodeBroken: func() (*Table, error) { return Open("", strings.NewReader("PK\x03\x04 and no more"), 16) },
		CodeSize:   func() (*Table, error) { return Open("", hole{MaxText + 1}, MaxText+1) },
		CodeFile:   func() (*Table, error) { return Open("", broken{}, 10) },
		CodeMissing: func() (*Table, error) {
			return OpenAs("", strings.NewReader("a,b\n1,2\n"), 8, Reading{Sheet: "Feuille 2"})
		},
	} {
		if table, err := open(); table != nil || codeOf(t, err) != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestTooManyRows(t *testing.T) {
	content := append([]byte("Texte\n"), bytes.Repeat([]byte("a\n"), MaxRows)...)
	table, err := Open("", bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	given := 0
	_, err = table.Posts(t.Context(), table.GuessPosts(), PostOptions{Zone: "Europe/Paris"}, func(PlannedRow) error { given++; return nil }, nil)
	if codeOf(t, err) != CodeRows || given > 0 {
		t.Errorf("%d given: %v", given, err)
	}
}

func TestRowsStopWithTheContext(t *testing.T) {
	table := open(t, "Texte\na\nb\nc\n")
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	err := table.Rows(ctx, func(Row) error {
		n++
		cancel()
		return nil
	}, nil)
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%d rows: %v", n, err)
	}
}

func TestColumnsHaveNames(t *testing.T) {
	table := open(t, "Date;;Texte\n26/11/2026;x;y\n")
	for i, want := range map[int]string{0: "Date", 1: "B", 2: "Texte", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", -1: ""} {
		if got := table.Column(i); got != want {
			t.Errorf("%d: %q, want %q", i, got, want)
		}
	}
}
