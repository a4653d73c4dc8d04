package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parvis/data"
)

func TestRunsBreakAtGaps(t *testing.T) {
	tests := []struct {
		points []data.Measure
		want   []Run
	}{
		{nil, nil},
		{[]data.Measure{gap, gap}, nil},
		{[]data.Measure{is(1), is(0), is(2)}, []Run{{0, 3}}},
		{[]data.Measure{is(1), gap, is(2), is(3), gap}, []Run{{0, 1}, {2, 4}}},
		{[]data.Measure{is(math.NaN()), is(1), is(math.Inf(1)), is(1), is(1e200)}, []Run{{1, 2}, {3, 4}}},
	}
	for _, test := range tests {
		if got := Runs(test.points); !slices.Equal(got, test.want) {
			t.Errorf("%v runs %v, want %v", test.points, got, test.want)
		}
	}
}

func TestTicksAreRoundAndReachTheValues(t *testing.T) {
	tests := []struct {
		values []float64
		want   []float64
	}{
		{nil, []float64{0, 0.25, 0.5, 0.75, 1}},
		{[]float64{0, 0}, []float64{0, 0.25, 0.5, 0.75, 1}},
		{[]float64{9}, []float64{0, 2.5, 5, 7.5, 10}},
		{[]float64{4400}, []float64{0, 2000, 4000, 6000}},
		{[]float64{0.048}, []float64{0, 0.02, 0.04, 0.06}},
		{[]float64{-5, 10}, []float64{-5, 0, 5, 10}},
		{[]float64{-3}, []float64{-3, -2, -1, 0}},
		{[]float64{math.NaN(), math.Inf(1)}, []float64{0, 0.25, 0.5, 0.75, 1}},
	}
	for _, test := range tests {
		var s Series
		for _, v := range test.values {
			s.Points = append(s.Points, is(v))
		}
		got := (&Chart{Series: []Series{s}}).Ticks()
		if !slices.EqualFunc(got, test.want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
			t.Errorf("%v has ticks %v, want %v", test.values, got, test.want)
		}
	}
}

func FuzzTicks(f *testing.F) {
	f.Add(1.0, 2.0)
	f.Add(-1e15, 1e15)
	f.Add(5e-324, 0.0)
	f.Fuzz(func(t *testing.T, a, b float64) {
		ticks := (&Chart{Series: []Series{{Points: []data.Measure{is(a), is(b)}}}}).Ticks()
		if len(ticks) < 2 || len(ticks) > 12 || !slices.IsSorted(ticks) {
			t.Fatalf("%v and %v have ticks %v", a, b, ticks)
		}
		for _, v := range []float64{a, b} {
			if drawable(is(v)) && (v > ticks[len(ticks)-1] || v < ticks[0]) {
				t.Errorf("%v lies outside %v", v, ticks)
			}
		}
	})
}

// edges are the values on which go-chart fails after it has begun to write
// (performance.md, section c), and a few more.
func edges() map[string][]data.Measure {
	same := make([]data.Measure, 400)
	for i := range same {
		same[i] = is(7)
	}
	return map[string][]data.Measure{
		"no points":         nil,
		"only gaps":         {gap, gap},
		"one point":         {is(3)},
		"one zero":          {is(0)},
		"all zero":          {is(0), is(0), is(0)},
		"all equal":         {is(5), is(5)},
		"not a number":      {is(1), is(math.NaN()), is(2)},
		"nothing but NaN":   {is(math.NaN())},
		"infinite":          {is(math.Inf(1)), is(1), is(math.Inf(-1))},
		"beyond all counts": {is(math.MaxFloat64), is(-math.MaxFloat64)},
		"tiny":              {is(math.SmallestNonzeroFloat64), is(0)},
		"huge":              {is(1e15), is(1)},
		"negative":          {is(-5), is(3)},
		"gaps everywhere":   {gap, is(1), gap, is(2), gap},
		"many":              same,
	}
}

func edgeChart(kind Kind, points []data.Measure) Chart {
	c := Chart{
		Title: "Portée", Period: "7 jours", Source: "relevé", N: "3 comptes", Empty: "rien",
		Kind: kind, Column: "jour", Last: true,
		Format: func(v float64) string { return strings.Repeat("9", 3) },
		Series: []Series{{Name: "a", Points: points}},
	}
	for range points {
		c.Marks = append(c.Marks, Mark{Name: "n", Label: "étiquette"})
	}
	return c
}

