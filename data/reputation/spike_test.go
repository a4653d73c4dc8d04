package reputation_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"parvis/assets"
	"parvis/data/reputation"
)

// Whoever chooses other thresholds writes their sum here, and the new scores into the
// test of data/reputation/spikes.
func TestShippedThresholdsAreTheOnesThatWereScored(t *testing.T) {
	const want = "d332f0ef6296e1dfaf993bccdf7c4670474bf2e975e1dd91f6038097dabc0b56"
	if got := fmt.Sprintf("%x", sha256.Sum256(assets.Spikes)); got != want {
		t.Errorf("spikes.json is %s", got)
	}
}

func thresholds(t testing.TB) reputation.SpikeThresholds {
	t.Helper()
	all, err := reputation.ReadSpikeThresholds(assets.Spikes)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestThresholdsAreRefused(t *testing.T) {
	for _, file := range []string{"", "{}", `{"scan":4}`, `{"scan":-1,"rank":2}`, `{"scan":"4","rank":2}`, `[4,2]`} {
		if got, err := reputation.ReadSpikeThresholds([]byte(file)); err == nil {
			t.Errorf("%s is %+v", file, got)
		}
	}
}

func TestAlarmRests(t *testing.T) {
	begin := time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)
	a := reputation.Alarm{Threshold: 4}
	for _, c := range []struct {
		hours        int
		strength     float64
		rings, again bool
	}{
		{0, 3.9, false, false},
		{1, 4, true, false},
		{2, 5.9, false, false},  // as bad as before
		{3, 6, true, true},      // a hundred times worse
		{4, 7.9, false, false},  // than the last ring
		{26, 7.9, false, false}, // 23 hours after it
		{27, 4.1, true, false},  // a day after it
		{51, math.NaN(), false, false},
	} {
		rings, again := a.Rings(begin.Add(time.Duration(c.hours)*time.Hour), c.strength)
		if rings != c.rings || again != c.again {
			t.Errorf("%v after %d hours: %v, %v", c.strength, c.hours, rings, again)
		}
	}
}

func TestCountAdd(t *testing.T) {
	var c reputation.Count
	c.Add(reputation.Verdict{Sentiment: reputation.Negative, Certain: true, Urgency: reputation.Critical})
	c.Add(reputation.Verdict{Sentiment: reputation.Neutral, Urgency: reputation.Critical})
	c.Add(reputation.Verdict{Sentiment: reputation.Positive, Certain: true, Urgency: reputation.Low})
	if want := (reputation.Count{Tally: reputation.Tally{Negative: 1, Positive: 1, Uncertain: 1}, Critical: 2}); c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
}

// start is a Monday.
func start() time.Time { return time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC) }

// told is a watch that heard of three weeks with a text in every step of the first
// quarter of an hour: one is negative, one neutral, one positive, and one uncertain
// besides.
func told(t testing.TB) (w *reputation.SpikeWatch, now time.Time) {
	t.Helper()
	w = reputation.NewSpikeWatch(nil, thresholds(t))
	for now = start(); now.Before(start().AddDate(0, 0, 21)); now = now.Add(reputation.CountStep) {
		c := reputation.Count{From: now}
		switch now.Minute() {
		case 0:
			c.Negative = 1
		case 5:
			c.Neutral = 1
		case 10:
			c.Positive, c.Uncertain = 1, 1
		}
		if spikes := add(t, w, c); len(spikes) > 0 {
			t.Fatalf("%v: %+v", now, spikes)
		}
	}
	return w, now
}

func add(t testing.TB, w *reputation.SpikeWatch, c reputation.Count) []reputation.Spike {
	t.Helper()
	spikes, err := w.Add(c)
	if err != nil {
		t.Fatal(err)
	}
	return spikes
}

// through counts the same in every step of three hours, and gives the first spike of
// every stream.
func through(t testing.TB, w *reputation.SpikeWatch, now time.Time, each reputation.Tally) map[reputation.Stream]reputation.Spike {
	t.Helper()
	first := map[reputation.Stream]reputation.Spike{}
	for range 36 {
		for _, s := range add(t, w, reputation.Count{From: now, Tally: each}) {
			if _, seen := first[s.Stream]; !seen {
				first[s.Stream] = s
			}
		}
		now = now.Add(reputation.CountStep)
	}
	return first
}

func TestWatchTellsBuzzFromCrisis(t *testing.T) {
	for _, c := range []struct {
		each    reputation.Tally
		kind    reputation.SpikeKind
		streams []reputation.Stream
	}{
		{reputation.Tally{Negative: 2}, reputation.SpikeCrisis, []reputation.Stream{reputation.AllTexts, reputation.NegativeTexts}},
		{reputation.Tally{Positive: 2}, reputation.SpikeBuzz, []reputation.Stream{reputation.AllTexts}},
		{reputation.Tally{Uncertain: 2}, reputation.SpikeUnclear, []reputation.Stream{reputation.AllTexts}},
	} {
		w, now := told(t)
		first := through(t, w, now, c.each)
		for _, stream := range c.streams {
			s, ok := first[stream]
			switch {
			case !ok:
				t.Errorf("%+v: nothing for %s", c.each, stream)
			case s.Kind != c.kind || s.Again || s.Until.Before(s.From.Add(time.Hour)) || s.Seen < 20 || s.Expected > 8 || s.Expected < 0.5:
				t.Errorf("%+v: %+v", c.each, s)
			case s.Until.Sub(now) > 3*time.Hour || s.From.Before(now.Add(-8*time.Hour)):
				t.Errorf("%+v: from %v to %v", c.each, s.From, s.Until)
			case math.Abs(s.Usually-1./3) > 0.02:
				t.Errorf("%+v: %v were negative before", c.each, s.Usually)
			}
		}
		if len(first) != len(c.streams) {
			t.Errorf("%+v: spikes of %d streams", c.each, len(first))
		}
	}
}

