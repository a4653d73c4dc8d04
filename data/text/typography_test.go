package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parvis/data/text"
)

const (
	wide   = "\u00a0"
	narrow = "\u202f"
)

// fixed writes _ as a narrow no-break space and ~ as a wide one.
func fixed(s string) string { return strings.NewReplacer("_", narrow, "~", wide).Replace(s) }

func TestTypographyMends(t *testing.T) {
	tests := []struct{ name, lang, in, want string }{
		{"high signs", "fr", "Ouvert ! Ouvert; fermé ? Ah?", "Ouvert_! Ouvert_; fermé_? Ah_?"},
		{"several at once", "fr", "Quoi ?! Non!!! (!) (bravo!)", "Quoi_?! Non_!!! (!) (bravo_!)"},
		{"colon, per cent and money", "fr", "Prix : 10€, -20%, 5 $ et 3 £", "Prix~: 10~€, -20~%, 5~$ et 3~£"},
		{"either width is good", "fr", "Oui~! Non_: 10_€ «~a~»", "Oui~! Non_: 10_€ «~a~»"},
		{"guillemets", "fr", "«Oui» et « non »", "«_Oui_» et «_non_»"},
		{"an arrow is no guillemet", "fr", "Accueil » Menu", "Accueil » Menu"},
		{"straight quotes", "fr", `Le "pain" et l'"eau" .`, "Le «_pain_» et l’«_eau_»."},
		{"quotes inside quotes", "fr", `« le "bon" pain » et "le "bon" pain"`, "«_le “bon” pain_» et «_le “bon” pain_»"},
		{"quotes with spaces", "fr", `Un " pain " chaud`, "Un «_pain_» chaud"},
		{"inches", "fr", `Un écran de 15" et "voilà`, `Un écran de 15" et "voilà`},
		{"quotes end with their line", "fr", "Un \"pain\nchaud\"", "Un \"pain\nchaud\""},
		{"apostrophes", "fr", "L'été, aujourd'hui, c'est d' ici", "L’été, aujourd’hui, c’est d’ici"},
		{"a quote of one stroke", "fr", "'pain' et 5'30", "'pain' et 5'30"},
		{"suspension points", "fr", "Bientôt... Oui .... Non.. etc... etc…", "Bientôt… Oui… Non… etc. etc."},
		{"leaders", "fr", "Pain ........ 2", "Pain ........ 2"},
		{"ligatures", "fr", "Coeur, OEUF, chef-d'oeuvre, soeurs, coefficient, moelle", "Cœur, ŒUF, chef-d’œuvre, sœurs, coefficient, moelle"},
		{"capitals", "fr", "Ecole. A bientôt. A gagner. A Lyon. Ca va. EVENEMENT", "École. À bientôt. À gagner. À Lyon. Ça va. ÉVÉNEMENT"},
		{"capitals that stay", "fr", "Plan A bientôt. A été primé. Vitamine A. Elle. Limited Edition. A", "Plan A bientôt. A été primé. Vitamine A. Elle. Limited Edition. A"},
		{"ordinals", "fr", "1ère, 2ème, 3èmes, XXème, 1er, 2e", "1re, 2e, 3es, XXe, 1er, 2e"},
		{"hours", "fr", "De 9h30 à 18 h 30 ou 18:30", "De 9h30 à 18 h 30 ou 18:30"},
		{"thousands", "fr", "1200 €, 12000,50€, 1 200 €, en 2026", "1_200~€, 12_000,50~€, 1_200~€, en 2026"},
		{"thousands in Switzerland", "fr-CH", "1'200 €, 1200 € !", "1'200~€, 1200~€_!"},
		{"decimals", "fr", "2.50 €, version 2.50, 1.5 kg", "2,50~€, version 2.50, 1.5 kg"},
		{"Québec", "fr-CA", "Bonjour ! Vrai ? Prix: 10 $ « oui »", "Bonjour! Vrai? Prix~: 10~$ «_oui_»"},
		{"Québec takes a thin space", "fr_CA", "Bonjour_! Non!", "Bonjour_! Non!"},
		{"low signs", "fr", "Pain , vin ,eau ,2 . Fin", "Pain, vin, eau ,2. Fin"},
		{"after a comma", "fr", "pain,vin , 1,5 et f(x,y)", "pain, vin, 1,5 et f(x,y)"},
		{"after a full stop", "fr", "Fermé demain.Nous revenons. Node.js, M.Dupont", "Fermé demain. Nous revenons. Node.js, M.Dupont"},
		{"double spaces", "fr", "Le  pain   chaud\n  marge", "Le pain chaud\n  marge"},
		{"brackets", "fr", "Le pain ( chaud ) [ ] ( :", "Le pain (chaud) [ ] ( :"},
		{"asides", "fr", "le chef - un ancien - revient, Lyon - Paris, 9 - 12\n- pain", "le chef – un ancien – revient, Lyon - Paris, 9 - 12\n- pain"},
		{"what networks read", "fr", "https://a.example/x?y=1;z :) ;-) :D <3 :smile: #l'été!ok @lea:x 18:30 2:1 3-1 a:b", "https://a.example/x?y=1;z :) ;-) :D <3 :smile: #l'été!ok @lea:x 18:30 2:1 3-1 a:b"},
		{"a sign after a link", "fr", "Voir https://a.example/x !", "Voir https://a.example/x !"},
		{"a sign after a name", "fr", "Merci @lea ! #pain!", "Merci @lea_! #pain_!"},
		{"an emoji", "fr", "🎉! 🎉 !", "🎉! 🎉_!"},
		{"English spaces", "en", "Hello ! Bread , wine .  Next: ( new ) :)", "Hello! Bread, wine. Next: (new) :)"},
		{"English marks", "en", "Wow!!! What?? Really?! Yes,, no.. etc...", "Wow! What? Really?! Yes, no. etc."},
		{"English leaves alone", "en-GB", `don't "quote" ... 20% -- 3 a -- b`, `don't "quote" ... 20% -- 3 a – b`},
		{"another language", "de", "Hallo !  Ja", "Hallo !  Ja"},
		{"no text", "fr", "", ""},
	}
	for _, test := range tests {
		slips := text.Typography(test.lang, fixed(test.in))
		got := text.Mend(fixed(test.in), slips)
		if want := fixed(test.want); got != want {
			t.Errorf("%s: %q becomes\n%q, want\n%q\n%v", test.name, test.in, got, want, slips)
		}
	}
}

