package widgets

import (
	"image/color"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

// Swatches is a row of colours of which one is chosen, by the mouse or with the
// arrow keys.
type Swatches struct {
	control
	colours []string
	names   []string
	chosen  string
	changed func(colour string)
}

// NewSwatches offers colours, "#RRGGBB", by their names; changed is called with
// the one that a person chooses.
func NewSwatches(colours, names []string, chosen string, changed func(colour string)) *Swatches {
	w := &Swatches{colours: colours, names: names, chosen: chosen, changed: changed}
	w.label = func() string {
		if i := slices.Index(w.colours, w.chosen); i >= 0 {
			return w.names[i]
		}
		return w.chosen
	}
	w.ExtendBaseWidget(w)
	return w
}

const (
	swatchSide  = 20
	swatchPitch = 32
)

// Tapped chooses the colour under the pointer.
func (w *Swatches) Tapped(ev *fyne.PointEvent) {
	if i := int(ev.Position.X / swatchPitch); i >= 0 && i < len(w.colours) {
		w.choose(i)
	}
}

// TypedKey chooses the next or the former one.
func (w *Swatches) TypedKey(ev *fyne.KeyEvent) {
	at := slices.Index(w.colours, w.chosen)
	switch ev.Name {
	case fyne.KeyLeft:
		w.choose(max(0, at-1))
	case fyne.KeyRight:
		w.choose(min(len(w.colours)-1, at+1))
	default:
		w.control.TypedKey(ev)
	}
}

func (w *Swatches) choose(i int) {
	w.chosen = w.colours[i]
	w.Refresh()
	w.changed(w.chosen)
}

// CreateRenderer draws the discs, a ring around the chosen one.
func (w *Swatches) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(w, func() fyne.Size { return fyne.NewSize(float32(len(w.colours))*swatchPitch, swatchPitch) }, w.paint)
}

func (w *Swatches) paint(s *scene, size fyne.Size) {
	const edge = (swatchPitch - swatchSide) / 2
	for i, c := range w.colours {
		x := float32(i) * swatchPitch
		if c == w.chosen {
			s.box(x+2, 2, swatchPitch-4, swatchPitch-4, theme.Card, theme.Ink, (swatchPitch-4)/2)
		}
		s.disc(x+edge, edge, swatchSide, c)
	}
	if w.focused {
		s.ring(size, theme.RadiusControl)
	}
}

// NewColourDot is a disc in a colour that a person chose, "#RRGGBB"; of anything
// else there is only its room.
func NewColourDot(hex string) fyne.CanvasObject {
	const side = 12
	return newPicture(side, side, func(s *scene, size fyne.Size) {
		s.disc(0, (size.Height-side)/2, side, hex)
	})
}

// disc draws a disc in a colour that a person chose.
func (s *scene) disc(x, y, side float32, hex string) {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != len("#RRGGBB") {
		return
	}
	s.dot(x, y, side, canvas.NewCircle(color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}))
}
