package report

import (
	"image/color"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/words"
)

// Look is how a network is called and coloured.
type Look struct {
	Name   string
	Colour color.NRGBA
}

// Charts words every chart of the report, in the order of the screen.
func (r *Report) Charts(b *words.Book, look func(data.NetworkName) Look) []Chart {
	return []Chart{r.FollowersChart(b, look), r.PostsChart(b, look), r.EngagementChart(b), r.ReachChart(b)}
}

// FollowersChart is a line for each network.
func (r *Report) FollowersChart(b *words.Book, look func(data.NetworkName) Look) Chart {
	c := r.chart(b, "report.followers", Lines)
	c.Format = whole(b)
	c.Marks, c.Column = r.days(b), b.T("report.csv.day")
	accounts := 0
	var courses [][]data.Measure
	for _, course := range r.Followers() {
		face := look(course.Network)
		c.Series = append(c.Series, Series{Name: face.Name, Colour: face.Colour, Points: course.Points})
		courses = append(courses, course.Points)
		accounts += course.Accounts
	}
	c.N = b.N("report.accounts", accounts)
	if n := gaps(len(c.Marks), courses...); n > 0 {
		c.Note = b.N("report.gaps", n)
	}
	return c
}

// PostsChart is a bar for each network.
func (r *Report) PostsChart(b *words.Book, look func(data.NetworkName) Look) Chart {
	c := r.chart(b, "report.posts", HBars)
	c.Format, c.Column = whole(b), b.T("report.csv.network")
	series := Series{Name: b.T("indicator.sent")}
	total := 0
	for _, tally := range r.Posts() {
		face := look(tally.Network)
		c.Marks = append(c.Marks, Mark{Name: face.Name, Label: face.Name, Colour: face.Colour})
		series.Points = append(series.Points, data.Measure{V: float64(tally.N), Known: true})
		total += tally.N
	}
	c.Series = []Series{series}
	c.N = b.N("report.posts", total)
	return c
}

// EngagementChart is a bar for each week. Its title and formula are those of
// the report's Basis.
func (r *Report) EngagementChart(b *words.Book) Chart {
	c := r.chart(b, "report."+string(r.basis), Bars)
	c.Format = func(v float64) string { return b.Percent(v, 1) }
	c.Column, c.Last = b.T("report.csv.week"), true
	series := Series{Name: c.Title}
	over, of := 0, 0
	for _, week := range r.Engagement() {
		c.Marks = append(c.Marks, Mark{Name: week.Monday.Format(data.DayLayout), Label: b.Week(week.Monday)})
		series.Points = append(series.Points, week.Rate.Measure)
		over += week.Rate.Over
		of += week.Rate.Of
	}
	c.Series = []Series{series}
	c.N = b.N("report.posts", over)
	if of > over {
		c.Note = b.N("report.without_basis", of-over)
	}
	return c
}

// ReachChart is a bar for each day.
func (r *Report) ReachChart(b *words.Book) Chart {
	c := r.chart(b, "report.reach", Bars)
	c.Format = whole(b)
	c.Marks, c.Column = r.days(b), b.T("report.csv.day")
	points, over := r.Reach()
	c.Series = []Series{{Name: b.T("indicator.reach"), Points: points}}
	c.N = b.N("report.accounts", over)
	if without := len(r.accounts) - over; without > 0 {
		c.Note = b.N("report.without_reach", without)
	}
	return c
}

// chart has what all charts share; key is the beginning of their keys.
func (r *Report) chart(b *words.Book, key string, kind Kind) Chart {
	dates := r.Dates()
	return Chart{
		Title:  b.T(key + ".title"),
		Period: b.DateRange(dates[0], dates[len(dates)-1]),
		Source: b.T(key + ".source"),
		Empty:  b.T("report.nothing"),
		Kind:   kind,
	}
}

// days names every day and labels some: all of a week, one a week of up to
// five weeks, else the first of each month; of more than four months the
// months.
func (r *Report) days(b *words.Book) []Mark {
	dates := r.Dates()
	marks := make([]Mark, len(dates))
	for i, day := range dates {
		marks[i].Name = day.Format(data.DayLayout)
		if !labelled(i, day, len(dates)) {
			continue
		}
		marks[i].Label = b.DayMonth(day)
		if len(dates) > 124 {
			marks[i].Label = b.ShortMonth(day)
		}
	}
	return marks
}

func labelled(i int, day time.Time, of int) bool {
	switch {
	case of <= 8:
		return true
	case of <= 35:
		return i%7 == 0
	}
	return day.Day() == 1
}

// whole words a count, which has no fraction; an axis of few may have one.
func whole(b *words.Book) func(float64) string {
	return func(v float64) string {
		if v == float64(int64(v)) {
			return b.Number(int64(v))
		}
		return b.Decimal(v, 1)
	}
}

// Footer is everything that must be read with the picture, on one line.
func (c *Chart) Footer() string {
	var parts []string
	for _, part := range []string{c.Source, c.N, c.Note} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}
