package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// CropRatio is a form in which pictures are shown, with its name: "4:5".
type CropRatio struct {
	Name  string
	Ratio float64 // width over height
}

// Crops shows side by side what is left of a picture in several forms.
type Crops struct {
	widget.BaseWidget
	img    image.Image
	focus  data.Focus
	ratios []CropRatio
	name   string
}

// NewCrops returns crops of a picture with pixels; name says what they are.
func NewCrops(img image.Image, focus data.Focus, ratios []CropRatio, name string) *Crops {
	c := &Crops{img: img, focus: focus, ratios: ratios, name: name}
	c.ExtendBaseWidget(c)
	return c
}

// SetFocus crops around another place.
func (c *Crops) SetFocus(f data.Focus) { c.focus = f; c.Refresh() }

const (
	cropHigh  float32 = 74
	cropGap   float32 = 10
	cropLabel float32 = 18
)

// AccessibilityLabel says what they are.
func (c *Crops) AccessibilityLabel() string { return c.name }

// AccessibilityRole is text.
func (c *Crops) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer draws the crops, all within the same height and as wide as the
// width allows.
func (c *Crops) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(120, cropHigh+cropLabel) }, c.paint)
}

func (c *Crops) paint(s *scene, size fyne.Size) {
	total := cropGap * float32(max(0, len(c.ratios)-1))
	natural := float32(0)
	for _, r := range c.ratios {
		natural += cropHigh * float32(r.Ratio)
	}
	scale := min(1, (size.Width-total)/max(1, natural))
	x := float32(0)
	for _, r := range c.ratios {
		h := whole(cropHigh * scale)
		w := whole(h * float32(r.Ratio))
		if part := c.part(r.Ratio); part != nil {
			o := canvas.NewImageFromImage(part)
			o.FillMode, o.ScaleMode, o.CornerRadius = canvas.ImageFillStretch, canvas.ImageScaleSmooth, 3
			s.add(o, x, cropHigh-h, w, h)
		}
		name := theme.Measure(r.Name, theme.Small, theme.Regular).Width
		s.textIn(x+max(0, (w-name)/2), cropHigh, size.Width-x, cropLabel, r.Name, theme.Small, theme.Regular, theme.Muted)
		x += w + cropGap
	}
}

// part is what a form leaves of the picture, nil where that cannot be cut out.
func (c *Crops) part(ratio float64) image.Image {
	cuttable, ok := c.img.(interface {
		SubImage(r image.Rectangle) image.Image
	})
	if !ok {
		return nil
	}
	all := c.img.Bounds()
	return cuttable.SubImage(data.Crop{Ratio: ratio, Focus: c.focus}.Frame(all.Dx(), all.Dy()).Add(all.Min))
}
