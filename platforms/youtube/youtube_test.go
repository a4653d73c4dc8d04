package youtube

import (
	"net/http"
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

// smallChunks sends a film in several parts.
func smallChunks(c *httpx.Client) *Network {
	n := New(c, thePage)
	n.chunk = 256 << 10
	return n
}

// outside are the addresses that the network's discovery files leave out: the
// sign-in, and the sessions of uploads.
func outside(method, path string) bool {
	return path == "/o/oauth2/v2/auth" || path == "/token" ||
		method == http.MethodPut && strings.HasPrefix(path, "/upload/")
}

func answers(string, rehearsal.Account) map[string]string {
	return map[string]string{google.FieldID: rehearsal.AppID, google.FieldSecret: rehearsal.AppSecret}
}

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return smallChunks(c) },
		Account: rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir"},
		Answers: answers, Page: rehearsal.Consent, NoPassword: true,
		Secrets: func(kept string) []string {
			c, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil {
				t.Error(err)
			}
			return c.All()
		},
		Specs: []string{"youtube", "youtube-analytics"}, Outside: outside,
	})
}
