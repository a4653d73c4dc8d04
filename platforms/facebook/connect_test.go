package facebook

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/graph"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func kept(t *testing.T, c data.Connection) oauth.Credentials {
	t.Helper()
	held, err := oauth.ReadCredentials("", c.Secret)
	if err != nil {
		t.Fatal(err)
	}
	return held
}

func TestEveryPageWithContentRights(t *testing.T) {
	owner := lenoir()
	owner.Also = []string{"cafelenoir", "chiffres.visite"}
	server, clock := started(t, owner, nil)
	all, err := networkAt(clock).Connect(t.Context(), data.Connecting{
		Way: wayPage, Answers: ownApplication(), Open: rehearsal.Consent(server, owner), Server: server.URL(),
	})
	if err != nil || len(all) != 2 || all[0].Account.Handle != "@maisonlenoir" || all[1].Account.Handle != "@cafelenoir" {
		t.Fatalf("%+v, %v", all, err)
	}
	first, second := kept(t, all[0]), kept(t, all[1])
	if first.Access == second.Access || first.ID != rehearsal.AppID || first.Secret != rehearsal.AppSecret {
		t.Errorf("kept %+v and %+v", first.More, second.More)
	}
	// The Page's token lasts; what it may see does so for ninety days.
	if want := clock.Now().Add(90 * 24 * time.Hour); !all[0].Account.Expires.Equal(want) {
		t.Errorf("expires %v, want %v", all[0].Account.Expires, want)
	}
}

func TestPastedTokens(t *testing.T) {
	server, clock := started(t, lenoir(), nil)
	connect := func(token string, app bool) ([]data.Connection, error) {
		answers := map[string]string{"token": token}
		if app {
			answers["app_id"], answers["app_secret"] = rehearsal.AppID, rehearsal.AppSecret
		}
		return networkAt(clock).Connect(t.Context(), data.Connecting{Way: wayToken, Answers: answers, Server: server.URL()})
	}
	long, err := connect(server.Token("maisonlenoir"), true)
	if err != nil {
		t.Fatal(err)
	}
	short, err := connect(server.Token("maisonlenoir"), false)
	if err != nil || !short[0].Account.Expires.IsZero() {
		t.Fatalf("%+v, %v: without the application nothing is known", short, err)
	}
	page, err := connect(kept(t, long[0]).Access, true)
	if err != nil || len(page) != 1 || page[0].Account.Remote != long[0].Account.Remote {
		t.Errorf("a page's own token: %+v, %v", page, err)
	}
	alone, err := connect(kept(t, long[0]).Access, false)
	if err != nil || len(alone) != 1 || alone[0].Account.Name != "Maison Lenoir" {
		t.Errorf("a page's own token alone: %+v, %v", alone, err)
	}
	clock.Wait(context.Background(), 3*time.Hour)
	session := networkAt(clock).Open(long[0].Account, conformance.NewKeys(long[0].Secret))
	if _, err := session.Profile(t.Context()); err != nil {
		t.Errorf("a lengthened one after three hours: %v", err)
	}
	session = networkAt(clock).Open(short[0].Account, conformance.NewKeys(short[0].Secret))
	_, err = session.Profile(t.Context())
	failsWith(t, err, data.Auth, "")

	for token, code := range map[string]string{"": CodeToken, "deux mots": CodeToken, "EAAnothing": ""} {
		_, err := connect(token, true)
		kind := data.Invalid
		if code == "" {
			kind = data.Auth
		}
		failsWith(t, err, kind, code)
	}
}

func TestPastedAddress(t *testing.T) {
	server, clock := started(t, lenoir(), nil)
	ended := ""
	connect := func(redirect string) ([]data.Connection, error) {
		answers := ownApplication()
		answers["redirect"] = redirect
		return networkAt(clock).Connect(t.Context(), data.Connecting{
			Way: wayPaste, Answers: answers, Server: server.URL(),
			Open: func(page string) error { ended = agreed(t, page); return nil },
			Ask:  func(context.Context) (string, error) { return ended, nil },
		})
	}
	for _, redirect := range []string{"", "https://maison-lenoir.example/retour"} {
		all, err := connect(redirect)
		if err != nil || len(all) != 1 {
			t.Fatalf("%q: %+v, %v", redirect, all, err)
		}
	}
	if !strings.HasPrefix(ended, "https://maison-lenoir.example/retour?") {
		t.Errorf("ended at %s", ended)
	}
	_, err := connect("http://maison-lenoir.example/retour")
	failsWith(t, err, data.Invalid, "address")
}

