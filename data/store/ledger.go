package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// Arm schedules deliveries of a post under the revision it has now:
// data.ErrChanged when the post has another one or is deleted, data.ErrNoSuch
// when it does not go to one of the accounts. What is Committing, Verifying,
// Unknown, Sent or Handed, a thread that is under way, and what a restored
// backup made doubtful unless a person asks for it, is left alone; a part that
// has begun or is online keeps key, stamp, payload and receipt. A post that waits
// for approval is armed as any other and then Held for that.
func (s *Store) Arm(ctx context.Context, post data.PostID, revision int64, armed []data.Armed) error {
	return s.write(ctx, fmt.Sprintf("arm post %d", post), func(ctx context.Context, e *edit) error {
		p, err := readPost(ctx, e, post)
		if err != nil {
			return err
		}
		if p.Revision != revision || p.deleted {
			return data.ErrChanged
		}
		for _, a := range armed {
			if err := arm(ctx, e, post, revision, a); err != nil {
				return fmt.Errorf("account %d: %w", a.Account, err)
			}
		}
		return holdUnapproved(ctx, e, `post_id = ?`, post)
	})
}

func arm(ctx context.Context, e *edit, post data.PostID, revision int64, a data.Armed) error {
	var id data.DeliveryID
	err := e.QueryRow(`SELECT id FROM deliveries WHERE post_id = ? AND account_id = ?`, post, a.Account).Scan(&id)
	if err != nil {
		return err
	}
	free, err := e.changed(`UPDATE deliveries SET state = 'scheduled', reason = '', detail = '', revision = ?, due = ?,
		asked = ?, not_before = NULL, late = 0, held = '', former = NULL
		WHERE id = ? AND state NOT IN ('committing', 'verifying', 'unknown', 'sent', 'handed')
		AND (state <> 'held' OR reason <> 'restore' OR ?)
		AND NOT (state = 'preparing' AND EXISTS
			(SELECT 1 FROM delivery_parts WHERE delivery_id = deliveries.id AND (begun = 1 OR remote_id <> '')))`,
		revision, millis(a.Due), a.Asked, id, a.Asked)
	if err != nil {
		return err
	}
	if !free {
		return armHanded(e, id, revision, a)
	}
	touch(e, data.Deliveries, id)
	if _, err := e.Exec(`DELETE FROM delivery_parts WHERE delivery_id = ? AND begun = 0 AND remote_id = ''`, id); err != nil {
		return err
	}
	for _, p := range a.Parts {
		if _, err := e.Exec(`INSERT INTO delivery_parts (delivery_id, part, key, stamp) VALUES (?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, id, p.Part, p.Key, millis(p.Stamp)); err != nil {
			return err
		}
	}
	return nil
}

// armHanded marks what the network holds to be taken back and sent anew, unless
// it is held just as it is to be.
func armHanded(e *edit, id data.DeliveryID, revision int64, a data.Armed) error {
	marked, err := e.changed(`UPDATE deliveries SET reason = 'replace', revision = ?1, due = ?2, asked = ?3, not_before = NULL
		WHERE id = ?4 AND state = 'handed' AND reason <> 'tap' AND (revision <> ?1 OR due <> ?2 OR ?3 OR reason <> '')`,
		revision, millis(a.Due), a.Asked, id)
	if marked {
		touch(e, data.Deliveries, id)
	}
	return err
}

// Disarm makes drafts again of the post's deliveries that wait (Scheduled,
// Held, Missed, Blocked, Refused). They follow the post's date again. What the
// network holds is marked to be taken back first.
func (s *Store) Disarm(ctx context.Context, post data.PostID) error {
	return s.write(ctx, fmt.Sprintf("disarm post %d", post), func(ctx context.Context, e *edit) error {
		p, err := readPost(ctx, e, post)
		if err != nil {
			return err
		}
		ids, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET state = 'draft', reason = '', detail = '',
			asked = 0, not_before = NULL, late = 0, held = '', due = ?
			WHERE post_id = ? AND state IN ('scheduled', 'held', 'missed', 'blocked', 'refused') RETURNING id`,
			millis(p.When.Instant), post)
		if err != nil {
			return err
		}
		held, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET reason = 'draft', not_before = NULL
			WHERE post_id = ? AND state = 'handed' AND reason <> 'tap' RETURNING id`, post)
		touch(e, data.Deliveries, append(ids, held...)...)
		return err
	})
}

// Recover is called once at start, before anything runs: what was Preparing is
// Scheduled again, what was Committing is Verifying. It returns the latter,
// with their parts.
func (s *Store) Recover(ctx context.Context) ([]data.Delivery, error) {
	var found []data.Delivery
	err := s.write(ctx, "recover deliveries", func(ctx context.Context, e *edit) error {
		again, err := list(ctx, e, scanID[data.DeliveryID],
			`UPDATE deliveries SET state = 'scheduled' WHERE state = 'preparing' RETURNING id`)
		if err != nil {
			return err
		}
		lost, err := list(ctx, e, scanID[data.DeliveryID],
			`UPDATE deliveries SET state = 'verifying' WHERE state = 'committing' RETURNING id`)
		if err != nil {
			return err
		}
		for _, id := range lost {
			d, err := readDelivery(ctx, e, id)
			if err != nil {
				return err
			}
			found = append(found, d)
		}
		touch(e, data.Deliveries, append(again, lost...)...)
		return holdUnapproved(ctx, e, `true`)
	})
	if err != nil {
		return nil, err
	}
	return found, nil
}

// Runnable lists deliveries in the given states with Due and NotBefore at or
// before now, in order of Due, then ID, without their parts.
func (s *Store) Runnable(ctx context.Context, now time.Time, states ...data.State) ([]data.Delivery, error) {
	in, args := marks(states)
	return list(ctx, s.core.read, scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE state IN (`+in+`) AND due <= ? AND ifnull(not_before, 0) <= ? ORDER BY due, id`,
		append(args, now.UnixMilli(), now.UnixMilli())...)
}

