// Package likeness recognises a post of ours among those that a network lists.
// Networks rewrite texts and few of them keep a mark of ours, so that a post is
// known again by what of its text survives, by its time, and by what was there
// before it was sent.
package likeness

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"parvis/data"
)

// ClocksApart is how far a network's clock may be behind ours, and by how much
// a look goes back further than [Since].
const ClocksApart = 5 * time.Minute

// telling is how many letters and digits make a text known again when the rest
// of it is not as it was sent: a network may have cut it.
const telling = 40

// Degree is how sure it is that a post is the one that was sent.
type Degree int

const (
	Other   Degree = iota // it is another one
	Similar               // it may be: a person has to say
	Same
)

// Texts compares the text that was sent with one that a network shows: Same
// when their [Letters] are the same, Similar when the first forty of them are.
// Both come without what the network adds: markup, names, links of its own.
func Texts(sent, shown string) Degree {
	a, b := Letters(sent), Letters(shown)
	switch {
	case slices.Equal(a, b):
		return Same
	case len(a) >= telling && len(b) >= telling && slices.Equal(a[:telling], b[:telling]):
		return Similar
	}
	return Other
}

// Letters is what of a text survives every network: its letters and digits in
// lower case, or all its signs where it has none of them.
func Letters(text string) []rune {
	var kept, signs []rune
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			kept = append(kept, unicode.ToLower(r))
		case !unicode.IsSpace(r):
			signs = append(signs, r)
		}
	}
	if kept == nil {
		return signs
	}
	return kept
}

// Since is the time before which nothing of a part was sent, however often it
// was tried: stamp was fixed when the part was scheduled, prepared is of this
// request.
func Since(stamp, prepared time.Time) time.Time {
	if prepared.Before(stamp) {
		return prepared
	}
	return stamp
}

// Shown is what a person is shown of a post: its first line, and what else the
// network says of it, such as its time.
func Shown(text string, more ...string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(strings.Join(append([]string{line}, more...), " "))
}

// Seen is what a look among own posts found. Its zero value has seen nothing
// yet, and not all.
type Seen struct {
	Same   []data.Receipt // those that are as the one that was sent, in the order of the list
	Likely string         // what a person is shown of one that may be it
	Oldest string         // how far back was looked
	// Whole: the look went back to where nothing of the part can be, and all on
	// the way could be read.
	Whole bool
}

// Note takes in a post: how like the sent one it is, its receipt, its text and
// its time as the network writes them.
func (s *Seen) Note(d Degree, r data.Receipt, text, created string) {
	s.Oldest = created
	switch d {
	case Same:
		s.Same = append(s.Same, r)
	case Similar:
		s.Likely = Shown(text, created)
	}
}

// None tells that the post is certainly not there.
func (s Seen) None() bool { return s.Whole && len(s.Same) == 0 && s.Likely == "" }

// IDs are the network's ids of the posts in Same.
func (s Seen) IDs() []string {
	var all []string
	for _, r := range s.Same {
		all = append(all, r.ID)
	}
	return all
}

// Finding is the verdict of the look: there, Online or OnHold, with the first of
// Same; Absent when there is none; else Unclear, so that an older post is never
// taken for this one, and this one never sent twice.
func (s Seen) Finding(there data.Verdict) data.Finding {
	switch {
	case len(s.Same) > 0:
		return data.Finding{Verdict: there, Receipt: s.Same[0]}
	case s.Likely != "":
		return data.Finding{Verdict: data.Unclear, Evidence: s.Likely}
	case !s.Whole:
		return data.Finding{Verdict: data.Unclear, Evidence: s.Oldest}
	}
	return data.Finding{Verdict: data.Absent}
}
