package store

import (
	"context"
	"fmt"
	"slices"

	"parvis/data"
)

// Slots reads the hours that a brand keeps for posts, from Monday on. Those of an
// account that was removed are left out.
func (s *Store) Slots(ctx context.Context, brand data.BrandID) ([]data.Slot, error) {
	return list(ctx, s.core.read, scanSlot, `SELECT id, brand_id, account_id, `+livePillar+`, weekday, wall FROM slots
		WHERE brand_id = ? AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = account_id AND a.state = 'gone')
		ORDER BY (weekday + 6) % 7, wall, id`, brand)
}

// SaveSlots makes slots all those of a brand, setting the IDs of new ones and the
// brand of all. What is not among them is gone; saving the former ones again
// brings them back. data.ErrNoSuch when there is no such brand or account,
// data.ErrOtherBrand when a slot or an account is another brand's. With an error
// nothing is written and slots are as they were.
func (s *Store) SaveSlots(ctx context.Context, brand data.BrandID, slots []data.Slot) error {
	saved := slices.Clone(slots)
	err := s.write(ctx, fmt.Sprintf("save slots of brand %d", brand), func(ctx context.Context, e *edit) error {
		kept := make([]data.SlotID, 0, len(saved))
		for i := range saved {
			saved[i].Brand = brand
			if err := saveSlot(ctx, e, &saved[i]); err != nil {
				return err
			}
			kept = append(kept, saved[i].ID)
		}
		in, args := marks(kept)
		_, err := e.Exec(`DELETE FROM slots WHERE brand_id = ? AND id NOT IN (`+in+`)`, append([]any{brand}, args...)...)
		e.changes = append(e.changes, data.Change{Noun: data.Slots})
		return err
	})
	if err == nil {
		copy(slots, saved)
	}
	return err
}

func saveSlot(ctx context.Context, e *edit, one *data.Slot) error {
	if one.Account != 0 {
		a, err := readAccount(ctx, e, one.Account)
		if err != nil {
			return err
		}
		if a.Brand != one.Brand {
			return data.ErrOtherBrand
		}
	}
	written, err := list(ctx, e, scanID[data.SlotID], `INSERT INTO slots (id, brand_id, account_id, pillar_id, weekday, wall)
		VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET account_id = excluded.account_id,
			pillar_id = excluded.pillar_id, weekday = excluded.weekday, wall = excluded.wall
			WHERE brand_id = excluded.brand_id RETURNING id`,
		optional(one.ID), one.Brand, optional(one.Account), one.Pillar, one.Weekday, one.Wall)
	if err == nil && len(written) == 0 {
		err = data.ErrOtherBrand
	}
	if err == nil {
		one.ID = written[0]
	}
	return err
}

func scanSlot(row scanner) (data.Slot, error) {
	var one data.Slot
	err := row.Scan(&one.ID, &one.Brand, identity[data.AccountID]{&one.Account}, &one.Pillar, &one.Weekday, &one.Wall)
	return one, err
}
