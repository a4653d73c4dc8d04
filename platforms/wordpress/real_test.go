//go:build real

package wordpress

import (
	"bytes"
	"context"
	"crypto/rand"
	"image"
	"image/png"
	"io"
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

// These tests speak with the site at $PARVIS_WP, which .ci/servers/wp.sh
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

// realAnswers is what a person types to connect to the real site.
func realAnswers(t *testing.T) map[string]string {
	t.Helper()
	answers := map[string]string{
		"site": os.Getenv("PARVIS_WP"), "login": os.Getenv("PARVIS_WP_LOGIN"), "password": os.Getenv("PARVIS_WP_PASSWORD"),
	}
	for key, value := range answers {
		if value == "" {
			t.Fatalf("PARVIS_WP, PARVIS_WP_LOGIN or PARVIS_WP_PASSWORD is not set (%s): start .ci/servers/wp.sh", key)
		}
	}
	return answers
}

func realConnect(t *testing.T, answers map[string]string) (*Network, data.Connection, error) {
	t.Helper()
	n := New(httpx.New(httpx.Params{Clock: realClock{time.Now()}, Loopback: true}))
	c, err := n.signIn(t.Context(), answers)
	return n, c, err
}

func realSession(t *testing.T) *session {
	t.Helper()
	n, c, err := realConnect(t, realAnswers(t))
	if err != nil {
		t.Fatal(err)
	}
	return n.Open(c.Account, conformance.NewKeys(c.Secret)).(*session)
}

// unique is a word that no other test has written.
func unique() string { return strings.ToLower(rand.Text()[:10]) }

func TestRealConnect(t *testing.T) {
	n, c, err := realConnect(t, realAnswers(t))
	if err != nil {
		t.Fatal(err)
	}
	a := c.Account
	site := os.Getenv("PARVIS_WP")
	if a.Server != site+"/wp-json" || a.Software != "WordPress 6.5.5" || a.Name == "" || !strings.HasPrefix(a.Handle, "admin@127.0.0.1:") || a.Can.Media.Images == 0 {
		t.Errorf("account %+v", a)
	}
	p, err := n.Open(a, conformance.NewKeys(c.Secret)).Profile(t.Context())
	if err != nil || p.Remote != a.Remote || p.Handle != a.Handle || !p.Posts.Known || p.Followers.Known {
		t.Errorf("profile %+v, %v", p, err)
	}
	wrong := realAnswers(t)
	wrong["password"] = "wrong wrong wrong wrong"
	_, _, err = realConnect(t, wrong)
	failsWith(t, err, data.Auth, CodeAuthorization)
}

func TestRealArticle(t *testing.T) {
	s := realSession(t)
	word := unique()
	o := part(s, "Pain & levain <"+word+">", "Dès 7 h, « l'été » & co <b>\nà l’Île 🥐\n\n## Où\n[La carte](https://maison.example/c?a=1&b=2)")
	o.Options = map[string]string{"categories": "Recettes " + word, "tags": word + ", l'été " + word, "excerpt": "Un <peu> de " + word}
	r, payload := publish(t, s, o)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Receipt != r || found.Evidence != "" {
		t.Errorf("found %+v, %v", found, err)
	}
	if again, err := s.Commit(t.Context(), o.Key, payload); err != nil || again != r {
		t.Errorf("again %+v, %v", again, err)
	}
	page := shownAt(t, r.URL)
	for _, want := range []string{
		"Pain &amp; levain &lt;" + word + "&gt;", "Dès 7 h, « l&#39;été » &amp; co &lt;b&gt;<br>à l’Île 🥐", `class="wp-block-heading">Où</h2>`,
		`<a href="https://maison.example/c?a=1&amp;b=2">La carte</a>`, "Recettes " + word,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not show %s", want)
		}
	}
	_, second := prepared(t, s, o)
	_, third := prepared(t, s, o)
	if len(second.Categories) != 1 || len(second.Tags) != 2 || second.Tags[1] != third.Tags[1] || second.Categories[0] != third.Categories[0] {
		t.Errorf("categories and tags %+v, then %+v", second, third)
	}
}

