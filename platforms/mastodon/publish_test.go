package mastodon

import (
	"encoding/json"
	"fmt"
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
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

func lenoir() rehearsal.Account {
	return rehearsal.Account{Handle: "lenoir", Password: "abcd-efgh", Name: "Lenoir"}
}

// signedInAt connects an account on a rehearsal server. With front its
// requests go through that handler, which is given the way to the server.
func signedInAt(t *testing.T, front func(server http.Handler) http.Handler) (*session, *rehearsal.Server, *conformance.Clock) {
	t.Helper()
	clock := &conformance.Clock{}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	server.AddAccount(lenoir())
	network := New(httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000}), thePage)
	c, err := network.signIn(t.Context(), data.Connecting{
		Answers: map[string]string{"server": server.URL()}, Open: rehearsal.Consent(server, lenoir()),
	})
	if err != nil {
		t.Fatal(err)
	}
	if front != nil {
		target, err := url.Parse(server.URL())
		if err != nil {
			t.Fatal(err)
		}
		between := httptest.NewServer(front(httputil.NewSingleHostReverseProxy(target)))
		t.Cleanup(between.Close)
		c.Account.Server = between.URL
	}
	return network.Open(c.Account, conformance.NewKeys(c.Secret)).(*session), server, clock
}

func part(s *session, text string) data.Outgoing {
	return data.Outgoing{Text: text, Lang: "fr", Key: s.NewKey(time.Time{}), Stamp: s.http.Clock().Now()}
}

func prepared(t *testing.T, s *session, o data.Outgoing) []byte {
	t.Helper()
	sent, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return sent
}

