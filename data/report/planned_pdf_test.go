package report

import (
	"bytes"
	"image"
	"image/color"
	"io/fs"
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"parvis/assets"
)

func count(img image.Image, want color.Color) (n int) {
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			if color.RGBAModel.Convert(img.At(x, y)) == want {
				n++
			}
		}
	}
	return n
}

func TestPDF(t *testing.T) {
	plan := samplePlan(t)
	for _, lang := range []string{"fr", "en"} {
		var out, again bytes.Buffer
		if err := plan.PDF(&out, book(t, lang)); err != nil {
			t.Fatal(err)
		}
		if err := plan.PDF(&again, book(t, lang)); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same plan makes other bytes: %v", lang, err)
		}
		keep(t, "plan."+lang+".pdf", out.Bytes())
		// One page of the calendar, then the list.
		if pages := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); pages < 3 {
			t.Errorf("%s: %d pages", lang, pages)
		}
	}
	empty := &Plan{Title: "Vide", Zone: "Europe/Paris", Made: plan.Made}
	var out bytes.Buffer
	if err := empty.PDF(&out, book(t, "fr")); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF-")) {
		t.Error(err)
	}
}

// TestCutLosesNothing: the lines of a list hold every word of a text, and none is
// wider than its place.
func TestCutLosesNothing(t *testing.T) {
	plan := samplePlan(t)
	c, err := newCanvas(pageWidth, pageHeight, 1, onPaper().ground)
	if err != nil {
		t.Fatal(err)
	}
	l := &listing{planDrawer: newPlanDrawer(plan, book(t, "fr"), c, c.files[regular])}
	s := style{regular, 9.5}
	for _, text := range append(nasty(), "", strings.Repeat("W", 500)+" fin") {
		for _, width := range []float64{1, 30, 200, 500} {
			lines := l.cut(text, s, width)
			if got, want := strings.Join(lines, ""), l.shown(text); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
				t.Errorf("%q becomes %q", want, lines)
			}
			for _, line := range lines {
				if l.measure(line, s) > width && len([]rune(line)) > 1 {
					t.Errorf("%q is wider than %v", line, width)
				}
			}
		}
	}
}

// TestTrueTypeIsTheSameFont reads the rewritten font with x/image, and holds the
// width and the drawn shape of each letter against the original's.
func TestTrueTypeIsTheSameFont(t *testing.T) {
	for _, name := range []string{regular, semibold} {
		content, err := fs.ReadFile(assets.Fonts, name)
		if err != nil {
			t.Fatal(err)
		}
		from, err := opentype.Parse(content)
		if err != nil {
			t.Fatal(err)
		}
		made, err := trueType(from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := sfnt.Parse(made)
		if err != nil {
			t.Fatal(err)
		}
		var buffer sfnt.Buffer
		held := 0
		for r := rune(' '); r < 0xFFFF; r++ {
			a, errA := from.GlyphIndex(&buffer, r)
			b, errB := to.GlyphIndex(&buffer, r)
			if errA != nil || errB != nil || (a == 0) != (b == 0) {
				t.Fatalf("%s: %q: %v, %v", name, r, errA, errB)
			}
			if a == 0 {
				continue
			}
			held++
			if x, y := advance(t, from, a), advance(t, to, b); x != y {
				t.Errorf("%s: %q is %v wide, was %v", name, r, y, x)
			}
			if off := difference(drawn(t, from, a), drawn(t, to, b)); off > 0.01 {
				t.Errorf("%s: %q is drawn otherwise: %.3f", name, r, off)
			}
		}
		if held < 1000 {
			t.Errorf("%s: %d letters", name, held)
		}
	}
}

func advance(t *testing.T, f *sfnt.Font, index sfnt.GlyphIndex) fixed.Int26_6 {
	t.Helper()
	var buffer sfnt.Buffer
	w, err := f.GlyphAdvance(&buffer, index, fixed.I(int(f.UnitsPerEm())), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// drawn is a letter 64 pixels high.
func drawn(t *testing.T, f *sfnt.Font, index sfnt.GlyphIndex) *image.Alpha {
	t.Helper()
	var buffer sfnt.Buffer
	segments, err := f.LoadGlyph(&buffer, index, fixed.I(64), nil)
	if err != nil {
		t.Fatal(err)
	}
	const left, base = 64, 96
	r := vector.NewRasterizer(256, 160)
	var x, y float64 // where the pen is
	line := func(toX, toY float64) {
		x, y = toX, toY
		r.LineTo(float32(left+x/64), float32(base+y/64))
	}
	for _, s := range segments {
		var p [4][2]float64
		p[0] = [2]float64{x, y}
		for i, arg := range s.Args {
			p[i+1] = [2]float64{float64(arg.X), float64(arg.Y)}
		}
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			r.ClosePath()
			x, y = p[1][0], p[1][1]
			r.MoveTo(float32(left+x/64), float32(base+y/64))
		case sfnt.SegmentOpLineTo:
			line(p[1][0], p[1][1])
		default: // in many short lines: the rasterizer draws the two kinds unlike
			for i := 1; i <= 32; i++ {
				to := bezier(p, s.Op, float64(i)/32)
				line(to[0], to[1])
			}
		}
	}
	r.ClosePath()
	img := image.NewAlpha(image.Rect(0, 0, 256, 160))
	r.Draw(img, img.Bounds(), image.Opaque, image.Point{})
	return img
}

// bezier is a point of a curve.
func bezier(p [4][2]float64, op sfnt.SegmentOp, t float64) (at [2]float64) {
	u := 1 - t
	for i := range at {
		if op == sfnt.SegmentOpQuadTo {
			at[i] = u*u*p[0][i] + 2*u*t*p[1][i] + t*t*p[2][i]
		} else {
			at[i] = u*u*u*p[0][i] + 3*u*u*t*p[1][i] + 3*u*t*t*p[2][i] + t*t*t*p[3][i]
		}
	}
	return at
}

// difference is how much of the ink of the first is missing or too much in the
// second.
func difference(a, b *image.Alpha) float64 {
	ink, off := 0.0, 0.0
	for i := range a.Pix {
		ink += float64(a.Pix[i])
		off += math.Abs(float64(a.Pix[i]) - float64(b.Pix[i]))
	}
	if ink == 0 {
		return off
	}
	return off / ink
}
