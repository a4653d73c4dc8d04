package theme

import (
	"encoding/binary"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/assets"
)

// Weight is a face of Inter.
type Weight int

const (
	Regular Weight = iota
	Medium
	SemiBold
	Bold
	Italic
	// Writing is Regular in rows of [RowHeight] at size [Body], for the composer.
	Writing
)

// The weights that Fyne has no name for ride in TextStyle.TabWidth: it is part
// of the key of Fyne's font cache and reaches Theme.Font, and unlike a font
// source it keeps emoji. A real tab is as many spaces wide.
const (
	tabMedium   = 5
	tabSemiBold = 6
	tabWriting  = 7
)

// Style returns the text style that stands for the weight under this theme.
func (w Weight) Style() fyne.TextStyle {
	switch w {
	case Medium:
		return fyne.TextStyle{TabWidth: tabMedium}
	case SemiBold:
		return fyne.TextStyle{TabWidth: tabSemiBold}
	case Bold:
		return fyne.TextStyle{Bold: true}
	case Italic:
		return fyne.TextStyle{Italic: true}
	case Writing:
		return fyne.TextStyle{TabWidth: tabWriting}
	}
	return fyne.TextStyle{}
}

// Text returns a line of text in the colours of the moment. It is for
// renderers, which draw again when the theme changes; a screen takes
// widgets.NewLabel.
func Text(s string, size Size, w Weight, c Colour) *canvas.Text {
	t := canvas.NewText(s, c.Now())
	t.TextSize = float32(size)
	t.TextStyle = w.Style()
	return t
}

// Measure returns how wide and high a line of text is drawn.
func Measure(s string, size Size, w Weight) fyne.Size {
	return fyne.MeasureText(s, float32(size), w.Style())
}

type fonts struct{ regular, medium, semiBold, bold, italic, writing fyne.Resource }

func loadFonts() (fonts, error) {
	var f fonts
	for name, to := range map[string]*fyne.Resource{
		"Inter-Regular.otf": &f.regular, "Inter-Medium.otf": &f.medium, "Inter-SemiBold.otf": &f.semiBold,
		"Inter-Bold.otf": &f.bold, "Inter-Italic.otf": &f.italic,
	} {
		face, err := assets.Fonts.ReadFile("fonts/" + name)
		if err != nil {
			return fonts{}, err
		}
		*to = fyne.NewStaticResource(name, face)
	}
	taller, err := withDescent(f.regular.Content(), extraDescent)
	if err != nil {
		return fonts{}, err
	}
	f.writing = fyne.NewStaticResource("Inter-Writing.otf", taller)
	return f, nil
}

func (f fonts) face(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Italic:
		return f.italic
	case s.Bold:
		return f.bold
	case s.TabWidth == tabMedium:
		return f.medium
	case s.TabWidth == tabSemiBold:
		return f.semiBold
	case s.TabWidth == tabWriting:
		return f.writing
	}
	return f.regular
}

// extraDescent makes a row of Inter 3 units higher at size 14: Fyne has no
// line height, only the font's own. In units of Inter's 2816 to the em. None
// of it goes to the ascent, where emoji would float up.
const extraDescent = 615

var errFont = errors.New("not an OpenType font with hhea and OS/2 tables")

// withDescent returns a copy of an OpenType font whose lines are deeper by
// extra font units. Offsets are those of the OpenType specification 1.9:
// table directory, hhea and OS/2.
func withDescent(font []byte, extra int16) ([]byte, error) {
	const directory, record = 12, 16
	if len(font) < directory {
		return nil, errFont
	}
	out := append([]byte(nil), font...)
	changed := 0
	for i := range int(binary.BigEndian.Uint16(out[4:])) {
		at := directory + i*record
		if at+record > len(out) {
			return nil, errFont
		}
		tag, start := string(out[at:at+4]), int(binary.BigEndian.Uint32(out[at+8:]))
		length := int(binary.BigEndian.Uint32(out[at+12:]))
		if start+length > len(out) {
			return nil, fmt.Errorf("table %s: %w", tag, errFont)
		}
		switch table := out[start : start+length]; {
		case tag == "hhea" && length >= 8:
			addInt16(table[6:], -extra) // descender
			changed++
		case tag == "OS/2" && length >= 78:
			addInt16(table[70:], -extra) // sTypoDescender
			addInt16(table[76:], extra)  // usWinDescent
			changed++
		}
	}
	if changed != 2 {
		return nil, errFont
	}
	return out, nil
}

func addInt16(b []byte, n int16) {
	binary.BigEndian.PutUint16(b, uint16(int16(binary.BigEndian.Uint16(b))+n))
}
