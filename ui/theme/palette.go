package theme

import (
	"image/color"

	"fyne.io/fyne/v2"

	"parvis/data"
)

// Colour is a colour by its role. What it looks like depends on the theme of
// the moment: a widget asks for it each time it draws and keeps none.
type Colour int

// Grounds, from the back to the front.
const (
	Ground     Colour = iota // behind everything
	Card                     // boxes, panels, fields
	Shade                    // days of other months, folded parts
	TodayShade               // the day that is today
	Neutral                  // pills that say nothing in particular
	Hover                    // a card under the pointer
	Rail                     // the bar of screens
	RailBox                  // boxes on it
	RailPill                 // the screen that is shown

	// Inks.
	Ink
	Muted
	RailInk
	RailMuted
	RailNote // what the rail wants read first

	// Lines.
	Line   // straight hairlines
	Border // rounded outlines, which come out paler than they are
	Dash   // dashed outlines

	// Tones: text and what lies below it.
	Accent
	AccentSoft
	Good
	GoodSoft
	Caution
	CautionSoft
	Warm
	WarmSoft

	// Filled controls and what is written on them.
	Filled
	FilledHover
	OnFilled
	Danger
	DangerHover
	OnDanger
	Badge
	OnBadge
	TodayPill
	OnTodayPill
	Brand
	OnBrand
	Toast
	OnToast
	ToastAction
	Plate // dark ground under a tag on a picture
	OnPlate

	// Washes, laid over what is below.
	Shadow
	Veil
	Clear

	colours // how many there are
)

// Palette gives every [Colour] of one variant.
type Palette [colours]color.NRGBA

// Now returns the colour in the palette of the moment.
func (c Colour) Now() color.NRGBA { return Now()[c] }

// Now returns the palette of the running app's theme. It is the light one
// where the app has another theme than ours.
func Now() *Palette {
	if t := running(); t != nil {
		return t.palette(fyne.CurrentApp().Settings().ThemeVariant())
	}
	p := light()
	return &p
}

// Network returns the colour of a network's dot: its own where it is known
// for one, grey for the others.
func Network(n data.NetworkName) color.NRGBA {
	switch n {
	case "bluesky":
		return rgb(0x1185FE)
	case "mastodon":
		return rgb(0x6364FF)
	case "wordpress":
		return rgb(0x21759B)
	case "facebook":
		return rgb(0x1877F2)
	case "instagram":
		return rgb(0xC13584)
	case "threads":
		return rgb(0x7A5195)
	case "linkedin":
		return rgb(0x0A66C2)
	case "pinterest":
		return rgb(0xBD081C)
	case "youtube":
		return rgb(0xFF0000)
	case "x":
		return rgb(0x536471)
	case "tiktok":
		return rgb(0x1E9E98)
	case "telegram":
		return rgb(0x229ED9)
	case "google", "googlebusiness":
		return rgb(0x4285F4)
	}
	return rgb(0x8A919C)
}

// rgb is 0xRRGGBB, opaque.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 0xFF}
}

func rgba(hex uint32, alpha uint8) color.NRGBA {
	c := rgb(hex)
	c.A = alpha
	return c
}

func light() Palette {
	return Palette{
		Ground: rgb(0xF6F4EF), Card: rgb(0xFFFFFF), Shade: rgb(0xFAF8F3), TodayShade: rgb(0xFBFAF5),
		Neutral: rgb(0xEFECE4), Hover: rgb(0xF3F1EB),
		Rail: rgb(0x16302E), RailBox: rgb(0x21413E), RailPill: rgb(0x2C5450),
		Ink: rgb(0x20262E), Muted: rgb(0x5B6370),
		RailInk: rgb(0xFFFFFF), RailMuted: rgb(0xC6D6D3), RailNote: rgb(0xF0D48A),
		Line: rgb(0xE4E0D7), Border: rgb(0xE0DBD0), Dash: rgb(0xB9B4A8),
		Accent: rgb(0x1F5C57), AccentSoft: rgb(0xDCEBE8),
		Good: rgb(0x266B43), GoodSoft: rgb(0xDDF0E3),
		Caution: rgb(0x8A5A12), CautionSoft: rgb(0xFBEFD2),
		Warm: rgb(0xB0442B), WarmSoft: rgb(0xF8E4DD),
		Filled: rgb(0x1F5C57), FilledHover: rgb(0x184A46), OnFilled: rgb(0xFFFFFF),
		Danger: rgb(0xB0442B), DangerHover: rgb(0x943722), OnDanger: rgb(0xFFFFFF),
		Badge: rgb(0xB94C33), OnBadge: rgb(0xFFFFFF),
		TodayPill: rgb(0x1F5C57), OnTodayPill: rgb(0xFFFFFF),
		Brand: rgb(0xE9C46A), OnBrand: rgb(0x16302E),
		Toast: rgb(0x20262E), OnToast: rgb(0xFFFFFF), ToastAction: rgb(0x8FD6CB),
		Plate: rgb(0x4A4A48), OnPlate: rgb(0xFFFFFF),
		Shadow: rgba(0x20262E, 36), Veil: rgba(0x20262E, 90), Clear: rgba(0xFFFFFF, 0),
	}
}

func dark() Palette {
	return Palette{
		Ground: rgb(0x151B1A), Card: rgb(0x1E2624), Shade: rgb(0x191F1E), TodayShade: rgb(0x202B28),
		Neutral: rgb(0x2A3330), Hover: rgb(0x26302D),
		Rail: rgb(0x0E1514), RailBox: rgb(0x21413E), RailPill: rgb(0x2C5450),
		Ink: rgb(0xE8ECEA), Muted: rgb(0x9DAAA6),
		RailInk: rgb(0xFFFFFF), RailMuted: rgb(0xC6D6D3), RailNote: rgb(0xF0D48A),
		Line: rgb(0x303B38), Border: rgb(0x36423F), Dash: rgb(0x74827D),
		Accent: rgb(0x6FC2B4), AccentSoft: rgb(0x1F3A36),
		Good: rgb(0x7FCF9A), GoodSoft: rgb(0x1D3A28),
		Caution: rgb(0xE3B75F), CautionSoft: rgb(0x3D3115),
		Warm: rgb(0xF2967D), WarmSoft: rgb(0x43241C),
		Filled: rgb(0x2F7D72), FilledHover: rgb(0x276B61), OnFilled: rgb(0xFFFFFF),
		Danger: rgb(0xB0442B), DangerHover: rgb(0x943722), OnDanger: rgb(0xFFFFFF),
		Badge: rgb(0xB94C33), OnBadge: rgb(0xFFFFFF),
		TodayPill: rgb(0x6FC2B4), OnTodayPill: rgb(0x0E1514),
		Brand: rgb(0xE9C46A), OnBrand: rgb(0x16302E),
		Toast: rgb(0xE8ECEA), OnToast: rgb(0x20262E), ToastAction: rgb(0x1F5C57),
		Plate: rgb(0x4A4A48), OnPlate: rgb(0xFFFFFF),
		Shadow: rgba(0x000000, 90), Veil: rgba(0x000000, 130), Clear: rgba(0x1E2624, 0),
	}
}
