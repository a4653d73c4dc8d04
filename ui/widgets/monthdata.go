package widgets

import (
	"fyne.io/fyne/v2"

	"parvis/data"
)

// MonthData is what a [Month] shows, in the words of the language.
type MonthData struct {
	Weekdays []string   // seven
	Days     []MonthDay // whole weeks, in order
	Selected string     // the day that the arrow keys start from
	Ringed   data.PostID
	Chosen   map[data.PostID]bool // ringed too: what is chosen to be acted on together
	More     func(n int) string   // "+3"
	// Warn says what is to be known of a day before a chip is dropped on it; ""
	// where there is nothing. May be nil.
	Warn func(id data.DeliveryID, day string) string
}

// MonthDay is one cell.
type MonthDay struct {
	Day    string // names it in the events: "2026-11-21"
	Number string // "21"
	Label  string // in full, for those who cannot see it
	Other  bool   // of the month before or after
	Today  bool
	Note   string // a key date
	Chips  []Chip // the first ones, by time
	Total  int    // how many there are
}

// MonthEvents is what a person can do on a [Month]. Nil is nothing.
type MonthEvents struct {
	Choose func(day string)         // a tap on a day
	Write  func(day string)         // two taps or Enter where there is nothing
	Open   func(id data.DeliveryID) // a tap on a chip, or Enter
	More   func(day string)         // a tap on "+3"
	// Note is a tap on a day's key date, at a place in an object.
	Note func(day string, in fyne.CanvasObject, at fyne.Position)
	// Menu is a tap with the other button on a chip, at a place in an object.
	Menu  func(id data.DeliveryID, in fyne.CanvasObject, at fyne.Position)
	Drop  func(id data.DeliveryID, day string) // a chip was dragged to another day
	Fixed func(id data.DeliveryID)             // a chip was dragged that must not be
	Step  func(days int)                       // arrow keys
	Page  func(months int)                     // Page Up and Page Down
	Today func()                               // Home
	Shift func(id data.DeliveryID, days int)   // Shift and arrow keys on the marked chip
	Pick  PickEvents
	Point PointEvent
}
