package theme

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"

	"parvis/data"
)

// Of returns the palette of light or dark, whatever the app shows.
func Of(night bool) *Palette {
	p := light()
	if night {
		p = dark()
	}
	return &p
}

// IsDark tells whether the palette of the moment is the dark one.
func IsDark() bool { return Now()[Ground] == Of(true)[Ground] }

// Tinted returns a drawing in a colour, nil for a name that has no drawing.
func Tinted(n IconName, c color.NRGBA) fyne.Resource { return icon(n, c) }

// readable is the least contrast of a text with what lies below it (WCAG 2.2,
// 1.4.3).
const readable = 4.5

// LinkOn returns the colour of a network's links on a card of a palette: the
// network's own, with as much of the ink in it as it takes to be readable.
func LinkOn(p *Palette, n data.NetworkName) color.NRGBA {
	own, ink := Network(n), p[Ink]
	for share := 0.0; share < 1; share += 0.05 {
		if c := mixed(own, ink, share); ratio(c, p[Card]) >= readable {
			return c
		}
	}
	return ink
}

// mixed is one colour with a share of another in it.
func mixed(a, b color.NRGBA, share float64) color.NRGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-share) + float64(b)*share)) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 0xFF}
}

// ratio is the contrast of two opaque colours, from 1 to 21 (WCAG 2.2).
func ratio(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	channel := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(c.R) + 0.7152*channel(c.G) + 0.0722*channel(c.B)
}
