package oauth

import (
	"testing"
	"time"

	"golang.org/x/oauth2"

	"parvis/data"
)

func TestGoogleHasOneServerInTests(t *testing.T) {
	real := Google("id", data.NewSecret("secret"), "", "a", "b")
	if real.AuthURL != "https://accounts.google.com/o/oauth2/v2/auth" || real.TokenURL != "https://oauth2.googleapis.com/token" {
		t.Errorf("Google is at %s and %s", real.AuthURL, real.TokenURL)
	}
	if len(real.Scopes) != 2 || real.Extra["access_type"] != "offline" || real.Extra["prompt"] != "consent" {
		t.Errorf("asked for %v with %v", real.Scopes, real.Extra)
	}
	here := Google("id", data.NewSecret("secret"), "http://127.0.0.1:1")
	if here.AuthURL != "http://127.0.0.1:1/o/oauth2/v2/auth" || here.TokenURL != "http://127.0.0.1:1/token" {
		t.Errorf("the server is at %s and %s", here.AuthURL, here.TokenURL)
	}
}

// A refresh token of a project that is still being tested lasts a week.
func TestTheEndOfARefreshToken(t *testing.T) {
	asked := time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)
	for said, want := range map[any]time.Time{
		float64(604_800): asked.AddDate(0, 0, 7),
		float64(-1):      {},
		1e300:            {},
		"604800":         {},
		nil:              {},
	} {
		got := newToken((&oauth2.Token{}).WithExtra(map[string]any{"refresh_token_expires_in": said}), asked)
		if !got.Ends.Equal(want) {
			t.Errorf("%v: ends %v, want %v", said, got.Ends, want)
		}
	}
	kept := Credentials{Ends: asked}
	if got := kept.With(Token{Access: data.NewSecret("a")}); !got.Ends.Equal(asked) {
		t.Errorf("a refresh that does not tell the end changed it to %v", got.Ends)
	}
	if got := kept.With(Token{Ends: asked.Add(time.Hour)}); !got.Ends.Equal(asked.Add(time.Hour)) {
		t.Errorf("ends %v", got.Ends)
	}
}
