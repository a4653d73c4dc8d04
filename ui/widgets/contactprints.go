package widgets

import (
	"image"
	"maps"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

const (
	printLeast   float32 = 150 // width of a picture
	printGap     float32 = 12
	printHeight  float32 = 148
	printPitch   float32 = printHeight + printGap
	printPicture float32 = 118 // height of the picture itself
	printEdge    float32 = 7   // around everything, for the ring
	printRing    float32 = 3   // how far the ring stands off a picture
)

// columns is how many pictures stand side by side.
func (p *prints) columns() int {
	return max(1, int((p.Size().Width-2*printEdge+printGap)/(printLeast+printGap)))
}

// place is where a picture stands, and how wide it is.
func (p *prints) place(i int) (x, y, w float32) {
	n := p.columns()
	pitch := (p.Size().Width - 2*printEdge + printGap) / float32(n)
	left, right := whole(float32(i%n)*pitch), whole(float32(i%n+1)*pitch)-printGap
	return printEdge + left, printEdge + float32(i/n)*printPitch, right - left
}

// view returns the first picture in view and the one behind the last.
func (p *prints) view() (first, behind int) {
	scroll, n := p.sheet.scroll, p.columns()
	top := max(0, int((scroll.Offset.Y-printEdge)/printPitch))
	bottom := int((scroll.Offset.Y+scroll.Size().Height-printEdge)/printPitch) + 1
	return min(top*n, len(p.all)), min(bottom*n, len(p.all))
}

// reveal brings the chosen picture into view.
func (p *prints) reveal() {
	if p.chosen >= 0 {
		scroll := p.sheet.scroll
		_, y, _ := p.place(p.chosen)
		switch view := scroll.Size().Height; {
		case y-printEdge < scroll.Offset.Y:
			scroll.ScrollToOffset(fyne.NewPos(0, y-printEdge))
		case y+printHeight+printEdge > scroll.Offset.Y+view:
			scroll.ScrollToOffset(fyne.NewPos(0, y+printHeight+printEdge-view))
		}
	}
	p.scrolled() // Fyne tells only what a person scrolls
}

// CreateRenderer draws the pictures in view.
func (p *prints) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(p, func() fyne.Size {
		rows := (len(p.all) + p.columns() - 1) / p.columns()
		return fyne.NewSize(printLeast, max(0, float32(rows)*printPitch-printGap+2*printEdge))
	}, p.paint)
}

func (p *prints) paint(s *scene, _ fyne.Size) {
	first, behind := p.view()
	for i := first; i < behind; i++ {
		p.print(s, i)
	}
	p.pictures.sweep()
}

func (p *prints) print(s *scene, i int) {
	one := p.all[i]
	x, y, w := p.place(i)
	ground := theme.Neutral
	if i == p.hover {
		ground = theme.Hover
	}
	s.fill(x, y, w, printPicture, ground, theme.RadiusControl)
	if one.Icon != theme.IconNone {
		const side = 28
		s.icon(x+(w-side)/2, y+(printPicture-side)/2, side, one.Icon, theme.Muted)
	} else if p.events.Picture != nil {
		if img := p.events.Picture(i); img != nil {
			s.add(p.pictures.take(img, theme.RadiusControl), x, y, w, printPicture)
		}
	}
	at := x + 4
	for _, tag := range one.Tags {
		at += s.printTag(at, y+printPicture-19, tag) + 4
	}
	weight := theme.Regular
	if i == p.chosen {
		weight = theme.SemiBold
		s.ringAt(x-printRing, y-printRing, w+2*printRing, printPicture+2*printRing, theme.RadiusControl+printRing)
	}
	ink := theme.Muted
	if i == p.chosen {
		ink = theme.Ink
	}
	s.textIn(x+2, y+printPicture+6, w-4, printHeight-printPicture-8, one.Name, theme.Label, weight, ink)
	if p.focused && i == p.chosen {
		s.fill(x, y+printHeight-2, w, 2, theme.Accent, 1)
	}
}

// printTag draws a small word on a picture and returns its width.
func (s *scene) printTag(x, y float32, tag PrintTag) float32 {
	ground, ink := theme.Plate, theme.OnPlate
	if tag.Warn {
		ground, ink = theme.Danger, theme.OnDanger
	}
	const high, padding = 15, 5
	w := ceil(theme.Measure(tag.Text, theme.Tiny, theme.Regular).Width) + 2*padding
	s.fill(x, y, w, high, ground, 3)
	s.textIn(x+padding, y, w, high, tag.Text, theme.Tiny, theme.Regular, ink)
	return w
}

// pool keeps the objects of pictures as long as they are drawn, because their
// textures belong to them. The zero pool is empty.
type pool struct {
	kept map[image.Image]*canvas.Image
	used map[image.Image]bool
}

// take returns the object of a picture, which fills its place.
func (p *pool) take(img image.Image, radius float32) *canvas.Image {
	if p.kept == nil {
		p.kept, p.used = map[image.Image]*canvas.Image{}, map[image.Image]bool{}
	}
	o := p.kept[img]
	if o == nil {
		o = canvas.NewImageFromImage(img)
		o.FillMode, o.ScaleMode, o.CornerRadius = canvas.ImageFillCover, canvas.ImageScaleSmooth, radius
		p.kept[img] = o
	}
	p.used[img] = true
	return o
}

// sweep lets go of what was not taken since the sweep before.
func (p *pool) sweep() {
	maps.DeleteFunc(p.kept, func(img image.Image, _ *canvas.Image) bool { return !p.used[img] })
	clear(p.used)
}
