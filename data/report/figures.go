package report

import (
	"cmp"
	"slices"

	"parvis/data"
)

// Indicators are the four figures above the calendar, in the order in which
// they stand: followers, engagement, reach, posts sent. The second bears the
// name of the report's [Basis].
func (r *Report) Indicators() []data.Indicator {
	return []data.Indicator{r.followersFigure(), r.engagementFigure(), r.reachFigure(), r.sentFigure()}
}

// followersFigure is the sum of each account's last reading in the period.
// Change compares only the accounts that were read in the period before too:
// connecting an account is not growth.
func (r *Report) followersFigure() data.Indicator {
	ids := r.telling(followers)
	figure := data.Indicator{
		Name:   data.IndicatorFollowers,
		Points: r.totals(ids, followers),
		Over:   len(ids),
		Of:     r.living(),
	}
	for _, id := range ids {
		now := latest(r.readings(id, r.now, followers))
		figure.Value = add(figure.Value, float64(now.N))
		if then := latest(r.readings(id, r.before, followers)); then.Known {
			figure.Change = add(figure.Change, float64(now.N-then.N))
		}
	}
	return figure
}

// living counts the accounts that can tell: one read from an archive tells
// nothing but its posts.
func (r *Report) living() int {
	n := 0
	for _, a := range r.accounts {
		if a.State != data.AccountArchive {
			n++
		}
	}
	return n
}

func (r *Report) engagementFigure() data.Indicator {
	now, then := r.rate(r.within(r.now)), r.rate(r.within(r.before))
	figure := data.Indicator{
		Name:  data.IndicatorName(r.basis),
		Value: now.Measure,
		Over:  now.Over,
		Of:    now.Of,
	}
	for _, day := range r.each() {
		figure.Points = append(figure.Points, r.rate(r.within(day)).Measure)
	}
	if now.Known && then.Known {
		figure.Change = data.Measure{V: now.V - then.V, Known: true}
	}
	return figure
}

// reachFigure is the sum of the reach of each day: somebody who was reached on
// two days counts twice, since no network tells otherwise. Change compares the
// accounts that were read on nine days of ten in both periods; a sum over
// fewer days would look like a fall.
func (r *Report) reachFigure() data.Indicator {
	ids := r.telling(reach)
	figure := data.Indicator{
		Name:   data.IndicatorReach,
		Points: r.totals(ids, reach),
		Over:   len(ids),
		Of:     r.living(),
	}
	for _, id := range ids {
		now, nowDays := sum(r.readings(id, r.now, reach))
		then, thenDays := sum(r.readings(id, r.before, reach))
		figure.Value = add(figure.Value, float64(now))
		if enough := 9 * (r.now.to - r.now.from); 10*nowDays >= enough && 10*thenDays >= enough {
			figure.Change = add(figure.Change, float64(now-then))
		}
	}
	return figure
}

// sentFigure counts the posts that went out in the period. Nothing is never a
// gap here: a day without a post has none.
func (r *Report) sentFigure() data.Indicator {
	now, then := len(r.within(r.now)), len(r.within(r.before))
	figure := data.Indicator{
		Name:   data.IndicatorSent,
		Value:  data.Measure{V: float64(now), Known: true},
		Change: data.Measure{V: float64(now - then), Known: true},
		Over:   now,
		Of:     now,
	}
	for _, day := range r.each() {
		figure.Points = append(figure.Points, data.Measure{V: float64(len(r.within(day))), Known: true})
	}
	return figure
}

// Course is how a count went on one network: one point a day of the period.
type Course struct {
	Network  data.NetworkName
	Accounts int // that are in it
	Points   []data.Measure
}

// Followers gives the course of each network that was read at all, in the
// order of the accounts.
func (r *Report) Followers() []Course {
	var courses []Course
	telling := r.telling(followers)
	for _, network := range r.networks() {
		var ids []data.AccountID
		for _, a := range r.accounts {
			if a.Network == network && slices.Contains(telling, a.ID) {
				ids = append(ids, a.ID)
			}
		}
		if len(ids) > 0 {
			courses = append(courses, Course{network, len(ids), r.totals(ids, followers)})
		}
	}
	return courses
}

// Reach gives the reach of each day over the accounts that tell it, and how
// many they are.
func (r *Report) Reach() (points []data.Measure, over int) {
	ids := r.telling(reach)
	return r.totals(ids, reach), len(ids)
}

// Tally is how many posts went out on a network.
type Tally struct {
	Network data.NetworkName
	N       int
}

// Posts counts the posts of each network of the accounts, the most first.
func (r *Report) Posts() []Tally {
	var tallies []Tally
	for _, network := range r.networks() {
		n := 0
		for _, p := range r.within(r.now) {
			if r.networkOf(p.Account) == network {
				n++
			}
		}
		tallies = append(tallies, Tally{network, n})
	}
	slices.SortStableFunc(tallies, func(a, b Tally) int { return cmp.Compare(b.N, a.N) })
	return tallies
}

func (r *Report) networks() []data.NetworkName {
	var names []data.NetworkName
	for _, a := range r.accounts {
		if !slices.Contains(names, a.Network) {
			names = append(names, a.Network)
		}
	}
	return names
}

func (r *Report) networkOf(id data.AccountID) data.NetworkName {
	for _, a := range r.accounts {
		if a.ID == id {
			return a.Network
		}
	}
	return ""
}

// gaps counts the days on which at least one of the courses has no point,
// between the first and the last day that has one.
func gaps(days int, courses ...[]data.Measure) int {
	missing := make([]bool, days)
	for _, points := range courses {
		known := func(p data.Measure) bool { return p.Known }
		first := slices.IndexFunc(points, known)
		for i := first + 1; first >= 0 && slices.ContainsFunc(points[i:], known); i++ {
			missing[i] = missing[i] || !points[i].Known
		}
	}
	n := 0
	for _, m := range missing {
		if m {
			n++
		}
	}
	return n
}

func add(m data.Measure, v float64) data.Measure { return data.Measure{V: m.V + v, Known: true} }

func sum(counts []data.Count) (total int64, known int) {
	for _, c := range counts {
		if c.Known {
			total += c.N
			known++
		}
	}
	return total, known
}
