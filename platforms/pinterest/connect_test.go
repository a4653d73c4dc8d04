package pinterest

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

func TestRealHosts(t *testing.T) {
	for _, server := range []string{"", "https://api.pinterest.com"} {
		if w := newWire(nil, server); w.url("/pins", nil) != "https://api.pinterest.com/v5/pins" || w.web != "https://www.pinterest.com" {
			t.Errorf("%q: %+v", server, w)
		}
	}
}

func TestAddressOnRecordIsTheOneOfTheStep(t *testing.T) {
	step := (&Network{}).Ways()[0].Steps[3]
	if step.Key != "redirect" || !slices.Equal(step.Copy, []string{"http://localhost:27571/"}) || port != 27571 {
		t.Errorf("step %+v", step)
	}
}

// The page is asked for with scopes parted by commas and without PKCE, which
// the network does not know.
func TestPageOfConsent(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	var asked url.Values
	_, err := b.network.signIn(t.Context(), data.Connecting{
		Way: wayPage, Answers: answers("", lenoir()), Server: b.server.URL(),
		Open: func(page string) error {
			u, err := url.Parse(page)
			if err != nil {
				return err
			}
			asked = u.Query()
			return rehearsal.Refuse(b.server)(page)
		},
	})
	failsWith(t, err, data.Auth, "sign_in_denied")
	if asked.Get("scope") != "boards:read,boards:write,pins:read,pins:write,user_accounts:read" || asked.Get("code_challenge") != "" ||
		!strings.HasPrefix(asked.Get("redirect_uri"), "http://localhost:") || !strings.HasSuffix(asked.Get("redirect_uri"), "/") {
		t.Errorf("asked %v", asked)
	}
}

// Where only an https address is taken, the person brings the one that the
// browser ended on.
func TestPastedAddress(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	var page string
	c := data.Connecting{
		Way: wayPaste, Server: b.server.URL(), Open: func(url string) error { page = url; return nil },
		Ask: func(context.Context) (string, error) { return ended(t, page), nil },
	}
	c.Answers = answers("", lenoir())
	_, err := b.network.signIn(t.Context(), c)
	failsWith(t, err, data.Invalid, httpx.CodeAddress)

	c.Answers["redirect"] = "https://maisonlenoir.example/merci"
	got, err := b.network.signIn(t.Context(), c)
	if err != nil || got.Account.Handle != "@lenoir" {
		t.Errorf("%+v, %v", got.Account, err)
	}
}

// ended agrees on a page and returns the address that the browser is sent to.
func ended(t *testing.T, page string) string {
	t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := browser.PostForm(page, url.Values{"decision": {"agree"}, "username": {"lenoir"}, "password": {"abcd-efgh"}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.Header.Get("Location")
}

func TestBoardsAreChosenByName(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	board := b.account.Can.Options[0]
	if !board.Required || len(board.Choices) != 3 || !slices.Equal(board.Names, []string{"Pains", "Brioches et viennoiseries", "Dans la boutique"}) {
		t.Errorf("option %+v", board)
	}
}

// Each renewal gives a refresh token for another sixty days, and the one before
// is worth nothing.
func TestRenewalMovesTheEnd(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	first := b.held(t)
	if !b.account.Expires.Equal(first.Ends) || first.Ends.Sub(b.clock.Now()) != 60*24*time.Hour {
		t.Fatalf("expires %v, refresh token ends %v", b.account.Expires, first.Ends)
	}
	b.clock.Wait(t.Context(), 30*24*time.Hour)
	again, err := b.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := b.held(t)
	if now.Refresh == first.Refresh || now.Access == first.Access || now.Secret != first.Secret || now.Scope == "" {
		t.Error("the pair was not renewed whole")
	}
	if !again.Expires.Equal(b.clock.Now().Add(60 * 24 * time.Hour)) {
		t.Errorf("expires %v", again.Expires)
	}
}

func TestRefreshTokenThatEnded(t *testing.T) {
	b := signedIn(t, lenoir(), nil)
	b.clock.Wait(t.Context(), 61*24*time.Hour)
	_, err := b.Profile(t.Context())
	failsWith(t, err, data.Auth, "")
}

// A token endpoint that answers nothing useful is no reason to sign in again.
func TestRenewalThatFails(t *testing.T) {
	for body, status := range map[string]int{`{"access_token":7}`: 200, `{"code":12,"message":"oops"}`: 503, `null`: 200} {
		b := signedIn(t, lenoir(), answering("/v5/oauth/token", status, body))
		b.clock.Wait(t.Context(), 30*24*time.Hour)
		_, err := b.Profile(t.Context())
		if f := data.AsFailure("", err); err == nil || f.Kind != data.Transient || strings.Contains(f.Raw, "access_token") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestProbeTellsEveryScope(t *testing.T) {
	b := signedIn(t, lenoir("pins:write"), nil)
	if !b.account.Expires.After(b.clock.Now()) || b.account.Can.Delete || b.account.Can.Media.Images != 0 {
		t.Errorf("capabilities %+v", b.account.Can)
	}
	abilities, err := b.Probe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range abilities {
		want := data.Ability{Key: a.Key, OK: true}
		switch a.Key {
		case data.AbilityPublish, data.AbilityMedia, data.AbilityDelete:
			want = data.Ability{Key: a.Key, Needs: "pins:write"}
		}
		if a != want {
			t.Errorf("ability %+v, want %+v", a, want)
		}
	}
	b = signedIn(t, lenoir(), nil)
	abilities, err = b.Probe(t.Context())
	if err != nil || abilities[0] != (data.Ability{Key: data.AbilityPublish, OK: true, Needs: "Standard access"}) {
		t.Errorf("%+v, %v", abilities, err)
	}
}