// shownAt is a page as every visitor sees it.
func shownAt(t *testing.T, url string) string {
	t.Helper()
	client := &http.Client{Timeout: 30 * time.Second}
	resp, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", url, resp.Status, err)
	}
	return string(page)
}

func TestRealPictures(t *testing.T) {
	s := realSession(t)
	canvas := image.NewRGBA(image.Rect(0, 0, 40, 30))
	copy(canvas.Pix, unique()) // a picture that nobody has uploaded yet
	var file bytes.Buffer
	if err := png.Encode(&file, canvas); err != nil {
		t.Fatal(err)
	}
	o := part(s, "Avec deux photos "+unique(), "x")
	for _, alt := range []string{"Une « brioche » dorée", `Le "four"`} {
		o.Media = append(o.Media, data.OutgoingMedia{
			Attachment: data.Attachment{Alt: alt, Media: data.Media{Name: "Four à pain.png", MIME: "image/png", Bytes: int64(file.Len())}},
			Open:       data.InMemory(file.Bytes()),
		})
	}
	_, first := prepared(t, s, o)
	r, payload := publish(t, s, o)
	if _, again := prepared(t, s, o); again.Featured != first.Featured || again.Content != first.Content || first.Featured == 0 {
		t.Errorf("prepared twice, differently: %+v, then %+v", first, again)
	}
	page := shownAt(t, r.URL)
	if !strings.Contains(page, `alt="Une « brioche » dorée"`) || !strings.Contains(page, `alt="Le &#34;four&#34;"`) {
		t.Errorf("the page shows other pictures:\n%s", payload)
	}
	o.Media = opened([]byte("no picture"), nil)
	_, err := s.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodeMediaType)
}

func TestRealWantedSlug(t *testing.T) {
	s := realSession(t)
	o := part(s, "Le menu", "x")
	o.Options["slug"] = "Menu " + unique()
	r, payload := publish(t, s, o)
	if !strings.HasSuffix(r.URL, "/"+slugOf(o.Options["slug"])+"/") {
		t.Errorf("receipt %+v", r)
	}
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Online || found.Receipt != r {
		t.Errorf("found %+v, %v", found, err)
	}
	_, err := s.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodeSlug)
}

func TestRealDelete(t *testing.T) {
	s := realSession(t)
	o := part(s, "À retirer", "x")
	r, payload := publish(t, s, o)
	if err := s.Delete(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	failsWith(t, s.Delete(t.Context(), r), data.NotFound, "")
	failsWith(t, s.Delete(t.Context(), data.Receipt{ID: "987654"}), data.NotFound, "")
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("found %+v, %v", found, err)
	}
}

// hold hands an article over for some time ahead.
func hold(t *testing.T, s *session, ahead time.Duration) (data.Outgoing, data.Receipt, []byte) {
	t.Helper()
	o := part(s, "Pour plus tard", "x")
	o.HoldTill = s.http.Clock().Now().Add(ahead).Truncate(time.Second)
	r, payload := publish(t, s, o)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.OnHold || found.Receipt.ID != r.ID {
		t.Fatalf("found %+v, %v", found, err)
	}
	held, err := s.Held(t.Context(), r.ID)
	if err != nil || !held.Waiting || !held.At.Equal(o.HoldTill) {
		t.Fatalf("held %+v, %v, want %v", held, err, o.HoldTill)
	}
	return o, r, payload
}

