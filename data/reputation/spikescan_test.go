package reputation

import (
	"math"
	"testing"
	"time"
	_ "time/tzdata"
)

// monday is the beginning of a week of winter.
func monday() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }

// daily tells a scan of so many hours of a brand that has texts by day only, and gives
// the strongest finding after the first ten days.
func daily(s *SeasonScan, begin time.Time, hours int, byDay int) (strongest Finding) {
	for hour := range hours {
		at := begin.Add(time.Duration(hour) * time.Hour)
		texts := 0
		if h := at.In(s.zone).Hour(); h >= 8 && h < 20 {
			texts = byDay + hour%3
		}
		if found := s.Add(at, texts, 1); hour > 240 && found.Strength > strongest.Strength {
			strongest = found
		}
	}
	return strongest
}

func TestScanKnowsTheDay(t *testing.T) {
	s := NewSeasonScan(nil)
	if found := daily(s, monday(), 28*24, 3); found.Strength > 2 {
		t.Errorf("as every day: %+v", found)
	}
	night := *s
	at := monday().Add(28 * 24 * time.Hour)
	for hour := range 3 {
		night.Add(at.Add(time.Duration(hour)*time.Hour), 0, 1)
	}
	// Four texts are as every hour of the day, and a spike in the night.
	found := night.Add(at.Add(3*time.Hour), 6, 1)
	if found.Strength < 4.25 || found.Seen != 6 || found.Expected > 1 {
		t.Errorf("six texts in the night: %+v", found)
	}
	for hour := range 10 {
		found = s.Add(at.Add(time.Duration(hour)*time.Hour), []int{0, 0, 0, 0, 0, 0, 0, 0, 3, 6}[hour], 1)
	}
	if found.Strength > 4 {
		t.Errorf("six texts in the morning: %+v", found)
	}
}

// A brand with two texts in every hour has neither a shape nor a drift: two are
// expected, and what the scan says of one hour is a plain negative binomial tail.
func TestScanOfAFlatBrand(t *testing.T) {
	s := NewSeasonScan(nil)
	for hour := range scanWarm + 14*24 {
		if found := s.Add(monday().Add(time.Duration(hour)*time.Hour), 2, 1); hour < scanWarm && found.Strength != 0 {
			t.Fatalf("hour %d: %+v before it is warm", hour, found)
		}
	}
	found := s.Add(monday().Add((scanWarm+14*24)*time.Hour), 14, 1)
	if found.Window != time.Hour || found.Seen != 14 || math.Abs(found.Expected-2) > 0.02 {
		t.Errorf("14 where 2 are usual: %+v", found)
	}
	// Counts that never vary lower the spread to the least.
	if want := rarity(14, found.Expected, scanLeast); math.Abs(found.Strength-want) > 1e-9 {
		t.Errorf("strength %v, want %v", found.Strength, want)
	}
}

func TestScanTakesGapsForGaps(t *testing.T) {
	whole, holes := NewSeasonScan(nil), NewSeasonScan(nil)
	for hour := range 28 * 24 {
		at := monday().Add(time.Duration(hour) * time.Hour)
		whole.Add(at, 4, 1)
		if hour%5 != 4 { // one hour in five nobody looks
			holes.Add(at, 4, 1)
		}
	}
	at := monday().Add(28 * 24 * time.Hour)
	a, b := whole.Add(at, 30, 1), holes.Add(at, 30, 1)
	if math.Abs(a.Expected-b.Expected) > 0.1 {
		t.Errorf("expected %v, with holes %v", a.Expected, b.Expected)
	}
	// Half an hour is expected to have half of the texts.
	if half := holes.Add(at.Add(time.Hour), 15, 0.5); half.Window == time.Hour && math.Abs(half.Expected-b.Expected/2) > b.Expected/4 {
		t.Errorf("half an hour: %+v after %+v", half, b)
	}
	// A year without anybody is no year of silence.
	later := whole.Add(at.Add(365*24*time.Hour), 4, 1)
	if later.Strength > 1 {
		t.Errorf("four texts after a year: %+v", later)
	}
}

// When clocks are put forward in Paris, the day goes on by the clock on the wall.
func TestScanFollowsTheClockOnTheWall(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Date(2026, 3, 2, 0, 0, 0, 0, paris) // a Monday; clocks change on the 29th
	const hours = 6 * 7 * 24
	byWall, byUTC := 0.0, 0.0
	local, fixed := NewSeasonScan(paris), NewSeasonScan(nil)
	for hour := range hours {
		at := begin.Add(time.Duration(hour) * time.Hour)
		texts := 0
		if h := at.In(paris).Hour(); h >= 8 && h < 20 {
			texts = 20
		}
		a, b := local.Add(at, texts, 1), fixed.Add(at, texts, 1)
		if day := hour / 24; day == 28 { // the Monday after
			byWall, byUTC = max(byWall, a.Strength), max(byUTC, b.Strength)
		}
	}
	if byWall > 2 || byUTC < 2*byWall+1 {
		t.Errorf("the day after clocks changed: %v by the clock on the wall, %v by UTC", byWall, byUTC)
	}
}

func TestSteps(t *testing.T) {
	for _, c := range []struct {
		seconds int64
		length  time.Duration
		want    int64
	}{{0, CountStep, 0}, {299, CountStep, 0}, {300, CountStep, 1}, {-1, CountStep, -1}, {-300, CountStep, -1}, {-301, CountStep, -2}, {7200, time.Hour, 2}} {
		if got := step(time.Unix(c.seconds, 0), c.length); got != c.want {
			t.Errorf("%d s in steps of %v: %d, want %d", c.seconds, c.length, got, c.want)
		}
	}
}

// Of 600 steps with 10 texts each all are smaller than one with 100: every window
// says log10(n+1) of the n values that it remembers, one of 15 minutes from its second
// step on, one of an hour from its sixth, one of four hours from its twenty-fourth.
func TestRankIsTheShareOfThePast(t *testing.T) {
	r := NewHistoryRank()
	for i := range 600 {
		if found := r.Add(monday().Add(time.Duration(i)*CountStep), 10); found.Strength != 0 {
			t.Fatalf("step %d, as all others: %+v", i, found)
		}
	}
	found := r.Add(monday().Add(600*CountStep), 100)
	want := (math.Log10(601) + math.Log10(600) + math.Log10(596) + math.Log10(578)) / 4
	if !near(found.Strength, want) || found.Window != CountStep || found.Seen != 100 || math.Abs(found.Expected-10) > 1e-6 {
		t.Errorf("%+v, want strength %v", found, want)
	}
}

func TestRankForgetsAndTakesGapsForGaps(t *testing.T) {
	r := NewHistoryRank()
	at := monday()
	next := func(texts int) Finding {
		at = at.Add(CountStep)
		return r.Add(at, texts)
	}
	for i := range rankKeeps {
		next(20 + i%5)
	}
	first := next(500)
	for i := range rankKeeps + 48 {
		next(20 + i%5)
	}
	if again := next(500); again.Strength < first.Strength-0.1 {
		t.Errorf("%v, and %v after it was forgotten", first.Strength, again.Strength)
	}
	at = at.Add(1000 * CountStep)
	if after := next(22); after.Strength > 1.5 || after.Seen != 22 {
		t.Errorf("an ordinary step after a gap: %+v", after)
	}
}

func TestDetectorsAllocateNothing(t *testing.T) {
	scan, rank, at := NewSeasonScan(nil), NewHistoryRank(), monday()
	if n := testing.AllocsPerRun(500, func() {
		at = at.Add(time.Hour)
		scan.Add(at, 3, 1)
		rank.Add(at, 3)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
