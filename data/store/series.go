package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

const seriesColumns = `id, brand_id, model, rule, armed, made, ended, skipped`

// SeriesOf reads the series of a brand in the order they were made.
func (s *Store) SeriesOf(ctx context.Context, brand data.BrandID) ([]data.Series, error) {
	return list(ctx, s.core.read, scanSeries,
		`SELECT `+seriesColumns+` FROM series WHERE brand_id = ? AND deleted IS NULL ORDER BY id`, brand)
}

// Series reads one series; data.ErrNoSuch when it is deleted.
func (s *Store) Series(ctx context.Context, id data.SeriesID) (data.Series, error) {
	one, err := scanSeries(s.core.read.QueryRowContext(ctx,
		`SELECT `+seriesColumns+` FROM series WHERE id = ? AND deleted IS NULL`, id))
	if err != nil {
		return data.Series{}, fmt.Errorf("store: series %d: %w", id, named(err))
	}
	return one, nil
}

// MadeOf reads the deliveries of the posts that a series was made into, by time;
// what was deleted or cancelled is left out.
func (s *Store) MadeOf(ctx context.Context, id data.SeriesID) ([]data.Entry, error) {
	return list(ctx, s.core.read, scanEntry, `SELECT `+entryColumns+` FROM deliveries WHERE state <> 'cancelled' AND post_id IN (
		SELECT id FROM posts WHERE brand_id = (SELECT brand_id FROM series WHERE id = ?1) AND content ->> '$.series' = ?1)
		ORDER BY due, id`, id)
}

// DueSeries reads the series of every brand that may have occurrences to be made
// up to an instant: those that have not ended and whose last occurrence lies
// before it, or up to a day after it, whatever their zone.
func (s *Store) DueSeries(ctx context.Context, until time.Time) ([]data.Series, error) {
	return list(ctx, s.core.read, scanSeries, `SELECT `+seriesColumns+` FROM series
		WHERE deleted IS NULL AND NOT ended AND made < ? ORDER BY id`, until.UTC().AddDate(0, 0, 1).Format(data.WallLayout))
}

// SaveSeries inserts a series, setting its ID, or updates it. Of one that is
// there Made and Except are set to what is stored: [Store.SaveOccurrence] and
// [Store.ExceptSeries] change them. data.ErrNoSuch when it is deleted,
// data.ErrOtherBrand when it is another brand's.
func (s *Store) SaveSeries(ctx context.Context, one *data.Series) error {
	model, err := encode(&one.Model)
	if err != nil {
		return fmt.Errorf("store: save series %d: %w", one.ID, err)
	}
	saved := *one
	err = s.write(ctx, fmt.Sprintf("save series %d", one.ID), func(_ context.Context, e *edit) error {
		if saved.ID != 0 {
			if err := e.owns("series", int64(saved.ID), saved.Brand); err != nil {
				return err
			}
		}
		except, err := json.Marshal(append([]string{}, saved.Except...))
		if err != nil {
			return err
		}
		saved, err = scanSeries(e.QueryRow(`INSERT INTO series (id, brand_id, model, rule, armed, made, ended, skipped)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET model = excluded.model, rule = excluded.rule,
				armed = excluded.armed, ended = excluded.ended RETURNING `+seriesColumns,
			optional(saved.ID), saved.Brand, model, saved.Rule, saved.Armed, saved.Made, saved.Ended, string(except)))
		touch(e, data.SeriesRows, saved.ID)
		return err
	})
	if err == nil {
		one.ID, one.Made, one.Except = saved.ID, saved.Made, saved.Except
	}
	return err
}

// SaveOccurrence saves a new post that an occurrence of its Series was made into,
// as SavePost does, and notes in the same transaction that the series is made up
// to wall, which is the occurrence's time before anybody moved it. So none is
// made twice: data.ErrChanged when the series is made up to there already.
// data.ErrNoSuch when it is deleted.
func (s *Store) SaveOccurrence(ctx context.Context, p *data.Post, wall string) error {
	saved := *p
	op := fmt.Sprintf("save occurrence %s of series %d", wall, p.Series)
	err := s.write(ctx, op, func(ctx context.Context, e *edit) error {
		if err := e.owns("series", int64(saved.Series), saved.Brand); err != nil {
			return err
		}
		fresh, err := e.changed(`UPDATE series SET made = ?1 WHERE id = ?2 AND made < ?1`, wall, saved.Series)
		if err == nil && (!fresh || saved.ID != 0) {
			err = data.ErrChanged
		}
		if err != nil {
			return err
		}
		touch(e, data.SeriesRows, saved.Series)
		return savePost(ctx, e, &saved)
	})
	if err != nil {
		return err
	}
	*p = saved
	s.index.add(p.ID)
	return nil
}

// ExceptSeries leaves out the occurrence of a day ("2026-12-24"), or with except
// false takes it back in; data.ErrNoSuch when the series is deleted.
func (s *Store) ExceptSeries(ctx context.Context, id data.SeriesID, day string, except bool) error {
	return s.write(ctx, fmt.Sprintf("except %s of series %d", day, id), func(_ context.Context, e *edit) error {
		one, err := scanSeries(e.QueryRow(`SELECT `+seriesColumns+` FROM series WHERE id = ? AND deleted IS NULL`, id))
		if err != nil {
			return err
		}
		days := slices.DeleteFunc(one.Except, func(d string) bool { return d == day })
		if except {
			days = append(days, day)
		}
		slices.Sort(days)
		text, err := json.Marshal(append([]string{}, days...))
		if err != nil {
			return err
		}
		touch(e, data.SeriesRows, id)
		_, err = e.Exec(`UPDATE series SET skipped = ? WHERE id = ?`, string(text), id)
		return err
	})
}

// DeleteSeries makes no more occurrences; those that were made stay.
// data.ErrNoSuch when it is deleted already.
func (s *Store) DeleteSeries(ctx context.Context, id data.SeriesID) error {
	return s.putAway(ctx, "series", data.SeriesRows, int64(id), true)
}

// RestoreSeries undoes DeleteSeries; data.ErrNoSuch when it is not deleted.
func (s *Store) RestoreSeries(ctx context.Context, id data.SeriesID) error {
	return s.putAway(ctx, "series", data.SeriesRows, int64(id), false)
}

func scanSeries(row scanner) (data.Series, error) {
	var one data.Series
	var model string
	var except []byte
	err := row.Scan(&one.ID, &one.Brand, &model, &one.Rule, &one.Armed, &one.Made, &one.Ended, &except)
	if err != nil {
		return one, err
	}
	one.Model.Brand = one.Brand
	if err := json.Unmarshal(except, &one.Except); err != nil {
		return one, err
	}
	if len(one.Except) == 0 {
		one.Except = nil
	}
	return one, decode(model, &one.Model)
}
