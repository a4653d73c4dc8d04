package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"math/rand/v2"
	"testing"

	"parvis/data"
)

// target draws a picture in which the place of every pixel can be told by its
// colour: red says how far to the right, green how far down.
func target(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{byte(x * 255 / w), byte(y * 255 / h), 128, 255})
		}
	}
	return m
}

// seen is which part of a target a picture shows, by its first and last pixels.
func seen(t *testing.T, b []byte) (from, to [2]int) {
	t.Helper()
	m, err := Thumbnail(b, 5000, 5000)
	must(t, err)
	place := func(x, y int) [2]int {
		r, g, _, _ := m.At(x, y).RGBA()
		return [2]int{int(r >> 8), int(g >> 8)}
	}
	r := m.Bounds()
	return place(r.Min.X, r.Min.Y), place(r.Max.X-1, r.Max.Y-1)
}

// TestCropShowsTheFrame: what is cut out of a picture, however it is held, is
// what the frame of the upright picture shows.
func TestCropShowsTheFrame(t *testing.T) {
	crops := []data.Crop{
		{Ratio: 1, Focus: data.Focus{X: 0.5, Y: 0.5}},
		{Ratio: 0.8, Focus: data.Focus{X: 0.1, Y: 0.9}},
		{Ratio: 1.91, Focus: data.Focus{X: 0.7, Y: 0.2}},
		{Ratio: 9. / 16, Focus: data.Focus{X: 1, Y: 0}},
	}
	for turn := 1; turn <= 8; turn++ {
		b := withEXIF(asJPEG(t, target(400, 300)), binary.BigEndian, "MM", turn)
		m, err := Inspect("", b)
		must(t, err)
		whole, err := Thumbnail(b, 500, 500)
		must(t, err)
		for _, crop := range crops {
			got, described, err := Crop(b, crop, data.MediaRule{})
			must(t, err)
			frame := crop.Frame(m.Width, m.Height)
			if described.Width != frame.Dx() || described.Height != frame.Dy() {
				t.Errorf("held as %d, %v: %d by %d, want %v", turn, crop, described.Width, described.Height, frame)
			}
			from, to := seen(t, got)
			for what, c := range map[string]struct {
				got  [2]int
				want image.Point
			}{"first": {from, frame.Min}, "last": {to, frame.Max.Sub(image.Pt(1, 1))}} {
				r, g, _, _ := whole.At(c.want.X, c.want.Y).RGBA()
				if want := [2]int{int(r >> 8), int(g >> 8)}; apart(c.got, want) > 6 {
					t.Errorf("held as %d, %v: the %s pixel is %v, want %v", turn, crop, what, c.got, want)
				}
			}
			if again, err := Inspect("", got); err != nil || again != described {
				t.Errorf("described %+v, is %+v, %v", described, again, err)
			}
		}
	}
}

func apart(a, b [2]int) int {
	return max(a[0]-b[0], b[0]-a[0], a[1]-b[1], b[1]-a[1])
}

// TestCropKeepsARule: what is cropped to a ratio that an account takes has it
// without bands, whatever rounding does, and no more pixels than it shows.
func TestCropKeepsARule(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	rule := data.MediaRule{MIME: []string{JPEG}, MinRatio: 0.8, MaxRatio: 1.91, MaxWidth: 144}
	for range 150 {
		w, h := 60+random.IntN(400), 60+random.IntN(400)
		crop := data.Crop{Ratio: []float64{0.8, 1, 1.91}[random.IntN(3)], Focus: data.Focus{X: random.Float64(), Y: random.Float64()}}
		b, m, err := Crop(asPNG(t, target(w, h)), crop, rule)
		must(t, err)
		ratio := float64(m.Width) / float64(m.Height)
		if m.Width > 144 || ratio < 0.8 || ratio > 1.91 {
			t.Fatalf("%d by %d, %v: %d by %d", w, h, crop, m.Width, m.Height)
		}
		frame := crop.Frame(w, h)
		from, to := seen(t, b)
		if apart(from, [2]int{frame.Min.X * 255 / w, frame.Min.Y * 255 / h}) > 14 || apart(to, [2]int{frame.Max.X * 255 / w, frame.Max.Y * 255 / h}) > 14 {
			t.Fatalf("%d by %d, %v: it shows %v to %v", w, h, crop, from, to)
		}
	}
	_, m, err := Crop(asJPEG(t, target(300, 300)), data.Crop{Ratio: 0.5}, rule)
	must(t, err)
	if m.Width*10 < m.Height*8 {
		t.Errorf("of a ratio that the account does not take: %d by %d", m.Width, m.Height)
	}
}

