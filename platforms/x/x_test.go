package x

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

// outside is what the official file leaves out: signing in.
func outside(_, path string) bool {
	return path == "/2/oauth2/token" || path == "/2/oauth2/revoke" || path == "/i/oauth2/authorize"
}

func subject(t *testing.T) conformance.Subject {
	return conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: func(string, rehearsal.Account) map[string]string { return map[string]string{"app_id": rehearsal.AppID} },
		Page:    rehearsal.Consent, NoPassword: true, Specs: []string{"x"}, Outside: outside,
		Secrets: func(kept string) []string {
			var c oauth.Credentials
			if err := json.Unmarshal([]byte(kept), &c); err != nil {
				t.Error(err)
			}
			return []string{c.Access, c.Refresh}
		},
	}
}

func TestConformance(t *testing.T) { conformance.Run(t, subject(t)) }

// A server that has the names of before, which its official file does not know.
func TestConformanceOfTheNamesOfBefore(t *testing.T) {
	s := subject(t)
	s.Server, s.Specs, s.Outside = "x-before", nil, nil
	conformance.Run(t, s)
}
