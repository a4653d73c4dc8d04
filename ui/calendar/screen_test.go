package calendar

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// picture writes the window as PNG into the folder named by PARVIS_PICTURES,
// for looking at; without it nothing is written.
func (tr *trial) picture(name string) {
	tr.t.Helper()
	if out := os.Getenv("PARVIS_PICTURES"); out != "" {
		if err := uitest.Write(filepath.Join(out, name+".png"), tr.window.Canvas().Capture()); err != nil {
			tr.t.Fatal(err)
		}
	}
}

func TestTheHeaderFitsEveryWidth(t *testing.T) {
	sizes := []fyne.Size{fyne.NewSize(1232, 900), fyne.NewSize(892, 700), fyne.NewSize(829, 900), fyne.NewSize(700, 700), fyne.NewSize(640, 700)}
	for _, lang := range []string{"fr", "en"} {
		tr := tryOut(t, &desk{entries: busyMonth(t), accounts: threeAccounts(), figures: fourFigures()}, 829, 900)
		tr.book = book(t, lang)
		for _, mode := range modes() {
			tr.screen.setMode(mode)
			tr.until("it is read", func() bool { return tr.screen.m.loaded || mode == listMode && tr.screen.m.listRead() })
			for _, variant := range []theme.Variant{theme.Light, theme.Dark} {
				uitest.SetVariant(variant)
				for _, size := range sizes {
					tr.window.Resize(size)
					tr.screen.Retranslate()
					tr.apart(size.Width)
					tr.picture(fmt.Sprintf("%s-%s-%d-%.0f", mode, lang, variant, size.Width))
				}
			}
		}
	}
}

func TestAHiddenCornerTakesNoRoom(t *testing.T) {
	tr := tryOut(t, november5(t), 860, 700)
	if _, two := tr.screen.header.bar.arrange(860); !two {
		t.Fatal("with the corner 860 is enough for one row, so that nothing is tried here")
	}
	tr.screen.Corner.Hide()
	if _, two := tr.screen.header.bar.arrange(860); two {
		t.Error("without the corner it still takes two rows")
	}
}

// apart fails where parts of the header cover each other or leave the window.
func (tr *trial) apart(width float32) {
	tr.t.Helper()
	var parts []fyne.CanvasObject
	for _, o := range tr.screen.header.object.Objects[1:] {
		if o.Visible() {
			parts = append(parts, o)
		}
	}
	for i, o := range parts {
		from, to := o.Position(), o.Position().Add(o.Size())
		if from.X < 0 || to.X > width || to.Y > tr.screen.header.object.Size().Height {
			tr.t.Errorf("at %.0f part %d of the header lies from %v to %v", width, i, from, to)
		}
		for j, p := range parts[:i] {
			other, end := p.Position(), p.Position().Add(p.Size())
			if from.X < end.X && other.X < to.X && from.Y < end.Y && other.Y < to.Y {
				tr.t.Errorf("at %.0f parts %d and %d of the header cover each other", width, j, i)
			}
		}
	}
}

func TestADragIsDrawnOnTheWay(t *testing.T) {
	tr := tryOut(t, &desk{entries: busyMonth(t), accounts: threeAccounts(), figures: fourFigures()}, 829, 900)
	before := tr.window.Canvas().Capture()
	month := tr.screen.body.month
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(month)
	from, to := tr.cell("2026-11-26", 0).Subtract(at), tr.cell("2026-11-28", 1).Subtract(at)
	month.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}, Dragged: fyne.NewDelta(to.X-from.X, to.Y-from.Y)})
	tr.picture("month-drag")
	if reflect.DeepEqual(before, tr.window.Canvas().Capture()) {
		t.Error("nothing shows that a chip is in the hand")
	}
	month.DragEnd()
	tr.until("all three accounts go together", func() bool { return len(on(tr.screen.m, "2026-11-28")) == 4 })
}

