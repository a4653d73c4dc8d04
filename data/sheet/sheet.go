// Package sheet reads the tables that come from outside: posts that were
// planned in a spreadsheet or for another scheduler, and lists of products. It
// gives what stands in them row by row, says of each row that it cannot take
// which column is at fault and why, and writes nothing: what becomes of the
// rows is decided by whoever asked.
package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"parvis/data"
)

// Limits beyond which a table is refused.
const (
	MaxText     = 200 << 20 // bytes of a CSV file
	MaxWorkbook = 25 << 20  // bytes of an XLSX file
	MaxRows     = 1_000_000
)

// maxRow is how long a row may be, in bytes, and maxColumns how many cells it
// may have.
const (
	maxRow     = 1 << 20
	maxColumns = 1000
)

// Codes of the failures of a table as a whole. All are Invalid but CodeFile,
// which is Transient.
const (
	CodeFormat  = "sheet_format"  // neither CSV nor XLSX
	CodeLocked  = "sheet_locked"  // locked with a password, or a workbook of before 2007
	CodeBroken  = "sheet_broken"  // damaged or cut off
	CodeSize    = "sheet_size"    // larger than the limits, packed or unpacked
	CodeRows    = "sheet_rows"    // more than MaxRows
	CodeEmpty   = "sheet_empty"   // nothing stands in it
	CodeFile    = "sheet_file"    // this computer does not give the file
	CodeMissing = "sheet_missing" // there is no sheet of that name
	CodeMapping = "sheet_mapping" // no column was chosen for what cannot be missing
	CodeTwice   = "sheet_twice"   // two columns were chosen for the same
	CodeOrder   = "sheet_order"   // dates that can be read in two ways: ask
	CodeZone    = "sheet_zone"    // the zone of the dates is not known
)

// Codes of the rows that are not taken.
const (
	CodeQuote    = "sheet_quote"    // a quotation mark is opened and not closed
	CodeLong     = "sheet_long"     // a row without end
	CodeNothing  = "sheet_nothing"  // neither words nor pictures
	CodeDate     = "sheet_date"     // not a date
	CodeTime     = "sheet_time"     // not a time of day
	CodeHour     = "sheet_hour"     // a day without a time
	CodeDay      = "sheet_day"      // a time without a day
	CodeName     = "sheet_name"     // a product without a name
	CodePrice    = "sheet_price"    // not a price
	CodeDoubtful = "sheet_doubtful" // "1,234": a thousand or one
	CodeCurrency = "sheet_currency" // a price in an unknown currency
	CodeSeason   = "sheet_season"   // not a season
	CodePromo    = "sheet_promo"    // an offer that ends before it begins, or without a price
)

// Codes of the notes on rows that are taken.
const (
	CodeGap      = "sheet_gap"      // the time does not exist that night; another is used
	CodeOverlap  = "sheet_overlap"  // the time comes twice that night; the first is used
	CodePast     = "sheet_past"     // the time has passed
	CodeAgain    = "sheet_again"    // the same words at the same time as in a row before
	CodeAccount  = "sheet_account"  // no account of that name
	CodeAccounts = "sheet_accounts" // several accounts of that name; none is chosen
	CodeMedia    = "sheet_media"    // neither a file name nor a web address
	CodeLink     = "sheet_link"     // not a web address
	CodeLeft     = "sheet_left"     // a file that is not beside the table stays to be attached
	CodeDamaged  = "sheet_damaged"  // letters were lost before the file came here
	CodeRef      = "sheet_ref"      // the number of a product of a row before
	CodeLang     = "sheet_lang"     // not a language
	CodeCampaign = "sheet_campaign" // there is no campaign of that name
	CodePillar   = "sheet_pillar"   // there is no pillar of that name
)

// Table is a table that was opened. It may be used by several goroutines as
// long as nobody changes it.
type Table struct {
	Name    string   // of the file
	Sheets  []string // of a workbook, in order; nil for CSV
	Reading          // how it is read, as asked or as it was found
	// Heads are the names of the columns as they are written. Where the table
	// has no row of names they are empty, one for each column.
	Heads []string
	// Head is the row with the names, as a spreadsheet counts them; 0: none.
	Head int

	sample []Row // the first rows that are not empty, those before Head too
	source source
	file   io.Closer // nil for one that cannot be closed
}

// Row is one row. Line is its number as a spreadsheet shows it: empty rows
// count, and a cell of several lines counts once.
type Row struct {
	Line  int
	Cells []string
}

// cell is the text of a column without the spaces around it; "" where the row
// has none.
func (r Row) cell(column int) string {
	if column < 0 || column >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[column])
}

func (r Row) empty() bool {
	for i := range r.Cells {
		if r.cell(i) != "" {
			return false
		}
	}
	return true
}

// RowError says why a row is not taken. Its words are those of a failure with
// the code.
type RowError struct {
	Line   int
	Column string // its name, or its letter where it has none; "": the row as a whole
	Code   string
	Value  string // what stands there, cut to a length that can be shown
}

