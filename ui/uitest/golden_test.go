package uitest

import (
	"image"
	"image/color"
	"testing"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

func TestDifferingSeesOneWord(t *testing.T) {
	app, err := NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	defer app.Quit()
	draw := func(s string, v theme.Variant) image.Image {
		return Capture(widgets.NewLabel(s, theme.Body, theme.Regular, theme.Ink), 120, 30, v)
	}
	first := draw("Brouillon", theme.Light)
	if n := differing(first, draw("Brouillon", theme.Light), 0); n != 0 {
		t.Errorf("the same label differs in %d pixels", n)
	}
	if n := differing(first, draw("Brouillons", theme.Light), 16); n < 10 {
		t.Errorf("another letter differs in %d pixels only", n)
	}
	if n := differing(first, draw("Brouillon", theme.Dark), 16); n < 120*30/2 {
		t.Errorf("dark differs in %d pixels only", n)
	}
}

func TestDifferingSizes(t *testing.T) {
	a, b := image.NewUniform(color.White), image.NewNRGBA(image.Rect(0, 0, 2, 2))
	if differing(b, a, 255) != 4 {
		t.Error("pictures of other sizes are taken as equal")
	}
}
