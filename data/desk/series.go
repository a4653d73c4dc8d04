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
	made, err := d.store.MadeOf(ctx, s.ID)
	if err != nil {
		return 0, err
	}
	for _, id := range ahead(made, bounds[0]) {
		of := func(e data.Entry) bool { return e.Post == id && e.Due.Before(bounds[1]) }
		if slices.ContainsFunc(made, of) {
			return id, d.store.DeletePost(ctx, id)
		}
	}
	return 0, nil
}

// ahead are the posts among entries that are due from an instant on and have not
// begun to go out anywhere.
func ahead(entries []data.Entry, from time.Time) (posts []data.PostID) {
	for _, e := range entries {
		begun := func(o data.Entry) bool {
			return o.Post == e.Post && (o.State == data.Sent || o.State == data.Committing || o.State == data.Verifying)
		}
		if !e.Due.Before(from) && !slices.Contains(posts, e.Post) && !slices.ContainsFunc(entries, begun) {
			posts = append(posts, e.Post)
		}
	}
	return posts
}

// MadeOf lists what a series was made into, by time.
func (d *Desk) MadeOf(ctx context.Context, id data.SeriesID) ([]data.Entry, error) {
	return d.store.MadeOf(ctx, id)
}

// EndSeries makes no more occurrences and takes away the posts that are still to
// come, but for what has begun to go out; n is how many. undo brings all of it
// back.
func (d *Desk) EndSeries(ctx context.Context, id data.SeriesID) (n int, undo func(context.Context) error, err error) {
	made, err := d.store.MadeOf(ctx, id)
	if err != nil {
		return 0, nil, err
	}
	if err := d.store.DeleteSeries(ctx, id); err != nil {
		return 0, nil, err
	}
	var taken []data.PostID
	back := func(ctx context.Context) error {
		err := d.store.RestoreSeries(ctx, id)
		for _, post := range taken {
			err = errors.Join(err, d.store.RestorePost(ctx, post))
		}
		d.outbox.Nudge()
		return err
	}
	for _, post := range ahead(made, d.p.Clock.Now()) {
		if err := d.store.DeletePost(ctx, post); err != nil {
			return 0, nil, errors.Join(err, back(context.WithoutCancel(ctx)))
		}
		taken = append(taken, post)
	}
	return len(taken), back, nil
}

// ChangeSeries has a series come by another rule from a first time on: what was
// still to come by the former one is taken away, and a series of its own begins.
// What went out stays as it is. The error wraps calendar.ErrRule, ErrTime or
// ErrZone where the rule cannot be followed; nothing has changed then. undo puts
// the former series back.
func (d *Desk) ChangeSeries(ctx context.Context, id data.SeriesID, rule string, first data.Schedule, armed bool) (undo func(context.Context) error, err error) {
	if _, err := calendar.Occurrences(rule, first, "", ""); err != nil {
		return nil, err
	}
	former, err := d.store.Series(ctx, id)
	if err != nil {
		return nil, err
	}
	next := data.Series{Brand: former.Brand, Model: former.Model, Rule: rule, Armed: armed}
	next.Model.When = first
	_, back, err := d.EndSeries(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := d.SaveSeries(ctx, &next); err != nil {
		return nil, errors.Join(err, back(context.WithoutCancel(ctx)))
	}
	return func(ctx context.Context) error {
		_, _, err := d.EndSeries(ctx, next.ID)
		return errors.Join(err, back(ctx))
	}, nil
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
// occurrence once, and both return when all of them are made. An occurrence that cannot
// be armed, because an account wants to be signed in again, say, stays as a draft, which
// the calendar shows.
func (d *Desk) makeSeries(ctx context.Context, s data.Series) error {
	d.making.Lock()
	defer d.making.Unlock()
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
