package data_test

import (
	"testing"

	"parvis/data"
)

func TestShortTellsAccountsApart(t *testing.T) {
	for handle, want := range map[string]string{
		"@maisonlenoir@reseau.example":   "@maisonlenoir",
		"@atelier.maison-lenoir.example": "@atelier",
		"lea@blog.example/journal":       "blog.example/journal",
		"camille@thes.example@a.example": "a.example",
		"@seul":                          "@seul",
		"":                               "",
	} {
		a := data.Account{Handle: handle}
		if got := a.Short(); got != want {
			t.Errorf("%q is %q, want %q", handle, got, want)
		}
	}
}
