package store

import (
	"context"
	"fmt"
	"strings"

	"parvis/data"
)

// Templates reads the templates of a brand in order of kind and name.
func (s *Store) Templates(ctx context.Context, brand data.BrandID) ([]data.Template, error) {
	return list(ctx, s.core.read, scanTemplate, `SELECT id, brand_id, kind, name, title, text, lang, networks FROM templates
		WHERE brand_id = ? AND deleted IS NULL ORDER BY kind DESC, name COLLATE NOCASE, id`, brand)
}

// SaveTemplate inserts a template, setting its ID, or updates it. data.ErrNoSuch
// when it is deleted, data.ErrOtherBrand when it is another brand's.
func (s *Store) SaveTemplate(ctx context.Context, t *data.Template) error {
	id := t.ID
	err := s.write(ctx, fmt.Sprintf("save template %d", id), func(_ context.Context, e *edit) error {
		if id != 0 {
			if err := e.owns("templates", int64(id), t.Brand); err != nil {
				return err
			}
		}
		err := e.QueryRow(`INSERT INTO templates (id, brand_id, kind, name, title, text, lang, networks) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, title = excluded.title,
				text = excluded.text, lang = excluded.lang, networks = excluded.networks RETURNING id`,
			optional(id), t.Brand, t.Kind, t.Name, t.Title, t.Text, t.Lang, joinNetworks(t.Networks)).Scan(&id)
		touch(e, data.Templates, id)
		return err
	})
	if err == nil {
		t.ID = id
	}
	return err
}

// DeleteTemplate takes a template away; data.ErrNoSuch when it is deleted already.
func (s *Store) DeleteTemplate(ctx context.Context, id data.TemplateID) error {
	return s.putAway(ctx, "templates", data.Templates, int64(id), true)
}

// RestoreTemplate undoes DeleteTemplate; data.ErrNoSuch when it is not deleted.
func (s *Store) RestoreTemplate(ctx context.Context, id data.TemplateID) error {
	return s.putAway(ctx, "templates", data.Templates, int64(id), false)
}

func scanTemplate(row scanner) (data.Template, error) {
	var t data.Template
	var networks string
	err := row.Scan(&t.ID, &t.Brand, &t.Kind, &t.Name, &t.Title, &t.Text, &t.Lang, &networks)
	for _, n := range strings.Fields(networks) {
		t.Networks = append(t.Networks, data.NetworkName(n))
	}
	return t, err
}

// joinNetworks writes names, none of which has a blank, into one column.
func joinNetworks(all []data.NetworkName) string {
	names := make([]string, len(all))
	for i, n := range all {
		names[i] = string(n)
	}
	return strings.Join(names, " ")
}
