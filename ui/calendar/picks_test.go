package calendar

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data"
)

// threePlanned are posts on three days, and one that went out.
func threePlanned(t *testing.T) *desk {
	d := &desk{accounts: threeAccounts(), figures: fourFigures()}
	for i, wall := range []string{"2026-11-24T18:30", "2026-11-25T09:00", "2026-11-27T12:00"} {
		d.entries = append(d.entries, data.Entry{
			Delivery: data.DeliveryID(i + 1), Post: data.PostID(i + 1), Account: 1, Network: "bluesky",
			State: data.Scheduled, Due: paris(t, wall), Headline: "Fournée",
		})
	}
	d.entries = append(d.entries, data.Entry{
		Delivery: 4, Post: 4, Account: 1, Network: "bluesky", State: data.Sent, Due: paris(t, "2026-11-17T09:00"), Headline: "Hier",
	})
	return d
}

// add taps a place with Ctrl or Cmd held.
func (tr *trial) add(at fyne.Position) {
	month := tr.screen.body.month
	month.MouseDown(&desktop.MouseEvent{Modifier: fyne.KeyModifierShortcutDefault})
	test.TapCanvas(tr.window.Canvas(), at)
}

func (tr *trial) acted(n int) {
	tr.t.Helper()
	tr.until("it is stored", func() bool { return len(tr.shell.toasts) >= n && !tr.runner.Busy(deedKey) && tr.screen.m.loaded })
}

// day is where a post of the desk is due now.
func (d *desk) day(post data.PostID) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range d.entries {
		if e.Post == post {
			return e.Due.UTC().Format("2006-01-02T15:04")
		}
	}
	return ""
}

func TestChosenPostsAreDraggedTogether(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	tr.add(tr.cell("2026-11-24", 0))
	tr.add(tr.cell("2026-11-25", 0))
	tr.add(tr.cell("2026-11-17", 0))
	if len(tr.shell.opened) != 0 || len(tr.screen.m.chosen) != 3 || !tr.screen.body.acts.object.Visible() {
		t.Fatalf("opened %v, chosen %v", tr.shell.opened, tr.screen.m.chosen)
	}
	tr.picture("month-chosen")
	tr.drag(tr.cell("2026-11-24", 0), tr.cell("2026-11-26", 2))
	tr.acted(1)
	if a, b := tr.desk.day(1), tr.desk.day(2); a != "2026-11-26T17:30" || b != "2026-11-27T08:00" {
		t.Errorf("they are due at %s and %s", a, b)
	}
	if want := "2 publications sont déplacées, la première au jeu. 26 nov. · 18:30. 1 reste en place."; tr.shell.last() != want {
		t.Errorf("it says %q, want %q", tr.shell.last(), want)
	}
	if !tr.screen.Undo() {
		t.Fatal("nothing to undo")
	}
	tr.acted(2)
	if a, b := tr.desk.day(1), tr.desk.day(2); a != "2026-11-24T17:30" || b != "2026-11-25T08:00" {
		t.Errorf("after undo they are due at %s and %s", a, b)
	}
	if !tr.screen.Redo() {
		t.Fatal("nothing to redo")
	}
	tr.acted(3)
	if a, b := tr.desk.day(1), tr.desk.day(2); a != "2026-11-26T17:30" || b != "2026-11-27T08:00" || tr.screen.Redo() {
		t.Errorf("after redo they are due at %s and %s", a, b)
	}
}

func TestShiftAndArrowsChooseDays(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	tr.screen.Focus()
	tr.screen.selectDay("2026-11-23")
	month := tr.screen.body.month
	month.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	tr.press(fyne.KeyRight, fyne.KeyRight)
	month.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if len(tr.screen.m.chosen) != 2 || tr.screen.m.day != "2026-11-25" {
		t.Fatalf("chosen %v on %s", tr.screen.m.chosen, tr.screen.m.day)
	}
	month.TypedShortcut(&fyne.ShortcutCopy{})
	tr.press(fyne.KeyEscape)
	if len(tr.screen.m.chosen) != 0 {
		t.Error("Escape leaves them chosen")
	}
	tr.screen.selectDay("2026-11-29")
	month.TypedShortcut(&fyne.ShortcutPaste{})
	tr.acted(2)
	tr.until("the copies show", func() bool {
		return len(on(tr.screen.m, "2026-11-29")) == 1 && len(on(tr.screen.m, "2026-11-30")) == 1
	})
	tr.screen.Undo()
	tr.acted(3)
	tr.until("the copies are gone", func() bool { return len(on(tr.screen.m, "2026-11-29"))+len(on(tr.screen.m, "2026-11-30")) == 0 })
}

