package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/ui/widgets"
)

// writing is a focused area with a text that was typed.
func writing(t *testing.T, typed string) (*widgets.TextArea, fyne.Focusable) {
	t.Helper()
	app(t)
	area := widgets.NewTextArea(4)
	w := window(t, area, 300, 110)
	area.Focus()
	keys := w.Canvas().Focused()
	test.Type(keys, typed)
	return area, keys
}

func undo(keys fyne.Focusable) { keys.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutUndo{}) }
func redo(keys fyne.Focusable) { keys.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutRedo{}) }

func TestARewrittenTextIsTakenBackInOneStep(t *testing.T) {
	long := strings.Repeat("Les premières galettes sortent du four. ", 8)
	for _, now := range []string{
		"un deux trois quatre", "un trois", "zéro un deux trois", "un deux\n\ntrois", "", "deux", "un 2 trois",
		"quatre", long + "un deux trois", "un " + long + " trois", "un deux trois" + "\u202f!",
	} {
		area, keys := writing(t, "un deux trois")
		var steps []string
		area.Stepped = func(former, now string) { steps = append(steps, former+" → "+now) }
		area.Changed = func(s string) { t.Errorf("%q is told as typed", s) }
		area.Rewrite(now)
		if area.Text() != now {
			t.Fatalf("rewritten to %q", area.Text())
		}
		for range 2 {
			undo(keys)
			if area.Text() != "un deux trois" {
				t.Fatalf("%q is undone to %q", now, area.Text())
			}
			redo(keys)
			if area.Text() != now {
				t.Fatalf("%q is done again as %q", now, area.Text())
			}
		}
		if want := now + " → un deux trois"; len(steps) != 4 || steps[0] != want || steps[3] != "un deux trois → "+now {
			t.Errorf("told %q", steps)
		}
		undo(keys)
		undo(keys)
		if area.Text() != "un deux" {
			t.Errorf("what was typed before is undone to %q", area.Text())
		}
	}
}

func TestTypingGoesOnBehindWhatWasRewritten(t *testing.T) {
	area, keys := writing(t, "un deux trois")
	area.Rewrite("un 2 trois")
	if area.Caret() != 10 {
		t.Errorf("the caret at the end went to %d", area.Caret())
	}
	area.GoTo(4)
	test.Type(keys, "x y")
	if area.Text() != "un 2x y trois" {
		t.Fatalf("typed %q", area.Text())
	}
	for _, want := range []string{"un 2x trois", "un 2 trois", "un deux trois", "un deux"} {
		if undo(keys); area.Text() != want {
			t.Errorf("undone to %q, not %q", area.Text(), want)
		}
	}
}

func TestRewritingEndsASelection(t *testing.T) {
	area, keys := writing(t, "un deux trois")
	keys.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	keys.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	area.Rewrite("un deux, trois")
	if area.Text() != "un deux, trois" {
		t.Fatalf("rewritten to %q", area.Text())
	}
	keys.TypedRune('!')
	if area.Text() != "un deux, trois!" {
		t.Errorf("then typed %q", area.Text())
	}
}

func TestACaretStaysWithItsLetters(t *testing.T) {
	for _, test := range []struct {
		caret, want int
		now         string
	}{
		{2, 2, "un, deux trois"},
		{7, 8, "un, deux trois"},
		{13, 14, "un, deux trois"},
		{5, 4, "un 2 trois"},
		{13, 0, ""},
	} {
		area, _ := writing(t, "un deux trois")
		area.GoTo(test.caret)
		area.Rewrite(test.now)
		if got := area.Caret(); got != test.want {
			t.Errorf("from %d to %d in %q, not %d", test.caret, got, test.now, test.want)
		}
	}
}

func TestWhatIsReadOnlyIsNotTakenBack(t *testing.T) {
	area, keys := writing(t, "un deux trois")
	area.SetMarks([]widgets.Mark{{From: 0, To: 2, Kind: widgets.Coloured}})
	area.Disable()
	area.Enable()
	if undo(keys); area.Text() != "un deux trois" || len(area.Marks()) != 1 {
		t.Errorf("undone to %q with %v", area.Text(), area.Marks())
	}
}

func TestAnotherTextBringsNothingBack(t *testing.T) {
	area, keys := writing(t, "un deux trois")
	area.Rewrite("un 2 trois")
	area.SetText("autre chose")
	if undo(keys); area.Text() != "autre chose" {
		t.Errorf("undone to %q", area.Text())
	}
	test.Type(keys, "!")
	area.Begin("autre chose!")
	if undo(keys); area.Text() != "autre chose!" {
		t.Errorf("what another text said is undone to %q", area.Text())
	}
}
