package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parvis/data"
)

// Brands lists the brands.
func (d *Desk) Brands(ctx context.Context) ([]data.Brand, error) { return d.store.Brands(ctx) }

// SaveBrand stores a brand.
func (d *Desk) SaveBrand(ctx context.Context, b *data.Brand) error { return d.store.SaveBrand(ctx, b) }

// Accounts lists the accounts of a brand.
func (d *Desk) Accounts(ctx context.Context, brand data.BrandID) ([]data.Account, error) {
	return d.store.Accounts(ctx, brand)
}

// Networks are those that an account can be connected to, and those that are no
// more.
func (d *Desk) Networks() []data.NetworkRow {
	rows := make([]data.NetworkRow, 0, len(d.p.Networks))
	for _, n := range d.p.Networks {
		row := data.NetworkRow{Name: n.Name(), Title: n.Title(), Card: n.Card(), Ways: n.Ways()}
		if d.p.Given != nil {
			d.fill(row)
		}
		rows = append(rows, row)
	}
	return append(rows, d.p.Closed...)
}

// fill puts into the fields of a network what is given for them.
func (d *Desk) fill(row data.NetworkRow) {
	for _, way := range row.Ways {
		given := d.p.Given(row.Name, way.Key)
		for i := range way.Fields {
			way.Fields[i].Given = given[way.Fields[i].Key]
		}
	}
}

// Connect checks the answers against the network and keeps the accounts that
// they open, each secret in the keychain first. choose is asked when there are
// several. An account that is there already is renewed, keeps its ID, and what
// waited for it goes on. An error may come with the accounts that were kept
// before it.
func (d *Desk) Connect(ctx context.Context, brand data.BrandID, name data.NetworkName, c data.Connecting, choose data.Choose) ([]data.Account, error) {
	network, ok := d.networks[name]
	if !ok {
		return nil, &data.Failure{Kind: data.Unsupported, Op: "desk: connect", Err: fmt.Errorf("no network %q", name)}
	}
	if d.p.Server != nil {
		c.Server = d.p.Server(name)
	}
	found, err := network.Connect(ctx, c)
	if err != nil {
		return nil, err
	}
	wanted := make([]int, len(found))
	for i := range found {
		wanted[i] = i
	}
	if len(found) > 1 {
		offered := make([]data.Account, len(found))
		for i := range found {
			offered[i] = found[i].Account
		}
		if wanted, err = choose(ctx, offered); err != nil {
			return nil, err
		}
	}
	var kept []data.Account
	for _, i := range wanted {
		a, err := d.keep(ctx, brand, found[i])
		if err != nil {
			return kept, err
		}
		kept = append(kept, a)
	}
	d.sync.Now()
	return kept, nil
}

func (d *Desk) keep(ctx context.Context, brand data.BrandID, c data.Connection) (data.Account, error) {
	a := c.Account
	if err := d.p.Secrets.Put(ctx, a.SecretName(), c.Secret); err != nil {
		return data.Account{}, err
	}
	a.Brand, a.State, a.Connected = brand, data.AccountReady, d.p.Clock.Now()
	if err := d.store.SaveAccount(ctx, &a); err != nil {
		return data.Account{}, err
	}
	return a, d.goOn(ctx, a)
}

// goOn takes up what was blocked while the account was signed out.
func (d *Desk) goOn(ctx context.Context, a data.Account) error {
	entries, err := d.store.NeedsPerson(ctx, a.Brand)
	if err != nil {
		return err
	}
	var blocked []data.Delivery
	for _, e := range entries {
		if e.Account != a.ID || e.State != data.Blocked {
			continue
		}
		one, err := d.store.Delivery(ctx, e.Delivery)
		if err != nil {
			return err
		}
		blocked = append(blocked, one)
	}
	return d.outbox.Reconnected(ctx, blocked)
}

// Test reads the account's profile from its network. An account that answers
// is ready again, one that is refused has to be connected anew.
func (d *Desk) Test(ctx context.Context, id data.AccountID) (data.Profile, error) {
	a, err := d.store.Account(ctx, id)
	if err != nil {
		return data.Profile{}, err
	}
	if !a.State.Publishes() {
		return data.Profile{}, &data.Failure{Kind: data.Unsupported, Op: "desk: test", Err: fmt.Errorf("account %d is %s", id, a.State)}
	}
	profile, err := d.session(a).Profile(ctx)
	switch {
	case err == nil && a.State != data.AccountReady:
		err = errors.Join(d.store.SetAccountState(ctx, id, data.AccountReady), d.goOn(ctx, a))
	case err != nil && data.AsFailure("", err).SignedOut():
		d.authLost(ctx, id)
	}
	d.heard(id, err)
	return profile, err
}

// WaitingFor counts the posts that still are to go out on an account.
func (d *Desk) WaitingFor(ctx context.Context, id data.AccountID) (int, error) {
	a, err := d.store.Account(ctx, id)
	if err != nil {
		return 0, err
	}
	n := 0
	q := data.ListQuery{
		Brand: a.Brand, Accounts: []data.AccountID{id}, Limit: 500,
		States: []data.State{data.Scheduled, data.Held, data.Blocked, data.Missed},
	}
	for {
		page, err := d.store.List(ctx, q)
		if err != nil {
			return 0, err
		}
		n += len(page)
		if len(page) < q.Limit {
			return n, nil
		}
		q.After = &page[len(page)-1]
	}
}

// Remove forgets the account's secret, then the account; what waits on it is
// cancelled, its history stays.
func (d *Desk) Remove(ctx context.Context, id data.AccountID) error {
	a, err := d.store.Account(ctx, id)
	if err != nil {
		return err
	}
	if err := d.store.RemoveAccount(ctx, id); err != nil {
		return err
	}
	d.mu.Lock()
	delete(d.offline, id)
	d.mu.Unlock()
	return d.p.Secrets.Forget(ctx, a.SecretName())
}

// SyncNow reads every account at once.
func (d *Desk) SyncNow() {
	d.sync.Now()
	d.outbox.Nudge()
}

// Status is what the foot of the rail says for a brand.
func (d *Desk) Status(ctx context.Context, brand data.BrandID) (data.Status, error) {
	accounts, err := d.store.Accounts(ctx, brand)
	if err != nil {
		return data.Status{}, err
	}
	accounts = slices.DeleteFunc(accounts, func(a data.Account) bool { return !a.State.Publishes() })
	waiting, err := d.store.Waiting(ctx, brand)
	if err != nil {
		return data.Status{}, err
	}
	needs, err := d.store.NeedsPerson(ctx, brand)
	if err != nil {
		return data.Status{}, err
	}
	s := data.Status{Online: true, Waiting: len(waiting), Needs: len(needs), Accounts: len(accounts)}
	for _, a := range accounts {
		if d.expires(a) {
			s.Expiring++
		}
	}
	if d.p.Skew != nil && d.p.Skew().Abs() > d.rules().MaxSkew {
		s.ClockOff = d.p.Skew()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	away := 0
	for _, a := range accounts {
		if d.offline[a.ID] {
			away++
		}
		if a.Synced.After(s.Synced) {
			s.Synced = a.Synced
		}
	}
	s.Online = away == 0 || away < len(accounts)
	return s, nil
}