func TestThePostThatIsOpenIsRinged(t *testing.T) {
	tr := tryOut(t, &desk{entries: busyMonth(t), accounts: threeAccounts(), figures: fourFigures()}, 829, 900)
	before := tr.window.Canvas().Capture()
	tr.screen.Opened(9)
	tr.picture("month-open")
	if reflect.DeepEqual(before, tr.window.Canvas().Capture()) {
		t.Error("nothing shows which post is open")
	}
	tr.screen.step(1)
	tr.screen.setMode(weekMode)
	tr.screen.selectDay("2026-11-26")
	tr.until("the week is read", func() bool { return tr.screen.m.loaded })
	tr.picture("week-three-accounts")
	chips := weekData(tr.book, tr.screen.m).Days[3].Chips
	if len(chips) != 2 || len(chips[0].Networks) != 3 || chips[0].Minute != 18*60+30 {
		t.Errorf("Thursday has the chips %+v", chips)
	}
}

func november5(t *testing.T) *desk {
	return &desk{accounts: threeAccounts(), figures: fourFigures(), entries: []data.Entry{
		{Delivery: 1, Post: 1, Account: 1, Network: "bluesky", State: data.Scheduled, Due: paris(t, "2026-11-24T18:30"), Headline: "Bûche"},
		{Delivery: 2, Post: 2, Account: 1, Network: "bluesky", State: data.Sent, Due: paris(t, "2026-11-17T09:00"), Headline: "Fournée"},
	}}
}

// cell is the middle of a row of a day's cell on the month, in the window: row
// 0 is the first chip.
func (tr *trial) cell(day string, row int) fyne.Position {
	tr.t.Helper()
	days := monthData(tr.book, tr.screen.m).Days
	month := tr.screen.body.month
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(month)
	for i, d := range days {
		if d.Day == day {
			w, h := month.Size().Width/7, (month.Size().Height-28)/float32(len(days)/7)
			return at.AddXY(w*(float32(i%7)+0.5), 28+h*float32(i/7)+27+9+21*float32(row))
		}
	}
	tr.t.Fatalf("%s is not on the month", day)
	return at
}

// drag takes what is below one place to another.
func (tr *trial) drag(from, to fyne.Position) {
	test.Drag(tr.window.Canvas(), to, to.X-from.X, to.Y-from.Y)
}

func TestAChipIsDraggedToAnotherDay(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	tr.drag(tr.cell("2026-11-24", 0), tr.cell("2026-11-26", 2))
	if got := on(tr.screen.m, "2026-11-26"); len(got) != 1 {
		t.Errorf("it does not show at once: %v", got)
	}
	tr.until("it is stored", func() bool { return len(tr.shell.toasts) == 1 })
	if len(tr.desk.moves) != 1 || tr.desk.moved[0] != 1 || tr.desk.moves[0].Wall != "2026-11-26T18:30" || tr.desk.moves[0].Zone != "Europe/Paris" {
		t.Fatalf("the desk was asked for %v %v", tr.desk.moved, tr.desk.moves)
	}
	if want := "«\u202fBûche\u202f» est déplacé au jeu. 26 nov. · 18:30."; tr.shell.last() != want {
		t.Errorf("the toast says %q, want %q", tr.shell.last(), want)
	}
	tr.shell.undo()
	tr.until("it is taken back", func() bool { return len(tr.shell.toasts) == 2 })
	if !tr.desk.entries[0].Due.Equal(paris(t, "2026-11-24T18:30")) || len(on(tr.screen.m, "2026-11-24")) != 1 {
		t.Errorf("after undo it is due %v", tr.desk.entries[0].Due)
	}
}

func TestAMoveThatFailsGoesBackAndIsSaid(t *testing.T) {
	d := november5(t)
	d.refuse = errRefused
	tr := tryOut(t, d, 829, 900)
	tr.drag(tr.cell("2026-11-24", 0), tr.cell("2026-11-26", 0))
	tr.until("it is said", func() bool { return len(tr.shell.failed) == 1 })
	if got := on(tr.screen.m, "2026-11-24"); len(got) != 1 || len(tr.shell.toasts) != 0 {
		t.Errorf("the 24th shows %v, toasts %v", got, tr.shell.toasts)
	}
}

func TestWhatWasSentStaysAndSaysWhy(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	tr.drag(tr.cell("2026-11-17", 0), tr.cell("2026-11-27", 0))
	if len(tr.desk.moves) != 0 || !strings.HasPrefix(tr.shell.last(), "Déjà publié") {
		t.Errorf("moves %v, toast %q", tr.desk.moves, tr.shell.last())
	}
}

