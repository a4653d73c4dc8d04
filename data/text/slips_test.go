package text_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parvis/data/text"
)

func TestGrammarMends(t *testing.T) {
	tests := []struct{ lang, in, want string }{
		{"fr", "LA VOTRE est là, La Votre aussi.", "LA VÔTRE est là, La Vôtre aussi."},
		{"fr", "Grâce a vous, rendez-vous a 18 h, jusqu'a demain.", "Grâce à vous, rendez-vous à 18 h, jusqu'à demain."},
		{"fr", "Nous vous proposer un menu, vous pouvez le réservez.", "Nous vous proposons un menu, vous pouvez le réserver."},
		{"fr", "Nous vous changer la vie. Nous vous commencer.", "Nous vous changeons la vie. Nous vous commençons."},
		{"fr", "La boutique est fermer, ils sont inviter, elle est charmer.", "La boutique est fermée, ils sont invités, elle est charmer."},
		{"fr", "Si il pleut, si elle vient. Que elle vienne.", "S’il pleut, si elle vient. Qu’elle vienne."},
		{"fr", "N’oublies pas. Tu n’oublies pas.", "N’oublie pas. Tu n’oublies pas."},
		{"fr", "Quelque soit la saison, quelques soient les prix.", "Quelle que soit la saison, quels que soient les prix."},
		{"fr", "Un repas de de fête, vous vous régalerez, le film de De Niro.", "Un repas de fête, vous vous régalerez, le film de De Niro."},
		{"fr", "Pour d'avantage de goût, sans beaucoup d'avantage.", "Pour davantage de goût, sans beaucoup d'avantage."},
		{"fr", "Il faut que vous commandez et que nous sommes là.", "Il faut que vous commandiez et que nous sommes là."},
		{"fr", "@la votre #la votre https://la.example/votre la 🎉 votre\nla\nvotre, la, votre", "@la votre #la votre https://la.example/votre la 🎉 votre\nla\nvotre, la, votre"},
		{"fr-CA", "Bonne appétit !", "Bon appétit !"},
		{"en", "Its a café, ITS A CAFÉ, it’s own door, dont worry.", "It’s a café, IT’S A CAFÉ, its own door, don’t worry."},
		{"en", "a hour, an user, a 8-week, a 11, an 12, an historic, a UK, a X-ray, plan A is", "an hour, a user, an 8-week, an 11, a 12, an historic, a UK, a X-ray, plan A is"},
		{"en", "A apple. An banana. AN BANANA", "An apple. A banana. AN BANANA"},
		{"en", "could of course, could of gone", "could of course, could have gone"},
		{"en", "We said that that is is in in the the box.", "We said that that is is in in the box."},
		{"de", "la votre, its a", "la votre, its a"},
	}
	for _, test := range tests {
		if got := text.Mend(test.in, text.Grammar(test.lang, test.in, nil)); got != test.want {
			t.Errorf("%q becomes\n%q, want\n%q", test.in, got, test.want)
		}
	}
}

// What is right in texts of all kinds, and was once taken for a slip.
func TestGrammarIsSilent(t *testing.T) {
	for lang, texts := range map[string][]string{
		"fr": {
			"Venez, et j’aimerais vous lire, et il serait bien de réserver.", "On voit bien qu’elle a changé, si bien que nous avons ri.",
			"C’est la #FêteDuPain, c’est la « Galette des rois », c’est la @lea.", "Le SE est là, notre SA va bien.",
			"« Total Rappel » s’est aujourd’hui imposé, l’été s’est un peu fait attendre.", "Rêvez d’elle et de nous. Ou vous préférez le thé ?",
			"Sans cliché ni dealer, les bons repas de fête, voire même un banquet.", "Un mot à Placé, un salut de Nantes.",
		},
		"en": {
			"Known to many, it never came to much, close to many shops.", "A unanimous vote, an NTSC disk, an slr, a usb, an Ewok, an 0-2 pitch.",
			"In the desert of Nevada, “earlier” than the others.", "When I clicked it it said no. If you stop it don’t tell them.",
		},
	} {
		for _, s := range texts {
			for _, slip := range text.Grammar(lang, s, nil) {
				t.Errorf("%q: %s wants %q in place of %q", s, slip.Rule, slip.Mend, s[slip.Start:slip.End])
			}
		}
	}
}

// lexicon is a dictionary of a few words.
type lexicon string

func (l lexicon) Has(word string) bool { return strings.Contains(" "+string(l)+" ", " "+word+" ") }

func TestADictionaryKnowsMoreVerbs(t *testing.T) {
	words := lexicon("cajoler cajolé cajolez atelier")
	for in, want := range map[string]string{
		"Pour cajolé bébé": "Pour cajoler bébé",
		"J’ai atelier":     "J’ai atelier",
	} {
		if got := text.Mend(in, text.Grammar("fr", in, words)); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
		if slips := text.Grammar("fr", in, nil); len(slips) > 0 {
			t.Errorf("%q without a dictionary: %v", in, slips)
		}
	}
}

// posts are the texts with slips of a language: as they are written and as they
// should be.
func posts(t testing.TB, lang string) (wrong, right []string) {
	t.Helper()
	content, err := os.ReadFile("testdata/slips." + lang + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(content)) {
		_, marked, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		was, should := "", ""
		for {
			before, rest, more := strings.Cut(marked, "{")
			was, should = was+before, should+before
			if !more {
				break
			}
			pair, after, _ := strings.Cut(rest, "}")
			a, b, _ := strings.Cut(pair, "|")
			was, should, marked = was+a, should+b, after
		}
		wrong, right = append(wrong, was), append(right, should)
	}
	return wrong, right
}

// After every slip of a post is mended, no rule that was broken is broken still.
func TestMendedPostsStayMended(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		wrong, _ := posts(t, lang)
		for _, post := range wrong {
			mended := text.Mend(post, text.Grammar(lang, post, nil))
			if left := text.Grammar(lang, mended, nil); len(left) > 0 {
				t.Errorf("%s: %q becomes %q, which has %+v", lang, post, mended, left)
			}
		}
	}
}

func FuzzGrammar(f *testing.F) {
	for _, lang := range []string{"fr", "en"} {
		wrong, _ := posts(f, lang)
		for _, post := range wrong {
			f.Add(post)
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"fr", "en"} {
			slips := text.Grammar(lang, s, nil)
			wellFormed(t, s, slips)
			if mended := text.Mend(s, slips); utf8.ValidString(s) && !utf8.ValidString(mended) {
				t.Fatalf("%q becomes %q", s, mended)
			}
		}
	})
}
