package desk

import (
	"context"

	"parvis/data"
)

// Templates reads the templates and the groups of hashtags of a brand.
func (d *Desk) Templates(ctx context.Context, brand data.BrandID) ([]data.Template, error) {
	return d.store.Templates(ctx, brand)
}

// SaveTemplate stores a template; see [store.Store.SaveTemplate].
func (d *Desk) SaveTemplate(ctx context.Context, t *data.Template) error {
	return d.store.SaveTemplate(ctx, t)
}

// DeleteTemplate takes a template away; undo brings it back.
func (d *Desk) DeleteTemplate(ctx context.Context, id data.TemplateID) (undo func(context.Context) error, err error) {
	if err := d.store.DeleteTemplate(ctx, id); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error { return d.store.RestoreTemplate(ctx, id) }, nil
}
