package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// book is a workbook with an empty sheet and the given one.
func book(t testing.TB, fill func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Planning"
	if _, err := f.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	fill(f, sheet)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func set(t testing.TB, f *excelize.File, sheet, cell string, value any, format string) {
	t.Helper()
	if err := f.SetCellValue(sheet, cell, value); err != nil {
		t.Fatal(err)
	}
	if format == "" {
		return
	}
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.SetCellStyle(sheet, cell, cell, style); err != nil {
		t.Fatal(err)
	}
}

func openBook(t testing.TB, content []byte) *Table {
	t.Helper()
	table, err := Open("plan.xlsx", bytes.NewReader(content), int64(len(content)))
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

// TestWorkbookCells: what a cell holds counts, not what it looks like.
func TestWorkbookCells(t *testing.T) {
	at := time.Date(2026, 4, 3, 18, 30, 0, 0, time.UTC)
	day := time.Date(2026, 4, 3, 0, 0, 0, 0, time.UTC)
	cells := []struct {
		value  any
		format string
		want   string
	}{
		{at, "m/d/yy h:mm", "2026-04-03 18:30"},
		{at, "dd/mm/yyyy", "2026-04-03 18:30:00"},
		{day, "dd/mm/yyyy", "2026-04-03"},
		{day, `[$-40C]dddd d mmmm yyyy`, "2026-04-03"},
		{day, "mmm-yy", "2026-04-03"},
		{day, "", "2026-04-03"},
		{0.770833333333, "h:mm AM/PM", "18:30"},
		{24.5, `#,##0.00\ "€"`, "24.50 EUR"},
		{24.5, `[$€-40C] #,##0`, "24.50 EUR"},
		{1234.5, `#,##0.00 [$CHF]`, "1234.50 CHF"},
		{24.5, "0.00", "24.5"},
		{0.5, "0%", "0.5"},
		{3760123456789.0, "", "3760123456789"},
		{3760123456789.0, "0", "3760123456789"},
		{"03/04/2026", "dd/mm/yyyy", "03/04/2026"},
		{"Bonjour\nà tous", "", "Bonjour\nà tous"},
		{true, "", "TRUE"},
		{"=1+1", "", "=1+1"},
	}
	content := book(t, func(f *excelize.File, sheet string) {
		for i, c := range cells {
			name, _ := excelize.CoordinatesToCellName(1, i+3)
			set(t, f, sheet, name, c.value, c.format)
		}
		set(t, f, sheet, "A1", "Texte", "")
	})
	table := openBook(t, content)
	rows, _ := all(t, table)
	if len(rows) != len(cells) || table.Sheet != "Planning" || !slices.Equal(table.Sheets, []string{"Sheet1", "Planning"}) {
		t.Fatalf("%d rows of %q in %q", len(rows), table.Sheet, table.Sheets)
	}
	for i, c := range cells {
		if rows[i].Line != i+3 || rows[i].Cells[0] != c.want {
			t.Errorf("%v as %q is %q in line %d, want %q", c.value, c.format, rows[i].Cells[0], rows[i].Line, c.want)
		}
	}
}

func TestSheetIsChosen(t *testing.T) {
	content := book(t, func(f *excelize.File, sheet string) {
		set(t, f, sheet, "A1", "Texte", "")
		set(t, f, "Sheet1", "A1", "Nom", "")
	})
	for sheet, head := range map[string]string{"": "Nom", "Planning": "Texte", "Sheet1": "Nom"} {
		table, err := OpenAs("", bytes.NewReader(content), int64(len(content)), Reading{Sheet: sheet})
		if err != nil || table.Heads[0] != head {
			t.Errorf("%q: %v", sheet, err)
			continue
		}
		if err := table.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := OpenAs("", bytes.NewReader(content), int64(len(content)), Reading{Sheet: "Autre"}); codeOf(t, err) != CodeMissing {
		t.Error(err)
	}
}

// repacked is a workbook with a part replaced or added.
func repacked(t testing.TB, content []byte, name string, part io.Reader) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, from io.Reader) {
		to, err := w.Create(name)
		if err == nil {
			_, err = io.Copy(to, from)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range in.File {
		if f.Name == name {
			continue
		}
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		put(f.Name, from)
		if err := from.Close(); err != nil {
			t.Fatal(err)
		}
	}
	put(name, part)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestWorkbooksThatAreRefused(t *testing.T) {
	plain := book(t, func(f *excelize.File, sheet string) { set(t, f, sheet, "A1", "Texte", "") })
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"a bomb":           {repacked(t, plain, "xl/media/image1.png", io.LimitReader(zeros{}, maxPart+1)), CodeSize},
		"cut off":          {plain[:len(plain)/2], CodeBroken},
		"no row":           {book(t, func(*excelize.File, string) {}), CodeEmpty},
		"no workbook":      {repacked(t, emptyZip(t), "content.xml", strings.NewReader("<x/>")), CodeFormat},
		"not XML":          {repacked(t, plain, "xl/workbook.xml", strings.NewReader("nothing")), CodeBroken},
		"a list that lies": {repacked(t, plain, "xl/styles.xml", strings.NewReader("<styleSheet><cellXfs><xf numFmtId=\"x\"/></cellXfs>")), CodeBroken},
	} {
		table, err := Open("", bytes.NewReader(c.content), int64(len(c.content)))
		if table != nil || err == nil || codeOf(t, err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Open("", head{hole{MaxWorkbook + 1}}, MaxWorkbook+1); codeOf(t, err) != CodeSize {
		t.Error(err)
	}
}

// head is a hole that begins like a zip.
type head struct{ hole }

func (h head) ReadAt(p []byte, at int64) (int, error) {
	n, err := h.hole.ReadAt(p, at)
	if at == 0 {
		copy(p, "PK\x03\x04")
	}
	return n, err
}

func emptyZip(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := zip.NewWriter(&out).Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestACellFarBelow: a workbook whose last row was once touched is not too long.
func TestACellFarBelow(t *testing.T) {
	content := book(t, func(f *excelize.File, sheet string) {
		set(t, f, sheet, "A1", "Texte", "")
		set(t, f, sheet, "A1048576", "loin", "")
	})
	rows, _ := all(t, openBook(t, content))
	if len(rows) != 1 || rows[0].Line != excelize.TotalRows {
		t.Errorf("%+v", rows)
	}
}
