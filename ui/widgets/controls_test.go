package widgets_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// window shows an object at a size.
func window(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewWindow(o)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func key(n fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: n} }

func TestButtonIsPressedByMouseAndKeys(t *testing.T) {
	app(t)
	n := 0
	b := widgets.NewPrimary("Programmer", func() { n++ })
	w := window(t, container.NewCenter(b), 300, 100)
	test.TapCanvas(w.Canvas(), fyne.NewPos(150, 50))
	w.Canvas().Focus(b)
	b.TypedKey(key(fyne.KeySpace))
	b.TypedKey(key(fyne.KeyReturn))
	b.TypedKey(key(fyne.KeyEscape))
	if n != 3 {
		t.Errorf("pressed %d times, want 3", n)
	}
	b.Disable()
	b.TypedKey(key(fyne.KeySpace))
	test.TapCanvas(w.Canvas(), fyne.NewPos(150, 50))
	if n != 3 {
		t.Error("a disabled button was pressed")
	}
}

func TestControlsSayWhatTheyAre(t *testing.T) {
	app(t)
	tab := widgets.NewTabPill("Mastodon", "mastodon", nil)
	tab.SetMark("modifié")
	k := widgets.NewKPI()
	k.Set(widgets.Figure{Label: "Abonnés", Value: "8 412", Change: "+2 %", Note: "6 comptes"})
	m := widgets.NewMonth(widgets.MonthEvents{})
	d := june()
	d.Days[1].Label = "mardi 2 juin"
	m.Set(d)
	for want, o := range map[string]fyne.CanvasObject{
		"Programmer":                   widgets.NewButton("Programmer", nil),
		"Mois suivant":                 widgets.NewIconButton(theme.IconChevronRight, "Mois suivant", nil),
		"Semaine":                      widgets.NewSegmented([]string{"Mois", "Semaine"}, 1, nil),
		"Mastodon, modifié":            tab,
		"Brouillon":                    widgets.NewPill("Brouillon", widgets.ToneCaution),
		"Identifiant":                  widgets.NewField("Identifiant"),
		"Rechercher…":                  widgets.NewSearch("Rechercher…", "Ctrl K"),
		"Abonnés 8 412 +2 % 6 comptes": k,
		"mardi 2 juin":                 m,
	} {
		a, ok := o.(fyne.Accessible)
		if !ok || a.AccessibilityLabel() != want || a.AccessibilityRole() == "" {
			t.Errorf("%T says %q, want %q", o, a.AccessibilityLabel(), want)
		}
	}
}

func TestSegmentedTellsOnlyAPersonsChoice(t *testing.T) {
	app(t)
	var got []int
	s := widgets.NewSegmented([]string{"Mois", "Semaine", "Liste"}, 0, func(i int) { got = append(got, i) })
	s.Resize(s.MinSize())
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(s.Size().Width-4, 10)})
	s.TypedKey(key(fyne.KeyLeft))
	s.Select(0)
	s.TypedKey(key(fyne.KeyLeft))
	s.Tapped(&fyne.PointEvent{Position: fyne.NewPos(4, 10)})
	if fmt.Sprint(got) != "[2 1]" || s.Selected() != 0 {
		t.Errorf("told %v, selected %d", got, s.Selected())
	}
}

func TestFieldTellsTypingAndShowsFaults(t *testing.T) {
	app(t)
	f := widgets.NewField("Serveur")
	var typed []string
	f.Changed = func(s string) { typed = append(typed, s) }
	steps := 0
	f.Arrows = func(n int) { steps += n }
	w := window(t, widgets.NewColumn(8, f), 300, 200)
	f.Focus()
	test.Type(w.Canvas().Focused(), "ab")
	f.SetText("autre")
	w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
	if strings.Join(typed, " ") != "a ab" || f.Text() != "autre" || steps != 1 {
		t.Errorf("typed %q, text %q, steps %d", typed, f.Text(), steps)
	}
	before := f.HeightFor(300)
	f.SetError("Ce serveur ne répond pas.")
	if f.HeightFor(300) <= before {
		t.Error("the fault has no room")
	}
}

