package media

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"parvis/data"
)

// corners names the colours at the corners, from top left by rows.
func corners(m image.Image) string {
	b := m.Bounds()
	var names string
	for _, p := range []image.Point{
		{b.Min.X + 1, b.Min.Y + 1},
		{b.Max.X - 2, b.Min.Y + 1},
		{b.Min.X + 1, b.Max.Y - 2},
		{b.Max.X - 2, b.Max.Y - 2},
	} {
		r, g, bl, _ := m.At(p.X, p.Y).RGBA()
		switch bright := func(v uint32) bool { return v > 0x8000 }; {
		case bright(r) && bright(g):
			names += "w"
		case bright(r):
			names += "r"
		case bright(g):
			names += "g"
		case bright(bl):
			names += "b"
		default:
			names += "?"
		}
	}
	return names
}

// TestPicturesStandUpright: EXIF says where the stored first row and first
// column are seen; with red, green in the first row and blue, white below, that
// gives the corners.
func TestPicturesStandUpright(t *testing.T) {
	for turn, want := range map[int]string{
		1: "rgbw", // row 0 top, column 0 left
		2: "grwb", // top, right
		3: "wbgr", // bottom, right
		4: "bwrg", // bottom, left
		5: "rbgw", // left, top
		6: "brwg", // right, top
		7: "wgbr", // right, bottom
		8: "gwrb", // left, bottom
	} {
		t.Run(fmt.Sprint(turn), func(t *testing.T) {
			b := withEXIF(asJPEG(t, flag(64, 32)), binary.BigEndian, "MM", turn)
			m, err := Inspect("x", b)
			must(t, err)
			for _, side := range []int{16, 100} {
				small, err := Thumbnail(b, side, side)
				must(t, err)
				if got := corners(small); got != want {
					t.Errorf("thumbnail of %d: %s, want %s", side, got, want)
				}
			}
			fitted, described, err := Fit(b, data.MediaRule{MIME: []string{JPEG}})
			must(t, err)
			again, err := Inspect("", fitted)
			must(t, err)
			if again != described || again.Width != m.Width || again.Height != m.Height {
				t.Errorf("described %+v, is %+v", described, again)
			}
			picture, err := Thumbnail(fitted, 100, 100)
			must(t, err)
			if got := corners(picture); got != want {
				t.Errorf("fitted: %s, want %s", got, want)
			}
		})
	}
}

func TestFitTakesOutWhatACameraWrote(t *testing.T) {
	for name, b := range map[string][]byte{
		"upright":  withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, "II", 1),
		"sideways": withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, "II", 6),
		"film":     append(asJPEG(t, flag(40, 30)), "ftyp GPS 47.2184 N"...),
		"png":      withChunk(withChunk(asPNG(t, flag(4, 4)), "tEXt", "Author\x00GPS"), "eXIf", "GPS 47.2184 N"),
	} {
		if !bytes.Contains(b, []byte("GPS")) {
			t.Fatalf("%s: nothing to take out", name)
		}
		clean, m, err := Fit(b, data.MediaRule{})
		must(t, err)
		if bytes.Contains(clean, []byte("GPS")) {
			t.Errorf("%s: the place is still in it", name)
		}
		if _, err := Thumbnail(clean, 4, 4); err != nil || m.Bytes != int64(len(clean)) {
			t.Errorf("%s: %v, %+v", name, err, m)
		}
	}
}

func TestFitLeavesPixelsThatAreFine(t *testing.T) {
	plain := asJPEG(t, flag(40, 30))
	got, _, err := Fit(withEXIF(plain, binary.BigEndian, "MM", 1), data.MediaRule{MaxBytes: int64(len(plain)), MIME: []string{JPEG}})
	must(t, err)
	if !bytes.Equal(got, plain) {
		t.Error("a JPEG was encoded anew")
	}
	drawing := asPNG(t, flag(40, 30))
	got, m, err := Fit(drawing, data.MediaRule{MIME: []string{JPEG, PNG}})
	must(t, err)
	if !bytes.Equal(got, drawing) || m.MIME != PNG {
		t.Error("a PNG was encoded anew")
	}
}

func TestFitGetsBelowALimit(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := image.NewNRGBA(image.Rect(0, 0, 600, 400))
	for i := range noise.Pix {
		noise.Pix[i] = byte(random.Uint32())
	}
	b := asPNG(t, noise)
	for _, most := range []int64{200_000, 50_000, 5_000} {
		small, m, err := Fit(b, data.MediaRule{MaxBytes: most, MIME: []string{PNG, JPEG}})
		must(t, err)
		if int64(len(small)) > most || m.MIME != JPEG || m.Width < minSide || m.Width*400/600 < m.Height-1 || m.Width*400/600 > m.Height+1 {
			t.Errorf("limit %d: %d bytes, %+v", most, len(small), m)
		}
	}
	_, _, err := Fit(b, data.MediaRule{MaxBytes: 100, MIME: []string{JPEG}})
	wantCode(t, err, data.CodeTooLarge)
	_, _, err = Fit(b, data.MediaRule{MaxBytes: 1000, MIME: []string{PNG}})
	wantCode(t, err, CodeFormat)
}

func TestTransparentPartsBecomeWhite(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 20, 20))
	b, _, err := Fit(asPNG(t, clear), data.MediaRule{MIME: []string{JPEG}})
	must(t, err)
	picture, err := Thumbnail(b, 20, 20)
	must(t, err)
	if c := color.GrayModel.Convert(picture.At(10, 10)).(color.Gray); c.Y < 250 {
		t.Errorf("it is %d", c.Y)
	}
}

// TestFinePatternsBecomeGrey: a chessboard of single pixels, made small, is
// grey; picking pixels would give black or white.
func TestFinePatternsBecomeGrey(t *testing.T) {
	board := image.NewGray(image.Rect(0, 0, 300, 300))
	for i := range board.Pix {
		if (i+i/300)%2 == 0 {
			board.Pix[i] = 255
		}
	}
	small, err := Thumbnail(asPNG(t, board), 30, 30)
	must(t, err)
	for y := range 30 {
		for x := range 30 {
			if c := color.GrayModel.Convert(small.At(x, y)).(color.Gray); c.Y < 110 || c.Y > 145 {
				t.Fatalf("%d at %d, %d", c.Y, x, y)
			}
		}
	}
}