func TestWhatIsChosenIsDeletedAndComesBack(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	month := tr.screen.body.month
	tr.screen.Focus()
	month.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(tr.screen.m.chosen) != 4 {
		t.Fatalf("chosen %v", tr.screen.m.chosen)
	}
	tr.press(fyne.KeyDelete)
	tr.acted(1)
	tr.until("they are gone", func() bool { return len(tr.desk.entries) == 1 && len(tr.screen.m.chosen) == 1 })
	tr.shell.undo()
	tr.until("they are back", func() bool { return len(on(tr.screen.m, "2026-11-24")) == 1 && len(tr.desk.entries) == 4 })
	tr.screen.m.clearChoice()
	tr.screen.remove(4)
	if tr.shell.last() != tr.book.T("calendar.kept.sent") {
		t.Errorf("of what is online it says %q", tr.shell.last())
	}
}

func TestADayForCopiesIsChosenAndConfirmed(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	e, _ := tr.screen.m.entry(1)
	tr.screen.askDay([]data.Entry{e}, tr.screen.body.month, fyne.NewPos(40, 40))
	tr.press(fyne.KeyRight, fyne.KeyEscape)
	if n := len(tr.window.Canvas().Overlays().List()); n != 0 || tr.runner.Busy(deedKey) {
		t.Fatalf("after Escape %d overlays are open", n)
	}
	tr.screen.askDay([]data.Entry{e}, tr.screen.body.month, fyne.NewPos(40, 40))
	tr.press(fyne.KeyRight, fyne.KeyReturn)
	tr.until("the copy shows on the 23rd", func() bool { return len(on(tr.screen.m, "2026-11-23")) == 1 })
}

func TestAFailureAmongSeveralLeavesNothingDone(t *testing.T) {
	d := threePlanned(t)
	tr := tryOut(t, d, 829, 900)
	tr.screen.chooseAll()
	calls := 0
	do := each(3, func(ctx context.Context, i int) (undoing, error) {
		calls++
		if i == 2 {
			return nil, errRefused
		}
		return d.Move(ctx, data.PostID(i+1), data.Schedule{Instant: paris(t, "2026-11-30T10:00")})
	})
	if undo, err := do(t.Context()); err == nil || undo != nil || calls != 3 {
		t.Fatalf("%v after %d calls", err, calls)
	}
	if d.day(1) != "2026-11-24T17:30" || d.day(2) != "2026-11-25T08:00" {
		t.Errorf("they are due at %s and %s", d.day(1), d.day(2))
	}
}

func TestAGroupNeverGoesIntoThePast(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	tr.add(tr.cell("2026-11-24", 0))
	tr.add(tr.cell("2026-11-27", 0))
	tr.drag(tr.cell("2026-11-27", 0), tr.cell("2026-11-23", 0))
	if len(tr.desk.moves) != 0 || tr.shell.last() != tr.book.T("calendar.fixed.past", "When", "ven. 20 nov. · 18:30") {
		t.Errorf("moves %v, it says %q", tr.desk.moves, tr.shell.last())
	}
}

func TestTheCampaignOfAllThatIsChosenChanges(t *testing.T) {
	tr := tryOut(t, threePlanned(t), 829, 900)
	tr.screen.m.campaigns = []data.Campaign{{ID: 7, Name: "Noël", Colour: "#B0442B"}, {ID: 8, Name: "Vieille", Ended: true}}
	tr.screen.chooseAll()
	items := tr.screen.campaignItems(tr.screen.m.chosen)
	if len(items) != 2 || !items[0].Checked {
		t.Fatalf("offered: %+v", items)
	}
	items[1].Run()
	tr.acted(1)
	for _, e := range tr.desk.entries {
		if e.Campaign != 7 {
			t.Errorf("%+v", e)
		}
	}
	tr.screen.Undo()
	tr.acted(2)
	if tr.desk.entries[0].Campaign != 0 {
		t.Error("undo leaves it in the campaign")
	}
}