func TestInvisibleSlipsAreAboutTheWidthOfASpace(t *testing.T) {
	rules := map[string]text.Rule{}
	for _, r := range text.Rules() {
		rules[r.ID] = r
	}
	for in, want := range map[string]bool{"Oui !": true, "Oui!": false, "« a »": true, "12 €": true, "12€": false} {
		for _, s := range text.Typography("fr", in) {
			if rules[s.Rule].Invisible != want {
				t.Errorf("%q: %+v", in, s)
			}
		}
	}
}

func TestAdvice(t *testing.T) {
	for in, want := range map[string]string{
		"oeuf": "write", "Oui!": "fixed", "Oui !": "fixed", "pain,vin": "space", "le  pain": "close", "pain , vin": "close",
	} {
		slips := text.Typography("fr", in)
		if len(slips) != 1 || slips[0].Advice(in) != "slips.mend."+want {
			t.Errorf("%q: %v is advised otherwise", in, slips)
		}
	}
}

func TestMendLeavesOutWhatDoesNotFit(t *testing.T) {
	slips := []text.Slip{
		{Span: text.Span{Start: 2, End: 4}, Mend: "Y"},
		{Span: text.Span{Start: 0, End: 3}, Mend: "X"},
		{Span: text.Span{Start: 4, End: 9}, Mend: "Z"},
		{Span: text.Span{Start: 3, End: 4}, Mend: "W"},
	}
	if got := text.Mend("abcde", slips); got != "XWe" {
		t.Error(got)
	}
	if got := text.Sure([]text.Slip{{Rule: "a"}, {Rule: "b", Sure: true}}); len(got) != 1 || got[0].Rule != "b" {
		t.Error(got)
	}
}

// wellFormed checks what is promised of every list of slips.
func wellFormed(t *testing.T, in string, slips []text.Slip) {
	t.Helper()
	known := map[string]bool{}
	for _, r := range text.Rules() {
		known[r.ID] = true
	}
	end := 0
	for _, s := range slips {
		if s.Start < end || s.End <= s.Start || s.End > len(in) || in[s.Start:s.End] == s.Mend || !known[s.Rule] {
			t.Fatalf("%q: %+v behind %d", in, s, end)
		}
		end = s.End
	}
}

// Whatever is written, a mended text has no slip, and what stands between spaces
// and signs is still there.
func FuzzTypographyMendsOnce(f *testing.F) {
	for _, s := range []string{
		`Un "pain" !`, "«a»", "l' été...", "1200 €", "a ;) b ; c", "a,b ,c", "2ème", "(a )", "A Lyon", "oeuf", "a  !", "« \" »", "1 200€", ". .", "etc…",
		"a -- b - c", "\"\"", "a\u00a0\u202f!", "#a ,b", ":a:!", "A.Bc", "!!!", "\xff !", "a : )", "...!", "a .. b", "'a' 'b'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []string{"fr", "fr-CA", "fr-CH", "en"} {
			slips := text.Typography(lang, s)
			wellFormed(t, s, slips)
			mended := text.Mend(s, slips)
			if left := text.Typography(lang, mended); len(left) > 0 {
				t.Fatalf("%s: %q becomes %q, which has %+v", lang, s, mended, left)
			}
			if utf8.ValidString(s) && !utf8.ValidString(mended) {
				t.Fatalf("%s: %q becomes %q", lang, s, mended)
			}
		}
	})
}

// What takes long for its length would take for ever.
func TestTypographyTakesTimeByLength(t *testing.T) {
	for _, unit := range []string{"a ,", "\"", "«", "»", "(", ")", "1 200 ", ".", "!", "a'", "- ", ":a", "200 "} {
		s := strings.Repeat(unit, 1<<15)
		text.Typography("fr", s)
		text.Grammar("fr", s, nil)
	}
}
