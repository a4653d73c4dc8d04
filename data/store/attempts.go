package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"parvis/data"
)

// Begin records that a part is about to be sent: state Committing, payload,
// hash, Begun, one more attempt, whose number it returns. In the same
// transaction it compares the delivery's state with Preparing and, unless a
// part of it is online, the post's revision with the armed one and with the
// approved one where there must be one; data.ErrChanged when any differs or the
// post is deleted. data.ErrNoSuch
// when the part was never armed.
func (s *Store) Begin(ctx context.Context, id data.DeliveryID, part int, payload []byte, hash string, at time.Time) (attempt int64, err error) {
	err = s.write(ctx, fmt.Sprintf("begin delivery %d", id), func(ctx context.Context, e *edit) error {
		begun, err := e.changed(`UPDATE deliveries SET state = 'committing', reason = '', detail = '', attempts = attempts + 1
			WHERE id = ?1 AND state = 'preparing'
			AND EXISTS (SELECT 1 FROM posts WHERE posts.id = post_id AND deleted IS NULL AND
				(posts.revision = deliveries.revision AND NOT (`+waitsForApproval+`)
				OR EXISTS (SELECT 1 FROM delivery_parts WHERE delivery_id = ?1 AND remote_id <> '')))`, id)
		if err != nil {
			return err
		}
		if !begun {
			return data.ErrChanged
		}
		known, err := e.changed(`UPDATE delivery_parts SET payload = ?, hash = ?, begun = 1 WHERE delivery_id = ? AND part = ?`,
			payload, hash, id, part)
		if err != nil {
			return err
		}
		if !known {
			return fmt.Errorf("part %d: %w", part, data.ErrNoSuch)
		}
		touch(e, data.Deliveries, id)
		made, err := e.Exec(`INSERT INTO attempts (delivery_id, account_id, part, begun, outcome)
			SELECT id, account_id, ?, ?, 'committing' FROM deliveries WHERE id = ?`, part, millis(at), id)
		if err != nil {
			return err
		}
		attempt, err = made.LastInsertId()
		return err
	})
	if err != nil {
		return 0, err
	}
	return attempt, nil
}

// Finish ends an attempt, or with Attempt 0 just moves the delivery. A receipt
// names the part, and the delivery too when it is the first part; with To
// Handed it names what the network holds. From Committing, Verifying, Handed or
// Unknown without a receipt to a state that says the part is not online, the
// part's Begun and payload are cleared. What would be Scheduled and waits for
// approval is Held for that. data.ErrChanged when the delivery is not in From.
func (s *Store) Finish(ctx context.Context, o data.Outcome) error {
	return s.write(ctx, fmt.Sprintf("finish delivery %d", o.Delivery), func(ctx context.Context, e *edit) error {
		moved, err := e.changed(`UPDATE deliveries SET state = ?, reason = ?, detail = ?, not_before = ?, late = ?
			WHERE id = ? AND state = ? AND (state <> 'handed' OR reason = ?)`,
			o.To, o.Reason, o.Detail, millis(o.NotBefore), o.Late.Milliseconds(), o.Delivery, o.From, o.Was)
		if err != nil {
			return err
		}
		if !moved {
			return data.ErrChanged
		}
		touch(e, data.Deliveries, o.Delivery)
		if err := keepReceipt(e, o); err != nil {
			return err
		}
		if err := forgetPart(e, o); err != nil {
			return err
		}
		if err := givenBack(e, o); err != nil {
			return err
		}
		if err := spent(e, o.Delivery, o.At, o.Cost); err != nil {
			return err
		}
		if o.To == data.Scheduled {
			if err := holdUnapproved(ctx, e, `id = ?`, o.Delivery); err != nil {
				return err
			}
		}
		if o.Attempt == 0 {
			return nil
		}
		return endAttempt(e, o)
	})
}

