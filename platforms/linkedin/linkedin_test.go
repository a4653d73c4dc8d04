package linkedin

import (
	"testing"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func thePage() oauth.Page { return oauth.Page{Title: "Parvis"} }

// lenoir signs in as a member and administers a page of the same name.
func lenoir() rehearsal.Account {
	return rehearsal.Account{Handle: "maison-lenoir", Password: "abcd-efgh-ijkl-mnop", Name: "maison-lenoir"}
}

func answers(pages string) func(string, rehearsal.Account) map[string]string {
	return func(string, rehearsal.Account) map[string]string {
		return map[string]string{fieldID: rehearsal.AppID, fieldSecret: rehearsal.AppSecret, fieldPages: pages}
	}
}

func subject(t *testing.T, pages string) conformance.Subject {
	return conformance.Subject{
		Name:    Name,
		New:     func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: lenoir(), Answers: answers(pages),
		Page: rehearsal.Consent, NoPassword: true, LongLived: true,
		Secrets: func(kept string) []string {
			held, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil {
				t.Error(err)
			}
			return held.All()
		},
	}
}

// No official file of the network describes its API for a machine.
func TestConformanceOfAMember(t *testing.T) {
	s := subject(t, pagesNo)
	s.Blind = true
	conformance.Run(t, s)
}

func TestConformanceOfAPage(t *testing.T) {
	s := subject(t, pagesYes)
	s.Pick = func(a data.Account) bool { return isPage(a.Remote) }
	conformance.Run(t, s)
}

// An application with the product for pages alone opens no member.
func TestConformanceOfPagesAlone(t *testing.T) {
	conformance.Run(t, subject(t, pagesOnly))
}
