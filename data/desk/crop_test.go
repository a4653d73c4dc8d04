package desk_test

import (
	"bytes"
	"image"
	"image/color"
	_ "image/jpeg" // what a picture may become on the way out
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"parvis/data"
)

// wire stands before a server and keeps the pictures that are sent to it.
type wire struct {
	mu   sync.Mutex
	sent [][]byte
}

func (w *wire) before(t *testing.T, server string) string {
	t.Helper()
	to, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	var front *httptest.Server
	proxy.ModifyResponse = func(r *http.Response) error { // the server says where it is
		b, err := io.ReadAll(r.Body)
		b = bytes.ReplaceAll(b, []byte(server), []byte(front.URL))
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(b)), int64(len(b))
		r.Header.Set("Content-Length", strconv.Itoa(len(b)))
		return err
	}
	front = httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "uploadBlob") {
			b, err := io.ReadAll(r.Body)
			if err != nil {
				http.Error(out, err.Error(), http.StatusInternalServerError)
				return
			}
			w.mu.Lock()
			w.sent = append(w.sent, b)
			w.mu.Unlock()
			r.Body = io.NopCloser(bytes.NewReader(b))
		}
		proxy.ServeHTTP(out, r)
	}))
	t.Cleanup(front.Close)
	return front.URL
}

func (w *wire) pictures() [][]byte {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.sent)
}

// halves is a picture that is red at the left and blue at the right.
func halves(t *testing.T, width, height int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.NRGBA{R: 200, A: 255}
			if x >= width/2 {
				c = color.NRGBA{B: 200, A: 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// sentOf publishes a picture of 400 by 200 pixels, red at its left and blue at its
// right, to an account that shows it so, and decodes what the network got.
func sentOf(t *testing.T, shown data.Variant) image.Image {
	t.Helper()
	o, w := open(t), &wire{}
	all, err := o.Connect(t.Context(), o.brand.ID, "bluesky", data.Connecting{Answers: map[string]string{
		"server": w.before(t, o.server.URL()), "identifier": "maison-lenoir.example", "password": password,
	}}, nil)
	o.must(err)
	b := halves(t, 400, 200)
	m, err := o.Attach(t.Context(), "four.png", bytes.NewReader(b), int64(len(b)))
	o.must(err)
	p := o.write("Le four", o.clock.Now(), all[0])
	p.Media = []data.Attachment{{Media: m, Alt: "Le four", Focus: data.Focus{X: 1, Y: 0.5}}}
	p.Variants[0].Ratio, p.Variants[0].Bands = shown.Ratio, shown.Bands
	o.must(o.SavePost(t.Context(), &p))
	o.must(o.PublishNow(t.Context(), p.ID))
	o.until("published", func() bool { return o.state(p) == data.Sent })
	sent := w.pictures()
	if len(sent) != 1 {
		t.Fatalf("%d pictures were sent", len(sent))
	}
	picture, _, err := image.Decode(bytes.NewReader(sent[0]))
	o.must(err)
	return picture
}

// What is sent of a picture has the form that was chosen for the account, around
// the place that was chosen in it.
func TestTheBytesThatAreSentAreCropped(t *testing.T) {
	shown := sentOf(t, data.Variant{Ratio: 0.8})
	size := shown.Bounds().Size()
	if size.X != 160 || size.Y != 200 {
		t.Errorf("sent is %v, which is not 4:5", size)
	}
	for _, x := range []int{0, size.X - 1} {
		if r, _, blue, _ := shown.At(shown.Bounds().Min.X+x, size.Y/2).RGBA(); r > blue {
			t.Errorf("at %d it shows the left half", x)
		}
	}
}

// With bands all of the picture is sent, between what was picked.
func TestTheBytesThatAreSentHaveTheirBands(t *testing.T) {
	shown := sentOf(t, data.Variant{Ratio: 0.8, Bands: data.BandsBlack})
	if size := shown.Bounds().Size(); size.X != 400 || size.Y != 500 {
		t.Fatalf("sent is %v", size)
	}
	for at, want := range map[image.Point]color.RGBA{
		{200, 10}: {0, 0, 0, 255}, {200, 490}: {0, 0, 0, 255}, {10, 250}: {200, 0, 0, 255}, {390, 250}: {0, 0, 200, 255},
	} {
		r, g, b, _ := shown.At(at.X, at.Y).RGBA()
		r2, g2, b2, _ := want.RGBA()
		if apart := max(r, r2) - min(r, r2) + max(g, g2) - min(g, g2) + max(b, b2) - min(b, b2); apart > 0x3000 {
			t.Errorf("at %v it is %v, not %v", at, shown.At(at.X, at.Y), want)
		}
	}
}

// A picture that is turned is another file: the former one stays as it was.
func TestAPictureIsTurned(t *testing.T) {
	o := open(t)
	b := halves(t, 40, 20)
	m, err := o.Attach(t.Context(), "four.png", bytes.NewReader(b), int64(len(b)))
	o.must(err)
	by, err := o.Turn(t.Context(), m, 1)
	o.must(err)
	if by.Hash == m.Hash || by.Name != "four.png" || by.Width != 20 || by.Height != 40 {
		t.Errorf("turned into %+v", by)
	}
	img, err := o.Thumbnail(t.Context(), by.Hash)
	o.must(err)
	if r, _, blue, _ := img.At(img.Bounds().Min.X+10, img.Bounds().Min.Y+2).RGBA(); r < blue {
		t.Error("the left is not above")
	}
	if former, err := o.Thumbnail(t.Context(), m.Hash); err != nil || former.Bounds().Dx() < former.Bounds().Dy() {
		t.Errorf("the former one: %v", err)
	}
	film := reel()
	v, err := o.Attach(t.Context(), "four.mp4", bytes.NewReader(film), int64(len(film)))
	o.must(err)
	if _, err := o.Turn(t.Context(), v, 1); err == nil {
		t.Error("a video was turned")
	}
}
