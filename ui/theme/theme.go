// Package theme is the look of Parvis: colours, sizes, fonts and icons, for
// light and dark. Widgets ask it each time they draw, so that a change of
// theme shows at once.
package theme

import (
	"fmt"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Variant says which palette is shown.
type Variant int

const (
	System Variant = iota // as the computer is set
	Light
	Dark
)

// Theme implements [fyne.Theme] with the look of Parvis. It is safe for use by
// several goroutines.
type Theme struct {
	variant     Variant
	light, dark Palette
	fonts       fonts
	icons       sync.Map // of *fyne.StaticResource by resource name
}

// New reads the fonts and returns the theme. It fails only when the program
// was built without its assets.
func New(v Variant) (*Theme, error) {
	f, err := loadFonts()
	if err != nil {
		return nil, fmt.Errorf("theme: %w", err)
	}
	return &Theme{variant: v, light: light(), dark: dark(), fonts: f}, nil
}

// With returns the same look in another variant, without reading the fonts again.
func (t *Theme) With(v Variant) *Theme {
	return &Theme{variant: v, light: t.light, dark: t.dark, fonts: t.fonts}
}

// Variant returns what New or With was given.
func (t *Theme) Variant() Variant { return t.variant }

func (t *Theme) palette(system fyne.ThemeVariant) *Palette {
	if t.variant == Dark || t.variant == System && system == fynetheme.VariantDark {
		return &t.dark
	}
	return &t.light
}

// Font returns the face for a style made by [Weight.Style], or for the bold and
// italic of stock widgets.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Monospace || s.Symbol {
		return fynetheme.DefaultTheme().Font(s)
	}
	return t.fonts.face(s)
}

// Icon returns Fyne's own icons, for its stock widgets.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	return fynetheme.DefaultTheme().Icon(n)
}

// Color translates Fyne's names to the palette.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	p := t.palette(v)
	if c, ok := stockColour(n); ok {
		return p[c]
	}
	switch n {
	case fynetheme.ColorNameFocus, fynetheme.ColorNameSelection:
		return withAlpha(p[Accent], 0x40)
	case fynetheme.ColorNamePressed:
		return withAlpha(p[Ink], 0x18)
	case fynetheme.ColorNameScrollBar:
		return withAlpha(p[Muted], 0x70)
	}
	system := fynetheme.VariantLight
	if p == &t.dark {
		system = fynetheme.VariantDark
	}
	return fynetheme.DefaultTheme().Color(n, system)
}

func withAlpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

func stockColour(n fyne.ThemeColorName) (Colour, bool) {
	switch n {
	case fynetheme.ColorNameBackground:
		return Ground, true
	case fynetheme.ColorNameButton, fynetheme.ColorNameInputBackground, fynetheme.ColorNameMenuBackground,
		fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameHeaderBackground:
		return Card, true
	case fynetheme.ColorNameDisabledButton:
		return Neutral, true
	case fynetheme.ColorNameHover:
		return Hover, true
	case fynetheme.ColorNameForeground:
		return Ink, true
	case fynetheme.ColorNameDisabled, fynetheme.ColorNamePlaceHolder:
		return Muted, true
	case fynetheme.ColorNamePrimary, fynetheme.ColorNameHyperlink:
		return Accent, true
	case fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForegroundOnError,
		fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameForegroundOnWarning:
		return Card, true
	case fynetheme.ColorNameError:
		return Warm, true
	case fynetheme.ColorNameSuccess:
		return Good, true
	case fynetheme.ColorNameWarning:
		return Caution, true
	case fynetheme.ColorNameInputBorder:
		return Border, true
	case fynetheme.ColorNameSeparator, fynetheme.ColorNameInnerWindowBorder, fynetheme.ColorNameInnerWindowBorderInactive:
		return Line, true
	case fynetheme.ColorNameShadow:
		return Shadow, true
	case fynetheme.ColorNameScrollBarBackground:
		return Clear, true
	}
	return 0, false
}