func TestTextAreaScrollsItselfAndMarksWords(t *testing.T) {
	app(t)
	area := widgets.NewTextArea(4)
	var typed string
	area.Changed = func(s string) { typed = s }
	w := window(t, area, 300, 110)
	area.Focus()
	test.Type(w.Canvas().Focused(), "Fournil #pain")
	if typed != "Fournil #pain" || area.Text() != typed {
		t.Errorf("typed %q, text %q", typed, area.Text())
	}
	keys := w.Canvas().Focused()
	w.Canvas().Unfocus() // the caret blinks
	plain := w.Canvas().Capture()
	area.SetMarks([]widgets.Mark{{From: 8, To: 13, Kind: widgets.Coloured}, {From: 0, To: 7, Kind: widgets.Wavy}, {From: 40, To: 90}})
	marked := w.Canvas().Capture()
	if fmt.Sprint(plain) == fmt.Sprint(marked) {
		t.Error("marks show nothing")
	}
	uitest.Golden(t, "textarea", marked)
	area.SetText(strings.Repeat("Les premières galettes sortent du four samedi. ", 20))
	area.Focus()
	keys.TypedKey(key(fyne.KeyPageDown))
	w.Canvas().Unfocus()
	uitest.Golden(t, "textarea-end", w.Canvas().Capture())
}

func TestMenuByKeys(t *testing.T) {
	app(t)
	anchor := widgets.NewPillButton("Tous", nil)
	w := window(t, container.NewCenter(anchor), 400, 300)
	var done []string
	do := func(s string) func() { return func() { done = append(done, s) } }
	open := func() *widgets.Menu {
		return widgets.ShowMenu(anchor, []widgets.MenuItem{
			{Text: "a", Run: do("a"), Stays: true}, {}, {Text: "b", Disabled: true, Run: do("b")}, {Text: "c", Run: do("c")},
		})
	}
	m := open()
	if w.Canvas().Focused() != m {
		t.Fatal("the menu has no keyboard")
	}
	m.TypedKey(key(fyne.KeyDown))
	m.TypedKey(key(fyne.KeyReturn))
	m.TypedKey(key(fyne.KeyDown))
	m.TypedKey(key(fyne.KeyReturn))
	if fmt.Sprint(done) != "[a c]" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("did %v, still shown: %v", done, w.Canvas().Overlays().Top() != nil)
	}
	open().TypedKey(key(fyne.KeyEscape))
	open()
	test.TapCanvas(w.Canvas(), fyne.NewPos(390, 290))
	if w.Canvas().Overlays().Top() != nil || len(done) != 2 {
		t.Error("Escape and a tap elsewhere leave the menu")
	}
}

func TestQuestionDoesNothingUnlessTold(t *testing.T) {
	app(t)
	w := window(t, widgets.NewFill(theme.Ground, 0), 600, 400)
	n := 0
	ask := func() {
		widgets.Ask(w.Canvas(), widgets.Question{Title: "Retirer ?", Text: "La clé est effacée.", Do: "Retirer", Cancel: "Annuler", Danger: true, Run: func() { n++ }})
	}
	ask()
	w.Canvas().Focused().TypedKey(key(fyne.KeyEscape))
	ask()
	w.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if n != 0 || w.Canvas().Overlays().Top() != nil {
		t.Fatalf("ran %d times before it was told to", n)
	}
	ask()
	w.Canvas().FocusNext()
	w.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if n != 1 {
		t.Errorf("ran %d times, want 1", n)
	}
}

func TestToastsMakeRoom(t *testing.T) {
	app(t)
	toasts, undone := widgets.NewToasts(), 0
	w := window(t, toasts, 600, 400)
	first := toasts.Add(widgets.Toast{Text: "un", Action: "Annuler", Run: func() { undone++ }})
	test.TapCanvas(w.Canvas(), fyne.NewPos(490, 362))
	if undone != 1 || toasts.Shown() != 0 {
		t.Errorf("undone %d times, %d shown", undone, toasts.Shown())
	}
	for range 5 {
		toasts.Add(widgets.Toast{Text: "encore"})
	}
	toasts.Dismiss(first)
	if toasts.Shown() != 3 {
		t.Errorf("%d shown, want 3", toasts.Shown())
	}
}

