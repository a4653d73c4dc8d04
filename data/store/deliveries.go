package store

import (
	"context"
	"fmt"

	"parvis/data"
)

const deliveryColumns = `id, post_id, account_id, state, reason, detail, revision, due, not_before, asked, attempts, late,
	held, remote_id, remote_ref, remote_url, sent_at`

// Delivery reads one delivery with its parts; data.ErrNoSuch when there is none.
func (s *Store) Delivery(ctx context.Context, id data.DeliveryID) (data.Delivery, error) {
	tx, err := s.core.read.BeginTx(ctx, nil)
	if err != nil {
		return data.Delivery{}, fmt.Errorf("store: delivery %d: %w", id, named(err))
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	d, err := readDelivery(ctx, tx, id)
	if err != nil {
		return data.Delivery{}, fmt.Errorf("store: delivery %d: %w", id, named(err))
	}
	return d, nil
}

// Deliveries reads all deliveries of a post, without their parts, in the order
// the accounts were added.
func (s *Store) Deliveries(ctx context.Context, post data.PostID) ([]data.Delivery, error) {
	return list(ctx, s.core.read, scanDelivery,
		`SELECT `+deliveryColumns+` FROM deliveries WHERE post_id = ? ORDER BY id`, post)
}

// Attempts reads the history of a delivery, oldest first.
func (s *Store) Attempts(ctx context.Context, id data.DeliveryID) ([]data.Attempt, error) {
	return list(ctx, s.core.read, scanAttempt, `SELECT id, delivery_id, part, begun, ended, outcome, code, detail
		FROM attempts WHERE delivery_id = ? ORDER BY id`, id)
}

func readDelivery(ctx context.Context, q querier, id data.DeliveryID) (data.Delivery, error) {
	d, err := scanDelivery(q.QueryRowContext(ctx, `SELECT `+deliveryColumns+` FROM deliveries WHERE id = ?`, id))
	if err != nil {
		return d, err
	}
	d.Parts, err = list(ctx, q, scanPart, `SELECT part, key, stamp, payload, hash, begun, remote_id, remote_ref, remote_url
		FROM delivery_parts WHERE delivery_id = ? ORDER BY part`, id)
	return d, err
}

func scanDelivery(row scanner) (data.Delivery, error) {
	var d data.Delivery
	err := row.Scan(&d.ID, &d.Post, identity[data.AccountID]{&d.Account}, &d.State, &d.Reason, &d.Detail, &d.Revision,
		moment{&d.Due}, moment{&d.NotBefore}, &d.Asked, &d.Attempts, span{&d.Late},
		&d.Held, &d.Remote.ID, &d.Remote.Ref, &d.Remote.URL, moment{&d.SentAt})
	return d, err
}

func scanPart(row scanner) (data.DeliveryPart, error) {
	var p data.DeliveryPart
	err := row.Scan(&p.Part, &p.Key, moment{&p.Stamp}, &p.Payload, &p.Hash, &p.Begun,
		&p.Remote.ID, &p.Remote.Ref, &p.Remote.URL)
	return p, err
}

func scanAttempt(row scanner) (data.Attempt, error) {
	var a data.Attempt
	err := row.Scan(&a.ID, &a.Delivery, &a.Part, moment{&a.Begun}, moment{&a.Ended}, &a.Outcome, &a.Code, &a.Detail)
	return a, err
}
