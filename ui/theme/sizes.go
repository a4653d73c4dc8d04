package theme

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Size is the height of a text, in Fyne's units. Sizes are whole numbers
// because text is measured at the next whole size and drawn at its own: 11.5
// looks letter-spaced.
type Size int

const (
	Tiny  Size = 10 // key dates, tags on pictures: the floor
	Small Size = 11 // month chips, rail subtitles, hints, badges
	Label Size = 12 // labels, pills, counters, day numbers
	Strip Size = 13 // buttons, segments, names in cards
	Body  Size = 14 // what is read and written
	Panel Size = 15 // titles of panels
	Head  Size = 18 // titles of the two cards of the first start
	Title Size = 20 // titles of screens, figures
	Hero  Size = 28 // the welcome
	Index Size = 42 // the one big figure of a screen
)

// Lengths that hold everywhere, in Fyne's units.
const (
	Gap           float32 = 8  // between neighbours
	Inset         float32 = 16 // inside cards and panels
	Margin        float32 = 20 // around a screen's content
	ControlHeight float32 = 34 // buttons, segments, search
	FieldHeight   float32 = 38
	PillHeight    float32 = 22
	TabHeight     float32 = 28
	RowHeight     float32 = 20 // one line in the composer
	HeaderHeight  float32 = 60 // a screen's top bar, its line included
	RailWidth     float32 = 208

	RadiusCard    float32 = 10
	RadiusControl float32 = 8
	RadiusChip    float32 = 5
)

// Size returns the whole numbers that Fyne's stock widgets are drawn with.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fynetheme.SizeNameText:
		return float32(Body)
	case fynetheme.SizeNameCaptionText:
		return float32(Label)
	case fynetheme.SizeNameSubHeadingText:
		return float32(Panel)
	case fynetheme.SizeNameHeadingText:
		return float32(Title)
	case fynetheme.SizeNamePadding, fynetheme.SizeNameLineSpacing:
		return 4
	case fynetheme.SizeNameInnerPadding:
		return 8
	case fynetheme.SizeNameInlineIcon:
		return 18
	case fynetheme.SizeNameScrollBar:
		return 10
	case fynetheme.SizeNameScrollBarSmall:
		return 4
	case fynetheme.SizeNameScrollBarRadius:
		return 2
	case fynetheme.SizeNameSeparatorThickness, fynetheme.SizeNameInputBorder:
		return 1
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameButtonRadius,
		fynetheme.SizeNamePopupRadius, fynetheme.SizeNameMenuRadius:
		return RadiusControl
	case fynetheme.SizeNameCardRadius, fynetheme.SizeNameDialogRadius, fynetheme.SizeNameInnerWindowRadius:
		return RadiusCard
	case fynetheme.SizeNameSelectionRadius:
		return 4
	case fynetheme.SizeNameModalBlurRadius:
		return 0
	}
	return fynetheme.DefaultTheme().Size(n)
}
