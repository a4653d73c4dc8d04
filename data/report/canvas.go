package report

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"io/fs"
	"math"

	"github.com/wcharczuk/go-chart/v2/drawing"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"parvis/assets"
)

// canvas draws in units of scale 1. Lines and shapes are go-chart's raster
// context; text is Inter through x/image, since go-chart reads no OpenType
// outlines.
type canvas struct {
	img   *image.RGBA
	gc    *drawing.RasterGraphicContext
	scale float64
	files map[string]*opentype.Font
	faces map[style]font.Face
}

// style is how a text looks; size is in units.
type style struct {
	file string
	size float64
}

func newCanvas(width, height, scale int, ground color.NRGBA) (*canvas, error) {
	img := image.NewRGBA(image.Rect(0, 0, width*scale, height*scale))
	draw.Draw(img, img.Bounds(), image.NewUniform(ground), image.Point{}, draw.Src)
	gc, err := drawing.NewRasterGraphicContext(img)
	if err != nil {
		return nil, fmt.Errorf("report: draw: %w", err)
	}
	c := &canvas{img: img, gc: gc, scale: float64(scale), files: map[string]*opentype.Font{}, faces: map[style]font.Face{}}
	for _, name := range []string{regular, semibold} {
		content, err := fs.ReadFile(assets.Fonts, name)
		if err != nil {
			return nil, fmt.Errorf("report: font: %w", err)
		}
		if c.files[name], err = opentype.Parse(content); err != nil {
			return nil, fmt.Errorf("report: font %s: %w", name, err)
		}
	}
	return c, nil
}

// face returns a font at its size. The sizes are our own and always valid, so
// an error is a fault of the font, which newCanvas has read already.
func (c *canvas) face(s style) (font.Face, error) {
	if face, ok := c.faces[s]; ok {
		return face, nil
	}
	face, err := opentype.NewFace(c.files[s.file], &opentype.FaceOptions{Size: s.size * c.scale, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("report: font %s: %w", s.file, err)
	}
	face = kerned{Face: face, size: s.size * c.scale, units: float64(c.files[s.file].UnitsPerEm())}
	c.faces[s] = face
	return face, nil
}

// kerned puts right what opentype.Face of x/image v0.47.0 does: it answers how
// far two letters move together in the font's own units, at every size.
type kerned struct {
	font.Face
	size  float64 // pixels
	units float64 // of the font, for that size
}

// Kern implements font.Face.
func (k kerned) Kern(left, right rune) fixed.Int26_6 {
	return fixed.Int26_6(math.Round(float64(k.Face.Kern(left, right)) * k.size * 64 / k.units))
}

// measure is the width of a text in units.
func (c *canvas) measure(text string, s style) float64 {
	face, err := c.face(s)
	if err != nil {
		return 0
	}
	return float64(font.MeasureString(face, text)) / 64 / c.scale
}

// text writes with its left end at x and its base line at y.
func (c *canvas) text(text string, x, y float64, s style, ink color.NRGBA) {
	face, err := c.face(s)
	if err != nil {
		return
	}
	d := font.Drawer{Dst: c.img, Src: image.NewUniform(ink), Face: face, Dot: fixed.Point26_6{
		X: fixed.Int26_6(x * c.scale * 64),
		Y: fixed.Int26_6(y * c.scale * 64),
	}}
	d.DrawString(text)
}

// centred writes with its middle at x, kept between two edges.
func (c *canvas) centred(text string, x, y float64, s style, ink color.NRGBA, left, right float64) {
	width := c.measure(text, s)
	c.text(text, max(left, min(x-width/2, right-width)), y, s, ink)
}

// hairline is a level line of one pixel row per unit of scale, never blurred.
func (c *canvas) hairline(x0, x1, y float64, ink color.NRGBA) {
	top := int(y * c.scale)
	area := image.Rect(int(x0*c.scale), top, int(x1*c.scale), top+int(c.scale))
	draw.Draw(c.img, area, image.NewUniform(ink), image.Point{}, draw.Src)
}

// polyline strokes through points given in units.
func (c *canvas) polyline(points [][2]float64, width float64, ink color.NRGBA) {
	c.gc.SetStrokeColor(ink)
	c.gc.SetLineWidth(width * c.scale)
	for i, p := range points {
		if i == 0 {
			c.gc.MoveTo(p[0]*c.scale, p[1]*c.scale)
			continue
		}
		c.gc.LineTo(p[0]*c.scale, p[1]*c.scale)
	}
	c.gc.Stroke()
}

// dot fills a circle.
func (c *canvas) dot(x, y, radius float64, ink color.NRGBA) {
	c.box(x-radius, y-radius, 2*radius, 2*radius, radius, ink)
}

// box fills a rectangle with round corners; a radius too large for it is cut
// down, and an empty one is not drawn.
func (c *canvas) box(x, y, width, height, radius float64, ink color.NRGBA) {
	if width <= 0 || height <= 0 {
		return
	}
	r := min(radius, width/2, height/2) * c.scale
	left, top, right, bottom := x*c.scale, y*c.scale, (x+width)*c.scale, (y+height)*c.scale
	const bend = 0.44771525 // of the radius: where a cubic curve comes nearest to a circle
	k := r * bend
	c.gc.SetFillColor(ink)
	c.gc.MoveTo(left+r, top)
	if r <= 0 { // go-chart cannot draw a curve without length
		c.gc.LineTo(right, top)
		c.gc.LineTo(right, bottom)
		c.gc.LineTo(left, bottom)
		c.gc.Close()
		c.gc.Fill()
		return
	}
	c.gc.LineTo(right-r, top)
	c.gc.CubicCurveTo(right-k, top, right, top+k, right, top+r)
	c.gc.LineTo(right, bottom-r)
	c.gc.CubicCurveTo(right, bottom-k, right-k, bottom, right-r, bottom)
	c.gc.LineTo(left+r, bottom)
	c.gc.CubicCurveTo(left+k, bottom, left, bottom-k, left, bottom-r)
	c.gc.LineTo(left, top+r)
	c.gc.CubicCurveTo(left, top+k, left+k, top, left+r, top)
	c.gc.Close()
	c.gc.Fill()
}

// fitted is the text, or as much of its beginning as fits a width, with an
// ellipsis.
func (c *canvas) fitted(text string, s style, width float64) string {
	return fitted(c, text, s, width)
}

// wrapped cuts a text between words into lines of a width, at most so many;
// the last one ends in an ellipsis when there is more.
func (c *canvas) wrapped(text string, s style, width float64, most int) []string {
	return wrapped(c, text, s, width, most)
}
