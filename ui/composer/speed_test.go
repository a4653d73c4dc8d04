package composer

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"parvis/assets"
)

// BenchmarkKey is what a key costs the UI thread in a text of 3,000 characters,
// from the key until counters, marks and checks are drawn: without anything to
// underline, and with dictionaries and some forty words underlined. It is judged
// as a ratio.
func BenchmarkKey(b *testing.B) {
	const line = "Nos galetes sortent du four samedi, venez les gouter au comptoir !  "
	for name, reads := range map[string]bool{"plain": false, "read": true} {
		b.Run(name, func(b *testing.B) {
			p := newPane(b)
			if reads {
				p.proofs.reader = newReader(assets.Dictionaries)
			}
			p.given(everywhere(string([]rune(strings.Repeat(line, 50))[:3000])))
			p.proofed()
			area := partOf[*editor](p).areas[0]
			area.GoTo(1500)
			keys := p.window.Canvas().Focused()
			wavy, _ := kinds(area.Marks())
			if reads == (wavy < 40) {
				b.Fatalf("%d words underlined", wavy)
			}
			var key, drawn time.Duration
			for b.Loop() {
				start := time.Now()
				keys.TypedRune('e')
				key += time.Since(start)
				start = time.Now()
				p.figures()
				drawn += time.Since(start)
				b.StopTimer()
				p.proofed()
				keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
				p.figures()
				p.proofed()
				b.StartTimer()
			}
			b.ReportMetric(float64(key)/float64(b.N), "key-ns")
			b.ReportMetric(float64(drawn)/float64(b.N), "drawn-ns")
		})
	}
}
