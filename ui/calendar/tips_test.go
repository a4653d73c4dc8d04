package calendar

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/ui/widgets"
)

// over puts the pointer on a place of the window.
func (tr *trial) over(at fyne.Position) { test.MoveMouse(tr.window.Canvas(), at) }

func (tr *trial) tipShown() {
	tr.t.Helper()
	tr.until("the tip is shown", func() bool { return tr.screen.tip.Visible() })
}

func TestAPostSaysAllOfItselfBelowThePointer(t *testing.T) {
	d := november5(t)
	d.campaigns = []data.Campaign{{ID: 4, Brand: 1, Name: "Noël", Colour: "#7B4FB3"}}
	d.entries[0].Campaign = 4
	tr := tryOut(t, d, 1232, 900)
	tr.until("the campaigns are read", func() bool { return len(tr.screen.m.campaigns) == 1 })
	tr.over(tr.cell("2026-11-24", 0))
	if tr.screen.tip.Visible() {
		t.Error("it is shown at once")
	}
	tr.tipShown()
	tr.picture("tip-month")
	if got := tr.screen.tip.AccessibilityLabel(); got != "Bûche" {
		t.Errorf("it says %q", got)
	}
	e, _ := tr.screen.m.entry(1)
	post, err := d.Post(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	tip := postTip(tr.book, tr.screen.m, e, &post)
	want := []string{
		"Mardi 24 novembre · 18:30 (heure de Paris)", "Maison Lenoir (Bluesky)", "Programmé · Cet ordinateur doit être allumé", "Campagne\u202f: Noël",
	}
	if !slices.Equal(tip.Lines, want) || tip.Text != "Le texte en entier." {
		t.Errorf("it says %q and %q", tip.Lines, tip.Text)
	}
	tr.over(tr.cell("2026-11-24", 3))
	if tr.screen.tip.Visible() {
		t.Error("it stays when the pointer leaves")
	}
}

func TestATipGoesWhenSomethingIsDone(t *testing.T) {
	tr := tryOut(t, november5(t), 1232, 900)
	for name, act := range map[string]func(){
		"dragged": func() { tr.drag(tr.cell("2026-11-24", 0), tr.cell("2026-11-24", 0).AddXY(3, 0)) },
		"tapped":  func() { test.TapCanvas(tr.window.Canvas(), tr.cell("2026-11-24", 0)) },
		"turned":  func() { tr.screen.step(0) },
	} {
		tr.over(tr.cell("2026-11-28", 2))
		tr.over(tr.cell("2026-11-24", 0))
		tr.tipShown()
		act()
		if tr.screen.tip.Visible() {
			t.Errorf("it stays when something is %s", name)
		}
		tr.until("the month is read", func() bool { return tr.screen.m.loaded })
	}
}

func TestTheKeyboardShowsATipToo(t *testing.T) {
	tr := tryOut(t, november5(t), 1232, 900)
	tr.screen.Focus()
	tr.screen.selectDay("2026-11-24")
	month := tr.screen.body.month
	month.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	tr.tipShown()
	month.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if tr.screen.tip.Visible() {
		t.Error("it stays when no chip is marked")
	}
	tr.screen.selectDay("2026-11-10")
	tr.until("the key dates are read", func() bool { return len(tr.screen.m.noted("2026-11-11")) > 0 })
	month.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	tr.tipShown()
	if got := tr.screen.tip.AccessibilityLabel(); got != "Mercredi 11 novembre" {
		t.Errorf("on a key date it says %q", got)
	}
	month.FocusLost()
	if tr.screen.tip.Visible() {
		t.Error("it stays without the keyboard")
	}
}

func TestAFreeHourABestOneAndADayOfTheYearSayMore(t *testing.T) {
	d := planning(t)
	d.best = calendar.Best{Posts: 30, Own: true, Hours: []calendar.BestHour{{Weekday: 4, Hour: 8, Lift: 0.2, Low: 0.1, High: 0.3, N: 5, Own: true}}}
	tr := tryOut(t, d, 1232, 900)
	tr.to(weekMode, "2026-11-26")
	m := tr.screen.m
	tip := tipOf(tr.book, m, widgets.Pointed{Day: "2026-11-26", Best: true, Hour: 8}, data.Entry{}, &data.Post{})
	if !strings.Contains(tip.Title, "Jeudi 26 novembre") || len(tip.Lines) != 1 || !strings.Contains(tip.Lines[0], "d’après 5 publications") {
		t.Errorf("a best hour says %+v", tip)
	}
	free := freeTip(tr.book, m, 0)
	if free.Title != "Créneau libre" || len(free.Lines) < 2 {
		t.Errorf("a free hour says %+v", free)
	}
	tr.to(yearMode, "2026-11-11")
	tip = tipOf(tr.book, m, widgets.Pointed{Day: "2026-11-11", All: true}, data.Entry{}, &data.Post{})
	if !strings.HasPrefix(tip.Title, "Mercredi 11 novembre") || len(tip.Lines) == 0 || !strings.HasPrefix(tip.Lines[0], "Armistice") {
		t.Errorf("a day says %+v", tip)
	}
	year := tr.screen.body.year
	year.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(year.Size().Width/2, year.Size().Height/2)}})
	year.FocusGained()
	year.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	tr.tipShown()
	tr.picture("tip-year")
}

func TestAPostOfTheListSaysAllOfItself(t *testing.T) {
	tr := listed3(t)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(tr.rows())
	row := func(n int) fyne.Position { return at.AddXY(120, float32(n)*84+62) } // each has the title of its day above
	tr.over(row(1))
	if tr.screen.tip.Visible() {
		t.Error("it is shown at once")
	}
	tr.tipShown()
	tr.picture("tip-list")
	want := titleOf(tr.book, *tr.screen.body.list.lines[3].entry)
	if got := tr.screen.tip.AccessibilityLabel(); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	tr.over(at.AddXY(120, 84+20))
	if tr.screen.tip.Visible() {
		t.Error("it stays over the title of a day")
	}
	tr.over(row(2))
	tr.tipShown()
	tr.row(2, 0)
	if tr.screen.tip.Visible() {
		t.Error("it stays when the post is opened")
	}
	tr.rows().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	tr.tipShown()
	if got := tr.screen.tip.AccessibilityLabel(); got != want {
		t.Errorf("by the keyboard it says %q, want %q", got, want)
	}
	tr.rows().FocusLost()
	if tr.screen.tip.Visible() {
		t.Error("it stays without the keyboard")
	}
}
