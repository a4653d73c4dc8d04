package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"parvis/data"
)

const approvalColumns = `id, brand_id, reader, made, until, note, closed,
	(SELECT count(*) FROM approval_answers WHERE approval_id = approvals.id)`

// SaveApproval inserts an approval, setting ID and Made, and holds its posts as
// [Store.HoldForApproval] does; or updates Reader, Until, Note and Closed of one
// that is there. Its posts and what is decided of them are then left aside. Each
// post must be at the revision that is said: data.ErrStale otherwise.
// data.ErrNoSuch when a post is deleted, data.ErrOtherBrand when it is another
// brand's.
func (s *Store) SaveApproval(ctx context.Context, a *data.Approval) error {
	saved := *a
	err := s.write(ctx, fmt.Sprintf("save approval %d", a.ID), func(ctx context.Context, e *edit) error {
		if saved.ID == 0 {
			return insertApproval(ctx, e, &saved)
		}
		var of data.BrandID
		err := e.QueryRow(`UPDATE approvals SET reader = ?, until = ?, note = ?, closed = ? WHERE id = ? RETURNING brand_id`,
			saved.Reader, millis(saved.Until), saved.Note, saved.Closed, saved.ID).Scan(&of)
		if err == nil && of != saved.Brand {
			err = data.ErrOtherBrand
		}
		touch(e, data.Approvals, saved.ID)
		return err
	})
	if err == nil {
		a.ID, a.Made = saved.ID, saved.Made
	}
	return err
}

func insertApproval(ctx context.Context, e *edit, a *data.Approval) error {
	a.Made = e.now.Truncate(time.Millisecond)
	err := e.QueryRow(`INSERT INTO approvals (brand_id, reader, made, until, note, closed) VALUES (?, ?, ?, ?, ?, ?) RETURNING id`,
		a.Brand, a.Reader, millis(a.Made), millis(a.Until), a.Note, a.Closed).Scan(&a.ID)
	if err != nil {
		return err
	}
	touch(e, data.Approvals, a.ID)
	for i, r := range a.Posts {
		p, err := readPost(ctx, e, r.Post)
		switch {
		case err != nil:
			return err
		case p.deleted:
			return data.ErrNoSuch
		case p.Brand != a.Brand:
			return data.ErrOtherBrand
		case p.Revision != r.Revision:
			return fmt.Errorf("post %d at revision %d, stored %d: %w", r.Post, r.Revision, p.Revision, data.ErrStale)
		}
		if _, err := e.Exec(`INSERT INTO approval_posts (approval_id, place, post_id, revision) VALUES (?, ?, ?, ?)`,
			a.ID, i, r.Post, r.Revision); err != nil {
			return err
		}
		if err := holdForApproval(ctx, e, r.Post); err != nil {
			return err
		}
	}
	return nil
}

// Approvals reads the approvals of a brand with their posts, the newest first.
func (s *Store) Approvals(ctx context.Context, brand data.BrandID) ([]data.Approval, error) {
	return s.approvals(ctx, `brand_id = ?`, brand)
}

// Approval reads one approval; data.ErrNoSuch when there is none.
func (s *Store) Approval(ctx context.Context, id data.ApprovalID) (data.Approval, error) {
	all, err := s.approvals(ctx, `id = ?`, id)
	if err != nil {
		return data.Approval{}, err
	}
	if len(all) == 0 {
		return data.Approval{}, fmt.Errorf("store: approval %d: %w", id, data.ErrNoSuch)
	}
	return all[0], nil
}

func (s *Store) approvals(ctx context.Context, where string, arg any) ([]data.Approval, error) {
	tx, err := s.core.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("store: approvals: %w", named(err))
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	all, err := list(ctx, tx, scanApproval, `SELECT `+approvalColumns+` FROM approvals WHERE `+where+` ORDER BY id DESC`, arg)
	if err != nil {
		return nil, fmt.Errorf("store: approvals: %w", err)
	}
	for i := range all {
		all[i].Posts, err = list(ctx, tx, scanReviewed, `SELECT post_id, revision, decision, comment, said FROM approval_posts
			WHERE approval_id = ? ORDER BY place`, all[i].ID)
		if err != nil {
			return nil, fmt.Errorf("store: approval %d: %w", all[i].ID, err)
		}
	}
	return all, nil
}

