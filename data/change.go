package data

// Noun says which rows a [Change] is about.
type Noun string

const (
	Brands     Noun = "brands"
	Accounts   Noun = "accounts"
	Posts      Noun = "posts"
	Deliveries Noun = "deliveries"
	Metrics    Noun = "metrics"
	Messages   Noun = "messages"
	Settings   Noun = "settings"
	Feeds      Noun = "feeds"
	Campaigns  Noun = "campaigns"
	Lines      Noun = "lines" // editorial lines with their pillars; IDs are brands
	Products   Noun = "products"
	Templates  Noun = "templates"
	Ideas      Noun = "ideas"
	Slots      Noun = "slots"
	SeriesRows Noun = "series"
	Approvals  Noun = "approvals"
	Library    Noun = "library" // media and what is said of them; never with IDs
	KnownWords Noun = "words"   // the personal dictionary; IDs are brands
	Watched    Noun = "watched" // folders of photos; IDs are brands
)

// Change is announced after a commit: which rows to read again, never what is
// in them. IDs is nil when too many changed to name.
type Change struct {
	Noun Noun
	IDs  []int64
}