func TestNoValuesSpoilAPicture(t *testing.T) {
	for name, points := range edges() {
		for _, kind := range []Kind{Lines, Bars, HBars} {
			c := edgeChart(kind, points)
			var out bytes.Buffer
			if err := c.PNG(&out, 1); err != nil {
				t.Errorf("%s, kind %d: %v", name, kind, err)
				continue
			}
			img, err := png.Decode(&out)
			if err != nil || img.Bounds().Size() != image.Pt(Width, Height) {
				t.Errorf("%s, kind %d: %v", name, kind, err)
			}
		}
	}
}

func TestMarksAndPointsNeedNotMatch(t *testing.T) {
	for _, kind := range []Kind{Lines, Bars, HBars} {
		more, fewer, none := edgeChart(kind, []data.Measure{is(1), is(2)}), edgeChart(kind, []data.Measure{is(1), is(2)}), Chart{Kind: kind}
		more.Series[0].Points = append(more.Series[0].Points, is(3), is(4))
		fewer.Series = append([]Series{{Name: "b"}}, fewer.Series...)
		for _, c := range []Chart{more, fewer, none} {
			if err := c.PNG(io.Discard, 1); err != nil {
				t.Errorf("kind %d: %v", kind, err)
			}
		}
	}
}

func TestWordsAreWrittenIn(t *testing.T) {
	// Each word changes the picture where it stands, and nowhere else.
	full := edgeChart(Lines, []data.Measure{is(1), is(2)})
	band := map[string][2]int{"title": {20, 55}, "period": {56, 80}, "source": {Height - 40, Height}, "n": {Height - 40, Height}}
	without := map[string]func(*Chart){
		"title":  func(c *Chart) { c.Title = "" },
		"period": func(c *Chart) { c.Period = "" },
		"source": func(c *Chart) { c.Source = "" },
		"n":      func(c *Chart) { c.N = "" },
	}
	whole, err := full.draw(1)
	if err != nil {
		t.Fatal(err)
	}
	for name, remove := range without {
		c := full
		remove(&c)
		img, err := c.draw(1)
		if err != nil {
			t.Fatal(err)
		}
		inside, outside := 0, 0
		for y := range Height {
			row := img.PixOffset(0, y)
			if bytes.Equal(img.Pix[row:row+4*Width], whole.Pix[row:row+4*Width]) {
				continue
			}
			if band[name][0] <= y && y < band[name][1] {
				inside++
			} else {
				outside++
			}
		}
		if inside == 0 || outside > 0 {
			t.Errorf("%s: %d rows differ in its place, %d elsewhere", name, inside, outside)
		}
	}
}

func TestAGapIsDrawnAsNothing(t *testing.T) {
	ink := color.NRGBA{R: 0xFF, A: 0xFF}
	points := []data.Measure{is(5), is(5), is(5), gap, gap, is(5), is(5), is(5)}
	c := edgeChart(Lines, points)
	c.Series[0].Colour = ink
	img, err := c.draw(1)
	if err != nil {
		t.Fatal(err)
	}
	var columns []bool // whether a column of the plot has the line in it
	for x := 80; x < Width-80; x++ {
		has := false
		for y := 90; y < Height-60; y++ {
			has = has || img.RGBAAt(x, y) == color.RGBA(ink)
		}
		columns = append(columns, has)
	}
	columns = slices.Compact(columns[slices.Index(columns, true):])
	if !slices.Equal(columns, []bool{true, false, true}) && !slices.Equal(columns, []bool{true, false, true, false}) {
		t.Errorf("going along the line, it is there: %v", columns)
	}
}

func TestNamesDoNotStandOnOneAnother(t *testing.T) {
	ends := spread([]ending{{"a", 300}, {"b", 300}, {"c", 302}, {"d", 100}}, 16, 310)
	for i := 1; i < len(ends); i++ {
		if ends[i].y-ends[i-1].y < 16 || ends[i].y > 310 {
			t.Errorf("names at %v", ends)
		}
	}
	if ends[0].name != "d" || ends[0].y != 100 {
		t.Errorf("a free name was moved: %v", ends)
	}
}

