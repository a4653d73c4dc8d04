package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// trueType rewrites a font as TrueType, with outlines of quadratic curves in
// place of PostScript's cubic ones, since that is the only kind that fpdf takes.
// It holds each character of the first plane that the font has, and what it
// takes to draw them: the OpenType specification 1.9.1, chapters cmap, glyf,
// head, hhea, hmtx, loca, maxp, name and post.
func trueType(from *sfnt.Font) ([]byte, error) {
	t := &ttf{from: from, units: fixed.Int26_6(from.UnitsPerEm()) << 6}
	if err := t.add(0); err != nil { // the sign for what is missing
		return nil, err
	}
	for r := rune(' '); r < 0xFFFF; r++ {
		index, err := from.GlyphIndex(&t.buffer, r)
		if err != nil {
			return nil, fmt.Errorf("report: font: %w", err)
		}
		if index == 0 {
			continue
		}
		if err := t.add(index); err != nil {
			return nil, err
		}
		t.runes = append(t.runes, r)
	}
	return t.file()
}

// ttf is a font on its way. Each character has a glyph of its own, the n-th one
// after the first, even where two look the same.
type ttf struct {
	from   *sfnt.Font
	units  fixed.Int26_6 // of the em: coordinates then are the font's own
	buffer sfnt.Buffer

	runes    []rune
	advances []int
	lefts    []int
	glyphs   [][]byte
	box      bounds
	points   int // of the glyph that has most
	contours int
}

// bounds are in units of the font.
type bounds struct{ left, bottom, right, top int }

func (b *bounds) take(x, y int) {
	b.left, b.bottom, b.right, b.top = min(b.left, x), min(b.bottom, y), max(b.right, x), max(b.top, y)
}

// point is a point of an outline, y upwards; an off one bends the curve.
type point struct {
	x, y float64
	off  bool
}

func (t *ttf) add(index sfnt.GlyphIndex) error {
	segments, err := t.from.LoadGlyph(&t.buffer, index, t.units, nil)
	if err != nil {
		return fmt.Errorf("report: font: glyph %d: %w", index, err)
	}
	outline := quadratic(segments)
	advance, err := t.from.GlyphAdvance(&t.buffer, index, t.units, font.HintingNone)
	if err != nil {
		return fmt.Errorf("report: font: glyph %d: %w", index, err)
	}
	glyph, box := encodeGlyph(outline)
	points := 0
	for _, contour := range outline {
		points += len(contour)
	}
	t.points, t.contours = max(t.points, points), max(t.contours, len(outline))
	t.box.take(box.left, box.bottom)
	t.box.take(box.right, box.top)
	t.advances = append(t.advances, advance.Round())
	t.lefts = append(t.lefts, box.left)
	t.glyphs = append(t.glyphs, glyph)
	return nil
}

