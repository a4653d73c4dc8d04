package widgets

import (
	"fmt"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
)

// newApp makes a headless app in the look of Parvis. Package uitest, which has
// one, imports widgets.
func newApp(t testing.TB) {
	t.Helper()
	look, err := theme.New(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	app := test.NewApp()
	t.Cleanup(app.Quit)
	app.Settings().SetTheme(look)
}

func chartOf(values ...data.Measure) ChartData {
	d := ChartData{
		Title: "Chart", Series: []ChartSeries{{Name: "A", Points: values}},
		Ticks:  []ChartTick{{0, "0"}, {10, "10"}},
		Format: func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) },
	}
	for i := range values {
		d.Marks = append(d.Marks, ChartMark{Name: fmt.Sprintf("day %d", i), Label: fmt.Sprintf("d%d", i)})
	}
	return d
}

func value(v float64) data.Measure { return data.Measure{V: v, Known: true} }

// bars are the rectangles of a drawing whose upper corners are round.
func bars(o fyne.Widget) (heights []float32) {
	for _, each := range test.WidgetRenderer(o).Objects() {
		if r, ok := each.(*canvas.Rectangle); ok && r.FillColor == mixed(theme.Accent, theme.Card, 0.26) {
			heights = append(heights, r.Size().Height)
		}
	}
	return heights
}

func TestAGapHasNoBarAndNothingHasALine(t *testing.T) {
	newApp(t)
	c := NewBarChart()
	c.Resize(fyne.NewSize(300, 200))
	c.Set(chartOf(value(10), data.Measure{}, value(0), value(5)))
	got := bars(c)
	if len(got) != 3 || got[1] != 1 || got[0] <= got[2] || got[2] <= 1 {
		t.Errorf("bars of heights %v for 10, a gap, 0 and 5", got)
	}
}

func TestALineBreaksAtItsGaps(t *testing.T) {
	newApp(t)
	c := NewLineChart()
	c.Resize(fyne.NewSize(400, 240))
	c.Set(chartOf(data.Measure{}, value(1), value(2), data.Measure{}, value(4), data.Measure{}, value(6), value(7)))
	var lengths []int
	for _, run := range c.runs(c.data.Series[0]) {
		lengths = append(lengths, len(run))
	}
	if fmt.Sprint(lengths) != "[2 1 2]" {
		t.Errorf("runs of %v points", lengths)
	}
}

func TestLabelsOfMarksNeverTouch(t *testing.T) {
	newApp(t)
	for _, n := range []int{1, 2, 12, 53, 365} {
		d := chartOf(make([]data.Measure, n)...)
		p := plot{left: 20, right: 320}
		x := func(i int) float32 { return 20 + 300*float32(i)/float32(n) }
		var all []int
		for i := range d.Marks {
			all = append(all, i)
		}
		step := 1
		for {
			if _, ok := markPlaces(p, d.Marks, all, step, x); ok {
				break
			}
			step++
		}
		places, _ := markPlaces(p, d.Marks, all, step, x)
		for i := 1; i < len(places); i++ {
			w := theme.Measure(d.Marks[(i-1)*step].Label, theme.Small, theme.Regular).Width
			if places[i] < places[i-1]+w {
				t.Errorf("%d marks: labels at %v touch", n, places)
			}
		}
		if last := places[len(places)-1]; last < p.left || last > p.right {
			t.Errorf("%d marks: a label at %v", n, last)
		}
	}
}

func TestPointingFindsTheNearestMark(t *testing.T) {
	newApp(t)
	line, bar := NewLineChart(), NewBarChart()
	for _, c := range []interface {
		fyne.Widget
		desktop.Hoverable
		Set(ChartData)
		Pointed() int
	}{line, bar} {
		c.Resize(fyne.NewSize(400, 240))
		c.Set(chartOf(value(1), value(2), data.Measure{}, value(4)))
		c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(395, 100)}})
		if c.Pointed() != 3 {
			t.Errorf("%T: the right end is mark %d", c, c.Pointed())
		}
		c.MouseOut()
		if c.Pointed() != -1 {
			t.Errorf("%T: outside is mark %d", c, c.Pointed())
		}
		c.Set(ChartData{Empty: "nothing"})
		c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 100)}})
		if c.Pointed() != -1 {
			t.Errorf("%T: nothing at all has mark %d", c, c.Pointed())
		}
	}
}

func TestOddChartsAreDrawn(t *testing.T) {
	newApp(t)
	one := chartOf(value(3))
	one.Ticks = nil
	short := chartOf(value(1), value(2), value(3))
	short.Series[0].Points = short.Series[0].Points[:1]
	for name, d := range map[string]ChartData{
		"one point without ticks": one, "fewer points than marks": short, "no series": {Marks: one.Marks, Format: one.Format}, "nothing": {},
		"below zero": {Marks: short.Marks, Ticks: []ChartTick{{-5, "-5"}, {5, "5"}}, Format: one.Format, Series: []ChartSeries{{Points: []data.Measure{value(-4), value(0), value(4)}}}},
	} {
		for _, size := range []fyne.Size{fyne.NewSize(400, 240), fyne.NewSize(20, 20)} {
			for _, c := range []interface {
				fyne.Widget
				Set(ChartData)
			}{NewLineChart(), NewBarChart(), NewHBarChart()} {
				c.Resize(size)
				c.Set(d)
				for _, o := range test.WidgetRenderer(c).Objects() {
					if s := o.Size(); s.Width < 0 || s.Height < 0 || s.Width != s.Width {
						t.Errorf("%s on %T at %v: %T of size %v", name, c, size, o, s)
					}
				}
			}
		}
	}
}

func TestGridReflows(t *testing.T) {
	newApp(t)
	card := func() fyne.CanvasObject { return newPicture(100, 50, func(*scene, fyne.Size) {}) }
	a, b, c, d := Wide(card()), card(), card(), card()
	g := NewGrid(10, a, b, c, d)
	for _, want := range []struct {
		width float32
		tops  [4]float32
		wide  float32
	}{
		{1210, [4]float32{0, 0, 60, 60}, 803}, {800, [4]float32{0, 60, 60, 120}, 800}, {400, [4]float32{0, 60, 120, 180}, 400},
	} {
		g.Resize(fyne.NewSize(want.width, 400))
		got := [4]float32{a.Position().Y, b.Position().Y, c.Position().Y, d.Position().Y}
		if got != want.tops || a.Size().Width != want.wide {
			t.Errorf("at %v: tops %v, the wide card %v", want.width, got, a.Size().Width)
		}
		if h := HeightFor(g, want.width); h != got[3]+50 {
			t.Errorf("at %v: height %v", want.width, h)
		}
	}
}

// BenchmarkLines draws a year of three networks anew on a sharp screen, the
// lines with every pixel.
func BenchmarkLines(b *testing.B) {
	newApp(b)
	year := chartOf(make([]data.Measure, 365)...)
	for i := range year.Series[0].Points {
		year.Series[0].Points[i] = value(float64(i * 7 % 10))
	}
	year.Series = append(year.Series, year.Series[0], year.Series[0])
	c := NewLineChart()
	c.Resize(fyne.NewSize(758, 230))
	for b.Loop() {
		c.Set(year)
		for _, one := range c.courses {
			size := one.raster.Size()
			one.paint(int(2*size.Width), int(2*size.Height))
		}
	}
}
