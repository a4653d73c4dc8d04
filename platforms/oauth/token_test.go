package oauth

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/oauth2"

	"parvis/data"
)

func TestRefreshFailures(t *testing.T) {
	answers := map[string]struct {
		status int
		body   string
		want   data.Kind
	}{
		"used up":       {400, `{"error":"invalid_grant","error_description":"refresh-0 is used up"}`, data.Auth},
		"revoked":       {401, `{"error":"invalid_client"}`, data.Auth},
		"bad request":   {400, `{"error":"invalid_scope"}`, data.Invalid},
		"busy":          {429, `{}`, data.RateLimited},
		"broken":        {503, `oops`, data.Transient},
		"hotel page":    {200, `<html>Welcome</html>`, data.Transient},
		"hotel sends":   {302, ``, data.Transient},
		"without token": {200, `{"token_type":"bearer"}`, data.Transient},
	}
	for what, a := range answers {
		t.Run(what, func(t *testing.T) {
			server, url := startFamilies(t, "")
			server.answer = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				w.Header().Set("Location", url)
				w.WriteHeader(a.status)
				fmt.Fprint(w, a.body)
			}
			_, err := refresh(url)(t.Context(), stale)
			f := data.AsFailure("", err)
			if f == nil || f.Kind != a.want {
				t.Fatalf("%v", err)
			}
			if strings.Contains(f.Error()+f.Raw, stale.Reveal()) {
				t.Errorf("the token is in %v, %s", f, f.Raw)
			}
			if requests, _, _ := server.counts(); requests != 1 {
				t.Errorf("%d requests", requests)
			}
		})
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
