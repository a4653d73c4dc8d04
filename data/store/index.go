package store

import (
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"parvis/data"
)

// index knows which posts have words that cache.db does not have yet. They are
// written in the background, because a long write of messages must never hold
// up somebody who writes a post; what a crash loses, the next start finds.
type index struct {
	wake chan struct{}

	mu   sync.Mutex
	all  bool
	ids  map[data.PostID]bool
	busy bool
}

func (x *index) add(id data.PostID) {
	x.mu.Lock()
	if x.ids == nil {
		x.ids = map[data.PostID]bool{}
	}
	x.ids[id] = true
	x.mu.Unlock()
	x.nudge()
}

func (x *index) addAll() {
	x.mu.Lock()
	x.all = true
	x.mu.Unlock()
	x.nudge()
}

func (x *index) nudge() {
	select {
	case x.wake <- struct{}{}:
	default: // awake already
	}
}

// take hands over what waits and whether everything has to be compared.
func (x *index) take() (ids []data.PostID, all bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	ids, all = slices.Sorted(maps.Keys(x.ids)), x.all
	x.ids, x.all, x.busy = nil, false, len(ids) > 0 || all
	return ids, all
}

// idle tells whether nothing waits and nothing is being written.
func (x *index) idle() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return !x.busy && !x.all && len(x.ids) == 0
}

// keepIndex keeps cache.db in step with core.db until ctx ends.
func (s *Store) keepIndex(ctx context.Context) {
	for {
		ids, all := s.index.take()
		if err := s.indexSome(ctx, ids, all); err != nil && ctx.Err() == nil {
			s.log.Warn("store: search index", "err", err)
		}
		if len(ids) > 0 || all {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-s.index.wake:
		}
	}
}

func (s *Store) indexSome(ctx context.Context, ids []data.PostID, all bool) error {
	if err := s.indexPosts(ctx, ids); err != nil {
		return err
	}
	if !all {
		return nil
	}
	if err := s.bringBackMessages(ctx); err != nil {
		return err
	}
	return s.comparePosts(ctx)
}

// indexPage is how many posts are compared and written at a time.
const indexPage = 500

// comparePosts goes through all posts and writes the words of those whose
// revision cache.db does not have.
func (s *Store) comparePosts(ctx context.Context) error {
	for after := data.PostID(0); ; {
		stored, err := list(ctx, s.core.read, scanRevision,
			`SELECT id, revision FROM posts WHERE id > ? AND deleted IS NULL ORDER BY id LIMIT ?`, after, indexPage)
		if err != nil {
			return err
		}
		last := data.PostID(math.MaxInt64)
		if len(stored) == indexPage {
			last = stored[indexPage-1].id
		}
		var indexed []revision
		err = s.cache.read(ctx, func(db *sql.DB) error {
			indexed, err = list(ctx, db, scanRevision,
				`SELECT id, revision FROM post_texts WHERE id > ? AND id <= ?`, after, last)
			return err
		})
		if err != nil {
			return err
		}
		if err := s.indexPosts(ctx, differing(stored, indexed)); err != nil {
			return err
		}
		if len(stored) < indexPage {
			return nil
		}
		after = last
	}
}

type revision struct {
	id       data.PostID
	revision int64
}

func scanRevision(row scanner) (revision, error) {
	var r revision
	err := row.Scan(&r.id, &r.revision)
	return r, err
}

// differing lists the posts that are in only one of the two or have another
// revision there.
func differing(stored, indexed []revision) []data.PostID {
	seen := map[revision]int{}
	for _, r := range append(stored[:len(stored):len(stored)], indexed...) {
		seen[r]++
	}
	ids := map[data.PostID]bool{}
	for r, times := range seen {
		if times == 1 {
			ids[r.id] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// indexPosts writes the words of posts as they are now.
func (s *Store) indexPosts(ctx context.Context, ids []data.PostID) error {
	for page := range slices.Chunk(ids, indexPage) {
		in, args := marks(page)
		posts, err := list(ctx, s.core.read, scanPost, `SELECT id, brand_id, content, revision, created, updated, deleted
			FROM posts WHERE deleted IS NULL AND id IN (`+in+`)`, args...)
		if err != nil {
			return err
		}
		err = s.cache.write(ctx, func(tx *sql.Tx) error {
			if _, err := tx.Exec(`DELETE FROM post_texts WHERE id IN (`+in+`)`, args...); err != nil {
				return err
			}
			for _, p := range posts {
				if _, err := tx.Exec(`INSERT INTO post_texts (id, brand_id, revision, title, text, at) VALUES (?, ?, ?, ?, ?, ?)`,
					p.ID, p.Brand, p.Revision, headline(&p.Post), words(&p.Post), millis(shownAt(&p.Post))); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// words is everything of a post that a person may look for.
func words(p *data.Post) string {
	texts := slices.Clone(p.Parts)
	for _, v := range p.Variants {
		texts = append(texts, v.Parts...)
	}
	for _, m := range p.Media {
		texts = append(texts, m.Alt)
	}
	return strings.Join(texts, "\n")
}

func shownAt(p *data.Post) time.Time {
	if p.When.Zero() {
		return p.Updated
	}
	return p.When.Instant
}
