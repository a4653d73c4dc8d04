package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parvis/data/text"
)

// spellings are those of all pieces, with a space between.
func spellings(p *text.Pieces, s string) string {
	p.Read(s)
	var all []string
	for _, piece := range p.List {
		all = append(all, string(p.Spelling(piece)))
	}
	return strings.Join(all, " ")
}

func TestPieces(t *testing.T) {
	var p text.Pieces
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"Été à Œuvre, ÇA", "ete a oeuvre ca"},
		{"E\u0301te\u0301", "ete"},
		{"L’accueil d'hier, qu’on aime", "l accueil d hier qu on aime"},
		{"aujourd’hui don't can’t", "aujourdhui dont cant"},
		{"génialllll booooon", "geniall boon"},
		{"c'est nul !!! vraiment ? ou pas ?!?", "c est nul !! vraiment ? ou pas ?!"},
		{"bof... non…", "bof ... non ..."},
		{"2/10, 12:30 et 3 500,50 €", "2/10 0 et 0 0"},
		{"@maison_lenoir merci https://x.example/a?b=1 www.a.example", "@ merci / /"},
		{"HTTPS://X.example/A http HTTP", "/ / /"},
		{"#BonneIdée v2", "bonneidee v2"},
		{"top :) :-( ;) :D =D :/ <3 :'(", "top :) :( ;) :d :d :/ <3 :("},
		{"10:30 (voir p.8)", "0 voir p 0"},
		{"❤️👍🏽👨\u200d👩", "❤ 👍 👨 👩"},
		{"m*rde f**k *gras*", "m*rde f**k gras"},
		{"привет Ελλάδα 日本", "привет ελλάδα 日本"},
		{"a\xff\xfeb", "a b"},
	} {
		if got := spellings(&p, c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestPiecesSayWhereTheyStand(t *testing.T) {
	var p text.Pieces
	const s = "Très #Déçu par l’accueil !!"
	p.Read(s)
	var got []string
	for _, piece := range p.List {
		got = append(got, s[piece.Start:piece.End])
	}
	if want := "Très|#Déçu|par|l|accueil|!!"; strings.Join(got, "|") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPiecesCostNothingTwice(t *testing.T) {
	var p text.Pieces
	const s = "Très déçu par l’accueil HTTPS://x.example 😡 #jamais @vous 2/10 ???"
	if n := testing.AllocsPerRun(100, func() { p.Read(s) }); n != 0 {
		t.Errorf("%v allocations a text", n)
	}
}

// What takes long for its length would take for ever.
func TestPiecesTakeTimeByLength(t *testing.T) {
	for _, unit := range []string{"h,", "a*", "*", "a**********", "http", "www.", "#", "@", ":", "1/", "é'"} {
		var p text.Pieces
		p.Read(strings.Repeat(unit, 1<<20))
	}
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"L’été :)", "a\u0301'*b", "#\xff", "http://", "w", "@", "12/", "'", "é’"} {
		f.Add(s)
	}
	var p, again text.Pieces
	f.Fuzz(func(t *testing.T, s string) {
		first, second := spellings(&p, s), spellings(&again, s)
		if first != second {
			t.Fatalf("%q: %q, then %q", s, first, second)
		}
		end := 0
		for _, piece := range p.List {
			if piece.Start < end || piece.End <= piece.Start || piece.End > len(s) || piece.To <= piece.From {
				t.Fatalf("%q: %+v behind %d", s, piece, end)
			}
			end = piece.End
		}
		if len(p.Spelled) > 4*len(s)+2 || !utf8.Valid(p.Spelled) {
			t.Fatalf("%q is spelled %q", s, p.Spelled)
		}
	})
}
