package instagram

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

// bench is a connected account, the server and what it was asked.
type bench struct {
	*session
	t       *testing.T
	network *Network
	server  *rehearsal.Server
	clock   *conformance.Clock
	keys    *conformance.Keys
	shelf   string
}

// signedIn connects an account on a rehearsal server. With front its requests
// go through that handler, which is given the way to the server.
func signedIn(t *testing.T, front func(server http.Handler) http.Handler) *bench {
	t.Helper()
	b := started(t, front)
	all, err := b.network.Connect(t.Context(), data.Connecting{Way: wayToken, Server: b.session.server, Answers: pasted(b.server, lenoir())})
	if err != nil {
		t.Fatal(err)
	}
	b.open(all[0])
	return b
}

func started(t *testing.T, front func(server http.Handler) http.Handler) *bench {
	t.Helper()
	b := &bench{t: t, clock: &conformance.Clock{}}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: b.clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(lenoir())
	b.server, b.network = server, New(httpx.New(httpx.Params{Clock: b.clock, Loopback: true, PerSecond: 10_000}))
	at := server.URL()
	if front != nil {
		target, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		between := httptest.NewServer(front(httputil.NewSingleHostReverseProxy(target)))
		t.Cleanup(between.Close)
		at = between.URL
	}
	b.session = &session{wire: b.network.at(at)}
	b.shelf = shelf(t)
	return b
}

func (b *bench) open(c data.Connection) {
	c.Account.ID = 7
	b.keys = conformance.NewKeys(c.Secret)
	b.session = b.network.Open(c.Account, b.keys).(*session)
}

// shelf shows pictures of a width and height: "/400x320.jpg".
func shelf(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content := drawn(r.URL.Path)
		if content == nil {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write(content)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func drawn(name string) []byte {
	var width, height int
	if _, err := fmt.Sscanf(strings.TrimPrefix(name, "/"), "%dx%d", &width, &height); err != nil {
		return nil
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, image.NewGray(image.Rect(0, 0, width, height)), nil)
	if strings.HasSuffix(name, ".png") {
		out.Reset()
		err = png.Encode(&out, image.NewGray(image.Rect(0, 0, width, height)))
	}
	if err != nil {
		return nil
	}
	return out.Bytes()
}

// picture is one of the shelf, told to be a JPEG.
func (b *bench) picture(name string) data.OutgoingMedia {
	content := drawn(name)
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: "Le four", Media: data.Media{MIME: "image/jpeg", Bytes: int64(len(content)), Width: 4, Height: 3}},
		Open:       data.InMemory(content), URL: b.shelf + "/" + name,
	}
}

func video(content string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Media: data.Media{MIME: "video/mp4", Bytes: int64(len(content)), Length: 10 * time.Second}},
		Open:       data.InMemory([]byte(content)),
	}
}

const movie = "\x00\x00\x00\x10ftypisom\x00\x00\x02\x00and the rest of it"

func (b *bench) part(text string, media ...data.OutgoingMedia) data.Outgoing {
	if media == nil {
		media = []data.OutgoingMedia{b.picture("400x320.jpg")}
	}
	return data.Outgoing{Text: text, Lang: "fr", Media: media, Options: map[string]string{}, Key: b.NewKey(time.Time{}), Stamp: b.clock.Now()}
}

func (b *bench) prepare(o data.Outgoing) []byte {
	b.t.Helper()
	sent, err := b.Prepare(b.t.Context(), o)
	if err != nil {
		b.t.Fatal(err)
	}
	return sent
}

func (b *bench) publish(o data.Outgoing) data.Receipt {
	b.t.Helper()
	r, err := b.Commit(b.t.Context(), o.Key, b.prepare(o))
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b *bench) find(sent []byte) data.Finding {
	b.t.Helper()
	f, err := b.Find(b.t.Context(), "", sent)
	if err != nil {
		b.t.Fatal(err)
	}
	return f
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

// containers notes the forms of the containers that are asked for.
func containers(into *[]url.Values) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/media") {
				body, _ := io.ReadAll(r.Body)
				form, _ := url.ParseQuery(string(body))
				*into = append(*into, form)
				r.Body = io.NopCloser(bytes.NewReader(body))
			}
			server.ServeHTTP(w, r)
		})
	}
}

