package report

import (
	"image/color"
	"sort"
	"strings"
)

// page is what a plan is drawn on, a picture or a sheet of a PDF alike. All is in
// units of 1/72 inch, y downwards.
type page interface {
	measurer
	text(text string, x, y float64, s style, ink color.NRGBA)
	box(x, y, width, height, radius float64, ink color.NRGBA)
}

// measurer tells how wide a text is.
type measurer interface {
	measure(text string, s style) float64
}

// fitted is the text, or as much of its beginning as fits a width, with an
// ellipsis.
func fitted(m measurer, text string, s style, width float64) string {
	if m.measure(text, s) <= width {
		return text
	}
	runes := []rune(text)
	n := sort.Search(len(runes), func(n int) bool { return m.measure(string(runes[:n+1])+"…", s) > width })
	return string(runes[:n]) + "…"
}

// wrapped cuts a text between words into lines of a width, at most so many;
// the last one ends in an ellipsis when there is more.
func wrapped(m measurer, text string, s style, width float64, most int) []string {
	var lines []string
	words := strings.Split(text, " ")
	for len(words) > 0 && len(lines) < most-1 {
		n := 1
		for n < len(words) && m.measure(strings.Join(words[:n+1], " "), s) <= width {
			n++
		}
		lines = append(lines, fitted(m, strings.Join(words[:n], " "), s, width))
		words = words[n:]
	}
	if len(words) > 0 {
		lines = append(lines, fitted(m, strings.Join(words, " "), s, width))
	}
	return lines
}
