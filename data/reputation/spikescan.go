package reputation

import (
	"math"
	"time"
)

const (
	// scanWarm is how many hours are counted before anything is found.
	scanWarm = 7 * 24
	// scanRaw is how many of them go by before the shape of the week is learnt: until
	// then the level is not known.
	scanRaw = 3 * 24
	// scanFew is how many texts an hour of the week weighs against the guess that it
	// is as all others.
	scanFew = 8
	// scanKeeps is what an hour of the week keeps of what it learnt, each time.
	scanKeeps = 0.99
	// scanClip is by how many standard deviations a count teaches at most, so that a
	// spike does not become the habit.
	scanClip = 3
	// scanLoud is how many texts a window must have at least: two in a silent month are
	// unlikely too, and no spike.
	scanLoud = 3
	// scanSpread is the spread that is guessed, and scanGuess how many windows the
	// guess weighs. The spread is never below scanLeast.
	scanSpread, scanGuess, scanLeast = 0.15, 50, 0.01
)

// What a level keeps of itself each hour: half after 14 days, and half after 8 hours.
func scanSlow() float64 { return math.Exp2(-1. / (14 * 24)) }
func scanFast() float64 { return math.Exp2(-1. / 8) }

// scanWindows are the windows in hours.
func scanWindows() [4]int { return [...]int{1, 2, 4, 8} }

// SeasonScan finds windows of 1, 2, 4 and 8 hours in which more is counted than
// usual at these hours of the week. It is made for small counts, from some a week on.
//
// An hour is expected to have level × shape × drift texts. The level is the mean of
// the last weeks (half is forgotten after 14 days). The shape is that of the hour of
// the day, for days of work and weekends apart, smoothed over its neighbours and
// drawn to 1 where little was counted. The drift is the square root of what the
// hours just before the window had over what they were expected to have. The chance
// of what is seen is a negative binomial tail, whose spread is learnt for each
// window from squared deviations beyond Poisson noise, cut at three standard
// deviations. Hours that were not counted are left out on both sides.
type SeasonScan struct {
	zone   *time.Location
	shape  [48]flow // by hour of the day, weekends behind
	level  flow     // texts over hours
	recent flow     // texts over what was expected, forgotten within hours
	ring   [8]scanned
	spread [4]flow // of each window: what goes beyond Poisson over squared means
	hours  int
	last   int64
}

// flow is a sum of what was seen over a sum of what was to be seen.
type flow struct{ seen, due float64 }

// near draws the ratio to guess, as if that had been due so much already.
func (f flow) near(guess, weight float64) float64 {
	return (f.seen + guess*weight) / (f.due + weight)
}

func (f *flow) fade(keep float64) { f.seen, f.due = f.seen*keep, f.due*keep }

// scanned is an hour; counted is 0 when nobody looked, ½ when half of the hour.
type scanned struct {
	texts, shape, counted float64
	before                flow // recent, before this hour
}

// NewSeasonScan gives a scan for a brand that lives by the clock of a zone; nil is UTC.
func NewSeasonScan(zone *time.Location) *SeasonScan {
	if zone == nil {
		zone = time.UTC
	}
	return &SeasonScan{zone: zone}
}

// Add takes the texts of the hour that begins at from, of which the share counted, 0
// to 1, was looked at. Hours come in order; those between two that come are unknown.
// It allocates nothing.
func (s *SeasonScan) Add(from time.Time, texts int, counted float64) Finding {
	if !(counted > 0) || texts < 0 {
		return Finding{}
	}
	at := hourOf(from)
	if s.hours > 0 {
		s.pass(at - s.last - 1)
	}
	s.last = at
	slot := weekHour(from.In(s.zone))
	now := scanned{texts: float64(texts), shape: s.habit(slot), counted: min(counted, 1), before: s.recent}
	s.push(now)
	level := s.level.near(1, 0.5)
	found := s.find(level)
	s.learn(slot, level, now)
	s.hours++
	return found
}

// hourOf is the number of the hour since 1970.
func hourOf(t time.Time) int64 { return step(t, time.Hour) }

// step is the number of the step of this length since 1970.
func step(t time.Time, length time.Duration) int64 {
	n, by := t.Unix(), int64(length/time.Second)
	if n < 0 {
		n -= by - 1
	}
	return n / by
}

// weekHour is the place of a local time in the shape.
func weekHour(local time.Time) int {
	if day := local.Weekday(); day == time.Saturday || day == time.Sunday {
		return 24 + local.Hour()
	}
	return local.Hour()
}

// pass lets hours go by that nobody counted.
func (s *SeasonScan) pass(hours int64) {
	for range min(hours, int64(len(s.ring))) {
		s.push(scanned{before: s.recent})
		s.recent.fade(scanFast())
	}
	if hours > int64(len(s.ring)) {
		s.recent = flow{}
	}
}

// push makes an hour the first of the ring.
func (s *SeasonScan) push(h scanned) {
	copy(s.ring[1:], s.ring[:])
	s.ring[0] = h
}

// habit is the shape at an hour of the week.
func (s *SeasonScan) habit(slot int) float64 {
	day := slot / 24 * 24
	f := s.shape[slot]
	for _, side := range [...]int{day + (slot+23)%24, day + (slot+1)%24} {
		f.seen += s.shape[side].seen / 2
		f.due += s.shape[side].due / 2
	}
	return f.near(1, scanFew)
}

// find gives the strongest window, and lets every window learn its spread.
func (s *SeasonScan) find(level float64) (found Finding) {
	for i, w := range scanWindows() {
		seen, mean, counted := 0.0, 0.0, 0.0
		for _, h := range s.ring[:w] {
			seen += h.texts
			mean += level * h.shape * h.counted
			counted += h.counted
		}
		mean *= math.Sqrt(s.ring[w-1].before.near(1, 2))
		if s.hours < scanWarm || 2*counted < float64(w) || !(mean > 0) {
			continue
		}
		spread := s.spreadOf(i)
		if strength := rarity(seen, mean, spread); seen >= scanLoud && strength > found.Strength {
			found = Finding{Strength: strength, Window: time.Duration(w) * time.Hour, Seen: int(seen), Expected: mean}
		}
		s.spread[i].fade(scanSlow())
		far := min(seen, mean+scanClip*math.Sqrt(mean+spread*mean*mean)) - mean
		// By the inverse of the variance, a large mean tells no more than a small one.
		weight := 1 / ((1 + spread*mean) * (1 + spread*mean))
		s.spread[i].seen += (far*far - mean) * weight
		s.spread[i].due += mean * mean * weight
	}
	return found
}

// spreadOf is the spread of a window.
func (s *SeasonScan) spreadOf(window int) float64 {
	return max(scanLeast, s.spread[window].near(scanSpread, scanGuess))
}

// learn moves level and shape by an hour.
func (s *SeasonScan) learn(slot int, level float64, h scanned) {
	due := level * h.shape * h.counted
	texts := h.texts
	if s.hours >= scanRaw {
		texts = min(texts, due+scanClip*math.Sqrt(due+s.spreadOf(0)*due*due))
		s.shape[slot].fade(scanKeeps)
		s.shape[slot].seen += texts
		s.shape[slot].due += level * h.counted
	}
	s.level.fade(scanSlow())
	s.level.seen += texts
	s.level.due += h.shape * h.counted
	s.recent.fade(scanFast())
	s.recent.seen += texts
	s.recent.due += due
}
