package media

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"parvis/data"
)

// TestFitGetsARatio: a picture that is too narrow or too broad for an account is
// shown whole, between bands.
func TestFitGetsARatio(t *testing.T) {
	rule := data.MediaRule{MIME: []string{JPEG}, MinRatio: 0.8, MaxRatio: 1.91, MaxWidth: 1440}
	for name, c := range map[string]struct {
		w, h   int
		wantW  int
		wantH  int
		encode bool
	}{
		"fine":              {1080, 1080, 1080, 1080, false},
		"just narrow":       {1080, 1350, 1080, 1350, false},
		"just broad":        {1337, 700, 1337, 700, false},
		"too narrow":        {600, 1000, 800, 1000, true},
		"too broad":         {1000, 300, 1000, 524, true},
		"too wide":          {2000, 1500, 1440, 1080, true},
		"narrow and large":  {1500, 3000, 1440, 1800, true},
		"broad and large":   {3000, 500, 1440, 754, true},
		"a line":            {300, 1, 300, 158, true},
		"a line that falls": {1, 300, 240, 300, true},
	} {
		t.Run(name, func(t *testing.T) {
			b := asJPEG(t, flag(c.w, c.h))
			got, m, err := Fit(b, rule)
			must(t, err)
			if m.Width != c.wantW || m.Height != c.wantH || bytes.Equal(got, b) == c.encode {
				t.Errorf("%d by %d, encoded anew: %t", m.Width, m.Height, !bytes.Equal(got, b))
			}
			if ratio := float64(m.Width) / float64(m.Height); ratio < rule.MinRatio || ratio > rule.MaxRatio {
				t.Errorf("ratio %v", ratio)
			}
			again, err := Inspect("", got)
			must(t, err)
			if again != m {
				t.Errorf("described %+v, is %+v", m, again)
			}
		})
	}
	_, _, err := Fit(asPNG(t, flag(10, 100)), data.MediaRule{MIME: []string{PNG}, MinRatio: 1})
	wantCode(t, err, CodeFormat)
}

// TestBandsContinueTheEdges: each band has the colour of the edge beside it, and
// between them nothing is missing.
func TestBandsContinueTheEdges(t *testing.T) {
	red, blue := color.RGBA{200, 0, 0, 255}, color.RGBA{0, 0, 200, 255}
	for name, upended := range map[string]bool{"beside": false, "above and below": true} {
		t.Run(name, func(t *testing.T) {
			w, h, right := 100, 400, image.Rect(50, 0, 100, 400)
			rule := data.MediaRule{MinRatio: 1}
			if upended {
				w, h, right = 400, 100, image.Rect(0, 50, 400, 100)
				rule = data.MediaRule{MaxRatio: 1}
			}
			picture := image.NewRGBA(image.Rect(0, 0, w, h))
			draw.Draw(picture, picture.Rect, image.NewUniform(red), image.Point{}, draw.Src)
			draw.Draw(picture, right, image.NewUniform(blue), image.Point{}, draw.Src)
			b, m, err := Fit(asPNG(t, picture), rule)
			must(t, err)
			if m.Width != 400 || m.Height != 400 {
				t.Fatalf("%d by %d", m.Width, m.Height)
			}
			framed, err := Thumbnail(b, 400, 400)
			must(t, err)
			for place, want := range map[int]color.RGBA{3: red, 190: red, 210: blue, 396: blue} {
				x, y := place, 200
				if upended {
					x, y = y, x
				}
				if !near(framed.At(x, y), want) {
					t.Errorf("at %d, %d it is %v", x, y, framed.At(x, y))
				}
			}
		})
	}
}

func near(a, b color.Color) bool {
	const most = 0x1000
	r, g, bl, _ := a.RGBA()
	r2, g2, bl2, _ := b.RGBA()
	far := func(v, w uint32) bool { return max(v, w)-min(v, w) > most }
	return !far(r, r2) && !far(g, g2) && !far(bl, bl2)
}
