package sheet

import (
	"cmp"
	"testing"

	"parvis/assets"
	"parvis/data/words"
)

func TestFieldsAndLayoutsHaveWords(t *testing.T) {
	catalogue, err := words.Load(assets.Words)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range append(append(PostFields(), ProductFields()...), FieldNone, FieldNetwork) {
		keys = append(keys, "sheet.field."+cmp.Or(string(f), "none"))
	}
	for _, l := range []Layout{LayoutOther, LayoutParvis, LayoutBuffer, LayoutHootsuite, LayoutMetricool, LayoutPostiz} {
		keys = append(keys, "sheet.layout."+cmp.Or(string(l), "other"))
	}
	for _, sign := range Separators() {
		keys = append(keys, "sheet.separator."+SeparatorName(sign))
	}
	for _, e := range Encodings() {
		keys = append(keys, "sheet.encoding."+string(e))
	}
	for _, f := range []Fate{FateDraft, FateScheduled, FateThere, FateNew, FateChanged, FateSame, FateBad} {
		keys = append(keys, "sheet.fate."+string(f))
	}
	for _, o := range []DateOrder{DayFirst, MonthFirst} {
		keys = append(keys, "sheet.order."+string(o))
	}
	for _, lang := range words.Languages() {
		for _, key := range keys {
			if !catalogue.In(lang).Has(key) {
				t.Errorf("%s: no words for %q", lang, key)
			}
		}
	}
}
