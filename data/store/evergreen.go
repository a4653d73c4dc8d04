package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// Evergreens reads the posts of a brand that come back in free slots, those that
// were not out for longest first, and among them those that never were. Deleted
// ones are left out; what came back of a post counts for it, also when it was
// deleted after it went out.
func (s *Store) Evergreens(ctx context.Context, brand data.BrandID) ([]data.Evergreen, error) {
	tx, err := s.core.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("store: evergreens: %w", named(err))
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	posts, err := list(ctx, tx, scanPost, `SELECT id, brand_id, content, revision, created, updated, deleted FROM posts
		WHERE brand_id = ? AND deleted IS NULL AND content ->> '$.again' > 0`, brand)
	if err != nil {
		return nil, fmt.Errorf("store: evergreens: %w", err)
	}
	all := make([]data.Evergreen, len(posts))
	place := map[data.PostID]int{}
	for i, p := range posts {
		all[i] = data.Evergreen{Post: p.ID, Headline: p.Headline(), Pillar: p.Pillar, Days: p.Again.Days}
		for _, v := range p.Variants {
			all[i].Accounts = append(all[i].Accounts, v.Account)
		}
		place[p.ID] = i
	}
	showings, err := list(ctx, tx, scanShowing, showings, brand)
	if err != nil {
		return nil, fmt.Errorf("store: evergreens: %w", err)
	}
	seen := map[data.PostID]bool{}
	for _, one := range showings {
		if i, ok := place[one.of]; ok {
			one.tell(&all[i], seen)
		}
	}
	slices.SortStableFunc(all, func(a, b data.Evergreen) int { return cmp.Or(a.Last.Compare(b.Last), cmp.Compare(a.Post, b.Post)) })
	return all, nil
}

// showings are the deliveries of posts that come back, and of what came back of
// them, with what they brought. ?1 is the brand.
const showings = `WITH family (root, post) AS (
		SELECT id, id FROM posts WHERE brand_id = ?1 AND deleted IS NULL AND content ->> '$.again' > 0
		UNION SELECT content ->> '$.from', id FROM posts WHERE brand_id = ?1 AND content ->> '$.from' > 0)
	SELECT root, d.id, d.post_id, d.account_id, d.network, d.state, d.reason, d.due, d.late, d.headline, d.campaign_id, d.pillar_id,
		d.revision, d.post_revision, d.sent_at, c.likes, c.replies, c.shares, c.quotes
	FROM family JOIN deliveries d ON d.post_id = post
		LEFT JOIN post_counts c ON c.account_id = d.account_id AND c.remote = d.remote_id AND d.remote_id <> ''
	WHERE d.state NOT IN ('cancelled', 'refused', 'missed') AND NOT (d.state = 'handed' AND d.reason = 'cancel')
	ORDER BY d.due IS NOT NULL, d.due, d.id`

// showing is one delivery of a post that comes back.
type showing struct {
	of     data.PostID
	entry  data.Entry
	sent   time.Time
	counts data.PostCounts
}

func scanShowing(row scanner) (showing, error) {
	var one showing
	// The columns between are those of an entry.
	entry, err := scanEntry(scanBetween{row, []any{&one.of}, []any{
		moment{&one.sent}, count{&one.counts.Likes}, count{&one.counts.Replies}, count{&one.counts.Shares}, count{&one.counts.Quotes},
	}})
	one.entry = entry
	return one, err
}

// scanBetween is a row of which some columns stand before and behind those that
// are asked for.
type scanBetween struct {
	scanner
	before, behind []any
}

func (s scanBetween) Scan(to ...any) error {
	return s.scanner.Scan(slices.Concat(s.before, to, s.behind)...)
}

// tell adds a showing to its post; seen are the posts that were counted.
func (one showing) tell(e *data.Evergreen, seen map[data.PostID]bool) {
	if one.entry.State != data.Sent {
		// Until it is given a day, a post for the first time is no plan of its return.
		if one.entry.Post != e.Post || !one.entry.Due.IsZero() {
			e.Planned = append(e.Planned, one.entry)
		}
		return
	}
	e.Of++
	if !seen[one.entry.Post] {
		seen[one.entry.Post] = true
		e.Times++
	}
	if one.sent.After(e.Last) {
		e.Last = one.sent
	}
	if n := one.counts.Engagement(); n.Known {
		e.Engagement, e.Over = e.Engagement.Plus(n), e.Over+1
	}
}
