package threads

import (
	"bytes"
	"context"
	"fmt"
	"image"
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

// bench is a connected account and the server.
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
func signedIn(t *testing.T, front func(server http.Handler) http.Handler, scopes ...string) *bench {
	t.Helper()
	b := started(t, front)
	all, err := b.network.Connect(t.Context(), data.Connecting{
		Way: wayToken, Server: b.session.server, Answers: map[string]string{"token": b.server.Token(lenoir().Handle, scopes...)},
	})
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
	b.session = &session{wire: wire{b.network.http, at}}
	shelf := httptest.NewServer(http.HandlerFunc(show))
	t.Cleanup(shelf.Close)
	b.shelf = shelf.URL
	return b
}

func (b *bench) open(c data.Connection) {
	c.Account.ID = 7
	b.keys = conformance.NewKeys(c.Secret)
	b.session = b.network.Open(c.Account, b.keys).(*session)
}

const movie = "\x00\x00\x00\x10ftypisom\x00\x00\x02\x00and the rest of it"

// show gives a picture for "/four.png", a film for "/four.mp4" and something
// else for "/notes.txt".
func show(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/four.png":
		_ = png.Encode(w, image.NewGray(image.Rect(0, 0, 400, 320)))
	case "/tall.png":
		_ = png.Encode(w, image.NewGray(image.Rect(0, 0, 40, 600)))
	case "/four.mp4":
		_, _ = io.WriteString(w, movie)
	case "/notes.txt":
		_, _ = io.WriteString(w, "neither picture nor film, as a portal answers")
	default:
		http.NotFound(w, r)
	}
}

func (b *bench) media(mime, name string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: "Le four", Media: data.Media{MIME: mime, Bytes: 100}}, URL: b.shelf + "/" + name,
		Open: data.InMemory(make([]byte, 100)),
	}
}

