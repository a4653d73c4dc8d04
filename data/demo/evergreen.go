package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// evergreen is a post of the bakery that stays true, by the beginning of its
// title.
type evergreen struct {
	title  string
	days   int
	pillar int    // of pillars
	again  string // when it is planned to come back, "": not yet
}

func evergreens() []evergreen {
	return []evergreen{
		{"Nos farines", 60, 1, ""},
		{"Le levain a douze ans", 180, 1, ""},
		{"Qui fait quoi", 120, 1, ""},
		{"Le coin des allergènes", 45, 0, ""},
		{"Sacs en papier", 90, 2, "2026-11-29T10:00"},
		{"Pourquoi nous fermons", 365, 2, ""},
	}
}

// evergreens has posts of the year come back in free slots; one of them is
// planned already.
func (b *builder) evergreens(ctx context.Context, brand data.Brand) error {
	line, err := b.store.Line(ctx, brand.ID)
	if err != nil {
		return err
	}
	entries, err := b.store.List(ctx, data.ListQuery{Brand: brand.ID, States: []data.State{data.Sent}})
	if err != nil {
		return err
	}
	slices.Reverse(entries) // the newest of a title
	for _, one := range evergreens() {
		i := slices.IndexFunc(entries, func(e data.Entry) bool { return strings.HasPrefix(e.Headline, one.title) })
		if i < 0 {
			return fmt.Errorf("nothing that went out begins with %q", one.title)
		}
		post, err := b.store.Post(ctx, entries[i].Post)
		if err != nil {
			return err
		}
		post.Again, post.Pillar = data.Again{Days: one.days}, line.Pillars[one.pillar].ID
		if err := b.store.SavePost(ctx, &post); err != nil {
			return err
		}
		if err := b.repeat(ctx, post, one.again); err != nil {
			return err
		}
	}
	return nil
}

// repeat writes the draft of a post that comes back at a time, "" for none.
func (b *builder) repeat(ctx context.Context, post data.Post, wall string) error {
	if wall == "" {
		return nil
	}
	when, _, err := calendar.Resolve(wall, b.zone.String())
	if err != nil {
		return err
	}
	post.Again, post.When = data.Again{From: post.ID}, when
	post.ID, post.Revision, post.Created, post.Updated = 0, 0, time.Time{}, time.Time{}
	return b.store.SavePost(ctx, &post)
}
