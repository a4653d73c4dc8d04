package store

import (
	"context"
	"fmt"
	"time"

	"parvis/data"
)

// Versions reads how a post was and is, the present version first; also of a
// deleted post. Updated of each says when it began, as far as it is known; how a
// post is planned (see [Store.SavePost]) is as it was when the version ended.
// data.ErrNoSuch when there never was such a post.
func (s *Store) Versions(ctx context.Context, id data.PostID) ([]data.Version, error) {
	tx, err := s.core.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("store: versions of post %d: %w", id, named(err))
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	p, err := readPost(ctx, tx, id)
	if err != nil {
		return nil, fmt.Errorf("store: versions of post %d: %w", id, named(err))
	}
	former, err := list(ctx, tx, scanVersion,
		`SELECT revision, content, replaced FROM post_history WHERE post_id = ? ORDER BY revision DESC`, id)
	if err != nil {
		return nil, fmt.Errorf("store: versions of post %d: %w", id, err)
	}
	all := append([]data.Version{{Post: p.Post}}, former...)
	for i := range all {
		v := &all[i].Post
		v.ID, v.Brand, v.Created, v.Updated = p.ID, p.Brand, p.Created, p.Created
		if i+1 < len(all) {
			v.Updated = all[i+1].Until
		}
	}
	return all, nil
}

func scanVersion(row scanner) (data.Version, error) {
	var v data.Version
	var text string
	if err := row.Scan(&v.Post.Revision, &text, moment{&v.Until}); err != nil {
		return v, err
	}
	return v, decode(text, &v.Post)
}

// RestoreVersion makes the content that a post had under a revision its present
// one, as a new revision: the one that is left stays among the versions. What was
// sent, and how the post is planned, is not touched. left are the accounts of the
// former version that were removed since, to which the post does not go.
// data.ErrNoSuch when the post is deleted or has no such version any more.
func (s *Store) RestoreVersion(ctx context.Context, id data.PostID, revision int64) (restored data.Post, left []data.AccountID, err error) {
	op := fmt.Sprintf("restore post %d as of revision %d", id, revision)
	err = s.write(ctx, op, func(ctx context.Context, e *edit) error {
		p, err := readPost(ctx, e, id)
		if err != nil {
			return err
		}
		former, err := scanVersion(e.QueryRow(
			`SELECT revision, content, replaced FROM post_history WHERE post_id = ? AND revision = ?`, id, revision))
		if err != nil {
			return err
		}
		restored, left = p.Post, nil
		restored.Title, restored.Parts, restored.Lang = former.Post.Title, former.Post.Parts, former.Post.Lang
		restored.Media, restored.When, restored.Track = former.Post.Media, former.Post.When, former.Post.Track
		restored.Variants = nil
		for _, v := range former.Post.Variants {
			a, err := readAccount(ctx, e, v.Account)
			switch {
			case err != nil:
				return err
			case a.State == data.AccountGone:
				left = append(left, v.Account)
			default:
				restored.Variants = append(restored.Variants, v)
			}
		}
		return savePost(ctx, e, &restored)
	})
	if err != nil {
		return data.Post{}, nil, err
	}
	s.index.add(id)
	return restored, left, nil
}

// Deleted reads the deleted posts of a brand that can be brought back with
// [Store.RestorePost], the last deleted first.
func (s *Store) Deleted(ctx context.Context, brand data.BrandID, limit int) ([]data.Gone, error) {
	return list(ctx, s.core.read, scanGone,
		`SELECT id, content, deleted FROM posts WHERE brand_id = ? AND deleted IS NOT NULL ORDER BY deleted DESC, id DESC LIMIT ?`,
		brand, limit)
}

func scanGone(row scanner) (data.Gone, error) {
	var g data.Gone
	var text string
	if err := row.Scan(&g.Post, &text, moment{&g.At}); err != nil {
		return g, err
	}
	var p data.Post
	err := decode(text, &p)
	g.Headline = headline(&p)
	return g, err
}

// keepsAll is how long every version of a post is kept.
const keepsAll = 30 * 24 * time.Hour

// thinHistory drops of a post's old versions all but the last of each day (UTC),
// and those under which it was confirmed or given to somebody to approve.
func thinHistory(e *edit, id data.PostID) error {
	const day = int64(24 * time.Hour / time.Millisecond)
	_, err := e.Exec(`DELETE FROM post_history AS h WHERE post_id = ?1 AND replaced < ?2
		AND EXISTS (SELECT 1 FROM post_history later WHERE later.post_id = ?1 AND later.revision > h.revision
			AND later.replaced / ?3 = h.replaced / ?3)
		AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post_id = ?1 AND d.revision > 0 AND h.revision =
			(SELECT min(revision) FROM post_history WHERE post_id = ?1 AND revision >= d.revision))
		AND NOT EXISTS (SELECT 1 FROM approval_posts a WHERE a.post_id = ?1 AND a.revision = h.revision)`,
		id, e.now.Add(-keepsAll).UnixMilli(), day)
	return err
}
