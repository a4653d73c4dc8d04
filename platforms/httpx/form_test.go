package httpx

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"strings"
	"testing"
)

// shown reads a form back: each part with its name, what it is called, its type
// and what it holds.
func shown(t *testing.T, body []byte, contentType string) (parts []string) {
	t.Helper()
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		t.Fatalf("%q: %v", contentType, err)
	}
	r := multipart.NewReader(bytes.NewReader(body), parameters["boundary"])
	for {
		p, err := r.NextPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, strings.Join([]string{p.FormName(), p.FileName(), p.Header.Get("Content-Type"), string(content)}, "|"))
	}
}

func TestMultipart(t *testing.T) {
	body, kind, err := Multipart(
		Part{Name: "alt", Value: "Le four\r\n--x"},
		Part{Name: "file", MIME: "image/png", Content: []byte("\x89PNG")},
		Part{Name: "file", MIME: "image/jpeg", File: `a"b.jpg`},
	)
	if err != nil {
		t.Fatal(err)
	}
	want := "alt|||Le four\r\n--x; file|file.png|image/png|\x89PNG; file|a\"b.jpg|image/jpeg|"
	if got := strings.Join(shown(t, body, kind), "; "); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// closing tells whether it was closed.
type closing struct {
	io.Reader
	closed bool
}

func (c *closing) Close() error { c.closed = true; return nil }

func TestFrame(t *testing.T) {
	before, after, kind, err := Framed(Part{Name: "file", MIME: "video/mp4"}, Part{Name: "offset", Value: "0"})
	if err != nil {
		t.Fatal(err)
	}
	file := &closing{Reader: strings.NewReader("movie")}
	framed := Frame(before, file, after)
	body, err := io.ReadAll(framed)
	if err != nil || len(body) != len(before)+len("movie")+len(after) {
		t.Fatalf("%d bytes, %v", len(body), err)
	}
	if got := strings.Join(shown(t, body, kind), "; "); got != "offset|||0; file|file.mp4|video/mp4|movie" {
		t.Errorf("%q", got)
	}
	if framed.Close() != nil || !file.closed {
		t.Error("the file is still open")
	}
}
