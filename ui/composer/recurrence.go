package composer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// frequency is how often something comes back, as RFC 5545 names it.
type frequency string

const (
	daily   frequency = "DAILY"
	weekly  frequency = "WEEKLY"
	monthly frequency = "MONTHLY"
)

// recurrence is what a person chooses of how a post comes back.
type recurrence struct {
	every int // at least 1
	unit  frequency
	days  []time.Weekday // of a week; none: that of the first time
	times int            // in all, the first one included; 0: as long as until says
	until string         // the last day, "2026-12-31"
}

// rule is the recurrence as an RRULE of RFC 5545, section 3.3.10.
func (r recurrence) rule() string {
	parts := []string{"FREQ=" + string(r.unit)}
	if r.every != 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(r.every))
	}
	if r.unit == weekly && len(r.days) > 0 {
		var names []string
		for _, d := range r.days {
			names = append(names, strings.ToUpper(d.String()[:2]))
		}
		parts = append(parts, "BYDAY="+strings.Join(names, ","))
	}
	if r.times > 0 {
		return strings.Join(append(parts, "COUNT="+strconv.Itoa(r.times)), ";")
	}
	return strings.Join(append(parts, "UNTIL="+strings.ReplaceAll(r.until, "-", "")), ";")
}

// errOnce: a rule by which the post comes only the first time.
var errOnce = errors.New("composer: it does not come back")

// foresee lists every time that the post would come by a recurrence, its own
// hour first.
func (m *model) foresee(r recurrence) ([]calendar.Occurrence, error) {
	if r.every < 1 || r.times < 0 || r.times == 0 && r.until == "" {
		return nil, fmt.Errorf("%w: %+v", calendar.ErrRule, r)
	}
	all, err := calendar.Occurrences(r.rule(), m.post.When, "", "")
	if err == nil && len(all) < 2 {
		err = errOnce
	}
	return all, err
}

// repeat makes the post the first one of a series. Undone, what was made of it
// goes too.
func (m *model) repeat(r recurrence, armed bool) {
	m.onceStored(func() {
		b, keeper := m.Words(), m.keeper
		s := data.Series{Brand: m.post.Brand, Model: clone(m.post), Rule: r.rule(), Armed: armed, Made: m.post.When.Wall}
		due, err := calendar.Due(s, m.Clock.Now())
		if err != nil {
			m.Shell.Fail("composer: repeat", err)
			return
		}
		m.act("composer: repeat", func(ctx context.Context) error { return m.Ports.SaveSeries(ctx, &s) }, func() {
			if keeper == m.keeper {
				m.joinSeries(s.ID)
			}
			m.Shell.Toast(b.N("composer.repeat.made", len(due)), func() {
				m.act("composer: repeat", func(ctx context.Context) error { return unmake(ctx, m.Ports, s.ID, due) }, func() {
					if keeper == m.keeper && m.post.Series == s.ID {
						m.joinSeries(0)
					}
				})
			})
		})
	})
}

// unmake takes a series away with what was made of it.
func unmake(ctx context.Context, ports Ports, id data.SeriesID, made []calendar.Occurrence) error {
	for _, o := range made {
		if _, err := ports.SkipSeries(ctx, id, o.When.Wall[:len(data.DayLayout)]); err != nil {
			return err
		}
	}
	_, err := ports.DeleteSeries(ctx, id)
	return err
}

func (m *model) joinSeries(id data.SeriesID) {
	m.post.Series = id
	m.edits++
	m.altered()
	m.save()
}

// stopRepeat makes no more of the post's series; the toast takes it up again.
func (m *model) stopRepeat() {
	id, b := m.planned.series.ID, m.Words()
	var back func(context.Context) error
	m.act("composer: repeat", func(ctx context.Context) (err error) {
		back, err = m.Ports.DeleteSeries(ctx, id)
		return err
	}, func() {
		m.replan()
		m.Shell.Toast(b.T("composer.repeat.stopped"), func() { m.act("composer: repeat", back, m.replan) })
	})
}

// seriesText says how often the post still comes back.
func (m *model) seriesText() string {
	b := m.Words()
	n, last, err := calendar.Left(m.planned.series, m.Clock.Now())
	if err != nil || n == 0 {
		return b.T("composer.repeat.over")
	}
	return b.N("composer.repeat.left", n, "Last", b.ShortDate(last.Instant.In(m.zone())))
}

// toggled is a set of weekdays with one more or one less, from Monday on.
func toggled(days []time.Weekday, day time.Weekday) []time.Weekday {
	if i := slices.Index(days, day); i >= 0 {
		return slices.Delete(slices.Clone(days), i, i+1)
	}
	out := append(slices.Clone(days), day)
	slices.SortFunc(out, func(a, b time.Weekday) int { return (int(a)+6)%7 - (int(b)+6)%7 })
	return out
}
