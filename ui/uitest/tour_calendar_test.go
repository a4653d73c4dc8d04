package uitest_test

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/widgets"
)

// TestCalendarTour plans with the mouse and the keyboard, over the
// demonstration: every layout, several posts at once, undo and redo, a free
// hour, a key date and a picture dropped on a day.
func TestCalendarTour(t *testing.T) {
	v := newVisit(t)
	v.ok(v.Do(v.ctx, "shell.screen.calendar"))
	t.Run("layouts", func(t *testing.T) { v.t = t; v.layouts() })
	t.Run("several at once", func(t *testing.T) { v.t = t; v.severalAtOnce() })
	t.Run("free hour", func(t *testing.T) { v.t = t; v.freeHour() })
	t.Run("key date", func(t *testing.T) { v.t = t; v.keyDate() })
	t.Run("picture on a day", func(t *testing.T) { v.t = t; v.pictureOnADay() })
}

// segment taps a layout of the calendar.
func (v *visit) segment(key string) {
	v.t.Helper()
	for _, s := range shown[*widgets.Segmented](v) {
		for range 5 {
			s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		}
		for range 5 {
			if s.AccessibilityLabel() == v.Book.T(key) {
				break
			}
			s.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
		}
	}
	v.ok(v.Settle(v.ctx))
}

func (v *visit) layouts() {
	for _, one := range []struct{ key, title string }{
		{"calendar.day", "Samedi 21 novembre"},
		{"calendar.week", "16 – 22 nov. 2026"},
		{"calendar.year", "2026"},
		{"calendar.list", "Dès le 21 nov."},
		{"calendar.month", "Novembre 2026"},
	} {
		v.segment(one.key)
		if !v.says(one.title) {
			v.t.Errorf("%s: the screen says\n%s", one.key, v.words())
		}
	}
}

// cell is a place on the month: a row of chips of a day of November 2026.
func (v *visit) cell(day, row int) fyne.Position {
	month := shown[*widgets.Month](v)[0]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(month)
	i := day + 5 // the month begins on 26 October
	w, h := month.Size().Width/7, (month.Size().Height-28)/6
	return at.AddXY(w*(float32(i%7)+0.5), 28+h*float32(i/7)+27+9+21*float32(row))
}

// due is where a post of the demonstration stands now.
func (v *visit) due(headline string) string {
	v.t.Helper()
	id, err := v.house.Post(v.ctx, headline)
	v.ok(err)
	p, err := v.house.Desk.Post(v.ctx, id)
	v.ok(err)
	return p.When.Wall
}

func (v *visit) severalAtOnce() {
	month := shown[*widgets.Month](v)[0]
	cakes, black := v.due("Pain d’épices"), v.due("Black Friday")
	for _, day := range []int{25, 27} {
		month.MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShortcutDefault})
		test.TapCanvas(v.Frame.Canvas(), v.cell(day, 0))
		v.ok(v.Settle(v.ctx))
	}
	if !v.says(v.Book.N("calendar.chosen", 2)) {
		v.t.Fatalf("the screen says\n%s", v.words())
	}
	from, to := v.cell(25, 0), v.cell(27, 2)
	test.Drag(v.Frame.Canvas(), to, to.X-from.X, to.Y-from.Y)
	said := strings.SplitN(v.Book.N("calendar.moved_all", 2, "When", "|"), "|", 2)[0]
	v.until("both two days later", glance, func() bool { return v.says(said) })
	moved := func() bool {
		return v.due("Pain d’épices") == "2026-11-27"+cakes[10:] && v.due("Black Friday") == "2026-11-29"+black[10:]
	}
	if !moved() {
		v.t.Errorf("they are due at %s and %s", v.due("Pain d’épices"), v.due("Black Friday"))
	}
	v.menu("common.undo")
	v.until("both back", glance, func() bool { return v.says(v.Book.N("calendar.moved_back.all", 2)) })
	if v.due("Pain d’épices") != cakes || v.due("Black Friday") != black {
		v.t.Errorf("after undo they are due at %s and %s", v.due("Pain d’épices"), v.due("Black Friday"))
	}
	v.until("end of what was said", time.Second, func() bool { return !v.says(said) && !v.says(v.Book.N("calendar.moved_back.all", 2)) })
	v.menu("common.redo")
	v.until("both two days later again", glance, func() bool { return v.says(said) && moved() })
	v.menu("common.undo")
	v.until("both back again", glance, func() bool { return v.says(v.Book.N("calendar.moved_back.all", 2)) })
}

// menu does what a line of the main menu does.
func (v *visit) menu(key string) {
	v.t.Helper()
	v.Frame.Canvas().Focus(shown[*widgets.Month](v)[0])
	for _, menu := range v.Frame.MainMenu().Items {
		for _, item := range menu.Items {
			if item.Label == v.Book.T(key) {
				item.Action()
				v.ok(v.Settle(v.ctx))
				return
			}
		}
	}
	v.t.Fatalf("no menu says %q", v.Book.T(key))
}

func (v *visit) freeHour() {
	v.segment("calendar.week")
	week := shown[*widgets.Week](v)[0]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(week)
	sunday := at.AddXY(week.Size().Width-40, 58+3*50+24) // ten o'clock, the view begins at seven
	test.TapCanvas(v.Frame.Canvas(), sunday)
	v.until("a post on Sunday at ten", glance, func() bool { return strings.Contains(v.words(), "dim. 22 nov. · 10:00") })
	v.ok(v.Do(v.ctx, "composer.action.close"))
	v.segment("calendar.month")
}

func (v *visit) keyDate() {
	test.TapCanvas(v.Frame.Canvas(), v.cell(11, 0).AddXY(40, -24))
	v.until("the key date", glance, func() bool { return v.says(v.Book.T("keydate.armistice")) })
	v.tapWord("calendar.dates.write")
	v.until("a post on the day", glance, func() bool { return strings.Contains(v.words(), "mer. 11 nov.") })
	v.ok(v.Do(v.ctx, "composer.action.close"))
}

func (v *visit) pictureOnADay() {
	v.ok(v.Drop(v.ctx, v.cell(29, 1), thePicture(v.t).file))
	v.until("a post with the picture on the 29th", time.Second, func() bool {
		entries, err := v.house.Desk.List(v.ctx, data.ListQuery{Brand: v.brand, From: v.house.Clock.Now()})
		v.ok(err)
		for _, e := range entries {
			p, err := v.house.Desk.Post(v.ctx, e.Post)
			v.ok(err)
			if strings.HasPrefix(p.When.Wall, "2026-11-29T09:00") && len(p.Media) == 1 {
				return true
			}
		}
		return false
	})
}
