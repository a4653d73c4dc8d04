package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// putAway deletes a row of a table that marks its deleted rows, or brings it
// back. data.ErrNoSuch when it is not there to be deleted, or not deleted.
func (s *Store) putAway(ctx context.Context, table string, noun data.Noun, id int64, away bool) error {
	op := "bring back"
	if away {
		op = "delete"
	}
	return s.write(ctx, fmt.Sprintf("%s %s %d", op, noun, id), func(_ context.Context, e *edit) error {
		return e.setAway(table, noun, id, away)
	})
}

func (e *edit) setAway(table string, noun data.Noun, id int64, away bool) error {
	var since any
	if away {
		since = millis(e.now)
	}
	found, err := e.changed(`UPDATE `+table+` SET deleted = ? WHERE id = ? AND (deleted IS NULL) = ?`, since, id, away)
	if err == nil && !found {
		err = data.ErrNoSuch
	}
	touch(e, noun, id)
	return err
}

// owns tells that a row of a table that marks its deleted rows is there and the
// brand's: otherwise data.ErrNoSuch or data.ErrOtherBrand.
func (e *edit) owns(table string, id int64, brand data.BrandID) error {
	var of data.BrandID
	err := e.QueryRow(`SELECT brand_id FROM `+table+` WHERE id = ? AND deleted IS NULL`, id).Scan(&of)
	if err == nil && of != brand {
		err = data.ErrOtherBrand
	}
	return err
}
