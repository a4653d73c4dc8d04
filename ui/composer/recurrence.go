package composer

import (
	"context"
	"errors"

	"parvis/data"
	"parvis/data/calendar"
)

// errOnce: a rule by which the post comes only the first time.
var errOnce = errors.New("composer: it does not come back")

// foresee lists every time that the post would come by a recurrence, its own
// hour first.
func (m *model) foresee(r calendar.Recurrence) ([]calendar.Occurrence, error) {
	rule, err := r.Rule()
	if err != nil {
		return nil, err
	}
	all, err := calendar.Occurrences(rule, m.post.When, "", "")
	if err == nil && len(all) < 2 {
		err = errOnce
	}
	return all, err
}

// repeat makes the post the first one of a series. Undone, what was made of it
// goes too.
func (m *model) repeat(r calendar.Recurrence, armed bool) {
	m.onceStored(func() {
		b, keeper := m.Words(), m.keeper
		rule, err := r.Rule()
		if err != nil {
			m.Shell.Fail("composer: repeat", err)
			return
		}
		s := data.Series{Brand: m.post.Brand, Model: clone(m.post), Rule: rule, Armed: armed, Made: m.post.When.Wall}
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
