package calendar

import (
	"slices"

	"parvis/data"
	"parvis/data/calendar"
)

// pageSize is how many lines of the list are read at a time.
const pageSize = 60

// listing is the list: what comes from the selected day on, then the drafts
// without a date. Both grow by pages.
type listing struct {
	dated, undated pages
}

// pages is a row of entries that is read piece by piece.
type pages struct {
	entries []data.Entry
	whole   bool // the last page has been read
	fresh   bool // the entries answer the question of now
}

// listQuery is the next page to read; more asks beyond what is there. ok is
// false when there is nothing to ask.
func (m *model) listQuery(more bool) (q data.ListQuery, ok bool, err error) {
	l := &m.listing
	q = data.ListQuery{Brand: m.brand.ID, Accounts: m.filter.accounts(m.accounts), States: m.filter.states(), Campaign: m.filter.Campaign}
	switch {
	case !l.dated.fresh:
		q.Limit = l.dated.again()
	case !l.dated.whole && more:
		q.After, q.Limit = l.dated.last(), pageSize
	case !l.dated.whole:
		return q, false, nil
	case !m.filter.showsGroup(drafts):
		return q, false, nil
	case !l.undated.fresh:
		q.Undated, q.Limit = true, l.undated.again()
	case !l.undated.whole && more:
		q.Undated, q.After, q.Limit = true, l.undated.last(), pageSize
	default:
		return q, false, nil
	}
	if q.Undated {
		return q, true, nil
	}
	bounds, err := calendar.Days(m.day, 1, m.zone.String())
	if err != nil {
		return q, false, err
	}
	q.From = bounds[0]
	return q, true, nil
}

// again is how many entries to read so that none that is shown is lost.
func (p *pages) again() int { return max(pageSize, len(p.entries)) }

func (p *pages) last() *data.Entry {
	if len(p.entries) == 0 {
		return nil
	}
	e := p.entries[len(p.entries)-1]
	return &e
}

// take puts a page in its place.
func (p *pages) take(q data.ListQuery, page []data.Entry) {
	if q.After == nil {
		p.entries = nil
	}
	p.entries = append(slices.Clip(p.entries), page...)
	p.whole = len(page) < q.Limit
	p.fresh = true
}

// setPage takes the answer to q, unless another question is asked by now. It
// tells whether it was taken.
func (m *model) setPage(q data.ListQuery, page []data.Entry) bool {
	now, ok, err := m.listQuery(true)
	if !ok || err != nil || m.mode != listMode || !sameList(q, now) {
		return false
	}
	if q.Undated {
		m.listing.undated.take(q, page)
	} else {
		m.listing.dated.take(q, page)
	}
	m.renewChoice()
	return true
}

func sameList(a, b data.ListQuery) bool {
	return a.Brand == b.Brand && a.Campaign == b.Campaign && a.From.Equal(b.From) && a.Undated == b.Undated && sameEntry(a.After, b.After) &&
		slices.Equal(a.Accounts, b.Accounts) && slices.Equal(a.States, b.States)
}

func sameEntry(a, b *data.Entry) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Delivery == b.Delivery && a.Due.Equal(b.Due)
}

// reread keeps what is shown until it has been read again.
func (l *listing) reread() { l.dated.fresh, l.undated.fresh = false, false }

// line is one row of the list: the title of a day when Entry is nil.
type line struct {
	day   string // "": the drafts without a date
	entry *data.Entry
}

// lines are the rows of the list, each day under its title.
func (m *model) lines() []line {
	var lines []line
	add := func(day string, e *data.Entry) {
		if len(lines) == 0 || lines[len(lines)-1].day != day {
			lines = append(lines, line{day: day})
		}
		lines = append(lines, line{day: day, entry: e})
	}
	for i := range m.listing.dated.entries {
		e := &m.listing.dated.entries[i]
		add(m.dayOf(e.Due), e)
	}
	if m.listing.dated.whole {
		for i := range m.listing.undated.entries {
			add("", &m.listing.undated.entries[i])
		}
	}
	return lines
}

// listRead tells whether the first answers are there.
func (m *model) listRead() bool {
	l := m.listing
	return l.dated.fresh && (!l.dated.whole || l.undated.fresh || !m.filter.showsGroup(drafts))
}
