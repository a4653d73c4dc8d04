package store

import (
	"context"
	"fmt"

	"parvis/data"
)

const brandColumns = `id, name, sector, colour, zone, lang`

// SaveBrand inserts a brand, setting its ID, or updates it.
func (s *Store) SaveBrand(ctx context.Context, b *data.Brand) error {
	id := b.ID
	err := s.write(ctx, fmt.Sprintf("save brand %d", id), func(ctx context.Context, e *edit) error {
		err := e.QueryRow(`INSERT INTO brands (id, name, sector, colour, zone, lang) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, sector = excluded.sector, colour = excluded.colour,
				zone = excluded.zone, lang = excluded.lang
			RETURNING id`,
			optional(id), b.Name, b.Sector, b.Colour, b.Zone, b.Lang).Scan(&id)
		touch(e, data.Brands, id)
		return err
	})
	if err == nil {
		b.ID = id
	}
	return err
}

// Brand reads one brand; data.ErrNoSuch when there is none.
func (s *Store) Brand(ctx context.Context, id data.BrandID) (data.Brand, error) {
	b, err := scanBrand(s.core.read.QueryRowContext(ctx, `SELECT `+brandColumns+` FROM brands WHERE id = ?`, id))
	if err != nil {
		return data.Brand{}, fmt.Errorf("store: brand %d: %w", id, named(err))
	}
	return b, nil
}

// Brands reads all brands in the order they were added.
func (s *Store) Brands(ctx context.Context) ([]data.Brand, error) {
	return list(ctx, s.core.read, scanBrand, `SELECT `+brandColumns+` FROM brands ORDER BY id`)
}

func scanBrand(row scanner) (data.Brand, error) {
	var b data.Brand
	err := row.Scan(&b.ID, &b.Name, &b.Sector, &b.Colour, &b.Zone, &b.Lang)
	return b, err
}
