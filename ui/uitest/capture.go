// Package uitest draws screens and widgets without a display, on Fyne's
// software driver, for goldens and for looking at.
package uitest

import (
	"image"
	"image/png"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// NewApp makes a headless app in the look of Parvis the current one. Widgets
// measure text through the current app: make it before them. Quit ends it.
func NewApp(v theme.Variant) (fyne.App, error) {
	look, err := theme.New(v)
	if err != nil {
		return nil, err
	}
	app := test.NewApp()
	app.Settings().SetTheme(look)
	return app, nil
}

// Capture returns the picture of an object on the ground of a window of the
// given size, at scale 1, in a variant. The variant stays set. What is given
// after runs before the picture is taken, to open a menu or press a key.
func Capture(o fyne.CanvasObject, width, height float32, v theme.Variant, after ...func(fyne.Canvas)) image.Image {
	SetVariant(v)
	w := test.NewWindow(nil)
	defer w.Close()
	w.SetPadded(false)
	w.SetContent(container.NewStack(widgets.NewFill(theme.Ground, 0), o))
	w.Resize(fyne.NewSize(width, height))
	for _, act := range after {
		act(w.Canvas())
	}
	return w.Canvas().Capture()
}

// SetVariant switches the running app between light and dark as a person would.
func SetVariant(v theme.Variant) {
	settings := fyne.CurrentApp().Settings()
	if look, ok := settings.Theme().(*theme.Theme); ok && look.Variant() != v {
		settings.SetTheme(look.With(v))
	}
}

// Write saves a picture as PNG and makes the folders on the way.
func Write(path string, img image.Image) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(f, img); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
