package data

import "time"

// Entry is one line of the calendar: a post on its way to one account, or to
// none yet.
type Entry struct {
	Delivery DeliveryID
	Post     PostID
	Account  AccountID   // 0: no account chosen yet
	Network  NetworkName // "" with account 0
	State    State
	Reason   string
	Due      time.Time // UTC; zero for a draft without a date
	Late     time.Duration
	Headline string // first 80 runes
	Campaign CampaignID
	Pillar   PillarID
	// Stale: the post was changed after it was scheduled and is not sent until
	// the change is confirmed; with Handed, the network still holds it as it was.
	Stale bool
}

// Day is one cell of the calendar.
type Day struct {
	From, To time.Time // UTC instants of its two midnights in the brand's zone
	Entries  []Entry   // the first ones, by time
	Total    int       // how many there are in all
}

// AgendaQuery asks for the days of a calendar. Bounds are the midnights that
// separate the days: n+1 instants for n days.
type AgendaQuery struct {
	Brand    BrandID
	Bounds   []time.Time
	PerDay   int         // entries per day; 0: all
	Accounts []AccountID // nil: every account
	States   []State     // nil: every state but Cancelled
	Campaign CampaignID  // 0: any
}

// ListQuery asks for a page of entries in order of time; After is the last
// entry of the page before, nil for the first page. Undated asks for drafts
// without a date instead, newest first.
type ListQuery struct {
	Brand    BrandID
	From, To time.Time // zero: open
	Accounts []AccountID
	States   []State
	Campaign CampaignID // 0: any
	After    *Entry
	Limit    int
	Undated  bool
}

// Hit is one result of a search.
type Hit struct {
	Noun  Noun // Posts, Messages
	ID    int64
	Title string
	Text  string // a snippet; matches between U+2068 and U+2069
	At    time.Time
}

// IndicatorName names a figure above the calendar; its label is
// "indicator.<name>" in the catalogues.
type IndicatorName string

const (
	IndicatorFollowers  IndicatorName = "followers"
	IndicatorEngagement IndicatorName = "engagement" // by reach
	// IndicatorEngagementFollowers is by followers, where no network tells reach.
	IndicatorEngagementFollowers IndicatorName = "engagement_followers"
	IndicatorReach               IndicatorName = "reach"
	IndicatorSent                IndicatorName = "sent"
)

// Indicator is a figure with its course. Value and the points are gaps where
// nothing is known; Change is Value less the value one period before, a gap
// when either is.
type Indicator struct {
	Name   IndicatorName
	Value  Measure
	Change Measure
	Points []Measure // one a day, oldest first
	Over   int       // accounts or posts it is taken over
	Of     int       // how many there would be if all told
}

// Measure is a number that may be missing, like [Count], with a fraction.
type Measure struct {
	V     float64
	Known bool
}

// Status is what the foot of the rail says.
type Status struct {
	Online  bool
	Working bool // forced offline is Online false with Working false
	Waiting int  // deliveries that wait for a connection
	Needs   int  // deliveries that wait for a person
	// Expiring is how many accounts are to be signed in again soon: see
	// [ExpiryWarnings].
	Expiring int
	// Accounts is how many are connected.
	Accounts int
	Synced   time.Time
	// ClockOff is how far the networks' clocks are ahead of this computer's, when
	// it is so far that nothing is sent; otherwise zero.
	ClockOff time.Duration
}