func TestWhatCanBeTakenBackIsNotPushedAway(t *testing.T) {
	app(t)
	toasts := widgets.NewToasts()
	window(t, toasts, 600, 600)
	act := func() int { return toasts.Add(widgets.Toast{Text: "fait", Action: "Annuler"}) }
	acts := []int{act(), act()}
	for range 5 {
		toasts.Add(widgets.Toast{Text: "encore"})
	}
	if toasts.Shown() != 3 {
		t.Errorf("%d shown, want 3", toasts.Shown())
	}
	for _, number := range acts {
		before := toasts.Shown()
		toasts.Dismiss(number)
		if toasts.Shown() != before-1 {
			t.Error("what could be taken back was pushed away")
		}
	}
	for range 8 {
		act()
	}
	if toasts.Shown() != 5 {
		t.Errorf("%d shown, want 5", toasts.Shown())
	}
}

func TestListByKeysAndPages(t *testing.T) {
	app(t)
	var opened []int
	near := 0
	l := widgets.NewList(widgets.ListEvents{Open: func(i int) { opened = append(opened, i) }, Near: func() { near++ }})
	w := window(t, l, 500, 300)
	rows := []widgets.ListRow{{Heading: "Lundi"}}
	for i := range 100 {
		rows = append(rows, widgets.ListRow{ID: data.DeliveryID(i + 1), Time: "09:00", Title: "Fournée", State: "Programmé"})
		if i == 1 {
			rows = append(rows, widgets.ListRow{Heading: "Mardi"})
		}
	}
	l.Set(rows, 0)
	if near != 0 {
		t.Error("asked for more at the top")
	}
	l.Focus()
	keys := w.Canvas().Focused()
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyHome, fyne.KeyReturn} {
		keys.TypedKey(key(k))
	}
	if fmt.Sprint(opened) != "[1 1 4 2 101 1]" {
		t.Errorf("opened %v", opened)
	}
	if near != 1 {
		t.Errorf("asked for more %d times, want once", near)
	}
	l.Set(nil, 0)
	keys.TypedKey(key(fyne.KeyDown))
	keys.TypedKey(key(fyne.KeyReturn))
	if len(opened) != 6 {
		t.Error("an empty list opened something")
	}
}

func TestLayoutsKeepToTheirWidth(t *testing.T) {
	app(t)
	note := widgets.NewNote("Relevé chaque jour à 6 h sur trois comptes ; deux jours sans relevé sont laissés vides.")
	pills := widgets.NewFlow(8, 8)
	for range 9 {
		pills.Add(widgets.NewPill("Concours", widgets.ToneAccent))
	}
	column := widgets.NewColumn(8, note, pills, widgets.NewCard(widgets.NewNote("Un deux trois quatre cinq six sept huit neuf dix onze douze.")))
	wide, narrow := widgets.HeightFor(column, 600), widgets.HeightFor(column, 200)
	if narrow <= wide {
		t.Errorf("height %v at 200, %v at 600", narrow, wide)
	}
	window(t, widgets.NewScroll(column), 200, 300)
	if column.Size().Height != narrow {
		t.Errorf("laid out %v high, want %v", column.Size().Height, narrow)
	}
	title := widgets.NewLabel("Galette des rois : précommande", theme.Panel, theme.Bold, theme.Ink).Shrinking()
	pill := widgets.NewPill("Brouillon", widgets.ToneCaution)
	row := widgets.NewRow(8, title, layout.NewSpacer(), pill)
	for _, width := range []float32{140, 220, 500} {
		row.Resize(fyne.NewSize(width, 30))
		if right := pill.Position().X + pill.Size().Width; right != width {
			t.Errorf("at %v the pill ends at %v", width, right)
		}
		if right := title.Position().X + title.Size().Width; right > pill.Position().X {
			t.Errorf("at %v the title runs into the pill", width)
		}
	}
}
