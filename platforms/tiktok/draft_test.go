package tiktok

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// desk is one account on a rehearsal server. With front its requests go through
// that handler, which is given the way to the server.
type desk struct {
	*session
	t      *testing.T
	server *rehearsal.Server
	clock  *conformance.Clock
	net    *Network
	c      data.Connection
}

func signedIn(t *testing.T, who rehearsal.Account, photos string, front func(http.Handler) http.Handler) *desk {
	t.Helper()
	d := &desk{t: t, clock: &conformance.Clock{}}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: d.clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(who)
	d.server, d.net = server, New(httpx.New(httpx.Params{Clock: d.clock, Loopback: true, PerSecond: 10_000}), thePage)
	if d.c, err = d.connect(who, photos); err != nil {
		t.Fatal(err)
	}
	if front != nil {
		target, err := url.Parse(server.URL())
		if err != nil {
			t.Fatal(err)
		}
		between := httptest.NewServer(front(httputil.NewSingleHostReverseProxy(target)))
		t.Cleanup(between.Close)
		d.c.Account.Server = between.URL
	}
	d.session = d.open()
	return d
}

func (d *desk) connect(who rehearsal.Account, photos string) (data.Connection, error) {
	return d.net.signIn(d.t.Context(), data.Connecting{
		Way: wayPage, Answers: answers(photos)("", who), Open: rehearsal.Consent(d.server, who), Server: d.server.URL(),
	})
}

func (d *desk) open() *session {
	return d.net.Open(d.c.Account, conformance.NewKeys(d.c.Secret)).(*session)
}

// movie is a video of so many bytes that begins as MP4 files do.
func movie(size int) (data.OutgoingMedia, []byte) {
	content := bytes.Repeat([]byte("levain"), size/6+1)[:size]
	copy(content, "\x00\x00\x00\x10ftypisom")
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{Name: "four.mp4", MIME: "video/mp4", Bytes: int64(size), Length: 20 * time.Second}},
		Open:       data.InMemory(content),
	}, content
}

func outgoing(size int) data.Outgoing {
	m, _ := movie(size)
	return data.Outgoing{Text: "Le four", Media: []data.OutgoingMedia{m}}
}

func (d *desk) prepared(o data.Outgoing) []byte {
	d.t.Helper()
	sent, err := d.Prepare(d.t.Context(), o)
	if err != nil {
		d.t.Fatal(err)
	}
	return sent
}

func (d *desk) delivered(o data.Outgoing) data.Receipt {
	d.t.Helper()
	r, err := d.Commit(d.t.Context(), "", d.prepared(o))
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) finds(sent []byte, want data.Verdict) data.Finding {
	d.t.Helper()
	found, err := d.Find(d.t.Context(), "", sent)
	if err != nil || found.Verdict != want {
		d.t.Fatalf("found %+v, %v, want %s", found, err, want)
	}
	return found
}

func (d *desk) pass(span time.Duration) { d.clock.Wait(context.Background(), span) }

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) *data.Failure {
	t.Helper()
	f := data.AsFailure("", err)
	if err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
	return f
}

func TestPartsAreAsTheNetworkWantsThem(t *testing.T) {
	const biggest = 64 << 20
	for _, size := range []int64{1, 300_000, minChunk - 1, minChunk, 2*minChunk - 1, 2 * minChunk, 3*minChunk + 7, 100_000_000, 1 << 30, maxFilm} {
		each, count := parts(size)
		last := size - (count-1)*each
		if count != size/each || count < 1 || count > maxChunks || each > biggest || last < each || last >= 2*minChunk {
			t.Errorf("%d bytes: %d parts of %d, the last of %d", size, count, each, last)
		}
		if size < minChunk && each != size || size >= minChunk && each < minChunk {
			t.Errorf("%d bytes in parts of %d", size, each)
		}
	}
}

func TestALongVideoAppearsWithItsLastPart(t *testing.T) {
	const size = 3*minChunk + 12_345
	d := signedIn(t, lenoir(), photosNo, nil)
	o := outgoing(size)
	_, content := movie(size)
	sent := d.prepared(o)
	if bytes.Contains(sent, content[:100]) || len(d.server.Log().Published) != 0 {
		t.Fatalf("the payload has %d bytes, %d drafts", len(sent), len(d.server.Log().Published))
	}
	d.finds(sent, data.Absent)
	d.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err := d.Commit(t.Context(), "", sent)
	failsWith(t, err, data.Ambiguous, httpx.CodeNoAnswer)
	d.server.SetFaults(rehearsal.Faults{})
	d.finds(sent, data.Unclear) // it is being worked on
	d.pass(settle)
	held := d.finds(sent, data.OnHold)
	again, err := d.Commit(t.Context(), "", sent)
	if err != nil || again != held.Receipt {
		t.Errorf("again %+v, %v", again, err)
	}
	seen := d.server.Log().Published
	if len(seen) != 1 || seen[0].File != fmt.Sprintf("%x", sha256.Sum256(content)) || seen[0].Text != "" {
		t.Errorf("the network saw %+v", seen)
	}
}

