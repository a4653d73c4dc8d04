package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"parvis/ui/widgets"
)

// A bar that had another number of rows for one part would make its content jump.
func TestTheBarOfPartsHasAsManyRowsForEach(t *testing.T) {
	app(t)
	p := widgets.NewParts(nil, nil, widgets.NewColumn(0), widgets.NewColumn(0))
	p.SetWords(widgets.PartsWords{Title: "Plan", Parts: []string{"Créneaux", "Séries"}, Buttons: []string{"Série", "Ajouter une publication"}})
	screen, ok := p.Object().(*fyne.Container)
	if !ok {
		t.Fatalf("%T", p.Object())
	}
	heights := map[float32]bool{}
	for width := float32(360); width < 800; width += 10 {
		screen.Resize(fyne.NewSize(width, 600))
		var high [2]float32
		for part := range high {
			p.Turn(part)
			high[part] = screen.Objects[0].Size().Height
		}
		if high[0] != high[1] {
			t.Errorf("at %.0f the bar is %.0f high for one part and %.0f for the other", width, high[0], high[1])
		}
		heights[high[0]] = true
	}
	if len(heights) != 2 {
		t.Errorf("heights are %v: no width tells them apart", heights)
	}
}