func TestContainers(t *testing.T) {
	var asked []url.Values
	b := signedIn(t, containers(&asked))
	b.publish(b.part("Une photo"))
	reel := b.part("Un Reel @jo", video(movie))
	reel.Options = map[string]string{optionShareToFeed: reelsOnly, optionCollaborators: "@jo.example, awa"}
	b.publish(reel)
	b.publish(b.part("Les deux", b.picture("400x320.jpg"), video(movie)))
	picture := url.Values{"image_url": {b.shelf + "/400x320.jpg"}, "alt_text": {"Le four"}}
	want := []url.Values{
		{"image_url": picture["image_url"], "alt_text": picture["alt_text"], "caption": {"Une photo"}},
		{
			"media_type": {"REELS"}, "upload_type": {"resumable"}, "caption": {"Un Reel @jo"},
			"share_to_feed": {"false"}, "collaborators": {`["jo.example","awa"]`},
		},
		{"image_url": picture["image_url"], "alt_text": picture["alt_text"], "is_carousel_item": {"true"}},
		{"media_type": {"VIDEO"}, "upload_type": {"resumable"}, "is_carousel_item": {"true"}},
		{"media_type": {"CAROUSEL"}, "caption": {"Les deux"}},
	}
	asked[4].Del("children")
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("containers (-want +got):\n%s", diff)
	}
	seen := b.server.Log().Published
	if len(seen) != 3 || seen[1].Videos != 1 || seen[2].Images != 1 || seen[2].Videos != 1 {
		t.Errorf("the network saw %+v", seen)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	b := signedIn(t, nil)
	without := b.picture("400x320.jpg")
	without.URL = ""
	other := b.picture("400x320.jpg")
	other.MIME = "image/webp"
	heavy := video(movie)
	heavy.Bytes = videoBytes + 1
	for name, c := range map[string]struct {
		o    data.Outgoing
		code string
	}{
		"nothing attached":  {data.Outgoing{Text: "Bonjour"}, CodeNoMedia},
		"too many":          {b.part("", make([]data.OutgoingMedia, 11)...), graph.CodeTooMany},
		"too long":          {b.part(strings.Repeat("é", mostCaption+1)), graph.CodeTooLong},
		"hashtags":          {b.part(strings.Repeat("#é ", mostHashtags+1)), CodeHashtags},
		"mentions":          {b.part(strings.Repeat("@jo ", mostMentions+1)), CodeMentions},
		"no public address": {b.part("", without), data.BlockHost},
		"media type":        {b.part("", other), graph.CodeMediaType},
		"heavy video":       {b.part("", heavy), data.CodeTooLarge},
	} {
		_, err := b.Prepare(t.Context(), c.o)
		t.Run(name, func(t *testing.T) { failsWith(t, err, data.Invalid, c.code) })
	}
	b.prepare(b.part(strings.Repeat("#é ", mostHashtags) + "lea@mail.example"))
}

func TestRefusedContainers(t *testing.T) {
	b := signedIn(t, nil)
	for name, code := range map[string]string{
		"nowhere.jpg": graph.CodeNotFetched, "400x320.png": graph.CodeMediaType, "400x900.jpg": graph.CodeRatio, "900x400.jpg": graph.CodeRatio,
	} {
		_, err := b.Prepare(t.Context(), b.part("", b.picture(name)))
		t.Run(name, func(t *testing.T) { failsWith(t, err, data.Invalid, code) })
	}
	_, err := b.Prepare(t.Context(), b.part("", video("this is not a film at all")))
	failsWith(t, err, data.Invalid, graph.CodeMediaType) // told by the container's status alone
	if n := len(b.server.Log().Published); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

// A status that never ends is looked at a bounded number of times, and no
// oftener than once a minute when it takes long.
func TestWaitingEnds(t *testing.T) {
	looks := 0
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.Contains(r.URL.RawQuery, "status_code") {
			looks++
			return `{"status_code":"IN_PROGRESS","id":"1"}`
		}
		return ""
	}))
	began := b.clock.Now()
	_, err := b.Prepare(t.Context(), b.part("Le four"))
	failsWith(t, err, data.Transient, graph.CodeProcessing)
	if took := b.clock.Now().Sub(began); looks != len(graph.Pauses()) || took < 3*time.Minute || took > 5*time.Minute {
		t.Errorf("%d looks in %v", looks, took)
	}
}

// answering answers in the server's place whatever say has words for. What
// begins with "!" is an error.
func answering(say func(*http.Request) string) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			words := say(r)
			if words == "" {
				server.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "application/json")
			if refusal, ok := strings.CutPrefix(words, "!"); ok {
				w.WriteHeader(http.StatusBadRequest)
				words = refusal
			}
			_, _ = w.Write([]byte(words))
		})
	}
}