// The window of the first spike is the hour in which 24 texts were negative.
func TestWatchSaysWhatItSaw(t *testing.T) {
	w, now := told(t)
	s := through(t, w, now, reputation.Tally{Negative: 2, Uncertain: 1})[reputation.NegativeTexts]
	want := reputation.Tally{Negative: 24, Uncertain: 12}.NegativeShare()
	if s.From != now || s.Until != now.Add(time.Hour) || s.Seen != 24 || s.Negative != want {
		t.Errorf("%+v, want %+v", s, want)
	}
}

func TestWatchRefusesWhatCannotBe(t *testing.T) {
	w, now := told(t)
	last := now.Add(-reputation.CountStep)
	for _, c := range []struct {
		count reputation.Count
		want  error
	}{
		{reputation.Count{From: last}, reputation.ErrCountOrder},
		{reputation.Count{From: last.Add(4 * time.Minute)}, reputation.ErrCountOrder},
		{reputation.Count{From: last.AddDate(-1, 0, 0)}, reputation.ErrCountOrder},
		{reputation.Count{From: now, Tally: reputation.Tally{Negative: -1}}, reputation.ErrCountSize},
		{reputation.Count{From: now, Critical: math.MaxInt}, reputation.ErrCountSize},
	} {
		if spikes, err := w.Add(c.count); !errors.Is(err, c.want) || spikes != nil {
			t.Errorf("%+v: %v, %v", c.count, spikes, err)
		}
	}
	untouched, _ := told(t)
	a, b := through(t, w, now, reputation.Tally{Negative: 2}), through(t, untouched, now, reputation.Tally{Negative: 2})
	if !reflect.DeepEqual(a, b) {
		t.Errorf("a refused count changes what follows: %+v, %+v", a, b)
	}
}

// A night in which the computer was off is no silence: the morning is no spike.
func TestWatchTakesGapsForGaps(t *testing.T) {
	w, now := told(t)
	for day := range 20 {
		for hour := 8; hour < 20; hour++ {
			at := now.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
			for minute := 0; minute < 60; minute += 5 {
				c := reputation.Count{From: at.Add(time.Duration(minute) * time.Minute)}
				if minute < 15 {
					c.Neutral = 1
				}
				if spikes := add(t, w, c); len(spikes) > 0 {
					t.Fatalf("%v: %+v", c.From, spikes)
				}
			}
		}
	}
}

func TestWatchAllocatesNothing(t *testing.T) {
	w, now := told(t)
	if n := testing.AllocsPerRun(300, func() {
		if _, err := w.Add(reputation.Count{From: now}); err != nil {
			t.Fatal(err)
		}
		now = now.Add(reputation.CountStep)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzWatch reads bytes as steps forward and numbers of texts.
func FuzzWatch(f *testing.F) {
	f.Add(uint16(0), []byte{1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0})
	f.Add(uint16(2100), []byte{0, 255, 255, 255, 255, 255, 0, 1, 255, 255, 255, 255, 255, 1, 9, 9})
	f.Fuzz(func(t *testing.T, quiet uint16, raw []byte) {
		var heard [2][]reputation.Spike
		for i := range heard {
			w, at := reputation.NewSpikeWatch(nil, reputation.SpikeThresholds{Scan: 1, Rank: 1}), start()
			for range quiet % 2500 {
				at = at.Add(reputation.CountStep)
				heard[i] = append(heard[i], add(t, w, reputation.Count{From: at, Tally: reputation.Tally{Neutral: 1}})...)
			}
			for rest := raw; len(rest) >= 6; rest = rest[6:] {
				at = at.Add(reputation.CountStep << (rest[0] % 24))
				n := int(binary.LittleEndian.Uint16(rest[1:]))
				c := reputation.Count{From: at, Tally: reputation.Tally{Negative: n * n / 5, Neutral: int(rest[3]), Uncertain: int(rest[4])}, Critical: int(rest[5])}
				spikes, err := w.Add(c)
				if err != nil && !errors.Is(err, reputation.ErrCountOrder) && !errors.Is(err, reputation.ErrCountSize) {
					t.Fatal(err)
				}
				heard[i] = append(heard[i], spikes...)
			}
		}
		if !slices.EqualFunc(heard[0], heard[1], func(a, b reputation.Spike) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatal("the same counts give other spikes")
		}
		for _, s := range heard[0] {
			if math.IsNaN(s.Strength) || math.IsNaN(s.Expected) || s.Expected < 0 || s.Seen < 0 || !s.Until.After(s.From) ||
				s.Negative.Low > s.Negative.High || s.Usually < 0 || s.Usually > 1 {
				t.Fatalf("%+v", s)
			}
		}
	})
}
