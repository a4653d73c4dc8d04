package uitest

import (
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// Golden compares a picture with testdata/<name>.png beside the test. A few
// pixels may differ a little: other processors round differently. What differs
// more is written to testdata/failed. With UPDATE_GOLDENS=1 the picture becomes
// the golden; look at it before it is committed.
func Golden(t testing.TB, name string, got image.Image) {
	t.Helper()
	path := filepath.Join("testdata", name+".png")
	if os.Getenv("UPDATE_GOLDENS") == "1" {
		if err := Write(path, got); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := read(path)
	if err != nil {
		t.Fatalf("no golden: %v", err)
	}
	const tolerance, share = 16, 2000 // levels of a channel; one pixel in so many
	n := differing(want, got, tolerance)
	if b := want.Bounds(); n*share > b.Dx()*b.Dy() {
		failed := filepath.Join("testdata", "failed", name+".png")
		if err := Write(failed, got); err != nil {
			t.Error(err)
		}
		t.Errorf("%s: %d pixels differ, see %s", name, n, failed)
	}
}

func read(path string) (image.Image, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return png.Decode(f)
}

// differing counts the pixels of which a channel differs by more than the
// tolerance; all of them when the sizes differ.
func differing(a, b image.Image, tolerance int) int {
	if a.Bounds().Size() != b.Bounds().Size() {
		return a.Bounds().Dx() * a.Bounds().Dy()
	}
	p, q, n := pixels(a), pixels(b), 0
	for i := 0; i < len(p); i += 4 {
		for c := range 4 {
			if d := int(p[i+c]) - int(q[i+c]); d > tolerance || d < -tolerance {
				n++
				break
			}
		}
	}
	return n
}

func pixels(img image.Image) []byte {
	out := image.NewNRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(out, out.Bounds(), img, img.Bounds().Min, draw.Src)
	return out.Pix
}
