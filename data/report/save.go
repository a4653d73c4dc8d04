package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"parvis/data/words"
)

// ErrScale: a picture is drawn at 1 or 2.
var ErrScale = errors.New("report: scale is neither 1 nor 2")

// PNG draws the chart and writes it: Width × Height pixels at scale 1, twice
// as many each way at scale 2. Nothing is written before the whole picture is
// ready, whatever the values are. The error is ErrScale or the writer's.
func (c *Chart) PNG(w io.Writer, scale int) error {
	if scale != 1 && scale != 2 {
		return fmt.Errorf("%w: %d", ErrScale, scale)
	}
	img, err := c.draw(scale)
	if err != nil {
		return err
	}
	return encode(w, img)
}

// Save is PNG into a file. The file is there whole or not at all: one that was
// there before stays as it was when anything fails.
func (c *Chart) Save(path string, scale int) error {
	return save(path, func(w io.Writer) error { return c.PNG(w, scale) })
}

// CSV writes the numbers behind the picture, as a spreadsheet of that language
// opens them: UTF-8 with a byte order mark, semicolons and decimal commas in
// French. A gap is an empty cell.
func (c *Chart) CSV(w io.Writer, b *words.Book) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if b.Lang() == "fr" {
		out.Comma = ';'
	}
	head := []string{cell(c.Column)}
	for _, s := range c.Series {
		head = append(head, cell(s.Name))
	}
	rows := [][]string{head}
	for i, mark := range c.Marks {
		row := []string{cell(mark.Name)}
		for _, s := range c.Series {
			row = append(row, number(s, i, b))
		}
		rows = append(rows, row)
	}
	return out.WriteAll(rows)
}

// SaveCSV is CSV into a file, with the promise of Save.
func (c *Chart) SaveCSV(path string, b *words.Book) error {
	return save(path, func(w io.Writer) error { return c.CSV(w, b) })
}

// cell keeps a spreadsheet from taking a text for a formula.
func cell(text string) string {
	text, _ = guard(text)
	return text
}

// formula is how a text begins that a spreadsheet computes, or one that was kept
// from it already.
var formula = regexp.MustCompile(`^'*[=+\-@\t\r]`)

// guard puts an apostrophe before a text that a spreadsheet would take for a
// formula, and tells whether it did. Taking one off again gives the text back.
func guard(text string) (string, bool) {
	if formula.MatchString(text) {
		return "'" + text, true
	}
	return text, false
}

func number(s Series, i int, b *words.Book) string {
	if i >= len(s.Points) || !drawable(s.Points[i]) {
		return ""
	}
	text := strconv.FormatFloat(s.Points[i].V, 'f', -1, 64)
	if b.Lang() == "fr" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// save writes to memory first, then to a neighbour of path, then renames.
func save(path string, write func(io.Writer) error) (err error) {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".parvis-*")
	if err != nil {
		return fmt.Errorf("report: save: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("report: save: %w", err)
			_ = os.Remove(file.Name()) // nothing more can be done about it
		}
	}()
	if _, err = file.Write(content.Bytes()); err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = os.Chmod(file.Name(), 0o644) // as any file that a person saves
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	return err
}
