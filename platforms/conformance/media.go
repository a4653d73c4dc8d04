package conformance

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parvis/data"
)

// shelf shows files under an address, for the networks that fetch them.
type shelf struct {
	server *httptest.Server
	mu     sync.Mutex
	files  map[string]shelved
}

type shelved struct {
	mime    string
	content []byte
}

func newShelf(t *testing.T) *shelf {
	s := &shelf{files: map[string]shelved{}}
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		f, ok := s.files[r.URL.Path]
		s.mu.Unlock()
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", f.mime)
		_, _ = w.Write(f.content)
	}))
	t.Cleanup(s.server.Close)
	return s
}

func (s *shelf) put(name, mime string, content []byte) (url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files["/"+name] = shelved{mime, content}
	return s.server.URL + "/" + name
}

// picture is one that the account takes: a PNG, or else a JPEG.
func (b *bench) picture(name, alt string) data.OutgoingMedia {
	b.t.Helper()
	rule := b.account.Can.Media
	m := draw(b.t, name, alt, slices.Contains(rule.MIME, "image/png"))
	if rule.ByURL {
		content, err := m.Content()
		if err != nil {
			b.t.Fatal(err)
		}
		m.URL = b.shelf.put(name, m.MIME, content)
	}
	return m
}

// draw makes a picture that no other name has.
func draw(t *testing.T, name, alt string, asPNG bool) data.OutgoingMedia {
	t.Helper()
	const width, height = 400, 320
	canvas := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width {
		canvas.Set(i, i%height, color.RGBA{uint8(i), byte(len(name)), 90, 255})
	}
	mime, err := "image/jpeg", error(nil)
	var out bytes.Buffer
	if asPNG {
		mime = "image/png"
		err = png.Encode(&out, canvas)
	} else {
		err = jpeg.Encode(&out, canvas, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: alt, Media: data.Media{
			Name: name, MIME: mime, Bytes: int64(out.Len()), Width: width, Height: height,
			Hash: data.MediaHash(strings.Repeat("0", 64-len(name)) + strings.Repeat("a", len(name))),
		}},
		Open: data.InMemory(out.Bytes()),
	}
}

// film is a video that the account takes: the boxes of an MP4 file (ISO
// 14496-12) around nothing to see.
func (b *bench) film() data.OutgoingMedia {
	b.t.Helper()
	rule := b.account.Can.Media
	length := max(10*time.Second, rule.VideoMin)
	content := film(length)
	m := data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{
			Name: "four.mp4", MIME: "video/mp4", Bytes: int64(len(content)), Width: 720, Height: 1280, Length: length,
			Hash: data.MediaHash(strings.Repeat("f", 64)),
		}},
		Open: data.InMemory(content),
	}
	if rule.VideoByURL {
		m.URL = b.shelf.put(m.Name, m.MIME, content)
	}
	return m
}

func film(length time.Duration) []byte {
	header := make([]byte, 100) // mvhd, version 0
	binary.BigEndian.PutUint32(header[12:], 1000)
	binary.BigEndian.PutUint32(header[16:], uint32(length.Milliseconds()))
	movie := box("moov", box("mvhd", header))
	// Some chunks' worth, so that sending in parts is sending in parts.
	return slices.Concat(box("ftyp", []byte("isom\x00\x00\x02\x00isomiso2")), movie, box("mdat", bytes.Repeat([]byte("pain"), 75_000)))
}

func box(kind string, content []byte) []byte {
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(content))), []byte(kind), content)
}
