package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"parvis/data"
)

// querier is a database or a transaction on it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// scanner is one row.
type scanner interface{ Scan(...any) error }

// list reads every row of a query.
func list[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	return gather(rows, err, scan)
}

func gather[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, named(err)
	}
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, errors.Join(named(err), rows.Close())
		}
		all = append(all, one)
	}
	return all, named(errors.Join(rows.Err(), rows.Close()))
}

func scanID[ID ~int64](row scanner) (ID, error) {
	var id ID
	err := row.Scan(&id)
	return id, err
}

func scanText(row scanner) (string, error) {
	var text string
	err := row.Scan(&text)
	return text, err
}

// millis is a time as the files keep it; NULL for the zero time.
func millis(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

// moment scans what millis wrote.
type moment struct{ to *time.Time }

func (m moment) Scan(v any) error {
	n, err := nullInt(v)
	*m.to = time.Time{}
	if err == nil && n.Valid {
		*m.to = time.UnixMilli(n.Int64).UTC()
	}
	return err
}

// span scans a duration that is kept in milliseconds.
type span struct{ to *time.Duration }

func (s span) Scan(v any) error {
	n, err := nullInt(v)
	*s.to = time.Duration(n.Int64) * time.Millisecond
	return err
}

// number is a count as the files keep it; NULL for a gap.
func number(c data.Count) any {
	if !c.Known {
		return nil
	}
	return c.N
}

// count scans what number wrote.
type count struct{ to *data.Count }

func (c count) Scan(v any) error {
	n, err := nullInt(v)
	*c.to = data.Count{N: n.Int64, Known: n.Valid}
	return err
}

func nullInt(v any) (sql.NullInt64, error) {
	if n, ok := v.(int64); ok { // as the driver gives it, ten times on each row
		return sql.NullInt64{Int64: n, Valid: true}, nil
	}
	var n sql.NullInt64
	err := n.Scan(v)
	return n, err
}

// optional is NULL for the zero identity.
func optional[ID ~int64](id ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// identity scans what optional wrote.
type identity[ID ~int64] struct{ to *ID }

func (i identity[ID]) Scan(v any) error {
	n, err := nullInt(v)
	*i.to = ID(n.Int64)
	return err
}

// marks is "?, ?, ?" for the values, which it returns as arguments.
func marks[T any](values []T) (string, []any) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", "), args
}
