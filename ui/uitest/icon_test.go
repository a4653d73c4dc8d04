package uitest

import (
	"image"
	"image/color"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"parvis/ui/theme"
)

// iconPath is the picture that FyneApp.toml names for packages; it is drawn
// from assets/icon.svg by this test with UPDATE_GOLDENS=1.
const iconPath = "../../assets/icon.png"

func TestTheIconIsTheDrawing(t *testing.T) {
	app, err := NewApp(theme.Light)
	if err != nil {
		t.Fatal(err)
	}
	defer app.Quit()
	drawn := clearGround(capturedOn(color.White), capturedOn(color.Black))
	if drawn.NRGBAAt(0, 0).A != 0 || drawn.NRGBAAt(256, 60) != (color.NRGBA{0xE9, 0xC4, 0x6A, 0xFF}) {
		t.Fatalf("corner %v, face %v", drawn.NRGBAAt(0, 0), drawn.NRGBAAt(256, 60))
	}
	if os.Getenv("UPDATE_GOLDENS") == "1" {
		if err := Write(iconPath, drawn); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := read(iconPath)
	if err != nil {
		t.Fatal(err)
	}
	if n := differing(kept, drawn, 16); n > 512*512/2000 {
		t.Errorf("%d pixels differ from the drawing", n)
	}
}

func capturedOn(ground color.Color) image.Image {
	const side = 512
	icon := canvas.NewImageFromResource(theme.AppIcon())
	icon.SetMinSize(fyne.NewSquareSize(side))
	return Capture(container.NewStack(canvas.NewRectangle(ground), icon), side, side, theme.Light)
}

// clearGround works out a picture and its alpha from how it looks on white and
// on black.
func clearGround(white, black image.Image) *image.NRGBA {
	w, b := pixels(white), pixels(black)
	out := image.NewNRGBA(image.Rectangle{Max: white.Bounds().Size()})
	for i := 0; i < len(w); i += 4 {
		alpha := 255 - (int(w[i+1]) - int(b[i+1]))
		if alpha <= 0 {
			continue
		}
		for c := range 3 {
			out.Pix[i+c] = uint8(min(255, int(b[i+c])*255/alpha))
		}
		out.Pix[i+3] = uint8(min(255, alpha))
	}
	return out
}
