package report

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

func TestPeriods(t *testing.T) {
	week, err := Last(7, "2026-03-03")
	if err != nil || week != (Period{"2026-02-25", "2026-03-03"}) {
		t.Errorf("the last seven days are %v (%v)", week, err)
	}
	before, err := week.Before()
	if err != nil || before != (Period{"2026-02-18", "2026-02-24"}) {
		t.Errorf("the seven before are %v (%v)", before, err)
	}
	if dates, err := week.Dates(); err != nil || len(dates) != 7 || dates[6].Format(data.DayLayout) != "2026-03-03" {
		t.Errorf("its days are %v (%v)", dates, err)
	}
	for _, p := range []Period{{}, {"2026-03-03", "2026-03-02"}, {"hier", "2026-03-02"}, {"2026-02-30", "2026-03-02"}} {
		_, errDates := p.Dates()
		_, errBefore := p.Before()
		_, errNew := New(Rows{}, p)
		for _, err := range []error{errDates, errBefore, errNew} {
			if !errors.Is(err, ErrPeriod) {
				t.Errorf("%v: %v", p, err)
			}
		}
	}
	if _, err := Last(0, "2026-03-03"); !errors.Is(err, ErrPeriod) {
		t.Errorf("no days: %v", err)
	}
}

// small is a period of three days, 4 to 6 March, with the three before. Account
// 1 was read every day but the 5th, account 2 was connected on the 5th.
func small() (Rows, Period) {
	day := func(a data.AccountID, day string, followers, reach int64) data.AccountDay {
		return data.AccountDay{Account: a, Day: day, Followers: data.Known(followers), Reach: data.Count{N: reach, Known: reach > 0}}
	}
	post := func(a data.AccountID, at string, likes, replies, reach int64) data.PostCounts {
		posted, _ := time.Parse(time.RFC3339, at)
		return data.PostCounts{Account: a, Remote: at, Posted: posted, Likes: data.Known(likes), Replies: data.Known(replies), Reach: data.Count{N: reach, Known: reach > 0}}
	}
	paris, _ := time.LoadLocation("Europe/Paris")
	return Rows{
		Accounts: []data.Account{{ID: 1, Network: "facebook"}, {ID: 2, Network: "bluesky"}},
		Zone:     paris,
		Days: []data.AccountDay{
			day(1, "2026-03-01", 100, 10), day(1, "2026-03-02", 100, 10), day(1, "2026-03-03", 100, 10),
			day(1, "2026-03-04", 110, 20), day(1, "2026-03-06", 130, 40),
			day(2, "2026-03-05", 1000, 0), day(2, "2026-03-06", 1000, 0),
			day(9, "2026-03-06", 5000, 900), // another brand's
			day(1, "2026-02-01", 1, 1),      // long ago
		},
		Posts: []data.PostCounts{
			post(1, "2026-03-02T09:00:00Z", 1, 0, 100),  // before: 1 %
			post(1, "2026-03-04T09:00:00Z", 8, 2, 200),  // 10 of 200
			post(1, "2026-03-05T23:30:00Z", 5, 0, 300),  // in Paris it is the 6th: 5 of 300
			post(2, "2026-03-06T09:00:00Z", 40, 0, 0),   // tells no reach
			post(9, "2026-03-06T09:00:00Z", 99, 0, 100), // another brand's
			post(1, "2026-03-06T23:30:00Z", 99, 0, 100), // in Paris it is the 7th
		},
	}, Period{"2026-03-04", "2026-03-06"}
}

func figures(t *testing.T, rows Rows, p Period) map[data.IndicatorName]data.Indicator {
	t.Helper()
	r, err := New(rows, p)
	if err != nil {
		t.Fatal(err)
	}
	named := map[data.IndicatorName]data.Indicator{}
	for _, i := range r.Indicators() {
		named[i.Name] = i
	}
	return named
}

func is(v float64) data.Measure { return data.Measure{V: v, Known: true} }

var gap data.Measure

func TestIndicators(t *testing.T) {
	rows, period := small()
	got := figures(t, rows, period)
	want := []data.Indicator{
		// 130 and 1000; only account 1 was there before; on the 4th account 2
		// was not read, on the 5th account 1.
		{Name: "followers", Value: is(1130), Change: is(30), Points: []data.Measure{gap, gap, is(1130)}, Over: 2, Of: 2},
		// 15 of 500, where 1 of 100 was before; the post without reach is left out.
		{Name: "engagement", Value: is(0.03), Change: is(0.02), Points: []data.Measure{is(0.05), gap, is(5.0 / 300)}, Over: 2, Of: 3},
		// Two days of three are not enough to compare.
		{Name: "reach", Value: is(60), Change: gap, Points: []data.Measure{is(20), gap, is(40)}, Over: 1, Of: 2},
		{Name: "sent", Value: is(3), Change: is(2), Points: []data.Measure{is(1), is(0), is(2)}, Over: 3, Of: 3},
	}
	for _, w := range want {
		if g, ok := got[w.Name]; !ok || !same(g, w) {
			t.Errorf("%s is %+v, want %+v", w.Name, g, w)
		}
	}
}