func published(t *testing.T, s *session, o data.Outgoing) data.Receipt {
	t.Helper()
	r, err := s.Commit(t.Context(), o.Key, prepared(t, s, o))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func found(t *testing.T, s *session, sent []byte) data.Finding {
	t.Helper()
	f, err := s.Find(t.Context(), "", sent)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// pixels is a picture that the network takes, different for each name.
func pixels(name string) data.OutgoingMedia {
	return data.OutgoingMedia{
		Attachment: data.Attachment{Alt: name, Media: data.Media{MIME: "image/png", Bytes: int64(8 + len(name)), Width: 4, Height: 3}},
		Open:       data.InMemory([]byte("\x89PNG\r\n\x1a\n" + name)),
	}
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

func TestRequest(t *testing.T) {
	var key string
	var sent map[string]any
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				key = r.Header.Get("Idempotency-Key")
				json.NewDecoder(r.Body).Decode(&sent)
				w.Write([]byte(`{"id":"7","created_at":"2026-11-21T18:00:00.000Z","url":"javascript:alert(1)"}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	o := part(s, "Brioche @awa@ailleurs.example")
	o.Lang = "fr-CA"
	o.Options = map[string]string{optionSpoiler: "Sucre", optionVisibility: "unlisted", optionSensitive: "1"}
	o.Previous = []data.Receipt{{ID: "3"}, {ID: "5"}}
	r := published(t, s, o)
	want := map[string]any{
		"status": "Brioche @awa@ailleurs.example", "spoiler_text": "Sucre", "visibility": "unlisted", "sensitive": true,
		"language": "fr", "in_reply_to_id": "5",
	}
	if diff := cmp.Diff(want, sent); diff != "" || key != o.Key {
		t.Errorf("key %q, want %q; body (-want +got):\n%s", key, o.Key, diff)
	}
	if r.ID != "7" || r.URL != "" {
		t.Errorf("receipt %+v: only an address of the web may be shown", r)
	}
	if a, b := s.NewKey(time.Time{}), s.NewKey(time.Time{}); a == b || len(a) != 36 || a[14] != '4' {
		t.Errorf("keys %q and %q", a, b)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	media := func(mime string, content []byte, err error) []data.OutgoingMedia {
		return []data.OutgoingMedia{{Attachment: data.Attachment{Media: data.Media{MIME: mime, Bytes: int64(len(content))}}, Open: opened(content, err)}}
	}
	for name, c := range map[string]struct {
		code   string
		change func(*data.Outgoing)
	}{
		"empty":         {CodeEmpty, func(o *data.Outgoing) { o.Text = " \n" }},
		"film":          {CodeMediaType, func(o *data.Outgoing) { o.Media = media("video/mp4", []byte("x"), nil) }},
		"heavy":         {data.CodeTooLarge, func(o *data.Outgoing) { o.Media = media("image/png", make([]byte, 16<<20+1), nil) }},
		"file gone":     {data.CodeMedia, func(o *data.Outgoing) { o.Media = media("image/png", nil, http.ErrMissingFile) }},
		"no picture":    {CodeMediaType, func(o *data.Outgoing) { o.Media = media("image/png", []byte("no picture"), nil) }},
		"no key":        {"", func(o *data.Outgoing) { o.Key = "" }},
		"no part":       {"", func(o *data.Outgoing) { o.Previous = []data.Receipt{{ID: "12::held"}} }},
		"held too soon": {CodeTooSoon, func(o *data.Outgoing) { o.HoldTill = o.Stamp.Add(4 * time.Minute) }},
		"held too late": {CodeTooSoon, func(o *data.Outgoing) { o.HoldTill = o.Stamp.Add(-time.Hour) }},
	} {
		t.Run(name, func(t *testing.T) {
			o := part(s, "bonjour")
			c.change(&o)
			_, err := s.Prepare(t.Context(), o)
			failsWith(t, err, data.Invalid, c.code)
		})
	}
}

// The sentences are those of the network's own catalogues.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		status  int
		message string
		kind    data.Kind
		code    string
	}{
		{401, "The access token is invalid", data.Auth, ""},
		{403, "This action is outside the authorized scopes", data.Auth, ""},
		{403, "This action is not allowed", data.Invalid, ""},
		{422, "This method requires an authenticated user", data.Auth, ""},
		{404, "Record not found", data.NotFound, ""},
		{422, "Validation failed: Text character limit of 500 exceeded", data.Invalid, CodeTooLong},
		{400, "Bad Request: status too long, 5001 characters provided", data.Invalid, CodeTooLong},
		{422, "Validation failed: Text can’t be blank", data.Invalid, CodeEmpty},
		{422, "Validation failed: File can't be blank", data.Invalid, ""},
		{422, "Cannot attach more than 4 files", data.Invalid, CodeTooMany},
		{422, "Cannot attach files that have not finished processing. Try again in a moment!", data.Transient, CodeProcessing},
		{422, "Media 1, 2 not found or already attached to another post", data.Ambiguous, ""},
		{422, "Validation failed: Scheduled at The scheduled date must be in the future", data.Invalid, CodeTooSoon},
		{422, "Validation failed: You have exceeded the limit of 25 scheduled posts for today", data.Invalid, CodeTooManyHeld},
		{422, "Validation failed: quelque chose", data.Invalid, ""},
		{503, "There was a temporary problem", data.Ambiguous, ""},
	} {
		s, _, _ := signedInAt(t, func(http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(c.status)
				json.NewEncoder(w).Encode(map[string]string{"error": c.message})
			})
		})
		sent, err := json.Marshal(payload{Stamp: conformance.Start(), Prepared: conformance.Start(), Request: request{Status: "x", Visibility: "public"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Commit(t.Context(), "key", sent)
		f := data.AsFailure("", err)
		if err == nil || f.Kind != c.kind || f.Code != c.code || !strings.Contains(f.Raw, c.message[:10]) {
			t.Errorf("%d %q: %v, raw %q; want %s (%s)", c.status, c.message, err, f.Raw, c.kind, c.code)
		}
	}
}

// R13: a picture that is never ready does not keep the post for ever.
func TestPictureThatIsNeverReady(t *testing.T) {
	asked := 0
	s, server, clock := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/api/v2/media":
				w.WriteHeader(http.StatusAccepted)
				w.Write([]byte(`{"id":"1"}`))
			case strings.HasPrefix(r.URL.Path, "/api/v1/media/"):
				asked++
				w.WriteHeader(http.StatusPartialContent)
				w.Write([]byte(`{"id":"1","url":null}`))
			default:
				server.ServeHTTP(w, r)
			}
		})
	})
	began := clock.Mono()
	o := part(s, "Avec une photo")
	o.Media = []data.OutgoingMedia{pixels("un")}
	_, err := s.Prepare(t.Context(), o)
	failsWith(t, err, data.Transient, CodeProcessing)
	if waited := clock.Mono() - began; waited > 5*time.Minute || asked < 3 || len(server.Log().Published) != 0 {
		t.Errorf("waited %v, asked %d times", waited, asked)
	}
}

// A text comes back as HTML with shortened links and mentions without host.
func TestFindKnowsAPostInItsHTML(t *testing.T) {
	for name, o := range map[string]data.Outgoing{
		"all of it": {Text: "🥐 Samedi, « brioche » & café <dès 7 h> !\n\nAvec @awa@ailleurs.example et @jo, #été\nhttps://maison-lenoir.example/une/adresse/plus/longue?que=trente&signes=oui", Options: map[string]string{optionSpoiler: "Sucre"}},
		"emoji":     {Text: "🥐🥐 !"},
		"warning":   {Text: "Oui", Options: map[string]string{optionSpoiler: "Sucre & beurre"}},
		"pictures":  {Media: []data.OutgoingMedia{pixels("un"), pixels("deux"), pixels("trois")}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, _ := signedInAt(t, nil)
			published(t, s, part(s, "Autre chose"))
			o.Key, o.Stamp = s.NewKey(time.Time{}), s.http.Clock().Now()
			sent := prepared(t, s, o)
			if f := found(t, s, sent); f.Verdict != data.Absent {
				t.Fatalf("before: %+v", f)
			}
			r, err := s.Commit(t.Context(), o.Key, sent)
			if err != nil {
				t.Fatal(err)
			}
			if f := found(t, s, sent); f.Verdict != data.Online || f.Receipt != r {
				t.Errorf("after: %+v, receipt %+v", f, r)
			}
		})
	}
}

// The same words may be said again: an older post is never taken for this one.
func TestFindNeverClaimsAnotherPost(t *testing.T) {
	const text = "Nous sommes ouverts demain de sept heures à midi et demi"
	for _, c := range []struct {
		name    string
		before  func(*session, *rehearsal.Server, data.Outgoing)
		after   func(*session, *rehearsal.Server)
		verdict data.Verdict
	}{
		{"yesterday's", func(s *session, r *rehearsal.Server, o data.Outgoing) {
			r.Seed("lenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: text, At: o.Stamp.Add(-24 * time.Hour)}}})
		}, nil, data.Absent},
		{"one of a minute ago, by hand or by an earlier attempt", func(s *session, r *rehearsal.Server, o data.Outgoing) {
			r.Seed("lenoir", rehearsal.Past{Posts: []rehearsal.PastPost{{Text: text, At: o.Stamp.Add(-time.Minute)}}})
		}, nil, data.Unclear},
		{"one that goes on in other words", nil, func(s *session, r *rehearsal.Server) {
			published(t, s, part(s, text+", et l’après-midi aussi"))
		}, data.Unclear},
		{"one that begins in other words", nil, func(s *session, r *rehearsal.Server) {
			published(t, s, part(s, "Rappel : "+text))
		}, data.Absent},
		{"the same in answer to something", nil, func(s *session, r *rehearsal.Server) {
			o := part(s, text)
			o.Previous = []data.Receipt{published(t, s, part(s, "Dites-nous"))}
			published(t, s, o)
		}, data.Absent},
		{"the same with a picture", nil, func(s *session, r *rehearsal.Server) {
			o := part(s, text)
			o.Media = []data.OutgoingMedia{pixels("un")}
			published(t, s, o)
		}, data.Absent},
		{"more posts since than are looked at", nil, func(s *session, r *rehearsal.Server) {
			var past rehearsal.Past
			for i := range lookPages*pageSize + 1 {
				past.Posts = append(past.Posts, rehearsal.PastPost{Text: fmt.Sprint("Non ", i), At: conformance.Start()})
			}
			r.Seed("lenoir", past)
		}, data.Unclear},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, server, _ := signedInAt(t, nil)
			o := part(s, text)
			if c.before != nil {
				c.before(s, server, o)
			}
			sent := prepared(t, s, o)
			if c.after != nil {
				c.after(s, server)
			}
			if f := found(t, s, sent); f.Verdict != c.verdict || (f.Verdict == data.Unclear) != (f.Evidence != "") {
				t.Errorf("%+v, want %s", f, c.verdict)
			}
		})
	}
}

// A post that went out before its hour is seen all the same.
func TestFindSeesWhatWentOutEarly(t *testing.T) {
	s, _, clock := signedInAt(t, nil)
	o := part(s, "Bonjour")
	o.Stamp = clock.Now().Add(11 * time.Minute)
	sent := prepared(t, s, o)
	r, err := s.Commit(t.Context(), o.Key, sent)
	if err != nil {
		t.Fatal(err)
	}
	if f := found(t, s, sent); f.Verdict != data.Online || f.Receipt != r {
		t.Errorf("found %+v, receipt %+v", f, r)
	}
}

// Two posts of the same words and other pictures are told apart by these.
func TestFindKnowsPicturesByTheirID(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "Le four")
	o.Media = []data.OutgoingMedia{pixels("un")}
	first, second := prepared(t, s, o), prepared(t, s, o)
	r, err := s.Commit(t.Context(), o.Key, first)
	if err != nil {
		t.Fatal(err)
	}
	if f := found(t, s, first); f.Verdict != data.Online || f.Receipt != r {
		t.Errorf("its own: %+v", f)
	}
	// Whether it is that of an earlier attempt only a person can tell.
	if f := found(t, s, second); f.Verdict != data.Unclear || !strings.HasPrefix(f.Evidence, "Le four") {
		t.Errorf("another upload: %+v", f)
	}
	// The pictures of the first were used: the server says so, and that proves
	// nothing about the answer that was lost.
	_, err = s.Commit(t.Context(), s.NewKey(time.Time{}), first)
	failsWith(t, err, data.Ambiguous, "")
}

func TestFindIgnoresWhatAnotherProgramWrote(t *testing.T) {
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/statuses") && r.URL.Query().Get("limit") != "1" {
				w.Write([]byte(`[{"id":"99999999999999999999","created_at":"2026-11-21T18:00:30.000Z","content":"<p>Bonjour</p>","application":{"name":"Web"}}]`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	sent := prepared(t, s, part(s, "Bonjour"))
	if f := found(t, s, sent); f.Verdict != data.Absent {
		t.Errorf("%+v", f)
	}
	// Where every program is called "web" the name proves nothing.
	s.account.Can.Proof.Proof = data.ProofLook
	if f := found(t, s, sent); f.Verdict != data.Online {
		t.Errorf("on other software: %+v", f)
	}
}

func TestFindDoesNotTrustAListWithHoles(t *testing.T) {
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/statuses") && r.URL.Query().Get("limit") != "1" {
				w.Write([]byte(`[7, {"id":"5"}, {"id":"4","created_at":"2026-11-20T18:00:30.000Z","content":"<p>Hier</p>"}]`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	if f := found(t, s, prepared(t, s, part(s, "Bonjour"))); f.Verdict != data.Unclear {
		t.Errorf("%+v", f)
	}
}

func TestNotOurs(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	for _, bad := range []string{"", "12::x", "../accounts", "1?x=2", "a b"} {
		failsWith(t, s.Delete(t.Context(), data.Receipt{ID: bad}), data.Invalid, "")
	}
	for _, bad := range []string{"", "{}", "[]", `{"stamp":"2026-11-21T18:00:00Z"}`} {
		_, err := s.Commit(t.Context(), "key", []byte(bad))
		failsWith(t, err, data.Invalid, "")
		_, err = s.Find(t.Context(), "key", []byte(bad))
		failsWith(t, err, data.Invalid, "")
	}
}

// opened is an Open that gives the content, or fails.
func opened(content []byte, err error) func() (data.MediaFile, error) {
	return func() (data.MediaFile, error) {
		if err != nil {
			return nil, err
		}
		return data.InMemory(content)()
	}
}
