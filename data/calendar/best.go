package calendar

import (
	"cmp"
	"math"
	"slices"
	"time"

	"parvis/data"
)

// Result is how a post that went out did. Engagement is compared with that of
// other posts of the same account only, as networks count differently.
type Result struct {
	Account    data.AccountID
	At         time.Time
	Engagement float64 // reactions, answers, shares and quotes
}

// BestHour is an hour of the week that did well.
type BestHour struct {
	Weekday time.Weekday
	Hour    int
	// Lift is how much more engagement a post finds then than the account's usual
	// post, 0.2 for a fifth more; Low and High bound it with nine chances in ten.
	Lift, Low, High float64
	N               int  // posts of that day and within an hour of it
	Own             bool // the posts told it; otherwise it is general advice
}

// Best is what results tell about hours.
type Best struct {
	Hours []BestHour // the best ones first, never two within two hours of a day
	Posts int        // results that were compared
	// Own: at least one hour rests on the posts themselves.
	Own bool
}

const (
	// leastResults is how many posts it takes before anything is said of one's own.
	leastResults = 20
	// leastAtHour is how many of them an hour must have.
	leastAtHour = 3
	// priorWeight is how many posts general advice weighs as much as.
	priorWeight = 4.0
	// chances is the normal quantile of an interval with nine chances in ten.
	chances = 1.645
	// firstHour and lastHour bound what is proposed: nobody asks for the night.
	firstHour, lastHour = 7, 21
	// apart is how many hours lie at least between two proposals of a day.
	apart = 2
)

// BestHours proposes at most n hours of the week from an account's results, in a
// zone.
//
// Of each post the logarithm of its engagement over the median of its account is
// taken (half a reaction added to both, so that none counts too). An hour of the
// week is the mean of the posts around it: those of the same hour weigh 1, of the
// hour beside it 1/2, on other days of the same half of the week (Monday to
// Friday, Saturday and Sunday) 3/10 of that. General advice counts as four posts
// more (shrinkage towards a prior mean: Efron and Morris, "Stein's paradox in
// statistics", 1977), and the interval is that of a normal mean with the variance
// of all posts and that many. With fewer than twenty posts, or fewer than three
// about the hour, what is said is general advice and says so.
//
// The error wraps ErrZone.
func BestHours(results []Result, n int, zone string) (Best, error) {
	loc, err := load(zone)
	if err != nil {
		return Best{}, err
	}
	posts := lifts(results, loc)
	spread := deviation(posts)
	best := Best{Posts: len(posts)}
	var all []BestHour
	for day := time.Sunday; day <= time.Saturday; day++ {
		for hour := firstHour; hour <= lastHour; hour++ {
			all = append(all, hourOf(posts, spread, day, hour))
		}
	}
	slices.SortStableFunc(all, func(a, b BestHour) int { return cmp.Compare(b.Lift, a.Lift) })
	for _, h := range all {
		near := func(o BestHour) bool { return o.Weekday == h.Weekday && abs(o.Hour-h.Hour) <= apart }
		if len(best.Hours) < n && !slices.ContainsFunc(best.Hours, near) {
			best.Hours = append(best.Hours, h)
			best.Own = best.Own || h.Own
		}
	}
	return best, nil
}

// lift is one post: when it went out, and how it did beside the usual one.
type lift struct {
	day  time.Weekday
	hour int
	log  float64
}

func lifts(results []Result, loc *time.Location) []lift {
	by := map[data.AccountID][]float64{}
	for _, r := range results {
		if told(r) {
			by[r.Account] = append(by[r.Account], r.Engagement)
		}
	}
	usual := map[data.AccountID]float64{}
	for a, list := range by {
		slices.Sort(list)
		usual[a] = (list[(len(list)-1)/2] + list[len(list)/2]) / 2
	}
	var out []lift
	for _, r := range results {
		if told(r) {
			local := r.At.In(loc)
			out = append(out, lift{local.Weekday(), local.Hour(), math.Log((r.Engagement + 0.5) / (usual[r.Account] + 0.5))})
		}
	}
	return out
}

// told tells a number of reactions that can be one.
func told(r Result) bool { return r.Engagement >= 0 && r.Engagement < 1e12 }

// deviation is the standard deviation of the posts, at least what chance alone
// makes of a handful of reactions.
func deviation(posts []lift) float64 {
	const least = 0.3
	if len(posts) < 2 {
		return 1
	}
	var sum, squares float64
	for _, p := range posts {
		sum += p.log
	}
	mean := sum / float64(len(posts))
	for _, p := range posts {
		squares += (p.log - mean) * (p.log - mean)
	}
	return max(least, math.Sqrt(squares/float64(len(posts)-1)))
}

func hourOf(posts []lift, spread float64, day time.Weekday, hour int) BestHour {
	h := BestHour{Weekday: day, Hour: hour}
	weight, sum := priorWeight, priorWeight*general(day, hour)
	for _, p := range posts {
		w := closeness(p, day, hour)
		weight, sum = weight+w, sum+w*p.log
		if p.day == day && abs(p.hour-hour) <= 1 {
			h.N++
		}
	}
	mean, reach := sum/weight, chances*spread/math.Sqrt(weight)
	h.Own = len(posts) >= leastResults && h.N >= leastAtHour
	h.Lift, h.Low, h.High = math.Expm1(mean), math.Expm1(mean-reach), math.Expm1(mean+reach)
	return h
}

func closeness(p lift, day time.Weekday, hour int) float64 {
	w := 0.0
	switch abs(p.hour - hour) {
	case 0:
		w = 1
	case 1:
		w = 0.5
	}
	if p.day == day {
		return w
	}
	if weekend(p.day) == weekend(day) {
		return 0.3 * w
	}
	return 0
}

func weekend(d time.Weekday) bool { return d == time.Saturday || d == time.Sunday }

// general is what holds for most: late morning and early evening on working days,
// the middle of the week a little more, late morning at weekends. It is the part
// that the yearly studies of schedulers agree on (Sprout Social, Hootsuite,
// Buffer: "best times to post", 2023 to 2025, remembered and not verified), as
// logarithms of small lifts.
func general(day time.Weekday, hour int) float64 {
	var at float64
	switch {
	case weekend(day) && hour >= 10 && hour <= 12:
		return 0.02
	case weekend(day):
		return -0.05
	case hour >= 9 && hour <= 12:
		at = 0.10
	case hour >= 17 && hour <= 19:
		at = 0.08
	}
	if day == time.Tuesday || day == time.Wednesday || day == time.Thursday {
		at += 0.03
	}
	// A peak within each stretch, so that one hour is named and not four.
	if hour == 10 || hour == 18 {
		at += 0.01
	}
	return at
}

func abs(n int) int { return max(n, -n) }