func (e RowError) Error() string {
	return fmt.Sprintf("row %d, column %q: %s: %q", e.Line, e.Column, e.Code, e.Value)
}

// Note says what a person should know of a row that is taken. Its words are
// those of a failure with the code.
type Note struct {
	Line   int
	Column string
	Code   string
	Value  string // what stands there
	Used   string // what is made of it, where that is something else
}

// source gives the rows of a table.
type source interface {
	// each gives every row in order, empty ones too, or the code of what is
	// wrong with it. An error of give ends the reading and is returned as it is.
	each(ctx context.Context, give func(row Row, code string) error) error
	close() error
}

// Open looks what a table is, by what is in it and not by what it is called,
// and finds the names of its columns. Of a workbook it takes the first sheet
// that is not empty. in is read until the table is closed.
//
// An error is a *data.Failure with one of the codes of a table.
func Open(name string, in io.ReaderAt, size int64) (*Table, error) {
	return OpenAs(name, in, size, Reading{})
}

// OpenAs is Open where a person knows better how the table is to be read. A table
// that was opened closes in, if that can be closed, when it is closed itself.
func OpenAs(name string, in io.ReaderAt, size int64, as Reading) (*Table, error) {
	t := &Table{Name: name, Reading: as}
	begin := make([]byte, 8)
	n, err := in.ReadAt(begin, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, unreadable(err)
	}
	switch begin = begin[:n]; {
	case bytes.HasPrefix(begin, []byte("\xd0\xcf\x11\xe0")):
		return nil, failure(CodeLocked, errors.New("an OLE file"))
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		err = t.openWorkbook(in, size)
	default:
		err = t.openText(in, size)
	}
	if err == nil {
		err = t.look()
	}
	if err != nil {
		_ = t.Close() // it was only read
		return nil, err
	}
	if c, ok := in.(io.Closer); ok {
		t.file = c
	}
	return t, nil
}

// Close lets go of what the table was read with, the file included.
func (t *Table) Close() error {
	var err error
	if t.source != nil {
		err = t.source.close()
	}
	if t.file != nil {
		err = errors.Join(err, t.file.Close())
	}
	return err
}

// samples is how many rows are looked at to find out what a table is.
const samples = 30

var errEnough = errors.New("enough")

// look reads the first rows and finds the one with the names.
func (t *Table) look() error {
	err := t.source.each(context.Background(), func(row Row, code string) error {
		if code == "" && !row.empty() {
			t.sample = append(t.sample, row)
		}
		if len(t.sample) == samples {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if len(t.sample) == 0 {
		return failure(CodeEmpty, errors.New("no row"))
	}
	t.SetHead(headOf(t.sample))
	return nil
}

// SetHead says which row has the names of the columns, where a person knows
// better; 0: none has. Rows up to it are not read.
func (t *Table) SetHead(line int) {
	width := 0
	for _, row := range t.sample {
		width = max(width, len(row.Cells))
	}
	t.Head, t.Heads = line, make([]string, width)
	for _, row := range t.sample {
		if row.Line == line {
			for i := range row.Cells {
				t.Heads[i] = row.cell(i)
			}
		}
	}
}

// First is the first rows that are not empty, that with the names among them.
func (t *Table) First() []Row { return t.sample }

// Sample is the first rows below the names, for a person to look at.
func (t *Table) Sample() []Row {
	for i, row := range t.sample {
		if row.Line > t.Head {
			return t.sample[i:]
		}
	}
	return nil
}

// Rows gives each row below the names that is not empty to each, and to bad,
// unless nil, those that cannot even be cut into cells. It ends early with
// ctx.Err(), with the error that each returned, or with a *data.Failure. Memory
// does not grow with the table.
func (t *Table) Rows(ctx context.Context, each func(Row) error, bad func(RowError)) error {
	return t.source.each(ctx, func(row Row, code string) error {
		switch {
		case code != "" && bad != nil:
			bad(RowError{Line: row.Line, Code: code})
		case code == "" && row.Line > t.Head && !row.empty():
			return each(row)
		}
		return nil
	})
}

// Column is what a person calls a column, counted from 0: its name as far as there
// is room for it, or else its letter; "" for one before the first.
func (t *Table) Column(i int) string {
	if i < 0 {
		return ""
	}
	if i < len(t.Heads) && t.Heads[i] != "" {
		return shown(t.Heads[i])
	}
	letters := ""
	for i++; i > 0; i = (i - 1) / 26 {
		letters = string(rune('A'+(i-1)%26)) + letters
	}
	return letters
}

// shown is a text cut to what a list has room for.
func shown(value string) string {
	const most = 80
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return value
}

const op = "sheet"

func failure(code string, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: err}
}

// unreadable is a failure of the computer to give the bytes.
func unreadable(err error) error {
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeFile, Err: err}
}
