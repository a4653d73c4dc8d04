package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Photo is a picture as wide as its place and as high as that makes it, up to a
// height.
type Photo struct {
	widget.BaseWidget
	img  image.Image
	name string
}

// mostPhoto is how high a picture is shown at most.
const mostPhoto = 360

// NewPhoto returns a picture with pixels; name says what it shows.
func NewPhoto(img image.Image, name string) *Photo {
	p := &Photo{img: img, name: name}
	p.ExtendBaseWidget(p)
	return p
}

// Image is the picture.
func (p *Photo) Image() image.Image { return p.img }

// AccessibilityLabel is what it shows.
func (p *Photo) AccessibilityLabel() string { return p.name }

// AccessibilityRole is text.
func (p *Photo) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// HeightFor returns the height that the whole picture takes in a width.
func (p *Photo) HeightFor(width float32) float32 {
	size := p.img.Bounds().Size()
	return whole(min(mostPhoto, width*float32(size.Y)/float32(max(1, size.X))))
}

// MinSize is small: a picture takes what it is given.
func (p *Photo) MinSize() fyne.Size { return fyne.NewSize(60, 40) }

// CreateRenderer shows the picture, all of it.
func (p *Photo) CreateRenderer() fyne.WidgetRenderer {
	shown := canvas.NewImageFromImage(p.img)
	shown.FillMode, shown.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	return widget.NewSimpleRenderer(shown)
}
