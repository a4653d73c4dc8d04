package wordpress

import (
	"encoding/json"
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

// Every interface that Open promises.
var _ interface {
	data.Publisher
	data.Holder
	data.Deleter
	data.Counter
	data.Reader
	data.Replier
} = (*session)(nil)

func network(clock data.Clock) *Network {
	return New(httpx.New(httpx.Params{Clock: clock, Loopback: true, PerSecond: 10_000}))
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
	server.AddAccount(rehearsal.Account{Handle: "camille", Password: "abcd efgh ijkl", Name: "Maison Lenoir"})
	n := network(clock)
	c, err := n.signIn(t.Context(), map[string]string{"site": server.URL(), "login": "camille", "password": "abcd efgh ijkl"})
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
		c.Account.Server = between.URL + "/wp-json"
	}
	return n.Open(c.Account, conformance.NewKeys(c.Secret)).(*session), server, clock
}

func part(s *session, title, text string) data.Outgoing {
	return data.Outgoing{Title: title, Text: text, Lang: "fr", Key: s.NewKey(conformance.Start()), Stamp: conformance.Start(), Options: map[string]string{}}
}

func prepared(t *testing.T, s *session, o data.Outgoing) ([]byte, article) {
	t.Helper()
	payload, err := s.Prepare(t.Context(), o)
	if err != nil {
		t.Fatal(err, data.AsFailure("", err).Raw)
	}
	var a article
	if err := json.Unmarshal(payload, &a); err != nil {
		t.Fatal(err)
	}
	return payload, a
}

func publish(t *testing.T, s *session, o data.Outgoing) (data.Receipt, []byte) {
	t.Helper()
	payload, _ := prepared(t, s, o)
	r, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil {
		t.Fatal(err, data.AsFailure("", err).Raw)
	}
	return r, payload
}

// failsWith checks a failure's kind and code.
func failsWith(t *testing.T, err error, kind data.Kind, code string) {
	t.Helper()
	if f := data.AsFailure("", err); err == nil || f.Kind != kind || f.Code != code {
		t.Fatalf("got %v, want %s (%s)", err, kind, code)
	}
}

func TestPayload(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "Bûche & café <2026>", "Dès 7 h : « été »\nà l’Île\n\n## Où\nhttps://maison.example/?a=1&b=2.")
	o.Options = map[string]string{"excerpt": "Un <peu>", "categories": "Recettes, Noël", "tags": " levain,,Levain", "status": "pending"}
	_, got := prepared(t, s, o)
	want := article{
		Title: "Bûche &amp; café &lt;2026&gt;",
		Content: "<!-- wp:paragraph -->\n<p>Dès 7 h : « été »<br>à l’Île</p>\n<!-- /wp:paragraph -->\n\n" +
			"<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">Où</h2>\n<!-- /wp:heading -->\n\n" +
			"<!-- wp:paragraph -->\n<p><a href=\"https://maison.example/?a=1&amp;b=2\">https://maison.example/?a=1&amp;b=2</a>.</p>\n<!-- /wp:paragraph -->",
		Status: "pending", Slug: "buche-cafe-2026-" + o.Key, Excerpt: "Un &lt;peu&gt;",
		Categories: got.Categories, Tags: got.Tags,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("payload (-want +got):\n%s", diff)
	}
	if len(got.Categories) != 2 || got.Categories[0] == got.Categories[1] || len(got.Tags) != 1 {
		t.Errorf("categories %v, tags %v", got.Categories, got.Tags)
	}
	if _, again := prepared(t, s, o); !cmp.Equal(again, got) {
		t.Errorf("prepared twice, differently: %s", cmp.Diff(got, again))
	}
}

func TestTermsThatDifferInAccentsAreOne(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	first, err := s.terms(t.Context(), "/wp/v2/categories", "Thés & cafés")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"thés & Cafés", "Thes & cafes"} {
		if same, err := s.terms(t.Context(), "/wp/v2/categories", name); err != nil || !cmp.Equal(same, first) {
			t.Errorf("%s: %v, %v, want %v", name, same, err, first)
		}
	}
}

// gif is a whole picture of one point.
const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"

func pictures(alts ...string) (all []data.OutgoingMedia) {
	for _, alt := range alts {
		all = append(all, data.OutgoingMedia{
			Attachment: data.Attachment{Alt: alt, Media: data.Media{Name: "Brioche dorée.gif", MIME: "image/gif", Bytes: int64(len(gif))}},
			Open:       data.InMemory([]byte(gif)),
		})
	}
	return all
}

