package words_test

import (
	"testing"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
)

func TestMoney(t *testing.T) {
	all, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	fr, en := all.In("fr"), all.In("en")
	for _, c := range []struct {
		amount           data.Micros
		currency, fr, en string
	}{
		{15_000, "USD", "0,015\u202f$", "$0.015"},
		{200_000, "USD", "0,20\u202f$", "$0.20"},
		{12_000_000, "EUR", "12,00\u202f€", "€12.00"},
		{1_234_500_000, "USD", "1\u202f234,50\u202f$", "$1,234.50"},
		{1, "CHF", "0,000001\u202fCHF", "0.000001\u202fCHF"},
		{0, "USD", "0,00\u202f$", "$0.00"},
	} {
		if got := fr.Money(c.amount, c.currency); got != c.fr {
			t.Errorf("%d %s: %q in French, want %q", c.amount, c.currency, got, c.fr)
		}
		if got := en.Money(c.amount, c.currency); got != c.en {
			t.Errorf("%d %s: %q in English, want %q", c.amount, c.currency, got, c.en)
		}
	}
	for amount, want := range map[data.Micros]string{0: "0", 12_000_000: "12", 12_500_000: "12,5", 15_000: "0,015"} {
		if got := fr.Amount(amount); got != want {
			t.Errorf("%d is typed %q, want %q", amount, got, want)
		}
	}
}
