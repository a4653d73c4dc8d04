package desk

import (
	"context"

	"parvis/data"
)

// Versions reads how a post was and is, the present version first.
func (d *Desk) Versions(ctx context.Context, id data.PostID) ([]data.Version, error) {
	return d.store.Versions(ctx, id)
}

// RestoreVersion makes the content that a post had under a revision its present
// one; undo puts back the one that was left. left are the accounts of the former
// version that were removed since.
func (d *Desk) RestoreVersion(ctx context.Context, id data.PostID, revision int64) (undo func(context.Context) error, left []data.AccountID, err error) {
	before, err := d.store.Post(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if _, left, err = d.store.RestoreVersion(ctx, id, revision); err != nil {
		return nil, nil, err
	}
	return func(ctx context.Context) error {
		after, err := d.store.Post(ctx, id)
		if err != nil || after.Revision == before.Revision {
			return err
		}
		_, _, err = d.store.RestoreVersion(ctx, id, before.Revision)
		return err
	}, left, nil
}
