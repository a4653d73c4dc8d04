package store

import (
	"context"
	"slices"
	"unicode/utf8"

	"parvis/data"
)

// headlineRunes is how much of a post's headline the calendar repeats.
const headlineRunes = 80

// waiting are the states of a delivery that is not out and that nobody is
// sending, drafts apart.
func waiting() []data.State {
	return []data.State{data.Scheduled, data.Preparing, data.Refused, data.Blocked, data.Held, data.Missed}
}

// followPost brings the deliveries of a post in step with it. before are the
// variants that it had.
func followPost(ctx context.Context, e *edit, before []data.Variant, p *data.Post) error {
	for _, v := range p.Variants {
		added := !slices.ContainsFunc(before, func(b data.Variant) bool { return b.Account == v.Account })
		if err := addAccount(e, p, v.Account, added); err != nil {
			return err
		}
	}
	for _, b := range before {
		if _, kept := p.Variant(b.Account); kept {
			continue
		}
		if err := dropAccount(e, p.ID, b.Account); err != nil {
			return err
		}
	}
	if err := followPlaceholder(e, p); err != nil {
		return err
	}
	if _, err := e.Exec(`UPDATE deliveries SET headline = ?, post_revision = ?, campaign_id = ?, pillar_id = ? WHERE post_id = ?`,
		headline(p), p.Revision, p.Campaign, p.Pillar, p.ID); err != nil {
		return err
	}
	if err := followProducts(e, p); err != nil {
		return err
	}
	if err := followMedia(e, p); err != nil {
		return err
	}
	if _, err := e.Exec(`UPDATE deliveries SET due = ? WHERE post_id = ? AND state = 'draft'`,
		millis(p.When.Instant), p.ID); err != nil {
		return err
	}
	return announcePost(ctx, e, p.ID)
}

// addAccount makes sure that an account has its row. One that was cancelled is
// a draft again only when the person has just added the account.
func addAccount(e *edit, p *data.Post, id data.AccountID, added bool) error {
	var brand data.BrandID
	var network data.NetworkName
	err := e.QueryRow(`SELECT brand_id, network FROM accounts WHERE id = ?`, id).Scan(&brand, &network)
	if err != nil {
		return err
	}
	if brand != p.Brand {
		return data.ErrOtherBrand
	}
	if _, err = e.Exec(`INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, state)
		VALUES (?, ?, ?, ?, '', 0, 'draft') ON CONFLICT DO NOTHING`, p.ID, id, brand, network); err != nil || !added {
		return err
	}
	_, err = e.Exec(`UPDATE deliveries SET state = 'draft', reason = '', detail = '', asked = 0, not_before = NULL, held = ''
		WHERE post_id = ? AND account_id = ? AND state = 'cancelled'`, p.ID, id)
	return err
}

func dropAccount(e *edit, post data.PostID, id data.AccountID) error {
	if _, err := e.Exec(`DELETE FROM deliveries WHERE post_id = ? AND account_id = ? AND state = 'draft'
		AND NOT EXISTS (SELECT 1 FROM attempts WHERE delivery_id = deliveries.id)`, post, id); err != nil {
		return err
	}
	in, states := marks(append(waiting(), data.Draft))
	if _, err := e.Exec(`UPDATE deliveries SET state = 'cancelled', reason = '' WHERE post_id = ? AND account_id = ?
		AND state IN (`+in+`)`, append([]any{post, id}, states...)...); err != nil {
		return err
	}
	_, err := e.Exec(`UPDATE deliveries SET reason = 'cancel', not_before = NULL
		WHERE post_id = ? AND account_id = ? AND state = 'handed'`, post, id)
	return err
}

// followPlaceholder keeps a post without account in the calendar.
func followPlaceholder(e *edit, p *data.Post) error {
	if len(p.Variants) > 0 {
		_, err := e.Exec(`DELETE FROM deliveries WHERE post_id = ? AND account_id IS NULL`, p.ID)
		return err
	}
	_, err := e.Exec(`INSERT INTO deliveries (post_id, brand_id, network, headline, post_revision, state)
		VALUES (?, ?, '', '', 0, 'draft') ON CONFLICT DO NOTHING`, p.ID, p.Brand)
	return err
}

// announcePost repeats the post's revision in its deliveries and notes both to
// be announced.
func announcePost(ctx context.Context, e *edit, id data.PostID) error {
	ids, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries
		SET post_revision = (SELECT revision FROM posts WHERE id = ?1) WHERE post_id = ?1 RETURNING id`, id)
	touch(e, data.Posts, id)
	touch(e, data.Deliveries, ids...)
	return err
}

func headline(p *data.Post) string {
	text := p.Headline()
	if utf8.RuneCountInString(text) <= headlineRunes {
		return text
	}
	return string([]rune(text)[:headlineRunes])
}
