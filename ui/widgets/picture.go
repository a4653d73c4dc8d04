package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// picture is a drawing of fixed least size that follows the theme.
type picture struct {
	widget.BaseWidget
	size  fyne.Size
	paint func(*scene, fyne.Size)
}

// CreateRenderer draws it.
func (p *picture) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size { return p.size }, p.paint)
}

func newPicture(width, height float32, paint func(*scene, fyne.Size)) *picture {
	p := &picture{size: fyne.NewSize(width, height), paint: paint}
	p.ExtendBaseWidget(p)
	return p
}

// NewIcon returns a drawing of assets/icons.
func NewIcon(n theme.IconName, side float32, c theme.Colour) fyne.CanvasObject {
	return newPicture(side, side, func(s *scene, size fyne.Size) {
		s.icon((size.Width-side)/2, (size.Height-side)/2, side, n, c)
	})
}

// NewDot returns the dot of a network.
func NewDot(n data.NetworkName) fyne.CanvasObject {
	return newPicture(dotSize, dotSize, func(s *scene, size fyne.Size) {
		s.networkDot((size.Width-dotSize)/2, (size.Height-dotSize)/2, n)
	})
}

// networkDot draws the dot of a network, hollow for none.
func (s *scene) networkDot(x, y float32, n data.NetworkName) {
	if n == "" {
		c := canvas.NewCircle(theme.Card.Now())
		c.StrokeColor, c.StrokeWidth = theme.Muted.Now(), 1
		s.dot(x, y, dotSize, c)
		return
	}
	s.dot(x, y, dotSize, canvas.NewCircle(theme.Network(n)))
}

// NewAvatar returns the first letter of a name on the brand's ochre.
func NewAvatar(letter string, side float32) fyne.CanvasObject {
	return newPicture(side, side, func(s *scene, size fyne.Size) {
		s.fill((size.Width-side)/2, (size.Height-side)/2, side, side, theme.Brand, theme.RadiusControl)
		w := theme.Measure(letter, theme.Body, theme.Bold).Width
		s.textIn((size.Width-w)/2, 0, w+1, size.Height, letter, theme.Body, theme.Bold, theme.OnBrand)
	})
}

// NewStep returns the number of a step on a tinted disc.
func NewStep(number string) fyne.CanvasObject {
	return newPicture(24, 22, func(s *scene, size fyne.Size) {
		w := theme.Measure(number, theme.Label, theme.Regular).Width
		y := (size.Height - 22) / 2
		s.fill(0, y, 24, 22, theme.AccentSoft, 11)
		s.textIn((24-w)/2, y, w+1, 22, number, theme.Label, theme.Regular, theme.Accent)
	})
}

// NewSign returns an icon on a tinted disc: one line of a list of checks.
func NewSign(icon theme.IconName, tone Tone) fyne.CanvasObject {
	return newPicture(22, 22, func(s *scene, size fyne.Size) {
		soft, ink := tone.colours()
		y := (size.Height - 22) / 2
		s.fill(0, y, 22, 22, soft, 11)
		s.icon(5, y+5, 12, icon, ink)
	})
}
