package calendar

import (
	"slices"
	"testing"

	"parvis/data"
)

func planned9(t *testing.T, id data.DeliveryID, wall string) data.Entry {
	return data.Entry{Delivery: id, Post: data.PostID(id), State: data.Scheduled, Due: paris(t, wall), Headline: "Fournée"}
}

func TestADragToAnotherDayKeepsTheHour(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T18:30")
	fill(t, m, e)
	to, reason, ok, err := m.planDay(e, "2026-11-26")
	if err != nil || !ok || reason != "" {
		t.Fatalf("plan: %q %v %v", reason, ok, err)
	}
	if to.when.Wall != "2026-11-26T18:30" || to.when.Zone != "Europe/Paris" || !to.when.Instant.Equal(paris(t, "2026-11-26T18:30")) {
		t.Errorf("it goes to %+v", to.when)
	}
	if !to.from.Equal(e.Due) {
		t.Errorf("it comes from %v", to.from)
	}
}

func TestTheHourIsKeptAcrossTheChangeOfClocks(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2027-03-27T18:30")
	to, _, ok, err := m.planDay(e, "2027-03-28")
	if err != nil || !ok || to.when.Wall != "2027-03-28T18:30" || to.when.Instant.Sub(e.Due).Hours() != 23 {
		t.Errorf("%+v %v %v", to.when, ok, err)
	}
}

func TestAnHourThatIsNotThatNightIsSaid(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2027-03-27T02:30")
	to, _, ok, err := m.planDay(e, "2027-03-28")
	if err != nil || !ok {
		t.Fatalf("%v %v", ok, err)
	}
	if m.dayOf(to.when.Instant) != "2027-03-28" || to.when.Instant.In(m.zone).Format("15:04") != "03:30" {
		t.Errorf("it goes to %v", to.when.Instant.In(m.zone))
	}
	if shiftOf(to.shift) != "date.gap_used" {
		t.Errorf("nothing is said of the gap: %+v", to.shift)
	}
}

func TestWhatMayNotBeDragged(t *testing.T) {
	m := november(t)
	tests := map[data.State]string{
		data.Sent:       "calendar.fixed.sent",
		data.Preparing:  "calendar.fixed.sending",
		data.Committing: "calendar.fixed.sending",
		data.Verifying:  "calendar.fixed.sending",
		data.Unknown:    "calendar.fixed.unknown",
		data.Cancelled:  "calendar.fixed.cancelled",
		data.Draft:      "",
		data.Scheduled:  "",
		data.Handed:     "",
		data.Refused:    "",
		data.Blocked:    "",
		data.Held:       "",
		data.Missed:     "",
	}
	for state, want := range tests {
		e := planned9(t, 1, "2026-11-24T09:00")
		e.State = state
		if _, reason, ok, err := m.planDay(e, "2026-11-27"); reason != want || ok != (want == "") || err != nil {
			t.Errorf("%s: reason %q, ok %v, error %v", state, reason, ok, err)
		}
	}
	if _, reason, ok, _ := m.planDay(data.Entry{State: data.Draft}, "2026-11-27"); ok || reason != "calendar.fixed.undated" {
		t.Errorf("a draft without a date: %q %v", reason, ok)
	}
}

func TestNothingIsDraggedIntoThePast(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	for _, day := range []string{"2026-11-20", "2026-11-21"} { // 09:00 today has passed
		if _, reason, ok, _ := m.planDay(e, day); ok || reason != "calendar.fixed.past" {
			t.Errorf("%s: %q %v", day, reason, ok)
		}
	}
	if _, reason, ok, _ := m.planTime(e, "2026-11-21", 13*60+15); !ok {
		t.Errorf("today at 13:15 is still to come: %q", reason)
	}
}

func TestADropOnItsOwnPlaceIsNoMove(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	if _, reason, ok, err := m.planDay(e, "2026-11-24"); ok || reason != "" || err != nil {
		t.Errorf("%q %v %v", reason, ok, err)
	}
}

