package hunspell_test

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parvis/data/spell/hunspell"
)

// forms are those of a small dictionary, each as "particle+word" with its flags.
func forms(t *testing.T, rules, stems string) (all []string) {
	t.Helper()
	affixes, err := hunspell.ReadAffixes(strings.NewReader(rules))
	if err != nil {
		t.Fatal(err)
	}
	err = affixes.Forms(strings.NewReader("1\n"+stems), func(f hunspell.Form) {
		flags := ""
		for flag, set := range map[string]bool{"!": f.Forbidden, "^": f.KeepCase, "~": f.NoSuggest} {
			if set {
				flags += flag
			}
		}
		all = append(all, f.Particle+f.Word+flags)
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestForms(t *testing.T) {
	tests := []struct{ name, rules, stems, want string }{
		{"a stem alone", "", "pain", "pain"},
		{
			"conditions at the end", "SFX S Y 3\nSFX S y ies [^aeiou]y\nSFX S 0 s [aeiou]y\nSFX S 0 s [^y]", "day/S\nberry/S\ncar/S",
			"berries berry car cars day days",
		},
		{"any letter in a condition", "SFX A Y 1\nSFX A e ing .e", "bake/A\ne/A", "bake baking e"},
		{"conditions at the beginning", "PFX I Y 2\nPFX I 0 im [mp]\nPFX I 0 in [^mp]", "possible/I\nvisible/I", "impossible invisible possible visible"},
		{"prefix and suffix together", "PFX U Y 1\nPFX U 0 un .\nSFX D Y 1\nSFX D 0 ed .", "lock/UD", "lock locked unlock unlocked"},
		{"no crossing", "PFX U Y 1\nPFX U 0 un .\nSFX D N 1\nSFX D 0 ed .", "lock/UD", "lock locked unlock"},
		{"a suffix behind a suffix", "SFX F Y 1\nSFX F 0 e/S .\nSFX S Y 1\nSFX S 0 s .", "ami/F", "ami amie amies"},
		{"a prefix that a suffix brings", "SFX S Y 1\nSFX S 0 s/U .\nPFX U Y 1\nPFX U 0 un .", "door/S", "door doors undoors"},
		{"a suffix that a prefix brings", "PFX K Y 1\nPFX K 0 kilo/S .\nSFX S Y 1\nSFX S 0 s .", "gramme/K", "gramme kilogramme kilogrammes"},
		{"the whole stem taken away", "FULLSTRIP\nSFX A Y 1\nSFX A aller irai aller", "aller/A", "aller irai"},
		{"long flags", "FLAG long\nSFX S. Y 1\nSFX S. 0 s .\nSFX F. Y 1\nSFX F. 0 e .", "ami/S.F.", "ami amie amis"},
		{"elision", "PFX L Y 3\nPFX L 0 l' .\nPFX L 0 L' .\nPFX L a l'A a", "arbre/L", "arbre l'arbre"},
		{"no form without an affix", "NEEDAFFIX X\nSFX S Y 1\nSFX S 0 s .", "vacance/XS", "vacances"},
		{"forbidden, bound to its case, not offered", "FORBIDDENWORD F\nKEEPCASE K\nNOSUGGEST N", "alot/F\nkm/K\ndamn/N", "alot! damn~ km^"},
		{"only in compounds", "ONLYINCOMPOUND c", "1th/c\nword", "word"},
	}
	for _, test := range tests {
		if got := strings.Join(forms(t, test.rules, test.stems), " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

func TestTables(t *testing.T) {
	affixes, err := hunspell.ReadAffixes(strings.NewReader(
		"SET UTF-8\nTRY es\nWORDCHARS '\nREP 1\nREP alot a_lot\nMAP 1\nMAP eé\nKEY azerty|qsdf\nICONV 1\nICONV ’ '\nOCONV 1\nOCONV ' ’\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(affixes.Replacements, affixes.Alike, affixes.Keys, affixes.Input, affixes.Output)
	if want := "[[alot a_lot]] [eé] [azerty qsdf] [[’ ']] [[' ’]]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCompounds(t *testing.T) {
	affixes, err := hunspell.ReadAffixes(strings.NewReader("COMPOUNDRULE 2\nCOMPOUNDRULE n*1t\nCOMPOUNDRULE n*mp\n"))
	if err != nil {
		t.Fatal(err)
	}
	patterns, err := affixes.Compounds(strings.NewReader("9\n1/n1\n2/nm\n0/nm\n1st/p\n2nd/p\n1th/t\n2th/t\n"))
	if err != nil || len(patterns) != 2 {
		t.Fatal(patterns, err)
	}
	rank := regexp.MustCompile("^(?:" + strings.Join(patterns, "|") + ")$")
	for _, word := range []string{"21st", "102nd", "12th", "211th"} {
		if !rank.MatchString(word) {
			t.Errorf("%s is no compound", word)
		}
	}
	for _, word := range []string{"12nd", "11st", "2th"} {
		if rank.MatchString(word) {
			t.Errorf("%s is a compound", word)
		}
	}
	if _, err := affixes.Compounds(strings.NewReader("1\nword\n")); err == nil {
		t.Error("a rule without stems was taken")
	}
}

func TestWhatIsNotKnownIsRefused(t *testing.T) {
	for rules, line := range map[string]int{
		"SET ISO8859-1": 1, "SET UTF-8\nPHONE 1": 2, "FLAG num": 1, "SFX S": 1, "SFX S Y 1\nSFX S 0 s [ab": 2, "SFX S Y 1\nSFX S 0 s []": 2,
		"REP": 1, "REP a b c": 1, "FLAG long\nSFX SS Y 1\nSFX SS 0 s/ABC .": 3, "CIRCUMFIX C\nSFX S Y 1\nSFX S 0 s/C .": 3,
	} {
		_, err := hunspell.ReadAffixes(strings.NewReader(rules))
		var syntax *hunspell.SyntaxError
		if !errors.As(err, &syntax) || syntax.Line != line {
			t.Errorf("%q: %v, want line %d", rules, err, line)
		}
	}
	affixes, err := hunspell.ReadAffixes(strings.NewReader("FLAG long"))
	if err != nil {
		t.Fatal(err)
	}
	for _, stems := range []string{"1\nami/S", "1\n\xff"} {
		var syntax *hunspell.SyntaxError
		if err := affixes.Forms(strings.NewReader(stems), func(hunspell.Form) {}); !errors.As(err, &syntax) || syntax.Line != 2 {
			t.Errorf("%q: %v", stems, err)
		}
	}
}
