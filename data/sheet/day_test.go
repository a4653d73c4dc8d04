package sheet

import (
	"errors"
	"testing"
	"time"

	"parvis/data"
)

func TestReadDate(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-26": "2026-11-26", "2026/11/26": "2026-11-26", "26/11/2026": "2026-11-26", "26.11.26": "2026-11-26",
		"26-11-2026": "2026-11-26", "3.4.2026": "2026-04-03", "26 11 2026": "2026-11-26",
		"26 novembre 2026": "2026-11-26", "jeudi 26 nov. 2026": "2026-11-26", "le 1er décembre 2026": "2026-12-01",
		"November 26, 2026": "2026-11-26", "Thu, Nov 26 2026": "2026-11-26", "26 Nov 2026": "2026-11-26", "26-Nov-26": "2026-11-26",
		"2nd February 2027": "2027-02-02", "29 février 2028": "2028-02-29", "15 AOÛT 2027": "2027-08-15", "4 Jul 2027": "2027-07-04",
		"3 sept. 2027": "2027-09-03", "mar. 3 mars 2026": "2026-03-03",
	} {
		d, ok := readDate(text)
		if day, exists := d.in(DayFirst); !ok || !exists || day != want {
			t.Errorf("%q is %q (%v, %v), want %q", text, day, ok, exists, want)
		}
	}
	for _, text := range []string{"", "demain", "26/11", "31/02/2026", "32/01/2026", "2026-13-01", "26/11/1026", "novembre 2026", "26 brumaire 2026", "1/2/3", "11/26/2026"} {
		d, ok := readDate(text)
		if day, exists := d.in(DayFirst); ok && exists {
			t.Errorf("%q is %q", text, day)
		}
	}
	d, _ := readDate("11/26/2026")
	if day, _ := d.in(MonthFirst); day != "2026-11-26" {
		t.Errorf("the American way: %q", day)
	}
}

func TestCutClock(t *testing.T) {
	for text, want := range map[string]struct{ before, wall string }{
		"26/11/2026 18:30": {"26/11/2026", "18:30"}, "2026-11-26T18:30:00": {"2026-11-26", "18:30"}, "26/11/2026 à 18h30": {"26/11/2026", "18:30"},
		"18 h 30": {"", "18:30"}, "18h": {"", "18:00"}, "à 9h": {"", "09:00"}, "6:30 PM": {"", "18:30"}, "12am": {"", "00:00"}, "12 p.m.": {"", "12:00"},
		"Nov 26, 2026 at 6pm": {"nov 26, 2026", "18:00"}, "26/11/2026, 07:05:59.5": {"26/11/2026", "07:05"},
	} {
		before, c, found := cutClock(text)
		if !found || before != want.before || c.wall() != want.wall {
			t.Errorf("%q: %q and %q (%v)", text, before, c.wall(), found)
		}
	}
	for _, text := range []string{"", "26/11/2026", "26 novembre 2026", "18", "25:00", "18:60", "13pm", "midi", "18:3"} {
		if before, c, found := cutClock(text); found {
			t.Errorf("%q: %q and %q", text, before, c.wall())
		}
	}
	for text, ahead := range map[string]time.Duration{"2026-11-26T18:30Z": 0, "2026-11-26T18:30+02:00": 2 * time.Hour, "2026-11-26 18:30-0330": -210 * time.Minute} {
		if _, c, found := cutClock(text); !found || !c.zoned || c.ahead != ahead {
			t.Errorf("%q: %+v", text, c)
		}
	}
}

