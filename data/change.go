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
)

// Change is announced after a commit: which rows to read again, never what is
// in them. IDs is nil when too many changed to name.
type Change struct {
	Noun Noun
	IDs  []int64
}
