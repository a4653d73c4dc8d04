package sheet

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
)

// textSource is a CSV file, RFC 4180 with what spreadsheets make of it: other
// delimiters, other encodings, rows of different lengths, and a first line
// "sep=;" that only says the delimiter.
type textSource struct {
	in    io.ReaderAt
	size  int64
	code  encoding.Encoding
	comma byte
	told  bool // the first row only says the delimiter
}

func (t *Table) openText(in io.ReaderAt, size int64) error {
	if size > MaxText {
		return failure(CodeSize, fmt.Errorf("%d bytes", size))
	}
	if err := t.Reading.checkText(); err != nil {
		return err
	}
	found, err := encodingOf(in, size)
	if err != nil {
		return err
	}
	t.Encoding = cmp.Or(t.Encoding, found)
	s := &textSource{in: in, size: size, code: decoder(t.Encoding)}
	begin := make([]byte, 64<<10)
	n, err := io.ReadFull(s.text(), begin)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return unreadable(err)
	}
	s.comma, s.told = delimiterOf(begin[:n], int64(n) < int64(len(begin)))
	t.Separator = cmp.Or(t.Separator, s.comma)
	s.comma = t.Separator
	t.source = s
	return nil
}

func (s *textSource) text() io.Reader {
	return s.code.NewDecoder().Reader(io.NewSectionReader(s.in, 0, s.size))
}

func (s *textSource) close() error { return nil }

func (s *textSource) each(ctx context.Context, give func(Row, string) error) error {
	rows := &cutting{in: bufio.NewReaderSize(s.text(), 64<<10), comma: s.comma}
	for line := 1; ; line++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, code, err := rows.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return unreadable(err)
		case line > MaxRows:
			return failure(CodeRows, fmt.Errorf("more than %d", MaxRows))
		case line == 1 && s.told:
			continue
		}
		if err := give(Row{Line: line, Cells: cells}, code); err != nil {
			return err
		}
	}
}

var delimiters = []byte{',', ';', '\t', '|'}

// delimiterOf finds what stands between the cells: the sign that cuts most rows
// into the same number of cells, or else into the most. whole tells that begin
// is the whole text; otherwise its last row may be cut off.
func delimiterOf(begin []byte, whole bool) (comma byte, told bool) {
	first, _, _ := bytes.Cut(begin, []byte("\n"))
	first = bytes.TrimRight(first, "\r")
	if len(first) == 5 && bytes.EqualFold(first[:4], []byte("sep=")) && bytes.IndexByte(delimiters, first[4]) >= 0 {
		return first[4], true
	}
	comma = ','
	most, widest := 0, 1
	for _, candidate := range delimiters {
		same, width := evenness(begin, whole, candidate)
		if width > 1 && (same > most || same == most && width > widest) {
			comma, most, widest = candidate, same, width
		}
	}
	return comma, false
}

// evenness is the number of cells that most of the first rows have, when cut at
// a sign, and how many of them do.
func evenness(begin []byte, whole bool, comma byte) (same, width int) {
	rows := &cutting{in: bufio.NewReader(bytes.NewReader(begin)), comma: comma}
	var widths []int
	for len(widths) < samples {
		cells, code, err := rows.next()
		if err != nil {
			break
		}
		if code == "" && (len(cells) > 1 || strings.TrimSpace(cells[0]) != "") {
			widths = append(widths, len(cells))
		}
	}
	if !whole && len(widths) > 1 && len(widths) < samples {
		widths = widths[:len(widths)-1]
	}
	counts := map[int]int{}
	for _, w := range widths {
		counts[w]++
	}
	for _, w := range slices.Sorted(slices.Values(widths)) {
		if counts[w] >= same {
			same, width = counts[w], w
		}
	}
	return same, width
}

// cutting cuts a text into rows and cells. encoding/csv is not used because one
// quotation mark that is never closed makes it swallow the rest of the file.
type cutting struct {
	in     *bufio.Reader
	comma  byte
	back   []byte // read already, to be read again first
	broken int    // rows whose quotation mark is not closed
}

// maxBroken is how often rows are read again because a quotation mark is not
// closed; after that it must be closed on its line.
const maxBroken = 100

