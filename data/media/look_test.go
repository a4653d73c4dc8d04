package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"math"
	"testing"

	"parvis/data"
)

func look(t *testing.T, b []byte) data.MediaFacts {
	t.Helper()
	facts, err := Look("four", bytes.NewReader(b), int64(len(b)))
	must(t, err)
	return facts
}

func TestLookTellsWhatInspectTells(t *testing.T) {
	n := noted{tagOrientation: 6, tagPlace: nantes(), tagDetails: noted{tagTaken: "2026:05:14 09:30:05"}}
	b := withSegment(asJPEG(t, scene(1, 320, 240)), 0xe1, []byte("Exif\x00\x00"), n.exif(binary.LittleEndian, "II"))
	want, err := InspectFile("four", bytes.NewReader(b), int64(len(b)))
	must(t, err)
	facts := look(t, b)
	if facts.Media != want || facts.Width != 240 || !facts.Place || facts.Taken.At.Hour() != 9 || facts.Print == 0 || facts.Sharpness == 0 {
		t.Errorf("%+v", facts)
	}
	turned, _, err := Fit(b, data.MediaRule{})
	must(t, err)
	if upright := look(t, turned); !upright.Print.Alike(facts.Print) || look(t, asJPEG(t, scene(1, 320, 240))).Print.Alike(facts.Print) {
		t.Error("its print is not that of the upright picture")
	}
	for name, b := range map[string][]byte{"nothing": nil, "a bomb": claiming(asPNG(t, flag(4, 4)), 30000, 30000, 8), "half": asJPEG(t, flag(40, 30))[:400]} {
		if _, err := Look("x", bytes.NewReader(b), int64(len(b))); data.KindOf(err) != data.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	heic := aBox("ftyp", []byte("heic"), numbers(0))
	_, err = Look("x", bytes.NewReader(heic), int64(len(heic)))
	wantCode(t, err, CodeHEIC)
	_, err = Inspect("x", heic)
	wantCode(t, err, CodeHEIC)
}

// TestBlur measures on drawings, as large as networks show them, that were
// blurred by a known amount and kept as JPEG: those that are sharp or softened by
// less than a pixel are let pass, those that are blurred by four are told, noise
// or none.
func TestBlur(t *testing.T) {
	const scenes = 10
	told := map[float64]int{}
	for seed := range uint64(scenes) {
		g := greyOf(scene(seed, 1024, 768), 1024)
		for _, sigma := range []float64{0, 0.7, 1.5, 4, 12} {
			facts := look(t, asJPEG(t, g.blurred(sigma).noisy(0.01).picture()))
			if facts.Blurred() {
				told[sigma]++
			}
		}
	}
	t.Logf("of %d told as blurred: sharp %d, by 0.7 pixels %d, by 1.5 %d, by 4 %d, by 12 %d", scenes, told[0], told[0.7], told[1.5], told[4], told[12])
	if told[0]+told[0.7] > 0 || told[4] < scenes || told[12] < scenes {
		t.Error("sharp ones are told, or blurred ones are not")
	}
}

// TestASharpThingBeforeASoftGround is no blurred picture; nor is a plain one.
func TestASharpThingBeforeASoftGround(t *testing.T) {
	soft := greyOf(scene(3, 1024, 768), 1024).blurred(8)
	for y := 200; y < 560; y++ {
		for x := 350; x < 700; x++ {
			if (x/9+y/13)%2 == 0 {
				soft.pix[y*soft.w+x] = 1 - soft.pix[y*soft.w+x]
			}
		}
	}
	if facts := look(t, asJPEG(t, soft.picture())); facts.Blurred() {
		t.Errorf("a portrait is told: %v", facts.Sharpness)
	}
	plain := look(t, asPNG(t, image.NewGray(image.Rect(0, 0, 300, 200))))
	if plain.Sharpness != 0 || plain.Blurred() || plain.Print != 0 {
		t.Errorf("a plain picture: %+v", plain)
	}
	for _, size := range []image.Point{{1, 1}, {1, 300}, {70, 40}, {2000, 3}} {
		if facts := look(t, asPNG(t, target(size.X, size.Y))); math.IsNaN(facts.Sharpness) || facts.Width != size.X {
			t.Errorf("%v: %+v", size, facts)
		}
	}
}

// TestLight measures on drawings that were given more or less light, in stops:
// as taken and by one stop off nothing is said, four too few and five too many are
// told. What is of one strong colour stays dark in the others, however much light
// it is given: of those not all are.
func TestLight(t *testing.T) {
	const scenes = 16
	dark, bright := map[float64]int{}, map[float64]int{}
	for seed := range uint64(scenes) {
		m := scene(seed, 240, 180)
		for _, stops := range []float64{-4, -1, 0, 1, 5} {
			facts := look(t, asJPEG(t, exposed(m, stops)))
			if facts.Low > facts.High {
				t.Fatalf("from %v to %v", facts.Low, facts.High)
			}
			if facts.TooDark() {
				dark[stops]++
			}
			if facts.TooBright() {
				bright[stops]++
			}
		}
	}
	t.Logf("of %d, by stops: too dark %v, too bright %v", scenes, dark, bright)
	if dark[-4] < scenes*9/10 || dark[-1]+dark[0]+dark[1]+dark[5] > 0 || bright[5] < scenes*3/4 || bright[-4]+bright[-1]+bright[0]+bright[1] > 0 {
		t.Error("light is judged wrongly")
	}
	packshot := image.NewGray(image.Rect(0, 0, 300, 300))
	for i := range packshot.Pix {
		packshot.Pix[i] = 255
		if x, y := i%300, i/300; x > 100 && x < 200 && y > 100 && y < 200 {
			packshot.Pix[i] = 90
		}
	}
	if look(t, asPNG(t, packshot)).TooBright() {
		t.Error("a thing on white is too bright")
	}
}

func TestExtremes(t *testing.T) {
	g := newGrey(10, 10)
	for i := range g.pix {
		g.pix[i] = float32(i) / 100
	}
	low, high := extremes(g)
	if math.Abs(low-0.05) > 0.01 || math.Abs(high-0.94) > 0.01 {
		t.Errorf("from %v to %v", low, high)
	}
	if low, high := extremes(newGrey(1, 1)); low != 0 || high != 0 {
		t.Errorf("of a black pixel: from %v to %v", low, high)
	}
}

func TestTooSmall(t *testing.T) {
	for name, c := range map[string]struct {
		w, h  int
		ratio float64
		want  bool
	}{
		"large":            {4000, 3000, 1, false},
		"just":             {1080, 1350, 0.8, false},
		"one too few":      {1079, 1350, 0.8, true},
		"only once cut":    {1200, 1000, 0.8, true},
		"of its own ratio": {1200, 1000, 0, false},
	} {
		if got := (data.Crop{Ratio: c.ratio}).TooSmall(c.w, c.h, 1080); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestGreyKeepsLight: a picture of any kind made smaller is as bright as it was,
// on the whole and where it was, also by an odd amount.
func TestGreyKeepsLight(t *testing.T) {
	paletted := image.NewPaletted(image.Rect(0, 0, 61, 47), color.Palette{color.Black, color.White, color.Gray{100}})
	deep := image.NewRGBA64(paletted.Rect)
	for i := range paletted.Pix {
		paletted.Pix[i] = byte(i * 7 % 3)
		deep.Set(i%61, i/61, paletted.At(i%61, i/61))
	}
	for name, m := range map[string]image.RGBA64Image{"palette": paletted, "deep": deep, "JPEG": ofJPEG(t, paletted)} {
		whole := greyOf(m, 1000)
		for _, side := range []int{60, 33, 7, 1} {
			small := greyOf(m, side)
			if max(small.w, small.h) != side || math.Abs(light(small)-light(whole)) > 0.02 && side > 1 {
				t.Errorf("%s at %d: %d by %d, %v of %v", name, side, small.w, small.h, light(small), light(whole))
			}
		}
	}
	ramp := newGrey(100, 1)
	for i := range ramp.pix {
		ramp.pix[i] = float32(i) + 0.5
	}
	for i, v := range ramp.shrunk(30, 1).pix {
		if want := (float64(i) + 0.5) * 100 / 30; math.Abs(float64(v)-want) > 0.2 {
			t.Errorf("at %d: %v, want %v", i, v, want)
		}
	}
	through := image.NewNRGBA(image.Rect(0, 0, 4, 4))
	if got := light(greyOf(through, 4)); got < 0.99 {
		t.Errorf("transparent is %v", got)
	}
}

func ofJPEG(t *testing.T, m image.Image) image.RGBA64Image {
	t.Helper()
	colourful := image.NewRGBA(m.Bounds()) // a grey JPEG has no planes
	for i := range m.Bounds().Dx() * m.Bounds().Dy() {
		colourful.Set(i%m.Bounds().Dx(), i/m.Bounds().Dx(), m.At(i%m.Bounds().Dx(), i/m.Bounds().Dx()))
	}
	picture, err := decode(JPEG, asJPEG(t, colourful))
	must(t, err)
	if _, ok := picture.(*image.YCbCr); !ok {
		t.Fatalf("it is %T", picture)
	}
	return picture
}

func light(g grey) float64 {
	sum := 0.0
	for _, v := range g.pix {
		sum += float64(v)
	}
	return sum / float64(len(g.pix))
}