func (b *bench) part(text string, media ...data.OutgoingMedia) data.Outgoing {
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

// containers notes the forms of the containers that are asked for, without the
// token.
func containers(into *[]url.Values) func(http.Handler) http.Handler {
	return func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/threads") {
				body, _ := io.ReadAll(r.Body)
				form, _ := url.ParseQuery(string(body))
				form.Del("access_token")
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
	first := b.part("Un sondage")
	first.Options = map[string]string{
		optionPoll: "Brioche\n\n Pain \nFougasse", optionTopic: "#Boulangerie", optionReplies: "followers_only", optionApprovals: "1",
	}
	r := b.publish(first)
	second := b.part("La suite")
	second.Options, second.Previous = first.Options, []data.Receipt{r}
	b.publish(second)
	linked := b.part("Un lien")
	linked.Options = map[string]string{optionLink: "https://maisonlenoir.example/", optionReplies: everyone}
	b.publish(linked)
	picture := b.part("Une photo", b.media("image/png", "four.png"))
	picture.Options = map[string]string{optionSpoiler: "1", optionLink: "https://maisonlenoir.example/"}
	b.publish(picture)
	b.publish(b.part("Les deux", b.media("image/png", "four.png"), b.media("video/mp4", "four.mp4")))
	asked[6].Del("children")
	want := []url.Values{
		{
			"media_type": {"TEXT"}, "text": {"Un sondage"}, "topic_tag": {"Boulangerie"}, "reply_control": {"followers_only"},
			"enable_reply_approvals": {"true"}, "poll_attachment": {`{"option_a":"Brioche","option_b":"Pain","option_c":"Fougasse"}`},
		},
		{"media_type": {"TEXT"}, "text": {"La suite"}, "reply_to_id": {r.ID}},
		{"media_type": {"TEXT"}, "text": {"Un lien"}, "link_attachment": {"https://maisonlenoir.example/"}},
		{
			"media_type": {"IMAGE"}, "text": {"Une photo"}, "image_url": {b.shelf + "/four.png"}, "alt_text": {"Le four"},
			"is_spoiler_media": {"true"},
		},
		{"media_type": {"IMAGE"}, "image_url": {b.shelf + "/four.png"}, "alt_text": {"Le four"}, "is_carousel_item": {"true"}},
		{"media_type": {"VIDEO"}, "video_url": {b.shelf + "/four.mp4"}, "alt_text": {"Le four"}, "is_carousel_item": {"true"}},
		{"media_type": {"CAROUSEL"}, "text": {"Les deux"}},
	}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("containers (-want +got):\n%s", diff)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	b := signedIn(t, nil)
	without := b.media("image/png", "four.png")
	without.URL = ""
	heavy := b.media("video/mp4", "four.mp4")
	heavy.Bytes = videoBytes + 1
	with := func(option, value string, media ...data.OutgoingMedia) data.Outgoing {
		o := b.part("Bonjour", media...)
		o.Options[option] = value
		return o
	}
	for name, c := range map[string]struct {
		o    data.Outgoing
		code string
	}{
		"nothing":           {b.part(" "), CodeEmpty},
		"too long":          {b.part(strings.Repeat("é", mostText+1)), graph.CodeTooLong},
		"too many":          {b.part("", make([]data.OutgoingMedia, 21)...), graph.CodeTooMany},
		"links":             {b.part("https://a.fr https://b.fr https://c.fr https://d.fr https://e.fr https://f.fr"), CodeLinks},
		"one answer":        {with(optionPoll, "Oui"), CodePoll},
		"five answers":      {with(optionPoll, "a\nb\nc\nd\ne"), CodePoll},
		"long answer":       {with(optionPoll, "a\n"+strings.Repeat("b", 26)), CodePoll},
		"poll and picture":  {with(optionPoll, "a\nb", b.media("image/png", "four.png")), CodePoll},
		"topic":             {with(optionTopic, "a & b"), CodeTopic},
		"no public address": {b.part("", without), data.BlockHost},
		"media type":        {b.part("", b.media("image/webp", "four.png")), graph.CodeMediaType},
		"heavy video":       {b.part("", heavy), data.CodeTooLarge},
	} {
		_, err := b.Prepare(t.Context(), c.o)
		t.Run(name, func(t *testing.T) { failsWith(t, err, data.Invalid, c.code) })
	}
}

func TestRefusedContainers(t *testing.T) {
	b := signedIn(t, nil)
	for _, c := range []struct {
		mime, name string
		kind       data.Kind
		code       string
	}{
		{"image/png", "nowhere.png", data.Invalid, graph.CodeNotFetched},
		{"image/png", "notes.txt", data.Invalid, graph.CodeNotFetched},
		{"image/png", "tall.png", data.Invalid, graph.CodeRatio},
		{"video/mp4", "nowhere.mp4", data.Transient, graph.CodeNotFetched},
		{"video/mp4", "notes.txt", data.Invalid, graph.CodeMediaType},
	} {
		_, err := b.Prepare(t.Context(), b.part("", b.media(c.mime, c.name)))
		t.Run(c.mime+" "+c.name, func(t *testing.T) { failsWith(t, err, c.kind, c.code) })
	}
	// An emoji counts as its bytes: 126 of four are 504.
	_, err := b.Prepare(t.Context(), b.part(strings.Repeat("🥐", 126)))
	failsWith(t, err, data.Invalid, "")
	b.prepare(b.part(strings.Repeat("🥐", 125)))
	if n := len(b.server.Log().Published); n != 0 {
		t.Errorf("%d posts are public", n)
	}
}

func TestWhatAFailedContainerMeans(t *testing.T) {
	for said, want := range map[string]data.Failure{
		"FAILED_DOWNLOADING_VIDEO": {Kind: data.Transient, Code: graph.CodeNotFetched},
		"FAILED_PROCESSING_AUDIO":  {Kind: data.Invalid, Code: graph.CodeMediaType},
		"FAILED_PROCESSING_VIDEO":  {Kind: data.Invalid, Code: graph.CodeMediaType},
		"INVALID_ASPEC_RATIO":      {Kind: data.Invalid, Code: graph.CodeRatio},
		"INVALID_BIT_RATE":         {Kind: data.Invalid, Code: graph.CodeMediaType},
		"INVALID_DURATION":         {Kind: data.Invalid, Code: graph.CodeMediaType},
		"UNKNOWN":                  {Kind: data.Transient, Code: graph.CodeProcessing},
		"":                         {Kind: data.Transient, Code: graph.CodeProcessing},
	} {
		if kind, code := why(said); kind != want.Kind || code != want.Code {
			t.Errorf("%q: %s %q", said, kind, code)
		}
	}
}

// A status that never ends is looked at a bounded number of times.
func TestWaitingEnds(t *testing.T) {
	looks := 0
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.Contains(r.URL.RawQuery, "error_message") {
			looks++
			return `{"status":"IN_PROGRESS","id":"1"}`
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

func TestWhatErrorsMean(t *testing.T) {
	said := ""
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/threads_publish") {
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
		{4, 0, data.RateLimited, ""},
		{9, 2207042, data.RateLimited, graph.CodeQuota},
		{25, 2207050, data.Invalid, graph.CodeRestricted},
		{25, 0, data.Invalid, graph.CodeRestricted},
		{24, 2207008, data.Ambiguous, ""},
		{24, 4279009, data.Ambiguous, ""},
		{-1, 0, data.Ambiguous, ""},
		{1, 0, data.Ambiguous, ""},
		{-2, 2207020, data.Transient, ""},
		{9007, 2207027, data.Transient, graph.CodeProcessing},
		{100, 0, data.Invalid, ""},
	} {
		said = fmt.Sprintf(`!{"error":{"message":"no","type":"THApiException","code":%d,"error_subcode":%d}}`, c.code, c.subcode)
		_, err := b.Commit(t.Context(), "", sent)
		t.Run(fmt.Sprintf("%d %d", c.code, c.subcode), func(t *testing.T) { failsWith(t, err, c.kind, c.name) })
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

// The parts of a thread are found among the answers, each below its own parent.
func TestFindAPartOfAThread(t *testing.T) {
	b := signedIn(t, nil)
	one, other := b.publish(b.part("Un")), b.publish(b.part("Autre"))
	below := func(r data.Receipt) data.Outgoing {
		o := b.part("La suite")
		o.Previous = []data.Receipt{r}
		return o
	}
	sent := b.prepare(below(one))
	b.publish(below(other))
	b.server.SetFaults(rehearsal.Faults{LostAnswer: 1})
	_, err := b.Commit(t.Context(), "", sent)
	failsWith(t, err, data.Ambiguous, httpx.CodeNoAnswer)
	b.server.SetFaults(rehearsal.Faults{})
	seen := b.server.Log().Published
	if f := b.find(sent); f.Verdict != data.Online || f.Receipt.ID != seen[3].ID || seen[3].Parent != one.ID {
		t.Errorf("found %+v, the network saw %+v", f, seen)
	}
	bad := b.part("Perdue")
	bad.Previous = []data.Receipt{{ID: "../me"}}
	_, err = b.Prepare(t.Context(), bad)
	failsWith(t, err, data.Invalid, "")
}
