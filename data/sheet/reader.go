package sheet

import "strings"

// reader takes the cells of a row by what they hold.
type reader struct {
	table   *Table
	mapping Mapping
}

// text is the cell of a field that has one column.
func (r reader) text(row Row, f Field) string {
	return unguarded(row.cell(r.mapping.first(f)))
}

// texts are the cells of a field's columns that are not empty.
func (r reader) texts(row Row, f Field) []string {
	var all []string
	for _, i := range r.mapping.Of(f) {
		if cell := unguarded(row.cell(i)); cell != "" {
			all = append(all, cell)
		}
	}
	return all
}

// fail is a RowError at the first column of a field.
func (r reader) fail(row Row, f Field, code, value string) error {
	return RowError{Line: row.Line, Column: r.table.Column(r.mapping.first(f)), Code: code, Value: shown(value)}
}

func (r reader) note(line int, f Field, code, value string) Note {
	return r.noteAt(line, r.mapping.first(f), code, value)
}

func (r reader) noteAt(line, column int, code, value string) Note {
	return Note{Line: line, Column: r.table.Column(column), Code: code, Value: shown(value)}
}

// damage notes the first cell in which letters were lost, if there is one.
func (r reader) damage(row Row) []Note {
	for i := range row.Cells {
		if cell := row.cell(i); strings.Contains(cell, "\uFFFD") {
			return []Note{r.noteAt(row.Line, i, CodeDamaged, cell)}
		}
	}
	return nil
}
