package data

// PostCost is what publishing a post costs on one account that asks money.
type PostCost struct {
	Account AccountID
	Cost    Micros // of all its parts
	Cheaper []Saving
}

// Saving is one way to say the same for less. Its words are "cost.<What>".
type Saving struct {
	What  string // one of the constants below
	Now   Micros // all parts together, without pictures
	Then  Micros
	Part  int      // the part that would change
	Links []string // what counts as links there, as it is written
}

// What a saving proposes.
const (
	SaveNotALink = "not_a_link" // something is taken for a link, perhaps by mistake
	SaveNoLink   = "no_link"    // the address could stand elsewhere
	SaveOnePart  = "one_part"   // the links of several parts could stand in one
)
