package desk

import (
	"context"
	"errors"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// Campaigns lists a brand's campaigns, those that go on first.
func (d *Desk) Campaigns(ctx context.Context, brand data.BrandID) ([]data.Campaign, error) {
	return d.store.Campaigns(ctx, brand)
}

// SaveCampaign stores a campaign; see [store.Store.SaveCampaign].
func (d *Desk) SaveCampaign(ctx context.Context, c *data.Campaign) error {
	return d.store.SaveCampaign(ctx, c)
}

// DeleteCampaign takes a campaign away, from its posts too; undo brings it back
// to them.
func (d *Desk) DeleteCampaign(ctx context.Context, id data.CampaignID) (undo func(context.Context) error, err error) {
	if err := d.store.DeleteCampaign(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreCampaign(ctx, id) }, nil
}

// Balance counts the posts of each pillar that are due in [from, to).
func (d *Desk) Balance(ctx context.Context, brand data.BrandID, from, to time.Time) ([]data.Balance, error) {
	return d.store.Balance(ctx, brand, from, to)
}

// Line is the editorial line of a brand.
func (d *Desk) Line(ctx context.Context, brand data.BrandID) (data.Line, error) {
	return d.store.Line(ctx, brand)
}

// SaveLine stores an editorial line; see [store.Store.SaveLine].
func (d *Desk) SaveLine(ctx context.Context, l *data.Line) error { return d.store.SaveLine(ctx, l) }

// SaveSlots makes slots all those of a brand; see [store.Store.SaveSlots].
func (d *Desk) SaveSlots(ctx context.Context, brand data.BrandID, slots []data.Slot) error {
	return d.store.SaveSlots(ctx, brand, slots)
}

// Slots lists the hours that a brand keeps for posts.
func (d *Desk) Slots(ctx context.Context, brand data.BrandID) ([]data.Slot, error) {
	return d.store.Slots(ctx, brand)
}

// Openings lists when the brand's slots come between two instants, and which of
// them a post has taken.
func (d *Desk) Openings(ctx context.Context, brand data.BrandID, from, to time.Time) ([]calendar.Opening, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return nil, err
	}
	slots, err := d.store.Slots(ctx, brand)
	if err != nil || len(slots) == 0 {
		return nil, err
	}
	// A post just outside may fill a slot just inside.
	const around = time.Hour
	entries, err := d.store.List(ctx, data.ListQuery{Brand: brand, From: from.Add(-around), To: to.Add(around)})
	if err != nil {
		return nil, err
	}
	var bookings []calendar.Booking
	for _, e := range entries {
		bookings = append(bookings, calendar.Booking{Account: e.Account, Due: e.Due})
	}
	return calendar.Openings(slots, bookings, from, to, b.Zone)
}

const (
	// bestHours is how many hours of the week are proposed.
	bestHours = 5
	// resultsSince is how far back results are looked at: habits change.
	resultsSince = 365 * 24 * time.Hour
)

// BestHours proposes hours of the week from what the accounts' posts of the last
// year brought; nil accounts are all of the brand.
func (d *Desk) BestHours(ctx context.Context, brand data.BrandID, accounts []data.AccountID) (calendar.Best, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return calendar.Best{}, err
	}
	chosen, err := d.chosen(ctx, brand, accounts)
	if err != nil {
		return calendar.Best{}, err
	}
	var ids []data.AccountID
	for _, a := range chosen {
		ids = append(ids, a.ID)
	}
	now := d.p.Clock.Now()
	posts, err := d.store.PostCounts(ctx, ids, now.Add(-resultsSince), now)
	if err != nil {
		return calendar.Best{}, err
	}
	var results []calendar.Result
	for _, p := range posts {
		if n := p.Engagement(); n.Known {
			results = append(results, calendar.Result{Account: p.Account, At: p.Posted, Engagement: float64(n.N)})
		}
	}
	return calendar.BestHours(results, bestHours, b.Zone)
}

// KeyDates lists the key dates that touch the days from one to another
// ("2026-11-26"), both included, for the place and the trade of the brand's
// line; where that names no country, for the one of its zone. In an unknown
// country there are none but the brand's own, which come with them; those that it
// hides are left out.
func (d *Desk) KeyDates(ctx context.Context, brand data.BrandID, from, to string) ([]calendar.KeyDate, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return nil, err
	}
	line, err := d.store.Line(ctx, brand)
	if err != nil {
		return nil, err
	}
	all, err := calendar.KnownKeyDates()
	if err != nil {
		return nil, err
	}
	scope := scopeOf(line, b.Zone)
	if scope.Country == "" {
		return calendar.Keep(nil, line.Dates, from, to)
	}
	found, err := all.Between(from, to, scope)
	if errors.Is(err, calendar.ErrScope) {
		found, err = all.Between(from, to, calendar.Scope{Country: scope.Country})
	}
	if err != nil {
		return nil, err
	}
	return calendar.Keep(found, line.Dates, from, to)
}

func scopeOf(line data.Line, zone string) calendar.Scope {
	s := calendar.Scope{Country: line.Country, Region: line.Region, SchoolZone: line.School}
	if line.Trade != "" {
		s.Packs = []string{line.Trade}
	}
	if s.Country != "" {
		return s
	}
	switch zone {
	case "Europe/Paris":
		s.Country = "FR"
	case "Europe/Brussels":
		s.Country = "BE"
	case "Europe/Zurich":
		s.Country = "CH"
	case "America/Toronto", "America/Montreal":
		s.Country, s.Region = "CA", "QC"
	}
	return s
}