func TestADropOnThePastSaysWhy(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	tr.drag(tr.cell("2026-11-24", 0), tr.cell("2026-11-12", 0))
	if want := "Le jeu. 12 nov. · 18:30 est déjà passé"; !strings.HasPrefix(tr.shell.last(), want) || len(tr.desk.moves) != 0 {
		t.Errorf("toast %q", tr.shell.last())
	}
}

func TestTapsOpenAndWrite(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	test.TapCanvas(tr.window.Canvas(), tr.cell("2026-11-24", 0))
	if len(tr.shell.opened) != 1 || tr.shell.opened[0] != 1 || tr.screen.m.open != 1 {
		t.Errorf("opened %v", tr.shell.opened)
	}
	test.TapCanvas(tr.window.Canvas(), tr.cell("2026-11-27", 0))
	test.TapCanvas(tr.window.Canvas(), tr.cell("2026-11-27", 0))
	if len(tr.shell.wrote) != 1 || tr.shell.wrote[0] != "2026-11-27" || tr.screen.m.day != "2026-11-27" {
		t.Errorf("wrote %v on %s", tr.shell.wrote, tr.screen.m.day)
	}
}

func (tr *trial) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		tr.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestTheMonthByKeyboard(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	tr.screen.Focus()
	tr.press(fyne.KeyRight, fyne.KeyDown)
	if tr.screen.m.day != "2026-11-29" {
		t.Errorf("right and down of the 21st is %s", tr.screen.m.day)
	}
	tr.press(fyne.KeyReturn)
	if len(tr.shell.wrote) != 1 || tr.shell.wrote[0] != "2026-11-29" {
		t.Errorf("Enter wrote %v", tr.shell.wrote)
	}
	tr.press(fyne.KeyPageDown)
	if tr.screen.m.anchor != "2026-12-29" || tr.screen.header.title.Text() != "Décembre 2026" {
		t.Errorf("Page Down shows %s", tr.screen.header.title.Text())
	}
	tr.press(fyne.KeyHome)
	tr.until("November is read again", func() bool { return tr.screen.m.loaded })
	if tr.screen.m.day != "2026-11-21" {
		t.Errorf("Home selects %s", tr.screen.m.day)
	}
	tr.screen.selectDay("2026-11-24")
	tr.press(fyne.KeySpace)
	month := tr.screen.body.month
	month.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	tr.press(fyne.KeyDown)
	month.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	tr.until("it is moved", func() bool { return len(tr.desk.moves) == 1 })
	if tr.desk.moves[0].Wall != "2026-12-01T18:30" {
		t.Errorf("Shift and Down move it to %s", tr.desk.moves[0].Wall)
	}
}

func TestTheWeekMovesByTheQuarter(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	tr.screen.selectDay("2026-11-24")
	tr.screen.setMode(weekMode)
	tr.until("the week is read", func() bool { return tr.screen.m.loaded })
	tr.screen.Focus()
	tr.press(fyne.KeySpace)
	grid := tr.window.Canvas().Focused().(desktop.Keyable)
	grid.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	tr.press(fyne.KeyDown)
	tr.until("it is moved", func() bool { return len(tr.desk.moves) == 1 && len(tr.screen.m.moving) == 0 })
	tr.press(fyne.KeyRight)
	tr.until("it is moved again", func() bool { return len(tr.desk.moves) == 2 })
	if tr.desk.moves[0].Wall != "2026-11-24T18:45" || tr.desk.moves[1].Wall != "2026-11-25T18:45" {
		t.Errorf("moved to %v", tr.desk.moves)
	}
}

func TestAFullDayUnfoldsInTheList(t *testing.T) {
	d := november5(t)
	for i := range 6 {
		e := d.entries[0]
		e.Delivery, e.Post = data.DeliveryID(10+i), data.PostID(10+i)
		d.entries = append(d.entries, e)
	}
	tr := tryOut(t, d, 829, 900)
	test.TapCanvas(tr.window.Canvas(), tr.cell("2026-11-24", 2)) // "+5" below the two that have room
	tr.until("the list is read", func() bool { return tr.screen.m.listRead() })
	if tr.screen.m.mode != listMode || tr.screen.m.day != "2026-11-24" || len(tr.screen.body.list.lines) != 8 {
		t.Errorf("%s from %s with %d lines", tr.screen.m.mode, tr.screen.m.day, len(tr.screen.body.list.lines))
	}
}

