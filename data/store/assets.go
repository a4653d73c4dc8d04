package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// facts is what was found out of a file, as core.db keeps it: the names in the
// tags are a file format.
type facts struct {
	Taken     int64   `json:"taken,omitempty"` // Unix milliseconds
	Zone      *int    `json:"zone,omitempty"`  // of the camera, seconds east; none: its wall time
	Place     bool    `json:"place,omitempty"`
	Sharpness float64 `json:"sharpness,omitempty"`
	Low       float64 `json:"low,omitempty"`
	High      float64 `json:"high,omitempty"`
	Focus     *focus  `json:"focus,omitempty"`
}

const assetColumns = `a.brand_id, a.hash, a.name, m.mime, m.bytes, m.width, m.height, m.length, a.alt, a.tags, a.facts, a.print, a.added`

// What a file of the library may want; blurred takes data.LeastSharpness.
const (
	unused = `NOT EXISTS (SELECT 1 FROM post_media x JOIN posts p ON p.id = x.post_id
		WHERE x.hash = a.hash AND p.brand_id = a.brand_id AND p.deleted IS NULL)`
	noAlt   = `trim(a.alt) = ''`
	blurred = `coalesce(a.facts ->> 'sharpness', 0) > 0 AND a.facts ->> 'sharpness' < ?`
)

// Assets reads a page of the library, newest first.
func (s *Store) Assets(ctx context.Context, q data.AssetQuery) ([]data.Asset, error) {
	f := filter{where: `a.brand_id = ? AND a.removed IS NULL`, args: []any{q.Brand}}
	f.findWords(`a.found`, q.Text)
	for _, tag := range q.Tags {
		f.add(`EXISTS (SELECT 1 FROM json_each(a.tags) WHERE value = ?)`, tag)
	}
	if q.Unused {
		f.add(unused)
	}
	if q.NoAlt {
		f.add(noAlt)
	}
	if q.Blurred {
		f.add(blurred, data.LeastSharpness)
	}
	if q.Only != nil {
		in, args := marks(q.Only)
		f.add(`a.hash IN (`+in+`)`, args...)
	}
	page, err := list(ctx, s.core.read, scanAsset, `SELECT `+assetColumns+` FROM assets a JOIN media m ON m.hash = a.hash
		WHERE `+f.where+` ORDER BY a.added DESC, a.hash LIMIT ? OFFSET ?`, f.with(pageLimit(q.Limit), q.Offset)...)
	if err != nil {
		return nil, fmt.Errorf("store: assets: %w", err)
	}
	return page, s.fillUsed(ctx, q.Brand, page)
}

// Asset reads one file of a brand's library; data.ErrNoSuch when it is not in it.
func (s *Store) Asset(ctx context.Context, brand data.BrandID, hash data.MediaHash) (data.Asset, error) {
	a, err := scanAsset(s.core.read.QueryRowContext(ctx, `SELECT `+assetColumns+` FROM assets a JOIN media m ON m.hash = a.hash
		WHERE a.brand_id = ? AND a.hash = ? AND a.removed IS NULL`, brand, hash))
	if err != nil {
		return a, fmt.Errorf("store: asset %s: %w", hash, named(err))
	}
	page := []data.Asset{a}
	err = s.fillUsed(ctx, brand, page)
	return page[0], err
}