func TestRealHeldMovedAndTakenBack(t *testing.T) {
	s := realSession(t)
	o, r, payload := hold(t, s, time.Hour)
	later := o.HoldTill.Add(24 * time.Hour)
	if err := s.Move(t.Context(), r.ID, later); err != nil {
		t.Fatal(err)
	}
	if held, err := s.Held(t.Context(), r.ID); err != nil || !held.Waiting || !held.At.Equal(later) {
		t.Errorf("held %+v, %v", held, err)
	}
	if err := s.Cancel(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	_, err := s.Held(t.Context(), r.ID)
	failsWith(t, err, data.NotFound, "")
	failsWith(t, s.Cancel(t.Context(), r.ID), data.NotFound, "")
	failsWith(t, s.Move(t.Context(), r.ID, later), data.NotFound, "")
	if found, err := s.Find(t.Context(), o.Key, payload); err != nil || found.Verdict != data.Absent {
		t.Errorf("found %+v, %v", found, err)
	}
}

// The site publishes by itself, once its cron is asked to run. It does not hold
// what is less than a minute ahead.
func TestRealHeldIsPublishedThere(t *testing.T) {
	t.Parallel()
	s := realSession(t)
	_, r, _ := hold(t, s, 63*time.Second)
	limit := time.Now().Add(2 * time.Minute)
	for {
		runCron(t)
		held, err := s.Held(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !held.Waiting {
			if held.Receipt.ID != r.ID || !strings.Contains(shownAt(t, held.Receipt.URL), "Pour plus tard") {
				t.Errorf("published %+v", held)
			}
			break
		}
		if time.Now().After(limit) {
			t.Fatalf("still held at %v, due at %v", time.Now(), held.At)
		}
		time.Sleep(2 * time.Second)
	}
	failsWith(t, s.Cancel(t.Context(), r.ID), data.NotFound, "")
}

// runCron lets the site do what is due. Whatever else is due on it may fail.
func runCron(t *testing.T) {
	t.Helper()
	client := &http.Client{Timeout: 30 * time.Second}
	resp, err := client.Get(os.Getenv("PARVIS_WP") + "/wp-cron.php")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

func TestRealShownFiles(t *testing.T) {
	s := realSession(t)
	// Beyond what PHP takes in a form.
	content := "\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + unique() + strings.Repeat("x", 20<<20)
	film := video(content)
	film.Hash = data.MediaHash(strings.Repeat(unique(), 2))
	for _, m := range []data.OutgoingMedia{film, pictures("Une " + unique())[0]} {
		first, err := s.HostMedia(t.Context(), m)
		if err != nil {
			t.Fatal(err, data.AsFailure("", err).Raw)
		}
		if again, err := s.HostMedia(t.Context(), m); err != nil || again != first {
			t.Errorf("again %q, %v, first %q", again, err, first)
		}
		if shown := fetched(t, first); int64(len(shown)) != m.Bytes {
			t.Errorf("%s shows %d bytes of %d", first, len(shown), m.Bytes)
		}
	}
	a, err := s.Describe(t.Context())
	if err != nil || a.Handle != s.account.Handle || a.Name != s.account.Name || !a.Can.Hosts {
		t.Errorf("described %+v, %v", a, err)
	}
}

func TestRealLostAnswer(t *testing.T) {
	s := realSession(t)
	target, err := url.Parse(os.Getenv("PARVIS_WP"))
	if err != nil {
		t.Fatal(err)
	}
	var cut atomic.Bool
	onward := httputil.NewSingleHostReverseProxy(target)
	between := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cut.Load() || r.Method != http.MethodPost {
			onward.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		onward.ServeHTTP(answer, r)
		if answer.Code != http.StatusCreated {
			t.Errorf("the site answered %d", answer.Code)
		}
		panic(http.ErrAbortHandler) // the connection is cut
	}))
	defer between.Close()
	s.root = between.URL + "/wp-json"

	o := part(s, "La réponse se perd", "x")
	payload, _ := prepared(t, s, o)
	cut.Store(true)
	_, err = s.Commit(t.Context(), o.Key, payload)
	failsWith(t, err, data.Ambiguous, httpx.CodeNoAnswer)
	cut.Store(false)
	found, err := s.Find(t.Context(), o.Key, payload)
	if err != nil || found.Verdict != data.Online || found.Evidence != "" {
		t.Fatalf("found %+v, %v", found, err)
	}
	again, err := s.Commit(t.Context(), o.Key, payload)
	if err != nil || again != found.Receipt {
		t.Errorf("again %+v, %v; found %+v", again, err, found.Receipt)
	}
}