func TestEncodedPixelsComeBack(t *testing.T) {
	for _, c := range sampleReport(t, 30).Charts(book(t, "fr"), look) {
		for _, scale := range []int{1, 2} {
			want, err := c.draw(scale)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := c.PNG(&out, scale); err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(&out)
			if err != nil {
				t.Fatal(err)
			}
			if got.Bounds().Size() != image.Pt(Width*scale, Height*scale) {
				t.Errorf("%s at %d is %v", c.Title, scale, got.Bounds())
			}
			for y := range Height * scale {
				for x := range Width * scale {
					if color.RGBAModel.Convert(got.At(x, y)) != want.RGBAAt(x, y) {
						t.Fatalf("%s: pixel %d,%d came back as %v, was %v", c.Title, x, y, got.At(x, y), want.RGBAAt(x, y))
					}
				}
			}
		}
	}
}

func TestEncodeOfAPartOfAPicture(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 9, 9))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7)
		if i%4 == 3 {
			img.Pix[i] = 0xFF
		}
	}
	part := img.SubImage(image.Rect(2, 3, 7, 8)).(*image.RGBA)
	var out bytes.Buffer
	if err := encode(&out, part); err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 5 {
		for x := range 5 {
			if color.RGBAModel.Convert(got.At(x, y)) != part.RGBAAt(x+2, y+3) {
				t.Errorf("pixel %d,%d is %v", x, y, got.At(x, y))
			}
		}
	}
}

func TestSaveIsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "portée.png")
	if err := os.WriteFile(path, []byte("former"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := edgeChart(Bars, []data.Measure{is(1)})
	if err := c.Save(path, 3); !errors.Is(err, ErrScale) {
		t.Errorf("scale 3: %v", err)
	}
	if content, _ := os.ReadFile(path); string(content) != "former" {
		t.Error("a failed save changed the file")
	}
	if err := c.Save(path, 2); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if size, err := png.DecodeConfig(file); err != nil || size.Width != 2*Width {
		t.Errorf("%+v, %v", size, err)
	}
	if err := c.Save(filepath.Join(dir, "nowhere", "x.png"), 1); err == nil {
		t.Error("saved into a folder that is not there")
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := c.Save(filepath.Join(dir, "folder"), 1); err == nil {
		t.Error("saved over a folder")
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestAWriterThatFailsIsHeardOf(t *testing.T) {
	c := edgeChart(Bars, []data.Measure{is(1)})
	if err := c.PNG(brokenWriter{}, 1); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("PNG: %v", err)
	}
	if err := c.CSV(brokenWriter{}, book(t, "fr")); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("CSV: %v", err)
	}
}

func TestCSV(t *testing.T) {
	c := edgeChart(Lines, []data.Measure{is(1234.5), gap, is(0)})
	c.Marks[0].Name, c.Marks[1].Name, c.Marks[2].Name = "2026-11-19", "=SUM(A1)", "a;b,c"
	for lang, want := range map[string][][]string{
		"fr": {{"\uFEFFjour", "a"}, {"2026-11-19", "1234,5"}, {"'=SUM(A1)", ""}, {"a;b,c", "0"}},
		"en": {{"\uFEFFjour", "a"}, {"2026-11-19", "1234.5"}, {"'=SUM(A1)", ""}, {"a;b,c", "0"}},
	} {
		var out bytes.Buffer
		if err := c.CSV(&out, book(t, lang)); err != nil {
			t.Fatal(err)
		}
		in := csv.NewReader(&out)
		if lang == "fr" {
			in.Comma = ';'
		}
		got, err := in.ReadAll()
		if err != nil || !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%s: %q (%v), want %q", lang, got, err, want)
		}
	}
}

func TestEveryChartIsWorded(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for _, n := range []int{7, 30, 90, 365} {
			for _, c := range sampleReport(t, n).Charts(book(t, lang), look) {
				if c.Title == "" || c.Period == "" || c.Source == "" || c.N == "" || c.Column == "" || c.Blank() {
					t.Errorf("%s, %d days: %+v", lang, n, c)
				}
				labels := 0
				for _, m := range c.Marks {
					if m.Label != "" {
						labels++
					}
				}
				if c.Kind != HBars && (labels < 2 || n == 30 && labels > 8) {
					t.Errorf("%s, %d days: %q has %d labels", lang, n, c.Title, labels)
				}
			}
		}
	}
	if note := sampleReport(t, 30).FollowersChart(book(t, "fr"), look).Note; note != "2 jours sans relevé laissés vides" {
		t.Errorf("the gaps are told as %q", note)
	}
}
