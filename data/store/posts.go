package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"parvis/data"
)

// SavePost inserts a post, setting its ID, or updates it, and keeps its
// deliveries in step: a new account gets a draft; the delivery of an account
// that was taken away is dropped, or cancelled when it has a history; what is
// being sent, was sent or must be settled is left alone. Drafts follow the
// post's date; what is armed keeps its own until it is armed again.
//
// Revision grows by one when content, accounts or schedule changed, and then
// the former content is kept. What plans a post and does not go out with it
// (Campaign, Pillar, Products, Twin, Series, Again) is written under the same
// revision, so that what is armed stays confirmed. When nothing changed nothing
// is written. p.Revision must be the stored one, and p.Updated too unless it is
// zero: data.ErrStale when somebody saved in between, data.ErrNoSuch when the
// post is deleted, data.ErrOtherBrand when an account, a campaign, a pillar or a
// product is another brand's. With an error nothing is written and p is as it
// was.
//
// Created, Updated and Revision are set; a campaign, pillar or product that is
// gone is taken out of p; variants are kept in order of account.
func (s *Store) SavePost(ctx context.Context, p *data.Post) error {
	saved := *p
	err := s.write(ctx, fmt.Sprintf("save post %d", p.ID), func(ctx context.Context, e *edit) error {
		return savePost(ctx, e, &saved)
	})
	if err != nil {
		return err
	}
	*p = saved
	s.index.add(p.ID)
	return nil
}

func savePost(ctx context.Context, e *edit, p *data.Post) error {
	if err := checkMarks(e, p); err != nil {
		return err
	}
	if p.ID == 0 {
		return insertPost(ctx, e, p)
	}
	return updatePost(ctx, e, p)
}

func insertPost(ctx context.Context, e *edit, p *data.Post) error {
	text, err := encode(p)
	if err != nil {
		return err
	}
	p.Revision, p.Created = 1, e.now.Truncate(time.Millisecond)
	p.Updated = p.Created
	err = e.QueryRow(`INSERT INTO posts (brand_id, content, revision, created, updated) VALUES (?, ?, 1, ?, ?) RETURNING id`,
		p.Brand, text, millis(p.Created), millis(p.Updated)).Scan(&p.ID)
	if err != nil {
		return err
	}
	return followPost(ctx, e, nil, p)
}

func updatePost(ctx context.Context, e *edit, p *data.Post) error {
	old, err := readPost(ctx, e, p.ID)
	if err != nil {
		return err
	}
	change, text, err := compare(&old.Post, p)
	switch {
	case err != nil:
		return err
	case old.deleted:
		return data.ErrNoSuch
	case old.Brand != p.Brand:
		return data.ErrOtherBrand
	case old.Revision != p.Revision:
		return fmt.Errorf("revision %d, stored %d: %w", p.Revision, old.Revision, data.ErrStale)
	case change != changeNone && !p.Updated.IsZero() && !p.Updated.Equal(old.Updated):
		return fmt.Errorf("planned anew meanwhile: %w", data.ErrStale)
	}
	p.Created, p.Updated = old.Created, old.Updated
	switch change {
	case changeNone:
		return nil
	case changeMarks:
		return saveMarks(ctx, e, p, text)
	}
	p.Revision, p.Updated = old.Revision+1, e.now.Truncate(time.Millisecond)
	if _, err := e.Exec(`INSERT INTO post_history (post_id, revision, content, replaced) VALUES (?, ?, ?, ?)`,
		p.ID, old.Revision, old.content, millis(p.Updated)); err != nil {
		return err
	}
	if _, err := e.Exec(`UPDATE posts SET content = ?, revision = ?, updated = ? WHERE id = ?`,
		text, p.Revision, millis(p.Updated), p.ID); err != nil {
		return err
	}
	if err := thinHistory(e, p.ID); err != nil {
		return err
	}
	return followPost(ctx, e, old.Variants, p)
}

// Post reads one post, also a deleted one, so that what it already sent can
// still be looked at; data.ErrNoSuch when there never was one.
func (s *Store) Post(ctx context.Context, id data.PostID) (data.Post, error) {
	p, err := readPost(ctx, s.core.read, id)
	if err != nil {
		return data.Post{}, fmt.Errorf("store: post %d: %w", id, named(err))
	}
	return p.Post, nil
}

