package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"testing"

	"parvis/data"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	var f *data.Failure
	if !errors.As(err, &f) || f.Kind != data.Invalid || f.Code != code {
		t.Fatalf("got %v, want invalid (%s)", err, code)
	}
}

// flag is a picture whose four quarters differ: red, green / blue, white.
func flag(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	quarters := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 255, 255}}}
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, quarters[y*2/h][x*2/w])
		}
	}
	return m
}

func asJPEG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}))
	return b.Bytes()
}

func asPNG(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, png.Encode(&b, m))
	return b.Bytes()
}

// withEXIF puts an EXIF segment with an orientation, and a place, into a JPEG.
func withEXIF(b []byte, order binary.AppendByteOrder, name string, turn int) []byte {
	tiff := []byte(name)
	tiff = order.AppendUint16(tiff, 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2) // entries
	for _, e := range [][2]int{{271, 1}, {274, turn}} {
		tiff = order.AppendUint16(tiff, uint16(e[0]))
		tiff = order.AppendUint16(tiff, 3) // a short
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, uint16(e[1]))
		tiff = order.AppendUint16(tiff, 0)
	}
	tiff = append(tiff, "GPS 47.2184 N"...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return slices.Concat(b[:2], segment, body, b[2:])
}

func withChunk(b []byte, name, content string) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	chunk = append(append(chunk, name...), content...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	const header = 33 // signature and IHDR
	return slices.Concat(b[:header], chunk, b[header:])
}

// claiming is a PNG whose header says another size than it has.
func claiming(b []byte, w, h uint32, depth byte) []byte {
	b = slices.Clone(b)
	binary.BigEndian.PutUint32(b[16:], w)
	binary.BigEndian.PutUint32(b[20:], h)
	b[24] = depth
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestInspectEveryFormat(t *testing.T) {
	var moving bytes.Buffer
	frame := image.NewPaletted(image.Rect(0, 0, 7, 5), color.Palette{color.Black, color.White})
	must(t, gif.EncodeAll(&moving, &gif.GIF{Image: []*image.Paletted{frame, frame}, Delay: []int{1, 1}}))
	webp, err := os.ReadFile("testdata/gradient.webp")
	must(t, err)
	progressive, err := os.ReadFile("testdata/progressive.jpg")
	must(t, err)
	for name, c := range map[string]struct {
		b    []byte
		mime string
		w, h int
	}{
		"photo.jpg":         {asJPEG(t, flag(40, 30)), JPEG, 40, 30},
		"progressive.jpg":   {progressive, JPEG, 40, 30},
		"wrongly-named.xx":  {asPNG(t, flag(3, 4)), PNG, 3, 4},
		"moving.gif":        {moving.Bytes(), GIF, 7, 5},
		"gradient.webp":     {webp, WebP, 30, 20},
		"upright.jpg":       {withEXIF(asJPEG(t, flag(40, 30)), binary.BigEndian, "MM", 1), JPEG, 40, 30},
		"half-turn.jpg":     {withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, "II", 3), JPEG, 40, 30},
		"sideways.jpg":      {withEXIF(asJPEG(t, flag(40, 30)), binary.BigEndian, "MM", 6), JPEG, 30, 40},
		"sideways-le.jpg":   {withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, "II", 8), JPEG, 30, 40},
		"nonsense-exif.jpg": {withEXIF(asJPEG(t, flag(40, 30)), binary.LittleEndian, "II", 99), JPEG, 40, 30},
	} {
		m, err := Inspect(name, c.b)
		must(t, err)
		if m.Name != name || m.MIME != c.mime || m.Width != c.w || m.Height != c.h || m.Bytes != int64(len(c.b)) || len(m.Hash) != 64 {
			t.Errorf("%s: %+v", name, m)
		}
		small, err := Thumbnail(c.b, 10, 10)
		must(t, err)
		size := small.Bounds().Size()
		if size.X > 10 || size.Y > 10 || (size.X < 10) == (size.Y < 10) && m.Width > 10 {
			t.Errorf("%s: thumbnail is %v", name, size)
		}
	}
}