// SaveAsset takes a file into a brand's library, setting Added, or changes what
// is said of it there. Its bytes must have been put in with [Store.PutMedia]:
// data.ErrNoSuch otherwise. Of a.Media only Hash and Name are kept, the rest is
// what the file says; Used is left aside. Tags are kept in order, each once.
func (s *Store) SaveAsset(ctx context.Context, a *data.Asset) error {
	tags := slices.Compact(slices.Sorted(slices.Values(a.Tags)))
	tagText, err := json.Marshal(append([]string{}, tags...))
	if err != nil {
		return fmt.Errorf("store: save asset %s: %w", a.Hash, err)
	}
	factText, err := json.Marshal(factsOf(a))
	if err != nil {
		return fmt.Errorf("store: save asset %s: %w", a.Hash, err)
	}
	added := a.Added
	err = s.write(ctx, "save asset "+string(a.Hash), func(_ context.Context, e *edit) error {
		e.changes = append(e.changes, data.Change{Noun: data.Library})
		return e.QueryRow(`INSERT INTO assets (brand_id, hash, name, found, alt, tags, facts, print, added)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (brand_id, hash) DO UPDATE SET name = excluded.name,
				found = excluded.found, alt = excluded.alt, tags = excluded.tags, facts = excluded.facts, print = excluded.print,
				added = iif(removed IS NULL, added, excluded.added), removed = NULL RETURNING added`,
			a.Brand, a.Hash, a.Name, fold(a.Name+"\n"+strings.Join(tags, "\n")+"\n"+a.Alt), a.Alt,
			string(tagText), string(factText), int64(a.Print), millis(e.now)).Scan(moment{&added})
	})
	if err == nil {
		a.Tags, a.Added = tags, added
	}
	return err
}

// RemoveAsset takes a file out of a brand's library; posts keep it.
// data.ErrNoSuch when it is not in it. [Store.RestoreAsset] undoes it.
func (s *Store) RemoveAsset(ctx context.Context, brand data.BrandID, hash data.MediaHash) error {
	return s.setRemoved(ctx, brand, hash, true)
}

// RemoveAssets takes out of a brand's library those of some files that are in it,
// all at once, and says how many those were.
func (s *Store) RemoveAssets(ctx context.Context, brand data.BrandID, hashes []data.MediaHash) (removed int, err error) {
	err = s.write(ctx, "remove assets", func(_ context.Context, e *edit) error {
		removed = 0
		for _, hash := range hashes {
			found, err := e.changed(`UPDATE assets SET removed = ? WHERE brand_id = ? AND hash = ? AND removed IS NULL`,
				millis(e.now), brand, hash)
			if err != nil {
				return err
			}
			if found {
				removed++
			}
		}
		e.changes = append(e.changes, data.Change{Noun: data.Library})
		return nil
	})
	if err != nil {
		removed = 0
	}
	return removed, err
}

// RestoreAsset undoes RemoveAsset; data.ErrNoSuch when the file was not removed.
func (s *Store) RestoreAsset(ctx context.Context, brand data.BrandID, hash data.MediaHash) error {
	return s.setRemoved(ctx, brand, hash, false)
}

func (s *Store) setRemoved(ctx context.Context, brand data.BrandID, hash data.MediaHash, removed bool) error {
	return s.write(ctx, "remove asset "+string(hash), func(_ context.Context, e *edit) error {
		var since any
		if removed {
			since = millis(e.now)
		}
		found, err := e.changed(`UPDATE assets SET removed = ? WHERE brand_id = ? AND hash = ? AND (removed IS NULL) = ?`,
			since, brand, hash, removed)
		if err == nil && !found {
			err = data.ErrNoSuch
		}
		e.changes = append(e.changes, data.Change{Noun: data.Library})
		return err
	})
}

// Tags reads the tags of a brand's library, those that most files bear first.
func (s *Store) Tags(ctx context.Context, brand data.BrandID) ([]data.Tag, error) {
	return list(ctx, s.core.read, func(row scanner) (data.Tag, error) {
		var t data.Tag
		err := row.Scan(&t.Name, &t.Assets)
		return t, err
	}, `SELECT t.value, count(*) FROM assets a, json_each(a.tags) t WHERE a.brand_id = ? AND a.removed IS NULL
		GROUP BY t.value ORDER BY count(*) DESC, t.value`, brand)
}

