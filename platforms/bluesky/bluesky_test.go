package bluesky

import (
	"encoding/json"
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c) },
		Account: rehearsal.Account{Handle: "maison-lenoir.example", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: func(url string, a rehearsal.Account) map[string]string {
			return map[string]string{"server": url, "identifier": a.Handle, "password": a.Password}
		},
		Secrets: func(kept string) []string {
			var pair tokens
			if err := json.Unmarshal([]byte(kept), &pair); err != nil {
				t.Error(err)
			}
			return []string{pair.Access, pair.Refresh}
		},
	})
}
