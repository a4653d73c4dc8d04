package media

import (
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"testing"

	"parvis/data"
)

// halved is a picture whose left half is red and whose right half is blue or,
// upended, its upper and its lower half.
func halved(w, h int, upended bool) *image.RGBA {
	picture, second := image.NewRGBA(image.Rect(0, 0, w, h)), image.Rect(w/2, 0, w, h)
	if upended {
		second = image.Rect(0, h/2, w, h)
	}
	draw.Draw(picture, picture.Rect, image.NewUniform(color.RGBA{200, 0, 0, 255}), image.Point{}, draw.Src)
	draw.Draw(picture, second, image.NewUniform(color.RGBA{0, 0, 200, 255}), image.Point{}, draw.Src)
	return picture
}

// TestBandsKeepAPictureWhole: the bands have the colour that was picked, and
// between them is all of the picture, on the screen as in what is published.
func TestBandsKeepAPictureWhole(t *testing.T) {
	red, blue := color.RGBA{200, 0, 0, 255}, color.RGBA{0, 0, 200, 255}
	for _, upended := range []bool{false, true} {
		for bands, want := range map[data.Bands][2]color.Color{
			data.BandsEdge: {red, blue}, data.BandsWhite: {color.White, color.White}, data.BandsBlack: {color.Black, color.Black},
		} {
			w, h := 200, 400
			if upended {
				w, h = h, w
			}
			crop := data.Crop{Ratio: 1, Focus: data.Focus{X: 1, Y: 1}, Bands: bands}
			b, m, err := Crop(asPNG(t, halved(w, h, upended)), crop, data.MediaRule{})
			must(t, err)
			if m.Width != 400 || m.Height != 400 || Form(w, h, crop, data.MediaRule{}) != image.Pt(400, 400) {
				t.Fatalf("%s: %d by %d", bands, m.Width, m.Height)
			}
			published, err := Thumbnail(b, 400, 400)
			must(t, err)
			shown := Show(halved(w/2, h/2, upended), crop, data.MediaRule{})
			if shown.Bounds().Size() != image.Pt(200, 200) {
				t.Fatalf("%s is shown as %v", bands, shown.Bounds())
			}
			for place, want := range map[int]color.Color{4: want[0], 96: want[0], 104: red, 190: red, 210: blue, 296: blue, 304: want[1], 396: want[1]} {
				x, y := place, 210
				if upended {
					x, y = y, x
				}
				if !near(published.At(x, y), want) || !near(shown.At(x/2, y/2), want) {
					t.Errorf("%s, upended %t, at %d, %d: published %v, shown %v", bands, upended, x, y, published.At(x, y), shown.At(x/2, y/2))
				}
			}
		}
	}
}

// TestThePickedColourIsThatOfEveryBand: also where only the network asks for bands.
func TestThePickedColourIsThatOfEveryBand(t *testing.T) {
	rule := data.MediaRule{MinRatio: 0.8, MaxRatio: 1.91}
	b, m, err := Crop(asJPEG(t, halved(200, 400, false)), data.Crop{Bands: data.BandsBlack}, rule)
	must(t, err)
	if m.Width != 320 || m.Height != 400 {
		t.Fatalf("%d by %d", m.Width, m.Height)
	}
	published, err := Thumbnail(b, 400, 400)
	must(t, err)
	if !near(published.At(10, 200), color.Black) || !near(published.At(310, 200), color.Black) {
		t.Errorf("%v and %v", published.At(10, 200), published.At(310, 200))
	}
	through := image.NewNRGBA(image.Rect(0, 0, 100, 200))
	shown := Show(through, data.Crop{Ratio: 1, Bands: data.BandsEdge}, data.MediaRule{})
	if !near(shown.At(4, 100), color.White) || !near(shown.At(100, 100), color.White) {
		t.Errorf("transparent it is %v beside and %v in the middle", shown.At(4, 100), shown.At(100, 100))
	}
}

// TestBandsKeepARule: whatever is asked for, what goes out has the ratio that the
// account takes, no side is too long, and no pixel of the picture is lost.
func TestBandsKeepARule(t *testing.T) {
	random := rand.New(rand.NewPCG(15, 16))
	for range 20_000 {
		w, h := 1+random.IntN(6000), 1+random.IntN(6000)
		rule := data.MediaRule{MinRatio: 0.8, MaxRatio: 1.91}
		crop := data.Crop{Ratio: []float64{9. / 16, 0.8, 1, 16. / 9, 1.91}[random.IntN(5)], Bands: data.BandsWhite}
		size := Form(w, h, crop, rule)
		if size.X < w || size.Y < h || size.X > w && size.Y > h {
			t.Fatalf("%d by %d, %v: %v", w, h, crop.Ratio, size)
		}
		if wide, high := float64(size.X), float64(size.Y); min(w, h) > 1 && (wide < high*rule.MinRatio || wide > high*rule.MaxRatio) {
			t.Fatalf("%d by %d, %v: %v is %v", w, h, crop.Ratio, size, wide/high)
		}
	}
	for _, size := range []image.Point{{300, 20}, {20, 300}, {200, 200}} {
		rule := data.MediaRule{MIME: []string{JPEG}, MaxWidth: 144}
		for _, ratio := range []float64{0.5, 1, 16. / 9} {
			crop := data.Crop{Ratio: ratio, Bands: data.BandsWhite}
			b, m, err := Crop(asPNG(t, target(size.X, size.Y)), crop, rule)
			must(t, err)
			if again, err := Inspect("", b); err != nil || again != m || m.Width > 144 || m.Width < 143 && m.Height < 143 {
				t.Errorf("%v in %v: %d by %d, %v", size, ratio, m.Width, m.Height, err)
			}
		}
	}
	if w, h := room(data.Crop{Ratio: 16. / 9, Bands: data.BandsEdge}, data.MediaRule{}); w > fitSide || h*16/9 > fitSide {
		t.Errorf("room for %d by %d", w, h)
	}
	if w, h := room(data.Crop{Ratio: 0.5, Bands: data.BandsEdge}, data.MediaRule{}); w*2 > fitSide || h > fitSide {
		t.Errorf("room for %d by %d", w, h)
	}
}

func TestWhatNeedsNoBandsStaysAsItIs(t *testing.T) {
	b := asJPEG(t, target(400, 300))
	got, m, err := Crop(b, data.Crop{Ratio: 4. / 3, Bands: data.BandsWhite}, data.MediaRule{})
	must(t, err)
	if string(got) != string(b) || m.Width != 400 {
		t.Error("it was encoded anew")
	}
	picture := target(400, 300)
	if got := Show(picture, data.Crop{}, data.MediaRule{}); got != image.Image(picture) {
		t.Error("a copy is shown")
	}
	if got := Show(picture, data.Crop{Ratio: 1, Focus: data.Focus{X: 1}}, data.MediaRule{}).Bounds(); got != image.Rect(100, 0, 400, 300) {
		t.Errorf("cut to %v", got)
	}
}
