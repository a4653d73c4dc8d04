package telegram

import (
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

// answers is what a person types who has the token from BotFather. Whoever has
// another's password has but a token of nobody's.
func answers(server *rehearsal.Server, a rehearsal.Account) map[string]string {
	token := server.Token(a.Handle)
	if a.Password != password {
		token = "1:nobody"
	}
	return map[string]string{"token": token, "channel": "@" + a.Handle}
}

const password = "abcd-efgh-ijkl-mnop"

func TestConformance(t *testing.T) {
	conformance.Run(t, conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c) },
		Account: rehearsal.Account{Handle: "maisonlenoir", Password: password, Name: "Maison Lenoir"},
		Console: answers, LongLived: true, Blind: true,
		Secrets: func(kept string) []string {
			c, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil || !tokenShape.MatchString(c.Access) {
				t.Error("kept no token", err)
			}
			return c.All()
		},
		Specs: []string{"telegram"},
	})
}
