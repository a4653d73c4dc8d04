package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"parvis/data"
)

// watchContent is a watched folder as core.db keeps it: the names in the tags are
// a file format.
type watchContent struct {
	On       bool             `json:"on,omitempty"`
	Path     string           `json:"path,omitempty"`
	Accounts []data.AccountID `json:"accounts,omitempty"`
	There    int              `json:"there,omitempty"`
	Looked   time.Time        `json:"looked,omitzero"`
	Trouble  string           `json:"trouble,omitempty"`
	Last     haulContent      `json:"last,omitzero"`
	New      []haulContent    `json:"new,omitempty"`
	Told     bool             `json:"told,omitempty"`
}

type haulContent struct {
	At      time.Time     `json:"at,omitzero"`
	Day     string        `json:"day,omitempty"`
	Photos  int           `json:"photos,omitempty"`
	Aside   int           `json:"aside,omitempty"`
	Drafts  int           `json:"drafts,omitempty"`
	Undated int           `json:"undated,omitempty"`
	Places  int           `json:"places,omitempty"`
	Left    int           `json:"left,omitempty"`
	Plan    data.ImportID `json:"plan,omitempty"`
}

// WatchFolder reads the watched folder of a brand; the zero one of the brand when
// none was ever saved.
func (s *Store) WatchFolder(ctx context.Context, brand data.BrandID) (data.WatchFolder, error) {
	w, err := scanWatchFolder(s.core.read.QueryRowContext(ctx, `SELECT brand_id, content FROM watch_folders WHERE brand_id = ?`, brand))
	if errors.Is(err, sql.ErrNoRows) {
		return data.WatchFolder{Brand: brand}, nil
	}
	if err != nil {
		return w, fmt.Errorf("store: watched folder of brand %d: %w", brand, named(err))
	}
	return w, nil
}

// WatchFolders reads those of all brands.
func (s *Store) WatchFolders(ctx context.Context) ([]data.WatchFolder, error) {
	all, err := list(ctx, s.core.read, scanWatchFolder, `SELECT brand_id, content FROM watch_folders ORDER BY brand_id`)
	if err != nil {
		return nil, fmt.Errorf("store: watched folders: %w", err)
	}
	return all, nil
}

// SaveWatchFolder saves the watched folder of a brand, data.ErrNoSuch when there is
// no such brand.
func (s *Store) SaveWatchFolder(ctx context.Context, w data.WatchFolder) error {
	c := watchContent{w.On, w.Path, w.Accounts, w.There, w.Looked, string(w.Trouble), haulContent(w.Last), nil, w.Told}
	for _, h := range w.New {
		c.New = append(c.New, haulContent(h))
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("store: save watched folder: %w", err)
	}
	return s.write(ctx, fmt.Sprintf("save watched folder of brand %d", w.Brand), func(_ context.Context, e *edit) error {
		touch(e, data.Watched, w.Brand)
		var id data.BrandID
		return e.QueryRow(`INSERT INTO watch_folders (brand_id, content) SELECT id, ? FROM brands WHERE id = ?
			ON CONFLICT (brand_id) DO UPDATE SET content = excluded.content RETURNING brand_id`, string(text), w.Brand).Scan(&id)
	})
}

// WatchedFiles reads which files of a brand's watched folder were dealt with, by
// their names.
func (s *Store) WatchedFiles(ctx context.Context, brand data.BrandID) (map[string]data.WatchedFile, error) {
	all, err := list(ctx, s.core.read, func(row scanner) (f data.WatchedFile, err error) {
		return f, row.Scan(&f.Name, &f.Size, moment{&f.Changed}, &f.Hash, &f.Drafted)
	}, `SELECT name, size, changed, hash, drafted FROM watched_files WHERE brand_id = ?`, brand)
	if err != nil {
		return nil, fmt.Errorf("store: watched files of brand %d: %w", brand, err)
	}
	files := make(map[string]data.WatchedFile, len(all))
	for _, f := range all {
		files[f.Name] = f
	}
	return files, nil
}

// SaveWatched notes files of a brand's watched folder, in the place of those of
// the same names.
func (s *Store) SaveWatched(ctx context.Context, brand data.BrandID, files []data.WatchedFile) error {
	return s.write(ctx, fmt.Sprintf("save watched files of brand %d", brand), func(_ context.Context, e *edit) error {
		for _, f := range files {
			if _, err := e.Exec(`INSERT INTO watched_files (brand_id, name, size, changed, hash, drafted) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (brand_id, name) DO UPDATE SET size = excluded.size, changed = excluded.changed,
					hash = excluded.hash, drafted = excluded.drafted`,
				brand, f.Name, f.Size, f.Changed.UnixMilli(), f.Hash, f.Drafted); err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetWatched forgets the files that became nothing, as when another folder is
// watched. Those that became something are kept, under names that no file bears:
// a photo is never taken in twice.
func (s *Store) ForgetWatched(ctx context.Context, brand data.BrandID) error {
	return s.write(ctx, fmt.Sprintf("forget watched files of brand %d", brand), func(_ context.Context, e *edit) error {
		if _, err := e.Exec(`DELETE FROM watched_files WHERE brand_id = ? AND hash = ''`, brand); err != nil {
			return err
		}
		_, err := e.Exec(`UPDATE OR REPLACE watched_files SET name = '/' || hash WHERE brand_id = ?`, brand)
		return err
	})
}

func scanWatchFolder(row scanner) (data.WatchFolder, error) {
	var w data.WatchFolder
	var text string
	if err := row.Scan(&w.Brand, &text); err != nil {
		return w, err
	}
	var c watchContent
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return w, err
	}
	w = data.WatchFolder{
		Brand: w.Brand, On: c.On, Path: c.Path, Accounts: c.Accounts, There: c.There, Looked: c.Looked,
		Trouble: data.WatchTrouble(c.Trouble), Last: data.Haul(c.Last), Told: c.Told,
	}
	for _, h := range c.New {
		w.New = append(w.New, data.Haul(h))
	}
	return w, nil
}
