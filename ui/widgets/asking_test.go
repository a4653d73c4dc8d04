package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"parvis/data/text"
	"parvis/ui/widgets"
)

func TestMarksStayOnTheirWords(t *testing.T) {
	app(t)
	area := widgets.NewTextArea(4)
	w := window(t, area, 300, 110)
	area.SetText("un deux trois")
	area.SetMarks([]widgets.Mark{{From: 0, To: 2, Kind: widgets.Wavy}, {From: 3, To: 7, Kind: widgets.Dashed}, {From: 8, To: 13, Kind: widgets.Wavy}})
	area.GoTo(5)
	test.Type(w.Canvas().Focused(), "xx")
	if got := area.Marks(); len(got) != 2 || got[0].From != 0 || got[1].From != 10 || got[1].To != 15 {
		t.Errorf("after %q: %+v", area.Text(), got)
	}
	area.SetText("autre chose")
	if got := area.Marks(); len(got) != 0 {
		t.Errorf("another text keeps %+v", got)
	}
}

func TestAskingAboutAMark(t *testing.T) {
	app(t)
	area := widgets.NewTextArea(4)
	w := window(t, area, 300, 110)
	area.SetText("un deux trois")
	area.SetMarks([]widgets.Mark{{From: 3, To: 7, Kind: widgets.Wavy}, {From: 8, To: 13, Kind: widgets.Coloured}})
	var asked []widgets.Mark
	area.Asked = func(m widgets.Mark, below fyne.Position) {
		asked = append(asked, m)
		if below.X <= 0 || below.Y <= 0 || below.Y > 60 {
			t.Errorf("a menu at %v", below)
		}
	}
	area.GoTo(0)
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyPeriod, Modifier: fyne.KeyModifierShortcutDefault})
	if len(asked) != 1 || asked[0].From != 3 || area.Caret() != 7 {
		t.Errorf("by keys: %+v, caret at %d", asked, area.Caret())
	}
	entry := w.Canvas().Focused().(fyne.SecondaryTappable)
	entry.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(48, 24)})
	if len(asked) != 2 || asked[1] != asked[0] {
		t.Errorf("by the mouse: %+v", asked)
	}
	area.SetMarks(nil)
	if area.Ask() {
		t.Error("there is nothing to ask about")
	}
}

func TestChangesWrapAndAreRead(t *testing.T) {
	app(t)
	c := widgets.NewChanges(text.Diff("Des galettes dès samedi", "Des brioches dès samedi\n\nVenez"))
	window(t, c, 300, 110)
	if got := c.AccessibilityLabel(); got != "Des brioches dès samedi\n\nVenez" {
		t.Errorf("read as %q", got)
	}
	one, many := c.HeightFor(2000), widgets.NewChanges(text.Diff("", strings.Repeat("mot ", 50))).HeightFor(100)
	if one != 60 || many < 200 {
		t.Errorf("heights %v and %v", one, many)
	}
}
