package report

import (
	"io"
	"testing"
	"time"

	"github.com/wcharczuk/go-chart/v2"

	"parvis/data"
)

// The two benchmarks draw the same five lines of a year at 1600 × 900 and
// write them as PNG. Bar P4 of performance.md: the first takes at most half of
// the second, in one run.

func yearOfFive() [][]float64 {
	lines := make([][]float64, 5)
	for i := range lines {
		for day := range 365 {
			lines[i] = append(lines[i], float64(1000*(i+1)+day*(i+2)+day%7*9))
		}
	}
	return lines
}

func BenchmarkChartPNG(b *testing.B) {
	words := book(b, "fr")
	c := Chart{Title: "Abonnés par réseau", Period: "2026", Source: "Relevé chaque jour", N: "5 comptes", Format: whole(words)}
	for _, line := range yearOfFive() {
		s := Series{Name: "Réseau"}
		for _, v := range line {
			s.Points = append(s.Points, data.Measure{V: v, Known: true})
		}
		c.Series = append(c.Series, s)
	}
	for day := range 365 {
		c.Marks = append(c.Marks, Mark{})
		if day%30 == 0 {
			c.Marks[day].Label = "janv."
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := c.PNG(io.Discard, 2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStockGoChartPNG(b *testing.B) {
	c := chart.Chart{Title: "Abonnés par réseau", Width: 2 * Width, Height: 2 * Height}
	for _, line := range yearOfFive() {
		s := chart.TimeSeries{Name: "Réseau", YValues: line}
		for day := range line {
			s.XValues = append(s.XValues, time.Date(2026, 1, 1+day, 0, 0, 0, 0, time.UTC))
		}
		c.Series = append(c.Series, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := c.Render(chart.PNG, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
