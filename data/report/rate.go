package report

import (
	"cmp"
	"slices"
	"time"

	"parvis/data"
)

// Basis is what engagement is divided by. The two rates have different names
// on screen, because they differ tenfold and must never be compared.
type Basis string

const (
	// ByReach is the engagement rate by reach (ERR), the usual one: the
	// reactions, replies, shares and quotes of posts, divided by the people
	// whom these posts reached.
	ByReach Basis = "engagement"
	// ByFollowers is the engagement rate by followers (ERF), for networks that
	// tell no reach (Bluesky, Mastodon): the same, divided by the followers
	// that the account had on the day of each post.
	ByFollowers Basis = "engagement_followers"
)

// Both are ratios of sums over posts, not means of the posts' ratios: a post
// that three people saw does not count as much as one that three thousand saw.
// A post whose engagement or divisor is unknown, or whose divisor is zero, is
// left out of both sums.

// basisOf chooses reach as soon as one post tells it.
func basisOf(posts []post) Basis {
	tells := func(p post) bool { return p.Engagement().Known && p.Reach.Known && p.Reach.N > 0 }
	if slices.ContainsFunc(posts, tells) {
		return ByReach
	}
	return ByFollowers
}

// Basis says which of the two rates the whole report uses.
func (r *Report) Basis() Basis { return r.basis }

// Rate is an engagement rate (0.048 is 4.8 %) with the posts it is taken over.
type Rate struct {
	data.Measure
	Over int // posts whose engagement and divisor are known
	Of   int // posts in all
}

func (r *Report) rate(posts []post) Rate {
	rate := Rate{Of: len(posts)}
	var engaged, divisor int64
	for _, p := range posts {
		e, by := p.Engagement(), r.divisor(p)
		if !e.Known || !by.Known || by.N <= 0 {
			continue
		}
		engaged += e.N
		divisor += by.N
		rate.Over++
	}
	if rate.Over > 0 {
		rate.Measure = data.Measure{V: float64(engaged) / float64(divisor), Known: true}
	}
	return rate
}

// divisor is what a post's engagement is divided by. Followers are those of
// the last reading up to the post's day, or else of the first after it, within
// the two periods.
func (r *Report) divisor(p post) data.Count {
	if r.basis == ByReach {
		return p.Reach
	}
	if c := latest(r.readings(p.Account, span{0, p.day + 1}, followers)); c.Known {
		return c
	}
	after := r.readings(p.Account, span{p.day + 1, len(r.dates)}, followers)
	slices.Reverse(after)
	return latest(after)
}

// Week is the engagement rate of the posts of one ISO week, or of as much of
// it as lies in the period.
type Week struct {
	Monday time.Time // midnight UTC
	Rate   Rate
}

// Engagement gives the rate of each week that the period touches, oldest
// first.
func (r *Report) Engagement() []Week {
	var weeks []Week
	for i := r.now.from; i < r.now.to; {
		sinceMonday := (int(r.dates[i].Weekday()) + 6) % 7
		end := min(i+7-sinceMonday, r.now.to)
		weeks = append(weeks, Week{
			Monday: r.dates[i].AddDate(0, 0, -sinceMonday),
			Rate:   r.rate(r.within(span{i, end})),
		})
		i = end
	}
	return weeks
}

// Ranked is a post with its own rate.
type Ranked struct {
	Post data.PostCounts
	Rate float64
}

// Best gives up to n posts of the period, the highest rate first and the newer
// of two equals first. Posts whose rate is unknown are left out.
func (r *Report) Best(n int) []Ranked {
	var ranked []Ranked
	for _, p := range r.within(r.now) {
		if rate := r.rate([]post{p}); rate.Known {
			ranked = append(ranked, Ranked{Post: p.PostCounts, Rate: rate.V})
		}
	}
	slices.SortStableFunc(ranked, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(b.Rate, a.Rate), b.Post.Posted.Compare(a.Post.Posted))
	})
	return ranked[:min(max(n, 0), len(ranked))]
}
