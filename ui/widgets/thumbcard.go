package widgets

import (
	"image"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

// ThumbCard is a card with a small picture, a title of up to two rows and a note:
// one thing of a narrow column that can be pressed. Without a picture it bears
// the first letter of its title.
type ThumbCard struct {
	control
	title, note string
	picture     *canvas.Image // nil: none
	width       float32       // last given
}

// NewThumbCard returns a card without a picture.
func NewThumbCard(title, note string, tapped func()) *ThumbCard {
	c := &ThumbCard{title: title, note: note}
	c.tap = tapped
	c.label = func() string {
		if c.note == "" {
			return c.title
		}
		return c.title + ", " + c.note
	}
	c.ExtendBaseWidget(c)
	return c
}

// SetPicture shows a picture, cropped to a square; nil shows the letter.
func (c *ThumbCard) SetPicture(img image.Image) {
	c.picture = nil
	if img != nil {
		c.picture = canvas.NewImageFromImage(img)
		c.picture.FillMode, c.picture.CornerRadius = canvas.ImageFillCover, theme.RadiusChip
	}
	c.Refresh()
}

const (
	thumbSide    = 40
	thumbPadding = 8
	thumbLeft    = 2*thumbPadding + thumbSide // where the words begin
	thumbRow     = 17
	thumbTitle   = 2 // rows of the title, at most
)

// rows are those of the title at a width.
func (c *ThumbCard) rows(width float32) []string {
	rows := wrap(c.title, theme.Label, theme.SemiBold, width-thumbLeft-thumbPadding)
	if len(rows) > thumbTitle {
		rest := rows[thumbTitle-1]
		for _, row := range rows[thumbTitle:] {
			rest += " " + row
		}
		rows = append(rows[:thumbTitle-1:thumbTitle-1], rest)
	}
	return rows
}

func (c *ThumbCard) words(width float32) float32 {
	n := len(c.rows(width))
	if c.note != "" {
		n++
	}
	return float32(n) * thumbRow
}

// HeightFor returns the height of the card at a width.
func (c *ThumbCard) HeightFor(width float32) float32 {
	return max(thumbSide, c.words(width)) + 2*thumbPadding
}

// Resize keeps the width for MinSize, which is not told one.
func (c *ThumbCard) Resize(size fyne.Size) {
	c.width = size.Width
	c.control.Resize(size)
}

// CreateRenderer draws the card.
func (c *ThumbCard) CreateRenderer() fyne.WidgetRenderer {
	const least = 120
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(least, c.HeightFor(max(c.width, least))) }, c.paint)
}

func (c *ThumbCard) paint(s *scene, size fyne.Size) {
	ground := theme.Card
	if c.hovered && !c.Disabled() {
		ground = theme.Hover
	}
	s.box(0, 0, size.Width, size.Height, ground, theme.Border, theme.RadiusControl)
	y := (size.Height - thumbSide) / 2
	if c.picture != nil {
		s.add(c.picture, thumbPadding, y, thumbSide, thumbSide)
	} else {
		s.fill(thumbPadding, y, thumbSide, thumbSide, theme.AccentSoft, theme.RadiusChip)
		r, _ := utf8.DecodeRuneInString(c.title)
		letter := string(unicode.ToUpper(r))
		w := theme.Measure(letter, theme.Panel, theme.Bold).Width
		s.textIn(thumbPadding+(thumbSide-w)/2, y, w+1, thumbSide, letter, theme.Panel, theme.Bold, theme.Accent)
	}
	width := size.Width - thumbLeft - thumbPadding
	y = (size.Height - c.words(size.Width)) / 2
	for _, row := range c.rows(size.Width) {
		s.textIn(thumbLeft, y, width+1, thumbRow, row, theme.Label, theme.SemiBold, theme.Ink)
		y += thumbRow
	}
	s.textIn(thumbLeft, y, width+1, thumbRow, c.note, theme.Label, theme.Regular, theme.Muted)
	if c.focused {
		s.ring(size, theme.RadiusControl)
	}
}