// TestBombs is R43: what is too large is refused by its header, before any
// memory is taken for its pixels.
func TestBombs(t *testing.T) {
	small := asPNG(t, flag(4, 4))
	cases := map[string]struct {
		b    []byte
		code string
	}{
		"too many pixels":     {claiming(small, 30000, 30000, 8), data.CodeTooLarge},
		"just too many":       {claiming(small, 8000, 5001, 8), data.CodeTooLarge},
		"overflowing":         {claiming(small, 0x7fffffff, 0x7fffffff, 8), ""},
		"deep colours":        {claiming(small, 8000, 5000, 16), data.CodeTooLarge},
		"too many bytes":      {append(slices.Clone(small), make([]byte, data.MaxMediaBytes)...), data.CodeTooLarge},
		"nothing":             {nil, CodeFormat},
		"text":                {[]byte("<svg onload=alert(1)>"), CodeFormat},
		"no pixels":           {claiming(small, 0, 4, 8), CodeBroken},
		"only a signature":    {small[:8], CodeBroken},
		"only a JPEG's start": {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), CodeBroken},
		"only a WebP's start": {[]byte("RIFF\x10\x00\x00\x00WEBPVP8 "), CodeBroken},
		"only a GIF's start":  {[]byte("GIF89a"), CodeBroken},
		"a progressive bomb":  {progressiveClaiming(t, 6300, 6300), data.CodeTooLarge},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Inspect("x", c.b)
			_, thumbErr := Thumbnail(c.b, 10, 10)
			_, _, fitErr := Fit(c.b, data.MediaRule{MIME: []string{"image/x"}})
			runtime.ReadMemStats(&after)
			for _, err := range []error{err, thumbErr, fitErr} {
				if c.code != "" {
					wantCode(t, err, c.code)
				} else if err == nil {
					t.Error("was taken")
				}
			}
			if taken := after.TotalAlloc - before.TotalAlloc; taken > 4<<20 {
				t.Errorf("took %d bytes", taken)
			}
		})
	}
	if _, err := Inspect("x", claiming(small, 8000, 5000, 8)); err != nil {
		t.Errorf("40 million pixels are allowed: %v", err)
	}
}

func progressiveClaiming(t *testing.T, w, h uint16) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/progressive.jpg")
	must(t, err)
	all, _ := segments(b)
	for _, s := range all {
		if s.kind == 0xc2 {
			binary.BigEndian.PutUint16(b[s.from+5:], h)
			binary.BigEndian.PutUint16(b[s.from+7:], w)
		}
	}
	return b
}

func TestBrokenPicturesAreErrorsOnly(t *testing.T) {
	webp, err := os.ReadFile("testdata/gradient.webp")
	must(t, err)
	random := rand.New(rand.NewPCG(1, 2))
	for _, good := range [][]byte{withEXIF(asJPEG(t, flag(40, 30)), binary.BigEndian, "MM", 6), asPNG(t, flag(40, 30)), webp} {
		for range 400 {
			b := slices.Clone(good)
			for range 1 + random.IntN(4) {
				b[random.IntN(len(b))] = byte(random.Uint32())
			}
			check(t, b[:1+random.IntN(len(b))])
			check(t, b)
		}
	}
}

// check runs everything on bytes of any kind; errors are fine, but only ours.
func check(t *testing.T, b []byte) {
	t.Helper()
	for _, try := range []func() error{
		func() error { _, err := Inspect("x", b); return err },
		func() error { _, err := Thumbnail(b, 8, 8); return err },
		func() error { _, _, err := Fit(b, data.MediaRule{MaxBytes: 500, MIME: []string{JPEG}}); return err },
		func() error {
			_, _, err := Fit(b, data.MediaRule{MinRatio: 0.5, MaxRatio: 1.2, MaxWidth: 30})
			return err
		},
		func() error { _, _, err := Crop(b, data.Crop{Ratio: 0.7}, data.MediaRule{MaxWidth: 20}); return err },
		func() error { _, _, err := Resize(b, 9, 9); return err },
		func() error { _, _, err := Turn(b, 3); return err },
		func() error { _, err := Look("x", bytes.NewReader(b), int64(len(b))); return err },
	} {
		var f *data.Failure
		if err := try(); err != nil && (!errors.As(err, &f) || f.Kind != data.Invalid || f.Code == "") {
			t.Fatalf("%x: %v", b, err)
		}
	}
}

func FuzzPictures(f *testing.F) {
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	f.Add([]byte("GIF89a"))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8L"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if m, err := Inspect("x", b); err == nil && m.Width*m.Height > 1<<20 {
			return // valid and large: decoding it a million times would only heat the room
		}
		check(t, b)
	})
}
