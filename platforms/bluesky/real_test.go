//go:build real

package bluesky

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
)

// These tests speak with the PDS at $PARVIS_PDS, which .ci/servers/pds.sh
// starts.

type realClock struct{ start time.Time }

func (c realClock) Now() time.Time      { return time.Now().UTC().Round(0) }
func (c realClock) Mono() time.Duration { return time.Since(c.start) }
func (c realClock) Wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func pdsURL(t *testing.T) string {
	t.Helper()
	at := os.Getenv("PARVIS_PDS")
	if at == "" {
		t.Fatal("PARVIS_PDS is not set: start .ci/servers/pds.sh")
	}
	return at
}

const realPassword = "abcd-efgh-ijkl-mnop"

// newcomer makes an account on the PDS and returns its handle.
func newcomer(t *testing.T) string {
	t.Helper()
	handle := "n" + strings.ToLower(rand.Text()[:12]) + ".test"
	body, err := json.Marshal(map[string]string{"handle": handle, "email": handle + "@example.com", "password": realPassword})
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Timeout: 20 * time.Second}
	resp, err := client.Post(pdsURL(t)+"/xrpc/com.atproto.server.createAccount", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("createAccount: %s", resp.Status)
	}
	return handle
}

func realNetwork() *Network {
	return New(httpx.New(httpx.Params{Clock: realClock{time.Now()}, Loopback: true}))
}

func realSession(t *testing.T) *session {
	t.Helper()
	n := realNetwork()
	c, err := n.signIn(t.Context(), map[string]string{"server": pdsURL(t), "identifier": newcomer(t), "password": realPassword})
	if err != nil {
		t.Fatal(err)
	}
	if c.Account.Can.Messages || !c.Account.Can.Thread {
		t.Errorf("a PDS alone can %+v", c.Account.Can)
	}
	return n.Open(c.Account, conformance.NewKeys(c.Secret)).(*session)
}

func realPart(s *session, text string) data.Outgoing {
	stamp := s.http.Clock().Now()
	return data.Outgoing{Text: text, Lang: "fr", Key: s.NewKey(stamp), Stamp: stamp}
}

func put(t *testing.T, s *session, o data.Outgoing) (data.Receipt, []byte) {
	t.Helper()
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err, data.AsFailure("", err).Raw)
	}
	return r, payload
}

func TestRealWrongPassword(t *testing.T) {
	_, err := realNetwork().signIn(t.Context(), map[string]string{"server": pdsURL(t), "identifier": newcomer(t), "password": "wrong-wrong"})
	failsWith(t, err, data.Auth, CodePassword)
}

func TestRealProfileWithoutAppView(t *testing.T) {
	s := realSession(t)
	p, err := s.Profile(t.Context())
	if err != nil || p.Handle != s.account.Handle || p.Remote != s.account.Remote || p.Followers.Known {
		t.Errorf("profile %+v, %v", p, err)
	}
}

func TestRealPostWithFacets(t *testing.T) {
	s, other := realSession(t), newcomer(t)
	o := realPart(s, "🥐 Dès 7 h avec @"+other+" et @nobody.invalid : #brioche https://maison.example/été")
	r, payload := put(t, s, o)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != r {
		t.Errorf("found %+v, %v", found, err)
	}
	if n := len(recordOf(t, payload)["facets"].([]any)); n != 3 {
		t.Errorf("%d facets, want 3", n)
	}
}

func TestRealThread(t *testing.T) {
	s := realSession(t)
	var receipts []data.Receipt
	for _, text := range []string{"un", "deux", "trois"} {
		o := realPart(s, text)
		o.Previous = receipts
		r, _ := put(t, s, o)
		receipts = append(receipts, r)
	}
	posts, err := s.OwnPosts(t.Context(), time.Time{}, 10)
	if err != nil || len(posts) != 3 || posts[0].Text != "trois" || posts[2].Remote != receipts[0].ID || posts[0].Likes.Known {
		t.Errorf("own posts %+v, %v", posts, err)
	}
}

