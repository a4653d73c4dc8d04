package reputation

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// CountStep is the time over which texts are counted together.
const CountStep = 5 * time.Minute

// mostTexts is how many texts of one kind a step holds at most.
const mostTexts = 1_000_000_000

// What may be wrong with a count; the errors of SpikeWatch wrap them.
var (
	// ErrCountOrder: a count that is not of a later step than the one before.
	ErrCountOrder = errors.New("reputation: a count that is not later than the last")
	// ErrCountSize: fewer than no texts, or more than anybody writes.
	ErrCountSize = errors.New("reputation: a count that cannot be")
)

// Count is what was written of a brand in the step that begins at From. A step in
// which nothing was written is a Count of zeros; a step in which nobody looked, the
// computer being off or the network silent, is no Count at all.
type Count struct {
	From time.Time
	Tally
	Critical int // of all the texts, whatever their sentiment
}

// Add counts a verdict.
func (c *Count) Add(v Verdict) {
	c.Tally.Add(v)
	if v.Urgency == Critical {
		c.Critical++
	}
}

// texts is how many the step has of a stream.
func (c *Count) texts(of Stream) int {
	switch of {
	case NegativeTexts:
		return c.Negative
	case CriticalTexts:
		return c.Critical
	}
	return c.Negative + c.Neutral + c.Positive + c.Uncertain
}

func (c *Count) check() error {
	for _, n := range [...]int{c.Negative, c.Neutral, c.Positive, c.Uncertain, c.Critical} {
		if n < 0 || n > mostTexts {
			return fmt.Errorf("%w: %d texts", ErrCountSize, n)
		}
	}
	return nil
}

// Stream is which texts are watched.
type Stream string

const (
	AllTexts      Stream = "all"
	NegativeTexts Stream = "negative" // the certain ones
	CriticalTexts Stream = "critical" // by urgency
)

// SpikeKind is what a spike is taken to be.
type SpikeKind string

const (
	// SpikeCrisis: clearly more of the texts are negative than usual, or clearly
	// most are.
	SpikeCrisis SpikeKind = "crisis"
	// SpikeBuzz: many speak, and clearly most of them not badly.
	SpikeBuzz SpikeKind = "buzz"
	// SpikeUnclear: too few verdicts are certain to say.
	SpikeUnclear SpikeKind = "unclear"
)

// Spike is a time in which more was written than chance and habit explain.
type Spike struct {
	Stream      Stream
	Kind        SpikeKind
	From, Until time.Time // the window in which it stands out most
	Seen        int       // texts of the stream in the window
	Expected    float64   // texts that the window has usually
	Strength    float64   // how unlikely it is: -log10 of its chance
	Again       bool      // an earlier alarm has hardly passed, and this is a hundred times unlikelier
	Negative    Share     // of all texts in the window
	Usually     float64   // the share of the negative before it
	Words       []SpikeWord
	Writers     []SpikeWriter // those who wrote most, at most five
	Voices      int           // how many wrote
}

// SpikeThresholds are the strengths from which there is a spike. They were chosen
// by data/reputation/spikes.
type SpikeThresholds struct {
	Scan float64 `json:"scan"` // for SeasonScan
	Rank float64 `json:"rank"` // for HistoryRank
}

// ReadSpikeThresholds reads assets.Spikes. It fails when one is missing or is no
// strength.
func ReadSpikeThresholds(file []byte) (SpikeThresholds, error) {
	var t SpikeThresholds
	if err := json.Unmarshal(file, &t); err != nil {
		return SpikeThresholds{}, fmt.Errorf("reputation: thresholds of spikes: %w", err)
	}
	if !(t.Scan > 0 && t.Rank > 0) {
		return SpikeThresholds{}, fmt.Errorf("reputation: thresholds of spikes: %v and %v", t.Scan, t.Rank)
	}
	return t, nil
}

// Finding is what a detector makes of a window that ends with what it was told last.
type Finding struct {
	Strength float64 // -log10 of a chance; 0 when there is nothing to say
	Window   time.Duration
	Seen     int
	Expected float64
}

const (
	// spikeRest is how long an alarm rests: what goes on is one spike, not many.
	spikeRest = 24 * time.Hour
	// spikeWorse is by how much what comes in that time must be stronger to ring
	// again: its chance has fallen a hundredfold.
	spikeWorse = 2
)

// Alarm turns strengths into rings, with a rest of 24 hours after each in which it
// rings again only when the chance has fallen a hundredfold. The zero Alarm with a
// Threshold is ready.
type Alarm struct {
	Threshold float64
	at        time.Time
	strength  float64
}

// Rings tells whether to ring for a strength, and whether it is in the rest after
// another ring. Times must not go back.
func (a *Alarm) Rings(at time.Time, strength float64) (rings, again bool) {
	if !(strength >= a.Threshold) {
		return false, false
	}
	again = !a.at.IsZero() && at.Sub(a.at) < spikeRest
	if again && strength < a.strength+spikeWorse {
		return false, false
	}
	a.at, a.strength = at, strength
	return true, again
}
