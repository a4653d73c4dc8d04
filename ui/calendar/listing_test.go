package calendar

import (
	"testing"
	"time"

	"parvis/data"
)

func listed(t *testing.T) *model {
	m := november(t)
	m.setMode(listMode)
	return m
}

// page makes n entries, one an hour, numbered from first.
func page(t *testing.T, first, n int) []data.Entry {
	start := paris(t, "2026-11-21T20:30")
	entries := make([]data.Entry, n)
	for i := range entries {
		id := first + i
		entries[i] = data.Entry{Delivery: data.DeliveryID(id), Post: data.PostID(id), Due: start.Add(time.Duration(id) * time.Hour), State: data.Scheduled}
	}
	return entries
}

func ask(t *testing.T, m *model, more bool) (data.ListQuery, bool) {
	t.Helper()
	q, ok, err := m.listQuery(more)
	if err != nil {
		t.Fatal(err)
	}
	return q, ok
}

func TestTheListBeginsAtTheSelectedDay(t *testing.T) {
	m := listed(t)
	q, ok := ask(t, m, false)
	if !ok || !q.From.Equal(paris(t, "2026-11-21T00:00")) || q.After != nil || q.Limit != pageSize || q.Undated {
		t.Errorf("the first question is %+v", q)
	}
}

func TestTheListReadsOnOnlyWhenAsked(t *testing.T) {
	m := listed(t)
	q, _ := ask(t, m, false)
	if !m.setPage(q, page(t, 0, pageSize)) {
		t.Fatal("the first page was not taken")
	}
	if q, ok := ask(t, m, false); ok {
		t.Errorf("it reads on by itself: %+v", q)
	}
	next, ok := ask(t, m, true)
	if !ok || next.After == nil || next.After.Delivery != pageSize-1 {
		t.Fatalf("the second question is %+v", next)
	}
	m.setPage(next, page(t, pageSize, 3))
	undated, ok := ask(t, m, false)
	if !ok || !undated.Undated {
		t.Fatalf("after the last day come the drafts without a date, got %+v", undated)
	}
	m.setPage(undated, []data.Entry{{Delivery: 900, Post: 900, State: data.Draft}})
	if _, ok := ask(t, m, true); ok {
		t.Error("there is nothing more to read")
	}
	lines := m.lines()
	if last := lines[len(lines)-2]; last.day != "" || last.entry != nil {
		t.Errorf("the drafts have the title %+v", last)
	}
	if lines[0].day != "2026-11-21" || lines[0].entry != nil || lines[4].entry == nil || lines[5].day != "2026-11-22" {
		t.Errorf("the list begins with %+v", lines[0])
	}
	if !m.listRead() {
		t.Error("the list counts as unread")
	}
}

func TestReadingAgainLosesNoPage(t *testing.T) {
	m := listed(t)
	q, _ := ask(t, m, false)
	m.setPage(q, page(t, 0, pageSize))
	q, _ = ask(t, m, true)
	m.setPage(q, page(t, pageSize, pageSize))
	m.listing.reread()
	if n := len(m.lines()); n == 0 {
		t.Error("the list empties while it is read again")
	}
	q, ok := ask(t, m, false)
	if !ok || q.Limit != 2*pageSize || q.After != nil {
		t.Errorf("it asks %+v", q)
	}
}

func TestALatePageIsDropped(t *testing.T) {
	m := listed(t)
	late, _ := ask(t, m, false)
	m.selectDay("2026-11-26")
	if m.setPage(late, page(t, 0, 3)) {
		t.Error("a page from the 21st was taken for the 26th")
	}
	now, _ := ask(t, m, false)
	m.setMode(monthMode)
	if m.setPage(now, nil) {
		t.Error("a page of the list was taken by the month")
	}
}

func TestWithoutDraftsNoneAreRead(t *testing.T) {
	m := listed(t)
	m.filter.toggleGroup(drafts)
	q, _ := ask(t, m, false)
	m.setPage(q, nil)
	if q, ok := ask(t, m, true); ok {
		t.Errorf("it asks %+v", q)
	}
	if !m.listRead() {
		t.Error("the list counts as unread")
	}
}
