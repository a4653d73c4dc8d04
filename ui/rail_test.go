package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
	"parvis/ui/uitest"
)

func newApp(t *testing.T) {
	t.Helper()
	a, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Quit)
}

// A layout for the size that was drawn last makes no new object: the window
// would be drawn again and again for as long as it is open.
func TestRailLaidOutAgainStaysAsItIs(t *testing.T) {
	newApp(t)
	r := newRail(func(int) {}, func() {}, func() {})
	r.set(railData{
		brand: "Maison Lenoir", initial: "M", entries: []railEntry{{name: "Calendrier", icon: theme.IconCalendar, badge: 3}},
		status: []string{"En ligne"},
	})
	size := fyne.NewSize(theme.RailWidth, 900)
	r.Resize(size)
	renderer := test.WidgetRenderer(r)
	before := renderer.Objects()
	if len(before) < 8 {
		t.Fatalf("%d objects", len(before))
	}
	renderer.Layout(size)
	for i, o := range renderer.Objects() {
		if o != before[i] {
			t.Fatalf("object %d is a new one", i)
		}
	}
	renderer.Layout(fyne.NewSize(theme.RailWidth, 700))
	if renderer.Objects()[0] == before[0] {
		t.Error("another height draws nothing anew")
	}
}

func TestRailFindsWhatIsPointedAt(t *testing.T) {
	newApp(t)
	var chosen []int
	brand, status := 0, 0
	r := newRail(func(i int) { chosen = append(chosen, i) }, func() { brand++ }, func() { status++ })
	r.set(railData{entries: make([]railEntry, 4)})
	r.Resize(fyne.NewSize(theme.RailWidth, 900))
	for _, y := range []float32{entryTop + 2, entryTop + 3*entryPitch + entryH - 1, entryTop + entryH + 1, entryTop + 4*entryPitch + 5} {
		r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, y)})
	}
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, brandTop+5)})
	r.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 900-statusFoot-5)})
	if len(chosen) != 2 || chosen[0] != 0 || chosen[1] != 3 || brand != 1 || status != 1 {
		t.Errorf("chosen %v, brand %d, status %d", chosen, brand, status)
	}
	r.FocusGained()
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	r.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if chosen[len(chosen)-1] != 1 {
		t.Errorf("the keyboard chose %v", chosen)
	}
}

func TestRailSaysLessWhereThereIsLessRoom(t *testing.T) {
	newApp(t)
	r := newRail(func(int) {}, func() {}, func() {})
	r.Resize(fyne.NewSize(theme.RailWidth, 900))
	for under, want := range map[string]string{
		"Fleuriste · 6 comptes": "Fleuriste · 6 comptes", "Boulangerie pâtisserie · 6 comptes": "6 comptes",
	} {
		r.set(railData{under: under, shorter: "6 comptes"})
		said := false
		for _, o := range test.WidgetRenderer(r).Objects() {
			text, ok := o.(*canvas.Text)
			said = said || ok && text.Text == want
		}
		if !said {
			t.Errorf("%q is not said for %q", want, under)
		}
	}
}
