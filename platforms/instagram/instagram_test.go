package instagram

import (
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

// pasted is what a person brings from the application's dashboard.
func pasted(s *rehearsal.Server, a rehearsal.Account) map[string]string {
	if a.Password != lenoir().Password {
		return map[string]string{"token": "IGAA-of-somebody-else"}
	}
	return map[string]string{"token": s.Token(a.Handle)}
}

func kept(t *testing.T) func(string) []string {
	return func(kept string) []string {
		held, err := oauth.ReadCredentials("test", data.NewSecret(kept))
		if err != nil {
			t.Error(err)
		}
		return held.All()
	}
}

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name: Name, New: func(c *httpx.Client) data.Network { return New(c) },
		Account: lenoir(), Console: pasted, LongLived: true, Secrets: kept(t),
	})
}

// The same accounts through the Facebook Page that they belong to.
func TestConformanceThroughThePage(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name: Name, New: func(c *httpx.Client) data.Network { return New(c) },
		Account: lenoir(), Way: wayFacebook, LongLived: true, Secrets: kept(t),
		Console: func(s *rehearsal.Server, a rehearsal.Account) map[string]string {
			return map[string]string{"page_token": pasted(s, a)["token"]}
		},
	})
}
