package sheet

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Encoding is how the letters of a CSV file are written; its words are
// "sheet.encoding.<encoding>".
type Encoding string

// The encodings that are read; EncodingFound is whichever the file seems to have.
const (
	EncodingFound Encoding = ""
	UTF8          Encoding = "utf8"
	UTF16LE       Encoding = "utf16le"
	UTF16BE       Encoding = "utf16be"
	Windows1252   Encoding = "windows1252"
	MacRoman      Encoding = "macroman"
)

// Encodings are those to choose from, in the order in which they are offered.
func Encodings() []Encoding { return []Encoding{UTF8, Windows1252, UTF16LE, UTF16BE, MacRoman} }

// Separators are the signs that may stand between the cells of a CSV file. Their
// words are "sheet.separator.<name>".
func Separators() []byte { return slices.Clone(delimiters) }

// SeparatorName is the name of a sign of [Separators] in the catalogues.
func SeparatorName(sign byte) string {
	return map[byte]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}[sign]
}

// Reading says how a table is to be read where a person knows better than what is
// found. The zero value is what is found.
type Reading struct {
	Sheet     string   // of a workbook; "": the first that is not empty
	Encoding  Encoding // of a CSV file
	Separator byte     // of a CSV file; 0: the one that cuts most rows alike
}

// decoder makes letters of the bytes of an encoding. A mark at the beginning is
// taken off.
func decoder(e Encoding) encoding.Encoding {
	switch e {
	case UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case Windows1252:
		return charmap.Windows1252
	case MacRoman:
		return charmap.Macintosh
	}
	return unicode.UTF8BOM
}

// checkText refuses a way to read a CSV file that there is not.
func (r Reading) checkText() error {
	switch {
	case r.Sheet != "":
		return failure(CodeMissing, errors.New(r.Sheet))
	case r.Encoding != EncodingFound && !slices.Contains(Encodings(), r.Encoding):
		return failure(CodeFormat, fmt.Errorf("no encoding %q", r.Encoding))
	case r.Separator != 0 && !slices.Contains(delimiters, r.Separator):
		return failure(CodeFormat, fmt.Errorf("no separator %q", r.Separator))
	}
	return nil
}