// agreed is the address that a browser ends on that agrees on a page.
func agreed(t *testing.T, page string) string {
	t.Helper()
	browser := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	end, err := browser.PostForm(page, url.Values{"decision": {"agree"}, "username": {lenoir().Handle}, "password": {lenoir().Password}})
	if err != nil {
		t.Fatal(err)
	}
	end.Body.Close()
	return end.Header.Get("Location")
}

func TestConnectingFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		lacks  []string
		change func(map[string]string)
		kind   data.Kind
		code   string
	}{
		{"wrong secret", nil, func(a map[string]string) { a["app_secret"] = "not-the-secret" }, data.Auth, CodeApp},
		{"no id", nil, func(a map[string]string) { delete(a, "app_id") }, data.Invalid, CodeApp},
		{"no such version", nil, func(a map[string]string) { a["version"] = "la dernière" }, data.Invalid, CodeVersion},
		{"no pages shown", []string{"pages_show_list"}, nil, data.Invalid, CodeNoPage},
		{"may not publish", []string{"pages_manage_posts"}, nil, data.Unsupported, graph.CodePermission},
	} {
		t.Run(c.name, func(t *testing.T) {
			owner, answers := lenoir(), ownApplication()
			owner.Lacks = c.lacks
			if c.change != nil {
				c.change(answers)
			}
			server, clock := started(t, owner, nil)
			_, err := networkAt(clock).Connect(t.Context(), data.Connecting{
				Way: wayPage, Answers: answers, Open: rehearsal.Consent(server, owner), Server: server.URL(),
			})
			failsWith(t, err, c.kind, c.code)
		})
	}
}

func TestCapabilitiesFollowThePermissions(t *testing.T) {
	owner := lenoir()
	owner.Lacks = []string{"read_insights", "pages_messaging"}
	server, clock := started(t, owner, nil)
	network := networkAt(clock)
	all, err := network.Connect(t.Context(), data.Connecting{
		Way: wayPage, Answers: ownApplication(), Open: rehearsal.Consent(server, owner), Server: server.URL(),
	})
	if err != nil {
		t.Fatal(err)
	}
	can := all[0].Account.Can
	if can.Reach || can.Private || !can.Messages || !can.Reply || len(can.Acts) != 5 || !can.Delete {
		t.Errorf("can %+v", can)
	}
	held := kept(t, all[0])
	held.Scope = list(scopes()) // what was given once counts less than what is given now
	secret, err := held.Keep()
	if err != nil {
		t.Fatal(err)
	}
	session := network.Open(all[0].Account, conformance.NewKeys(secret)).(*session)
	abilities, err := session.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	missing := map[string]string{}
	for _, a := range abilities {
		if !a.OK {
			missing[a.Key] = a.Needs
		}
	}
	if len(missing) != 2 || missing[data.AbilityNumbers] != "read_insights" || missing[data.AbilityDirect] != "pages_messaging" {
		t.Errorf("missing %v", missing)
	}
}

// An owner who changes the application's secret keeps the Page's token: what it
// allows is then what it allowed when it was connected.
func TestAnotherSecretIsNoLostSignIn(t *testing.T) {
	s := at(t, nil)
	secret, err := s.keys.Get(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	held, err := oauth.ReadCredentials("", secret)
	if err != nil {
		t.Fatal(err)
	}
	front := func(server http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/debug_token") {
				saying(http.StatusBadRequest, `{"error":{"code":190,"message":"Invalid OAuth access token signature."}}`)(nil).ServeHTTP(w, r)
				return
			}
			server.ServeHTTP(w, r)
		})
	}
	changed := at(t, front)
	if abilities, err := changed.Probe(t.Context()); err != nil || !abilities[0].OK {
		t.Errorf("abilities %v, %v", abilities, err)
	}
	if again, err := changed.Describe(t.Context()); err != nil || !again.Expires.Equal(changed.account.Expires) || !again.Can.Reach {
		t.Errorf("described %+v, %v", again, err)
	}
	held.Access = "EAAnothing"
	if secret, err = held.Keep(); err != nil {
		t.Fatal(err)
	}
	s.keys = conformance.NewKeys(secret)
	_, err = s.Probe(t.Context())
	failsWith(t, err, data.Auth, "")
}

