package sheet

import (
	"context"
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
)

// formula is how a text begins that a spreadsheet computes, or one that was kept
// from it already.
var formula = regexp.MustCompile(`^'*[=+\-@\t\r]`)

// WriteBad writes the rows that are not taken as a CSV table with the same
// columns, so that they can be mended and read again, and in front of them the
// row's number and why: place and reason name these two columns, and why words a
// row's error. Of a row that cannot be cut into cells only these two are written.
// A text that a spreadsheet would compute is given an apostrophe, which reading
// takes off again. It ends early with ctx.Err() or an error of w.
func (t *Table) WriteBad(ctx context.Context, w io.Writer, bad []RowError, place, reason string, why func(RowError) string) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if t.Separator != 0 {
		out.Comma = rune(t.Separator)
	}
	if err := out.Write(guardAll([]string{place, reason}, t.Heads)); err != nil {
		return err
	}
	wrong := map[int]RowError{}
	for _, e := range bad {
		wrong[e.Line] = e
	}
	write := func(line int, cells []string) error {
		e, isBad := wrong[line]
		if !isBad {
			return nil
		}
		return out.Write(guardAll([]string{strconv.Itoa(line), why(e)}, cells))
	}
	var broken error
	err := t.Rows(ctx, func(row Row) error { return write(row.Line, row.Cells) }, func(e RowError) {
		if err := write(e.Line, nil); err != nil && broken == nil {
			broken = err
		}
	})
	out.Flush()
	switch {
	case err != nil:
		return err
	case broken != nil:
		return broken
	}
	return out.Error()
}

// guardAll joins cells and keeps a spreadsheet from computing any of them.
func guardAll(lists ...[]string) (all []string) {
	for _, cells := range lists {
		for _, c := range cells {
			if formula.MatchString(c) {
				c = "'" + c
			}
			all = append(all, c)
		}
	}
	return all
}