// DeletePost takes a post out of the calendar: its deliveries that wait are
// cancelled, and one that was claimed can no longer begin. What the network
// holds is marked to be taken back. What is being sent, was sent or must be
// settled is left alone.
// data.ErrNoSuch when it is deleted already. [Store.RestorePost] undoes it.
func (s *Store) DeletePost(ctx context.Context, id data.PostID) error {
	err := s.write(ctx, fmt.Sprintf("delete post %d", id), func(ctx context.Context, e *edit) error {
		found, err := e.changed(`UPDATE posts SET deleted = ?1, updated = ?1, revision = revision + 1
			WHERE id = ?2 AND deleted IS NULL`, millis(e.now), id)
		if err != nil {
			return err
		}
		if !found {
			return data.ErrNoSuch
		}
		in, states := marks(append(waiting(), data.Draft))
		if _, err := e.Exec(`UPDATE deliveries SET former = CASE state WHEN 'preparing' THEN 'scheduled' ELSE state END,
			state = 'cancelled' WHERE post_id = ? AND state IN (`+in+`)`, append([]any{id}, states...)...); err != nil {
			return err
		}
		// A draft in the network's own application is the person's to throw away.
		if _, err := e.Exec(`UPDATE deliveries SET former = 'handed', not_before = NULL,
			state = CASE reason WHEN 'tap' THEN 'cancelled' ELSE 'handed' END,
			reason = CASE reason WHEN 'tap' THEN 'tap' ELSE 'cancel' END
			WHERE post_id = ? AND state = 'handed'`, id); err != nil {
			return err
		}
		return announcePost(ctx, e, id)
	})
	if err == nil {
		s.index.add(id)
	}
	return err
}

// RestorePost undoes DeletePost: each delivery that it cancelled is again what
// it was, a scheduled one as scheduled. data.ErrNoSuch when the post is not
// deleted.
func (s *Store) RestorePost(ctx context.Context, id data.PostID) error {
	err := s.write(ctx, fmt.Sprintf("restore post %d", id), func(ctx context.Context, e *edit) error {
		var revision int64
		err := e.QueryRow(`UPDATE posts SET deleted = NULL, updated = ?, revision = revision + 1,
			approved = CASE approved WHEN revision - 1 THEN revision + 1 ELSE approved END
			WHERE id = ? AND deleted IS NOT NULL RETURNING revision`, millis(e.now), id).Scan(&revision)
		if err != nil {
			return err
		}
		// Deleting and restoring each count a revision; what was armed with the
		// content as it still is stays confirmed, and what was approved approved.
		if _, err := e.Exec(`UPDATE deliveries SET state = former, former = NULL,
			reason = CASE WHEN state = 'handed' AND reason = 'cancel' THEN '' ELSE reason END,
			revision = CASE revision WHEN ?1 - 2 THEN ?1 ELSE revision END
			WHERE post_id = ?2 AND former IS NOT NULL`, revision, id); err != nil {
			return err
		}
		if err := holdUnapproved(ctx, e, `post_id = ?`, id); err != nil {
			return err
		}
		return announcePost(ctx, e, id)
	})
	if err == nil {
		s.index.add(id)
	}
	return err
}

// storedPost is a post with what only the store needs to know of it.
type storedPost struct {
	data.Post
	content string
	deleted bool
}

func readPost(ctx context.Context, q querier, id data.PostID) (storedPost, error) {
	return scanPost(q.QueryRowContext(ctx,
		`SELECT id, brand_id, content, revision, created, updated, deleted FROM posts WHERE id = ?`, id))
}

func scanPost(row scanner) (storedPost, error) {
	var p storedPost
	var deleted sql.NullInt64
	err := row.Scan(&p.ID, &p.Brand, &p.content, &p.Revision, moment{&p.Created}, moment{&p.Updated}, &deleted)
	if err != nil {
		return p, err
	}
	p.deleted = deleted.Valid
	return p, decode(p.content, &p.Post)
}