// Ahead lists, in order of Due, then ID, without their parts: what is due after
// now, Scheduled or on its way to be handed over, and held back by nothing; and
// the Handed ones that it is time to look at or to take back.
func (s *Store) Ahead(ctx context.Context, now time.Time) ([]data.Delivery, error) {
	return list(ctx, s.core.read, scanDelivery, `SELECT `+deliveryColumns+` FROM deliveries
		WHERE (state IN ('scheduled', 'preparing', 'committing', 'verifying') AND due > ?1 OR state = 'handed') AND ifnull(not_before, 0) <= ?1 ORDER BY due, id`,
		now.UnixMilli())
}

// Claim moves a delivery from one state to another and returns all that is
// needed to work on it, read in the same transaction. The reason it had is
// forgotten. Once a part has begun or is online the post is given as it was
// under the armed revision, so that a thread ends as it started.
// data.ErrChanged when it is not in from.
func (s *Store) Claim(ctx context.Context, id data.DeliveryID, from, to data.State) (data.Job, error) {
	var job data.Job
	err := s.write(ctx, fmt.Sprintf("claim delivery %d", id), func(ctx context.Context, e *edit) error {
		claimed, err := e.changed(`UPDATE deliveries SET state = ?, reason = '', detail = '', not_before = NULL
			WHERE id = ? AND state = ? AND account_id IS NOT NULL`, to, id, from)
		if err != nil {
			return err
		}
		if !claimed {
			return data.ErrChanged
		}
		touch(e, data.Deliveries, id)
		return readJob(ctx, e, id, &job)
	})
	if err != nil {
		return data.Job{}, err
	}
	return job, nil
}

func readJob(ctx context.Context, e *edit, id data.DeliveryID, job *data.Job) error {
	var err error
	if job.Delivery, err = readDelivery(ctx, e, id); err != nil {
		return err
	}
	p, err := readPost(ctx, e, job.Delivery.Post)
	if err != nil {
		return err
	}
	job.Post = p.Post
	if started(job.Delivery) && p.Revision != job.Delivery.Revision {
		if err := readFormer(ctx, e, job.Delivery.Revision, &job.Post); err != nil {
			return err
		}
	}
	job.Account, err = readAccount(ctx, e, job.Delivery.Account)
	return err
}

func started(d data.Delivery) bool {
	return slices.ContainsFunc(d.Parts, func(p data.DeliveryPart) bool { return p.Begun || !p.Remote.Zero() })
}

// readFormer puts the content that a post had under a revision in its place. A
// revision that is not in the history changed no content.
func readFormer(ctx context.Context, e *edit, revision int64, p *data.Post) error {
	var text string
	err := e.QueryRowContext(ctx, `SELECT content FROM post_history WHERE post_id = ? AND revision >= ?
		ORDER BY revision LIMIT 1`, p.ID, revision).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	p.Media, p.Variants = nil, nil
	return decode(text, p)
}
