package googlebusiness

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func thePage() oauth.Page { return oauth.Page{Title: "Parvis"} }

// outside are the addresses that no discovery file has: the sign-in, and the old
// API of posts and reviews.
func outside(_, path string) bool {
	return path == "/o/oauth2/v2/auth" || path == "/token" || strings.HasPrefix(path, "/v4/")
}

func answers(string, rehearsal.Account) map[string]string {
	return map[string]string{google.FieldID: rehearsal.AppID, google.FieldSecret: rehearsal.AppSecret}
}

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: rehearsal.Account{Handle: "Maison Lenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: answers, Page: rehearsal.Consent, NoPassword: true,
		Secrets: func(kept string) []string {
			c, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil {
				t.Error(err)
			}
			return c.All()
		},
		// The last one first: of its hosts two have addresses under /v1/locations.
		Specs: []string{"gbp-performance", "gbp-account", "gbp-information"}, Outside: outside,
	})
}
