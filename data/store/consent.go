package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// waitsForApproval tells of a row of posts that its present revision may not go
// out yet.
const waitsForApproval = `posts.approved IS NOT NULL AND posts.approved <> posts.revision`

// underWay tells of a row of deliveries that a part of it may be online already.
// Such a thread ends as it started.
const underWay = `EXISTS (SELECT 1 FROM delivery_parts WHERE delivery_id = deliveries.id AND (begun = 1 OR remote_id <> ''))`

// HoldForApproval lets a post go out only once the revision that it then has was
// approved, whatever was approved before: what is scheduled is held
// (data.HoldApproval), what the network holds is marked to be taken back, and
// what is armed from now on is held. A thread that is under way, and what is
// being sent or has to be settled, is left alone. data.ErrNoSuch when the post is
// deleted.
func (s *Store) HoldForApproval(ctx context.Context, id data.PostID) error {
	return s.write(ctx, fmt.Sprintf("hold post %d for approval", id), func(ctx context.Context, e *edit) error {
		return holdForApproval(ctx, e, id)
	})
}

func holdForApproval(ctx context.Context, e *edit, id data.PostID) error {
	found, err := e.changed(`UPDATE posts SET approved = 0 WHERE id = ? AND deleted IS NULL`, id)
	if err != nil {
		return err
	}
	if !found {
		return data.ErrNoSuch
	}
	touch(e, data.Posts, id)
	// What is claimed and what waits for a person's tap is as good as scheduled.
	if _, err := e.Exec(`UPDATE deliveries SET state = 'scheduled' WHERE post_id = ?
		AND (state = 'preparing' OR state = 'held' AND reason = 'tap') AND NOT `+underWay, id); err != nil {
		return err
	}
	if err := holdUnapproved(ctx, e, `post_id = ?`, id); err != nil {
		return err
	}
	// Once it is given back it is armed anew, and then held.
	back, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET reason = 'replace', not_before = NULL
		WHERE post_id = ? AND state = 'handed' AND reason = '' RETURNING id`, id)
	touch(e, data.Deliveries, back...)
	return err
}

// holdUnapproved holds the scheduled deliveries, of those that where names, whose
// post waits for approval. Whatever makes a delivery scheduled ends with it.
func holdUnapproved(ctx context.Context, e *edit, where string, args ...any) error {
	ids, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET state = 'held', reason = 'approval', detail = '',
		asked = 0, not_before = NULL WHERE `+where+` AND state = 'scheduled' AND NOT `+underWay+`
		AND EXISTS (SELECT 1 FROM posts WHERE posts.id = deliveries.post_id AND `+waitsForApproval+`) RETURNING id`, args...)
	touch(e, data.Deliveries, ids...)
	return err
}

// Approve lets a revision of a post go out: what was held for that is scheduled.
// It goes out only if it was armed under that revision; otherwise the change has
// still to be confirmed. data.ErrChanged when the post has another revision,
// data.ErrNoSuch when it is deleted.
func (s *Store) Approve(ctx context.Context, id data.PostID, revision int64) error {
	return s.write(ctx, fmt.Sprintf("approve post %d", id), func(ctx context.Context, e *edit) error {
		p, err := readPost(ctx, e, id)
		switch {
		case err != nil:
			return err
		case p.deleted:
			return data.ErrNoSuch
		case p.Revision != revision:
			return data.ErrChanged
		}
		return approve(ctx, e, id, revision)
	})
}

func approve(ctx context.Context, e *edit, id data.PostID, revision int64) error {
	return release(ctx, e, id, `UPDATE posts SET approved = ? WHERE id = ? AND deleted IS NULL`, revision, id)
}

// DropApproval asks nobody to approve a post any more: what was held for that is
// scheduled. data.ErrNoSuch when the post is deleted.
func (s *Store) DropApproval(ctx context.Context, id data.PostID) error {
	return s.write(ctx, fmt.Sprintf("drop approval of post %d", id), func(ctx context.Context, e *edit) error {
		return release(ctx, e, id, `UPDATE posts SET approved = NULL WHERE id = ? AND deleted IS NULL`, id)
	})
}

func release(ctx context.Context, e *edit, id data.PostID, statement string, args ...any) error {
	found, err := e.changed(statement, args...)
	if err != nil {
		return err
	}
	if !found {
		return data.ErrNoSuch
	}
	ids, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET state = 'scheduled', reason = ''
		WHERE post_id = ? AND state = 'held' AND reason = 'approval' RETURNING id`, id)
	touch(e, data.Posts, id)
	touch(e, data.Deliveries, ids...)
	return err
}

// Approved tells whether somebody has to approve a post before it goes out, and
// which revision was approved last, 0 for none.
func (s *Store) Approved(ctx context.Context, id data.PostID) (asked bool, revision int64, err error) {
	err = s.core.read.QueryRowContext(ctx, `SELECT approved IS NOT NULL, ifnull(approved, 0) FROM posts WHERE id = ?`, id).
		Scan(&asked, &revision)
	if err != nil {
		return false, 0, fmt.Errorf("store: approval of post %d: %w", id, named(err))
	}
	return asked, revision, nil
}
