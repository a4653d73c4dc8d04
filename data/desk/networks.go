package desk

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"parvis/data"
	"parvis/data/text"
)

// Probe asks the network what the account's credentials allow; nothing where
// the network does not tell.
func (d *Desk) Probe(ctx context.Context, id data.AccountID) ([]data.Ability, error) {
	a, err := d.store.Account(ctx, id)
	if err != nil {
		return nil, err
	}
	prober, ok := d.session(a).(data.Prober)
	if !ok {
		return nil, nil
	}
	return prober.Probe(ctx)
}

// Expiring lists the accounts of a brand whose credentials end within the first
// of [data.ExpiryWarnings] or have ended, the nearest first, with the posts that
// would fall after it.
func (d *Desk) Expiring(ctx context.Context, brand data.BrandID) ([]data.Expiring, error) {
	accounts, err := d.store.Accounts(ctx, brand)
	if err != nil {
		return nil, err
	}
	var out []data.Expiring
	for _, a := range accounts {
		if !d.expires(a) {
			continue
		}
		after, err := d.store.List(ctx, data.ListQuery{
			Brand: brand, Accounts: []data.AccountID{a.ID}, From: a.Expires, Limit: 500,
			States: []data.State{data.Scheduled, data.Held, data.Blocked},
		})
		if err != nil {
			return nil, err
		}
		out = append(out, data.Expiring{Account: a, Left: a.Expires.Sub(d.p.Clock.Now()), After: after})
	}
	slices.SortFunc(out, func(a, b data.Expiring) int { return a.Account.Expires.Compare(b.Account.Expires) })
	return out, nil
}

// expires tells whether a person is warned that an account's credentials end.
func (d *Desk) expires(a data.Account) bool {
	return !a.Expires.IsZero() && a.State == data.AccountReady && a.Expires.Sub(d.p.Clock.Now()) <= data.ExpiryWarnings()[0]
}

// HandOver is what a person needs to publish a delivery by hand.
func (d *Desk) HandOver(ctx context.Context, id data.DeliveryID) (data.HandOver, error) {
	delivery, err := d.store.Delivery(ctx, id)
	if err != nil {
		return data.HandOver{}, err
	}
	post, err := d.store.Post(ctx, delivery.Post)
	if err != nil {
		return data.HandOver{}, err
	}
	a, err := d.store.Account(ctx, delivery.Account)
	if err != nil {
		return data.HandOver{}, err
	}
	v, _ := post.Variant(a.ID)
	h := data.HandOver{
		Delivery: id, Account: a, State: delivery.State, Headline: post.Headline(),
		Title: post.Title, Page: a.Can.Page, Options: v.Options,
	}
	h.Ratio, h.Bands = v.Ratio, v.Bands
	for i, part := range post.PartsFor(a.ID) {
		h.Parts = append(h.Parts, text.Track(part, post.Track, string(a.Network)))
		h.Media = append(h.Media, post.MediaFor(a.ID, i)...)
	}
	return h, nil
}

// Done records that a person published a delivery by hand.
func (d *Desk) Done(ctx context.Context, id data.DeliveryID, url string) error {
	return d.outbox.Done(ctx, id, url)
}

// host shows a file under a public address through an account of the same
// brand: a WordPress site before anything else, whose addresses last.
func (d *Desk) host(ctx context.Context, a data.Account, m data.OutgoingMedia) (string, error) {
	accounts, err := d.store.Accounts(ctx, a.Brand)
	if err != nil {
		return "", err
	}
	accounts = slices.DeleteFunc(accounts, func(h data.Account) bool {
		return !h.Can.Hosts || h.State != data.AccountReady
	})
	slices.SortStableFunc(accounts, func(a, b data.Account) int { return lasting(a) - lasting(b) })
	failed := error(&data.Failure{Kind: data.Invalid, Op: "desk: host", Code: data.BlockHost})
	for _, h := range accounts {
		host, ok := d.session(h).(data.MediaHost)
		if !ok {
			continue
		}
		url, err := host.HostMedia(ctx, m)
		if err == nil {
			return url, nil
		}
		if data.KindOf(err) == data.Unsupported { // a file of a kind that it does not show
			continue
		}
		// Of the host's trouble nothing may be taken for trouble of the account
		// that is being published on.
		failed = &data.Failure{Kind: data.Transient, Op: "desk: host on " + string(h.Network), Code: data.AsFailure("", err).Code, Err: err}
	}
	return "", failed
}

func lasting(a data.Account) int {
	if a.Can.Title { // a site of the owner's
		return 0
	}
	return 1
}

// Spending reads what an account costs this month, what is planned with it, and
// its limit.
func (d *Desk) Spending(ctx context.Context, id data.AccountID) (data.Spending, error) {
	return d.SpendingBeside(ctx, id, 0)
}

// spent is what was paid this month, and the limit.
func (d *Desk) spent(ctx context.Context, id data.AccountID) (data.Spending, error) {
	s, err := d.store.Spending(ctx, id, d.p.Clock.Now())
	if err != nil {
		return data.Spending{}, err
	}
	text, err := d.store.Setting(ctx, data.SettingCap(id))
	if err != nil || text == "" {
		return s, err
	}
	most, err := strconv.ParseInt(text, 10, 64)
	if err != nil || most < 0 {
		return data.Spending{}, fmt.Errorf("desk: limit of account %d: %q", id, text)
	}
	s.Cap = data.Micros(most)
	return s, nil
}

// left is what an account may still cost this month. When it cannot be read,
// nothing more is spent.
func (d *Desk) left(ctx context.Context, a data.Account) (left data.Micros, limited bool) {
	if a.Can.Price.Free() {
		return 0, false
	}
	s, err := d.spent(ctx, a.ID)
	if err != nil {
		d.p.Log.Error("desk: spending", "account", a.ID, "err", err)
		return 0, true
	}
	return s.Cap - s.Sum(), s.Cap > 0
}
