package bluesky

import (
	"encoding/json"
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
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

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
	server.AddAccount(rehearsal.Account{Handle: "lenoir.example", Password: "abcd-efgh", Name: "Lenoir"})
	server.AddAccount(rehearsal.Account{Handle: "awa.example", Password: "abcd-efgh", Name: "Awa"})
	network := New(httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000}))
	c, err := network.signIn(t.Context(), map[string]string{"server": server.URL(), "identifier": "@lenoir.example", "password": "abcd-efgh"})
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
	return data.Outgoing{Text: text, Lang: "fr", Key: s.NewKey(conformance.Start()), Stamp: conformance.Start()}
}

// recordOf is the record inside a payload, as anybody reads JSON.
func recordOf(t *testing.T, payload []byte) map[string]any {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal(payload, &body); err != nil {
		t.Fatal(err)
	}
	if swap, there := body["swapRecord"]; !there || swap != nil {
		t.Errorf("swapRecord is %v, want null", swap)
	}
	return body["record"].(map[string]any)
}

func TestPayload(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "🥐 @awa.example et @nobody.example : #été https://maison.example")
	o.Previous = []data.Receipt{{ID: "at://root", Ref: "c1"}, {ID: "at://middle", Ref: "c2"}, {ID: "at://last", Ref: "c3"}}
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var want any
	if err := json.Unmarshal([]byte(`{
		"$type": "app.bsky.feed.post", "text": "🥐 @awa.example et @nobody.example : #été https://maison.example",
		"createdAt": "2026-11-21T18:00:00.000Z", "langs": ["fr"],
		"reply": {"root": {"uri": "at://root", "cid": "c1"}, "parent": {"uri": "at://last", "cid": "c3"}},
		"facets": [
			{"index": {"byteStart": 5, "byteEnd": 17}, "features": [{"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:x"}]},
			{"index": {"byteStart": 39, "byteEnd": 45}, "features": [{"$type": "app.bsky.richtext.facet#tag", "tag": "été"}]},
			{"index": {"byteStart": 46, "byteEnd": 68}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://maison.example"}]}
		]}`), &want); err != nil {
		t.Fatal(err)
	}
	got := recordOf(t, payload)
	mention := got["facets"].([]any)[0].(map[string]any)["features"].([]any)[0].(map[string]any)
	if did, _ := mention["did"].(string); !strings.HasPrefix(did, "did:plc:") {
		t.Errorf("mention of %q", did)
	}
	mention["did"] = "did:plc:x"
	if diff := cmp.Diff(want, any(got)); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
}

func TestPicturesKeepOrderAltAndShape(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "")
	for _, alt := range []string{"Une « brioche »", ""} {
		o.Media = append(o.Media, data.OutgoingMedia{
			Attachment: data.Attachment{Alt: alt, Media: data.Media{MIME: "image/jpeg", Bytes: int64(len("jpeg " + alt)), Width: 4, Height: 3}},
			Open:       data.InMemory([]byte("jpeg " + alt)),
		})
	}
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	pictures := recordOf(t, payload)["embed"].(map[string]any)["images"].([]any)
	for i, alt := range []string{"Une « brioche »", ""} {
		picture := pictures[i].(map[string]any)
		shape := picture["aspectRatio"].(map[string]any)
		if picture["alt"] != alt || shape["width"] != 4.0 || shape["height"] != 3.0 || picture["image"].(map[string]any)["$type"] != "blob" {
			t.Errorf("picture %d: %v", i, picture)
		}
	}
	if _, err := s.Commit(t.Context(), o.Key, payload); err != nil {
		t.Error(err)
	}
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	media := func(mime string, content []byte, err error) []data.OutgoingMedia {
		return []data.OutgoingMedia{{Attachment: data.Attachment{Media: data.Media{MIME: mime, Bytes: int64(len(content))}}, Open: opened(content, err)}}
	}
	for code, change := range map[string]func(*data.Outgoing){
		CodeEmpty:         func(o *data.Outgoing) { o.Text = " \n" },
		CodeTooLong:       func(o *data.Outgoing) { o.Text = strings.Repeat("👨‍👩‍👧‍👦", 121) }, // 3,025 bytes
		CodeMediaType:     func(o *data.Outgoing) { o.Media = media("video/mp4", []byte("x"), nil) },
		data.CodeTooLarge: func(o *data.Outgoing) { o.Media = media("image/png", make([]byte, maxImageBytes+1), nil) },
		data.CodeMedia:    func(o *data.Outgoing) { o.Media = media("image/png", nil, http.ErrMissingFile) },
		"":                func(o *data.Outgoing) { o.Key = "not-a-key" },
	} {
		o := part(s, "bonjour")
		change(&o)
		_, err := s.Prepare(t.Context(), o)
		failsWith(t, err, data.Invalid, code)
	}
}

