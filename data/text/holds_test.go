package text_test

import (
	"testing"

	"parvis/data/text"
)

func TestHolds(t *testing.T) {
	for _, test := range []struct {
		question string
		want     bool
	}{
		{"", true},
		{"  ", true},
		{"galette", true},
		{"GALETTE épiphanie", true},
		{"epiph", true},
		{"#Épiphanie", true},
		{"roi galette", true},
		{"bûche", false},
		{"galette bûche", false},
	} {
		if got := text.Holds("Galette des rois\n#épiphanie", test.question); got != test.want {
			t.Errorf("%q: %t", test.question, got)
		}
	}
}
