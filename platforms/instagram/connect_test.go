package instagram

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

const redirect = "https://maisonlenoir.example/retour"

// agreed is the address on which the browser ends when the person agrees.
func agreed(t *testing.T, page string) string {
	t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := browser.PostForm(page, url.Values{"decision": {"agree"}, "username": {lenoir().Handle}, "password": {lenoir().Password}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.Header.Get("Location")
}

// paste connects by the way on which a person brings the end of the sign-in,
// as bring makes it of the address.
func (b *bench) paste(bring func(string) string) ([]data.Connection, error) {
	page := ""
	return b.network.Connect(b.t.Context(), data.Connecting{
		Way: wayPaste, Server: b.session.server,
		Answers: map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret, "redirect": redirect},
		Open:    func(url string) error { page = url; return nil },
		Ask:     func(context.Context) (string, error) { return bring(agreed(b.t, page)), nil },
	})
}

func bareCode(address string) string {
	_, code, _ := strings.Cut(address, "code=")
	code, _, _ = strings.Cut(code, "&")
	return code + "#_"
}

// The network hangs "#_" on its codes, and on the address of the end.
func TestSignInByPasting(t *testing.T) {
	for name, bring := range map[string]func(string) string{
		"the address": func(a string) string {
			if !strings.HasSuffix(a, "#_") {
				t.Errorf("ended on %q", a)
			}
			return a
		},
		"the code": bareCode,
	} {
		t.Run(name, func(t *testing.T) {
			b := started(t, nil)
			all, err := b.paste(bring)
			if err != nil {
				t.Fatal(err)
			}
			b.open(all[0])
			want := b.clock.Now().Add(graph.TokenLife)
			if a := b.account; a.Handle != "@maisonlenoir" || a.Server != b.server.URL() || !a.Expires.Equal(want) {
				t.Errorf("account %+v", a)
			}
			b.publish(b.part("Bonjour"))
		})
	}
}

// Newer answers wrap the token of an hour in a list.
func TestTheNewerAnswerToACode(t *testing.T) {
	asked := ""
	b := started(t, answering(func(r *http.Request) string {
		switch r.URL.Path {
		case "/oauth/access_token":
			return `{"data":[{"access_token":"an-hour","user_id":"7","permissions":"instagram_business_basic"}]}`
		case "/access_token":
			asked = r.URL.Query().Get("access_token")
			return `{"access_token":"sixty-days","token_type":"bearer","expires_in":5184000}`
		}
		return ""
	}))
	if _, err := b.paste(bareCode); data.KindOf(err) != data.Auth {
		t.Errorf("a token of nobody: %v", err)
	}
	if asked != "an-hour" {
		t.Errorf("exchanged %q", asked)
	}
}

func TestSignInRefused(t *testing.T) {
	b := started(t, nil)
	_, err := b.paste(func(string) string { return "not-a-code" })
	failsWith(t, err, data.Auth, "")
	if strings.Contains(err.Error()+data.AsFailure("", err).Raw, rehearsal.AppSecret) {
		t.Error("the secret shows")
	}
	_, err = b.paste(func(string) string { return redirect + "?code=x&state=of-another" })
	failsWith(t, err, data.Invalid, oauth.CodePasteOther)
	_, err = b.network.Connect(t.Context(), data.Connecting{Way: "by post"})
	failsWith(t, err, data.Invalid, "")
}

// A token renews itself every week, long before its end, and the end moves.
func TestRenewing(t *testing.T) {
	b := signedIn(t, nil)
	first := b.account.Expires
	profile := func() {
		t.Helper()
		if _, err := b.Profile(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	profile()
	if b.keys.Renewals() != 0 {
		t.Fatal("renewed at once")
	}
	b.clock.Wait(context.Background(), 25*time.Hour) // pasted, and so of unknown age
	profile()
	profile()
	if n := b.keys.Renewals(); n != 1 {
		t.Fatalf("%d renewals after a day", n)
	}
	b.clock.Wait(context.Background(), 8*24*time.Hour)
	profile()
	if n := b.keys.Renewals(); n != 2 {
		t.Fatalf("%d renewals after a week", n)
	}
	a, err := b.Describe(t.Context())
	if err != nil || !a.Expires.After(first.Add(8*24*time.Hour)) {
		t.Errorf("expires %v, was %v, %v", a.Expires, first, err)
	}
	b.clock.Wait(context.Background(), 61*24*time.Hour)
	_, err = b.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

// What cannot be renewed today works on until its end.
func TestATokenThatCannotBeRenewedToday(t *testing.T) {
	broken := true
	b := signedIn(t, answering(func(r *http.Request) string {
		if broken && r.URL.Path == "/refresh_access_token" {
			return `!{"error":{"message":"try later","code":2}}`
		}
		return ""
	}))
	b.clock.Wait(context.Background(), 25*time.Hour)
	for range 3 {
		if _, err := b.Profile(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := b.keys.Renewals(); n != 1 {
		t.Errorf("%d renewals within a day", n)
	}
	broken = false
	b.clock.Wait(context.Background(), 25*time.Hour)
	a, err := b.Describe(t.Context())
	if want := b.clock.Now().Add(graph.TokenLife); err != nil || !a.Expires.Equal(want) {
		t.Errorf("expires %v, want %v, %v", a.Expires, want, err)
	}
}

// Through a Page its token is made from one that lives 60 days, when the
// application is told; it does not end and is not renewed.
func TestThroughThePage(t *testing.T) {
	b := started(t, nil)
	connect := func(answers map[string]string) ([]data.Connection, error) {
		return b.network.Connect(t.Context(), data.Connecting{Way: wayFacebook, Server: b.session.server, Answers: answers})
	}
	token := b.server.Token(lenoir().Handle)
	all, err := connect(map[string]string{"page_token": token, "app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret})
	if err != nil || len(all) != 1 || !all[0].Account.Expires.IsZero() {
		t.Fatalf("%+v, %v", all, err)
	}
	b.open(all[0])
	b.server.SetFaults(rehearsal.Faults{Expire: rehearsal.ExpireOnce})
	_, err = b.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
	_, err = connect(map[string]string{"page_token": token, "app_id": rehearsal.AppID, "app_secret": "wrong"})
	failsWith(t, err, data.Auth, "")
}

func TestNoAccountBehindTheToken(t *testing.T) {
	b := started(t, answering(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/me/accounts") {
			return `{"data":[{"id":"1","name":"Sans Instagram","access_token":"t"},7,null]}`
		}
		return ""
	}))
	_, err := b.network.Connect(t.Context(), data.Connecting{
		Way: wayFacebook, Server: b.session.server, Answers: map[string]string{"page_token": b.server.Token(lenoir().Handle)},
	})
	failsWith(t, err, data.Invalid, CodeNoAccount)
}

// What the person did not allow is told, one line each, and so do the
// capabilities.
func TestWhatTheTokenAllows(t *testing.T) {
	own := ownScopes()
	for scope, lost := range map[string][]string{
		own.publish:  {data.AbilityPublish, data.AbilityMedia, data.AbilityDelete},
		own.comments: {data.AbilityMessages, data.AbilityReply, data.AbilityModerate},
		own.insights: {data.AbilityNumbers},
		own.messages: {data.AbilityDirect},
	} {
		t.Run(scope, func(t *testing.T) {
			b := started(t, nil)
			given := slices.DeleteFunc(own.all(), func(s string) bool { return s == scope })
			all, err := b.network.Connect(t.Context(), data.Connecting{
				Way: wayToken, Server: b.session.server, Answers: map[string]string{"token": b.server.Token(lenoir().Handle, given...)},
			})
			if err != nil {
				t.Fatal(err)
			}
			b.open(all[0])
			abilities, err := b.Probe(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range abilities {
				if a.OK == slices.Contains(lost, a.Key) || !a.OK && a.Needs != scope {
					t.Errorf("ability %+v", a)
				}
			}
			can := b.account.Can
			if can.Messages == (scope == own.comments) || can.Reach == (scope == own.insights) || can.Private == (scope == own.messages) ||
				can.Delete == (scope == own.publish) || (len(can.Acts) > 0) == (scope == own.comments) {
				t.Errorf("capabilities %+v", can)
			}
		})
	}
}

// Each step draws a page with one thing to press.
func TestWays(t *testing.T) {
	b := started(t, nil)
	for _, w := range b.network.Ways() {
		if w.Browser || len(w.Fields) == 0 || len(w.Steps) == 0 {
			t.Errorf("way %+v", w)
		}
		for _, s := range w.Steps {
			pressed := 0
			for _, m := range s.Sketch {
				if m.Press {
					pressed++
				}
			}
			if len(s.Sketch) < 3 || len(s.Sketch) > 6 || pressed != 1 {
				t.Errorf("step %s draws %d marks, %d to press", s.Key, len(s.Sketch), pressed)
			}
		}
	}
}
