package widgets_test

import (
	"fmt"
	"image"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

func app(t testing.TB) {
	t.Helper()
	a, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Quit)
}

// june has 35 days from the 1st, a Monday, two posts on the 2nd, five on the
// 10th, and one that is sent on the 20th.
func june() widgets.MonthData {
	d := widgets.MonthData{
		Weekdays: []string{"lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."}, Selected: "2",
		More: func(n int) string { return fmt.Sprintf("+%d", n) },
	}
	for i := range 35 {
		d.Days = append(d.Days, widgets.MonthDay{Day: strconv.Itoa(i + 1), Number: strconv.Itoa(i%30 + 1), Other: i > 29, Today: i == 17})
	}
	put := func(day int, id data.DeliveryID, s data.State) {
		d.Days[day-1].Chips = append(d.Days[day-1].Chips, widgets.Chip{
			ID: id, Post: data.PostID(id), Network: "mastodon", Time: "09:00",
			Title: "Fournée " + strconv.Itoa(int(id)), Look: widgets.LookOf(data.Entry{State: s}), Fixed: s == data.Sent,
		})
		d.Days[day-1].Total++
	}
	put(2, 21, data.Scheduled)
	put(2, 22, data.Draft)
	for id := range data.DeliveryID(3) {
		put(10, 100+id, data.Scheduled)
	}
	d.Days[9].Total = 5
	put(20, 200, data.Sent)
	d.Days[10].Note = "Armistice"
	return d
}

// seen collects what a month tells.
type seen []string

func (s *seen) month() *widgets.Month {
	add := func(kind string) func(string) { return func(d string) { *s = append(*s, kind+" "+d) } }
	of := func(kind string) func(data.DeliveryID) {
		return func(id data.DeliveryID) { *s = append(*s, fmt.Sprint(kind, " ", id)) }
	}
	m := widgets.NewMonth(widgets.MonthEvents{
		Choose: add("choose"), Write: add("write"), More: add("more"), Open: of("open"), Fixed: of("fixed"),
		Drop:  func(id data.DeliveryID, day string) { *s = append(*s, fmt.Sprint("drop ", id, " ", day)) },
		Step:  func(n int) { *s = append(*s, fmt.Sprint("step ", n)) },
		Page:  func(n int) { *s = append(*s, fmt.Sprint("page ", n)) },
		Today: func() { *s = append(*s, "today") },
		Menu: func(id data.DeliveryID, _ fyne.CanvasObject, _ fyne.Position) {
			*s = append(*s, fmt.Sprint("menu ", id))
		},
		Shift: func(id data.DeliveryID, n int) { *s = append(*s, fmt.Sprint("shift ", id, " ", n)) },
	})
	m.Set(june())
	w := test.NewWindow(m)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 728)) // cells of 100 by 140
	return m
}

func (s *seen) expect(t *testing.T, want ...string) {
	t.Helper()
	if fmt.Sprint(*s) != fmt.Sprint(seen(want)) {
		t.Errorf("told %v, want %v", *s, want)
	}
	*s = nil
}

// in is a place inside the cell of a day of june.
func in(day int, x, y float32) fyne.Position {
	i := day - 1
	return fyne.NewPos(float32(i%7)*100+x, 28+float32(i/7)*140+y)
}

func tap(m *widgets.Month, p fyne.Position) { m.Tapped(&fyne.PointEvent{Position: p}) }

func TestMonthTaps(t *testing.T) {
	app(t)
	var s seen
	m := s.month()
	tap(m, in(2, 30, 27+10))
	tap(m, in(2, 30, 27+21+10))
	tap(m, in(10, 30, 27+3*21+10))
	s.expect(t, "open 21", "open 22", "more 10")
	tap(m, in(5, 30, 70))
	s.expect(t, "choose 5")
	tap(m, in(5, 30, 70))
	s.expect(t, "write 5")
	tap(m, in(5, 30, 70))
	s.expect(t, "choose 5")
	m.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: in(5, 60, 100)}})
	tap(m, in(5, 60, 100))
	s.expect(t, "choose 5")
	tap(m, fyne.NewPos(30, 10))
	s.expect(t)
}

func TestMonthMenu(t *testing.T) {
	app(t)
	var s seen
	m := s.month()
	for _, p := range []fyne.Position{in(2, 30, 27+10), in(5, 30, 70), in(10, 30, 27+3*21+10), fyne.NewPos(30, 10)} {
		m.TappedSecondary(&fyne.PointEvent{Position: p})
	}
	s.expect(t, "menu 21")
}

func carry(m *widgets.Month, from, to fyne.Position) {
	half := fyne.NewPos((from.X+to.X)/2, (from.Y+to.Y)/2)
	step := func(at, before fyne.Position) {
		d := at.Subtract(before)
		m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(d.X, d.Y)})
	}
	step(half, from)
	step(to, half)
	m.DragEnd()
}

