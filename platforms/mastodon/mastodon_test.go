package mastodon

import (
	"encoding/json"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func thePage() oauth.Page { return oauth.Page{Title: "Parvis"} }

func subject(t *testing.T) conformance.Subject {
	return conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: func(url string, _ rehearsal.Account) map[string]string { return map[string]string{"server": url} },
		Page:    rehearsal.Consent, NoPassword: true, LongLived: true,
		Secrets: func(kept string) []string {
			var c credentials
			if err := json.Unmarshal([]byte(kept), &c); err != nil {
				t.Error(err)
			}
			return []string{c.Token, c.Secret}
		},
	}
}

func TestConformance(t *testing.T) { conformance.Run(t, subject(t)) }

// A server that speaks the same API and ignores idempotency keys.
func TestConformanceOfAServerThatIsLikeIt(t *testing.T) {
	s := subject(t)
	s.Server = "mastodon-like"
	conformance.Run(t, s)
}