// Every request is made in the version that the owner asked for, also after the
// account was kept.
func TestVersionIsASetting(t *testing.T) {
	for typed, want := range map[string]string{"": "/v26.0/", "25": "/v25.0/", "v25.0": "/v25.0/"} {
		var wrong []string
		server, clock := started(t, lenoir(), func(e rehearsal.Exchange) {
			if !strings.HasPrefix(e.URL.Path, want) {
				wrong = append(wrong, e.URL.Path)
			}
		})
		answers := ownApplication()
		answers["version"] = typed
		network := networkAt(clock)
		all, err := network.Connect(t.Context(), data.Connecting{
			Way: wayPage, Answers: answers, Open: rehearsal.Consent(server, lenoir()), Server: server.URL(),
		})
		if err != nil {
			t.Fatal(err)
		}
		s := network.Open(all[0].Account, conformance.NewKeys(all[0].Secret)).(*session)
		again, err := s.Describe(t.Context())
		if err != nil || again.Software != all[0].Account.Software || len(wrong) > 0 {
			t.Errorf("%q: software %q, %v, asked %v", typed, again.Software, err, wrong)
		}
	}
}

func TestHosts(t *testing.T) {
	for _, server := range []string{"", graphHost} {
		if h := hosts(server); h.graph != graphHost || h.video != videoHost || h.upload != uploadHost || h.web != webHost {
			t.Errorf("%q: %+v", server, h)
		}
	}
}

// Pages of a business portfolio may be missing from the usual list.
func TestPagesOfABusiness(t *testing.T) {
	answers := map[string]string{
		"/debug_token":        `{"data":{"app_id":"1","type":"SYSTEM_USER","is_valid":true,"expires_at":0,"scopes":["pages_manage_posts","business_management"]}}`,
		"/me/accounts":        `{"data":[{"id":"11","name":"Un","access_token":"T11","tasks":["CREATE_CONTENT"]},7,{"id":"x"}]}`,
		"/me/businesses":      `{"data":[{"id":"5"},"?"]}`,
		"/5/owned_pages":      `{"data":[{"id":"11","name":"Un","access_token":"T11"},{"id":"12","name":"Deux","access_token":"T12"}]}`,
		"/5/client_pages":     `{"error":{"message":"(#200)","code":200}}`,
		"/oauth/access_token": `{"access_token":"1|s"}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := answers[strings.TrimPrefix(r.URL.Path, "/v26.0")]
		if strings.Contains(text, `"error"`) {
			w.WriteHeader(http.StatusForbidden)
		}
		w.Write([]byte(text))
	}))
	defer server.Close()
	all, err := networkAt(&conformance.Clock{}).Connect(t.Context(), data.Connecting{
		Way: wayToken, Answers: map[string]string{"token": "EAA", "app_id": "1", "app_secret": "s"}, Server: server.URL,
	})
	var names []string
	for _, c := range all {
		names = append(names, c.Account.Handle)
	}
	if err != nil || !slices.Equal(names, []string{"Un", "Deux"}) || !all[0].Account.Expires.IsZero() {
		t.Errorf("%v, %v", names, err)
	}
}

func TestTokenOfAnotherApplication(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/debug_token") {
			json.NewEncoder(w).Encode(map[string]any{"data": map[string]any{"app_id": "2", "type": "USER", "is_valid": true}})
			return
		}
		w.Write([]byte(`{"access_token":"1|s"}`))
	}))
	defer server.Close()
	_, err := networkAt(&conformance.Clock{}).Connect(t.Context(), data.Connecting{
		Way: wayToken, Answers: map[string]string{"token": "EAA", "app_id": "1", "app_secret": "s"}, Server: server.URL,
	})
	failsWith(t, err, data.Invalid, CodeApp)
}

// Every step has words and a drawing, and copies what it speaks of.
func TestWays(t *testing.T) {
	for _, w := range networkAt(&conformance.Clock{}).Ways() {
		if len(w.Steps) < 3 || w.Browser == (w.Key != wayPage) || w.Paste == (w.Key != wayPaste) {
			t.Errorf("way %+v", w)
		}
		for _, step := range w.Steps {
			pressed := slices.ContainsFunc(step.Sketch, func(m data.Mark) bool { return m.Press })
			if n := len(step.Sketch); n < 3 || n > 6 || !pressed && step.Key != "development" {
				t.Errorf("%s: %+v", step.Key, step.Sketch)
			}
		}
	}
}
