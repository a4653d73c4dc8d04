package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// Evergreens lists the posts of a brand that come back in free slots, those that
// were not out for longest first.
func (d *Desk) Evergreens(ctx context.Context, brand data.BrandID) ([]data.Evergreen, error) {
	return d.store.Evergreens(ctx, brand)
}

// SetAgain has a post come back so many days after it went out at the soonest, 0
// for never; undo sets what was before.
func (d *Desk) SetAgain(ctx context.Context, id data.PostID, days int) (undo func(context.Context) error, err error) {
	set := func(ctx context.Context, days int) (before int, err error) {
		p, err := d.store.Post(ctx, id)
		if err != nil {
			return 0, err
		}
		before, p.Again.Days = p.Again.Days, days
		return before, d.store.SavePost(ctx, &p)
	}
	before, err := set(ctx, days)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		_, err := set(ctx, before)
		return err
	}, nil
}

// Refills proposes which posts may come back in the free slots of the next days:
// see [calendar.Refills]. It changes nothing.
func (d *Desk) Refills(ctx context.Context, brand data.BrandID, days int) ([]calendar.Refill, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return nil, err
	}
	now := d.p.Clock.Now()
	until := now.Add(time.Duration(days) * 24 * time.Hour)
	openings, err := d.Openings(ctx, brand, now, until)
	if err != nil {
		return nil, err
	}
	posts, err := d.returning(ctx, brand)
	if err != nil || len(posts) == 0 {
		return nil, err
	}
	around, err := d.surroundings(ctx, brand, now, until)
	if err != nil {
		return nil, err
	}
	return calendar.Refills(openings, posts, around, b.Zone)
}

// surroundings is what stands around the hours between two instants.
func (d *Desk) surroundings(ctx context.Context, brand data.BrandID, from, to time.Time) (around calendar.Surroundings, err error) {
	line, err := d.store.Line(ctx, brand)
	if err != nil {
		return around, err
	}
	around.Pillars = line.Pillars
	entries, err := d.store.List(ctx, data.ListQuery{Brand: brand, From: from.Add(-calendar.MixReach), To: to.Add(calendar.MixReach)})
	if err != nil {
		return around, err
	}
	around.Posts = dated(entries)
	around.Said, err = d.said(ctx, slices.DeleteFunc(entries, func(e data.Entry) bool {
		return e.Due.Before(from.AddDate(0, 0, -1)) || e.Due.After(to.AddDate(0, 0, 1))
	}))
	return around, err
}

// dated are the posts of entries that are in order of time, each once, at the first
// of its hours; without those that never went out or will not.
func dated(entries []data.Entry) (posts []calendar.Dated) {
	seen := map[data.PostID]bool{}
	for _, e := range entries {
		gone := e.State == data.Refused || e.State == data.Missed || e.State == data.Cancelled || e.State == data.Handed && e.Reason == data.BackCancel
		if gone || seen[e.Post] {
			continue
		}
		seen[e.Post] = true
		posts = append(posts, calendar.Dated{Due: e.Due, Pillar: e.Pillar})
	}
	return posts
}

// returning are the evergreen posts with what they say on accounts that publish.
func (d *Desk) returning(ctx context.Context, brand data.BrandID) ([]calendar.Returning, error) {
	all, err := d.store.Evergreens(ctx, brand)
	if err != nil {
		return nil, err
	}
	accounts, err := d.store.Accounts(ctx, brand)
	if err != nil {
		return nil, err
	}
	var posts []calendar.Returning
	for _, e := range all {
		p, err := d.store.Post(ctx, e.Post)
		if err != nil {
			return nil, err
		}
		one := calendar.Returning{Evergreen: e, Says: map[data.AccountID]string{}}
		for _, a := range accounts {
			if a.State.Publishes() && slices.Contains(e.Accounts, a.ID) {
				one.Says[a.ID] = strings.Join(p.PartsFor(a.ID), "\n")
			}
		}
		posts = append(posts, one)
	}
	return posts, nil
}

// said is what accounts show or will show, by the entries of the calendar.
func (d *Desk) said(ctx context.Context, entries []data.Entry) ([]calendar.Said, error) {
	posts := map[data.PostID]data.Post{}
	var all []calendar.Said
	for _, e := range entries {
		p, known := posts[e.Post]
		if !known {
			var err error
			if p, err = d.store.Post(ctx, e.Post); err != nil {
				return nil, err
			}
			posts[e.Post] = p
		}
		all = append(all, calendar.Said{Account: e.Account, Due: e.Due, Says: strings.Join(p.PartsFor(e.Account), "\n")})
	}
	return all, nil
}

// Refill makes drafts of posts that come back, all or none: a person reads them
// before any goes out. chosen are some of what Refills proposes for as many days;
// data.ErrChanged when one of them is not proposed any more. undo takes those
// drafts away that nobody has changed or scheduled since.
func (d *Desk) Refill(ctx context.Context, brand data.BrandID, days int, chosen []calendar.Refill) (undo func(context.Context) error, err error) {
	proposed, err := d.Refills(ctx, brand, days)
	if err != nil {
		return nil, err
	}
	var drafts []data.Post
	for _, r := range chosen {
		if !slices.ContainsFunc(proposed, r.Same) {
			return nil, fmt.Errorf("desk: post %d at %s: %w", r.Post, r.When.Wall, data.ErrChanged)
		}
		p, err := d.repetition(ctx, r)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, p)
	}
	id, err := d.store.BeginPlan(ctx, brand)
	if err != nil {
		return nil, err
	}
	if err := d.store.SavePlanned(ctx, id, drafts); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		_, err := d.store.ForgetPlan(ctx, id)
		return err
	}, nil
}

// repetition is the draft of a post that comes back. It is of no campaign: that of
// the first time is over, or has its own posts.
func (d *Desk) repetition(ctx context.Context, r calendar.Refill) (data.Post, error) {
	p, err := d.store.Post(ctx, r.Post)
	if err != nil {
		return p, err
	}
	p.ID, p.Revision, p.Created, p.Updated = 0, 0, time.Time{}, time.Time{}
	p.Twin, p.Series, p.Campaign, p.Track = 0, 0, 0, data.Tracking{}
	p.Again, p.When = data.Again{From: r.Post}, r.When
	p.Variants = slices.DeleteFunc(slices.Clone(p.Variants), func(v data.Variant) bool { return !slices.Contains(r.Accounts, v.Account) })
	return p, nil
}
