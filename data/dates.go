package data

// Dates is how a brand keeps key dates, beside those of its place and trade. The
// zero value takes them as they are.
type Dates struct {
	Own    []OwnDate
	Hidden []string       // identities of key dates that are not shown, in any year
	Leads  map[string]int // by kind: days ahead by which to be reminded, 0 for never
	Lead   map[string]int // the same by identity, which goes before the kind
}

// OwnDate is a key date of the brand itself: the shop's birthday.
type OwnDate struct {
	ID    string // "own-1", one a brand
	Name  string
	Day   string // "06-21" for each year, "2027-06-21" for once
	Angle string // what to say on it; "": nothing
}

// Yearly tells whether the date comes each year.
func (o OwnDate) Yearly() bool { return len(o.Day) == len("06-21") }
