package report

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"parvis/data"
	"parvis/data/words"
)

// CSV writes the plan as a table that Parvis reads back and that a spreadsheet of
// that language opens: UTF-8 with a byte order mark, semicolons in French. There
// is a row for each text: a post with texts of their own for some accounts has
// several. Dates are ISO 8601. The parts of a thread stand in columns of their
// own; names of pictures and what they show have a line for each.
//
// A text that a spreadsheet would take for a formula is given an apostrophe;
// guarded counts these texts, so that they can be spoken of.
func (p *Plan) CSV(w io.Writer, b *words.Book) (guarded int, err error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return 0, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if b.Lang() == "fr" {
		out.Comma = ';'
	}
	rows := p.rows(b)
	for _, row := range rows {
		for i, text := range row {
			safe, was := guard(text)
			if row[i] = safe; was {
				guarded++
			}
		}
	}
	return guarded, out.WriteAll(rows)
}

// ErrCell: a text that is longer than a cell of a workbook may be.
var ErrCell = errors.New("report: a text is too long for a workbook")

// XLSX is CSV as a workbook with one sheet. Every cell is a text, so nothing is
// computed and dates stay as they are written. The error is ErrCell where CSV
// must do, or the writer's.
func (p *Plan) XLSX(w io.Writer, b *words.Book) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // it is in memory only
	sheet := book.GetSheetName(0)
	to, err := book.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("report: workbook: %w", err)
	}
	for i, row := range p.rows(b) {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return fmt.Errorf("report: workbook: %w", err)
		}
		cells := make([]any, len(row))
		for j, text := range row {
			if len(utf16.Encode([]rune(text))) > excelize.TotalCellChars {
				return ErrCell
			}
			if strings.HasPrefix(text, "'") { // or it would be taken off as a guard
				text, _ = guard(text)
			}
			cells[j] = text
		}
		if err := to.SetRow(at, cells); err != nil {
			return fmt.Errorf("report: workbook: %w", err)
		}
	}
	if err := to.Flush(); err != nil {
		return fmt.Errorf("report: workbook: %w", err)
	}
	return book.Write(w)
}

// rows is the plan as a table.
func (p *Plan) rows(b *words.Book) [][]string {
	parts := 1
	posts := p.inOrder()
	for _, post := range posts {
		for _, v := range post.versions() {
			parts = max(parts, len(v.parts))
		}
	}
	rows := [][]string{heads(parts, b)}
	for _, post := range posts {
		for _, v := range post.versions() {
			rows = append(rows, post.row(v, parts))
		}
	}
	return rows
}

// heads are the names of the columns, by which the table is known again.
func heads(parts int, b *words.Book) []string {
	all := []string{b.T("planned.column.date"), b.T("planned.column.time"), b.T("planned.column.title"), b.T("planned.column.text")}
	for n := 2; n <= parts; n++ {
		all = append(all, b.T("planned.column.part", "N", n))
	}
	for _, name := range []string{"accounts", "campaign", "pillar", "media", "alt", "lang", "state"} {
		all = append(all, b.T("planned.column."+name))
	}
	return all
}

func (p *PlannedPost) row(v version, parts int) []string {
	date, clock := "", ""
	if !p.At.IsZero() {
		date, clock = p.At.Format(data.DayLayout), p.At.Format("15:04")
	}
	row := []string{date, clock, p.Post.Title}
	for i := range parts {
		text := ""
		if i < len(v.parts) {
			text = v.parts[i]
		}
		row = append(row, text)
	}
	var files, alts []string
	for _, m := range p.Post.Media {
		files = append(files, strings.Join(strings.Fields(m.Name), " "))
		alts = append(alts, strings.Join(strings.Fields(m.Alt), " "))
	}
	return append(row, v.names(), p.Campaign, p.Pillar, strings.Join(files, "\n"), strings.Join(alts, "\n"), p.Post.Lang, p.State)
}