func TestPicturesAreUploadedOnce(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "Photos", "")
	o.Media = pictures("Une", "Une « autre »", "Une")
	_, first := prepared(t, s, o)
	_, again := prepared(t, s, o)
	if !cmp.Equal(first, again) || first.Featured == 0 {
		t.Errorf("prepared twice, differently: %s", cmp.Diff(first, again))
	}
	if strings.Count(first.Content, "<img ") != 2 || !strings.Contains(first.Content, `alt="Une « autre »"`) {
		t.Errorf("content %s", first.Content)
	}
	var library []struct {
		Slug string
		Alt  string `json:"alt_text"`
	}
	if err := s.get(t.Context(), "test", media, nil, &library); err != nil || len(library) != 2 || library[1].Alt != "Une « autre »" {
		t.Errorf("the library holds %+v, %v", library, err)
	}
	if !strings.HasPrefix(library[0].Slug, "brioche-doree-") {
		t.Errorf("slug %q", library[0].Slug)
	}
}

func TestRefusedBeforeAnythingIsSent(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	for code, change := range map[string]func(*data.Outgoing){
		CodeEmpty:         func(o *data.Outgoing) { o.Title, o.Text = " ", "\n" },
		CodeTooMany:       func(o *data.Outgoing) { o.Media = make([]data.OutgoingMedia, maxImages+1) },
		CodeMediaType:     func(o *data.Outgoing) { o.Media = pictures(""); o.Media[0].MIME = "video/mp4" },
		data.CodeTooLarge: func(o *data.Outgoing) { o.Media = opened(make([]byte, maxImageBytes+1), nil) },
		data.CodeMedia:    func(o *data.Outgoing) { o.Media = opened(nil, http.ErrMissingFile) },
		"":                func(o *data.Outgoing) { o.Key = "Not A Key" },
	} {
		o := part(s, "Bonjour", "bonjour")
		change(&o)
		_, err := s.Prepare(t.Context(), o)
		failsWith(t, err, data.Invalid, code)
	}
	o := part(s, "Bonjour", "bonjour")
	o.Media = opened([]byte("no picture at all"), nil)
	_, err := s.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodeMediaType) // a 500 from the site
	if n := len(server.Log().Published); n != 0 {
		t.Errorf("%d articles are public", n)
	}
}

func opened(content []byte, err error) []data.OutgoingMedia {
	m := pictures("")
	m[0].Bytes = int64(len(content))
	m[0].Open = func() (data.MediaFile, error) {
		if err != nil {
			return nil, err
		}
		return data.InMemory(content)()
	}
	return m
}

func TestWantedSlug(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	o := part(s, "Bûche", "Le texte")
	o.Options["slug"] = "Bûche de Noël"
	r, payload := publish(t, s, o)
	if !strings.HasSuffix(r.URL, "/buche-de-noel/") {
		t.Errorf("receipt %+v", r)
	}
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != r {
		t.Errorf("found %+v, %v", found, err)
	}
	// The same words again, on purpose: this is another article.
	again := part(s, "Bûche", "Le texte")
	again.Options["slug"] = "buche-de-noel"
	_, err = s.Prepare(t.Context(), again)
	failsWith(t, err, data.Invalid, CodeSlug)
	// Bare numbers are WordPress's own; what it makes of them is found.
	number := part(s, "Le titre", "x")
	number.Options["slug"] = "2026"
	payload, _ = prepared(t, s, number)
	changed := strings.Replace(string(payload), `"slug":"2026"`, `"slug":"2026-2"`, 1)
	if _, err := s.do(t.Context(), s.write("test", posts, []byte(changed))); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Find(t.Context(), number.Key, payload); err != nil || found.Verdict != data.Online || found.Evidence != "" {
		t.Errorf("found %+v, %v", found, err)
	}
	if n := len(server.Log().Published); n != 2 {
		t.Errorf("%d articles are public", n)
	}
}

func TestAnotherArticleUnderTheSlugIsLeftAlone(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	mine, theirs := part(s, "Le mien", "x"), part(s, "Le leur", "y")
	mine.Options["slug"], theirs.Options["slug"] = "menu", "menu"
	payload, _ := prepared(t, s, mine)
	publish(t, s, theirs)
	_, err := s.Commit(t.Context(), mine.Key, payload)
	failsWith(t, err, data.Invalid, CodeSlug)
	found, err := s.Find(t.Context(), mine.Key, payload)
	if err != nil || found.Verdict != data.Unclear || found.Evidence != "Le leur" {
		t.Errorf("found %+v, %v", found, err)
	}
	if seen := server.Log().Published; len(seen) != 1 || seen[0].Text != "y" {
		t.Errorf("the network saw %+v", seen)
	}
}

// Something that came late after all is not sent a second time.
func TestCommitLooksFirst(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	o := part(s, "Une seule fois", "x")
	first, payload := publish(t, s, o)
	again, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil || again != first || len(server.Log().Published) != 1 {
		t.Errorf("%+v, then %+v, %v; the network saw %+v", first, again, err, server.Log().Published)
	}
}

