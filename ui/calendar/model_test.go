package calendar

import (
	"context"
	"slices"
	"testing"
	"time"

	"parvis/data"
)

// stopped is a clock that stands at one instant.
type stopped struct{ at time.Time }

func (c stopped) Now() time.Time                            { return c.at }
func (c stopped) Mono() time.Duration                       { return 0 }
func (c stopped) Wait(context.Context, time.Duration) error { return nil }

func bakery() data.Brand {
	return data.Brand{ID: 1, Name: "Maison Lenoir", Zone: "Europe/Paris", Lang: "fr"}
}

// noon is Saturday 21 November 2026, 13:05 in Paris.
func noon() stopped { return stopped{time.Date(2026, 11, 21, 12, 5, 0, 0, time.UTC)} }

func november(t *testing.T) *model {
	t.Helper()
	m, err := newModel(noon(), time.Monday, bakery())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func paris(t *testing.T, wall string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(data.WallLayout, wall, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// answer cuts entries into the days that a question asks for.
func answer(q data.AgendaQuery, entries ...data.Entry) []data.Day {
	var days []data.Day
	for i := range q.Bounds[1:] {
		d := data.Day{From: q.Bounds[i], To: q.Bounds[i+1]}
		for _, e := range entries {
			if !e.Due.Before(d.From) && e.Due.Before(d.To) {
				d.Total++
				if q.PerDay == 0 || len(d.Entries) < q.PerDay {
					d.Entries = append(d.Entries, e)
				}
			}
		}
		days = append(days, d)
	}
	return days
}

func fill(t *testing.T, m *model, entries ...data.Entry) {
	t.Helper()
	q, err := m.agenda()
	if err != nil {
		t.Fatal(err)
	}
	if !m.setDays(q, answer(q, entries...)) {
		t.Fatal("the answer to the question of now was not taken")
	}
}

// on lists the posts that a day shows.
func on(m *model, day string) []data.PostID {
	var posts []data.PostID
	for _, d := range m.shownDays() {
		if m.dayOf(d.From) == day {
			for _, e := range d.Entries {
				posts = append(posts, e.Post)
			}
		}
	}
	return posts
}

func TestAMonthIsWholeWeeksAroundIt(t *testing.T) {
	m := november(t)
	q, err := m.agenda()
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Bounds) != 6*7+1 {
		t.Fatalf("November 2026 begins on a Sunday and takes 6 weeks, got %d bounds", len(q.Bounds))
	}
	if want := paris(t, "2026-10-26T00:00"); !q.Bounds[0].Equal(want) {
		t.Errorf("it begins at %v, want %v", q.Bounds[0], want)
	}
	if q.PerDay != chipsPerDay || q.Brand != 1 || q.Accounts != nil || q.States != nil {
		t.Errorf("the question is %+v", q)
	}
}

func TestAWeekAsksForAllOfIt(t *testing.T) {
	m := november(t)
	m.setMode(weekMode)
	q, err := m.agenda()
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Bounds) != 8 || !q.Bounds[0].Equal(paris(t, "2026-11-16T00:00")) || q.PerDay != 0 {
		t.Errorf("the question is %+v", q)
	}
}

func TestAnUnknownZoneIsSaidAndShownAsUTC(t *testing.T) {
	brand := bakery()
	brand.Zone = "Mars/Olympus"
	m, err := newModel(noon(), time.Monday, brand)
	if err == nil || m.zone != time.UTC {
		t.Errorf("zone %v, error %v", m.zone, err)
	}
}

func TestALateAnswerOfAnotherMonthIsDropped(t *testing.T) {
	m := november(t)
	late, err := m.agenda()
	if err != nil {
		t.Fatal(err)
	}
	m.step(1)
	if m.setDays(late, answer(late, data.Entry{Post: 7, Due: paris(t, "2026-11-30T09:00")})) {
		t.Error("November's answer was taken for December")
	}
	if m.loaded || len(m.days) != 0 {
		t.Errorf("loaded %v with %d days", m.loaded, len(m.days))
	}
	fill(t, m)
	if !m.empty() {
		t.Error("a month without entries is not empty")
	}
}

func TestALateAnswerOfAnotherFilterIsDropped(t *testing.T) {
	m := november(t)
	late, _ := m.agenda()
	m.filter.toggleGroup(published)
	if m.setDays(late, answer(late)) {
		t.Error("the answer without a filter was taken with one")
	}
}

func TestStepsKeepTheDayOfTheMonth(t *testing.T) {
	m := november(t)
	m.show("2027-01-31")
	m.step(1)
	if m.day != "2027-02-28" {
		t.Errorf("a month after 31 January is %s", m.day)
	}
	m.step(-1)
	if m.day != "2027-01-28" {
		t.Errorf("and back is %s", m.day)
	}
	m.setMode(weekMode)
	m.step(2)
	if m.day != "2027-02-11" {
		t.Errorf("two weeks on is %s", m.day)
	}
	m.toToday()
	if m.day != "2026-11-21" || m.anchor != m.day {
		t.Errorf("today is %s of %s", m.day, m.anchor)
	}
}

func TestArrowsLeaveTheMonthOnlyAtItsEdge(t *testing.T) {
	m := november(t)
	tests := []struct {
		day    string
		again  bool
		anchor string
	}{
		{"2026-12-06", false, "2026-11-21"}, // in sight below November
		{"2026-12-07", true, "2026-12-07"},
		{"2026-11-30", false, "2026-12-07"}, // in sight above December
		{"2026-11-29", true, "2026-11-29"},
		{"not a day", false, "2026-11-29"},
	}
	for _, test := range tests {
		if again := m.selectDay(test.day); again != test.again || m.anchor != test.anchor {
			t.Errorf("selecting %s: read again %v, month of %s; want %v, %s", test.day, again, m.anchor, test.again, test.anchor)
		}
	}
}

func TestAMonthAfterANeighbouringDayIsCountedFromTheMonthShown(t *testing.T) {
	m := november(t)
	m.selectDay("2026-12-02")
	m.step(1)
	if m.anchor != "2026-12-21" {
		t.Errorf("after November comes %s", m.anchor)
	}
}

func TestAccountsOfAnotherBrandAreDropped(t *testing.T) {
	m := november(t)
	if m.setAccounts(2, []data.Account{{ID: 9}}) || m.known {
		t.Error("another brand's accounts were taken")
	}
	m.setAccounts(1, []data.Account{{ID: 1}, {ID: 2, State: data.AccountGone}})
	if _, ok := m.account(2); ok || len(m.accounts) != 1 {
		t.Errorf("removed accounts stay: %v", m.accounts)
	}
}

func TestTheFilterOfAccounts(t *testing.T) {
	all := []data.Account{{ID: 1}, {ID: 2}, {ID: 3}}
	var f filter
	f.toggleAccount(2, all)
	if got := f.accounts(all); !slices.Equal(got, []data.AccountID{1, 3}) {
		t.Errorf("without 2 are %v", got)
	}
	if got := f.accounts(append(all, data.Account{ID: 4})); !slices.Contains(got, 4) {
		t.Errorf("an account connected later is hidden: %v", got)
	}
	f.toggleAccount(1, all)
	f.toggleAccount(3, all)
	if !f.usual(all) {
		t.Errorf("hiding the last one leaves %+v", f)
	}
	f.toggleAccount(1, all)
	f.toggleAccount(1, all)
	if !f.usual(all) {
		t.Errorf("hiding and showing leaves %+v", f)
	}
}

func TestTheFilterOfStates(t *testing.T) {
	var f filter
	if f.states() != nil || f.showsGroup(cancelled) || !f.showsGroup(drafts) {
		t.Errorf("the usual filter is %v", f.states())
	}
	f.toggleGroup(cancelled)
	if !slices.Contains(f.states(), data.Cancelled) || !slices.Contains(f.states(), data.Handed) {
		t.Errorf("with the cancelled ones: %v", f.states())
	}
	f.toggleGroup(cancelled)
	if f.Groups != nil {
		t.Errorf("back at the usual ones: %v", f.Groups)
	}
	for _, g := range []group{drafts, planned, published, troubled} {
		f.toggleGroup(g)
	}
	if f.Groups != nil {
		t.Errorf("hiding every group leaves %v", f.Groups)
	}
}

func TestEveryStateIsInOneGroup(t *testing.T) {
	all := []data.State{
		data.Draft, data.Scheduled, data.Preparing, data.Committing, data.Verifying, data.Sent, data.Handed,
		data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed, data.Cancelled,
	}
	for _, s := range all {
		n := 0
		for _, g := range groups() {
			if slices.Contains(g.states(), s) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s is in %d groups", s, n)
		}
	}
}

func TestWhatIsRemembered(t *testing.T) {
	m := november(t)
	m.accounts = []data.Account{{ID: 1}, {ID: 2}}
	m.setMode(weekMode)
	m.filter.toggleAccount(2, m.accounts)
	m.filter.toggleGroup(published)
	again := november(t)
	again.recall(m.remember())
	if again.mode != weekMode || again.filter.shows(2) || again.filter.showsGroup(published) || !again.filter.showsGroup(drafts) {
		t.Errorf("recalled %v %+v", again.mode, again.filter)
	}
	for _, text := range []string{"", "{", `{"mode":"decade","filter":{"groups":["nonsense"]}}`} {
		fresh := november(t)
		fresh.recall(text)
		if fresh.mode != monthMode || fresh.filter.Groups != nil {
			t.Errorf("%q is recalled as %v %+v", text, fresh.mode, fresh.filter)
		}
	}
}
