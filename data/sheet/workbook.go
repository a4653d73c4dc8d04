package sheet

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// What a workbook may unpack to, in bytes: all of it, and any part of it that is
// neither a sheet nor the list of its words, which are unpacked to disk when
// they are long.
const (
	maxUnpacked = 512 << 20
	maxPart     = 32 << 20
)

// workbook is a sheet of an XLSX file.
type workbook struct {
	file  *excelize.File
	sheet string
}

// openWorkbook takes the sheet that was asked for or the first one that is not
// empty.
func (t *Table) openWorkbook(in io.ReaderAt, size int64) (err error) {
	defer caught(&err)
	if size > MaxWorkbook {
		return failure(CodeSize, fmt.Errorf("%d bytes", size))
	}
	if err := checkZip(in, size); err != nil {
		return err
	}
	file, err := excelize.OpenReader(io.NewSectionReader(in, 0, size), excelize.Options{UnzipSizeLimit: maxUnpacked})
	if err != nil {
		return failure(CodeBroken, err)
	}
	w := &workbook{file: file}
	t.source, t.Sheets = w, file.GetSheetList()
	if err := w.restyle(); err != nil {
		return failure(CodeBroken, err)
	}
	if t.Sheet != "" {
		if !slices.Contains(t.Sheets, t.Sheet) {
			return failure(CodeMissing, errors.New(t.Sheet))
		}
		w.sheet = t.Sheet
		return nil
	}
	for _, w.sheet = range t.Sheets {
		err := w.each(context.Background(), func(row Row, _ string) error {
			if row.empty() {
				return nil
			}
			return errEnough
		})
		if errors.Is(err, errEnough) {
			t.Sheet = w.sheet
			return nil
		}
	}
	return failure(CodeEmpty, errors.New("no sheet with rows"))
}

// caught makes a failure of a panic: the reader of workbooks is not ours and is
// given whatever somebody sent.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = failure(CodeBroken, fmt.Errorf("%v", p))
	}
}

// checkZip refuses what is no workbook or would fill the memory, by the list of
// parts alone. archive/zip then gives no more of a part than the list says.
func checkZip(in io.ReaderAt, size int64) error {
	list, err := zip.NewReader(in, size)
	if err != nil {
		return failure(CodeBroken, err)
	}
	total, found := uint64(0), false
	for _, part := range list.File {
		name := strings.ToLower(part.Name)
		found = found || name == "xl/workbook.xml"
		long := strings.HasPrefix(name, "xl/worksheets/") || name == "xl/sharedstrings.xml"
		if total += part.UncompressedSize64; total > maxUnpacked || !long && part.UncompressedSize64 > maxPart {
			return failure(CodeSize, fmt.Errorf("%s unpacks to %d bytes", part.Name, part.UncompressedSize64))
		}
	}
	if !found {
		return failure(CodeFormat, errors.New("a zip without a workbook"))
	}
	return nil
}

func (w *workbook) close() error { return w.file.Close() }

func (w *workbook) each(ctx context.Context, give func(Row, string) error) (err error) {
	rows, err := w.rows()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	filled := 0 // a cell far below may be formatted and empty
	for line := 1; ; line++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		cells, more, err := w.next(rows)
		if err != nil || !more {
			return err
		}
		if len(cells) > 0 {
			filled++
		}
		if filled > MaxRows || line > excelize.TotalRows {
			return failure(CodeRows, fmt.Errorf("more than %d", MaxRows))
		}
		code := ""
		if len(cells) > maxColumns || textLength(cells) > maxRow {
			cells, code = nil, CodeLong
		}
		if err := give(Row{Line: line, Cells: cells}, code); err != nil {
			return err
		}
	}
}

func (w *workbook) rows() (rows *excelize.Rows, err error) {
	defer caught(&err)
	if rows, err = w.file.Rows(w.sheet); err != nil {
		return nil, failure(CodeBroken, err)
	}
	return rows, nil
}

