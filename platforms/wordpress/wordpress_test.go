package wordpress

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
		Account: rehearsal.Account{Handle: "camille", Password: "abcd EFGH ijkl MNOP qrst 1234", Name: "Maison Lenoir"},
		Answers: func(url string, a rehearsal.Account) map[string]string {
			return map[string]string{"site": url, "login": a.Handle, "password": a.Password}
		},
		LongLived: true,
		Secrets: func(kept string) []string {
			var l login
			if err := json.Unmarshal([]byte(kept), &l); err != nil {
				t.Error(err)
			}
			return []string{l.Password}
		},
	})
}
