package desk

import (
	"context"
	"fmt"
	"image"
	"io"

	"parvis/data"
	"parvis/data/media"
)

// Agenda answers the calendar's days.
func (d *Desk) Agenda(ctx context.Context, q data.AgendaQuery) ([]data.Day, error) {
	return d.store.Agenda(ctx, q)
}

// List answers a page of entries.
func (d *Desk) List(ctx context.Context, q data.ListQuery) ([]data.Entry, error) {
	return d.store.List(ctx, q)
}

// Post reads a post.
func (d *Desk) Post(ctx context.Context, id data.PostID) (data.Post, error) {
	return d.store.Post(ctx, id)
}

// SavePost stores a post; see [store.Store.SavePost].
func (d *Desk) SavePost(ctx context.Context, p *data.Post) error { return d.store.SavePost(ctx, p) }

// Deliveries says where a post stands on each account.
func (d *Desk) Deliveries(ctx context.Context, id data.PostID) ([]data.Delivery, error) {
	return d.store.Deliveries(ctx, id)
}

// Delete takes a post out of the calendar; undo brings it back.
func (d *Desk) Delete(ctx context.Context, id data.PostID) (undo func(context.Context) error, err error) {
	if err := d.store.DeletePost(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		if err := d.store.RestorePost(ctx, id); err != nil {
			return err
		}
		d.outbox.Nudge()
		return nil
	}, nil
}

// Move gives a post another time on every account that it has not reached; a
// scheduled one is armed anew for it. undo puts the former time back.
func (d *Desk) Move(ctx context.Context, id data.PostID, when data.Schedule) (undo func(context.Context) error, err error) {
	before, err := d.store.Post(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := d.moveTo(ctx, id, when); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.moveTo(ctx, id, before.When) }, nil
}

func (d *Desk) moveTo(ctx context.Context, id data.PostID, when data.Schedule) error {
	p, err := d.store.Post(ctx, id)
	if err != nil {
		return err
	}
	deliveries, err := d.store.Deliveries(ctx, id)
	if err != nil {
		return err
	}
	p.When = when
	if err := d.store.SavePost(ctx, &p); err != nil {
		return err
	}
	for _, one := range deliveries {
		switch one.State {
		case data.Scheduled, data.Missed, data.Handed:
			return d.outbox.Schedule(ctx, id)
		}
	}
	return nil
}

// Schedule arms a post for the hour it has.
func (d *Desk) Schedule(ctx context.Context, id data.PostID) error {
	return d.outbox.Schedule(ctx, id)
}

// PublishNow sends a post at once.
func (d *Desk) PublishNow(ctx context.Context, id data.PostID) error {
	return d.outbox.PublishNow(ctx, id)
}

// Unschedule makes a draft of a post again.
func (d *Desk) Unschedule(ctx context.Context, id data.PostID) error {
	return d.outbox.Unschedule(ctx, id)
}

// Retry sends one delivery now; see [outbox.Outbox.Retry].
func (d *Desk) Retry(ctx context.Context, id data.DeliveryID) error { return d.outbox.Retry(ctx, id) }

// LookAgain looks once more whether a delivery is online.
func (d *Desk) LookAgain(ctx context.Context, id data.DeliveryID) error {
	return d.outbox.LookAgain(ctx, id)
}

// Decide settles by a person's word whether a delivery is online.
func (d *Desk) Decide(ctx context.Context, id data.DeliveryID, online bool) error {
	return d.outbox.Decide(ctx, id, online)
}

// NeedsPerson lists what waits for somebody to act.
func (d *Desk) NeedsPerson(ctx context.Context, brand data.BrandID) ([]data.Entry, error) {
	return d.store.NeedsPerson(ctx, brand)
}

// Waiting lists what waits for a connection, a limit or its turn.
func (d *Desk) Waiting(ctx context.Context, brand data.BrandID) ([]data.Entry, error) {
	return d.store.Waiting(ctx, brand)
}

// Search finds posts and messages.
func (d *Desk) Search(ctx context.Context, brand data.BrandID, text string, limit int) ([]data.Hit, error) {
	return d.store.Search(ctx, brand, text, limit)
}

// Attach keeps a copy of a picture or a video of so many bytes. What is neither,
// or too large, is an error of package media and changes nothing; nor does a copy
// that ctx ends.
func (d *Desk) Attach(ctx context.Context, name string, r io.ReaderAt, size int64) (data.Media, error) {
	m, err := media.InspectFile(name, r, size)
	if err != nil {
		return data.Media{}, err
	}
	err = d.store.PutMedia(ctx, &m, io.NewSectionReader(r, 0, size))
	return m, err
}

// thumbSide is the side of a square that every thumbnail fits, twice what a
// tile measures, for sharp screens.
const thumbSide = 320

// Thumbnail gives an attached picture small, data.ErrNoPicture for a video: there
// is no decoder of films in pure Go, so that of one nothing can be drawn.
func (d *Desk) Thumbnail(_ context.Context, hash data.MediaHash) (image.Image, error) {
	return d.small(hash, thumbSide)
}

// small gives an attached picture so small that it fits a square.
func (d *Desk) small(hash data.MediaHash, side int) (image.Image, error) {
	f, size, err := d.store.OpenMedia(hash)
	if err != nil {
		return nil, fmt.Errorf("desk: thumbnail: %w", err)
	}
	defer f.Close()
	b, err := media.Picture(f, size)
	if err != nil {
		return nil, fmt.Errorf("desk: thumbnail: %w", err)
	}
	return media.Thumbnail(b, side, side)
}
