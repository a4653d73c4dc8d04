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
// underline, with dictionaries and some forty words underlined, and with the
// preview beside it, which is drawn in a callback of its own. It is judged as a
// ratio.
func BenchmarkKey(b *testing.B) {
	const line = "Nos galetes sortent du four samedi, venez les gouter au comptoir !  "
	for _, name := range []string{"plain", "read", "wide"} {
		b.Run(name, func(b *testing.B) {
			p, reads := newPane(b), name != "plain"
			if reads {
				p.proofs.reader = newReader(assets.Dictionaries)
			}
			p.given(everywhere(string([]rune(strings.Repeat(line, 50))[:3000])))
			if name == "wide" {
				p.enlarge(1232, 900)
			}
			p.proofed()
			area := partOf[*editor](p).areas[0]
			area.GoTo(1500)
			keys := p.window.Canvas().Focused()
			wavy, _ := kinds(area.Marks())
			if reads == (wavy < 40) {
				b.Fatalf("%d words underlined", wavy)
			}
			var key, drawn, shown time.Duration
			for b.Loop() {
				start := time.Now()
				keys.TypedRune('e')
				key += time.Since(start)
				start = time.Now()
				p.figures()
				drawn += time.Since(start)
				if name == "wide" {
					b.StopTimer()
					k := p.sketched()
					b.StartTimer()
					start = time.Now()
					p.composer.showcase.show(k)
					shown += time.Since(start)
				}
				b.StopTimer()
				p.proofed()
				keys.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
				p.figures()
				p.proofed()
				b.StartTimer()
			}
			b.ReportMetric(float64(key)/float64(b.N), "key-ns")
			b.ReportMetric(float64(drawn)/float64(b.N), "drawn-ns")
			b.ReportMetric(float64(shown)/float64(b.N), "shown-ns")
		})
	}
}

// sketched is what the preview takes apart beside the window.
func (p *pane) sketched() sketch {
	a, ok := p.previewed()
	if !ok {
		p.t.Fatal("nothing to be shown")
	}
	return sketch{account: a, post: clone(p.post), parts: appearances(&p.post, a)}
}
