package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"parvis/data"
	"parvis/ui/theme"
)

// Sparkline is the course of a figure as a small line, oldest point first. A
// gap in the figure is a gap in the line.
type Sparkline struct {
	widget.BaseWidget
	points []data.Measure
	colour theme.Colour
	raster *canvas.Raster
	ink    color.NRGBA
	high   float32
}

// NewSparkline returns a line of one colour without points.
func NewSparkline(c theme.Colour) *Sparkline {
	s := &Sparkline{colour: c}
	s.raster = canvas.NewRaster(s.paint)
	s.ExtendBaseWidget(s)
	return s
}

// Set changes the points.
func (s *Sparkline) Set(points []data.Measure) {
	s.points = points
	s.Refresh()
}

// CreateRenderer draws the line.
func (s *Sparkline) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(s, func() fyne.Size { return fyne.NewSize(40, 20) }, func(sc *scene, size fyne.Size) {
		s.ink, s.high = s.colour.Now(), size.Height
		sc.add(s.raster, 0, 0, size.Width, size.Height)
		s.raster.Refresh()
	})
}

func (s *Sparkline) paint(w, h int) image.Image {
	scale := float64(h) / float64(max(1, s.high))
	return stroke(w, h, 2*scale, s.ink, courses(s.points, float64(w), float64(h), 2*scale)...)
}

// courses places the points on w × h pixels, the least at the bottom, leaving
// margin around them. It returns one line a run without gaps. A figure that
// never changes lies in the middle.
func courses(points []data.Measure, w, h, margin float64) [][]point {
	low, high, any := bounds(points)
	if !any {
		return nil
	}
	var lines [][]point
	joined := false
	for i, p := range points {
		if !p.Known {
			joined = false
			continue
		}
		x, y := w/2, h/2
		if len(points) > 1 {
			x = margin + (w-2*margin)*float64(i)/float64(len(points)-1)
		}
		if high > low {
			y = h - margin - (h-2*margin)*(p.V-low)/(high-low)
		}
		if !joined {
			lines = append(lines, nil)
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], point{x, y})
		joined = true
	}
	return lines
}

func bounds(points []data.Measure) (low, high float64, any bool) {
	for _, p := range points {
		if !p.Known {
			continue
		}
		if !any || p.V < low {
			low = p.V
		}
		if !any || p.V > high {
			high = p.V
		}
		any = true
	}
	return low, high, any
}
