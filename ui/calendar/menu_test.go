package calendar

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"parvis/data"
)

// pick chooses a line of a menu by the keyboard, the first being 1.
func (tr *trial) pick(line int) {
	tr.t.Helper()
	menu := tr.window.Canvas().Focused()
	for range line {
		menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	menu.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestWhatIsAPersonsIsHandedOverFromTheMenu(t *testing.T) {
	entries := busyMonth(t)
	last := len(entries) - 3
	entries[last].State, entries[last].Reason = data.Held, data.HoldTap
	entries[last].Due = paris(t, "2026-11-23T09:00")
	mine := entries[last]
	d := &desk{entries: entries, accounts: threeAccounts()}
	for _, mode := range []mode{dayMode, weekMode, monthMode, listMode} {
		tr := tryOut(t, d, 1232, 900)
		tr.screen.setMode(mode)
		tr.until("it is read", func() bool { return tr.screen.m.loaded || mode == listMode && tr.screen.m.listRead() })
		ask := func(e data.Entry) {
			if mode == listMode {
				l := tr.screen.body.list
				l.menu(slices.IndexFunc(l.lines, func(one line) bool { return one.entry != nil && one.entry.Delivery == e.Delivery }), l.rows, fyne.NewPos(40, 40))
				return
			}
			tr.screen.openMenu(e.Delivery, tr.screen.Object(), fyne.NewPos(40, 40))
		}
		if mode == weekMode || mode == dayMode {
			tr.screen.selectDay("2026-11-23")
			tr.until("the week is read", func() bool { _, there := tr.screen.m.entry(mine.Delivery); return there })
		}
		ask(mine)
		tr.pick(2)
		ask(mine)
		tr.pick(3)
		if !slices.Equal(tr.shell.handed, []data.DeliveryID{mine.Delivery}) || !slices.Equal(tr.shell.wrote, []string{"2026-11-23"}) {
			t.Errorf("%s: handed over %v, wrote for %q", mode, tr.shell.handed, tr.shell.wrote)
		}
		ask(mine)
		tr.pick(1)
		if !slices.Equal(tr.shell.opened, []data.PostID{mine.Post}) {
			t.Errorf("%s: opened %v", mode, tr.shell.opened)
		}
	}
}

func TestOnlyWhatIsAPersonsIsHandedOver(t *testing.T) {
	tr := tryOut(t, &desk{entries: busyMonth(t), accounts: threeAccounts()}, 1232, 900)
	for state, reason := range map[data.State]string{data.Scheduled: "", data.Held: data.HoldApproval, data.Refused: data.CodeTooLarge} {
		if got := len(tr.screen.entryItems(data.Entry{State: state, Reason: reason, Due: paris(t, "2026-11-23T09:00")}, tr.screen.body.month, fyne.Position{})); got != 6 {
			t.Errorf("%s %s has %d lines", state, reason, got)
		}
	}
}

func TestADraftInTheNetworksApplicationStaysWhereItIs(t *testing.T) {
	e := data.Entry{State: data.Handed, Reason: data.BackTap, Due: paris(t, "2026-11-23T09:00")}
	if key := fixed(e); key == "" || !book(t, "fr").Has(key) {
		t.Errorf("it may be moved (%q)", key)
	}
	e.Reason = ""
	if key := fixed(e); key != "" {
		t.Errorf("what the network holds may not be moved: %q", key)
	}
}
