package media

import (
	"image"
	"math"
)

// grey is a picture without its colours: how bright each pixel is, by rows, from
// 0 for black to 1 for white, as the numbers of a JPEG say it (ITU-R BT.601).
type grey struct {
	w, h int
	pix  []float32
}

func newGrey(w, h int) grey { return grey{w, h, make([]float32, w*h)} }

// row is the brightness of one row.
func (g grey) row(y int) []float32 { return g.pix[y*g.w : (y+1)*g.w] }

// greyOf is a decoded picture as it is stored, transparent parts white, its
// longer side at most so long.
func greyOf(picture image.RGBA64Image, longest int) grey {
	size := picture.Bounds().Size()
	w, h := size.X, size.Y
	if side := max(w, h); side > longest {
		w, h = max(1, w*longest/side), max(1, h*longest/side)
	}
	small := newShrinking(size.X, size.Y, w, h)
	line := make([]float32, size.X)
	for y := range size.Y {
		brightness(picture, y, line)
		small.add(line)
	}
	return small.out
}

// brightness reads one row. The first plane of a JPEG is what is wanted already.
func brightness(picture image.RGBA64Image, y int, line []float32) {
	from := picture.Bounds().Min
	if p, ok := picture.(*image.YCbCr); ok {
		for x, v := range p.Y[p.YOffset(from.X, from.Y+y):][:len(line)] {
			line[x] = float32(v) / math.MaxUint8
		}
		return
	}
	for x := range line {
		c := picture.RGBA64At(from.X+x, from.Y+y)
		light := 0.299*float32(c.R) + 0.587*float32(c.G) + 0.114*float32(c.B)
		line[x] = (light + math.MaxUint16 - float32(c.A)) / math.MaxUint16
	}
}

// shrunk makes a picture smaller, not larger.
func (g grey) shrunk(w, h int) grey {
	small := newShrinking(g.w, g.h, w, h)
	for y := range g.h {
		small.add(g.row(y))
	}
	return small.out
}

// shrinking makes a picture smaller as its rows come: every pixel of the result
// is the mean of the area that it stands for.
type shrinking struct {
	out     grey
	columns []share
	rows    []share
	y       int
	area    float32 // how many pixels one of the result stands for
	line    []float32
}

// share says in which place of the result a pixel lies, and how much of it: the
// rest is in the next place.
type share struct {
	at   int
	part float32
}

func newShrinking(fromW, fromH, w, h int) *shrinking {
	area := float32(fromW) / float32(w) * float32(fromH) / float32(h)
	return &shrinking{out: newGrey(w, h), columns: shares(fromW, w), rows: shares(fromH, h), area: area, line: make([]float32, w+1)}
}

// shares divides n pixels among m places, of which there are no more.
func shares(n, m int) []share {
	all := make([]share, n)
	for i := range all {
		from, to := i*m, (i+1)*m // in parts of a pixel, n of which are a place
		at := from / n
		inside := min(to, (at+1)*n) - from
		all[i] = share{at, float32(inside) / float32(m)}
	}
	return all
}

func (s *shrinking) add(row []float32) {
	clear(s.line)
	for x, v := range row {
		c := s.columns[x]
		s.line[c.at] += v * c.part
		s.line[c.at+1] += v * (1 - c.part)
	}
	r := s.rows[s.y]
	s.y++
	s.spread(r.at, r.part)
	if r.part < 1 && r.at+1 < s.out.h {
		s.spread(r.at+1, 1-r.part)
	}
}

func (s *shrinking) spread(y int, part float32) {
	for x, v := range s.line[:s.out.w] {
		s.out.pix[y*s.out.w+x] += v * part / s.area
	}
}

// turned stands a picture upright.
func (g grey) turned(turn orientation) grey {
	if turn == upright {
		return g
	}
	right := newGrey(g.w, g.h)
	if turn.sideways() {
		right = newGrey(g.h, g.w)
	}
	for y := range right.h {
		for x := range right.w {
			fromX, fromY := turn.source(x, y, g.w, g.h)
			right.pix[y*right.w+x] = g.pix[fromY*g.w+fromX]
		}
	}
	return right
}

// smoothed takes the noise out: a mean over three by three pixels, nearer ones
// counting more (1, 2, 1). The outermost pixels stay as they are.
func (g grey) smoothed() grey {
	out := grey{g.w, g.h, append([]float32(nil), g.pix...)}
	for y := 1; y < g.h-1; y++ {
		above, here, below := g.row(y-1), g.row(y), g.row(y+1)
		for x := 1; x < g.w-1; x++ {
			sum := above[x-1] + above[x+1] + below[x-1] + below[x+1] + 2*(above[x]+here[x-1]+here[x+1]+below[x]) + 4*here[x]
			out.pix[y*g.w+x] = sum / 16
		}
	}
	return out
}