func same(a, b data.Indicator) bool {
	near := func(a, b data.Measure) bool { return a.Known == b.Known && math.Abs(a.V-b.V) < 1e-12 }
	return a.Over == b.Over && a.Of == b.Of && near(a.Value, b.Value) && near(a.Change, b.Change) && slices.EqualFunc(a.Points, b.Points, near)
}

func TestReachIsComparedWhenBothPeriodsAreWhole(t *testing.T) {
	rows, period := small()
	rows.Days = append(rows.Days, data.AccountDay{Account: 1, Day: "2026-03-05", Followers: data.Known(120), Reach: data.Known(30)})
	got := figures(t, rows, period)["reach"]
	if got.Value != is(90) || got.Change != is(60) {
		t.Errorf("reach is %+v", got)
	}
}

func TestWithoutReachEngagementHasAnotherName(t *testing.T) {
	rows, period := small()
	for i := range rows.Posts {
		rows.Posts[i].Reach = data.Count{}
	}
	got := figures(t, rows, period)
	if _, ok := got["engagement"]; ok {
		t.Fatal("a rate by followers is called engagement")
	}
	// 10 of 110 on the 4th, 5 of 130 and 40 of 1000 on the 6th.
	want := is(55.0 / 1240)
	if rate := got["engagement_followers"]; math.Abs(rate.Value.V-want.V) > 1e-12 || rate.Over != 3 {
		t.Errorf("the rate is %+v, want %+v", rate.Value, want)
	}
}

func TestFollowersOfADayWithoutReading(t *testing.T) {
	rows, period := small()
	rows.Posts = []data.PostCounts{
		{Account: 1, Posted: time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC), Likes: data.Known(11)}, // 110 the day before
		{Account: 2, Posted: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC), Likes: data.Known(20)}, // 1000 the day after
	}
	if got := figures(t, rows, period)["engagement_followers"]; math.Abs(got.Value.V-31.0/1110) > 1e-12 {
		t.Errorf("the rate is %+v", got.Value)
	}
}

func TestNothingIsKnownOfNothing(t *testing.T) {
	got := figures(t, Rows{Zone: time.UTC}, Period{"2026-03-04", "2026-03-06"})
	for name, i := range got {
		known := name == "sent" // none went out: that is known
		if i.Value.Known != known || i.Change.Known != known || len(i.Points) != 3 || i.Points[0].Known != known {
			t.Errorf("%s is %+v", name, i)
		}
	}
}

func TestEngagementByWeek(t *testing.T) {
	rows, _ := small() // 4 March 2026 is a Wednesday
	r, err := New(rows, Period{"2026-03-01", "2026-03-10"})
	if err != nil {
		t.Fatal(err)
	}
	weeks := r.Engagement()
	if len(weeks) != 3 {
		t.Fatalf("weeks %+v", weeks)
	}
	for i, monday := range []string{"2026-02-23", "2026-03-02", "2026-03-09"} {
		if got := weeks[i].Monday.Format(data.DayLayout); got != monday {
			t.Errorf("week %d begins %s, want %s", i, got, monday)
		}
	}
	// 1+10+5+99 of 100+200+300+100 in the middle one, nothing in the others.
	if got := weeks[1].Rate; math.Abs(got.V-115.0/700) > 1e-12 || got.Over != 4 || got.Of != 5 {
		t.Errorf("the middle week is %+v", got)
	}
	if weeks[0].Rate.Known || weeks[2].Rate.Known {
		t.Error("a week without posts has a rate")
	}
}

func TestSeriesAndTallies(t *testing.T) {
	rows, period := small()
	r, err := New(rows, period)
	if err != nil {
		t.Fatal(err)
	}
	courses := r.Followers()
	if len(courses) != 2 || courses[0].Network != "facebook" || !slices.Equal(courses[0].Points, []data.Measure{is(110), gap, is(130)}) ||
		!slices.Equal(courses[1].Points, []data.Measure{gap, is(1000), is(1000)}) {
		t.Errorf("followers %+v", courses)
	}
	if points, over := r.Reach(); over != 1 || !slices.Equal(points, []data.Measure{is(20), gap, is(40)}) {
		t.Errorf("reach %+v over %d", points, over)
	}
	if got := r.Posts(); !slices.Equal(got, []Tally{{"facebook", 2}, {"bluesky", 1}}) {
		t.Errorf("posts %+v", got)
	}
	best := r.Best(5)
	if len(best) != 2 || best[0].Post.Remote != "2026-03-04T09:00:00Z" || best[0].Rate != 0.05 {
		t.Errorf("best %+v", best)
	}
	if len(r.Best(1)) != 1 || len(r.Best(0)) != 0 || len(r.Best(-1)) != 0 {
		t.Error("Best gives another number than asked for")
	}
}

func TestGapsAreCountedBetweenReadings(t *testing.T) {
	courses := [][]data.Measure{
		{gap, is(1), gap, gap, is(2), gap}, // not yet, then two missing, then no more
		{is(1), is(1), gap, is(1), is(1), is(1)},
	}
	if got := gaps(6, courses...); got != 2 {
		t.Errorf("%d days are missing, want 2", got)
	}
	if got := gaps(3, []data.Measure{gap, gap, gap}, nil); got != 0 {
		t.Errorf("%d days are missing of nothing", got)
	}
}