func TestAMoveShowsBeforeItIsStored(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	twin := e
	twin.Delivery = 11
	sent := e
	sent.Delivery, sent.State = 12, data.Sent
	late := planned9(t, 2, "2026-11-26T12:00")
	fill(t, m, e, twin, sent, late)
	to, _, _, _ := m.planDay(e, "2026-11-26")
	m.begin([]move{to})
	if got := on(m, "2026-11-26"); !slices.Equal(got, []data.PostID{1, 1, 2}) || m.total("2026-11-26") != 3 {
		t.Errorf("the 26th shows %v of %d", got, m.total("2026-11-26"))
	}
	if got := on(m, "2026-11-24"); !slices.Equal(got, []data.PostID{1}) || m.total("2026-11-24") != 1 {
		t.Errorf("the 24th shows %v of %d: what was sent stays", got, m.total("2026-11-24"))
	}
	m.drop([]move{to})
	if got := on(m, "2026-11-24"); len(got) != 3 || m.total("2026-11-26") != 1 {
		t.Errorf("after a failure the 24th shows %v", got)
	}
}

func TestAnAnswerFromBeforeTheMoveDoesNotUndoIt(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	fill(t, m, e)
	to, _, _, _ := m.planDay(e, "2026-11-26")
	m.begin([]move{to})
	fill(t, m, e) // read before the move was stored
	if got := on(m, "2026-11-26"); len(got) != 1 {
		t.Errorf("the 26th shows %v", got)
	}
	m.keep([]move{to})
	if got := on(m, "2026-11-26"); len(got) != 1 || len(m.moving) != 0 {
		t.Errorf("once stored the 26th shows %v", got)
	}
	if found, ok := m.entry(1); !ok || !found.Due.Equal(to.when.Instant) {
		t.Errorf("the entry is %+v", found)
	}
}

func TestAPostOnItsWayIsNotMovedAgain(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	fill(t, m, e)
	first, _, _, _ := m.planDay(e, "2026-11-26")
	m.begin([]move{first})
	again, _ := m.entry(1)
	if _, reason, ok, _ := m.planDay(again, "2026-11-27"); ok || reason != "calendar.fixed.moving" {
		t.Errorf("%q %v", reason, ok)
	}
	m.keep([]move{first})
	if _, _, ok, _ := m.planDay(again, "2026-11-27"); !ok {
		t.Error("once stored it cannot be moved")
	}
}

func TestTakingBackIsAMoveToWhereItWas(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	fill(t, m, e)
	to, _, _, _ := m.planDay(e, "2026-11-26")
	m.begin([]move{to})
	m.keep([]move{to})
	m.begin(backwards([]move{to}))
	m.keep(backwards([]move{to}))
	if got := on(m, "2026-11-24"); len(got) != 1 {
		t.Errorf("the 24th shows %v", got)
	}
}

func TestAPostThatLeavesTheMonthIsGoneFromIt(t *testing.T) {
	m := november(t)
	e := planned9(t, 1, "2026-11-24T09:00")
	fill(t, m, e)
	to, _, ok, _ := m.planDay(e, "2027-01-15")
	if !ok {
		t.Fatal("refused")
	}
	m.begin([]move{to})
	if !m.empty() && m.total("2026-11-24") != 0 {
		t.Errorf("the 24th still counts %d", m.total("2026-11-24"))
	}
}

func TestWhatIsInSightIsTaken(t *testing.T) {
	m := november(t)
	m.days = []data.Day{{Entries: []data.Entry{{Delivery: 1, Headline: "month"}, {Delivery: 2, Headline: "month"}}}}
	m.listing.dated.entries = []data.Entry{{Delivery: 1, Headline: "list"}, {Delivery: 3, Headline: "list"}}
	for mode, want := range map[mode]string{monthMode: "month", listMode: "list"} {
		m.mode = mode
		if e, _ := m.entry(1); e.Headline != want {
			t.Errorf("in the %s it takes that of the %s", mode, e.Headline)
		}
	}
	if _, there := m.entry(2); !there {
		t.Error("what only the month has is not found in the list")
	}
}
