package sheet

import (
	"context"
	"errors"
)

// Summary is what became of the rows.
type Summary struct {
	Rows int // below the names, empty ones aside
	Good int // given
	Bad  int // told as bad
}

// progressStep is how many rows are read between two words of progress.
const progressStep = 100

// walk makes something of each row and gives it to each, or why it cannot to
// bad; read fails with a RowError.
func walk[T any](ctx context.Context, t *Table, total int, progress func(done, total int),
	read func(Row) (T, error), each func(T) error, bad func(RowError),
) (Summary, error) {
	var sum Summary
	tell := func(e RowError) {
		sum.Rows, sum.Bad = sum.Rows+1, sum.Bad+1
		if bad != nil {
			bad(e)
		}
	}
	err := t.Rows(ctx, func(row Row) error {
		if progress != nil && sum.Rows%progressStep == 0 {
			progress(sum.Rows, total)
		}
		made, err := read(row)
		var wrong RowError
		switch {
		case errors.As(err, &wrong):
			tell(wrong)
			return nil
		case err != nil:
			return err
		}
		sum.Rows, sum.Good = sum.Rows+1, sum.Good+1
		return each(made)
	}, tell)
	if err == nil && progress != nil {
		progress(sum.Rows, total)
	}
	return sum, err
}
