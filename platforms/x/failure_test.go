package x

import (
	"fmt"
	"net/http"
	"strconv"
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
)

func problemBody(status int, kind, title, detail string) string {
	return fmt.Sprintf(`{"type":%q,"title":%q,"detail":%q,"status":%d}`, kind, title, detail, status)
}

// The answers are the network's own words (docs.x.com); those about credits are
// remembered.
func TestRefusals(t *testing.T) {
	const blank, problems = "about:blank", "https://api.x.com/2/problems/"
	for name, c := range map[string]struct {
		status int
		body   string
		kind   data.Kind
		code   string
	}{
		"reply":       {403, problemBody(403, blank, "Forbidden", "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."), data.Unsupported, data.CodeReplyPolicy},
		"too long":    {403, problemBody(403, blank, "Forbidden", "Your Tweet text is too long. For more information, visit …"), data.Invalid, CodeTooLong},
		"long video":  {403, problemBody(403, blank, "Forbidden", "This user is not allowed to post a video longer than 2 minutes"), data.Invalid, CodeVideo},
		"credits 402": {402, problemBody(402, blank, "CreditsDepleted", "Your enrolled account does not have any credits to fulfill this request."), data.RateLimited, CodeCredits},
		"credits 403": {403, problemBody(403, problems+"usage-capped", "UsageCapExceeded", "Usage cap exceeded: Monthly product cap"), data.RateLimited, CodeCredits},
		"credits 429": {429, problemBody(429, problems+"usage-capped", "UsageCapExceeded", "Usage cap exceeded: Monthly product cap"), data.RateLimited, CodeCredits},
		"402 alone":   {402, `{}`, data.RateLimited, CodeCredits},
		"client":      {403, problemBody(403, problems+"client-forbidden", "Client Forbidden", "When authenticating requests …"), data.Auth, CodePermission},
		"scope":       {403, problemBody(403, blank, "Forbidden", "Your client app is not configured with the appropriate oauth2 scopes for this endpoint."), data.Auth, CodePermission},
		"some 403":    {403, problemBody(403, blank, "Forbidden", "You are not permitted to perform this action."), data.Unsupported, ""},
		"validation":  {400, `{"errors":[{"parameters":{"text":[]},"message":"refused"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid.","type":"https://api.x.com/2/problems/invalid-request"}`, data.Invalid, ""},
		"media ids":   {400, `{"errors":[{"message":"Your media IDs are invalid."}],"title":"Invalid Request"}`, data.Transient, CodeProcessing},
		"gone":        {403, problemBody(403, blank, "Forbidden", "You attempted to reply to a Tweet that is deleted or not visible to you."), data.NotFound, ""},
		"broken":      {500, problemBody(500, problems+"internal-error", "Internal", "usage-capped"), data.Ambiguous, ""},
		"in a 200":    {200, `{"errors":[{"title":"Not Found Error","type":"https://api.x.com/2/problems/resource-not-found","detail":"x"}]}`, data.NotFound, ""},
		"in a 201":    {201, `{"errors":[{"title":"x","type":"https://api.x.com/2/problems/usage-capped","detail":"x"}]}`, data.RateLimited, CodeCredits},
		"unknown 200": {200, `{"errors":[{"title":"Odd","type":"about:blank"}]}`, data.Ambiguous, data.CodeAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			s := against(t, says(c.status, c.body))
			payload := []byte(`{"stamp":"2026-11-21T18:00:00Z","prepared":"2026-11-21T18:00:00Z","request":{"text":"Bonjour"}}`)
			_, err := s.Commit(t.Context(), "", payload)
			f := fails(t, err, c.kind, c.code)
			if c.code == CodeCredits && !f.Until.Equal(conformance.Start().Add(time.Hour)) {
				t.Errorf("again at %v", f.Until)
			}
			if f.Raw == "" {
				t.Error("nothing to show behind details")
			}
		})
	}
}

// The network tells when a window ends in Unix seconds, and of the windows that
// are used up the last one to end counts.
func TestLimits(t *testing.T) {
	at := func(d time.Duration) string { return strconv.FormatInt(conformance.Start().Add(d).Unix(), 10) }
	for name, c := range map[string]struct {
		header []string
		want   time.Duration
	}{
		"15 minutes": {[]string{"x-rate-limit-limit", "100", "x-rate-limit-remaining", "0", "x-rate-limit-reset", at(7 * time.Minute)}, 7 * time.Minute},
		"a day": {[]string{
			"x-rate-limit-remaining", "41", "x-rate-limit-reset", at(7 * time.Minute),
			"x-user-limit-24hour-remaining", "0", "x-user-limit-24hour-reset", at(9 * time.Hour),
		}, 9 * time.Hour},
		"both": {[]string{
			"x-rate-limit-remaining", "0", "x-rate-limit-reset", at(7 * time.Minute),
			"x-app-limit-24hour-remaining", "0", "x-app-limit-24hour-reset", at(3 * time.Hour),
		}, 3 * time.Hour},
		"reset alone": {[]string{"x-rate-limit-reset", at(30 * time.Second)}, 30 * time.Second},
		"nothing":     {nil, time.Minute},
	} {
		s := against(t, says(http.StatusTooManyRequests, problemBody(429, "about:blank", "Too Many Requests", "Too Many Requests"), c.header...))
		_, err := s.Profile(t.Context())
		if f := fails(t, err, data.RateLimited, ""); !f.Until.Equal(conformance.Start().Add(c.want)) {
			t.Errorf("%s: until %v", name, f.Until)
		}
	}
}

// What is wrong with a refresh token the network calls an invalid request.
func TestARefreshTokenThatIsNoMore(t *testing.T) {
	s := against(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/2/oauth2/token" {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":"invalid_request","error_description":"Value passed for the token was invalid."}`))
			return
		}
		says(401, problemBody(401, "about:blank", "Unauthorized", "Unauthorized"))(w, r)
	})
	_, err := s.Profile(t.Context())
	if f := fails(t, err, data.Auth, ""); !f.SignedOut() {
		t.Errorf("%v is not signed out", f)
	}
}