func TestCropOfEveryKind(t *testing.T) {
	crop := data.Crop{Ratio: 1, Focus: data.Focus{X: 1, Y: 0.5}}
	grey := image.NewGray16(image.Rect(0, 0, 60, 40))
	deep := image.NewRGBA64(image.Rect(0, 0, 60, 40))
	index := image.NewPaletted(image.Rect(0, 0, 60, 40), color.Palette{color.Black, color.White})
	var moving bytes.Buffer
	must(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{index, index}, Delay: []int{1, 1}}))
	for name, b := range map[string][]byte{
		"grey": asPNG(t, grey), "grey JPEG": asJPEG(t, grey), "deep": asPNG(t, deep), "palette": asPNG(t, index), "moving": moving.Bytes(), "WebP": webpOf(t),
	} {
		got, m, err := Crop(b, crop, data.MediaRule{})
		must(t, err)
		if m.Width != m.Height || m.MIME != JPEG {
			t.Errorf("%s: %+v", name, m)
		}
		if _, err := Thumbnail(got, 9, 9); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	plain := asJPEG(t, target(300, 300))
	if got, _, err := Crop(plain, crop, data.MediaRule{}); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("a square was encoded anew to be square: %v", err)
	}
	got, _, err := Crop(moving.Bytes(), data.Crop{Ratio: 1.5}, data.MediaRule{})
	if must(t, err); !bytes.Equal(got, moving.Bytes()) {
		t.Error("all of a moving picture was within, and it stopped")
	}
	_, _, err = Crop(asPNG(t, target(40, 30)), crop, data.MediaRule{MIME: []string{PNG}})
	wantCode(t, err, CodeFormat)
}

func TestCropFor(t *testing.T) {
	b := asPNG(t, target(60, 40))
	m, err := Inspect("four.png", b)
	must(t, err)
	open, got, err := CropFor(data.MediaRule{}, m, data.Crop{Ratio: 1}, data.InMemory(b))
	must(t, err)
	if got.Width != 40 || got.Height != 40 || got.Hash != m.Hash || got.Name != m.Name {
		t.Errorf("%+v", got)
	}
	file, err := open()
	must(t, err)
	if again, err := InspectFile("", file, got.Bytes); err != nil || again.Width != 40 {
		t.Errorf("%+v, %v", again, err)
	}
}

// TestTurn: a picture, however it is held, is seen turned by so many quarters,
// and a JPEG keeps its pixels bit for bit.
func TestTurn(t *testing.T) {
	quarter := map[byte]int{0: 2, 1: 0, 2: 3, 3: 1} // where each corner comes from
	after := func(corners string, quarters int) string {
		for range (quarters%4 + 4) % 4 {
			var turned []byte
			for i := range byte(4) {
				turned = append(turned, corners[quarter[i]])
			}
			corners = string(turned)
		}
		return corners
	}
	kinds := map[string][]byte{"PNG": asPNG(t, flag(64, 32))}
	for turn := 1; turn <= 8; turn++ {
		kinds[fmt.Sprint("JPEG ", turn)] = withEXIF(asJPEG(t, flag(64, 32)), binary.BigEndian, "MM", turn)
	}
	for name, b := range kinds {
		before, err := Thumbnail(b, 100, 100)
		must(t, err)
		for _, quarters := range []int{-5, -1, 0, 1, 2, 3, 4, 6} {
			got, m, err := Turn(b, quarters)
			must(t, err)
			picture, err := Thumbnail(got, 100, 100)
			must(t, err)
			if want := after(corners(before), quarters); corners(picture) != want {
				t.Errorf("%s by %d: %s, want %s", name, quarters, corners(picture), want)
			}
			if again, err := Inspect("", got); err != nil || again != m || picture.Bounds().Dx() != m.Width {
				t.Errorf("%s by %d: described %+v, is %+v, %v", name, quarters, m, again, err)
			}
			if name != "PNG" && !bytes.Equal(withoutMetadata(got), withoutMetadata(b)) {
				t.Errorf("%s by %d: its pixels changed", name, quarters)
			}
		}
	}
	_, _, err := Turn([]byte("nothing"), 1)
	wantCode(t, err, CodeFormat)
}

func TestResize(t *testing.T) {
	through := image.NewNRGBA(image.Rect(0, 0, 400, 300))
	for name, c := range map[string]struct {
		b    []byte
		w, h int
		want image.Point
		mime string
		kept bool
	}{
		"a photograph":      {asJPEG(t, target(400, 300)), 200, 200, image.Pt(200, 150), JPEG, false},
		"by its height":     {asJPEG(t, target(400, 300)), 1000, 60, image.Pt(80, 60), JPEG, false},
		"held sideways":     {withEXIF(asJPEG(t, target(400, 300)), binary.BigEndian, "MM", 6), 60, 1000, image.Pt(60, 80), JPEG, false},
		"fits already":      {asJPEG(t, target(400, 300)), 400, 300, image.Pt(400, 300), JPEG, true},
		"a drawing":         {asPNG(t, target(400, 300)), 200, 200, image.Pt(200, 150), PNG, false},
		"with transparency": {asPNG(t, through), 200, 200, image.Pt(200, 150), PNG, false},
		"WebP":              {webpOf(t), 15, 15, image.Pt(15, 10), JPEG, false},
		"to nothing":        {asPNG(t, target(400, 300)), 0, -3, image.Pt(1, 1), PNG, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, m, err := Resize(c.b, c.w, c.h)
			must(t, err)
			if m.Width != c.want.X || m.Height != c.want.Y || m.MIME != c.mime || bytes.Equal(got, c.b) != c.kept {
				t.Errorf("%+v", m)
			}
			if again, err := Inspect("", got); err != nil || again != m {
				t.Errorf("described %+v, is %+v, %v", m, again, err)
			}
		})
	}
	got, _, err := Resize(asPNG(t, through), 200, 200)
	must(t, err)
	picture, err := Thumbnail(got, 200, 200)
	must(t, err)
	if _, _, _, a := picture.At(9, 9).RGBA(); a != 0 {
		t.Error("its transparent parts were filled")
	}
}