func TestRealPicture(t *testing.T) {
	s := realSession(t)
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	o := realPart(s, "Avec une photo")
	o.Media = []data.OutgoingMedia{{
		Attachment: data.Attachment{Alt: "Une brioche dorée", Media: data.Media{MIME: "image/png", Bytes: int64(file.Len()), Width: 40, Height: 30}},
		Open:       data.InMemory(file.Bytes()),
	}}
	again, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	_, payload := put(t, s, o)
	if !bytes.Equal(again, payload) {
		t.Errorf("prepared twice, differently:\n%s\n%s", again, payload)
	}
	there, err := s.record(t.Context(), "test", o.Key)
	if err != nil || !strings.Contains(string(there.Value), "Une brioche dorée") {
		t.Errorf("record %s, %v", there.Value, err)
	}
}

func TestRealRepetitionAndConflict(t *testing.T) {
	s := realSession(t)
	o := realPart(s, "Une seule fois")
	r, payload := put(t, s, o)
	if again, err := s.Commit(t.Context(), o.Key, payload); err != nil || again != r {
		t.Errorf("again %+v, %v; first %+v", again, err, r)
	}
	other := o
	other.Text = "Autre chose"
	changed, err := s.Prepare(t.Context(), other)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Commit(t.Context(), o.Key, changed)
	failsWith(t, err, data.Invalid, CodeConflict)
	found, err := s.Find(t.Context(), o.Key, changed)
	if err != nil || found.Verdict != data.Unclear || found.Evidence != "Une seule fois" {
		t.Errorf("found %+v, %v", found, err)
	}
	if posts, err := s.OwnPosts(t.Context(), time.Time{}, 10); err != nil || len(posts) != 1 || posts[0].Text != "Une seule fois" {
		t.Errorf("own posts %+v, %v", posts, err)
	}
}

func TestRealDelete(t *testing.T) {
	s := realSession(t)
	o := realPart(s, "À retirer")
	r, payload := put(t, s, o)
	if err := s.Delete(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	failsWith(t, s.Delete(t.Context(), r), data.NotFound, "")
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestRealLimits(t *testing.T) {
	s := realSession(t)
	put(t, s, realPart(s, strings.Repeat("👩‍🍳", 200)+strings.Repeat("é", 100)))
	for _, text := range []string{strings.Repeat("é", 301), strings.Repeat("👨‍👩‍👧‍👦", 121)} {
		o := realPart(s, "x")
		// Past our own check, to see that the server's words are understood.
		payload, err := s.payload("test", o.Key, post{Type: postCollection, Text: text, CreatedAt: o.Stamp.Format(stampLayout)})
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Commit(t.Context(), o.Key, payload)
		failsWith(t, err, data.Invalid, CodeTooLong)
	}
}

func TestRealTokenIsRenewedOnce(t *testing.T) {
	s := realSession(t)
	kept, err := s.keys.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pair, err := readTokens("test", kept)
	if err != nil {
		t.Fatal(err)
	}
	pair.Access = "eyJ.worn.out"
	worn, err := pair.secret()
	if err != nil {
		t.Fatal(err)
	}
	keys := conformance.NewKeys(worn)
	s.keys = keys
	put(t, s, realPart(s, "Après la nuit"))
	if n := keys.Renewals(); n != 1 {
		t.Errorf("%d renewals", n)
	}
	pair.Refresh = "eyJ.worn.too"
	if worn, err = pair.secret(); err != nil {
		t.Fatal(err)
	}
	s.keys = conformance.NewKeys(worn)
	_, err = s.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

func TestRealLostAnswer(t *testing.T) {
	s := realSession(t)
	target, err := url.Parse(s.account.Server)
	if err != nil {
		t.Fatal(err)
	}
	var cut atomic.Bool
	onward := httputil.NewSingleHostReverseProxy(target)
	between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cut.Load() {
			onward.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		onward.ServeHTTP(answer, r)
		if answer.Code != http.StatusOK {
			t.Errorf("the PDS answered %d", answer.Code)
		}
		panic(http.ErrAbortHandler) // the connection is cut
	}))
	defer between.Close()
	s.server = between.URL

	o := realPart(s, "La réponse se perd")
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	cut.Store(true)
	_, err = s.Commit(t.Context(), o.Key, payload)
	failsWith(t, err, data.Ambiguous, httpx.CodeNoAnswer)
	cut.Store(false)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online {
		t.Fatalf("found %+v, %v", found, err)
	}
	again, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil || again != found.Receipt {
		t.Errorf("again %+v, %v; found %+v", again, err, found.Receipt)
	}
	if posts, err := s.OwnPosts(t.Context(), time.Time{}, 10); err != nil || len(posts) != 1 {
		t.Errorf("%d posts, %v", len(posts), err)
	}
}