// Prints reads the fingerprints of a brand's library, oldest file first; files
// without one are left out.
func (s *Store) Prints(ctx context.Context, brand data.BrandID) ([]data.Printed, error) {
	return list(ctx, s.core.read, func(row scanner) (data.Printed, error) {
		var p data.Printed
		var bits int64
		err := row.Scan(&p.Hash, &bits)
		p.Print = data.Fingerprint(bits)
		return p, err
	}, `SELECT hash, print FROM assets WHERE brand_id = ? AND removed IS NULL AND print <> 0 ORDER BY added, hash`, brand)
}

// fillUsed says of each file which posts show it.
func (s *Store) fillUsed(ctx context.Context, brand data.BrandID, page []data.Asset) error {
	hashes := make([]data.MediaHash, len(page))
	at := make(map[data.MediaHash]int, len(page))
	for i, a := range page {
		hashes[i], at[a.Hash] = a.Hash, i
	}
	for some := range slices.Chunk(hashes, indexPage) {
		in, args := marks(some)
		_, err := list(ctx, s.core.read, func(row scanner) (struct{}, error) {
			var post data.PostID
			var hash data.MediaHash
			err := row.Scan(&hash, &post)
			if a, ok := at[hash]; ok && err == nil {
				page[a].Used = append(page[a].Used, post)
			}
			return struct{}{}, err
		}, `SELECT x.hash, x.post_id FROM post_media x JOIN posts p ON p.id = x.post_id
			WHERE x.hash IN (`+in+`) AND p.brand_id = ? AND p.deleted IS NULL ORDER BY x.post_id DESC`, append(args, brand)...)
		if err != nil {
			return fmt.Errorf("store: where assets are shown: %w", err)
		}
	}
	return nil
}

// followMedia repeats which files a post shows.
func followMedia(e *edit, p *data.Post) error {
	if _, err := e.Exec(`DELETE FROM post_media WHERE post_id = ?`, p.ID); err != nil {
		return err
	}
	for _, m := range p.Media {
		if m.Hash == "" {
			continue
		}
		if _, err := e.Exec(`INSERT OR IGNORE INTO post_media (post_id, hash) VALUES (?, ?)`, p.ID, m.Hash); err != nil {
			return err
		}
	}
	return nil
}

func factsOf(a *data.Asset) facts {
	f := facts{Place: a.Place, Sharpness: a.Sharpness, Low: a.Low, High: a.High}
	if !a.Taken.At.IsZero() {
		f.Taken = a.Taken.At.UnixMilli()
	}
	if a.Taken.Zoned {
		_, east := a.Taken.At.Zone()
		f.Zone = &east
	}
	if a.Focus != (data.Focus{}) {
		f.Focus = new(focus(a.Focus))
	}
	return f
}

func scanAsset(row scanner) (data.Asset, error) {
	var a data.Asset
	var tags, text []byte
	var bits int64
	err := row.Scan(&a.Brand, &a.Hash, &a.Name, &a.MIME, &a.Bytes, &a.Width, &a.Height, span{&a.Length}, &a.Alt, &tags, &text,
		&bits, moment{&a.Added})
	if err != nil {
		return a, err
	}
	a.Print = data.Fingerprint(bits)
	if err := json.Unmarshal(tags, &a.Tags); err != nil {
		return a, err
	}
	if len(a.Tags) == 0 {
		a.Tags = nil
	}
	var f facts
	if err := json.Unmarshal(text, &f); err != nil {
		return a, err
	}
	f.into(&a)
	return a, nil
}

func (f *facts) into(a *data.Asset) {
	a.Place, a.Sharpness, a.Low, a.High = f.Place, f.Sharpness, f.Low, f.High
	if f.Taken != 0 || f.Zone != nil {
		a.Taken.At = time.UnixMilli(f.Taken).UTC()
	}
	if f.Zone != nil {
		a.Taken.Zoned, a.Taken.At = true, a.Taken.At.In(time.FixedZone("", *f.Zone))
	}
	if f.Focus != nil {
		a.Focus = data.Focus(*f.Focus)
	}
}
