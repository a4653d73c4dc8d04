package main

import (
	"strings"
	"testing"

	"parvis/data/reputation/labelled"
)

func TestALongTextIsCutWhereSentencesEnd(t *testing.T) {
	sentence := strings.Repeat("le pain est beau ", 12) + "!!!"
	all := pieces([]labelled.Row{{Label: "positive", Text: sentence + " Il est bon." + sentence + " Non."}, {Label: "negative", Text: "Laid."}})
	if len(all) != 3 || all[0].Text != sentence || all[1].Text != " Il est bon."+sentence || all[2].Text != "Laid." {
		t.Errorf("%q", all)
	}
	if all[0].Label != "positive" || all[2].Label != "negative" {
		t.Errorf("a piece is not what its text is: %q", all)
	}
	for _, endless := range []string{strings.Repeat("pain ", 200), strings.Repeat("é", 999)} {
		if joined := strings.Join(cut(endless), ""); joined != endless {
			t.Errorf("of %d bytes %d are left", len(endless), len(joined))
		}
	}
}