func TestAnotherRecordUnderTheKeyIsLeftAlone(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	first, second := part(s, "Le premier"), part(s, "Le second")
	second.Key = first.Key
	payload, err := s.Prepare(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(t.Context(), first.Key, payload); err != nil {
		t.Fatal(err)
	}
	other, err := s.Prepare(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit(t.Context(), second.Key, other)
	failsWith(t, err, data.Invalid, CodeConflict)
	found, err := s.Find(t.Context(), second.Key, other)
	if err != nil || found.Verdict != data.Unclear || found.Evidence != "Le premier" {
		t.Errorf("found %+v, %v", found, err)
	}
	if seen := server.Log().Published; len(seen) != 1 || seen[0].Text != "Le premier" {
		t.Errorf("the network saw %+v", seen)
	}
}

func TestPictureThatTheServerForgot(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	record := post{Type: postCollection, Text: "x", CreatedAt: "2026-11-21T18:00:00.000Z", Embed: &gallery{
		Type: "app.bsky.embed.images", Images: []picture{{Image: json.RawMessage(`{"$type":"blob","ref":{"$link":"bafkreigone"},"mimeType":"image/png","size":3}`)}},
	}}
	o := part(s, "x")
	payload, err := s.payload("test", o.Key, record)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit(t.Context(), o.Key, payload)
	failsWith(t, err, data.Invalid, data.CodeMedia)
}

func TestDeleteTakesOnlyOwnPosts(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	for _, id := range []string{"", "at://did:plc:other/app.bsky.feed.post/3k2k2k2k2k2k2", "at://" + s.account.Remote + "/app.bsky.feed.like/3k2k2k2k2k2k2"} {
		failsWith(t, s.Delete(t.Context(), data.Receipt{ID: id}), data.Invalid, "")
	}
}

// A PDS without the network's AppView answers as PDS 0.5.35 does.
func TestServerWithoutAppView(t *testing.T) {
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if method := strings.TrimPrefix(r.URL.Path, "/xrpc/"); strings.HasPrefix(method, "app.bsky.") {
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				json.NewEncoder(w).Encode(map[string]string{"error": "InvalidRequest", "message": "No service configured for " + method})
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	p, err := s.Profile(t.Context())
	if err != nil || p.Handle != "@lenoir.example" || p.Followers.Known {
		t.Errorf("profile %+v, %v", p, err)
	}
	for _, text := range []string{"un", "deux"} {
		o := part(s, text)
		o.Stamp = o.Stamp.Add(time.Duration(len(text)) * time.Second)
		o.Key = s.NewKey(o.Stamp)
		payload, err := s.Prepare(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(t.Context(), o.Key, payload); err != nil {
			t.Fatal(err)
		}
	}
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 2 || posts[0].Text != "deux" || posts[0].Likes.Known || posts[0].Engagement().Known {
		t.Errorf("posts %+v, %v", posts, err)
	}
	_, _, _, err = s.Messages(t.Context(), "")
	failsWith(t, err, data.Unsupported, "")
	if can := capabilities(false); can.Messages || can.Likes || !can.Delete {
		t.Errorf("capabilities %+v", can)
	}
}

func TestOneBadNotificationDoesNotHideTheOthers(t *testing.T) {
	answer := `{"notifications":[
		{"uri":"at://did:plc:a/app.bsky.feed.post/3k2k2k2k2k2k4","cid":"c","author":{"handle":"a.example"},"reason":"mention","record":{"text":"un"},"indexedAt":"2026-11-21T18:00:03.000Z"},
		7, {"reason":"mention"}, {"reason":"like","uri":5},
		{"uri":"at://did:plc:a/app.bsky.feed.like/3k2k2k2k2k2k3","cid":"c","reason":"like","indexedAt":"2026-11-21T18:00:02.000Z"},
		{"uri":"at://did:plc:b/app.bsky.feed.post/3k2k2k2k2k2k2","cid":"c","author":{"handle":"b.example"},"reason":"quote","reasonSubject":"at://mine","record":{"text":"deux"},"indexedAt":"2026-11-21T18:00:01.000Z"}]}`
	s, _, _ := signedInAt(t, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte(answer)) })
	})
	page, next, bad, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 2 || len(bad) != 3 {
		t.Fatalf("%d messages, %d bad, %v", len(page), len(bad), err)
	}
	if page[1].Kind != data.Mention || page[1].InReply != "at://mine" || page[1].Author != "@b.example" {
		t.Errorf("quote %+v", page[1])
	}
	again, same, _, err := s.Messages(t.Context(), next)
	if err != nil || len(again) != 0 || same != next {
		t.Errorf("again: %d messages, cursor %q after %q, %v", len(again), same, next, err)
	}
}

func TestSignIn(t *testing.T) {
	network := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}, Loopback: true}))
	for _, c := range []struct {
		status       int
		answer, code string
		kind         data.Kind
	}{
		{401, `{"error":"AuthenticationRequired","message":"Invalid identifier or password"}`, CodePassword, data.Auth},
		{401, `{"error":"AuthFactorTokenRequired","message":"A sign in code has been sent"}`, CodeSecondFactor, data.Auth},
		{404, `{"message":"no such page"}`, CodeServer, data.Invalid},
		{501, `{"error":"MethodNotImplemented"}`, CodeServer, data.Invalid},
		{200, `{"did":"did:plc:a","handle":"a.example","accessJwt":"a\nb","refreshJwt":"c"}`, data.CodeAnswer, data.Transient},
		{200, `{"accessJwt":"a","refreshJwt":"c"}`, data.CodeAnswer, data.Transient},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(c.status)
			w.Write([]byte(c.answer))
		}))
		_, err := network.signIn(t.Context(), map[string]string{"server": server.URL, "identifier": "a", "password": "b"})
		failsWith(t, err, c.kind, c.code)
		server.Close()
	}
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		io.Copy(w, r.Body)
	}))
	defer echo.Close()
	_, err := network.signIn(t.Context(), map[string]string{"server": echo.URL, "identifier": "lenoir.example", "password": "abcd-efgh"})
	if f := data.AsFailure("", err); !strings.Contains(f.Raw, "lenoir.example") || strings.Contains(f.Raw, "abcd-efgh") {
		t.Errorf("details %q", f.Raw)
	}
	_, err = network.signIn(t.Context(), map[string]string{"server": "http://pds.example", "identifier": "a", "password": "b"})
	failsWith(t, err, data.Invalid, httpx.CodeAddress)
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
