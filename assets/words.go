package assets

import "embed"

// Words holds the catalogues under "words/", a pair a language for each area:
// "words/calendar.fr.json" and "words/calendar.en.json".
//
//go:embed words/*.json
var Words embed.FS
