package reputation

import (
	"fmt"
	"math"
	"time"
)

const (
	// watchLoud is above how many texts a day HistoryRank takes a stream over from
	// SeasonScan, and watchSoft below how many it gives it back. A stream between the
	// two would else change hands every night.
	watchLoud, watchSoft = 200, 100
	// watchSlow is the time after which half of what is usual is forgotten, in steps.
	watchSlow = 7 * 24 * 12
	// watchShare is the same for the share of the negative.
	watchShare = 28 * 24 * 12
)

// SpikeWatch watches one brand: all texts, the negative and the critical ones. It is
// told what was counted, step by step, and says when there is a spike. The same
// counts give the same spikes; it reads no clock. It is not safe for concurrent use.
//
// A stream is watched by SeasonScan, from more than 200 texts a day on by
// HistoryRank, and below 100 again by SeasonScan. Both watch all the time, so that a
// brand that grows is known to the other one already.
type SpikeWatch struct {
	streams [3]watched
	past    [96]Count // the last eight hours that were counted, a ring
	next    int
	steps   int
	last    int64
	hour    int64 // the one that is being counted
	counted int   // steps of it
	share   flow  // negative over certain ones, before the ring
}

// watched is a stream.
type watched struct {
	stream Stream
	scan   *SeasonScan
	rank   *HistoryRank
	byScan Alarm
	byRank Alarm
	usual  flow // texts over steps
	loud   bool // HistoryRank watches
	hour   int  // texts of the hour that is being counted
}

// NewSpikeWatch gives a watch for a brand that lives by the clock of a zone; nil is
// UTC. It says nothing for the first days of what it is told: two for a stream of
// more than 200 texts a day, else seven.
func NewSpikeWatch(zone *time.Location, t SpikeThresholds) *SpikeWatch {
	w := &SpikeWatch{}
	for i, stream := range [...]Stream{AllTexts, NegativeTexts, CriticalTexts} {
		w.streams[i] = watched{
			stream: stream, scan: NewSeasonScan(zone), rank: NewHistoryRank(),
			byScan: Alarm{Threshold: t.Scan}, byRank: Alarm{Threshold: t.Rank},
		}
	}
	return w
}

// Add takes the count of a step. Steps come in order, each once; those between two
// that come are unknown, and are not taken for quiet ones. The error wraps
// ErrCountOrder or ErrCountSize, and such a count changes nothing. It allocates only
// for spikes.
func (w *SpikeWatch) Add(c Count) (spikes []Spike, err error) {
	at := step(c.From, CountStep)
	if w.steps > 0 && at <= w.last {
		return nil, fmt.Errorf("%w: %v", ErrCountOrder, c.From)
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	if hour := hourOf(c.From); hour != w.hour || w.steps == 0 {
		spikes = w.closeHour(spikes)
		w.hour = hour
	}
	w.remember(c)
	w.last = at
	w.steps++
	w.counted++
	end := time.Unix((at+1)*int64(CountStep/time.Second), 0).UTC()
	for i := range w.streams {
		s := &w.streams[i]
		texts := c.texts(s.stream)
		s.hour += texts
		s.listen(float64(texts))
		found := s.rank.Add(c.From, texts)
		if !s.loud {
			continue
		}
		if rings, again := s.byRank.Rings(end, found.Strength); rings {
			spikes = append(spikes, w.spike(s.stream, found, end, again))
		}
	}
	if w.counted == int(time.Hour/CountStep) {
		spikes = w.closeHour(spikes)
	}
	return spikes, nil
}

// listen learns how loud the stream is.
func (s *watched) listen(texts float64) {
	s.usual.fade(math.Exp2(-1. / watchSlow))
	s.usual.seen += texts
	s.usual.due++
	day := s.usual.near(0, 0) * float64(24*time.Hour/CountStep)
	s.loud = day > watchLoud || s.loud && day >= watchSoft
}

// closeHour gives the hour that was counted to the scans.
func (w *SpikeWatch) closeHour(spikes []Spike) []Spike {
	if w.counted == 0 {
		return spikes
	}
	from := time.Unix(w.hour*int64(time.Hour/time.Second), 0).UTC()
	end := from.Add(time.Hour)
	share := float64(w.counted) / float64(time.Hour/CountStep)
	for i := range w.streams {
		s := &w.streams[i]
		found := s.scan.Add(from, s.hour, share)
		s.hour = 0
		if s.loud {
			continue
		}
		if rings, again := s.byScan.Rings(end, found.Strength); rings {
			spikes = append(spikes, w.spike(s.stream, found, end, again))
		}
	}
	w.counted = 0
	return spikes
}

// remember puts a count into the ring. What falls out of it becomes usual: a spike is
// not compared with itself.
func (w *SpikeWatch) remember(c Count) {
	if w.steps >= len(w.past) {
		old := w.past[w.next]
		w.share.fade(math.Exp2(-1. / watchShare))
		w.share.seen += float64(old.Negative)
		w.share.due += float64(old.Negative) + float64(old.Neutral) + float64(old.Positive)
	}
	w.past[w.next] = c
	w.next = (w.next + 1) % len(w.past)
}

// A share of the negative is taken to be a quarter until so many texts say otherwise.
const guessShare, guessTexts = 0.25, 4

// spike says what was found in a window that ends at end.
func (w *SpikeWatch) spike(stream Stream, found Finding, end time.Time, again bool) Spike {
	s := Spike{
		Stream: stream, From: end.Add(-found.Window), Until: end, Again: again,
		Seen: found.Seen, Expected: found.Expected, Strength: found.Strength,
		Usually: w.share.near(guessShare, guessTexts),
	}
	var tally Tally
	for _, c := range w.past[:min(w.steps, len(w.past))] {
		if from := step(c.From, CountStep); from >= step(s.From, CountStep) && from < step(end, CountStep) {
			tally.Negative += c.Negative
			tally.Neutral += c.Neutral
			tally.Positive += c.Positive
			tally.Uncertain += c.Uncertain
		}
	}
	s.Negative = tally.NegativeShare()
	s.Kind = kindOf(s.Negative, tally.Negative, s.Usually)
	return s
}
