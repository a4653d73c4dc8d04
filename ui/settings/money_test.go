package settings

import (
	"errors"
	"testing"

	"parvis/data"
)

func TestMoneyAsItIsTyped(t *testing.T) {
	for text, want := range map[string]data.Micros{
		"": 0, "  ": 0, "12": 12_000_000, "12,5": 12_500_000, "12.50": 12_500_000, "0,015": 15_000,
		"1 000": 1_000_000_000, "1\u202f000,25": 1_000_250_000, "0.000001": 1,
	} {
		if got, err := parseMoney(text); err != nil || got != want {
			t.Errorf("%q: %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"0", "0,00", "-1", "12 euros", ",5", "1.2.3", "1e3", "0.0000001", "1000001", "99999999999999999999"} {
		if got, err := parseMoney(text); !errors.Is(err, errMoney) {
			t.Errorf("%q: %d, %v, want errMoney", text, got, err)
		}
	}
	if kept(0) != "" || kept(12_500_000) != "12500000" {
		t.Errorf("stored as %q and %q", kept(0), kept(12_500_000))
	}
}
