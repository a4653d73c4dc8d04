package data

import "time"

// Slot is an hour of the week that is kept for a post.
type Slot struct {
	ID      SlotID
	Brand   BrandID
	Account AccountID    // 0: any
	Pillar  PillarID     // 0: any
	Weekday time.Weekday // in the brand's zone
	Wall    string       // "18:30"
}

// Series is a post that comes back by a rule: each occurrence is made into a
// post of its own some time ahead, so that it can be read, changed or dropped.
type Series struct {
	ID    SeriesID
	Brand BrandID
	// Model is what each occurrence is made from; its When is the first one, whose
	// time on the wall and zone all keep (R20).
	Model Post
	Rule  string // RRULE of RFC 5545, section 3.3.10, with COUNT or UNTIL: "FREQ=WEEKLY;BYDAY=TH;COUNT=10"
	Armed bool   // occurrences are scheduled at once, not left as drafts
	Made  string // wall time of the last occurrence that was made; "": none
	Ended bool
	// Except are the days whose occurrence was taken away or moved.
	Except []string
}

// SeriesAhead is how far ahead the occurrences of a series are made.
const SeriesAhead = 60 * 24 * time.Hour

// Again is how a post comes back in free slots. The zero value is a post that
// does not.
type Again struct {
	Days int    // at least so many days after it last went out; 0: it does not come back
	From PostID // the post it came back from; 0: it is no repetition
}
