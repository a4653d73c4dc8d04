package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// livePillar is a row's pillar unless that was taken away.
const livePillar = `ifnull((SELECT id FROM pillars WHERE pillars.id = pillar_id AND NOT gone), 0)`

// Ideas reads the ideas board of a brand: each column from top to bottom.
func (s *Store) Ideas(ctx context.Context, brand data.BrandID) ([]data.Idea, error) {
	return list(ctx, s.core.read, scanIdea, `SELECT id, brand_id, title, text, `+livePillar+`, stage, place, media, link, created
		FROM ideas WHERE brand_id = ? AND deleted IS NULL ORDER BY stage, place`, brand)
}

// SaveIdea inserts an idea at its Place of its Stage, setting ID and Created and
// moving those below it down, or updates what it says: [Store.MoveIdea] moves it,
// and Stage and Place are set to where it is. No stage is the first one, a place
// beyond the end is the end. data.ErrNoSuch when it is deleted or there is no such
// stage, data.ErrOtherBrand when it is another brand's.
func (s *Store) SaveIdea(ctx context.Context, i *data.Idea) error {
	media, err := json.Marshal(pictures(i.Media))
	if err != nil {
		return fmt.Errorf("store: save idea %d: %w", i.ID, err)
	}
	saved := *i
	err = s.write(ctx, fmt.Sprintf("save idea %d", i.ID), func(_ context.Context, e *edit) error {
		if saved.ID == 0 {
			return insertIdea(e, &saved, string(media))
		}
		if err := e.owns("ideas", int64(saved.ID), saved.Brand); err != nil {
			return err
		}
		touch(e, data.Ideas, saved.ID)
		return e.QueryRow(`UPDATE ideas SET title = ?, text = ?, pillar_id = ?, media = ?, link = ? WHERE id = ?
			RETURNING stage, place, created`, saved.Title, saved.Text, saved.Pillar, string(media), saved.Link, saved.ID).
			Scan(&saved.Stage, &saved.Place, moment{&saved.Created})
	})
	if err == nil {
		*i = saved
	}
	return err
}

func insertIdea(e *edit, i *data.Idea, media string) error {
	if i.Stage == "" {
		i.Stage = data.StageNew
	}
	i.Created = e.now.Truncate(time.Millisecond)
	at := berth{i.Brand, i.Stage, i.Place}
	if err := at.open(e); err != nil {
		return err
	}
	i.Place = at.place
	err := e.QueryRow(`INSERT INTO ideas (brand_id, title, text, pillar_id, stage, place, media, link, created)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		i.Brand, i.Title, i.Text, i.Pillar, i.Stage, i.Place, media, i.Link, millis(i.Created)).Scan(&i.ID)
	touch(e, data.Ideas, i.ID)
	return err
}

// MoveIdea puts an idea at a place of a column, counted without it; beyond the
// end is the end. data.ErrNoSuch when it is deleted or there is no such stage.
func (s *Store) MoveIdea(ctx context.Context, id data.IdeaID, stage data.Stage, place int) error {
	return s.write(ctx, fmt.Sprintf("move idea %d", id), func(_ context.Context, e *edit) error {
		from, err := berthOf(e, id)
		if err != nil {
			return err
		}
		// Out of the way, so that it is counted in neither column.
		if _, err := e.Exec(`UPDATE ideas SET stage = '' WHERE id = ?`, id); err != nil {
			return err
		}
		if err := from.close(e); err != nil {
			return err
		}
		to := berth{from.brand, stage, place}
		if err := to.open(e); err != nil {
			return err
		}
		_, err = e.Exec(`UPDATE ideas SET stage = ?, place = ? WHERE id = ?`, to.stage, to.place, id)
		touch(e, data.Ideas, id)
		return err
	})
}

// DeleteIdea takes an idea off the board; data.ErrNoSuch when it is deleted
// already.
func (s *Store) DeleteIdea(ctx context.Context, id data.IdeaID) error {
	return s.write(ctx, fmt.Sprintf("delete idea %d", id), func(_ context.Context, e *edit) error {
		from, err := berthOf(e, id)
		if err != nil {
			return err
		}
		if err := e.setAway("ideas", data.Ideas, int64(id), true); err != nil {
			return err
		}
		return from.close(e)
	})
}

// RestoreIdea undoes DeleteIdea: the idea is back in its place. data.ErrNoSuch
// when it is not deleted.
func (s *Store) RestoreIdea(ctx context.Context, id data.IdeaID) error {
	return s.write(ctx, fmt.Sprintf("restore idea %d", id), func(_ context.Context, e *edit) error {
		at, err := scanBerth(e.QueryRow(`SELECT brand_id, stage, place FROM ideas WHERE id = ? AND deleted IS NOT NULL`, id))
		if err != nil {
			return err
		}
		if err := at.open(e); err != nil {
			return err
		}
		if _, err := e.Exec(`UPDATE ideas SET place = ? WHERE id = ?`, at.place, id); err != nil {
			return err
		}
		return e.setAway("ideas", data.Ideas, int64(id), false)
	})
}

// berth is a place in a column of the board.
type berth struct {
	brand data.BrandID
	stage data.Stage
	place int
}

func berthOf(e *edit, id data.IdeaID) (berth, error) {
	return scanBerth(e.QueryRow(`SELECT brand_id, stage, place FROM ideas WHERE id = ? AND deleted IS NULL`, id))
}

func scanBerth(row scanner) (b berth, err error) {
	err = row.Scan(&b.brand, &b.stage, &b.place)
	return b, err
}

// open makes room, at the end of the column when the place lies beyond it.
func (b *berth) open(e *edit) error {
	if !slices.Contains(data.Stages(), b.stage) {
		return fmt.Errorf("stage %q: %w", b.stage, data.ErrNoSuch)
	}
	var n int
	if err := e.QueryRow(`SELECT count(*) FROM ideas WHERE brand_id = ? AND stage = ? AND deleted IS NULL`,
		b.brand, b.stage).Scan(&n); err != nil {
		return err
	}
	b.place = min(max(b.place, 0), n)
	_, err := e.Exec(`UPDATE ideas SET place = place + 1 WHERE brand_id = ? AND stage = ? AND place >= ? AND deleted IS NULL`,
		b.brand, b.stage, b.place)
	return err
}

// close fills the gap that an idea left.
func (b *berth) close(e *edit) error {
	_, err := e.Exec(`UPDATE ideas SET place = place - 1 WHERE brand_id = ? AND stage = ? AND place > ? AND deleted IS NULL`,
		b.brand, b.stage, b.place)
	return err
}

func scanIdea(row scanner) (data.Idea, error) {
	var i data.Idea
	var media []byte
	err := row.Scan(&i.ID, &i.Brand, &i.Title, &i.Text, &i.Pillar, &i.Stage, &i.Place, &media, &i.Link, moment{&i.Created})
	if err != nil {
		return i, err
	}
	var kept []picture
	err = json.Unmarshal(media, &kept)
	i.Media = attachments(kept)
	return i, err
}
