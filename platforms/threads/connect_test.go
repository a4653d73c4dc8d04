package threads

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

// The network hangs "#_" on its codes, and on the address of the end.
func TestSignInByPasting(t *testing.T) {
	for name, bring := range map[string]func(string) string{
		"the address": func(a string) string {
			if !strings.HasSuffix(a, "#_") {
				t.Errorf("ended on %q", a)
			}
			return a
		},
		"the code": func(a string) string {
			_, code, _ := strings.Cut(a, "code=")
			code, _, _ = strings.Cut(code, "&")
			return code + "#_"
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := started(t, nil)
			all, err := b.paste(bring)
			if err != nil {
				t.Fatal(err)
			}
			b.open(all[0])
			if a := b.account; a.Handle != "@maisonlenoir" || a.Server != b.server.URL() || !a.Expires.Equal(b.clock.Now().Add(graph.TokenLife)) {
				t.Errorf("account %+v", a)
			}
			b.publish(b.part("Bonjour"))
		})
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
	b.clock.Wait(context.Background(), 25*time.Hour) // pasted, and so of unknown age
	profile()
	profile()
	if n := b.keys.Renewals(); n != 1 {
		t.Fatalf("%d renewals after a day", n)
	}
	b.clock.Wait(context.Background(), 8*24*time.Hour)
	a, err := b.Describe(t.Context())
	if err != nil || b.keys.Renewals() != 2 || !a.Expires.After(first.Add(8*24*time.Hour)) {
		t.Errorf("expires %v, was %v, %d renewals, %v", a.Expires, first, b.keys.Renewals(), err)
	}
	b.clock.Wait(context.Background(), 61*24*time.Hour)
	_, err = b.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

// What cannot be renewed today works on until its end.
func TestATokenThatCannotBeRenewedToday(t *testing.T) {
	b := signedIn(t, answering(func(r *http.Request) string {
		if r.URL.Path == "/refresh_access_token" {
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
}

// What the person did not allow is told, one line each, and so do the
// capabilities.
func TestWhatTheTokenAllows(t *testing.T) {
	for scope, lost := range map[string][]string{
		scopePublish:  {data.AbilityPublish, data.AbilityMedia},
		scopeDelete:   {data.AbilityDelete},
		scopeInsights: {data.AbilityNumbers},
		scopeRead:     {data.AbilityMessages},
		scopeManage:   {data.AbilityReply, data.AbilityModerate},
	} {
		t.Run(scope, func(t *testing.T) {
			b := signedIn(t, nil, slices.DeleteFunc(scopes(), func(s string) bool { return s == scope })...)
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
			if can.Delete == (scope == scopeDelete) || can.Likes == (scope == scopeInsights) || can.Messages == (scope == scopeRead) ||
				can.Reply == (scope == scopeManage) || (len(can.Acts) > 0) == (scope == scopeManage) {
				t.Errorf("capabilities %+v", can)
			}
			if _, err := b.Profile(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// Fields of the quota that want a permission of their own give 500 without a
// word when it is not there: they are not asked for.
func TestQuotaWithoutThePermissionToDelete(t *testing.T) {
	b := signedIn(t, nil, scopeBasic, scopePublish)
	if b.account.Can.PerDay != 250 {
		t.Errorf("%d a day", b.account.Can.PerDay)
	}
	_, _, err := b.page(t.Context(), "test", "/me/threads_publishing_limit", url.Values{"fields": {"quota_usage,delete_quota_usage"}}, "", 0)
	failsWith(t, err, data.Transient, "")
}

// A network that tells nothing of a token is not taken to have refused.
func TestATokenOfWhichNothingIsTold(t *testing.T) {
	b := signedIn(t, answering(func(r *http.Request) string {
		if strings.HasSuffix(r.URL.Path, "/debug_token") {
			return `{"data":{}}`
		}
		return ""
	}))
	if can := b.account.Can; !can.Delete || !can.Messages || !b.account.Expires.Equal(b.clock.Now().Add(graph.TokenLife)) {
		t.Errorf("account %+v", b.account)
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