// Answer keeps what a reader decided. serial is the answer's own identity: one
// that was taken before changes nothing, and fresh is false. Of two answers about
// a post the one said later holds, whichever comes first.
//
// What is approved at the revision that the post has now may go out, and what was
// armed with it is scheduled (see [Store.Approve]); what is to be changed or is
// refused waits. A decision on another revision is kept and does neither: the
// caller sees it by the revisions. data.ErrClosed when the approval was taken back
// or is over, data.ErrNoSuch when there is none or a post is not in it.
func (s *Store) Answer(ctx context.Context, id data.ApprovalID, serial string, said []data.Reviewed) (fresh bool, err error) {
	err = s.write(ctx, fmt.Sprintf("answer to approval %d", id), func(ctx context.Context, e *edit) error {
		var until time.Time
		var closed bool
		if err := e.QueryRow(`SELECT until, closed FROM approvals WHERE id = ?`, id).Scan(moment{&until}, &closed); err != nil {
			return err
		}
		var known bool
		if err := e.QueryRow(`SELECT EXISTS (SELECT 1 FROM approval_answers WHERE approval_id = ? AND serial = ?)`,
			id, serial).Scan(&known); err != nil || known {
			return err
		}
		if closed || !until.IsZero() && e.now.After(until) {
			return data.ErrClosed
		}
		fresh = true
		if _, err := e.Exec(`INSERT INTO approval_answers (approval_id, serial, taken) VALUES (?, ?, ?)`,
			id, serial, millis(e.now)); err != nil {
			return err
		}
		touch(e, data.Approvals, id)
		for _, r := range said {
			if err := decide(ctx, e, id, r); err != nil {
				return fmt.Errorf("post %d: %w", r.Post, err)
			}
		}
		return nil
	})
	return fresh && err == nil, err
}

// decide keeps one decision and does what it says.
func decide(ctx context.Context, e *edit, id data.ApprovalID, r data.Reviewed) error {
	var asked int64
	var before time.Time
	err := e.QueryRow(`SELECT revision, said FROM approval_posts WHERE approval_id = ? AND post_id = ?`, id, r.Post).
		Scan(&asked, moment{&before})
	if err != nil || r.Decision == data.DecisionNone && r.Comment == "" || r.Said.Before(before) {
		return err
	}
	if _, err := e.Exec(`UPDATE approval_posts SET decision = ?, comment = ?, said = ? WHERE approval_id = ? AND post_id = ?`,
		r.Decision, r.Comment, millis(r.Said), id, r.Post); err != nil {
		return err
	}
	var now int64
	var deleted sql.NullInt64
	if err := e.QueryRow(`SELECT revision, deleted FROM posts WHERE id = ?`, r.Post).Scan(&now, &deleted); err != nil {
		return err
	}
	if deleted.Valid || r.Revision != asked || r.Revision != now {
		return nil
	}
	if r.Decision == data.DecisionApprove {
		return approve(ctx, e, r.Post, now)
	}
	return holdForApproval(ctx, e, r.Post)
}

func scanApproval(row scanner) (data.Approval, error) {
	var a data.Approval
	err := row.Scan(&a.ID, &a.Brand, &a.Reader, moment{&a.Made}, moment{&a.Until}, &a.Note, &a.Closed, &a.Answers)
	return a, err
}

func scanReviewed(row scanner) (data.Reviewed, error) {
	var r data.Reviewed
	err := row.Scan(&r.Post, &r.Revision, &r.Decision, &r.Comment, moment{&r.Said})
	return r, err
}
