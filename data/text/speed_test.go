package text_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parvis/data/text"
)

// BenchmarkSlips prints what it costs to look for slips in 3,000 characters, as so
// many times what it costs to go through the characters.
func BenchmarkSlips(b *testing.B) {
	for _, lang := range []string{"fr", "en"} {
		wrong, _ := posts(b, lang)
		post := ""
		for _, line := range wrong {
			if utf8.RuneCountInString(post) < 3000 {
				post += line + "\n"
			}
		}
		for name, look := range map[string]func(){
			"typography": func() { text.Typography(lang, post) },
			"grammar":    func() { text.Grammar(lang, post, nil) },
		} {
			b.Run(lang+"/"+name, func(b *testing.B) { againstRange(b, post, look) })
		}
	}
}

func againstRange(b *testing.B, post string, look func()) {
	b.ReportAllocs()
	var walked, looked time.Duration
	lines := 0
	for b.Loop() {
		start := time.Now()
		for range 10 {
			for _, r := range post {
				if r == '\n' {
					lines++
				}
			}
		}
		walked += time.Since(start) / 10
		start = time.Now()
		look()
		looked += time.Since(start)
	}
	if lines < strings.Count(post, "\n") {
		b.Fatal("the characters were not gone through")
	}
	b.ReportMetric(float64(looked)/float64(walked), "×range")
}
