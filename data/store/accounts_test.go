package store

import (
	"testing"
	"time"

	"parvis/data"
)

func TestBrands(t *testing.T) {
	d := openDesk(t)
	b, err := d.Brand(t.Context(), d.brand)
	must(t, err)
	same(t, b, data.Brand{ID: d.brand, Name: "Maison Lenoir", Sector: "Boulangerie", Colour: "#1F5C57", Zone: "Europe/Paris", Lang: "fr"})
	b.Name = "Maison Leblanc"
	must(t, d.SaveBrand(t.Context(), &b))
	all, err := d.Brands(t.Context())
	must(t, err)
	same(t, all, []data.Brand{b})
	_, err = d.Brand(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}

func TestAccountComesBackAsSaved(t *testing.T) {
	d := openDesk(t)
	a := data.Account{
		Brand: d.brand, Network: "mastodon", Server: "https://reseau.example", Remote: "7", Handle: "@a@reseau.example",
		Name: "Boulangerie", Software: "Mastodon 4.6.0", State: data.AccountReady,
		Can: data.Capabilities{
			Text: data.TextRule{Max: 500, Unit: data.Graphemes, URL: 23, Counts: []string{"cw"}}, Thread: true,
			Media:   data.MediaRule{Images: 4, MIME: []string{"image/png"}},
			Hold:    data.HoldRule{Native: true, Min: 5 * time.Minute},
			Proof:   data.ProofRule{Proof: data.ProofIdempotent, Life: 50 * time.Minute},
			Options: []data.Option{{Key: "visibility", Kind: data.OptionChoice, Choices: []string{"public", "unlisted"}}},
		},
		Connected: noon, Expires: noon.AddDate(0, 1, 0), Synced: noon.Add(time.Hour),
	}
	must(t, d.SaveAccount(t.Context(), &a))
	got, err := d.Account(t.Context(), a.ID)
	must(t, err)
	same(t, got, a)
	a.State, a.Handle = data.AccountReconnect, "@b@reseau.example"
	must(t, d.SaveAccount(t.Context(), &a))
	all, err := d.Accounts(t.Context(), d.brand)
	must(t, err)
	same(t, all[len(all)-1], a)

	unknown := data.Account{ID: 99, Brand: d.brand}
	wantErr(t, d.SaveAccount(t.Context(), &unknown), data.ErrNoSuch)
	orphan := data.Account{Brand: 99, Remote: "x"}
	wantErr(t, d.SaveAccount(t.Context(), &orphan), data.ErrNoSuch)
	same(t, orphan.ID, data.AccountID(0))
	_, err = d.Account(t.Context(), 99)
	wantErr(t, err, data.ErrNoSuch)
}

func TestRemovedAccountComesBackWithItsHistory(t *testing.T) {
	d := openDesk(t)
	p := d.addPost("pain", noon, d.first, d.second)
	d.arm(p)
	draft := d.addPost("brouillon", noon, d.first)
	must(t, d.RemoveAccount(t.Context(), d.first))
	wantErr(t, d.RemoveAccount(t.Context(), 99), data.ErrNoSuch)
	all, err := d.Accounts(t.Context(), d.brand)
	must(t, err)
	if len(all) != 1 || all[0].ID != d.second {
		t.Fatalf("%+v", all)
	}
	same(t, d.delivery(p, d.first).State, data.Cancelled)
	same(t, d.delivery(p, d.second).State, data.Scheduled)
	same(t, d.delivery(draft, d.first).State, data.Draft)
	same(t, d.addAccount(d.brand, "bluesky", "did:plc:1"), d.first)
	a, err := d.Account(t.Context(), d.first)
	must(t, err)
	same(t, a.State, data.AccountReady)
}

func TestSettings(t *testing.T) {
	d := openDesk(t)
	for _, value := range []string{"fr", "en", "", "fr"} {
		must(t, d.SaveSetting(t.Context(), "lang", value))
		got, err := d.Setting(t.Context(), "lang")
		must(t, err)
		same(t, got, value)
	}
	got, err := d.Setting(t.Context(), "other")
	must(t, err)
	same(t, got, "")
}