func TestAPageThatWasAskedForSurvivesAChange(t *testing.T) {
	d := &desk{accounts: threeAccounts(), entries: page(t, 1, 3*pageSize)}
	tr := tryOut(t, d, 829, 900)
	tr.screen.setMode(listMode)
	tr.until("the first page is read", func() bool { return tr.screen.m.listing.dated.fresh })
	tr.screen.readList(true)
	tr.screen.readAgain()
	tr.until("the second page is read all the same", func() bool { return len(tr.screen.m.listing.dated.entries) == 2*pageSize })
	tr.until("nothing more is read", func() bool { return !tr.runner.Busy("calendar.list") })
	if n := len(tr.screen.m.listing.dated.entries); n != 2*pageSize {
		t.Errorf("%d are read", n)
	}
}

func TestChangesAreGatheredAndRead(t *testing.T) {
	tr := tryOut(t, november5(t), 829, 900)
	before := tr.desk.asked
	tr.desk.entries = append(tr.desk.entries, data.Entry{Delivery: 9, Post: 9, State: data.Draft, Due: paris(t, "2026-11-27T10:00")})
	for range 50 {
		tr.screen.Changed(data.Change{Noun: data.Posts, IDs: []int64{9}})
	}
	tr.until("the new post shows", func() bool { return len(on(tr.screen.m, "2026-11-27")) == 1 })
	if tr.desk.asked != before+1 {
		t.Errorf("fifty changes were read %d times", tr.desk.asked-before)
	}
}

func TestTheFilterIsRemembered(t *testing.T) {
	d := november5(t)
	tr := tryOut(t, d, 829, 900)
	tr.screen.toggleAccount(2)
	tr.until("it is kept", func() bool { return !tr.runner.Busy("calendar.remember") })
	again := tryOut(t, d, 829, 900)
	if again.screen.m.filter.shows(2) || again.screen.header.filter.Visible() && filterName(again.book, again.screen.m) != "2 comptes" {
		t.Errorf("the filter is %+v", again.screen.m.filter)
	}
}

func TestWithoutAccountsItInvitesToConnect(t *testing.T) {
	tr := tryOut(t, &desk{}, 829, 900)
	if !tr.screen.body.first.object.Visible() || tr.screen.body.strip.Visible() {
		t.Fatal("no invitation is shown")
	}
	test.Tap(tr.screen.body.first.button)
	if tr.shell.asked != 1 {
		t.Error("the invitation leads nowhere")
	}
	tr.picture("month-first")
	if !tr.screen.body.empty.object.Visible() {
		t.Fatal("the empty month says nothing")
	}
	test.Tap(tr.screen.body.empty.table)
	if tr.shell.tables != 1 {
		t.Error("nothing leads to a table from an empty month")
	}
	test.Tap(tr.screen.body.empty.button)
	if len(tr.shell.wrote) != 1 {
		t.Error("the first step writes nothing")
	}
	tr.screen.setMode(listMode)
	tr.until("the list is read", func() bool { return tr.screen.m.listRead() })
	tr.picture("list-first")
	if !tr.screen.body.list.empty.Visible() {
		t.Error("the empty list says nothing")
	}
	for _, o := range test.LaidOutObjects(tr.screen.body.list.empty) {
		if b, ok := o.(*widgets.Button); ok && b.Text() == "Importer un planning…" {
			test.Tap(b)
		}
	}
	if tr.shell.tables != 2 {
		t.Error("nothing leads to a table from an empty list")
	}
}

func TestEveryWordExists(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		b := book(t, lang)
		for _, a := range (&Screen{}).Actions() {
			b.T("calendar.action." + a.Key)
		}
		for _, g := range groups() {
			b.T("calendar.group." + string(g))
		}
		for _, s := range []data.State{data.Sent, data.Preparing, data.Unknown, data.Cancelled, data.Draft} {
			if reason := fixed(data.Entry{State: s}); reason != "" {
				b.T(reason)
			}
		}
		b.T("calendar.fixed.moving")
		b.T("calendar.fixed.past", "When", "")
	}
}
