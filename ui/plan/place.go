package plan

import (
	"parvis/data"
	"parvis/data/words"
)

// placeText words the place whose law and dates hold: "Loire-Atlantique (France)".
func placeText(b *words.Book, l data.Line) string {
	if l.Country == "" {
		return b.T("plan.place.none")
	}
	country := b.T("keydate.place." + l.Country)
	if key := "keydate.place." + l.Country + "-" + l.Region; l.Region != "" && b.Has(key) {
		return b.T("plan.place.region", "Region", b.T(key), "Country", country)
	}
	return country
}

// tradeText words a trade pack of key dates.
func tradeText(b *words.Book, trade string) string {
	if key := "keydate.pack." + trade; b.Has(key) {
		return b.T(key)
	}
	return b.T("plan.place.any_trade")
}
