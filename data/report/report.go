// Package report makes figures and pictures from the rows that the store
// keeps. A gap stays a gap: nothing here fills one with zero or with a guess,
// and every figure says how many accounts or posts it is taken over.
package report

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// ErrPeriod: a period whose days cannot be read, or that ends before it begins.
var ErrPeriod = errors.New("report: not a period")

// Period is a run of calendar days of the brand's zone, both ends included, as
// data.DayLayout.
type Period struct{ From, To string }

// Last is the period of n days that ends with a day.
func Last(n int, day string) (Period, error) {
	to, err := time.Parse(data.DayLayout, day)
	if err != nil || n < 1 {
		return Period{}, fmt.Errorf("%w: %d days to %q", ErrPeriod, n, day)
	}
	return Period{From: to.AddDate(0, 0, 1-n).Format(data.DayLayout), To: day}, nil
}

// Dates lists the days of the period at midnight UTC, oldest first. The error
// wraps ErrPeriod.
func (p Period) Dates() ([]time.Time, error) {
	from, errFrom := time.Parse(data.DayLayout, p.From)
	to, errTo := time.Parse(data.DayLayout, p.To)
	if errFrom != nil || errTo != nil || to.Before(from) {
		return nil, fmt.Errorf("%w: %q to %q", ErrPeriod, p.From, p.To)
	}
	var dates []time.Time
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		dates = append(dates, day)
	}
	return dates, nil
}

// Before is the period of the same length that ends the day before. The error
// wraps ErrPeriod.
func (p Period) Before() (Period, error) {
	dates, err := p.Dates()
	if err != nil {
		return Period{}, err
	}
	return Last(len(dates), dates[0].AddDate(0, 0, -1).Format(data.DayLayout))
}

// Rows is what a report is made of. Days and Posts are of the period and of
// the one before, in any order; other ones are left aside.
type Rows struct {
	Accounts []data.Account // those that the report is about
	Days     []data.AccountDay
	Posts    []data.PostCounts
	Zone     *time.Location // decides on which day a post falls
}

// Report answers questions about one period. It is safe for use by several
// goroutines.
type Report struct {
	accounts []data.Account
	dates    []time.Time // of the period before and of the period, at midnight UTC
	before   span
	now      span
	rows     map[data.AccountID][]data.AccountDay // one for each of dates, zero where none was read
	posts    []post                               // of both periods
	basis    Basis
}

// span is a stretch of Report.dates, to being after its last day.
type span struct{ from, to int }

func (s span) holds(day int) bool { return s.from <= day && day < s.to }

// post is a post with its day, as an index of Report.dates.
type post struct {
	data.PostCounts
	day int
}

// New makes a report. The error wraps ErrPeriod.
func New(rows Rows, period Period) (*Report, error) {
	dates, err := period.Dates()
	if err != nil {
		return nil, err
	}
	n := len(dates)
	r := &Report{
		accounts: rows.Accounts,
		before:   span{0, n},
		now:      span{n, 2 * n},
		rows:     map[data.AccountID][]data.AccountDay{},
	}
	index := map[string]int{}
	for i := range 2 * n {
		day := dates[0].AddDate(0, 0, i-n)
		r.dates = append(r.dates, day)
		index[day.Format(data.DayLayout)] = i
	}
	for _, a := range rows.Accounts {
		r.rows[a.ID] = make([]data.AccountDay, 2*n)
	}
	for _, d := range rows.Days {
		if i, ok := index[d.Day]; ok && r.rows[d.Account] != nil {
			r.rows[d.Account][i] = d
		}
	}
	for _, p := range rows.Posts {
		day := p.Posted.In(rows.Zone).Format(data.DayLayout)
		if i, ok := index[day]; ok && r.rows[p.Account] != nil {
			r.posts = append(r.posts, post{p, i})
		}
	}
	r.basis = basisOf(r.within(r.now))
	return r, nil
}

// Dates are the days of the period at midnight UTC, oldest first.
func (r *Report) Dates() []time.Time { return slices.Clone(r.dates[r.now.from:r.now.to]) }

// within lists the posts of some days.
func (r *Report) within(days span) []post {
	var posts []post
	for _, p := range r.posts {
		if days.holds(p.day) {
			posts = append(posts, p)
		}
	}
	return posts
}

// each lists the days of the period one by one.
func (r *Report) each() []span {
	var days []span
	for i := r.now.from; i < r.now.to; i++ {
		days = append(days, span{i, i + 1})
	}
	return days
}

// column is one of the counts of a daily row.
type column func(data.AccountDay) data.Count

func followers(d data.AccountDay) data.Count { return d.Followers }
func reach(d data.AccountDay) data.Count     { return d.Reach }

// readings are an account's counts on some days, a gap where none was read.
func (r *Report) readings(a data.AccountID, days span, of column) []data.Count {
	counts := make([]data.Count, 0, days.to-days.from)
	for _, row := range r.rows[a][days.from:days.to] {
		counts = append(counts, of(row))
	}
	return counts
}

// latest is the last reading that is known.
func latest(counts []data.Count) data.Count {
	for _, c := range slices.Backward(counts) {
		if c.Known {
			return c
		}
	}
	return data.Count{}
}

// telling lists the accounts that have at least one reading in the period.
func (r *Report) telling(of column) []data.AccountID {
	var ids []data.AccountID
	for _, a := range r.accounts {
		if latest(r.readings(a.ID, r.now, of)).Known {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// totals adds accounts up, day by day of the period. A day on which one of
// them was not read is a gap: a sum without it would look like a fall.
func (r *Report) totals(ids []data.AccountID, of column) []data.Measure {
	points := make([]data.Measure, r.now.to-r.now.from)
	for i := range points {
		points[i].Known = len(ids) > 0
	}
	for _, id := range ids {
		for i, c := range r.readings(id, r.now, of) {
			points[i].V += float64(c.N)
			points[i].Known = points[i].Known && c.Known
		}
	}
	for i, p := range points {
		if !p.Known {
			points[i] = data.Measure{}
		}
	}
	return points
}
