package data

// Address is how readers are spoken to in French.
type Address string

const (
	AddressFree Address = ""
	AddressVous Address = "vous"
	AddressTu   Address = "tu"
)

// Line is the editorial line of a brand: one document that says how it speaks.
// The zero value demands nothing.
type Line struct {
	Brand     BrandID
	Tone      string // for people to read
	Address   Address
	Forbidden []Forbidden
	Emoji     Count    // the most in one post; a gap: any number
	Hashtags  Count    // the most in one post; a gap: any number
	Always    []string // hashtags that every post bears, without "#"
	Required  []Required
	Pillars   []Pillar
	Country   string // ISO 3166-1 alpha-2, whose law on advertising holds: "FR"; "": none is checked
	Region    string // within the country, for key dates: "57", "QC", "GE"
	School    string // zone of the school calendar: "A"; "": that of the region
	Trade     string // trade pack of key dates: "bakery"
	Dates     Dates
	Revision  int64 // counts the changes; 0: never saved
}

// Forbidden is a word or a phrase that is not to be used.
type Forbidden struct {
	Words string // found as whole words, accents and case aside; "*" at its end stands for any ending
	Why   string // shown with it
	Use   string // what to write instead; "": nothing
}

// Required is something to be said.
type Required struct {
	When string // a word that asks for it, like [Forbidden.Words]; "": in every post
	Text string // what must be there, accents and case aside
	Why  string
}

// Pillar is a subject that comes back, with the share of posts that it is meant
// to have.
type Pillar struct {
	ID     PillarID
	Name   string
	Colour string // "#RRGGBB"
	Share  int    // percent of the posts; 0: no target
}

// Balance is how the posts of a period are spread over the pillars.
type Balance struct {
	Pillar PillarID // 0: posts of no pillar
	Posts  int
}
