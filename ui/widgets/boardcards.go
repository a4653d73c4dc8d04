package widgets

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/ui/theme"
)

const (
	boardGap   float32 = 14 // between columns
	boardPad   float32 = 10 // beside the cards of a column
	boardHead  float32 = 44 // above the first card
	boardCard  float32 = 84
	boardPitch float32 = boardCard + 8
	boardFoot  float32 = 40 // below the last card, to drop on
)

// edge is where a column begins and how wide it is.
func (c *boardCards) edge(i int) (x, w float32) {
	n := float32(max(1, len(c.columns)))
	from := whole((c.Size().Width + boardGap) * float32(i) / n)
	to := whole((c.Size().Width+boardGap)*float32(i+1)/n) - boardGap
	return from, to - from
}

// height is that of the longest column.
func (c *boardCards) height() float32 {
	most := 1
	for _, column := range c.columns {
		most = max(most, len(column.Cards))
	}
	return boardHead + float32(most)*boardPitch + boardFoot
}

// CreateRenderer draws the columns.
func (c *boardCards) CreateRenderer() fyne.WidgetRenderer {
	return newDrawn(c, func() fyne.Size { return fyne.NewSize(420, c.height()) }, c.paint)
}

// reveal brings the current card into view.
func (c *boardCards) reveal() {
	scroll := c.board.scroll
	top := boardHead + float32(c.current.Row)*boardPitch
	switch view := scroll.Size().Height; {
	case top-boardHead < scroll.Offset.Y:
		scroll.ScrollToOffset(fyne.NewPos(0, max(0, top-boardHead)))
	case top+boardPitch > scroll.Offset.Y+view:
		scroll.ScrollToOffset(fyne.NewPos(0, top+boardPitch-view))
	}
	c.Refresh()
}

func (c *boardCards) paint(s *scene, size fyne.Size) {
	top := c.board.scroll.Offset.Y
	bottom := top + c.board.scroll.Size().Height
	to := c.target()
	for i, column := range c.columns {
		x, w := c.edge(i)
		s.fill(x, 0, w, size.Height, theme.Shade, theme.RadiusCard)
		used := s.textIn(x+boardPad+4, 0, w-2*boardPad-40, boardHead, column.Title, theme.Strip, theme.SemiBold, theme.Ink)
		s.textIn(x+boardPad+used+12, 0, 40, boardHead, column.Count, theme.Label, theme.Regular, theme.Muted)
		if len(column.Cards) == 0 && !c.dragging {
			s.textIn(x+boardPad+4, boardHead, w-2*boardPad-8, 24, column.Empty, theme.Label, theme.Regular, theme.Muted)
		}
		row := 0
		for j := range column.Cards {
			at := BoardSpot{i, j}
			if c.dragging && at == c.from {
				continue
			}
			if c.dragging && to.Column == i && to.Row == row {
				row++
			}
			if y := boardHead + float32(row)*boardPitch; y+boardPitch > top && y < bottom {
				c.card(s, at, x+boardPad, y, w-2*boardPad)
			}
			row++
		}
		if c.dragging && to.Column == i {
			y := boardHead + float32(to.Row)*boardPitch
			s.dashed(x+boardPad, y, w-2*boardPad, boardCard, theme.AccentSoft, theme.Accent, theme.RadiusControl)
		}
	}
	if c.dragging && c.has(c.from) {
		_, w := c.edge(c.from.Column)
		at := c.at.Subtract(c.grip)
		s.lifted(at.X, at.Y, w-2*boardPad, boardCard, theme.RadiusControl)
		c.card(s, c.from, at.X, at.Y, w-2*boardPad)
	}
}

func (c *boardCards) card(s *scene, at BoardSpot, x, y, w float32) {
	s.boardCard(c.columns[at.Column].Cards[at.Row], x, y, w, c.over && at == c.hover)
	if c.focused && at == c.current {
		s.ringAt(x, y, w, boardCard, theme.RadiusControl)
	}
}

// boardCard draws a card.
func (s *scene) boardCard(card BoardCard, x, y, w float32, hovered bool) {
	ground := theme.Card
	if hovered {
		ground = theme.Hover
	}
	s.box(x, y, w, boardCard, ground, theme.Border, theme.RadiusControl)
	inner := w - 24
	s.textIn(x+12, y+8, inner, 20, card.Title, theme.Strip, theme.SemiBold, theme.Ink)
	s.textIn(x+12, y+29, inner, 18, card.Note, theme.Label, theme.Regular, theme.Muted)
	left := x + 12
	if card.Label != "" {
		if paint, ok := dotOf(card.Colour); ok {
			s.dot(left, y+59, 8, paint)
			left += 14
		}
		left += s.textIn(left, y+53, inner-60, 20, card.Label, theme.Label, theme.Regular, theme.Muted) + 10
	}
	if card.Images > 0 {
		s.icon(left, y+56, 14, theme.IconImage, theme.Muted)
		s.textIn(left+18, y+53, 30, 20, strconv.Itoa(card.Images), theme.Label, theme.Regular, theme.Muted)
	}
}

// dotOf is a disc of a colour that a person chose, "#RRGGBB".
func dotOf(hex string) (*canvas.Circle, bool) {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != len("#RRGGBB") {
		return nil, false
	}
	return canvas.NewCircle(color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}), true
}
