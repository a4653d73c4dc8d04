package widgets

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/data"
	"parvis/ui/theme"
)

// Run is a stretch of a text.
type Run struct {
	Text   string
	Accent bool // in the colour of links
	Strong bool // a heading
}

// PostView is a post as an account shows it.
type PostView struct {
	Network               data.NetworkName
	Night                 bool // drawn dark, whatever the app is
	Initial, Name, Handle string
	Parts                 []PostPart
}

// PostPart is one part of a thread, or the whole of what is none.
type PostPart struct {
	Label string // "1/3"; "" without a thread
	Title string // of an article
	Lead  string // what announces an article
	Runs  []Run
	More  string // leads to the rest of the text; "" where all is shown
	Media []PostMedium
}

// PostMedium is a picture or a video in its place.
type PostMedium struct {
	Image image.Image // cropped; nil for a video, and while it is read
	Ratio float64     // width over height of its place
	Name  string      // what it shows, or what the file is called
	Tag   string      // how long a video is
	Video bool
}

// PostCard draws a post as an account shows it. The space bar and Enter show the
// rest of a text, as a tap on its last word does.
type PostCard struct {
	control
	view     PostView
	pictures pool
	laid     postLay

	// More is called when the rest of the text is asked for.
	More func()
	// Opened is called with the medium of a part that was pressed.
	Opened func(part, medium int)
}

// NewPostCard returns a card without a post.
func NewPostCard() *PostCard {
	c := &PostCard{}
	c.tap = func() {
		if c.More != nil {
			c.More()
		}
	}
	c.label = c.words
	c.role = fyne.AccessibleRoleText
	c.ExtendBaseWidget(c)
	return c
}

// Set shows a post.
func (c *PostCard) Set(v PostView) {
	c.view, c.laid = v, postLay{}
	c.Refresh()
}

// View is the post that is shown.
func (c *PostCard) View() PostView { return c.view }

// words is all that the card says.
func (c *PostCard) words() string {
	said := []string{c.view.Name, c.view.Handle}
	for _, p := range c.view.Parts {
		var text strings.Builder
		for _, r := range p.Runs {
			text.WriteString(r.Text)
		}
		said = append(said, p.Label, p.Title, p.Lead, text.String()+p.More)
		for _, m := range p.Media {
			said = append(said, m.Name)
		}
	}
	return strings.Join(said, "\n")
}

// HeightFor returns the height that the post takes in a width.
func (c *PostCard) HeightFor(width float32) float32 { return c.lay(width).height }

// lay is where everything stands at a width.
func (c *PostCard) lay(width float32) *postLay {
	if c.laid.width != width {
		c.laid = layPost(c.view, width)
	}
	return &c.laid
}

// Tapped opens what lies there.
func (c *PostCard) Tapped(ev *fyne.PointEvent) {
	for _, p := range c.lay(c.Size().Width).pieces {
		at := ev.Position
		if at.X < p.x || at.Y < p.y || at.X > p.x+p.w || at.Y > p.y+p.h {
			continue
		}
		switch {
		case p.kind == piecePicture && c.Opened != nil:
			c.Opened(p.part, p.medium)
			return
		case p.kind == pieceMore:
			c.press()
			return
		}
	}
}

// MinSize is small in width: the card takes what it is given.
func (c *PostCard) MinSize() fyne.Size {
	const least = 120
	return fyne.NewSize(least, c.HeightFor(max(least, c.Size().Width)))
}

// CreateRenderer draws the post.
func (c *PostCard) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, c.MinSize, c.paint)
}

func (c *PostCard) paint(s *scene, size fyne.Size) {
	palette := theme.Of(c.view.Night)
	s.palette = palette
	defer func() { s.palette = nil }()
	s.box(0, 0, size.Width, size.Height, theme.Card, theme.Border, theme.RadiusCard)
	s.fill(postInset, postInset, avatarSide, avatarSide, theme.Brand, theme.RadiusControl)
	w := theme.Measure(c.view.Initial, theme.Body, theme.Bold).Width
	s.textIn(postInset+(avatarSide-w)/2, postInset, w+1, avatarSide, c.view.Initial, theme.Body, theme.Bold, theme.OnBrand)
	x := postInset + avatarSide + 10
	s.textIn(x, postInset-2, size.Width-x-postInset, 18, c.view.Name, theme.Body, theme.SemiBold, theme.Ink)
	s.textIn(x, postInset+17, size.Width-x-postInset, 16, c.view.Handle, theme.Label, theme.Regular, theme.Muted)
	link := theme.LinkOn(palette, c.view.Network)
	for _, p := range c.lay(size.Width).pieces {
		switch p.kind {
		case pieceLine:
			s.fill(p.x, p.y, p.w, p.h, theme.Line, 0)
		case piecePicture:
			c.medium(s, p)
		default:
			t := theme.Text(p.text, p.size, p.weight, theme.Ink)
			t.Color = palette[p.ink]
			if p.linked {
				t.Color = link
			}
			s.add(t, p.x, p.y+(p.h-t.MinSize().Height)/2, t.MinSize().Width, t.MinSize().Height)
		}
	}
	c.pictures.sweep()
	if c.focused {
		s.ring(size, theme.RadiusCard)
	}
}

// medium draws a picture, or the place of one that cannot be drawn.
func (c *PostCard) medium(s *scene, p postPiece) {
	m := c.view.Parts[p.part].Media[p.medium]
	if m.Image != nil {
		s.add(c.picture(m.Image), p.x, p.y, p.w, p.h)
	} else {
		const side = 28
		s.fill(p.x, p.y, p.w, p.h, theme.Plate, theme.RadiusControl)
		icon := theme.IconImage
		if m.Video {
			icon = theme.IconFilm
		}
		s.icon(p.x+(p.w-side)/2, p.y+(p.h-side)/2, side, icon, theme.OnPlate)
	}
	if m.Tag != "" {
		w := ceil(theme.Measure(m.Tag, theme.Small, theme.Regular).Width) + 10
		s.fill(p.x+6, p.y+p.h-24, w, 18, theme.Plate, 4)
		s.textIn(p.x+11, p.y+p.h-24, w, 18, m.Tag, theme.Small, theme.Regular, theme.OnPlate)
	}
	if p.text != "" {
		s.fill(p.x, p.y, p.w, p.h, theme.Veil, theme.RadiusControl)
		w := theme.Measure(p.text, theme.Title, theme.Bold).Width
		s.textIn(p.x+(p.w-w)/2, p.y, w+1, p.h, p.text, theme.Title, theme.Bold, theme.OnPlate)
	}
}

// picture is kept per image; one that stands in the post twice is two objects.
func (c *PostCard) picture(img image.Image) *canvas.Image {
	if c.pictures.used[img] {
		var twin pool
		return twin.take(img, theme.RadiusControl)
	}
	return c.pictures.take(img, theme.RadiusControl)
}
