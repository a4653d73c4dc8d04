// Package labelled reads sets of texts of which people said what they are.
package labelled

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Row is one line of a set: what people said that the text is, and the text.
type Row struct{ Label, Text string }

// longest is the longest line that is read, in bytes.
const longest = 1 << 20

// Read reads the "label<TAB>text" lines of a plain file, or of a compressed one when
// its name ends in .gz. It fails on a line without a tab and says which.
func Read(path string) (rows []Row, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var in io.Reader = file
	if filepath.Ext(path) == ".gz" {
		if in, err = gzip.NewReader(file); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longest)
	for lines.Scan() {
		label, text, ok := strings.Cut(lines.Text(), "\t")
		if !ok {
			return nil, fmt.Errorf("%s: line %d has no tab", path, len(rows)+1)
		}
		rows = append(rows, Row{label, unescaped(text)})
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: line %d: %w", path, len(rows)+1, err)
	}
	return rows, nil
}

// unescaped turns the "\\u2019" of one of the sets into what it stands for.
func unescaped(text string) string {
	if !strings.Contains(text, `\u`) {
		return text
	}
	if whole, err := strconv.Unquote(`"` + strings.ReplaceAll(text, `"`, `\"`) + `"`); err == nil {
		return whole
	}
	return text
}