func TestReadPrice(t *testing.T) {
	for text, want := range map[string]data.Amount{
		"24,50 €": {Micros: 24_500_000, Currency: "EUR"}, "1 234.50": {Micros: 1_234_500_000, Currency: "EUR"},
		"CHF 12.-": {Micros: 12_000_000, Currency: "CHF"}, "12.–": {Micros: 12_000_000, Currency: "EUR"}, "€12": {Micros: 12_000_000, Currency: "EUR"},
		"1.234,50 €": {Micros: 1_234_500_000, Currency: "EUR"}, "$1,234.50": {Micros: 1_234_500_000, Currency: "USD"},
		"1'234.50 CHF": {Micros: 1_234_500_000, Currency: "CHF"}, "24€50": {Micros: 24_500_000, Currency: "EUR"}, "0,5": {Micros: 500_000, Currency: "EUR"},
		"12,5 euros": {Micros: 12_500_000, Currency: "EUR"}, "0.015": {Micros: 15_000, Currency: "EUR"}, "1\u202f234\u202f567,89\u00a0€": {Micros: 1_234_567_890_000, Currency: "EUR"},
		"1,234,567": {Micros: 1_234_567_000_000, Currency: "EUR"}, "1234": {Micros: 1_234_000_000, Currency: "EUR"}, "24.100000000000001": {Micros: 24_100_000, Currency: "EUR"},
		"24.1999999": {Micros: 24_200_000, Currency: "EUR"}, "CA$ 9.95": {Micros: 9_950_000, Currency: "CAD"}, "9,95 $CA": {Micros: 9_950_000, Currency: "CAD"},
		"0": {Currency: "EUR"}, "Fr. 4.50": {Micros: 4_500_000, Currency: "CHF"}, "12 € TTC": {Micros: 12_000_000, Currency: "EUR"},
	} {
		if got, _, err := ReadPrice(text, "EUR"); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", text, got, err, want)
		}
	}
	if got, unit, err := ReadPrice("3,20 €/ kg", ""); err != nil || unit != "kg" || got.Micros != 3_200_000 {
		t.Errorf("%+v for %q (%v)", got, unit, err)
	}
	if got, _, err := ReadPrice("9,95 $", "CAD"); err != nil || got.Currency != "CAD" {
		t.Errorf("a dollar in Canada is %+v (%v)", got, err)
	}
	for text, want := range map[string]error{
		"": ErrPrice, "sur devis": ErrPrice, "-12 €": ErrPrice, "12 à 15 €": ErrPrice, "12-50": ErrPrice, "12 50": ErrPrice, "1.2.3": ErrPrice,
		"12,34,56": ErrPrice, "99999999999": ErrPrice, "12 € HT": ErrPrice, "1,234": ErrDoubtful, "1.234 €": ErrDoubtful, "12": ErrCurrency,
	} {
		if got, _, err := ReadPrice(text, ""); !errors.Is(err, want) || got != (data.Amount{}) {
			t.Errorf("%q is %+v (%v), want %v", text, got, err, want)
		}
	}
}

func TestReadSeason(t *testing.T) {
	for text, want := range map[string]data.Season{
		"": {}, "Toute l’année": {}, "12-01..01-15": {From: "12-01", To: "01-15"}, "décembre": {From: "12-01", To: "12-31"},
		"février": {From: "02-01", To: "02-29"}, "mars à juin": {From: "03-01", To: "06-30"}, "de mars à juin": {From: "03-01", To: "06-30"},
		"March to June": {From: "03-01", To: "06-30"}, "mars-juin": {From: "03-01", To: "06-30"}, "déc. – janv.": {From: "12-01", To: "01-31"},
		"1er décembre au 15 janvier": {From: "12-01", To: "01-15"}, "du 1er déc. au 6 janvier": {From: "12-01", To: "01-06"},
		"01/12 - 15/01": {From: "12-01", To: "01-15"}, "01/12-15/01": {From: "12-01", To: "01-15"}, "from May 1st until September 30th": {From: "05-01", To: "09-30"},
		"6 janvier": {From: "01-06", To: "01-06"}, "12-24": {From: "12-24", To: "12-24"},
	} {
		if got, err := ReadSeason(text, DayFirst); err != nil || got != want {
			t.Errorf("%q is %+v (%v), want %+v", text, got, err, want)
		}
	}
	if got, err := ReadSeason("12/01 - 01/15", MonthFirst); err != nil || got != (data.Season{From: "12-01", To: "01-15"}) {
		t.Errorf("the American way: %+v (%v)", got, err)
	}
	for _, text := range []string{"hiver", "31/02", "13-13", "mars à juin à août", "bientôt", "mars à"} {
		if got, err := ReadSeason(text, DayFirst); !errors.Is(err, ErrSeason) {
			t.Errorf("%q is %+v (%v)", text, got, err)
		}
	}
}
