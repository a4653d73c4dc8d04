package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"parvis/data"
)

// changeKind says what a save changes of a post.
type changeKind int

const (
	changeNone    changeKind = iota
	changeMarks              // only how it is planned
	changeContent            // also what goes out
)

// compare tells what differs between a post as it is stored and as it is to be,
// and gives the content to be stored.
func compare(old, p *data.Post) (changeKind, string, error) {
	text, err := encode(p)
	if err != nil {
		return changeNone, "", err
	}
	former, err := encode(old)
	if err != nil || former == text {
		return changeNone, text, err
	}
	bare, err := encodeBare(p)
	if err != nil {
		return changeNone, "", err
	}
	formerBare, err := encodeBare(old)
	if bare == formerBare {
		return changeMarks, text, err
	}
	return changeContent, text, err
}

// encodeBare is the content of a post without the marks of planning.
func encodeBare(p *data.Post) (string, error) {
	bare := *p
	bare.Campaign, bare.Pillar, bare.Products = 0, 0, nil
	bare.Twin, bare.Series, bare.Again = 0, 0, data.Again{}
	return encode(&bare)
}

// saveMarks writes content whose marks alone are new. Updated grows even when
// the clock does not: it is how the next save knows of this one.
func saveMarks(ctx context.Context, e *edit, p *data.Post, text string) error {
	now := e.now.Truncate(time.Millisecond)
	if !now.After(p.Updated) {
		now = p.Updated.Add(time.Millisecond)
	}
	p.Updated = now
	if _, err := e.Exec(`UPDATE posts SET content = ?, updated = ? WHERE id = ?`, text, millis(p.Updated), p.ID); err != nil {
		return err
	}
	if _, err := e.Exec(`UPDATE deliveries SET campaign_id = ?, pillar_id = ? WHERE post_id = ?`,
		p.Campaign, p.Pillar, p.ID); err != nil {
		return err
	}
	if err := followProducts(e, p); err != nil {
		return err
	}
	return announcePost(ctx, e, p.ID)
}

// checkMarks takes out of a post what is gone; data.ErrOtherBrand for what is
// another brand's.
func checkMarks(e *edit, p *data.Post) error {
	there, err := markIsThere(e, p.Brand, int64(p.Campaign), `SELECT brand_id, deleted IS NULL FROM campaigns WHERE id = ?`)
	if err != nil {
		return err
	}
	if !there {
		p.Campaign = 0
	}
	if there, err = markIsThere(e, p.Brand, int64(p.Pillar), `SELECT brand_id, NOT gone FROM pillars WHERE id = ?`); err != nil {
		return err
	}
	if !there {
		p.Pillar = 0
	}
	var products []data.ProductID
	for _, id := range p.Products {
		there, err := markIsThere(e, p.Brand, int64(id), `SELECT brand_id, 1 FROM products WHERE id = ?`)
		if err != nil {
			return err
		}
		if there {
			products = append(products, id)
		}
	}
	p.Products = products
	return nil
}

func markIsThere(e *edit, brand data.BrandID, id int64, query string) (bool, error) {
	if id == 0 {
		return false, nil
	}
	var of data.BrandID
	var there bool
	err := e.QueryRow(query, id).Scan(&of, &there)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return false, nil
	case err == nil && of != brand:
		return false, data.ErrOtherBrand
	}
	return there, err
}

// followProducts repeats which products a post shows.
func followProducts(e *edit, p *data.Post) error {
	if _, err := e.Exec(`DELETE FROM post_products WHERE post_id = ?`, p.ID); err != nil {
		return err
	}
	for _, id := range p.Products {
		if _, err := e.Exec(`INSERT OR IGNORE INTO post_products (post_id, product_id) VALUES (?, ?)`, p.ID, id); err != nil {
			return err
		}
	}
	return nil
}

// mark is a mark that posts bear and that can be taken from all of them at once.
// Its name is that in their content; their deliveries repeat it as name_id.
type mark string

const (
	markCampaign mark = "campaign"
	markPillar   mark = "pillar"
)

// take takes the mark from every post that has it, deleted ones too, and gives
// their numbers as JSON, for giveBack.
func (m mark) take(ctx context.Context, e *edit, id int64) (posts string, err error) {
	column := string(m) + `_id`
	// The second condition is for the index, which has only rows with a mark.
	where := column + ` = ?1 AND ` + column + ` <> 0`
	if err := e.QueryRow(`SELECT json_group_array(DISTINCT post_id) FROM deliveries WHERE `+where, id).Scan(&posts); err != nil {
		return "", err
	}
	deliveries, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET `+column+` = 0 WHERE `+where+` RETURNING id`, id)
	if err != nil {
		return "", err
	}
	changed, err := list(ctx, e, scanID[data.PostID], `UPDATE posts SET content = json_remove(content, '$.`+string(m)+`'),
		updated = max(updated + 1, ?) WHERE id IN (SELECT value FROM json_each(?)) RETURNING id`, millis(e.now), posts)
	touch(e, data.Posts, changed...)
	touch(e, data.Deliveries, deliveries...)
	return posts, err
}

// giveBack undoes take for the posts that have got no other mark since.
func (m mark) giveBack(ctx context.Context, e *edit, id int64, posts string) error {
	changed, err := list(ctx, e, scanID[data.PostID], `UPDATE posts SET content = json_set(content, '$.`+string(m)+`', ?),
		updated = max(updated + 1, ?) WHERE id IN (SELECT value FROM json_each(?))
		AND content ->> '$.`+string(m)+`' IS NULL RETURNING id`, id, millis(e.now), posts)
	if err != nil {
		return err
	}
	deliveries, err := list(ctx, e, scanID[data.DeliveryID], `UPDATE deliveries SET `+string(m)+`_id = ?
		WHERE post_id IN (SELECT value FROM json_each(?)) AND `+string(m)+`_id = 0 RETURNING id`, id, posts)
	touch(e, data.Posts, changed...)
	touch(e, data.Deliveries, deliveries...)
	return err
}