func TestWhatErrorsMean(t *testing.T) {
	said := ""
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/media_publish") {
			return said
		}
		return ""
	}))
	sent := b.prepare(b.part("Le four"))
	for _, c := range []struct {
		code, subcode int
		kind          data.Kind
		name          string
	}{
		{190, 463, data.Auth, ""},
		{10, 0, data.Unsupported, graph.CodePermission},
		{200, 0, data.Unsupported, graph.CodePermission},
		{4, 0, data.RateLimited, ""},
		{9, 2207042, data.RateLimited, graph.CodeQuota},
		{4, 2207051, data.Invalid, graph.CodeRestricted},
		{25, 2207050, data.Invalid, graph.CodeRestricted},
		{24, 2207006, data.Ambiguous, ""},
		{24, 2207008, data.Ambiguous, ""},
		{-1, 2207001, data.Ambiguous, ""},
		{1, 0, data.Ambiguous, ""},
		{2, 0, data.Ambiguous, ""},
		{-2, 2207020, data.Transient, ""},
		{9007, 2207027, data.Transient, graph.CodeProcessing},
		{100, 33, data.Ambiguous, ""},
		{100, 0, data.Invalid, ""},
		{36003, 2207009, data.Invalid, graph.CodeRatio},
		{80002, 0, data.RateLimited, ""},
	} {
		said = fmt.Sprintf(`!{"error":{"message":"no","type":"OAuthException","code":%d,"error_subcode":%d}}`, c.code, c.subcode)
		_, err := b.Commit(t.Context(), "", sent)
		t.Run(fmt.Sprintf("%d %d", c.code, c.subcode), func(t *testing.T) { failsWith(t, err, c.kind, c.name) })
	}
}

// The network says minutes where others say seconds.
func TestMinutesOfTheUsageHeader(t *testing.T) {
	b := signedIn(t, nil)
	b.server.SetFaults(rehearsal.Faults{RateLimit: 1, RetryAfter: 19 * 60})
	_, err := b.Profile(t.Context())
	failsWith(t, err, data.RateLimited, "")
	if until := data.AsFailure("", err).Until; !until.Equal(b.clock.Now().Add(19 * time.Minute)) {
		t.Errorf("until %v", until)
	}
}

func TestQuotaOfTheDay(t *testing.T) {
	b := signedIn(t, nil)
	for range 50 {
		b.publish(b.part("Une fournée"))
	}
	sent := b.prepare(b.part("Une de trop"))
	_, err := b.Commit(t.Context(), "", sent)
	failsWith(t, err, data.RateLimited, graph.CodeQuota)
	if f := b.find(sent); f.Verdict != data.Absent {
		t.Errorf("found %+v", f)
	}
	if b.account.Can.PerDay != 50 {
		t.Errorf("%d a day", b.account.Can.PerDay)
	}
}

func TestFind(t *testing.T) {
	b := signedIn(t, nil)
	b.publish(b.part("Même texte")) // an older one is never taken for it
	sent := b.prepare(b.part("Même texte"))
	if f := b.find(sent); f.Verdict != data.Absent {
		t.Errorf("before: %+v", f)
	}
	r, err := b.Commit(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	if f := b.find(sent); f.Verdict != data.Online || f.Receipt != r || r.URL == "" {
		t.Errorf("after: %+v, want %+v", f, r)
	}
	// Two alike that are newer than the request: one of them is another's.
	b.publish(b.part("Même texte"))
	if f := b.find(sent); f.Verdict != data.Unclear || !strings.Contains(f.Evidence, "PUBLISHED") {
		t.Errorf("two alike: %+v", f)
	}
	// A container that was never published and is forgotten.
	late := b.prepare(b.part("Trop tard"))
	b.clock.Wait(context.Background(), 25*time.Hour)
	if f := b.find(late); f.Verdict != data.Absent {
		t.Errorf("expired: %+v", f)
	}
	_, err = b.Commit(t.Context(), "", late)
	failsWith(t, err, data.Transient, "")
	gone := bytes.ReplaceAll(late, []byte(`"container":"`), []byte(`"container":"1`))
	if f := b.find(gone); f.Verdict != data.Absent {
		t.Errorf("unknown container: %+v", f)
	}
	if _, err := b.Find(t.Context(), "", []byte(`{}`)); data.KindOf(err) != data.Invalid {
		t.Errorf("not a payload: %v", err)
	}
}

// A container that is in the middle of something tells nothing either way.
func TestFindWhileItIsPublished(t *testing.T) {
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.Contains(r.URL.RawQuery, "status_code") && strings.Contains(r.URL.Path, "/777") {
			return `{"status_code":"IN_PROGRESS"}`
		}
		return ""
	}))
	sent := []byte(`{"container":"777","made":"2026-11-21T18:00:00Z","shape":"IMAGE"}`)
	if f := b.find(sent); f.Verdict != data.Unclear {
		t.Errorf("found %+v", f)
	}
}
