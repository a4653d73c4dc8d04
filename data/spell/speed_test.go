package spell_test

import (
	"strings"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data/spell"
)

// typing is a post of 3,000 characters in one line, the worst there is.
func typing() string {
	one := "Toute l’équipe de la Boulangerie Lenoir vous accueille dès 7 h : pains au levain, brioches et croisants tout chauds. " +
		"Réservez au 02 38 00 00 00 ou sur https://www.lenoir.example ! #Boulangerie @lenoir "
	return string([]rune(strings.Repeat(one, 20))[:3000])
}

// compare prints what work costs, as so many times what it costs to go through the
// characters of that post.
func compare(b *testing.B, work func(round int)) {
	text := typing()
	var walked, worked time.Duration
	sum, round := rune(0), 0
	for b.Loop() {
		start := time.Now()
		for range 20 {
			for _, r := range text {
				sum += r
			}
		}
		walked += time.Since(start) / 20
		start = time.Now()
		work(round)
		worked += time.Since(start)
		round++
	}
	if sum == 0 {
		b.Fatal("no characters")
	}
	b.ReportMetric(float64(worked)/float64(walked), "×range")
	b.ReportMetric(float64(worked)/float64(b.N), "ns/work")
}

// BenchmarkKeyPress is a key pressed in a post of 3,000 characters.
func BenchmarkKeyPress(b *testing.B) {
	session := load(b, "fr").Beside(load(b, "en")).NewSession(spell.NewKnown("Lenoir"))
	text := typing()
	session.Check(text)
	typed := []string{text + " m", text + " me", text + " mer", text + " merc", text + " merci"}
	compare(b, func(round int) { session.Check(typed[round%len(typed)]) })
}

// BenchmarkFirstCheck is the same post when nothing is known of it yet.
func BenchmarkFirstCheck(b *testing.B) {
	both, text := load(b, "fr").Beside(load(b, "en")), typing()
	compare(b, func(int) { both.Check(text, spell.Known{}) })
}

// BenchmarkSuggest is what may have been meant by words of several lengths.
func BenchmarkSuggest(b *testing.B) {
	french := load(b, "fr")
	for _, word := range []string{"vil", "acceuil", "boulengerie", "anticonstitutionelement", "xqzwkj"} {
		b.Run(word, func(b *testing.B) { compare(b, func(int) { french.Suggest(word, 5) }) })
	}
}

// BenchmarkLoad is reading the words of French.
func BenchmarkLoad(b *testing.B) {
	compare(b, func(int) { load(b, "fr") })
}

func load(t testing.TB, language string) *spell.Speller {
	t.Helper()
	s, err := spell.Load(assets.Dictionaries, language)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
