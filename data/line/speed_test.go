package line_test

import (
	"strings"
	"testing"

	"parvis/data/line"
)

// BenchmarkCheck shows that the time grows with the length of a text only: by a
// thousand characters, a post and a long article cost about the same.
func BenchmarkCheck(b *testing.B) {
	for name, times := range map[string]int{"post": 2, "article": 200} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat("La bûche chocolat à 24 € jusqu’au 24 décembre, vous viendrez samedi 12 décembre ? Voyez https://maison-lenoir.example/a #noel.\n", times)
			post, on := bench("address_vous")
			for b.Loop() {
				line.Check(post, []string{text}, on)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(text))*1000, "µs/1000")
		})
	}
}
