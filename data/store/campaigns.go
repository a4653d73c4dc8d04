package store

import (
	"context"
	"encoding/json"
	"fmt"

	"parvis/data"
)

// Campaigns reads the campaigns of a brand, those that go on first, then the
// latest first.
func (s *Store) Campaigns(ctx context.Context, brand data.BrandID) ([]data.Campaign, error) {
	return list(ctx, s.core.read, scanCampaign, `SELECT id, brand_id, name, aim, colour, first, last, track, ended,
		(SELECT count(DISTINCT post_id) FROM deliveries d JOIN posts p ON p.id = d.post_id
			WHERE d.campaign_id = campaigns.id AND d.campaign_id <> 0 AND p.deleted IS NULL)
		FROM campaigns WHERE brand_id = ? AND deleted IS NULL ORDER BY ended, first DESC, id DESC`, brand)
}

// SaveCampaign inserts a campaign, setting its ID, or updates it; its posts are
// said by the posts. data.ErrNoSuch when it is deleted, data.ErrOtherBrand when
// it is another brand's.
func (s *Store) SaveCampaign(ctx context.Context, c *data.Campaign) error {
	track, err := json.Marshal(tracking(c.Track))
	if err != nil {
		return fmt.Errorf("store: save campaign %d: %w", c.ID, err)
	}
	id := c.ID
	err = s.write(ctx, fmt.Sprintf("save campaign %d", id), func(_ context.Context, e *edit) error {
		if id != 0 {
			if err := e.owns("campaigns", int64(id), c.Brand); err != nil {
				return err
			}
		}
		err := e.QueryRow(`INSERT INTO campaigns (id, brand_id, name, aim, colour, first, last, track, ended)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, aim = excluded.aim, colour = excluded.colour,
				first = excluded.first, last = excluded.last, track = excluded.track, ended = excluded.ended
			RETURNING id`,
			optional(id), c.Brand, c.Name, c.Aim, c.Colour, c.From, c.To, string(track), c.Ended).Scan(&id)
		touch(e, data.Campaigns, id)
		return err
	})
	if err == nil {
		c.ID = id
	}
	return err
}

// EndCampaign offers a campaign no more, or again; data.ErrNoSuch when it is
// deleted.
func (s *Store) EndCampaign(ctx context.Context, id data.CampaignID, ended bool) error {
	return s.write(ctx, fmt.Sprintf("end campaign %d", id), func(_ context.Context, e *edit) error {
		found, err := e.changed(`UPDATE campaigns SET ended = ? WHERE id = ? AND deleted IS NULL`, ended, id)
		if err == nil && !found {
			err = data.ErrNoSuch
		}
		touch(e, data.Campaigns, id)
		return err
	})
}

// DeleteCampaign takes a campaign away, from its posts too, which are confirmed
// as they were. data.ErrNoSuch when it is deleted already.
// [Store.RestoreCampaign] undoes it.
func (s *Store) DeleteCampaign(ctx context.Context, id data.CampaignID) error {
	return s.write(ctx, fmt.Sprintf("delete campaign %d", id), func(ctx context.Context, e *edit) error {
		if err := e.setAway("campaigns", data.Campaigns, int64(id), true); err != nil {
			return err
		}
		posts, err := markCampaign.take(ctx, e, int64(id))
		if err != nil {
			return err
		}
		_, err = e.Exec(`UPDATE campaigns SET posts = ? WHERE id = ?`, posts, id)
		return err
	})
}

// RestoreCampaign undoes DeleteCampaign: the posts that were in it are again, but
// those that were put into another one since. data.ErrNoSuch when it is not
// deleted.
func (s *Store) RestoreCampaign(ctx context.Context, id data.CampaignID) error {
	return s.write(ctx, fmt.Sprintf("restore campaign %d", id), func(ctx context.Context, e *edit) error {
		if err := e.setAway("campaigns", data.Campaigns, int64(id), false); err != nil {
			return err
		}
		var posts string
		if err := e.QueryRow(`SELECT posts FROM campaigns WHERE id = ?`, id).Scan(&posts); err != nil {
			return err
		}
		return markCampaign.giveBack(ctx, e, int64(id), posts)
	})
}

func scanCampaign(row scanner) (data.Campaign, error) {
	var c data.Campaign
	var text []byte
	var track tracking
	err := row.Scan(&c.ID, &c.Brand, &c.Name, &c.Aim, &c.Colour, &c.From, &c.To, &text, &c.Ended, &c.Posts)
	if err == nil {
		err = json.Unmarshal(text, &track)
	}
	c.Track = data.Tracking(track)
	return c, err
}
