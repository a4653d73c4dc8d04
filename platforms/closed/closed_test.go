package closed

import (
	"strings"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data"
	"parvis/data/words"
)

func TestRowsSayWhenAndWhatInstead(t *testing.T) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range Networks() {
		if row.Title == "" || row.Card.Setup != data.SetupClosed || len(row.Ways) != 0 || !strings.HasPrefix(row.Card.Link, "https://") {
			t.Errorf("%+v", row)
		}
		ended, err := time.Parse(time.DateOnly, row.Card.Closed)
		checked, err2 := time.Parse(time.DateOnly, row.Card.Checked)
		if err != nil || err2 != nil || !ended.Before(checked) {
			t.Errorf("%s ended %q, checked %q", row.Name, row.Card.Closed, row.Card.Checked)
		}
		for _, lang := range words.Languages() {
			for _, key := range []string{"", ".about", ".successor"} {
				if !catalogue.In(lang).Has("network." + string(row.Name) + key) {
					t.Errorf("%s: no words for %s%s", lang, row.Name, key)
				}
			}
		}
	}
}
