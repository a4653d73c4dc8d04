package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
)

// look makes the theme the running one.
func look(t testing.TB) {
	t.Helper()
	th, err := theme.New(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
}

func TestCutFitsAndKeepsCharactersWhole(t *testing.T) {
	look(t)
	for _, s := range []string{"", "a", "Fournée du lundi", "👍🏽👍🏽👍🏽👍🏽", "Œuf", strings.Repeat("é", 500)} {
		for _, width := range []float32{0, 8, 20, 57, 200} {
			got := Cut(s, theme.Small, theme.Regular, width)
			if w := theme.Measure(got, theme.Small, theme.Regular).Width; w > width && got != "…" {
				t.Errorf("Cut(%q, %v) = %q is %v wide", s, width, got, w)
			}
			if body := strings.TrimSuffix(got, "…"); !strings.HasPrefix(s, body) || strings.HasSuffix(body, "👍") {
				t.Errorf("Cut(%q, %v) = %q", s, width, got)
			}
		}
	}
	if got := Cut("court", theme.Small, theme.Regular, 200); got != "court" {
		t.Errorf("a word that fits became %q", got)
	}
	if got := Cut("Chez nous", theme.Small, theme.Regular, theme.Measure("Chez …", theme.Small, theme.Regular).Width); got != "Chez…" {
		t.Errorf("got %q, want no space before the ellipsis", got)
	}
}

func TestWrapLosesNothing(t *testing.T) {
	look(t)
	const text = "Les premières galettes : « frangipane »\n\nréservez la vôtre avant jeudi"
	for _, width := range []float32{30, 90, 400} {
		rows := wrap(text, theme.Body, theme.Regular, width)
		if got, want := strings.Join(rows, " "), strings.ReplaceAll(text, "\n", " "); got != want {
			t.Errorf("at %v: %q, want %q", width, got, want)
		}
		for _, r := range rows {
			if theme.Measure(r, theme.Body, theme.Regular).Width > width && strings.Contains(r, " ") {
				t.Errorf("at %v: %q is too wide and could be broken", width, r)
			}
		}
	}
	if rows := wrap("", theme.Body, theme.Regular, 100); len(rows) != 1 {
		t.Errorf("no text is %d rows", len(rows))
	}
	narrow := wrap("12\u00a0publications", theme.Body, theme.Regular, 20)
	if len(narrow) != 1 {
		t.Errorf("broken at a no-break space: %q", narrow)
	}
}

func TestCoursesLeaveGaps(t *testing.T) {
	known := func(v float64) data.Measure { return data.Measure{V: v, Known: true} }
	for name, c := range map[string]struct {
		points []data.Measure
		want   []int // points in each line
	}{
		"none":        {nil, nil},
		"all missing": {make([]data.Measure, 5), nil},
		"one":         {[]data.Measure{known(3)}, []int{1}},
		"gap":         {[]data.Measure{known(1), known(2), {}, known(3)}, []int{2, 1}},
		"level":       {[]data.Measure{known(2), known(2)}, []int{2}},
	} {
		var got []int
		for _, line := range courses(c.points, 84, 20, 2) {
			got = append(got, len(line))
			for _, p := range line {
				if p.x < 2 || p.x > 82 || p.y < 2 || p.y > 18 {
					t.Errorf("%s: point %v is outside", name, p)
				}
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: lines of %v points, want %v", name, got, c.want)
		}
	}
	up := courses([]data.Measure{known(1), known(9)}, 84, 20, 2)[0]
	if up[0].y <= up[1].y {
		t.Errorf("a rising figure goes from %v to %v", up[0], up[1])
	}
}
