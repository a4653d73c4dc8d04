package widgets_test

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
	"parvis/ui/uitest"
	"parvis/ui/widgets"
)

// A button that has the keyboard looks otherwise than one that has not, whatever
// it is filled with: an outline is seen against what it lies on.
func TestTheKeyboardIsSeenOnEveryButton(t *testing.T) {
	app(t)
	for _, kind := range []widgets.ButtonKind{widgets.Plain, widgets.Primary, widgets.Quiet, widgets.Danger} {
		for name, v := range map[string]theme.Variant{"light": theme.Light, "dark": theme.Dark} {
			b := widgets.NewButton("Programmer", nil).As(kind)
			size := b.MinSize()
			bare := uitest.Capture(container.NewCenter(b), 200, 60, v)
			ringed := uitest.Capture(container.NewCenter(b), 200, 60, v, func(c fyne.Canvas) { c.Focus(b) })
			seen := 0
			for y := range 60 {
				for x := range 200 {
					if away(bare.At(x, y), ringed.At(x, y)) > 0x4000 {
						seen++
					}
				}
			}
			if around := int(size.Width + size.Height); seen < around {
				t.Errorf("%s, kind %d: %d pixels tell, of an outline of more than %d", name, kind, seen, around)
			}
		}
	}
}

// away is how far two colours are from each other in the channel that tells most.
func away(a, b color.Color) (most uint32) {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	for _, pair := range [][2]uint32{{ar, br}, {ag, bg}, {ab, bb}} {
		most = max(most, max(pair[0], pair[1])-min(pair[0], pair[1]))
	}
	return most
}
