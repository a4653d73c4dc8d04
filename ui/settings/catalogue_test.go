package settings

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"parvis/data"
)

func TestSearchForgetsCapitalsAndAccents(t *testing.T) {
	for sought, want := range map[string]bool{
		"": true, "reseau": true, "RÉSEAU  images": true, "l’image": false, "vidéo": false, "resea": true,
	} {
		if got := found(sought, "Un Réseau d’images, gratuit"); got != want {
			t.Errorf("%q: %v, want %v", sought, got, want)
		}
	}
}

func TestClosedNetworksComeLast(t *testing.T) {
	m := newModel(noon())
	m.networks = []data.NetworkRow{{Name: "gone", Card: data.Card{Setup: data.SetupClosed}}, bluesky(), vitrine()}
	var got []string
	for _, n := range m.catalogue(func(n data.NetworkRow) string { return n.Title }) {
		got = append(got, string(n.Name))
	}
	if strings.Join(got, " ") != "bluesky vitrine gone" {
		t.Errorf("%v", got)
	}
}

func TestCatalogueSaysWhatANetworkAsksAndCan(t *testing.T) {
	d := sample()
	priced := vitrine()
	priced.Card = data.Card{
		Setup: data.SetupOwnApp, Cost: true, Checked: "2026-11-21", Link: "https://vitrine.example/docs",
		Can: data.Capabilities{Text: data.TextRule{Unit: data.Runes}, Acts: []data.Act{data.ActHide}, Media: data.MediaRule{Videos: 1}},
	}
	d.networks = append(d.networks, priced)
	s := newScene(t, d)
	s.screen.show(networksSection)
	s.screen.search.Focus()
	test.Type(s.Window.Canvas().Focused(), "vitri")
	said := s.Said()
	for _, want := range []string{
		"Vitrine", "votre propre application", "payant", "cet ordinateur doit être allumé", "modérer", "1 vidéo par publication",
		"Vérifié le 21 nov. 2026",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "Bluesky") {
		t.Errorf("what was not sought is there:\n%s", said)
	}
	s.Press("Documentation du réseau")
	if len(s.shell.links) != 1 || s.shell.links[0] != "https://vitrine.example/docs" {
		t.Errorf("opened %v", s.shell.links)
	}
	s.screen.search.Focus()
	test.Type(s.Window.Canvas().Focused(), "xyz")
	if !strings.Contains(s.Said(), "Aucun réseau ne correspond à «\u202fvitrixyz\u202f»") {
		t.Errorf("the screen says:\n%s", s.Said())
	}
}

func TestCatalogueLeadsToConnecting(t *testing.T) {
	s := newScene(t, sample())
	s.screen.show(networksSection)
	s.screen.m.sought = "mastodon"
	s.screen.draw()
	s.Press("Connecter")
	if c := s.screen.m.connect; s.screen.m.section != accountsSection || c.stage != filling || c.network.Name != "mastodon" {
		t.Errorf("section %s, stage %d, network %q", s.screen.m.section, c.stage, c.network.Name)
	}
}

func TestWhatFallsAfterTheEndIsNamedAndOpens(t *testing.T) {
	d := sample()
	d.accounts[0].Expires = noon().At.Add(20 * time.Hour)
	var after []data.Entry
	for i, title := range []string{"Galette", "", "Marché", "Vœux", "Soldes"} {
		after = append(after, data.Entry{Post: data.PostID(i + 1), Headline: title, Due: noon().At.AddDate(0, 0, i+2)})
	}
	d.expiring = []data.Expiring{{Account: d.accounts[0], After: after}}
	s := newScene(t, d)
	said := s.Said()
	for _, want := range []string{"Expire dans 1 jour", "5 publications sont prévues après cette date", "Galette", "Sans titre", "Marché", "et 2 autres", "Reconnecter"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, "Vœux") {
		t.Errorf("more than three are named:\n%s", said)
	}
	s.Press("Marché")
	if len(s.shell.posts) != 1 || s.shell.posts[0] != 3 {
		t.Errorf("opened %v", s.shell.posts)
	}
}

func TestProbeUnfoldsBesideTheTest(t *testing.T) {
	d := sample()
	asked := 0
	d.probe = func(context.Context, data.AccountID) ([]data.Ability, error) {
		if asked++; asked == 1 {
			return nil, &data.Failure{Kind: data.Transient, Code: data.CodeOffline}
		}
		return []data.Ability{{Key: data.AbilityReply, OK: true}}, nil
	}
	s := newScene(t, d)
	s.Press("Demander au réseau ce que")
	s.until(func() bool { return s.screen.m.probes[7].err != nil })
	if !strings.Contains(s.Said(), "Le réseau n’a pas dit ce qui est permis.") {
		t.Errorf("the screen says:\n%s", s.Said())
	}
	s.Press("Réessayer")
	s.until(func() bool { return !s.screen.m.probes[7].at.IsZero() })
	if said := s.Said(); !strings.Contains(said, "Répondre\n") || strings.Contains(said, "n’a pas dit") {
		t.Errorf("the screen says:\n%s", said)
	}
	s.Press("Masquer ce que")
	if strings.Contains(s.Said(), "Répondre\n") {
		t.Error("the lines are still there")
	}
}

func TestLimitOfAMonthIsKeptOnlyWhenItIsMoney(t *testing.T) {
	d := sample()
	d.accounts[0].Can.Price = data.Price{Currency: "USD", Post: 15_000, Dated: "2026-11-21"}
	d.spending = data.Spending{Posts: 30_000, Reads: 2_000, Planned: 15_000, Cap: 40_000}
	s := newScene(t, d)
	said := s.Said()
	for _, want := range []string{"Dépensé ce mois-ci\u202f: 0,032\u202f$", "publication 0,015\u202f$", "relevés le 21 nov. 2026", "dépassée de 0,007\u202f$"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, said)
		}
	}
	field := s.screen.caps[7]
	if field.Text() != "0,04" {
		t.Fatalf("shows %q", field.Text())
	}
	name := data.SettingCap(7)
	field.Focus()
	field.SetText("")
	test.Type(s.Window.Canvas().Focused(), "0")
	if !strings.Contains(s.Said(), "Un montant au-dessus de 0") {
		t.Errorf("a limit of nothing is taken:\n%s", s.Said())
	}
	test.Type(s.Window.Canvas().Focused(), ",5")
	s.until(func() bool { d.mu.Lock(); defer d.mu.Unlock(); return d.settings[name] == "500000" })
	if len(d.writes) != 1 {
		t.Errorf("kept %v", d.writes)
	}
}
