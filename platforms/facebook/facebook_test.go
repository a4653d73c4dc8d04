package facebook

import (
	"encoding/json"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func lenoir() rehearsal.Account {
	return rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl", Name: "Maison Lenoir"}
}

func thePage() oauth.Page {
	return oauth.Page{Lang: "fr", Title: "Parvis", Agreed: "Bien", Denied: "Non"}
}

func ownApplication() map[string]string {
	return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret}
}

func subject(t *testing.T) conformance.Subject {
	return conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: lenoir(),
		Way:     wayPage,
		Answers: func(string, rehearsal.Account) map[string]string { return ownApplication() },
		Page:    rehearsal.Consent,
		// The password is typed on the network's own page.
		NoPassword: true, LongLived: true,
		Secrets: func(kept string) []string {
			var c oauth.Credentials
			if err := json.Unmarshal([]byte(kept), &c); err != nil {
				t.Error(err)
			}
			return []string{c.Access, c.Secret}
		},
	}
}

func TestConformance(t *testing.T) { conformance.Run(t, subject(t)) }

// With a token from the network's console.
func TestConformanceWithAToken(t *testing.T) {
	s := subject(t)
	s.Way, s.Page = wayToken, nil
	s.Console = func(server *rehearsal.Server, a rehearsal.Account) map[string]string {
		answers := ownApplication()
		answers["token"] = server.Token(a.Handle)
		return answers
	}
	conformance.Run(t, s)
}
