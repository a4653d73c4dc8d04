package pinterest

import (
	"strings"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func thePage() oauth.Page { return oauth.Page{Title: "Parvis"} }

func answers(string, rehearsal.Account) map[string]string {
	return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
}

// outside are the addresses that are none of the API's.
func outside(_, path string) bool { return path == "/oauth/" || path == "/media-upload" }

func subject(t *testing.T) conformance.Subject {
	return conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: answers,
		Page:    rehearsal.Consent, NoPassword: true,
		Secrets: func(kept string) []string {
			c, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil || c.Refresh == "" || !strings.HasPrefix(c.Access, "access_") {
				t.Error("kept no pair of tokens", err)
			}
			return c.All()
		},
		Specs: []string{"pinterest"}, Outside: outside,
	}
}

func TestConformance(t *testing.T) { conformance.Run(t, subject(t)) }
