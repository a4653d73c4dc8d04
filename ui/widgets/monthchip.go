package widgets

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"parvis/data"
	"parvis/ui/theme"
)

// Chip is one post on the month or the week, in words and colours.
type Chip struct {
	ID      data.DeliveryID
	Post    data.PostID
	Network data.NetworkName // "" while no account is chosen
	Time    string           // "18:30"
	Title   string
	Look    ChipLook
	Bar     string // "#RRGGBB", the colour of a campaign; "": none
	Fixed   bool   // may not be dragged
}

// Lengths of a chip on the month.
const (
	chipHeight = 19
	chipPitch  = 21
	chipIcon   = 11
	chipTimed  = 92 // width from which there is room for the time too
	barWidth   = 3  // of a campaign's colour
)

// chip draws a chip of the month. On a narrow one the title keeps the room of
// the time.
func (s *scene) chip(x, y, w float32, c Chip, ringed, hovered bool) {
	soft, ink := c.Look.Tone.colours()
	switch {
	case ringed:
		s.box(x, y, w, chipHeight, soft, theme.Accent, theme.RadiusChip).StrokeWidth = 2
	case c.Look.Dashed:
		s.dashed(x, y, w, chipHeight, soft, ink, theme.RadiusChip)
	case hovered:
		s.box(x, y, w, chipHeight, soft, ink, theme.RadiusChip)
	default:
		s.fill(x, y, w, chipHeight, soft, theme.RadiusChip)
	}
	s.campaignBar(x, y, chipHeight, c.Bar)
	s.networkDot(x+5, y+(chipHeight-dotSize)/2, c.Network)
	at, right := x+5+dotSize+5, x+w-4
	if c.Look.Icon != theme.IconNone {
		right -= chipIcon
		s.icon(right, y+(chipHeight-chipIcon)/2, chipIcon, c.Look.Icon, ink)
		right -= 2
	}
	if c.Time != "" && w >= chipTimed {
		at += s.textIn(at, y, right-at, chipHeight, c.Time, theme.Small, theme.Regular, theme.Muted) + 5
	}
	s.textIn(at, y, right-at, chipHeight, c.Title, theme.Small, theme.Regular, theme.Ink)
}

// campaignBar draws the narrow bar at the left of a chip whose post is in a
// campaign.
func (s *scene) campaignBar(x, y, h float32, hex string) {
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		return
	}
	bar := canvas.NewRectangle(color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF})
	bar.TopLeftCornerRadius, bar.BottomLeftCornerRadius = theme.RadiusChip, theme.RadiusChip
	s.add(bar, x, y, barWidth, h)
}

// ghost draws a chip of the month under the pointer.
func (s *scene) ghost(at fyne.Position, w float32, c Chip) {
	s.lifted(at.X, at.Y, w, chipHeight, theme.RadiusChip)
	s.chip(at.X, at.Y, w, c, true, false)
}