func TestCopyIsEvidence(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	o := part(s, "Deux fois", "x")
	first, payload := publish(t, s, o)
	resp, err := s.do(t.Context(), s.write("test", posts, payload)) // as something that never looks
	if err != nil {
		t.Fatal(err)
	}
	var copied view
	if err := resp.JSON("test", &copied); err != nil || !strings.HasSuffix(copied.Slug, "-2") {
		t.Fatalf("copy %+v, %v", copied, err)
	}
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != first || found.Evidence != copied.Link {
		t.Errorf("found %+v, %v", found, err)
	}
	if err := s.Delete(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	found, err = s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != copied.receipt() {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestSpoiltAnswerToThePostItself(t *testing.T) {
	for _, answer := range []string{`{"id":`, `null`, `{"id":"x"}`, `{}`, `<br/>Warning{"id":7}`} {
		s, server, _ := signedInAt(t, func(server http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method != http.MethodPost {
					server.ServeHTTP(w, r)
					return
				}
				server.ServeHTTP(httptest.NewRecorder(), r)
				w.WriteHeader(http.StatusCreated)
				w.Write([]byte(answer))
			})
		})
		o := part(s, "Abîmé", "x")
		payload, _ := prepared(t, s, o)
		_, err := s.Commit(t.Context(), o.Key, payload)
		if f := data.AsFailure("", err); err == nil || f.Kind != data.Ambiguous {
			t.Errorf("%s: %v", answer, err)
		}
		found, err := s.Find(t.Context(), o.Key, payload)
		if err != nil || found.Verdict != data.Online || len(server.Log().Published) != 1 {
			t.Errorf("%s: found %+v, %v", answer, found, err)
		}
	}
}

func TestDraftIsNoPublication(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	o := part(s, "Brouillon", "x")
	o.Options["status"], o.HoldTill = "draft", clock.Now().Add(24*time.Hour)
	r, payload := publish(t, s, o)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != r {
		t.Errorf("found %+v, %v", found, err)
	}
	if held, err := s.Held(t.Context(), r.ID); err != nil || held.Waiting || held.Receipt != r {
		t.Errorf("held %+v, %v", held, err)
	}
	clock.Wait(t.Context(), 48*time.Hour)
	if n := len(server.Log().Published); n != 0 {
		t.Errorf("%d articles are public", n)
	}
}

func TestHeldArticle(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	o := part(s, "Demain", "x")
	o.HoldTill = clock.Now().Add(24 * time.Hour)
	r, payload := publish(t, s, o)
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.OnHold || found.Receipt != r {
		t.Errorf("found %+v, %v", found, err)
	}
	failsWith(t, s.Move(t.Context(), r.ID, clock.Now()), data.Invalid, "")
	later := clock.Now().Add(48 * time.Hour)
	if err := s.Move(t.Context(), r.ID, later); err != nil {
		t.Fatal(err)
	}
	if held, err := s.Held(t.Context(), r.ID); err != nil || !held.Waiting || !held.At.Equal(later) {
		t.Errorf("held %+v, %v", held, err)
	}
	clock.Wait(t.Context(), 48*time.Hour)
	held, err := s.Held(t.Context(), r.ID)
	if err != nil || held.Waiting || held.Receipt.ID != r.ID || !strings.Contains(held.Receipt.URL, "/demain-") {
		t.Errorf("held %+v, %v", held, err)
	}
	if seen := server.Log().Published; len(seen) != 1 || !seen[0].At.Equal(later) {
		t.Errorf("the network saw %+v", seen)
	}
	failsWith(t, s.Move(t.Context(), r.ID, clock.Now().Add(time.Hour)), data.NotFound, "")
	failsWith(t, s.Cancel(t.Context(), r.ID), data.NotFound, "")
}

func TestTakenBack(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	o := part(s, "Demain", "x")
	o.HoldTill = clock.Now().Add(24 * time.Hour)
	r, payload := publish(t, s, o)
	if err := s.Cancel(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	_, err := s.Held(t.Context(), r.ID)
	failsWith(t, err, data.NotFound, "")
	failsWith(t, s.Cancel(t.Context(), r.ID), data.NotFound, "")
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("found %+v, %v", found, err)
	}
	clock.Wait(t.Context(), 48*time.Hour)
	if n := len(server.Log().Published); n != 0 {
		t.Errorf("%d articles are public", n)
	}
}

func TestOnlyArticlesAreDeleted(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	for _, id := range []string{"", "0", "-4", "comment-5", "5/../7", "at://x"} {
		failsWith(t, s.Delete(t.Context(), data.Receipt{ID: id}), data.Invalid, "")
	}
}
