package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// BeginPlan notes that a table of planned posts is read, so that it can be
// undone; data.ErrNoSuch when there is no such brand.
func (s *Store) BeginPlan(ctx context.Context, brand data.BrandID) (data.ImportID, error) {
	var id data.ImportID
	err := s.write(ctx, "begin plan", func(_ context.Context, e *edit) error {
		return e.QueryRow(`INSERT INTO plans (brand_id, begun) SELECT id, ? FROM brands WHERE id = ? RETURNING id`,
			millis(e.now), brand).Scan(&id)
	})
	return id, err
}

// SavePlanned saves a page of new posts of a plan, at most [ImportPage], all or
// none of them, as SavePost does; each gets its ID. data.ErrOtherBrand when one
// is of another brand than the plan.
func (s *Store) SavePlanned(ctx context.Context, id data.ImportID, page []data.Post) error {
	if len(page) > ImportPage {
		return fmt.Errorf("store: plan %d: a page of %d posts", id, len(page))
	}
	s.giveWay.pause()
	saved := make([]data.Post, len(page))
	err := s.write(ctx, fmt.Sprintf("plan %d", id), func(ctx context.Context, e *edit) error {
		var brand data.BrandID
		if err := e.QueryRow(`SELECT brand_id FROM plans WHERE id = ?`, id).Scan(&brand); err != nil {
			return err
		}
		for i, p := range page {
			if p.Brand != brand || p.ID != 0 {
				return data.ErrOtherBrand
			}
			if err := savePost(ctx, e, &p); err != nil {
				return err
			}
			if _, err := e.Exec(`UPDATE posts SET plan_id = ? WHERE id = ?`, id, p.ID); err != nil {
				return err
			}
			saved[i] = p
		}
		return nil
	})
	if err != nil {
		return err
	}
	copy(page, saved)
	for _, p := range saved {
		s.index.add(p.ID)
	}
	return nil
}

// untouched are the posts of a plan that nobody changed, deleted or scheduled
// since it was read.
const untouched = `plan_id = ? AND revision = 1 AND updated = created AND deleted IS NULL
	AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post_id = posts.id AND d.state <> 'draft')`

// Untouched reads the deliveries of the posts of a plan that nobody changed, deleted
// or scheduled since it was read: by time, those without one last.
func (s *Store) Untouched(ctx context.Context, id data.ImportID) ([]data.Entry, error) {
	return list(ctx, s.core.read, scanEntry, `SELECT `+entryColumns+` FROM deliveries
		WHERE post_id IN (SELECT id FROM posts WHERE `+untouched+`) ORDER BY due IS NULL, due, id`, id)
}

// ForgetPlan undoes a reading: its posts go, but those that somebody changed,
// deleted or scheduled since. It may take several transactions; when ctx ends
// between two of them the rest stays and can be forgotten later. removed counts
// the posts.
func (s *Store) ForgetPlan(ctx context.Context, id data.ImportID) (removed int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		s.giveWay.pause()
		n, err := s.forgetPlanned(ctx, id)
		removed += n
		if err != nil || n == 0 {
			return removed, err
		}
	}
}

func (s *Store) forgetPlanned(ctx context.Context, id data.ImportID) (int, error) {
	var gone []data.PostID
	err := s.write(ctx, fmt.Sprintf("forget plan %d", id), func(ctx context.Context, e *edit) error {
		var err error
		gone, err = list(ctx, e, scanID[data.PostID], `SELECT id FROM posts WHERE `+untouched+` ORDER BY id LIMIT ?`, id, ImportPage)
		if err != nil || len(gone) == 0 {
			return err
		}
		in, posts := marks(gone)
		deliveries, err := list(ctx, e, scanID[data.DeliveryID], `DELETE FROM deliveries WHERE post_id IN (`+in+`) RETURNING id`, posts...)
		if err != nil {
			return err
		}
		touch(e, data.Deliveries, deliveries...)
		touch(e, data.Posts, gone...)
		_, err = e.Exec(`DELETE FROM posts WHERE id IN (`+in+`)`, posts...)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, post := range gone {
		s.index.add(post)
	}
	return len(gone), nil
}
