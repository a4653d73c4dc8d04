package widgets_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

func TestAThumbCardTakesTwoRowsAtMost(t *testing.T) {
	app, err := uitest.NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(app.Quit)
	pressed := 0
	one := widgets.NewThumbCard("Galette", "24 €", func() { pressed++ })
	two := widgets.NewThumbCard("Galette pomme et caramel au beurre salé de Guérande, pour six", "24 €", nil)
	window(t, one, 188, 60)
	const width = 188
	if a, b := one.HeightFor(width), two.HeightFor(width); a != 56 || b != 67 {
		t.Errorf("%v and %v", a, b)
	}
	if one.AccessibilityLabel() != "Galette, 24 €" || widgets.NewThumbCard("Pain", "", nil).AccessibilityLabel() != "Pain" {
		t.Errorf("it is called %q", one.AccessibilityLabel())
	}
	one.Resize(fyne.NewSize(width, one.HeightFor(width)))
	without := len(test.WidgetRenderer(one).Objects())
	one.SetPicture(image.NewRGBA(image.Rect(0, 0, 4, 4)))
	if with := len(test.WidgetRenderer(one).Objects()); with != without-1 {
		t.Errorf("%d objects with a picture, %d with a letter", with, without)
	}
	test.Tap(one)
	if pressed != 1 {
		t.Errorf("pressed %d times", pressed)
	}
}