func TestMonthDragsToAnotherDay(t *testing.T) {
	app(t)
	var s seen
	m := s.month()
	carry(m, in(2, 30, 37), in(18, 50, 90))
	s.expect(t, "drop 21 18")
	carry(m, in(2, 30, 37), in(2, 50, 110))
	carry(m, in(2, 30, 37), fyne.NewPos(900, 300))
	carry(m, in(5, 30, 37), in(6, 30, 37))
	s.expect(t)
	carry(m, in(20, 30, 37), in(21, 30, 37))
	s.expect(t, "fixed 200")
}

func TestMonthDragOutlivesNewData(t *testing.T) {
	app(t)
	var s seen
	m := s.month()
	start := in(2, 30, 37)
	m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: in(3, 30, 37)}, Dragged: fyne.NewDelta(100, 0)})
	m.Set(june())
	m.DragEnd()
	s.expect(t, "drop 21 3")
	m.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: start.AddXY(100, 0)}, Dragged: fyne.NewDelta(100, 0)})
	m.Set(widgets.MonthData{})
	m.DragEnd()
	s.expect(t)
}

func TestMonthByKeyboard(t *testing.T) {
	app(t)
	var s seen
	m := s.month()
	press := func(keys ...fyne.KeyName) {
		for _, k := range keys {
			m.TypedKey(&fyne.KeyEvent{Name: k})
		}
	}
	m.FocusGained()
	press(fyne.KeyRight, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyReturn)
	s.expect(t, "step 1", "step -7", "page 1", "today", "write 2")
	press(fyne.KeySpace, fyne.KeyReturn, fyne.KeySpace, fyne.KeyReturn, fyne.KeySpace, fyne.KeyReturn)
	s.expect(t, "open 21", "open 22", "write 2")
	press(fyne.KeySpace)
	m.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyDown)
	m.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(fyne.KeyDown)
	s.expect(t, "shift 21 7", "step 7")
}

func TestMonthLooksAsDesigned(t *testing.T) {
	app(t)
	draw := func(v theme.Variant) image.Image {
		m := widgets.NewMonth(widgets.MonthEvents{})
		m.Set(june())
		return uitest.Capture(m, 700, 420, v)
	}
	uitest.Golden(t, "month-light", draw(theme.Light))
	uitest.Golden(t, "month-dark", draw(theme.Dark))
}

func TestThemeSwitchesWhatIsShown(t *testing.T) {
	app(t)
	m := widgets.NewMonth(widgets.MonthEvents{})
	m.Set(june())
	w := test.NewWindow(m)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(700, 420))
	w.Canvas().Capture()
	uitest.SetVariant(theme.Dark)
	fresh := widgets.NewMonth(widgets.MonthEvents{})
	fresh.Set(june())
	uitest.Golden(t, "month-dark", uitest.Capture(fresh, 700, 420, theme.Dark))
	r, _, _, _ := w.Canvas().Capture().At(350, 60).RGBA()
	if want, _, _, _ := theme.Card.Now().RGBA(); r != want {
		t.Errorf("a month that was light shows %x on a day, want %x", r, want)
	}
}

// stockMonth is the same month made of Fyne's own widgets: a chip is a ground,
// a dot, the time and a title that ends in "…".
func stockMonth(d widgets.MonthData) fyne.CanvasObject {
	grid := container.NewGridWithColumns(7)
	for _, day := range d.Days {
		cell := container.NewVBox(widget.NewLabel(day.Number))
		for _, c := range day.Chips {
			title := widget.NewLabel(c.Title)
			title.Truncation = fyne.TextTruncateEllipsis
			dot := canvas.NewCircle(theme.Network(c.Network))
			cell.Add(container.NewStack(canvas.NewRectangle(theme.AccentSoft.Now()),
				container.NewBorder(nil, nil, container.NewHBox(container.NewGridWrap(fyne.NewSize(8, 8), dot), widget.NewLabel(c.Time)), nil, title)))
		}
		grid.Add(container.NewStack(canvas.NewRectangle(theme.Card.Now()), cell))
	}
	return grid
}

// fullMonth has three posts on each day, none of which was shown before: n
// tells the months apart.
func fullMonth(n int) widgets.MonthData {
	d := june()
	for i := range d.Days {
		d.Days[i].Chips = nil
		for c := range 3 {
			d.Days[i].Chips = append(d.Days[i].Chips, widgets.Chip{
				ID: data.DeliveryID(i*3 + c + 1), Network: "mastodon", Time: "09:30",
				Title: fmt.Sprintf("Fournée %d du lundi %d, la %d", n, i, c), Look: widgets.LookOf(data.Entry{State: data.Scheduled}),
			})
		}
		d.Days[i].Total = 3
	}
	return d
}

// show puts an object into a window, as a screen that is opened does.
func show(o fyne.CanvasObject) {
	w := test.NewWindow(o)
	w.Resize(fyne.NewSize(827, 696))
	w.Close()
}

// The two benchmarks below are the two sides of bar P1: a month is built from
// data that is ready.

func BenchmarkMonth(b *testing.B) {
	app(b)
	for n := 0; b.Loop(); n++ {
		m := widgets.NewMonth(widgets.MonthEvents{})
		m.Set(fullMonth(n))
		show(m)
	}
}

func BenchmarkStockMonth(b *testing.B) {
	app(b)
	for n := 0; b.Loop(); n++ {
		show(stockMonth(fullMonth(n)))
	}
}
