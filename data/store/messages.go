package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"parvis/data"
)

const messageColumns = `id, account_id, remote, ref, kind, in_reply, own_post, stars, standing, author, name, text, url, at`

const (
	messagePage   = 1000 // messages per transaction
	announcedRows = 100  // more changed rows than this are announced without ids
)

// SaveMessages keeps what networks gave: a message is known by its account and
// remote id and is updated when it came before. Read and Answered are what
// people here did and are not touched. Text that did not change is not indexed
// again. data.ErrNoSuch when an account is unknown; then nothing of the page of
// 1,000 that it is in is kept.
func (s *Store) SaveMessages(ctx context.Context, messages []data.Message) error {
	brands, err := s.brandsOfAccounts(ctx)
	if err != nil {
		return fmt.Errorf("store: save messages: %w", err)
	}
	for page := range slices.Chunk(messages, messagePage) {
		var changed []data.Message
		var ids []int64
		err := s.cache.write(ctx, func(tx *sql.Tx) error {
			changed, ids = nil, nil
			if err := s.saveMessages(tx, page, brands, &changed); err != nil || len(changed) > announcedRows {
				return err
			}
			return messageIDs(tx, changed, &ids)
		})
		if err != nil {
			return fmt.Errorf("store: save messages: %w", err)
		}
		if len(changed) > 0 {
			s.feed.announce([]data.Change{{Noun: data.Messages, IDs: ids}})
		}
	}
	return nil
}

// messageIDs reads which rows a few messages are.
func messageIDs(tx *sql.Tx, messages []data.Message, ids *[]int64) error {
	for _, m := range messages {
		var id int64
		err := tx.QueryRow(`SELECT id FROM messages WHERE account_id = ? AND remote = ?`, m.Account, m.Remote).Scan(&id)
		if err != nil {
			return err
		}
		*ids = append(*ids, id)
	}
	return nil
}

// saveMessages writes a page and says which of it are new or not as before.
func (s *Store) saveMessages(tx *sql.Tx, page []data.Message, brands map[data.AccountID]data.BrandID, changed *[]data.Message) error {
	save, err := tx.Prepare(`INSERT INTO messages
		(brand_id, account_id, remote, ref, kind, in_reply, own_post, stars, standing, author, name, text, url, at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account_id, remote) DO UPDATE SET ref = excluded.ref, kind = excluded.kind,
			in_reply = excluded.in_reply, own_post = excluded.own_post, stars = excluded.stars,
			standing = excluded.standing, author = excluded.author, name = excluded.name, text = excluded.text,
			url = excluded.url, at = excluded.at
		WHERE (ref, kind, in_reply, own_post, stars, standing, author, name, text, url, at) IS NOT (excluded.ref,
			excluded.kind, excluded.in_reply, excluded.own_post, excluded.stars, excluded.standing, excluded.author, excluded.name, excluded.text, excluded.url, excluded.at)`)
	if err != nil {
		return err
	}
	defer func() { _ = save.Close() }() // the transaction ends it anyway
	for _, m := range page {
		brand, ok := brands[m.Account]
		if !ok {
			return fmt.Errorf("account %d: %w", m.Account, data.ErrNoSuch)
		}
		s.giveWay.pause()
		// Exec, for database/sql starts a goroutine for each row that it returns.
		result, err := save.Exec(brand, m.Account, m.Remote, m.Ref, m.Kind, m.InReply, m.On, m.Stars, m.Standing,
			m.Author, m.Name, m.Text, m.URL, m.At.UnixMilli())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n > 0 { // otherwise it is known and unchanged
			*changed = append(*changed, m)
		}
	}
	return nil
}

// Messages reads a page of a brand's messages, newest first. before is the last
// one of the page before, nil for the first page.
func (s *Store) Messages(ctx context.Context, brand data.BrandID, before *data.Message, limit int) ([]data.Message, error) {
	f := filter{where: `brand_id = ?`, args: []any{brand}}
	if before != nil {
		f.add(`(at, id) < (?, ?)`, before.At.UnixMilli(), before.ID)
	}
	return s.readMessages(ctx, `SELECT `+messageColumns+` FROM messages WHERE `+f.where+` ORDER BY at DESC, id DESC LIMIT ?`,
		f.with(limit)...)
}

// Message reads one message; data.ErrNoSuch when there is none.
func (s *Store) Message(ctx context.Context, id data.MessageID) (data.Message, error) {
	found, err := s.readMessages(ctx, `SELECT `+messageColumns+` FROM messages WHERE id = ?`, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("store: message %d: %w", id, data.ErrNoSuch)
	}
	if err != nil {
		return data.Message{}, err
	}
	return found[0], nil
}