func TestAnUploadLivesForAnHour(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	sent := d.prepared(outgoing(1000))
	_, err := d.open().Commit(t.Context(), "", sent)
	failsWith(t, err, data.Transient, CodeExpired) // another session has no file
	d.pass(uploadLife)
	_, err = d.Commit(t.Context(), "", sent)
	failsWith(t, err, data.Transient, CodeExpired)
	if n := len(d.server.Log().Published); n != 0 {
		t.Fatalf("%d drafts", n)
	}
	d.delivered(outgoing(1000))
}

func TestTheInboxHasRoomForFive(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	for range 5 {
		d.delivered(outgoing(1000))
		d.pass(time.Minute)
	}
	_, err := d.Prepare(t.Context(), outgoing(1000))
	f := failsWith(t, err, data.RateLimited, CodeWaiting)
	if want := d.clock.Now().Add(draftsPause); f.Until.Before(want) {
		t.Errorf("until %v, want %v at least", f.Until, want)
	}
	d.pass(lenoir().Taps)
	d.delivered(outgoing(1000))
}

func TestSixBeginningsAMinute(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	for range 6 {
		d.prepared(outgoing(1000))
	}
	_, err := d.Prepare(t.Context(), outgoing(1000))
	failsWith(t, err, data.RateLimited, "")
}

func TestWhatIsNoVideoIsGone(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	o := outgoing(1000)
	o.Media[0].Open = data.InMemory(bytes.Repeat([]byte("x"), 1000))
	sent := d.prepared(o)
	r, err := d.Commit(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	d.pass(time.Minute)
	_, err = d.Held(t.Context(), r.ID)
	if f := failsWith(t, err, data.NotFound, ""); f.Raw != "file_format_check_failed" {
		t.Errorf("raw %q", f.Raw)
	}
	d.finds(sent, data.Absent)
}

func TestWhatIsRefusedBeforeAnythingIsSent(t *testing.T) {
	d := signedIn(t, lenoir(), photosYes, nil)
	without := signedIn(t, lenoir(), photosNo, nil)
	clip, _ := movie(1000)
	photo := data.OutgoingMedia{Attachment: data.Attachment{Media: data.Media{MIME: "image/jpeg", Bytes: 10}}, URL: "https://maison.example/a.jpg"}
	nowhere, png, slow, heavy := photo, photo, clip, clip
	nowhere.URL, png.MIME, slow.Length, heavy.Bytes = "", "image/png", 11*time.Minute, maxFilm+1
	for _, c := range []struct {
		to    *desk
		text  string
		media []data.OutgoingMedia
		code  string
	}{
		{d, "", nil, CodeNeedsMedia},
		{d, "", []data.OutgoingMedia{clip, photo}, CodeMixed},
		{d, "", []data.OutgoingMedia{clip, clip}, CodeMixed},
		{d, strings.Repeat("🥐", maxText/2+1), []data.OutgoingMedia{clip}, CodeTooLong},
		{d, "", []data.OutgoingMedia{nowhere}, CodePhotos},
		{without, "", []data.OutgoingMedia{photo}, CodePhotos},
		{d, "", []data.OutgoingMedia{png}, CodeMediaType},
		{d, "", []data.OutgoingMedia{slow}, CodeLength},
		{d, "", []data.OutgoingMedia{heavy}, data.CodeTooLarge},
	} {
		_, err := c.to.Prepare(t.Context(), data.Outgoing{Text: c.text, Media: c.media})
		failsWith(t, err, data.Invalid, c.code)
	}
	sent := d.prepared(data.Outgoing{Media: []data.OutgoingMedia{photo}})
	_, err := d.Commit(t.Context(), "", sent)
	failsWith(t, err, data.Invalid, CodeDomain)
	_, err = d.Commit(t.Context(), "", []byte(`{}`))
	failsWith(t, err, data.Invalid, "")
}

func TestAVideoThatCannotBeReadIsSaid(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, nil)
	o := outgoing(1000)
	sent := d.prepared(o)
	for id, f := range d.begun {
		f.open = func() (data.MediaFile, error) { return nil, errors.New("gone") }
		d.begun[id] = f
	}
	_, err := d.Commit(t.Context(), "", sent)
	failsWith(t, err, data.Invalid, data.CodeMedia)
	d.finds(sent, data.Absent)
}

func TestAStrangersUploadPlace(t *testing.T) {
	d := signedIn(t, lenoir(), photosNo, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/video/init/") {
				w.Write([]byte(`{"data":{"publish_id":"v1","upload_url":"https://tiktokapis.com.evil.example/up"},"error":{"code":"ok"}}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	_, err := d.Prepare(t.Context(), outgoing(1000))
	failsWith(t, err, data.Invalid, CodeUploadHost)
	for place, want := range map[string]bool{
		"https://open-upload.tiktokapis.com/video/?upload_id=1": true, "http://open-upload.tiktokapis.com/": false,
		"https://tiktokapis.com.evil.example/": false, "https://eviltiktokapis.com/": false, "://": false, d.account.Server + "/upload/": true,
	} {
		if d.isOwn(place) != want {
			t.Errorf("%s is its own: %v", place, !want)
		}
	}
}