// quadratic turns segments into closed contours.
func quadratic(segments sfnt.Segments) [][]point {
	var contours [][]point
	var at point
	up := func(p fixed.Point26_6) point { return point{x: float64(p.X) / 64, y: -float64(p.Y) / 64} }
	add := func(points ...point) {
		last := len(contours) - 1
		contours[last] = append(contours[last], points...)
		at = points[len(points)-1]
	}
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			contours = append(contours, nil)
			add(up(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			add(up(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			bend := up(s.Args[0])
			bend.off = true
			add(bend, up(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			add(bent(at, up(s.Args[0]), up(s.Args[1]), up(s.Args[2]))...)
		}
	}
	for i, c := range contours {
		if n := len(c) - 1; n > 0 && c[n].x == c[0].x && c[n].y == c[0].y {
			contours[i] = c[:n]
		}
	}
	return slices.DeleteFunc(contours, func(c []point) bool { return len(c) < 3 })
}

// bent puts quadratic curves in place of a cubic one, as many as keep within half
// a unit of it. Where the middle of a cubic curve is taken as the bend, it is off
// by at most √3/36 · |d|, d being the third difference of its points, and by an
// n³-th of that in n equal pieces.
func bent(a, b, c, d point) []point {
	const within = 0.5
	third := math.Hypot(d.x-3*c.x+3*b.x-a.x, d.y-3*c.y+3*b.y-a.y)
	pieces := max(1, math.Ceil(math.Cbrt(math.Sqrt(3)/36*third/within)))
	at := func(t float64) point {
		u := 1 - t
		return point{
			x: u*u*u*a.x + 3*u*u*t*b.x + 3*u*t*t*c.x + t*t*t*d.x,
			y: u*u*u*a.y + 3*u*u*t*b.y + 3*u*t*t*c.y + t*t*t*d.y,
		}
	}
	slope := func(t float64) point {
		u := 1 - t
		return point{
			x: 3 * (u*u*(b.x-a.x) + 2*u*t*(c.x-b.x) + t*t*(d.x-c.x)),
			y: 3 * (u*u*(b.y-a.y) + 2*u*t*(c.y-b.y) + t*t*(d.y-c.y)),
		}
	}
	var points []point
	for i := range int(pieces) {
		t0, t1 := float64(i)/pieces, float64(i+1)/pieces
		p0, p3, d0, d3 := at(t0), at(t1), slope(t0), slope(t1)
		h := (t1 - t0) / 3 // from an end of the piece to its own control point
		points = append(points, point{
			x:   (3*(p0.x+h*d0.x) - p0.x + 3*(p3.x-h*d3.x) - p3.x) / 4,
			y:   (3*(p0.y+h*d0.y) - p0.y + 3*(p3.y-h*d3.y) - p3.y) / 4,
			off: true,
		}, p3)
	}
	return points
}

// encodeGlyph writes an outline as an entry of the table glyf, without making it
// short: fpdf compresses it. A glyph without an outline is empty.
func encodeGlyph(outline [][]point) ([]byte, bounds) {
	if len(outline) == 0 {
		return nil, bounds{}
	}
	box := bounds{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	var ends, flags, xs, ys []byte
	n, lastX, lastY := 0, 0, 0
	for _, contour := range outline {
		for _, p := range contour {
			x, y := int(math.Round(p.x)), int(math.Round(p.y))
			box.take(x, y)
			flag := byte(1) // on the curve
			if p.off {
				flag = 0
			}
			flags = append(flags, flag)
			xs, ys = words16(xs, x-lastX), words16(ys, y-lastY)
			lastX, lastY = x, y
		}
		n += len(contour)
		ends = words16(ends, n-1)
	}
	out := words16(nil, len(outline), box.left, box.bottom, box.right, box.top)
	out = append(out, ends...)
	out = words16(out, 0) // no instructions
	out = slices.Concat(out, flags, xs, ys)
	return append(out, make([]byte, -len(out)&3)...), box
}

// words16 appends numbers in two bytes each.
func words16(out []byte, numbers ...int) []byte {
	for _, n := range numbers {
		out = binary.BigEndian.AppendUint16(out, uint16(n))
	}
	return out
}

// file puts the tables together.
func (t *ttf) file() ([]byte, error) {
	metrics, err := t.from.Metrics(&t.buffer, t.units, font.HintingNone)
	if err != nil {
		return nil, fmt.Errorf("report: font: %w", err)
	}
	var glyf, loca, hmtx []byte
	for i, g := range t.glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, g...)
		hmtx = words16(hmtx, t.advances[i], t.lefts[i])
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	widest, count := slices.Max(t.advances), len(t.glyphs)
	tables := []struct {
		name    string
		content []byte
	}{ // in the order of their names, as the file wants them
		{"cmap", t.cmap()},
		{"glyf", glyf},
		{"head", words16(nil, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0b11, int(t.from.UnitsPerEm()), 0, 0, 0, 0, 0, 0, 0, 0,
			t.box.left, t.box.bottom, t.box.right, t.box.top, 0, 8, 2, 1, 0)},
		{"hhea", words16(nil, 1, 0, metrics.Ascent.Round(), -metrics.Descent.Round(), 0, widest, 0, 0, t.box.right, 1, 0, 0, 0, 0, 0, 0, 0, count)},
		{"hmtx", hmtx},
		{"loca", loca},
		{"maxp", words16(nil, 1, 0, count, t.points, t.contours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)},
		{"name", words16(nil, 0, 0, 6)},
		{"post", words16(nil, 3, 0, 0, 0, -200, 140, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)},
	}
	var out, body bytes.Buffer
	out.Write(words16(nil, 1, 0, len(tables), 128, 3, len(tables)*16-128))
	for _, table := range tables {
		out.WriteString(table.name)
		out.Write(binary.BigEndian.AppendUint32(nil, checksum(table.content)))
		out.Write(binary.BigEndian.AppendUint32(nil, uint32(12+16*len(tables)+body.Len())))
		out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(table.content))))
		body.Write(table.content)
		body.Write(make([]byte, -len(table.content)&3))
	}
	_, err = body.WriteTo(&out)
	return out.Bytes(), err
}

// checksum adds a table up in words of four bytes.
func checksum(table []byte) (sum uint32) {
	for i, b := range table {
		sum += uint32(b) << (8 * (3 - i%4))
	}
	return sum
}

// cmap says which character has which glyph, in format 4: runs of characters
// that follow one another. The n-th character has glyph n+1.
func (t *ttf) cmap() []byte {
	var starts, ends, deltas []int
	for i, r := range t.runes {
		if i > 0 && t.runes[i-1] == r-1 {
			ends[len(ends)-1] = int(r)
			continue
		}
		starts, ends, deltas = append(starts, int(r)), append(ends, int(r)), append(deltas, i+1-int(r))
	}
	starts, ends, deltas = append(starts, 0xFFFF), append(ends, 0xFFFF), append(deltas, 1)
	count := len(starts)
	power, log := 1, 0
	for power*2 <= count {
		power, log = power*2, log+1
	}
	out := words16(nil, 0, 1, 3, 1, 0, 12) // one table, for Windows in Unicode, 12 bytes on
	out = words16(out, 4, 16+8*count, 0, 2*count, 2*power, log, 2*(count-power))
	out = words16(out, ends...)
	out = words16(out, 0)
	out = words16(out, starts...)
	out = words16(out, deltas...)
	return append(out, make([]byte, 2*count)...)
}
