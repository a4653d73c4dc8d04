package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// CountAssets counts the files of a brand's library. Alike is not counted.
func (s *Store) CountAssets(ctx context.Context, brand data.BrandID) (data.AssetCounts, error) {
	var n data.AssetCounts
	err := s.core.read.QueryRowContext(ctx, `SELECT count(*), count(*) FILTER (WHERE `+unused+`), count(*) FILTER (WHERE `+noAlt+`),
		count(*) FILTER (WHERE `+blurred+`) FROM assets a WHERE a.brand_id = ? AND a.removed IS NULL`,
		data.LeastSharpness, brand).Scan(&n.All, &n.Unused, &n.NoAlt, &n.Blurred)
	if err != nil {
		return n, fmt.Errorf("store: count assets: %w", named(err))
	}
	return n, nil
}

// AssetUses reads where a brand's posts show a file: one entry for each of their
// accounts, the latest first and those without a date before them. Deleted posts
// and cancelled deliveries are left out.
func (s *Store) AssetUses(ctx context.Context, brand data.BrandID, hash data.MediaHash) ([]data.Entry, error) {
	return list(ctx, s.core.read, scanEntry, `SELECT `+entryColumns+` FROM deliveries
		WHERE post_id IN (SELECT x.post_id FROM post_media x JOIN posts p ON p.id = x.post_id WHERE x.hash = ? AND p.deleted IS NULL)
			AND brand_id = ? AND state <> ? ORDER BY due IS NOT NULL, due DESC, id`, hash, brand, data.Cancelled)
}
