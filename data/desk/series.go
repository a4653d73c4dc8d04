package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// seriesTick is how often occurrences that have come within reach are made.
const seriesTick = 10 * time.Minute

// Series lists what comes back by a rule.
func (d *Desk) Series(ctx context.Context, brand data.BrandID) ([]data.Series, error) {
	return d.store.SeriesOf(ctx, brand)
}

// SaveSeries stores a series and makes the occurrences that are within reach. The
// error wraps calendar.ErrRule, ErrTime or ErrZone where it cannot be followed.
func (d *Desk) SaveSeries(ctx context.Context, s *data.Series) error {
	if _, err := calendar.Occurrences(s.Rule, s.Model.When, "", ""); err != nil {
		return err
	}
	if err := d.store.SaveSeries(ctx, s); err != nil {
		return err
	}
	return d.makeSeries(ctx, *s)
}

// SkipSeries leaves out the occurrence of a day ("2026-12-24"): a post that was
// made of it and has not gone out is taken away. undo takes both back.
func (d *Desk) SkipSeries(ctx context.Context, id data.SeriesID, day string) (undo func(context.Context) error, err error) {
	s, err := d.store.Series(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := d.store.ExceptSeries(ctx, id, day, true); err != nil {
		return nil, err
	}
	taken, err := d.takeOccurrence(ctx, s, day)
	back := func(ctx context.Context) error {
		err := d.store.ExceptSeries(ctx, id, day, false)
		if taken != 0 {
			err = errors.Join(err, d.store.RestorePost(ctx, taken))
			d.outbox.Nudge()
		}
		return err
	}
	if err != nil {
		return nil, errors.Join(err, back(context.WithoutCancel(ctx)))
	}
	return back, nil
}

// takeOccurrence deletes what was made of a series for a day; 0 when there is
// nothing, or when it has begun to go out.
func (d *Desk) takeOccurrence(ctx context.Context, s data.Series, day string) (data.PostID, error) {
	bounds, err := calendar.Days(day, 1, s.Model.When.Zone)
	if err != nil {
		return 0, err
	}
	entries, err := d.store.List(ctx, data.ListQuery{Brand: s.Brand, From: bounds[0], To: bounds[1]})
	if err != nil {
		return 0, err
	}
	for _, e := range entries {
		p, err := d.store.Post(ctx, e.Post)
		if err != nil {
			return 0, err
		}
		begun := func(o data.Entry) bool {
			return o.Post == e.Post && (o.State == data.Sent || o.State == data.Committing || o.State == data.Verifying)
		}
		if p.Series == s.ID && !slices.ContainsFunc(entries, begun) {
			return p.ID, d.store.DeletePost(ctx, p.ID)
		}
	}
	return 0, nil
}

// DeleteSeries makes no more occurrences; those that were made stay. undo takes
// it up again.
func (d *Desk) DeleteSeries(ctx context.Context, id data.SeriesID) (undo func(context.Context) error, err error) {
	if err := d.store.DeleteSeries(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreSeries(ctx, id) }, nil
}

// runSeries makes occurrences until ctx ends.
func (d *Desk) runSeries(ctx context.Context) {
	for {
		all, err := d.store.DueSeries(ctx, d.p.Clock.Now().Add(data.SeriesAhead))
		for _, s := range all {
			err = errors.Join(err, d.makeSeries(ctx, s))
		}
		if err != nil && ctx.Err() == nil {
			d.p.Log.Error("desk: series", "err", err)
		}
		if d.p.Clock.Wait(ctx, seriesTick) != nil {
			return
		}
	}
}

// makeSeries makes what is due of one series. Two that do so at once make every
// occurrence once. An occurrence that cannot be armed, because an account wants
// to be signed in again, say, stays as a draft, which the calendar shows.
func (d *Desk) makeSeries(ctx context.Context, s data.Series) error {
	due, err := calendar.Due(s, d.p.Clock.Now())
	if err != nil {
		return err
	}
	for _, o := range due {
		p := s.Model
		p.ID, p.Revision, p.Brand, p.Series, p.When = 0, 0, s.Brand, s.ID, o.When
		switch err := d.store.SaveOccurrence(ctx, &p, o.When.Wall); {
		case errors.Is(err, data.ErrChanged), errors.Is(err, data.ErrNoSuch):
			return nil
		case err != nil:
			return err
		}
		if !s.Armed {
			continue
		}
		if err := d.outbox.Schedule(ctx, p.ID); err != nil {
			d.p.Log.Warn("desk: an occurrence stays a draft", "series", s.ID, "post", p.ID, "err", err)
		}
	}
	return nil
}
