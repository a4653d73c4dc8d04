package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// wording is an editorial line as core.db keeps it: the names in the tags are a
// file format. Its brand and revision are in columns of their own.
type wording struct {
	Tone      string       `json:"tone,omitempty"`
	Address   data.Address `json:"address,omitempty"`
	Forbidden []forbidden  `json:"forbidden,omitempty"`
	Emoji     *int64       `json:"emoji,omitempty"`
	Hashtags  *int64       `json:"hashtags,omitempty"`
	Always    []string     `json:"always,omitempty"`
	Required  []required   `json:"required,omitempty"`
	Pillars   []pillar     `json:"pillars,omitempty"`
	Country   string       `json:"country,omitempty"`
	Region    string       `json:"region,omitempty"`
	Trade     string       `json:"trade,omitempty"`
	School    string       `json:"school,omitempty"`
	Dates     *ownDates    `json:"dates,omitempty"`
}

type forbidden struct {
	Words string `json:"words"`
	Why   string `json:"why,omitempty"`
	Use   string `json:"use,omitempty"`
}

type required struct {
	When string `json:"when,omitempty"`
	Text string `json:"text"`
	Why  string `json:"why,omitempty"`
}

type ownDates struct {
	Own    []ownDate      `json:"own,omitempty"`
	Hidden []string       `json:"hidden,omitempty"`
	Leads  map[string]int `json:"leads,omitempty"` // days, by kind
	Lead   map[string]int `json:"lead,omitempty"`  // days, by identity
}

type ownDate struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Day   string `json:"day"` // "06-21", "2027-06-21"
	Angle string `json:"angle,omitempty"`
}

type pillar struct {
	ID     data.PillarID `json:"id"`
	Name   string        `json:"name"`
	Colour string        `json:"colour,omitempty"`
	Share  int           `json:"share,omitempty"`
}

// Line reads the editorial line of a brand, the empty one with revision 0 when
// none was saved.
func (s *Store) Line(ctx context.Context, brand data.BrandID) (data.Line, error) {
	l, _, err := readLine(ctx, s.core.read, brand)
	if err != nil {
		return data.Line{}, fmt.Errorf("store: line of brand %d: %w", brand, named(err))
	}
	return l, nil
}

// SaveLine keeps the editorial line of l.Brand and sets its Revision, which grows
// by one when anything changed. A pillar without ID is new and gets one that was
// never used; one that is not in the line any more is taken from its posts, and
// given back to them when it is saved again under its ID. l.Revision must be the
// stored one: data.ErrStale otherwise. data.ErrNoSuch when there is no such brand
// or pillar, data.ErrOtherBrand when a pillar is another brand's. With an error
// nothing is written and l is as it was.
func (s *Store) SaveLine(ctx context.Context, l *data.Line) error {
	saved := *l
	saved.Pillars = slices.Clone(l.Pillars)
	err := s.write(ctx, fmt.Sprintf("save line of brand %d", l.Brand), func(ctx context.Context, e *edit) error {
		old, text, err := readLine(ctx, e, saved.Brand)
		if err != nil {
			return err
		}
		if old.Revision != saved.Revision {
			return fmt.Errorf("revision %d, stored %d: %w", saved.Revision, old.Revision, data.ErrStale)
		}
		if err := followPillars(ctx, e, old.Pillars, &saved); err != nil {
			return err
		}
		b, err := json.Marshal(lineContent(&saved))
		if err != nil || string(b) == text {
			return err
		}
		saved.Revision++
		touch(e, data.Lines, saved.Brand)
		_, err = e.Exec(`INSERT INTO lines (brand_id, content, revision) VALUES (?, ?, ?)
			ON CONFLICT (brand_id) DO UPDATE SET content = excluded.content, revision = excluded.revision`,
			saved.Brand, string(b), saved.Revision)
		return err
	})
	if err == nil {
		*l = saved
	}
	return err
}

// followPillars gives new pillars their ID, and takes from posts those that the
// line has no more.
func followPillars(ctx context.Context, e *edit, before []data.Pillar, l *data.Line) error {
	for i := range l.Pillars {
		if err := keepPillar(ctx, e, l.Brand, &l.Pillars[i].ID); err != nil {
			return err
		}
	}
	for _, b := range before {
		if slices.ContainsFunc(l.Pillars, func(p data.Pillar) bool { return p.ID == b.ID }) {
			continue
		}
		posts, err := markPillar.take(ctx, e, int64(b.ID))
		if err != nil {
			return err
		}
		if _, err := e.Exec(`UPDATE pillars SET gone = 1, posts = ? WHERE id = ?`, posts, b.ID); err != nil {
			return err
		}
	}
	return nil
}

