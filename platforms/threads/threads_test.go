package threads

import (
	"strings"
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

// pasted is what a person brings from the application's token generator.
func pasted(s *rehearsal.Server, a rehearsal.Account) map[string]string {
	if a.Password != lenoir().Password {
		return map[string]string{"token": "THAA-of-somebody-else"}
	}
	return map[string]string{"token": s.Token(a.Handle)}
}

// unlisted are the operations of the documentation that the official collection
// does not have.
func unlisted(_, path string) bool {
	return path == "/oauth/authorize" || strings.HasSuffix(path, "/pending_replies") || strings.HasSuffix(path, "/manage_pending_reply")
}

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name: Name, New: func(c *httpx.Client) data.Network { return New(c) },
		Account: lenoir(), Console: pasted, LongLived: true, Specs: []string{"threads"}, Outside: unlisted,
		Secrets: func(kept string) []string {
			held, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil {
				t.Error(err)
			}
			return held.All()
		},
	})
}
