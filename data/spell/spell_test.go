package spell_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parvis/data/spell"
	"parvis/data/text"
)

// wrong are the words of a text that are not known.
func wrong(s *spell.Speller, text string, names ...string) string {
	var words []string
	for _, m := range s.Check(text, spell.NewKnown(names...)) {
		if text[m.Start:m.End] != m.Word {
			return "a miss stands elsewhere: " + m.Word
		}
		words = append(words, m.Word)
	}
	return strings.Join(words, "|")
}

func TestTheDictionaryAnswersTheRulesOfGrammar(t *testing.T) {
	var french text.Lexicon = load(t, "fr")
	for word, want := range map[string]bool{
		"cajoler": true, "aujourd’hui": true, "aujourd'hui": true, "l'été": false, "cajolir": false, "": false,
	} {
		if got := french.Has(word); got != want {
			t.Errorf("%q is in the dictionary: %v", word, got)
		}
	}
}

func TestFrench(t *testing.T) {
	french := load(t, "fr")
	for text, want := range map[string]string{
		"Le pain est bon.": "",
		"Le pzin est bno.": "pzin|bno",
		"l’eau, d’ici, qu’on, j’aime, s’il, lorsqu’elle": "",
		"l'eau, d'ici, jusqu'à, aujourd'hui":             "",
		"l’table, l’amis":                                "l’table|l’amis",
		"Y a-t-il, dis-moi, donne-les-lui, est-ce":       "",
		"N’est-ce pas ? Qu’est-ce qu’il y a-t-il ?":      "",
		"un arc-en-ciel, un porte-monaie":                "porte-monaie",
		"une mini-tarte, un ex-élève":                    "",
		"État, Etat, À, A bientôt, École, Ecole":         "",
		"Il va a l’ecole.":                               "l’ecole",
		"OUVERT CET ETE, FERMÉ A NOËL":                   "",
		"OUVERTURE EXEPTIONNELLE":                        "EXEPTIONNELLE",
		"L’ÉQUIPE D’ORLÉANS":                             "",
		"un œuf, un cœur, une SOEUR":                     "",
		"nos client·e·s, tou·te·s, ouvert(e)s":           "",
		"les étudiant·e·z, les cilent·e·s":               "cilent·e·s",
		"la SNCF, le RGPD, des CV":                       "",
		"Kevin Le Goff et Maëlys Kerbrat":                "",
		"Chez Thibodeau-Lacasse, à côté":                 "",
		"notre Boulangerrie préférée":                    "Boulangerrie",
		"aujourd hui":                                    "aujourd hui",
		"le 21, à 10h30, 3,50 €, 2e, 1er, B12, CO2":      "",
		"@lenoir #Boulangerrie https://lenoir.example/a": "",
		"contact@lenoir.fr, nom_du_fichier, 50%promo":    "",
		"croissants\u202f: 🥐🥐 :D 👍🏽":                     "",
		"de\u0301ja\u0300 vu":                            "",
		"plus d’Instagram, l’appli":                      "",
	} {
		if got := wrong(french, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestEnglish(t *testing.T) {
	english := load(t, "en")
	for text, want := range map[string]string{
		"The bread is good.":                              "",
		"Teh bread is godo.":                              "Teh|godo",
		"don't, we’ll, it’s, I'd, they’ve":                "",
		"the shop’s door, James's, the customers’ cars":   "",
		"we organise and realize, analyse and paralyze":   "",
		"colour, favourite, travelled, centre, jewellery": "",
		"I beleive, definately":                           "beleive|definately",
		"the 1st, 2nd, 3rd, 11th, 21st, 112th, 1ST":       "",
		"the 1th, 22th, 11st":                             "1th|22th|11st",
		"gluten-free, a three-day weekend, non-alcoholic": "",
		"LNER and the BBC, CDs and DVDs":                  "",
		"On Wedensday we are closed":                      "Wedensday",
		"Meet Niamh Gallagher and O’Shaughnessy":          "",
		"iPhone, eBay, B2B, v2.1, the ’90s, snake_case":   "",
		"a b c x":            "",
		"an all ready state": "",
		"see www.lenoir.example/definately and @definatelyx": "",
	} {
		if got := wrong(english, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestKnown(t *testing.T) {
	french := load(t, "fr")
	names := []string{"Croustilou", "Zoé Brzezicki", "d'Artagnoulet", "pain-surprisette"}
	for text, want := range map[string]string{
		"deux croustilous, un CROUSTILOU, l’croustilou": "l’croustilou",
		"avec zoé brzezicki":                            "",
		"du pain-surprisette":                           "",
		"un croustiloup":                                "croustiloup",
	} {
		if got := wrong(french, text, names...); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := french.NewSession(spell.NewKnown(names...)).Suggest("crousstilou", 1); !slices.Equal(got, []string{"Croustilou"}) {
		t.Errorf("a name of the brand is not offered: %q", got)
	}
}

func TestTwoLanguages(t *testing.T) {
	french, english := load(t, "fr"), load(t, "en")
	both := french.Beside(english)
	text := "Venez nombreux ! Come and taste our fresh sourdough bread. Un happy hour est prévu, et un bno repas."
	if got := wrong(both, text); got != "bno" {
		t.Errorf("%q", got)
	}
	if got := wrong(both, "Come and taste our fersh bread with us."); got != "fersh" {
		t.Errorf("an error in the other language: %q", got)
	}
	if wrong(french, text) == "bno" {
		t.Error("French alone knows English")
	}
	if got := wrong(english.Beside(french), "See you soon. On vous attend dès demain matin."); got != "" {
		t.Errorf("%q", got)
	}
}

func TestSuggest(t *testing.T) {
	french, english := load(t, "fr"), load(t, "en")
	tests := []struct {
		s           *spell.Speller
		word, first string
	}{
		{french, "acceuil", "accueil"},
		{french, "Acceuil", "Accueil"},
		{french, "ACCEUIL", "ACCUEIL"},
		{french, "ete", "été"},
		{french, "boulengerie", "boulangerie"},
		{french, "bonkour", "bonjour"},
		{french, "plqt", "plat"},
		{french, "parceque", "parce que"},
		{french, "lamour", "l’amour"},
		{french, "l’acceuil", "l’accueil"},
		{french, "l'acceuil", "l'accueil"},
		{french, "aujourd hui", "aujourd’hui"},
		{french, "farmacie", "pharmacie"},
		{french, "porte-monaie", "porte-monnaie"},
		{french, "Rednez-vous", "Rendez-vous"},
		{french, "l’table", "la table"},
		{french, "oeuf", "œuf"},
		{french, "Noel", "Noël"},
		{english, "alot", "a lot"},
		{english, "recieve", "receive"},
		{english, "Wedensday", "Wednesday"},
		{english, "22th", "22nd"},
		{english, "definately", "definitely"},
		{english, "dont", "don’t"},
		{english, "farmacy", "pharmacy"},
	}
	for _, test := range tests {
		got := test.s.Suggest(test.word, 5)
		if len(got) == 0 || got[0] != test.first || len(got) > 5 {
			t.Errorf("%s: %q, want %q first", test.word, got, test.first)
		}
		if !slices.Equal(got, test.s.Suggest(test.word, 5)) {
			t.Errorf("%s: not the same twice", test.word)
		}
	}
	if got := english.Suggest("fuckk", 5); slices.ContainsFunc(got, func(w string) bool { return strings.HasPrefix(w, "fuck") }) {
		t.Errorf("an offensive word is offered: %q", got)
	}
	for _, word := range []string{"", "\xff", strings.Repeat("a", 1<<20)} {
		if got := french.Suggest(word, 5); len(got) > 0 {
			t.Errorf("suggestions for %.10q: %q", word, got)
		}
	}
	if got := french.Suggest("acceuil", 0); len(got) > 0 {
		t.Errorf("none were asked for: %q", got)
	}
}

func TestLoadRefuses(t *testing.T) {
	if _, err := spell.Load(fstest.MapFS{}, "de"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a language that is not there: %v", err)
	}
	if _, err := spell.Load(fstest.MapFS{"dictionaries/fr.lexicon": {Data: []byte("no words")}}, "fr"); err == nil {
		t.Error("a file that is no lexicon was taken")
	}
}

func TestHostileTextsEnd(t *testing.T) {
	both := load(t, "fr").Beside(load(t, "en"))
	for _, text := range []string{
		strings.Repeat("a", 1<<20), strings.Repeat("\xff", 1<<20), strings.Repeat("é-", 1<<18), strings.Repeat("l'", 1<<18),
		strings.Repeat("#a ", 1<<17), strings.Repeat("a@", 1<<18), strings.Repeat("Xyzq ", 1<<16),
	} {
		for _, m := range both.Check(text, spell.Known{}) {
			if m.Start < 0 || m.End > len(text) || text[m.Start:m.End] != m.Word {
				t.Fatalf("a miss outside of the text: %+v", m.Span)
			}
		}
	}
}
