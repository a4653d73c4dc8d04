// Package widgets holds the controls and boxes that every screen is made of.
// They are drawn from canvas primitives: a stock widget per item is a hundred
// times slower and looks foreign. They know no screen and no store; words and
// formatted dates are handed in.
//
// Everything here is for the UI thread.
package widgets

import (
	"image/color"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/rivo/uniseg"

	"parvis/ui/theme"
)

// scene is what a widget looks like: primitives, made anew on each drawing.
// Only pictures are used again, because their textures belong to the object.
type scene struct {
	objects []fyne.CanvasObject
	icons   map[string][]*canvas.Image
	used    map[string]int
	palette *theme.Palette // nil: that of the moment
}

// now is a colour as it is drawn.
func (s *scene) now(c theme.Colour) color.NRGBA {
	if s.palette != nil {
		return s.palette[c]
	}
	return c.Now()
}

func (s *scene) clear() {
	s.objects = s.objects[:0:0]
	clear(s.used)
}

func (s *scene) add(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(whole(x), whole(y)))
	o.Resize(fyne.NewSize(whole(x+w)-whole(x), whole(y+h)-whole(y)))
	s.objects = append(s.objects, o)
}

// fill adds a box without outline.
func (s *scene) fill(x, y, w, h float32, c theme.Colour, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(s.now(c))
	r.CornerRadius = radius
	s.add(r, x, y, w, h)
	return r
}

// box adds a filled box with an outline of one unit. The fill has to be
// opaque: over a clear one the outline comes out dark in the window.
func (s *scene) box(x, y, w, h float32, fill, line theme.Colour, radius float32) *canvas.Rectangle {
	r := s.fill(x, y, w, h, fill, radius)
	r.StrokeColor, r.StrokeWidth = s.now(line), 1
	return r
}

// ring adds the outline that shows where the keyboard is, around a widget.
func (s *scene) ring(size fyne.Size, radius float32) { s.ringAt(0, 0, size.Width, size.Height, radius) }

// ringAt is ring around a part of a widget.
func (s *scene) ringAt(x, y, w, h, radius float32) { s.outline(x, y, w, h, radius, theme.Accent) }

func (s *scene) outline(x, y, w, h, radius float32, c theme.Colour) {
	r := s.fill(x, y, w, h, c, radius)
	clear := s.now(c)
	clear.A = 1 // fully clear would darken the stroke in the window
	r.FillColor, r.StrokeColor, r.StrokeWidth = clear, s.now(c), 2
}

// dot adds a disc of even diameter.
func (s *scene) dot(x, y, diameter float32, paint *canvas.Circle) {
	s.add(paint, x, y, diameter, diameter)
}

// text adds a line of text with its top left corner at x, y and returns its width.
func (s *scene) text(x, y float32, line string, size theme.Size, w theme.Weight, c theme.Colour) float32 {
	t := theme.Text(line, size, w, c)
	t.Color = s.now(c)
	min := t.MinSize()
	t.Move(fyne.NewPos(whole(x), whole(y)))
	t.Resize(min)
	s.objects = append(s.objects, t)
	return min.Width
}

// textIn adds a line of text in the middle of the height h below y, cut with
// "…" where it is wider than w. It returns the width that it takes.
func (s *scene) textIn(x, y, w, h float32, line string, size theme.Size, weight theme.Weight, c theme.Colour) float32 {
	if line == "" {
		return 0
	}
	line = Cut(line, size, weight, w)
	return s.text(x, y+(h-lineHeight(size, weight))/2, line, size, weight, c)
}

// icon adds a drawing of the given side.
func (s *scene) icon(x, y, side float32, n theme.IconName, c theme.Colour) {
	res := theme.Tinted(n, s.now(c))
	if res == nil {
		return
	}
	if s.icons == nil {
		s.icons, s.used = map[string][]*canvas.Image{}, map[string]int{}
	}
	key := res.Name()
	pool, i := s.icons[key], s.used[key]
	if i == len(pool) {
		pool = append(pool, canvas.NewImageFromResource(res))
		s.icons[key] = pool
	}
	s.used[key] = i + 1
	s.add(pool[i], x, y, side, side)
}

func whole(v float32) float32 { return float32(math.Round(float64(v))) }

// lineHeight is the height of any line of text of that size and weight.
func lineHeight(size theme.Size, w theme.Weight) float32 {
	return theme.Measure("A", size, w).Height
}

// Cut returns s, or as much of it as fits into width followed by "…". It never
// cuts inside a user-perceived character.
//
// Shaping a text is dear, and each text of a calendar is new. So the place of
// the cut is guessed from the widths of single characters, which are cached,
// and only the guess is shaped.
func Cut(s string, size theme.Size, w theme.Weight, width float32) string {
	const short, slack = 12, 1.2 // bytes that cost little; what kerning may bring back
	fits := func() bool { return theme.Measure(s, size, w).Width <= width }
	if s == "" || len(s) <= short && fits() {
		return s
	}
	room := width - theme.Measure("…", size, w).Width
	var total float32
	var ends []int // byte offsets at which s may be cut and leave room for "…"
	for rest, at, state := s, 0, -1; rest != "" && total <= slack*max(width, 0); {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if total <= room {
			ends = append(ends, at)
		}
		at += len(cluster)
		total += theme.Measure(cluster, size, w).Width
	}
	if len(s) > short && total <= slack*width && fits() {
		return s
	}
	for i := len(ends) - 1; i > 0; i-- {
		if cut := strings.TrimRight(s[:ends[i]], " ") + "…"; theme.Measure(cut, size, w).Width <= width {
			return cut
		}
	}
	return "…"
}

// drawn is the renderer of a widget that draws itself whole.
type drawn struct {
	of    fyne.Widget
	min   func() fyne.Size
	paint func(*scene, fyne.Size)
	scene scene
	size  fyne.Size
}

func newDrawn(of fyne.Widget, min func() fyne.Size, paint func(*scene, fyne.Size)) *drawn {
	return &drawn{of: of, min: min, paint: paint}
}

func (d *drawn) draw() {
	d.scene.clear()
	if d.size.IsZero() {
		return
	}
	d.paint(&d.scene, d.size)
}

// Layout draws for a new size. For the one that was drawn last it does nothing:
// new objects on every call would have Fyne lay them out and draw the window
// again, for ever.
func (d *drawn) Layout(size fyne.Size) {
	if size == d.size {
		return
	}
	d.size = size
	d.draw()
}

// MinSize is the widget's own.
func (d *drawn) MinSize() fyne.Size { return d.min() }

// Refresh draws again, in the colours of the moment.
func (d *drawn) Refresh() {
	d.size = d.of.Size()
	d.draw()
	canvas.Refresh(d.of)
}

// Objects are those of the last drawing.
func (d *drawn) Objects() []fyne.CanvasObject { return d.scene.objects }

// Destroy has nothing to free.
func (d *drawn) Destroy() {}
