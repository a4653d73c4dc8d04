package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"parvis/data"
)

const feedColumns = `id, brand_id, url, title, site, folder, etag, modified, read, next, code`

// AddFeed follows a feed, setting its ID. A feed that the brand follows already
// keeps what is known of it; added is false then.
func (s *Store) AddFeed(ctx context.Context, f *data.Feed) (added bool, err error) {
	folder, err := json.Marshal(f.Folder)
	if err != nil {
		return false, fmt.Errorf("store: add feed: %w", err)
	}
	id := f.ID
	err = s.write(ctx, "add feed", func(_ context.Context, e *edit) error {
		added, err = e.changed(`INSERT INTO feeds (brand_id, url, title, site, folder) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, f.Brand, f.URL, f.Title, f.Site, string(folder))
		if err != nil {
			return err
		}
		if added {
			e.changes = append(e.changes, data.Change{Noun: data.Feeds})
		}
		return e.QueryRow(`SELECT id FROM feeds WHERE brand_id = ? AND url = ?`, f.Brand, f.URL).Scan(&id)
	})
	if err == nil {
		f.ID = id
	}
	return added && err == nil, err
}

// Feed reads one feed; data.ErrNoSuch when nobody follows it.
func (s *Store) Feed(ctx context.Context, id data.FeedID) (data.Feed, error) {
	f, err := scanFeed(s.core.read.QueryRowContext(ctx, `SELECT `+feedColumns+` FROM feeds WHERE id = ?`, id))
	if err != nil {
		return data.Feed{}, fmt.Errorf("store: feed %d: %w", id, named(err))
	}
	return f, nil
}

// Feeds reads the feeds of a brand in order of folder and title.
func (s *Store) Feeds(ctx context.Context, brand data.BrandID) ([]data.Feed, error) {
	return list(ctx, s.core.read, scanFeed,
		`SELECT `+feedColumns+` FROM feeds WHERE brand_id = ? ORDER BY folder, title COLLATE NOCASE, id`, brand)
}

// AllFeeds reads the feeds of every brand, those first that are due first.
func (s *Store) AllFeeds(ctx context.Context) ([]data.Feed, error) {
	return list(ctx, s.core.read, scanFeed, `SELECT `+feedColumns+` FROM feeds ORDER BY ifnull(next, 0), id`)
}

// RemoveFeed follows a feed no more; its entries go with it.
func (s *Store) RemoveFeed(ctx context.Context, id data.FeedID) error {
	err := s.write(ctx, fmt.Sprintf("remove feed %d", id), func(_ context.Context, e *edit) error {
		found, err := e.changed(`DELETE FROM feeds WHERE id = ?`, id)
		if err == nil && !found {
			err = data.ErrNoSuch
		}
		touch(e, data.Feeds, id)
		return err
	})
	if err != nil {
		return err
	}
	err = s.cache.write(ctx, func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM feed_entries WHERE feed_id = ?`, id)
		return err
	})
	if err != nil {
		return fmt.Errorf("store: entries of feed %d: %w", id, err)
	}
	return nil
}

// SaveFeedReading keeps how asking for a feed went and the entries that came,
// of which the newest [data.MaxFeedEntries] stay. Entries are written first: of
// a reading that is lost half-way the server will be asked again. A feed that
// was removed meanwhile is left alone.
func (s *Store) SaveFeedReading(ctx context.Context, f data.Feed, entries []data.FeedEntry) error {
	if _, err := s.Feed(ctx, f.ID); err != nil {
		return err
	}
	if err := s.saveFeedEntries(ctx, f.ID, entries); err != nil {
		return fmt.Errorf("store: entries of feed %d: %w", f.ID, err)
	}
	return s.write(ctx, fmt.Sprintf("save feed %d", f.ID), func(_ context.Context, e *edit) error {
		// The new address may be that of a feed which the brand follows already.
		_, err := e.Exec(`UPDATE OR IGNORE feeds SET url = ? WHERE id = ?`, f.URL, f.ID)
		if err != nil {
			return err
		}
		_, err = e.Exec(`UPDATE feeds SET title = ?, site = ?, etag = ?, modified = ?, read = ?, next = ?, code = ? WHERE id = ?`,
			f.Title, f.Site, f.ETag, f.Modified, millis(f.Read), millis(f.Next), f.Code, f.ID)
		touch(e, data.Feeds, f.ID)
		return err
	})
}

func (s *Store) saveFeedEntries(ctx context.Context, id data.FeedID, entries []data.FeedEntry) error {
	if len(entries) == 0 {
		return nil
	}
	now := s.clock.Now()
	return s.cache.write(ctx, func(tx *sql.Tx) error {
		for _, x := range entries {
			at := x.At
			if x.Undated {
				at = now
			}
			if _, err := tx.Exec(`INSERT INTO feed_entries (feed_id, id, url, title, text, author, at, undated)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed_id, id) DO UPDATE SET url = excluded.url,
					title = excluded.title, text = excluded.text, author = excluded.author,
					at = CASE WHEN excluded.undated THEN feed_entries.at ELSE excluded.at END, undated = excluded.undated`,
				id, x.ID, x.URL, x.Title, x.Text, x.Author, at.UnixMilli(), x.Undated); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`DELETE FROM feed_entries WHERE feed_id = ?1 AND id NOT IN
			(SELECT id FROM feed_entries WHERE feed_id = ?1 ORDER BY at DESC, id LIMIT ?2)`, id, data.MaxFeedEntries)
		return err
	})
}

// FeedEntries reads the newest entries of feeds.
func (s *Store) FeedEntries(ctx context.Context, feeds []data.FeedID, limit int) ([]data.FeedEntry, error) {
	in, args := marks(feeds)
	var entries []data.FeedEntry
	err := s.cache.read(ctx, func(db *sql.DB) (err error) {
		entries, err = list(ctx, db, scanFeedEntry, `SELECT feed_id, id, url, title, text, author, at, undated
			FROM feed_entries WHERE feed_id IN (`+in+`) ORDER BY at DESC, feed_id, id LIMIT ?`, append(args, limit)...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("store: entries of feeds: %w", err)
	}
	return entries, nil
}

func scanFeed(row scanner) (data.Feed, error) {
	var f data.Feed
	var folder []byte
	err := row.Scan(&f.ID, &f.Brand, &f.URL, &f.Title, &f.Site, &folder, &f.ETag, &f.Modified,
		moment{&f.Read}, moment{&f.Next}, &f.Code)
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(folder, &f.Folder)
}

func scanFeedEntry(row scanner) (data.FeedEntry, error) {
	var x data.FeedEntry
	err := row.Scan(&x.Feed, &x.ID, &x.URL, &x.Title, &x.Text, &x.Author, moment{&x.At}, &x.Undated)
	return x, err
}
