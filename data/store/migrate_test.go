package store

import (
	"path/filepath"
	"testing"
	"time"

	"parvis/data"
)

// TestPlanningIsAddedToWhatIsThere opens a folder that a Parvis before planning
// left, with a post, its pictures, its history and its schedule.
func TestPlanningIsAddedToWhatIsThere(t *testing.T) {
	p := params(t.TempDir())
	must(t, makePrivateDir(p.Dir))
	steps, err := loadMigrations("core")
	must(t, err)
	db, err := openDatabase(t.Context(), filepath.Join(p.Dir, coreFile), durable)
	must(t, err)
	must(t, migrate(t.Context(), db, steps[:4], 0))
	_, err = db.write.Exec(`
		INSERT INTO brands VALUES (1, 'Maison', '', '', 'UTC', 'fr');
		INSERT INTO accounts (id, brand_id, network, server, remote, handle, name, software, state, can)
			VALUES (1, 1, 'bluesky', '', '1', '', '', '', 'ready', '{}');
		INSERT INTO media (hash, name, mime, bytes, width, height, added) VALUES ('ab', 'four.jpg', 'image/jpeg', 3, 4, 5, 0);
		INSERT INTO posts (brand_id, content, revision, created, updated) VALUES
			(1, '{"parts":["pain"],"media":[{"hash":"ab","mime":"image/jpeg","bytes":3,"width":4,"height":5},{"hash":"ab"},{"hash":""}],
				"variants":[{"account":1}],"wall":"2026-11-21T12:00","zone":"UTC","instant":1795262400}', 2, 0, 0),
			(1, '{"parts":["brouillon"]}', 1, 0, 0);
		INSERT INTO post_history VALUES (1, 1, '{"parts":["pin"]}', 5);
		INSERT INTO deliveries (post_id, account_id, brand_id, network, headline, post_revision, state, revision, due)
			VALUES (1, 1, 1, 'bluesky', 'pain', 2, 'scheduled', 2, 1795262400000), (2, NULL, 1, '', 'brouillon', 1, 'draft', 0, NULL)`)
	must(t, err)
	must(t, db.close())

	d := &desk{Store: reopen(t, p), t: t, clock: p.Clock.(*clock), brand: 1, first: 1}
	defer func() { must(t, d.Close()) }()
	e := d.entry(data.ListQuery{})
	if e.State != data.Scheduled || e.Stale || e.Campaign != 0 || e.Pillar != 0 || !e.Due.Equal(noon) {
		t.Errorf("%+v", e)
	}
	asset := data.Asset{Brand: 1}
	asset.Hash = "ab"
	must(t, d.SaveAsset(t.Context(), &asset))
	got, err := d.Asset(t.Context(), 1, "ab")
	must(t, err)
	same(t, got.Used, []data.PostID{1})
	same(t, d.revisions(1), []int64{2, 1})
	post, err := d.Post(t.Context(), 1)
	must(t, err)
	post.Campaign = d.addCampaign("Noël")
	must(t, d.SavePost(t.Context(), &post))
	if e := d.entry(data.ListQuery{Campaign: post.Campaign}); e.Stale || post.Revision != 2 {
		t.Errorf("%+v at revision %d", e, post.Revision)
	}
	id := d.delivery(&post, 1).ID
	_, err = d.core.write.Exec(`INSERT INTO delivery_parts (delivery_id, part, key) VALUES (?, 0, 'k')`, id)
	must(t, err)
	_, err = d.Claim(t.Context(), id, data.Scheduled, data.Preparing)
	must(t, err)
	_, err = d.Begin(t.Context(), id, 0, nil, "", noon.Add(time.Second))
	must(t, err)
	copies := listBackups(p.Dir)
	if len(copies) != 1 || !copies[0].Migration {
		t.Errorf("copies before migrating: %+v", copies)
	}
}
