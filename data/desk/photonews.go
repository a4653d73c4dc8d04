package desk

import (
	"cmp"
	"context"
	"slices"

	"parvis/data"
)

// mostNew is how many hauls that nobody looked at are told of; older ones are
// drafts like any other.
const mostNew = 50

// PhotoNews is what is to be known of the watched folder of a brand.
func (d *Desk) PhotoNews(ctx context.Context, brand data.BrandID) (data.PhotoNews, error) {
	w, err := d.store.WatchFolder(ctx, brand)
	if err != nil {
		return data.PhotoNews{}, err
	}
	news := data.PhotoNews{Path: w.Path}
	if w.On {
		news.Trouble = w.Trouble
	}
	for _, haul := range w.New {
		entries, err := d.store.Untouched(ctx, haul.Plan)
		if err != nil {
			return news, err
		}
		if len(entries) == 0 {
			continue
		}
		news.Came = news.Came.And(haul)
		for _, e := range entries {
			if !slices.ContainsFunc(news.Drafts, func(o data.Entry) bool { return o.Post == e.Post }) {
				news.Drafts = append(news.Drafts, e)
			}
		}
	}
	slices.SortStableFunc(news.Drafts, func(a, b data.Entry) int {
		if a.Due.IsZero() != b.Due.IsZero() {
			return b.Due.Compare(a.Due)
		}
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Post, b.Post))
	})
	return news, nil
}

// PhotosSeen notes that somebody looked at what came from the watched folder; undo
// tells of it again.
func (d *Desk) PhotosSeen(ctx context.Context, brand data.BrandID) (undo func(context.Context) error, err error) {
	var seen []data.Haul
	err = d.changeNew(ctx, brand, func(hauls []data.Haul) []data.Haul {
		seen = hauls
		return nil
	})
	return func(ctx context.Context) error {
		return d.changeNew(ctx, brand, func(since []data.Haul) []data.Haul { return append(seen, since...) })
	}, err
}

// changeNew changes which hauls of a brand nobody has looked at.
func (d *Desk) changeNew(ctx context.Context, brand data.BrandID, change func([]data.Haul) []data.Haul) error {
	d.watchMu.Lock()
	defer d.watchMu.Unlock()
	w, err := d.store.WatchFolder(ctx, brand)
	if err != nil {
		return err
	}
	w.New = change(w.New)
	return d.store.SaveWatchFolder(ctx, w)
}
