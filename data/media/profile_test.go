package media

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"parvis/data"
)

// profile is made up but for its head; it does not repeat itself, so that pieces
// in another order are noticed.
func profile(size int, space string) []byte {
	random := rand.New(rand.NewPCG(15, 16))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	binary.BigEndian.PutUint32(b, uint32(size))
	copy(b[16:], space)
	copy(b[36:], "acsp")
	return b
}

// TestColoursStay: whatever is made of a picture, its numbers keep the meaning
// that its profile gives them.
func TestColoursStay(t *testing.T) {
	for _, size := range []int{560, 200_000} {
		p := profile(size, "RGB ")
		jpeg := withProfile(JPEG, asJPEG(t, target(80, 60)), p)
		for name, b := range map[string][]byte{
			"JPEG": jpeg, "held sideways": withEXIF(jpeg, binary.BigEndian, "MM", 6),
			"PNG": withProfile(PNG, asPNG(t, target(80, 60)), p), "WebP": asWebP(webpOf(t), "ICCP", p),
		} {
			for what, change := range map[string]func() ([]byte, data.Media, error){
				"fit":    func() ([]byte, data.Media, error) { return Fit(b, data.MediaRule{MIME: []string{JPEG}, MaxWidth: 20}) },
				"clean":  func() ([]byte, data.Media, error) { return Fit(b, data.MediaRule{}) },
				"crop":   func() ([]byte, data.Media, error) { return Crop(b, data.Crop{Ratio: 1}, data.MediaRule{}) },
				"resize": func() ([]byte, data.Media, error) { return Resize(b, 20, 20) },
				"turn":   func() ([]byte, data.Media, error) { return Turn(b, 1) },
			} {
				got, m, err := change()
				must(t, err)
				if !bytes.Equal(colours(m.MIME, got), p) {
					t.Errorf("%s, %s, %d bytes: the profile is %d bytes", name, what, size, len(colours(m.MIME, got)))
				}
				if _, err := Thumbnail(got, 20, 20); err != nil {
					t.Errorf("%s, %s: %v", name, what, err)
				}
			}
		}
	}
}

func TestAProfileCountsAsBytes(t *testing.T) {
	b := withProfile(JPEG, asJPEG(t, target(400, 300)), profile(3000, "RGB "))
	small, m, err := Fit(b, data.MediaRule{MaxBytes: 6000})
	must(t, err)
	if len(small) > 6000 || m.Bytes != int64(len(small)) {
		t.Errorf("%d bytes, %+v", len(small), m)
	}
}

// TestProfilesThatAreNotKept: what is encoded is red, green and blue, and nothing
// that is broken is passed on by a new encoding.
func TestProfilesThatAreNotKept(t *testing.T) {
	plain := asJPEG(t, target(80, 60))
	whole := withProfile(JPEG, plain, profile(200_000, "RGB "))
	all, _ := segments(whole)
	for name, b := range map[string][]byte{
		"none":              plain,
		"of ink":            withProfile(JPEG, plain, profile(560, "CMYK")),
		"of grey":           withProfile(JPEG, plain, profile(560, "GRAY")),
		"huge":              withProfile(JPEG, plain, profile(mostProfile+1, "RGB ")),
		"of another length": withProfile(JPEG, plain, profile(560, "RGB ")[:500]),
		"tiny":              withProfile(JPEG, plain, []byte("icc")),
		"a piece missing":   slices.Concat(whole[:all[0].from], whole[all[0].to:]),
		"pieces of nothing": withSegment(plain, 0xe2, []byte(iccMark), []byte{0, 0, 1}),
		"further pictures":  withSegment(plain, 0xe2, []byte("MPF\x00"), make([]byte, 40)),
	} {
		got, _, err := Resize(b, 20, 20)
		must(t, err)
		if bytes.Contains(got, []byte("\xff\xe2")) || colours(JPEG, b) != nil {
			t.Errorf("%s: a profile was kept", name)
		}
	}
	clean, _, err := Fit(withSegment(plain, 0xe2, []byte("MPF\x00"), make([]byte, 40)), data.MediaRule{})
	if must(t, err); !bytes.Equal(clean, plain) {
		t.Error("the list of further pictures was kept")
	}
}

// TestPiecesInAnyOrder: the pieces of a profile say themselves which they are.
func TestPiecesInAnyOrder(t *testing.T) {
	p := profile(200_000, "RGB ")
	b := withProfile(JPEG, asJPEG(t, target(8, 6)), p)
	all, _ := segments(b)
	first, second := all[0], all[1]
	swapped := slices.Concat(b[:2], b[second.from:second.to], b[first.from:first.to], b[second.to:])
	if !bytes.Equal(colours(JPEG, swapped), p) {
		t.Error("the pieces were put together wrongly")
	}
}

// FuzzProfile reads the colours of anything, and puts them into a new picture.
func FuzzProfile(f *testing.F) {
	f.Add(JPEG, slices.Concat([]byte("\xff\xd8\xff\xe2\x00\x90"+iccMark+"\x01\x01"), profile(128, "RGB ")))
	f.Add(PNG, append([]byte("\x89PNG\r\n\x1a\n"), profileChunk(profile(128, "RGB "))...))
	f.Add(WebP, slices.Concat([]byte("RIFF\x00\x00\x00\x00WEBPICCP\x80\x00\x00\x00"), profile(128, "RGB ")))
	f.Fuzz(func(t *testing.T, mime string, b []byte) {
		if p := colours(mime, b); p != nil && !bytes.Equal(colours(JPEG, withProfile(JPEG, []byte("\xff\xd8\xff\xd9"), p)), p) {
			t.Fatalf("%x: became another", p)
		}
	})
}
