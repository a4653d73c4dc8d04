package mastodon

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// shownPoll is the poll of a post as the server shows it.
func shownPoll(t *testing.T, s *session, id string) (titles []string, multiple bool) {
	t.Helper()
	var out struct {
		Poll *struct {
			Multiple bool
			Options  []struct{ Title string }
		}
	}
	if err := s.get(t.Context(), "test", "/api/v1/statuses/"+id, nil, &out); err != nil {
		t.Fatal(err)
	}
	if out.Poll == nil {
		return nil, false
	}
	for _, o := range out.Poll.Options {
		titles = append(titles, o.Title)
	}
	return titles, out.Poll.Multiple
}

func TestPolls(t *testing.T) {
	s, server, _ := signedInAt(t, nil)
	o := part(s, "Quelle brioche samedi ?")
	o.Options = map[string]string{optionPoll: "Nature\n\n  Pralines \nChocolat\n", optionPollHours: "72", optionPollMany: "1"}
	r := published(t, s, o)
	if titles, multiple := shownPoll(t, s, r.ID); strings.Join(titles, "|") != "Nature|Pralines|Chocolat" || !multiple {
		t.Errorf("poll %q, %v", titles, multiple)
	}
	next := part(s, "Réponse dimanche")
	next.Options, next.Previous = o.Options, []data.Receipt{r}
	if titles, _ := shownPoll(t, s, published(t, s, next).ID); titles != nil {
		t.Errorf("a second poll %q", titles)
	}
	for name, lines := range map[string]string{
		"one answer": "Nature", "five answers": "a\nb\nc\nd\ne", "twice the same": "Nature\nNature", "too long": "a\n" + strings.Repeat("é", 51),
	} {
		o := part(s, name)
		o.Options = map[string]string{optionPoll: lines}
		sent, err := s.Prepare(t.Context(), o)
		if err == nil {
			_, err = s.Commit(t.Context(), o.Key, sent)
		}
		failsWith(t, err, data.Invalid, CodePoll)
	}
	o = part(s, "avec photo")
	o.Options, o.Media = map[string]string{optionPoll: "a\nb"}, []data.OutgoingMedia{pixels("a")}
	_, err := s.Prepare(t.Context(), o)
	failsWith(t, err, data.Invalid, CodePoll)
	if n := len(server.Log().Published); n != 2 {
		t.Errorf("%d posts are public", n)
	}
}

// reader opens the page, agrees, and reads the code that it shows.
type reader struct {
	page string
	code string
}

func (r *reader) open(page string) error {
	form := url.Values{"decision": {"agree"}, "username": {lenoir().Handle}, "password": {lenoir().Password}}
	shown, err := (&http.Client{}).PostForm(page, form)
	if err != nil {
		return err
	}
	defer shown.Body.Close()
	text, err := io.ReadAll(shown.Body)
	if err != nil {
		return err
	}
	found := regexp.MustCompile(`value="([^"]+)"`).FindSubmatch(text)
	if found == nil {
		return errors.New("no code on the page")
	}
	r.page, r.code = page, string(found[1])
	return nil
}

func TestConnectingWithACode(t *testing.T) {
	clock := &conformance.Clock{}
	server, err := rehearsal.Start(Name, rehearsal.Options{Clock: clock, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.AddAccount(lenoir())
	network := New(httpx.New(httpx.Params{Clock: clock, Loopback: true}), thePage)
	connect := func(ask func(*reader) (string, error)) (data.Connection, error) {
		var person reader
		return network.signIn(t.Context(), data.Connecting{
			Way: wayCode, Answers: map[string]string{"server": server.URL()}, Open: person.open,
			Ask: func(context.Context) (string, error) { return ask(&person) },
		})
	}
	c, err := connect(func(r *reader) (string, error) { return " " + r.code + "\n", nil })
	if err != nil || c.Account.Handle != "@lenoir@reseau.example" {
		t.Fatalf("account %+v, %v", c.Account, err)
	}
	if _, err := network.Open(c.Account, conformance.NewKeys(c.Secret)).Profile(t.Context()); err != nil {
		t.Error(err)
	}
	_, err = connect(func(*reader) (string, error) { return "", nil })
	failsWith(t, err, data.Invalid, oauth.CodePasteEmpty)
	_, err = connect(func(*reader) (string, error) { return "not-the-code", nil })
	failsWith(t, err, data.Auth, "")
}

func TestWhatTheTokenAllows(t *testing.T) {
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/v1/apps/verify_credentials" {
				w.Write([]byte(`{"name":"Parvis","scopes":["read"]}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	abilities, err := s.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range abilities {
		reads := a.Key == data.AbilityNumbers || a.Key == data.AbilityMessages || a.Key == data.AbilityLastsLong
		if a.OK != reads || !a.OK && a.Needs != "write" {
			t.Errorf("ability %+v", a)
		}
	}
}

func TestRevokedTokens(t *testing.T) {
	s, _, _ := signedInAt(t, nil)
	if err := s.Revoke(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := s.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

func TestLimitsAreReadAnew(t *testing.T) {
	limit := "500"
	s, _, _ := signedInAt(t, func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/api/v2/instance" {
				w.Write([]byte(`{"version":"4.7.0","domain":"reseau.example","configuration":{"statuses":{"max_characters":` + limit + `},"polls":{"max_options":6}}}`))
				return
			}
			server.ServeHTTP(w, r)
		})
	})
	limit = "3000"
	a, err := s.Describe(t.Context())
	if err != nil || a.Can.Text.Max != 3000 || a.Software != "Mastodon 4.7.0" || a.ID != s.account.ID || a.Remote != s.account.Remote {
		t.Errorf("%+v, %v", a, err)
	}
	if s.account = a; s.answers() != 6 {
		t.Errorf("%d answers", s.answers())
	}
}

func TestKeepingSomebodyAway(t *testing.T) {
	s, server, clock := signedInAt(t, nil)
	server.Say("lenoir", rehearsal.Remark{Author: "awa@ailleurs.example", Text: "Bof", At: clock.Now()})
	page, _, _, err := s.Messages(t.Context(), "")
	if err != nil || len(page) != 1 {
		t.Fatal(page, err)
	}
	failsWith(t, s.Moderate(t.Context(), page[0], data.ActHide), data.Unsupported, "")
	failsWith(t, s.Moderate(t.Context(), data.Message{Remote: "../x"}, data.ActBlock), data.Invalid, "")
	// Nobody blocks themselves.
	mine := published(t, s, part(s, "Bonjour"))
	if err := s.Moderate(t.Context(), data.Message{Remote: mine.ID}, data.ActBlock); data.KindOf(err) != data.Transient {
		t.Error(err)
	}
	if n := len(server.Log().Acted); n != 0 {
		t.Errorf("%d acts", n)
	}
}
