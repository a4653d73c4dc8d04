package tiktok

import (
	"testing"
	"time"

	"parvis/data"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
	"parvis/platforms/rehearsal"
)

func thePage() oauth.Page { return oauth.Page{Title: "Parvis"} }

func lenoir() rehearsal.Account {
	return rehearsal.Account{Handle: "maisonlenoir", Password: "abcd-efgh-ijkl-mnop", Name: "Maison Lenoir", Taps: time.Hour}
}

func answers(photos string) func(string, rehearsal.Account) map[string]string {
	return func(string, rehearsal.Account) map[string]string {
		return map[string]string{"app_id": rehearsal.AppID, "app_secret": rehearsal.AppSecret, "photos": photos}
	}
}

func subject(t *testing.T, photos string) conformance.Subject {
	return conformance.Subject{
		Name: Name, New: func(c *httpx.Client) data.Network { return New(c, thePage) },
		Account: lenoir(), Answers: answers(photos), Page: rehearsal.Consent, NoPassword: true, Draft: true,
		Secrets: func(kept string) []string {
			held, err := oauth.ReadCredentials("test", data.NewSecret(kept))
			if err != nil {
				t.Error(err)
			}
			return held.All()
		},
	}
}

func TestConformance(t *testing.T) { conformance.Run(t, subject(t, photosNo)) }

// Photos have no id before the answer that is lost.
func TestConformanceOfPhotos(t *testing.T) {
	s := subject(t, photosYes)
	s.Blind = true
	conformance.Run(t, s)
}
