package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// EachPost gives every post of a brand that is not deleted, in the order in which
// they were made. It ends early with ctx.Err() or the error that each returned.
func (s *Store) EachPost(ctx context.Context, brand data.BrandID, each func(data.Post) error) error {
	rows, err := s.core.read.QueryContext(ctx,
		`SELECT id, brand_id, content, revision, created, updated, deleted FROM posts
		WHERE brand_id = ? AND deleted IS NULL ORDER BY id`, brand)
	if err != nil {
		return fmt.Errorf("store: posts of brand %d: %w", brand, named(err))
	}
	defer func() { _ = rows.Close() }() // it only reads
	for rows.Next() {
		p, err := scanPost(rows)
		if err != nil {
			return fmt.Errorf("store: posts of brand %d: %w", brand, named(err))
		}
		if err := each(p.Post); err != nil {
			return err
		}
	}
	return rows.Err()
}