func keepPillar(ctx context.Context, e *edit, brand data.BrandID, id *data.PillarID) error {
	if *id == 0 {
		return e.QueryRow(`INSERT INTO pillars (brand_id) VALUES (?) RETURNING id`, brand).Scan(id)
	}
	var of data.BrandID
	var gone bool
	var posts sql.NullString
	err := e.QueryRow(`SELECT brand_id, gone, posts FROM pillars WHERE id = ?`, *id).Scan(&of, &gone, &posts)
	switch {
	case err != nil || !gone && of == brand:
		return err
	case of != brand:
		return data.ErrOtherBrand
	}
	if _, err := e.Exec(`UPDATE pillars SET gone = 0, posts = NULL WHERE id = ?`, *id); err != nil {
		return err
	}
	return markPillar.giveBack(ctx, e, int64(*id), posts.String)
}

// Balance counts for each pillar the posts due in [from, to) that went out or are
// planned, drafts with a date among them; those of no pillar come first, with 0.
// A post that goes to several accounts counts once. Pillars without any are left
// out.
func (s *Store) Balance(ctx context.Context, brand data.BrandID, from, to time.Time) ([]data.Balance, error) {
	return list(ctx, s.core.read, func(row scanner) (data.Balance, error) {
		var b data.Balance
		err := row.Scan(&b.Pillar, &b.Posts)
		return b, err
	}, `SELECT pillar_id, count(DISTINCT post_id) FROM deliveries WHERE brand_id = ? AND due >= ? AND due < ?
		AND state NOT IN ('cancelled', 'refused', 'missed') AND NOT (state = 'handed' AND reason = 'cancel')
		GROUP BY pillar_id ORDER BY pillar_id`, brand, from.UnixMilli(), to.UnixMilli())
}

// readLine reads a line and how it is written down, "" when none was saved.
func readLine(ctx context.Context, q querier, brand data.BrandID) (l data.Line, text string, err error) {
	l.Brand = brand
	err = q.QueryRowContext(ctx, `SELECT content, revision FROM lines WHERE brand_id = ?`, brand).Scan(&text, &l.Revision)
	if errors.Is(err, sql.ErrNoRows) {
		return l, "", nil
	}
	if err != nil {
		return l, "", err
	}
	var w wording
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return l, text, err
	}
	w.into(&l)
	return l, text, nil
}

func lineContent(l *data.Line) wording {
	w := wording{
		Tone: l.Tone, Address: l.Address, Emoji: limit(l.Emoji), Hashtags: limit(l.Hashtags), Always: l.Always,
		Country: l.Country, Region: l.Region, Trade: l.Trade, School: l.School,
	}
	if d := l.Dates; len(d.Own)+len(d.Hidden)+len(d.Leads)+len(d.Lead) > 0 {
		w.Dates = &ownDates{Hidden: d.Hidden, Leads: d.Leads, Lead: d.Lead}
		for _, o := range d.Own {
			w.Dates.Own = append(w.Dates.Own, ownDate(o))
		}
	}
	for _, f := range l.Forbidden {
		w.Forbidden = append(w.Forbidden, forbidden(f))
	}
	for _, r := range l.Required {
		w.Required = append(w.Required, required(r))
	}
	for _, p := range l.Pillars {
		w.Pillars = append(w.Pillars, pillar(p))
	}
	return w
}

func (w *wording) into(l *data.Line) {
	l.Tone, l.Address, l.Always, l.Country, l.Region, l.Trade = w.Tone, w.Address, w.Always, w.Country, w.Region, w.Trade
	l.Emoji, l.Hashtags, l.School = limited(w.Emoji), limited(w.Hashtags), w.School
	if d := w.Dates; d != nil {
		l.Dates = data.Dates{Hidden: d.Hidden, Leads: d.Leads, Lead: d.Lead}
		for _, o := range d.Own {
			l.Dates.Own = append(l.Dates.Own, data.OwnDate(o))
		}
	}
	for _, f := range w.Forbidden {
		l.Forbidden = append(l.Forbidden, data.Forbidden(f))
	}
	for _, r := range w.Required {
		l.Required = append(l.Required, data.Required(r))
	}
	for _, p := range w.Pillars {
		l.Pillars = append(l.Pillars, data.Pillar(p))
	}
}

func limit(c data.Count) *int64 {
	if !c.Known {
		return nil
	}
	return &c.N
}

func limited(n *int64) data.Count {
	if n == nil {
		return data.Count{}
	}
	return data.Known(*n)
}