// next reads one row.
func (w *workbook) next(rows *excelize.Rows) (cells []string, more bool, err error) {
	defer caught(&err)
	if !rows.Next() {
		return nil, false, nil
	}
	if cells, err = rows.Columns(); err != nil {
		return nil, false, failure(CodeBroken, err)
	}
	for i, cell := range cells {
		cells[i] = strings.TrimSuffix(cell, midnight)
	}
	return cells, true, nil
}

func textLength(cells []string) (n int) {
	for _, cell := range cells {
		n += len(cell)
	}
	return n
}

// How cells that hold moments and prices are read, whatever they look like in
// the workbook. A cell that shows a day may hold a time as well, so it is read
// with one, which is cut off when it is midnight.
const (
	asMoment = `yyyy\-mm\-dd hh:mm`
	asDay    = `yyyy\-mm\-dd hh:mm:ss`
	asClock  = `hh:mm`
	midnight = " 00:00:00"
)

// restyle makes cells that hold numbers read the same whatever they look like:
// dates as ISO 8601, prices with the code of their currency, everything else as
// it is stored. A workbook shows "03/04" for two different days, depending on
// who looks at it.
func (w *workbook) restyle() error {
	styles := w.file.Styles
	if styles == nil || styles.CellXfs == nil {
		return nil
	}
	own := map[int]string{}
	if styles.NumFmts != nil {
		for _, f := range styles.NumFmts.NumFmt {
			own[f.NumFmtID] = f.FormatCode
		}
	}
	formats := make([]string, len(styles.CellXfs.Xf))
	for i, xf := range styles.CellXfs.Xf {
		switch {
		case xf.NumFmtID == nil:
		case own[*xf.NumFmtID] != "":
			formats[i] = readAs(own[*xf.NumFmtID])
		default:
			formats[i] = readAsBuiltIn(*xf.NumFmtID)
		}
	}
	const asStored = -1 // the number of no format
	ids := map[string]int{"": asStored}
	for _, format := range formats {
		if _, there := ids[format]; there {
			continue
		}
		made, err := w.file.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		ids[format] = *styles.CellXfs.Xf[made].NumFmtID
	}
	for i, format := range formats {
		id := ids[format]
		styles.CellXfs.Xf[i].NumFmtID = &id
	}
	return nil
}

// readAsBuiltIn goes by the numbers of ECMA-376, part 1, section 18.8.30.
func readAsBuiltIn(id int) string {
	switch {
	case id == 22:
		return asMoment
	case 14 <= id && id <= 17, 27 <= id && id <= 31, id == 36, 50 <= id && id <= 54, id == 57, id == 58:
		return asDay
	case 18 <= id && id <= 21, 32 <= id && id <= 35, 45 <= id && id <= 47, id == 55, id == 56:
		return asClock
	}
	return ""
}

// quoted is what in a format is no pattern: words, single signs, colours.
var quoted = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^hms\]][^\]]*\]`)

// inBrackets is a currency in a format, "[$€-40C]".
var inBrackets = regexp.MustCompile(`\[\$([^\]-]+)`)

// readAs says how cells of a format of the workbook's own are to be read; "" as
// they are stored.
func readAs(format string) string {
	first, _, _ := strings.Cut(format, ";")
	pattern := strings.ToLower(quoted.ReplaceAllString(first, ""))
	if strings.Contains(pattern, "general") || strings.Contains(pattern, "standard") {
		return ""
	}
	day, clock := strings.ContainsAny(pattern, "yd"), strings.ContainsAny(pattern, "hs")
	switch {
	case day && clock:
		return asMoment
	case day, strings.Contains(pattern, "mmm"):
		return asDay
	case clock:
		return asClock
	}
	if m := inBrackets.FindStringSubmatch(first); m != nil {
		first = m[1]
	}
	if code := currencyIn(first); code != "" {
		return `0.00####" ` + code + `"`
	}
	return ""
}