// next gives the cells of the next row, or the code of what is wrong with it.
// After a quotation mark that is not closed it goes on with the line below. The
// error is io.EOF or the reader's.
func (c *cutting) next() (cells []string, code string, err error) {
	var raw []byte
	first := 0
	row := rowCutter{comma: c.comma}
	for {
		line, err := c.line()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, "", err
		}
		switch {
		case len(line) == 0 && len(raw) == 0:
			return nil, "", io.EOF
		case len(raw) == 0 && len(line) > maxRow:
			return nil, CodeLong, nil
		case len(raw) == 0:
			first = len(line)
		}
		raw = append(raw, line...)
		more := len(line) > 0 && row.feed(line)
		switch {
		case len(line) == 0, len(raw) > maxRow, row.odd && len(raw) > first, more && (err != nil || c.broken >= maxBroken):
			c.broken++
			c.back = slices.Concat(raw[first:], c.back)
			return nil, CodeQuote, nil
		case !more && len(row.cells) > maxColumns:
			return nil, CodeLong, nil
		case !more:
			return row.cells, "", nil
		}
	}
}

// line reads up to the end of a line, "\n", "\r\n" or "\r", and gives it with
// it. Of a line that is too long the first maxRow+1 bytes are given. It is empty
// only at the end.
func (c *cutting) line() ([]byte, error) {
	var line []byte
	for {
		b, err := c.byte()
		if err != nil {
			return line, err
		}
		if len(line) <= maxRow {
			line = append(line, b)
		}
		switch {
		case b == '\n':
			return line, nil
		case b == '\r':
			if c.newline() {
				line = append(line, '\n')
			}
			return line, nil
		}
	}
}

func (c *cutting) byte() (byte, error) {
	if len(c.back) == 0 {
		return c.in.ReadByte()
	}
	b := c.back[0]
	c.back = c.back[1:]
	return b, nil
}

// newline takes the next byte if it is "\n".
func (c *cutting) newline() bool {
	if len(c.back) > 0 {
		found := c.back[0] == '\n'
		if found {
			c.back = c.back[1:]
		}
		return found
	}
	next, err := c.in.Peek(1)
	if err != nil || next[0] != '\n' {
		return false
	}
	_, err = c.in.Discard(1)
	return err == nil
}

// place is where in a row the cutter stands.
type place int

const (
	atStart place = iota // of a cell
	inPlain
	inQuotes
	afterQuote
)

// rowCutter cuts one row, which is fed line by line.
type rowCutter struct {
	comma byte
	cells []string
	cell  []byte
	at    place
	odd   bool // a quotation mark stood where none may
}

// feed takes the next line and tells whether the row goes on after it.
func (r *rowCutter) feed(line []byte) (more bool) {
	end := bytes.TrimRight(line, "\r\n")
	for i, b := range end {
		switch {
		case r.at == inQuotes && b == '"':
			r.at = afterQuote
		case r.at == afterQuote && b == '"':
			r.cell, r.at = append(r.cell, b), inQuotes
		case r.at == afterQuote && r.closed(end[i:]):
			if b == r.comma {
				r.next()
			}
		case r.at == afterQuote:
			r.cell, r.at, r.odd = append(r.cell, '"', b), inQuotes, true
		case r.at == inQuotes:
			r.cell = append(r.cell, b)
		case b == r.comma:
			r.next()
		case r.at == atStart && b == '"':
			r.at = inQuotes
		default:
			r.cell, r.at = append(r.cell, b), inPlain
		}
	}
	if r.at == inQuotes {
		r.cell = append(r.cell, '\n')
		return true
	}
	r.next()
	return false
}

// closed tells whether nothing but blanks stands between a quotation mark and
// the end of the cell.
func (r *rowCutter) closed(rest []byte) bool {
	if r.comma != '\t' {
		rest = bytes.TrimLeft(rest, " \t")
	} else {
		rest = bytes.TrimLeft(rest, " ")
	}
	return len(rest) == 0 || rest[0] == r.comma
}

func (r *rowCutter) next() {
	r.cells = append(r.cells, string(r.cell))
	r.cell, r.at = r.cell[:0], atStart
}
