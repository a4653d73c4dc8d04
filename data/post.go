package data

import (
	"slices"
	"strings"
	"time"
)

// Schedule is a moment as people mean it: the time on the wall of a zone, and
// the instant that it stood for when it was resolved (reliability R19). The
// wall time and zone are what was promised; the instant is recomputed from
// them whenever zone rules change.
type Schedule struct {
	Wall    string    // "2026-11-26T18:30", no offset
	Zone    string    // IANA name
	Instant time.Time // UTC, whole seconds
}

// WallLayout is the layout of [Schedule.Wall].
const WallLayout = "2006-01-02T15:04"

// Zero tells whether nothing is scheduled.
func (s Schedule) Zero() bool { return s.Wall == "" }

// Post is one thing to say, to one or more accounts. Its text is common;
// a [Variant] differs from it on one account.
type Post struct {
	ID       PostID
	Brand    BrandID
	Title    string   // for the calendar and for blogs; may be empty
	Parts    []string // the common text; more than one part is a thread
	Lang     string   // BCP 47
	Media    []Attachment
	Variants []Variant
	When     Schedule
	Campaign CampaignID  // 0: none
	Pillar   PillarID    // 0: none
	Products []ProductID // shown in it
	Track    Tracking    // what is added to its links
	Twin     PostID      // the same post in the other language; 0: none
	Series   SeriesID    // the recurrence that made it; 0: none
	Again    Again       // how it comes back by itself
	// Revision counts the changes of content, schedule and accounts. A delivery
	// is sent only under the revision that it was armed with.
	Revision int64
	Created  time.Time
	Updated  time.Time
}

// Variant is the post on one account. An empty Parts follows the common text.
type Variant struct {
	Account AccountID
	Parts   []string
	Options map[string]string // by [Option.Key]
	// Ratio is the form of every picture here, width over height; 0: its own.
	Ratio float64
	// Bands keep every picture whole in that form.
	Bands Bands
}

// Crop is how a picture of the post is shown here.
func (v Variant) Crop(a Attachment) Crop { return a.Crop(v.Ratio, v.Bands) }

// Variant returns the variant for an account, or false when the post does not
// go there.
func (p *Post) Variant(a AccountID) (Variant, bool) {
	i := slices.IndexFunc(p.Variants, func(v Variant) bool { return v.Account == a })
	if i < 0 {
		return Variant{}, false
	}
	return p.Variants[i], true
}

// PartsFor returns the text that goes to an account: the variant's own, or the
// common one. It always has at least one part.
func (p *Post) PartsFor(a AccountID) []string {
	if v, ok := p.Variant(a); ok && len(v.Parts) > 0 {
		return v.Parts
	}
	if len(p.Parts) == 0 {
		return []string{""}
	}
	return p.Parts
}

// MediaFor returns the pictures that a part of the text for an account shows,
// in order. A picture of a part that this account's text does not have goes
// with its last part, so that no variant loses one.
func (p *Post) MediaFor(a AccountID, part int) []Attachment {
	last := len(p.PartsFor(a)) - 1
	var out []Attachment
	for _, m := range p.Media {
		if min(m.Part, last) == part {
			out = append(out, m)
		}
	}
	return out
}

// RatioFor is the form of the pictures on an account; 0: their own.
func (p *Post) RatioFor(a AccountID) float64 {
	v, _ := p.Variant(a)
	return v.Ratio
}

// CropFor is how a picture of the post is shown on an account.
func (p *Post) CropFor(a AccountID, m Attachment) Crop {
	v, _ := p.Variant(a)
	return v.Crop(m)
}

// Headline is what a chip or list shows for the post: its title, or else the
// first line that has text. It is empty only when the post is.
func (p *Post) Headline() string {
	if p.Title != "" {
		return p.Title
	}
	for _, part := range p.Parts {
		if line := firstLine(part); line != "" {
			return line
		}
	}
	for _, v := range p.Variants {
		for _, part := range v.Parts {
			if line := firstLine(part); line != "" {
				return line
			}
		}
	}
	return ""
}

func firstLine(s string) string {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