// MarkRead keeps that messages were read, or are unread again.
func (s *Store) MarkRead(ctx context.Context, ids []data.MessageID, read bool) error {
	in, args := marks(ids)
	messages, err := s.readMessages(ctx, `SELECT `+messageColumns+` FROM messages WHERE id IN (`+in+`)`, args...)
	if err != nil {
		return err
	}
	return s.write(ctx, "mark messages read", func(_ context.Context, e *edit) error {
		for _, m := range messages {
			if _, err := e.Exec(`INSERT INTO message_states (account_id, remote, read) VALUES (?, ?, ?)
				ON CONFLICT (account_id, remote) DO UPDATE SET read = excluded.read`, m.Account, m.Remote, read); err != nil {
				return err
			}
			touch(e, data.Messages, m.ID)
		}
		return nil
	})
}

// MarkAnswered keeps that a message was answered, and the message itself, which
// its network may forget.
func (s *Store) MarkAnswered(ctx context.Context, id data.MessageID) error {
	m, err := s.Message(ctx, id)
	if err != nil {
		return err
	}
	kept, err := json.Marshal(keptMessage(m))
	if err != nil {
		return fmt.Errorf("store: mark message %d answered: %w", id, err)
	}
	return s.write(ctx, fmt.Sprintf("mark message %d answered", id), func(_ context.Context, e *edit) error {
		_, err := e.Exec(`INSERT INTO message_states (account_id, remote, read, answered, copy) VALUES (?, ?, 1, 1, ?)
			ON CONFLICT (account_id, remote) DO UPDATE SET read = 1, answered = 1, copy = excluded.copy`,
			m.Account, m.Remote, string(kept))
		touch(e, data.Messages, id)
		return err
	})
}

// readMessages reads bodies from cache.db and what people did from core.db.
func (s *Store) readMessages(ctx context.Context, query string, args ...any) ([]data.Message, error) {
	var messages []data.Message
	err := s.cache.read(ctx, func(db *sql.DB) (err error) {
		messages, err = list(ctx, db, scanMessage, query, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: messages: %w", err)
	}
	ask, err := s.core.read.PrepareContext(ctx, `SELECT read, answered FROM message_states WHERE account_id = ? AND remote = ?`)
	if err != nil {
		return nil, fmt.Errorf("store: messages: %w", named(err))
	}
	defer func() { _ = ask.Close() }() // it only reads
	for i := range messages {
		m := &messages[i]
		err := ask.QueryRowContext(ctx, m.Account, m.Remote).Scan(&m.Read, &m.Answered)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, fmt.Errorf("store: messages: %w", named(err))
		}
	}
	return messages, nil
}

// bringBackMessages puts the kept copies of answered messages into a cache.db
// that does not have them.
func (s *Store) bringBackMessages(ctx context.Context) error {
	copies, err := list(ctx, s.core.read, scanID[int64], `SELECT count(*) FROM message_states WHERE copy IS NOT NULL`)
	if err != nil || copies[0] == 0 {
		return err
	}
	brands, err := s.brandsOfAccounts(ctx)
	if err != nil {
		return err
	}
	kept, err := list(ctx, s.core.read, scanKept, `SELECT copy FROM message_states WHERE copy IS NOT NULL`)
	if err != nil {
		return err
	}
	return s.cache.write(ctx, func(tx *sql.Tx) error {
		for _, m := range kept {
			if _, err := tx.Exec(`INSERT INTO messages
				(brand_id, account_id, remote, ref, kind, in_reply, own_post, stars, standing, author, name, text, url, at)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, brands[m.Account], m.Account, m.Remote,
				m.Ref, m.Kind, m.InReply, m.On, m.Stars, m.Standing, m.Author, m.Name, m.Text, m.URL, m.At.UnixMilli()); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) brandsOfAccounts(ctx context.Context) (map[data.AccountID]data.BrandID, error) {
	type owned struct {
		account data.AccountID
		brand   data.BrandID
	}
	rows, err := list(ctx, s.core.read, func(row scanner) (o owned, err error) {
		err = row.Scan(&o.account, &o.brand)
		return o, err
	}, `SELECT id, brand_id FROM accounts`)
	brands := map[data.AccountID]data.BrandID{}
	for _, o := range rows {
		brands[o.account] = o.brand
	}
	return brands, err
}

func scanMessage(row scanner) (data.Message, error) {
	var m data.Message
	err := row.Scan(&m.ID, &m.Account, &m.Remote, &m.Ref, &m.Kind, &m.InReply, &m.On, &m.Stars, &m.Standing, &m.Author, &m.Name, &m.Text, &m.URL,
		moment{&m.At})
	return m, err
}

func scanKept(row scanner) (data.Message, error) {
	var text []byte
	var m keptMessage
	if err := row.Scan(&text); err != nil {
		return data.Message{}, err
	}
	err := json.Unmarshal(text, &m)
	return data.Message(m), err
}
