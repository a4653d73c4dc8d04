package widgets_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/ui/uitest/house"
	"parvis/ui/widgets"
)

// TestALongTitleIsShortenedUntilItIsTypedOver: what is drawn then ends in "…", and
// a title that has room is the field's own text.
func TestALongTitleIsShortenedUntilItIsTypedOver(t *testing.T) {
	app(t)
	title := widgets.NewTitleField()
	title.SetText("Galette\n\ndes rois " + strings.Repeat("Galette des rois ", 4))
	w := window(t, widgets.NewColumn(8, title), 200, 80)
	shortened := func() (on bool) {
		house.Walk(title, func(o fyne.CanvasObject) bool {
			if l, ok := o.(*widgets.Label); ok {
				on = on || l.Text() == strings.Join(strings.Fields(title.Text()), " ")
			}
			return true
		})
		return on
	}
	if !shortened() {
		t.Fatal("it is cut")
	}
	title.Focus()
	if shortened() {
		t.Error("it is shortened while it is typed over")
	}
	test.Type(w.Canvas().Focused(), "La ")
	w.Canvas().Unfocus()
	if !shortened() || !strings.HasPrefix(title.Text(), "La Galette") {
		t.Errorf("afterwards it is cut, or is %q", title.Text())
	}
	title.SetText("Court")
	if shortened() {
		t.Error("a short one is shortened")
	}
}
