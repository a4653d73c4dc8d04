package spell_test

import (
	"slices"
	"testing"
	"unicode/utf8"

	"parvis/data/spell"
)

// TestSessionFindsTheSame holds a text that is typed letter by letter against one
// that is checked at once.
func TestSessionFindsTheSame(t *testing.T) {
	both := load(t, "fr").Beside(load(t, "en"))
	known := spell.NewKnown("Lenoir")
	session := both.NewSession(known)
	text := "Bonkour chez Lenoir !\nUn kafé, aujourd hui ?\nBonkour chez Lenoir !\n\nHappy hour dès 18 h, venez nonbreux."
	for at := range text {
		typed := text[:at]
		if got, want := session.Check(typed), both.Check(typed, known); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", typed, got, want)
		}
	}
	if got := len(session.Check(text)); got != 5 {
		t.Errorf("%d misses", got)
	}
}

func FuzzCheck(f *testing.F) {
	for _, text := range []string{"l’eau d’ici-bas", "22th l' 'n' -a- ··", "a\u0301\xff#é@x", "ÉTÉ Œuf l’OE", "«\u00a0a_b\u00a0»"} {
		f.Add(text)
	}
	french, english := load(f, "fr"), load(f, "en")
	session := french.Beside(english).NewSession(spell.NewKnown("Lenoir"))
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		misses := session.Check(text)
		for _, m := range misses {
			if m.Start < end || m.End <= m.Start || m.End > len(text) || text[m.Start:m.End] != m.Word || !utf8.ValidString(m.Word) {
				t.Fatalf("a miss at %v of %d bytes: %q", m.Span, len(text), m.Word)
			}
			end = m.End
			if len(text) < 200 && slices.Contains(session.Suggest(m.Word, 5), m.Word) {
				t.Fatalf("%q is offered for itself", m.Word)
			}
		}
		if !slices.Equal(misses, session.Check(text)) {
			t.Fatal("not the same twice")
		}
	})
}
