package x

import (
	"slices"
	"strings"
	"testing"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
	"parvis/platforms/conformance"
	"parvis/platforms/httpx"
	"parvis/platforms/rehearsal"
)

func TestHosts(t *testing.T) {
	for _, at := range []string{"", server} {
		if h := hostsOf(at); h.api != "https://api.x.com" || h.site != "https://x.com" {
			t.Errorf("%q: %+v", at, h)
		}
	}
	if h := hostsOf("http://127.0.0.1:9"); h.api != h.site || h.api != "http://127.0.0.1:9" {
		t.Errorf("%+v", h)
	}
}

// Every step can be followed: its words are there, and one thing in its picture
// is to be pressed. The addresses to copy are those on which Parvis listens.
func TestSteps(t *testing.T) {
	all, err := words.Load(assets.Words)
	must(t, err)
	ways := New(httpx.New(httpx.Params{Clock: &conformance.Clock{}}), thePage).Ways()
	for _, lang := range words.Languages() {
		b := all.In(lang)
		asked := []string{"network.x", "network.x.about", "network.x.cost", "connect.x.app_id"}
		for _, w := range ways {
			asked = append(asked, "connect.x.way."+w.Key, "connect.x.way."+w.Key+".about")
			for _, s := range w.Steps {
				asked = append(asked, "connect.x.step."+s.Key)
				pressed := 0
				for _, m := range s.Sketch {
					asked = append(asked, "connect.x.mark."+m.Key)
					if m.Press {
						pressed++
					}
				}
				if pressed != 1 || len(s.Sketch) < 3 {
					t.Errorf("%s: %d of %d marks are pressed", s.Key, pressed, len(s.Sketch))
				}
			}
		}
		for _, o := range options() {
			asked = append(asked, "option."+o.Key)
			for _, c := range o.Choices {
				asked = append(asked, "option."+o.Key+"."+c)
			}
		}
		for _, key := range asked {
			if !b.Has(key) {
				t.Errorf("%s: no words for %q", lang, key)
			}
		}
	}
	want := []string{"http://127.0.0.1:8127/callback", "http://127.0.0.1:8128/callback", "http://127.0.0.1:8129/callback"}
	if i := slices.IndexFunc(ways[0].Steps, func(s data.Step) bool { return slices.Equal(s.Copy, want) }); i < 0 {
		t.Error("no step copies the addresses")
	}
}

// The account and what Probe says agree on what the permissions allow.
func TestLackingPermissions(t *testing.T) {
	s := newStage(t)
	all, can, _ := s.connect("maisonlenoir")
	if c := can.Can; c.Text.Max != 280 || c.Media.Images != 4 || len(c.Acts) != 3 || !c.Delete || !c.Reply || c.Price.Link != 200_000 {
		t.Errorf("%+v", c)
	}
	for _, a := range probe(t, all) {
		if !a.OK {
			t.Errorf("%+v", a)
		}
	}
	few, account, _ := s.connect("atelier", scopeMedia, scopeModerate, scopeMute, scopeWrite)
	if c := account.Can; c.Media.Images != 0 || c.Media.Videos != 0 || len(c.Acts) != 0 || c.Delete || c.Reply || len(c.Options) != 0 || !c.Messages {
		t.Errorf("%+v", c)
	}
	var missing []string
	for _, a := range probe(t, few) {
		if !a.OK {
			missing = append(missing, a.Key+" "+a.Needs)
		}
	}
	if got := strings.Join(missing, ", "); got != "publish tweet.write, media media.write, delete tweet.write, reply tweet.write, moderate tweet.moderate.write" {
		t.Errorf("missing: %s", got)
	}
	payload, err := few.Prepare(t.Context(), s.outgoing("Bonjour"))
	must(t, err)
	_, err = few.Commit(t.Context(), "", payload)
	fails(t, err, data.Auth, CodePermission)
	if !account.Expires.IsZero() {
		t.Errorf("ends %v, though it renews itself", account.Expires)
	}
}

func probe(t *testing.T, s *session) []data.Ability {
	t.Helper()
	abilities, err := s.Probe(t.Context())
	must(t, err)
	return abilities
}

// Who pays for more may write more.
func TestSubscriptions(t *testing.T) {
	for kind, c := range map[string]struct{ text, perDay int }{
		"None": {280, perDay}, "Basic": {280, perDay}, "Premium": {25_000, 0}, "PremiumPlus": {25_000, 0},
	} {
		s := against(t, says(200, `{"data":{"id":"42","username":"maisonlenoir","name":"Maison","subscription_type":"`+kind+`"}}`))
		a, err := s.Describe(t.Context())
		if err != nil || a.Can.Text.Max != c.text || a.Can.PerDay != c.perDay || a.Handle != "@maisonlenoir" {
			t.Errorf("%s: %+v, %v", kind, a, err)
		}
	}
}

func TestRevoke(t *testing.T) {
	s := newStage(t)
	me, _, keys := s.connect("maisonlenoir")
	must(t, me.Revoke(t.Context()))
	_, err := me.Profile(t.Context())
	fails(t, err, data.Auth, "")
	if keys.Renewals() != 1 {
		t.Errorf("%d renewals", keys.Renewals())
	}
}

// A refresh token works once; one that comes twice ends the sign-in.
func TestFamilies(t *testing.T) {
	s := newStage(t)
	me, account, keys := s.connect("maisonlenoir")
	first, err := keys.Get(t.Context())
	must(t, err)
	s.server.SetFaults(rehearsal.Faults{Expire: rehearsal.ExpireOnce})
	_, err = me.Profile(t.Context())
	must(t, err)
	s.server.SetFaults(rehearsal.Faults{Expire: rehearsal.ExpireOnce})
	old := New(s.client, thePage).Open(account, conformance.NewKeys(first))
	_, err = old.Profile(t.Context())
	fails(t, err, data.Auth, "")
	_, err = me.Profile(t.Context())
	fails(t, err, data.Auth, "")
}