func keepReceipt(e *edit, o data.Outcome) error {
	r := o.Receipt
	switch {
	case r.Zero():
	case o.To == data.Handed:
		if _, err := e.Exec(`UPDATE deliveries SET held = ? WHERE id = ?`, r.ID, o.Delivery); err != nil {
			return err
		}
		// A payload may hold whole pictures; once its outcome is known its hash is
		// enough.
		if _, err := e.Exec(`UPDATE delivery_parts SET payload = NULL WHERE delivery_id = ? AND part = ?`, o.Delivery, o.Part); err != nil {
			return err
		}
	default:
		if _, err := e.Exec(`UPDATE delivery_parts SET remote_id = ?, remote_ref = ?, remote_url = ?, payload = NULL
			WHERE delivery_id = ? AND part = ?`, r.ID, r.Ref, r.URL, o.Delivery, o.Part); err != nil {
			return err
		}
		if o.Part > 0 {
			break
		}
		if _, err := e.Exec(`UPDATE deliveries SET remote_id = ?, remote_ref = ?, remote_url = ? WHERE id = ?`,
			r.ID, r.Ref, r.URL, o.Delivery); err != nil {
			return err
		}
	}
	if o.To != data.Sent {
		return nil
	}
	_, err := e.Exec(`UPDATE deliveries SET sent_at = ? WHERE id = ?`, millis(o.At), o.Delivery)
	return err
}

// forgetPart clears what was begun when it is certain that the part is not
// online, so that an edited post may be sent under a new key.
func forgetPart(e *edit, o data.Outcome) error {
	doubtful := o.From == data.Committing || o.From == data.Verifying || o.From == data.Unknown || o.From == data.Handed
	open := o.To == data.Verifying || o.To == data.Unknown || o.To == data.Handed
	if !doubtful || open || !o.Receipt.Zero() {
		return nil
	}
	_, err := e.Exec(`UPDATE delivery_parts SET begun = 0, payload = NULL, hash = ''
		WHERE delivery_id = ? AND part = ? AND remote_id = ''`, o.Delivery, o.Part)
	return err
}

// givenBack notes that the network holds a delivery no longer: restoring its
// deleted post makes a draft of it.
func givenBack(e *edit, o data.Outcome) error {
	if o.From != data.Handed || o.To == data.Handed {
		return nil
	}
	_, err := e.Exec(`UPDATE deliveries SET held = '', former = CASE WHEN former IS NOT NULL AND state = 'cancelled'
		THEN 'draft' END WHERE id = ?`, o.Delivery)
	return err
}

// endAttempt writes what became of one try. A part that came online counts as
// sent although the rest of its thread may still wait.
func endAttempt(e *edit, o data.Outcome) error {
	outcome := o.To
	if !o.Receipt.Zero() && o.To != data.Handed {
		outcome = data.Sent
	}
	known, err := e.changed(`UPDATE attempts SET ended = ?, outcome = ?, code = ?, detail = ? WHERE id = ? AND delivery_id = ?`,
		millis(o.At), outcome, o.Reason, o.Detail, o.Attempt, o.Delivery)
	if err == nil && !known {
		err = fmt.Errorf("attempt %d: %w", o.Attempt, data.ErrNoSuch)
	}
	return err
}

// Owner is the delivery of the account that has the receipt's ID for one of its
// parts; 0: none.
func (s *Store) Owner(ctx context.Context, account data.AccountID, receipt string) (data.DeliveryID, error) {
	var id data.DeliveryID
	err := s.core.read.QueryRowContext(ctx, `SELECT d.id FROM delivery_parts p JOIN deliveries d ON d.id = p.delivery_id
		WHERE p.remote_id = ? AND p.remote_id <> '' AND d.account_id = ? LIMIT 1`, receipt, account).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("store: owner of %q: %w", receipt, named(err))
	}
	return id, nil
}

// Begun is when the last attempt of a delivery began; zero: never.
func (s *Store) Begun(ctx context.Context, id data.DeliveryID) (time.Time, error) {
	var last sql.NullInt64
	err := s.core.read.QueryRowContext(ctx, `SELECT max(begun) FROM attempts WHERE delivery_id = ?`, id).Scan(&last)
	if err != nil {
		return time.Time{}, fmt.Errorf("store: delivery %d begun: %w", id, named(err))
	}
	if !last.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(last.Int64).UTC(), nil
}

// LastSent is when something was last begun on the account that may be online;
// zero: never. What certainly did not leave takes no place in the pace.
func (s *Store) LastSent(ctx context.Context, account data.AccountID) (time.Time, error) {
	var last sql.NullInt64
	err := s.core.read.QueryRowContext(ctx, `SELECT max(begun) FROM attempts WHERE account_id = ?
		AND outcome NOT IN ('scheduled', 'blocked', 'refused', 'held', 'handed')`, account).Scan(&last)
	if err != nil {
		return time.Time{}, fmt.Errorf("store: last sent on account %d: %w", account, named(err))
	}
	if !last.Valid {
		return time.Time{}, nil
	}
	return time.UnixMilli(last.Int64).UTC(), nil
}
