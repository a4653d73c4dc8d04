package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/ui/widgets"
)

// manyRows is a table of so many rows in a window, every hundredth a heading. asked
// are the rows that were asked for.
func manyRows(t *testing.T, n int) (c fyne.Canvas, table *widgets.Table, asked map[int]bool, opened *[]int) {
	t.Helper()
	app(t)
	opened, asked = new([]int), map[int]bool{}
	table = widgets.NewTable(func(i int, _ fyne.CanvasObject, at fyne.Position) { *opened = append(*opened, i) })
	c = window(t, table, 600, 28+10*44).Canvas()
	table.Set([]widgets.TableColumn{{"Ligne", 80}, {"Texte", 0}, {"État", 120}}, n, func(i int) widgets.TableRow {
		asked[i] = true
		if i%100 == 0 {
			return widgets.TableRow{Heading: fmt.Sprint("Centaine ", i/100)}
		}
		return widgets.TableRow{Cells: []string{fmt.Sprint(i), "Le pain", ""}, Pill: "brouillon", Note: "à relire"}
	})
	c.Capture()
	return c, table, asked, opened
}

// However many rows there are, those in view are asked for and no others.
func TestATableAsksForTheRowsInView(t *testing.T) {
	for _, n := range []int{50, 100_000} {
		c, table, asked, _ := manyRows(t, n)
		if len(asked) > 12 {
			t.Errorf("of %d rows %d were asked for", n, len(asked))
		}
		clear(asked)
		table.Focus()
		c.Focused().TypedKey(key(fyne.KeyEnd))
		if table.Current() != n-1 || !asked[n-1] || len(asked) > 30 {
			t.Errorf("at the end of %d rows it is at %d and asked for %d", n, table.Current(), len(asked))
		}
	}
}

func TestATableGoesByKeys(t *testing.T) {
	c, table, _, opened := manyRows(t, 250)
	var moved []int
	left := 0
	table.Moved = func(i int) { moved = append(moved, i) }
	table.Escaped = func() { left++ }
	table.Focus() // the first row is a heading
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyReturn, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyHome, fyne.KeyEscape} {
		c.Focused().TypedKey(key(k))
	}
	if !slices.Equal(moved, []int{1, 2, 11, 10, 1}) || !slices.Equal(*opened, []int{2}) || left != 1 {
		t.Errorf("moved %v, opened %v, left %d", moved, *opened, left)
	}
}

func TestATableIsTapped(t *testing.T) {
	c, _, _, opened := manyRows(t, 50)
	test.TapCanvas(c, fyne.NewPos(100, 28+20))     // a heading
	test.TapCanvas(c, fyne.NewPos(100, 28+3*44+5)) // the fourth row
	if !slices.Equal(*opened, []int{3}) {
		t.Errorf("opened %v", *opened)
	}
}
