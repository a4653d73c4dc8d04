package widgets_test

import (
	"image"
	"math"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.Canvas().Focused().TypedKey(key(k))
	}
}

func TestAContactSheetAsksOnlyForWhatIsInView(t *testing.T) {
	app(t)
	asked, chosen, opened, removed, near := map[int]bool{}, -1, -1, -1, 0
	c := widgets.NewContactSheet(widgets.ContactSheetEvents{
		Picture: func(i int) image.Image { asked[i] = true; return nil },
		Chosen:  func(i int) { chosen = i },
		Open:    func(i int) { opened = i },
		Remove:  func(i int) { removed = i },
		Near:    func() { near++ },
	})
	w := window(t, c, 500, 400) // three side by side
	all := make([]widgets.Print, 10_000)
	for i := range all {
		all[i].Name = strconv.Itoa(i)
	}
	c.Set(all, -1)
	if len(asked) == 0 || len(asked) > 20 || near != 0 {
		t.Fatalf("asked for %d pictures, near %d", len(asked), near)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(250, 80))
	if chosen != 1 {
		t.Fatalf("chosen %d", chosen)
	}
	press(w, fyne.KeyDown, fyne.KeyRight, fyne.KeyReturn, fyne.KeyLeft, fyne.KeyDelete)
	if opened != 5 || removed != 4 || chosen != 4 {
		t.Errorf("opened %d, removed %d, chosen %d", opened, removed, chosen)
	}
	press(w, fyne.KeyUp, fyne.KeyUp)
	if chosen != 1 {
		t.Errorf("above the first row: %d", chosen)
	}
	press(w, fyne.KeyEnd)
	if chosen != 9999 || !asked[9999] || len(asked) > 60 || near != 1 {
		t.Errorf("at the end: chosen %d, asked for %d, near %d", chosen, len(asked), near)
	}
	press(w, fyne.KeyDown)
	if chosen != 9999 {
		t.Errorf("below the last row: %d", chosen)
	}
	c.Set(all[:2], 1)
	press(w, fyne.KeyReturn)
	if opened != 1 {
		t.Errorf("of fewer pictures: %d", opened)
	}
}

func TestTheFocusFollowsPointerAndKeys(t *testing.T) {
	app(t)
	var at data.Focus
	settled := 0
	p := widgets.NewFocusPicture(image.NewRGBA(image.Rect(0, 0, 400, 200)), "four", data.Focus{X: 0.5, Y: 0.5})
	p.Moved = func(f data.Focus, end bool) {
		at = f
		if end {
			settled++
		}
	}
	w := window(t, p, 400, 300) // 50 above and below it
	near := func(x, y float64) {
		t.Helper()
		if math.Abs(at.X-x) > 0.011 || math.Abs(at.Y-y) > 0.011 {
			t.Errorf("at %.2f, %.2f, want %.2f, %.2f", at.X, at.Y, x, y)
		}
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 100))
	near(0.25, 0.25)
	press(w, fyne.KeyRight, fyne.KeyDown)
	near(0.27, 0.27)
	if settled != 3 {
		t.Errorf("settled %d times", settled)
	}
	p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(900, 10)}})
	near(1, 0)
	if settled != 3 {
		t.Error("it settled while it was dragged")
	}
	p.DragEnd()
	if settled != 4 {
		t.Error("it did not settle")
	}
}

func TestAnotherPartComesIntoSight(t *testing.T) {
	app(t)
	first, second := widgets.NewNote("un"), widgets.NewNote("deux")
	var begun, turned []int
	p := widgets.NewParts(nil, func(i int) { begun = append(begun, i) }, first, second)
	p.Turned = func(i int) { turned = append(turned, i) }
	p.SetWords(widgets.PartsWords{Title: "Bibliothèque", Parts: []string{"Un", "Deux"}, Buttons: []string{"Faire un", "Faire deux"}})
	w := window(t, p.Object(), 800, 400)
	if !first.Visible() || second.Visible() || p.At() != 0 {
		t.Error("the first part is not alone in sight")
	}
	p.Turn(1)
	if first.Visible() || !second.Visible() || p.At() != 1 || len(turned) != 1 {
		t.Errorf("the second part is not alone in sight; turned %v", turned)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(740, 30)) // the button at the right
	if len(begun) != 1 || begun[0] != 1 {
		t.Errorf("begun %v", begun)
	}
}

func TestAFormStaysUntilItCanBeKept(t *testing.T) {
	app(t)
	w := window(t, widgets.NewNote(""), 800, 600)
	field := widgets.NewField("Nom")
	asked := 0
	widgets.ShowForm(w.Canvas(), 400, widgets.FormWords{Title: "Campagne", Cancel: "Annuler", Save: "Enregistrer"}, func() bool {
		asked++
		return field.Text() != ""
	}, field, []fyne.CanvasObject{field})
	field.Submitted("")
	if asked != 1 || w.Canvas().Overlays().Top() == nil {
		t.Fatal("an empty form closed")
	}
	test.Type(w.Canvas().Focused(), "Noël")
	field.Submitted("Noël")
	if asked != 2 || w.Canvas().Overlays().Top() != nil {
		t.Error("it did not close")
	}
	f := widgets.ShowForm(w.Canvas(), 400, widgets.FormWords{}, func() bool { return true }, nil, nil)
	f.Close()
	if w.Canvas().Overlays().Top() != nil || asked != 2 {
		t.Error("it kept what was given up")
	}
}
