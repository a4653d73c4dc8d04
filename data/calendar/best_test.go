package calendar

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"parvis/data"
)

func TestBestHoursOfNothingAreGeneralAdvice(t *testing.T) {
	best, err := BestHours(nil, 3, "Europe/Paris")
	if err != nil || best.Own || best.Posts != 0 || len(best.Hours) != 3 {
		t.Fatalf("%+v, %v", best, err)
	}
	for _, h := range best.Hours {
		if h.Own || h.N != 0 || h.Hour != 10 || weekend(h.Weekday) {
			t.Errorf("proposes %+v", h)
		}
	}
	if _, err := BestHours(nil, 3, "Nowhere"); !errors.Is(err, ErrZone) {
		t.Errorf("nowhere: %v", err)
	}
}

// The worked example: four posts, two of them on Thursday at 18 h with 20
// reactions, two on Monday at 9 h with 5. The median is 12.5, so that they lie at
// ln(20.5/13) = 0.4555 and ln(5.5/13) = -0.8602. On Thursday at 18 h the posts
// weigh 2, general advice 4 at 0.12: (4*0.12 + 2*0.4555)/6 = 0.2318, and e to
// that is 1.2609.
func TestBestHoursByHand(t *testing.T) {
	thursday := at(t, "2026-11-19T18:10", "Europe/Paris").Instant
	monday := at(t, "2026-11-16T09:30", "Europe/Paris").Instant
	results := []Result{{1, thursday, 20}, {1, thursday.AddDate(0, 0, -7), 20}, {1, monday, 5}, {1, monday.AddDate(0, 0, -7), 5}}
	best, err := BestHours(results, 1, "Europe/Paris")
	if err != nil || len(best.Hours) != 1 {
		t.Fatalf("%+v, %v", best, err)
	}
	h := best.Hours[0]
	if h.Weekday != time.Thursday || h.Hour != 18 || h.N != 2 || h.Own || math.Abs(h.Lift-0.2609) > 0.0005 {
		t.Errorf("%+v", h)
	}
	// The deviation is that of ±0.6578 about the mean: sqrt(4*0.6578²/3) = 0.7596,
	// and 1.645 of it over the root of six weights is 0.5101.
	if low := math.Exp(0.2318-0.5101) - 1; math.Abs(h.Low-low) > 0.001 {
		t.Errorf("from %f, want %f", h.Low, low)
	}
}

// A habit that is there is found, one that is not is not claimed: on what is
// drawn without any the interval of the best hour reaches below the usual in most
// draws.
func TestBestHoursFindWhatIsThere(t *testing.T) {
	draw := func(seed uint64, habit float64) []Result {
		r := rand.New(rand.NewPCG(seed, 1))
		var out []Result
		for range 150 {
			day, hour := r.IntN(28), 7+r.IntN(15)
			if r.IntN(3) == 0 {
				day, hour = day/7*7+2, 18 // half of them on Wednesdays
			}
			t0 := time.Date(2026, 9, 7+day, hour-2, r.IntN(60), 0, 0, time.UTC)
			scale := 40.0
			if t0.Weekday() == time.Wednesday && hour == 18 {
				scale *= habit
			}
			out = append(out, Result{data.AccountID(1 + r.IntN(2)), t0, math.Round(scale * math.Exp(0.6*r.NormFloat64()))})
		}
		return out
	}
	found, claimed := 0, 0
	for seed := range uint64(40) {
		best, err := BestHours(draw(seed, 2.5), 1, "Europe/Paris")
		if err != nil {
			t.Fatal(err)
		}
		if h := best.Hours[0]; h.Weekday == time.Wednesday && h.Hour == 18 && h.Own && h.Low > 0 {
			found++
		}
		if best, _ := BestHours(draw(seed, 1), 1, "Europe/Paris"); best.Hours[0].Low > 0.1 {
			claimed++
		}
	}
	t.Logf("of 40 habits %d found; of 40 without one %d claimed", found, claimed)
	if found < 36 || claimed > 4 {
		t.Errorf("found %d, claimed %d", found, claimed)
	}
}

func TestBestHoursSurviveAnything(t *testing.T) {
	results := []Result{{1, time.Time{}, 0}, {1, time.Unix(1<<40, 0), -5}, {2, time.Unix(0, 0), math.MaxFloat64}, {2, time.Unix(0, 0), 1e11}, {3, time.Unix(0, 0), math.NaN()}}
	best, err := BestHours(results, 200, "Pacific/Chatham")
	if err != nil || best.Posts != 2 {
		t.Errorf("%+v, %v", best, err)
	}
	for _, h := range best.Hours {
		if math.IsNaN(h.Lift) || h.Low > h.Lift || h.High < h.Lift {
			t.Errorf("%+v", h)
		}
	}
}
