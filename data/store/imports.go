package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// ImportPage is how many past posts go into one transaction: few enough that a
// post being published never waits for them (P6).
const ImportPage = 200

// BeginImport notes that an archive is read into an account, so that it can be
// undone; data.ErrNoSuch when there is no such account.
func (s *Store) BeginImport(ctx context.Context, account data.AccountID) (data.ImportID, error) {
	var id data.ImportID
	err := s.write(ctx, "begin import", func(_ context.Context, e *edit) error {
		return e.QueryRow(`INSERT INTO imports (account_id, begun) SELECT id, ? FROM accounts WHERE id = ? RETURNING id`,
			millis(e.now), account).Scan(&id)
	})
	return id, err
}

// ImportPosts keeps a page of past posts, at most [ImportPage], all or none of
// them: each as a post whose delivery on the import's account is sent, with its
// numbers. A post that the account has already, whether it was imported or
// published from here, is left as it is, also when it was deleted since; its
// numbers are refreshed, and a gap never erases one. The posts that are new get
// their ID in page.
//
// data.ErrOtherBrand when a post is of another brand than the account.
func (s *Store) ImportPosts(ctx context.Context, id data.ImportID, page []data.Imported) (added, known int, err error) {
	if len(page) > ImportPage {
		return 0, 0, fmt.Errorf("store: import %d: a page of %d posts", id, len(page))
	}
	s.giveWay.pause()
	var fresh []data.PostID
	err = s.write(ctx, fmt.Sprintf("import %d", id), func(ctx context.Context, e *edit) error {
		var account data.AccountID
		if err := e.QueryRow(`SELECT account_id FROM imports WHERE id = ?`, id).Scan(&account); err != nil {
			return err
		}
		a, err := readAccount(ctx, e, account)
		if err != nil {
			return err
		}
		fresh, err = importPage(ctx, e, id, a, page)
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	for _, post := range fresh {
		s.index.add(post)
	}
	return len(fresh), len(page) - len(fresh), nil
}

func importPage(ctx context.Context, e *edit, id data.ImportID, a data.Account, page []data.Imported) (fresh []data.PostID, err error) {
	var deliveries []data.DeliveryID
	counts := make([]data.PostCounts, 0, len(page))
	for i := range page {
		one := &page[i]
		if one.Post.Brand != a.Brand {
			return nil, data.ErrOtherBrand
		}
		one.Counts.Account, one.Counts.Remote = a.ID, one.Remote.ID
		counts = append(counts, one.Counts)
		there, err := isKnown(ctx, e, a.ID, one.Remote.ID)
		if err != nil {
			return nil, err
		}
		if there {
			continue
		}
		delivery, err := importPost(e, id, a, one)
		if err != nil {
			return nil, err
		}
		fresh, deliveries = append(fresh, one.Post.ID), append(deliveries, delivery)
	}
	touch(e, data.Posts, fresh...)
	touch(e, data.Deliveries, deliveries...)
	return fresh, saveCounts(e, counts, id)
}

// HasRemote tells whether a post of the account has that id on the network, as a
// whole or as a part of a thread, whether it was imported or published from here.
func (s *Store) HasRemote(ctx context.Context, account data.AccountID, remote string) (bool, error) {
	there, err := isKnown(ctx, s.core.read, account, remote)
	if err != nil {
		return false, fmt.Errorf("store: post %q of account %d: %w", remote, account, named(err))
	}
	return there, nil
}

func isKnown(ctx context.Context, q querier, account data.AccountID, remote string) (there bool, err error) {
	err = q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM deliveries WHERE account_id = ?1 AND remote_id = ?2)
		OR EXISTS (SELECT 1 FROM delivery_parts p JOIN deliveries d ON d.id = p.delivery_id
			WHERE p.remote_id = ?2 AND p.remote_id <> '' AND d.account_id = ?1)`, account, remote).Scan(&there)
	return there, err
}

func importPost(e *edit, id data.ImportID, a data.Account, one *data.Imported) (data.DeliveryID, error) {
	p := &one.Post
	text, err := encode(p)
	if err != nil {
		return 0, err
	}
	p.Revision, p.Created, p.Updated = 1, e.now, e.now
	err = e.QueryRow(`INSERT INTO posts (brand_id, content, revision, created, updated, import_id)
		VALUES (?, ?, 1, ?, ?, ?) RETURNING id`, p.Brand, text, millis(e.now), millis(e.now), id).Scan(&p.ID)
	if err != nil {
		return 0, err
	}
	if err := followMedia(e, p); err != nil {
		return 0, err
	}
	var delivery data.DeliveryID
	err = e.QueryRow(`INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, state,
			revision, due, remote_id, remote_ref, remote_url, sent_at)
		VALUES (?, ?, ?, ?, ?, 1, 'sent', 1, ?, ?, ?, ?, ?) RETURNING id`,
		p.ID, a.ID, a.Brand, a.Network, headline(p), millis(p.When.Instant),
		one.Remote.ID, one.Remote.Ref, one.Remote.URL, millis(p.When.Instant)).Scan(&delivery)
	return delivery, err
}

// ForgetImport undoes a reading: the posts that it brought go, with their
// numbers, but those that somebody changed or deleted since. An archive's
// account without any post is removed with them. It may take several
// transactions; when ctx ends between two of them the rest stays and can be
// forgotten later. removed counts the posts.
func (s *Store) ForgetImport(ctx context.Context, id data.ImportID) (removed int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		s.giveWay.pause()
		n, err := s.forgetPage(ctx, id)
		removed += n
		if err != nil || n == 0 {
			return removed, err
		}
	}
}

// forgetPage removes some of an import's posts, with the last ones also what
// else it left.
func (s *Store) forgetPage(ctx context.Context, id data.ImportID) (int, error) {
	var gone []data.PostID
	err := s.write(ctx, fmt.Sprintf("forget import %d", id), func(ctx context.Context, e *edit) error {
		var account data.AccountID
		err := e.QueryRow(`SELECT account_id FROM imports WHERE id = ?`, id).Scan(&account)
		if err != nil {
			return err
		}
		gone, err = list(ctx, e, scanID[data.PostID], `SELECT id FROM posts WHERE import_id = ? AND revision = 1
			AND updated = created AND deleted IS NULL AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post_id = posts.id AND d.state <> 'sent')
			ORDER BY id LIMIT ?`, id, ImportPage)
		if err != nil {
			return err
		}
		touch(e, data.Metrics, account)
		if len(gone) == 0 {
			return forgetRest(e, id, account)
		}
		touch(e, data.Posts, gone...)
		return forgetPosts(ctx, e, id, gone)
	})
	if err != nil {
		return 0, err
	}
	for _, post := range gone {
		s.index.add(post)
	}
	return len(gone), nil
}

func forgetPosts(ctx context.Context, e *edit, id data.ImportID, gone []data.PostID) error {
	in, posts := marks(gone)
	if _, err := e.Exec(`DELETE FROM post_counts WHERE import_id = ? AND (account_id, remote) IN
		(SELECT account_id, remote_id FROM deliveries WHERE post_id IN (`+in+`))`, append([]any{id}, posts...)...); err != nil {
		return err
	}
	deliveries, err := list(ctx, e, scanID[data.DeliveryID], `DELETE FROM deliveries WHERE post_id IN (`+in+`) RETURNING id`, posts...)
	if err != nil {
		return err
	}
	touch(e, data.Deliveries, deliveries...)
	_, err = e.Exec(`DELETE FROM posts WHERE id IN (`+in+`)`, posts...)
	return err
}

// forgetRest removes the numbers that the import brought of posts which were
// there before, and its account when that holds nothing any more.
func forgetRest(e *edit, id data.ImportID, account data.AccountID) error {
	if _, err := e.Exec(`DELETE FROM post_counts WHERE import_id = ?1 AND NOT EXISTS (SELECT 1 FROM deliveries d
		JOIN posts p ON p.id = d.post_id WHERE p.import_id = ?1 AND d.account_id = post_counts.account_id
			AND d.remote_id = post_counts.remote)`, id); err != nil {
		return err
	}
	emptied, err := e.changed(`UPDATE accounts SET state = ?1 WHERE id = ?2 AND state = ?3
		AND NOT EXISTS (SELECT 1 FROM deliveries WHERE account_id = ?2)`, data.AccountGone, account, data.AccountArchive)
	if emptied {
		touch(e, data.Accounts, account)
	}
	return err
}
