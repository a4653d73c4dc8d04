package widgets

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"parvis/ui/theme"
)

// Measures of a [PostCard].
const (
	postInset  float32 = 16
	avatarSide float32 = 32
	postGap    float32 = 10
	tileSpace  float32 = 8
	mostTiles          = 4
	tallest    float32 = 400 // that a single picture becomes
)

type pieceKind int

const (
	pieceText pieceKind = iota
	pieceMore
	pieceLine
	piecePicture
)

// postPiece is one thing of a post in its place.
type postPiece struct {
	kind         pieceKind
	x, y, w, h   float32
	text         string
	size         theme.Size
	weight       theme.Weight
	ink          theme.Colour
	linked       bool
	part, medium int
}

// postLay is a post laid out at a width.
type postLay struct {
	width, height float32
	pieces        []postPiece
}

// layPost gives everything of a post its place.
func layPost(v PostView, width float32) postLay {
	l := postLay{width: width, height: postInset + avatarSide}
	for i, p := range v.Parts {
		if i > 0 {
			l.height += postGap + 2
			l.pieces = append(l.pieces, postPiece{kind: pieceLine, x: postInset, y: l.height, w: width - 2*postInset, h: 1})
		}
		l.height += postGap
		if p.Label != "" {
			l.rows(p.Label, theme.Label, theme.SemiBold, theme.Muted, 18)
		}
		if p.Title != "" {
			l.rows(p.Title, theme.Head, theme.Bold, theme.Ink, 24)
			l.height += 6
		}
		if p.Lead != "" {
			l.rows(p.Lead, theme.Strip, theme.Medium, theme.Muted, 19)
			l.height += 6
		}
		l.runs(p.Runs, p.More)
		l.media(p.Media, i)
	}
	l.height += postInset
	return l
}

// rows adds wrapped text of one kind.
func (l *postLay) rows(text string, size theme.Size, weight theme.Weight, ink theme.Colour, row float32) {
	for _, line := range wrap(text, size, weight, l.width-2*postInset) {
		l.pieces = append(l.pieces, postPiece{x: postInset, y: l.height, h: row, text: line, size: size, weight: weight, ink: ink})
		l.height += row
	}
}

// runs adds a text of which some stretches have the colour of links, and what
// leads to its rest.
func (l *postLay) runs(runs []Run, more string) {
	if len(runs) == 0 && more == "" {
		return
	}
	line := postPiece{x: postInset, h: theme.RowHeight, size: theme.Body, weight: theme.Writing, ink: theme.Ink}
	x := float32(0)
	end := func() {
		if line.text = strings.TrimRight(line.text, " "); line.text != "" {
			line.y = l.height
			line.w = theme.Measure(line.text, line.size, line.weight).Width
			l.pieces = append(l.pieces, line)
		}
		line.text, line.x = "", postInset+x
	}
	put := func(word string, kind pieceKind, r Run) {
		wide := theme.Measure(word, theme.Body, theme.Writing).Width
		if x > 0 && x+theme.Measure(strings.TrimRight(word, " "), theme.Body, theme.Writing).Width > l.width-2*postInset {
			x = 0
			end()
			l.height += theme.RowHeight
		}
		weight := theme.Writing
		if r.Strong {
			weight = theme.SemiBold
		}
		if kind != line.kind || r.Accent != line.linked || weight != line.weight {
			end()
			line.kind, line.linked, line.weight = kind, r.Accent, weight
		}
		line.text += word
		x += wide
	}
	for _, r := range runs {
		for row := range strings.Lines(r.Text) {
			for _, word := range strings.SplitAfter(strings.TrimSuffix(row, "\n"), " ") {
				for _, piece := range broken(word, l.width-2*postInset) {
					put(piece, pieceText, r)
				}
			}
			if strings.HasSuffix(row, "\n") {
				x = 0
				end()
				l.height += theme.RowHeight
			}
		}
	}
	if more != "" {
		put(more, pieceMore, Run{Accent: true})
	}
	end()
	l.height += theme.RowHeight
}

// broken cuts a word that is wider than a row, as an address may be.
func broken(word string, width float32) []string {
	const sure = 20 // characters that always fit
	if len(word) <= sure || theme.Measure(word, theme.Body, theme.Writing).Width <= width {
		return []string{word}
	}
	var out []string
	line, wide := "", float32(0)
	for rest, state := word, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		w := theme.Measure(cluster, theme.Body, theme.Writing).Width
		if wide+w > width && line != "" {
			out = append(out, line)
			line, wide = "", 0
		}
		line, wide = line+cluster, wide+w
	}
	return append(out, line)
}

// media adds one picture as it is, or up to four side by side.
func (l *postLay) media(media []PostMedium, part int) {
	if len(media) == 0 {
		return
	}
	l.height += 6
	whole := l.width - 2*postInset
	if len(media) == 1 {
		w, h := whole, heightOf(whole, media[0].Ratio)
		if h > tallest {
			w, h = w*tallest/h, tallest
		}
		l.pieces = append(l.pieces, postPiece{kind: piecePicture, x: postInset, y: l.height, w: w, h: h, part: part})
		l.height += h
		return
	}
	w := (whole - tileSpace) / 2
	for i := 0; i < min(len(media), mostTiles); i += 2 {
		high := float32(0)
		for n := i; n < min(i+2, len(media), mostTiles); n++ {
			p := postPiece{kind: piecePicture, x: postInset + float32(n-i)*(w+tileSpace), y: l.height, w: w, h: heightOf(w, media[n].Ratio), part: part, medium: n}
			if n == mostTiles-1 && len(media) > mostTiles {
				p.text = fmt.Sprintf("+%d", len(media)-mostTiles)
			}
			l.pieces = append(l.pieces, p)
			high = max(high, p.h)
		}
		l.height += high
		if i+2 < min(len(media), mostTiles) {
			l.height += tileSpace
		}
	}
}

// heightOf is the height of a place of a width.
func heightOf(width float32, ratio float64) float32 {
	if ratio <= 0 {
		ratio = 1
	}
	return float32(max(1, float64(width)/ratio))
}
