package assets

import "embed"

// KeyDates holds the rules of holidays, trade days and sales, the school
// calendars and the packs of the trades under "keydates/":
// "keydates/holiday.json". Every rule names its source.
//
//go:embed keydates/*.json
var KeyDates embed.FS
