// Package plot draws with gonum/plot what data/report draws for its bar: five
// lines of a year at 1600 × 900, as PNG.
package plot

import (
	"io"
	"testing"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

func BenchmarkGonumChartPNG(b *testing.B) {
	lines := make([]plotter.XYs, 5)
	for i := range lines {
		for day := range 365 {
			lines[i] = append(lines[i], plotter.XY{X: float64(day), Y: float64(1000*(i+1) + day*(i+2) + day%7*9)})
		}
	}
	for b.Loop() {
		p := plot.New()
		p.Title.Text = "Abonnés par réseau"
		for _, points := range lines {
			line, err := plotter.NewLine(points)
			if err != nil {
				b.Fatal(err)
			}
			p.Add(line)
			p.Legend.Add("Réseau", line)
		}
		picture := vgimg.NewWith(vgimg.UseWH(16*vg.Inch, 9*vg.Inch), vgimg.UseDPI(100))
		p.Draw(draw.New(picture))
		if _, err := (vgimg.PngCanvas{Canvas: picture}).WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
