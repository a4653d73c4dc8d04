package house

import (
	"context"
	"time"

	"parvis/data"
)

// lasts is how long the connection of one account of a staged house goes on.
const lasts = 6*24*time.Hour + time.Hour

// Accounts are the desk's. Staged, the connection of the second one ends soon.
func (s *shown) Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error) {
	all, err := s.Desk.Accounts(ctx, brand)
	if s.staged && len(all) > 1 {
		all[1].Expires = s.clock.Now().Add(lasts)
	}
	return all, err
}

// Expiring is the desk's; staged, it has what [shown.Accounts] says.
func (s *shown) Expiring(ctx context.Context, brand data.BrandID) ([]data.Expiring, error) {
	all, err := s.Accounts(ctx, brand)
	if err != nil || !s.staged || len(all) < 2 {
		return s.Desk.Expiring(ctx, brand)
	}
	after, err := s.List(ctx, data.ListQuery{
		Brand: brand, Accounts: []data.AccountID{all[1].ID}, From: all[1].Expires, Limit: 500,
		States: []data.State{data.Scheduled, data.Held, data.Blocked},
	})
	return []data.Expiring{{Account: all[1], Left: lasts, After: after}}, err
}

// Status is the desk's, with what expires.
func (s *shown) Status(ctx context.Context, brand data.BrandID) (data.Status, error) {
	status, err := s.Desk.Status(ctx, brand)
	if expiring, more := s.Expiring(ctx, brand); more == nil {
		status.Expiring = len(expiring)
	}
	return status, err
}
