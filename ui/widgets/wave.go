package widgets

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2/canvas"
	"github.com/srwiley/rasterx"
	"golang.org/x/image/math/fixed"
)

// wavePool keeps the rasters of wavy and dashed lines: their textures belong to the
// object, so that new ones would be painted and uploaded again.
type wavePool struct {
	pool []*wave
	used int
}

type wave struct {
	raster *canvas.Raster
	colour color.NRGBA
	dashed bool
}

func (p *wavePool) restart() { p.used = 0 }

func (p *wavePool) next(c color.NRGBA, dashed bool) *canvas.Raster {
	if p.used == len(p.pool) {
		w := &wave{}
		w.raster = canvas.NewRaster(w.paint)
		p.pool = append(p.pool, w)
	}
	w := p.pool[p.used]
	p.used++
	w.colour, w.dashed = c, dashed
	return w.raster
}

// paint draws the line over w × h pixels, four units high.
func (w *wave) paint(width, height int) image.Image {
	if w.dashed {
		return w.dashes(width, height)
	}
	line := make([]point, 0, width)
	mid, scale := float64(height)/2, float64(height)/4
	for x := range width {
		line = append(line, point{float64(x) + 0.5, mid + scale*math.Sin(float64(x)/scale*math.Pi/3)})
	}
	return stroke(width, height, 1.2*scale, w.colour, line)
}

// dashes draws a straight line with gaps: the shape tells it from the wave, not
// only the colour.
func (w *wave) dashes(width, height int) image.Image {
	mid, scale := float64(height)/2, float64(height)/4
	var lines [][]point
	for x := scale; x < float64(width); x += 7 * scale {
		lines = append(lines, []point{{x, mid}, {min(x+3*scale, float64(width)-scale), mid}})
	}
	return stroke(width, height, 1.6*scale, w.colour, lines...)
}

// point is a place in pixels.
type point struct{ x, y float64 }

// stroke draws lines with round ends on a clear picture of width × height
// pixels; thick is in pixels.
func stroke(width, height int, thick float64, c color.NRGBA, lines ...[]point) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	if width == 0 || height == 0 {
		return img
	}
	scanner := rasterx.NewScannerGV(width, height, img, img.Bounds())
	pen := rasterx.NewStroker(width, height, scanner)
	pen.SetColor(c)
	pen.SetStroke(fix(thick), fix(4), rasterx.RoundCap, rasterx.RoundCap, rasterx.RoundGap, rasterx.Round)
	for _, line := range lines {
		if len(line) == 0 {
			continue
		}
		pen.Start(fixed.Point26_6{X: fix(line[0].x), Y: fix(line[0].y)})
		if len(line) == 1 {
			pen.Line(fixed.Point26_6{X: fix(line[0].x + 0.1), Y: fix(line[0].y)})
		}
		for _, p := range line[1:] {
			pen.Line(fixed.Point26_6{X: fix(p.x), Y: fix(p.y)})
		}
		pen.Stop(false)
	}
	pen.Draw()
	return img
}

func fix(v float64) fixed.Int26_6 { return fixed.Int26_6(math.Round(v * 64)) }
