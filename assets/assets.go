// Package assets holds the files that travel inside the program: fonts, icons
// and words. It only hands them out; what they mean is known where they are
// used. NOTICES.md names the origin and licence of each.
package assets

import "embed"

// Fonts holds the faces of Inter under "fonts/", "fonts/Inter-Regular.otf".
//
//go:embed fonts/*.otf
var Fonts embed.FS

// Icons holds our own drawings under "icons/", "icons/calendar.svg": 20 × 20
// units, strokes and fills in currentColor.
//
//go:embed icons/*.svg
var Icons embed.FS

// AppIcon is the sign of Parvis as SVG, in its own colours.
//
//go:embed icon.svg
var AppIcon []byte

// Models holds what texts are understood with, under "models/":
// "models/language.bin". The card beside each
// says what it was made from.
//
//go:embed models/*.bin models/*.txt
var Models embed.FS
