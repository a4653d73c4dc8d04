package store

import (
	"context"
	"database/sql"
	"fmt"

	"parvis/data"
)

// BeginProductImport notes that a catalogue is read for a brand, so that it can
// be undone with [Store.ForgetProductImport]. Its number is one of product
// imports: it means nothing to [Store.ForgetImport].
func (s *Store) BeginProductImport(ctx context.Context, brand data.BrandID) (data.ImportID, error) {
	var id data.ImportID
	err := s.write(ctx, "begin product import", func(_ context.Context, e *edit) error {
		return e.QueryRow(`INSERT INTO product_imports (brand_id, begun) VALUES (?, ?) RETURNING id`,
			brand, millis(e.now)).Scan(&id)
	})
	return id, err
}

// SaveProducts keeps a page of products that an import brought, at most
// [ImportPage], all or none of them. One with an ID, and one whose Ref the brand
// has already, takes that one's place, all of it; the others are new. They get
// their ID in page. added and changed say how many were new and how many differ
// from before.
//
// data.ErrOtherBrand when a product is another brand's than the import,
// data.ErrNoSuch when one with an ID is deleted.
func (s *Store) SaveProducts(ctx context.Context, id data.ImportID, page []data.Product) (added, changed int, err error) {
	if len(page) > ImportPage {
		return 0, 0, fmt.Errorf("store: product import %d: a page of %d products", id, len(page))
	}
	s.giveWay.pause()
	ids := make([]data.ProductID, len(page))
	err = s.write(ctx, fmt.Sprintf("product import %d", id), func(_ context.Context, e *edit) error {
		var brand data.BrandID
		if err := e.QueryRow(`SELECT brand_id FROM product_imports WHERE id = ?`, id).Scan(&brand); err != nil {
			return err
		}
		for i, p := range page {
			if p.Brand != brand {
				return data.ErrOtherBrand
			}
			before, after, err := importProduct(e, id, &p)
			if err != nil {
				return err
			}
			switch {
			case !before.Valid:
				added++
			case before.String != after:
				changed++
			}
			ids[i] = p.ID
		}
		touch(e, data.Products, ids...)
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	for i := range page {
		page[i].ID = ids[i]
	}
	return added, changed, nil
}

// importProduct writes one product and what undoing it takes. Of a product that
// the same import brings twice the first before counts.
func importProduct(e *edit, id data.ImportID, p *data.Product) (before sql.NullString, after string, err error) {
	switch {
	case p.ID != 0:
		if err := e.owns("products", int64(p.ID), p.Brand); err != nil {
			return before, "", err
		}
		if err := e.QueryRow(`SELECT body FROM products WHERE id = ?`, p.ID).Scan(&before); err != nil {
			return before, "", err
		}
	case p.Ref != "":
		rows, err := e.Query(`SELECT id, body FROM products WHERE brand_id = ? AND ref = ? AND ref <> '' AND deleted IS NULL`, p.Brand, p.Ref)
		_, err = gather(rows, err, func(row scanner) (struct{}, error) { return struct{}{}, row.Scan(&p.ID, &before) })
		if err != nil {
			return before, "", err
		}
	}
	if after, err = keepProduct(e, p); err != nil || before.Valid && before.String == after {
		return before, after, err
	}
	_, err = e.Exec(`INSERT INTO product_changes (import_id, product_id, before, after) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET after = excluded.after`, id, p.ID, before, after)
	return before, after, err
}

// ForgetProductImport undoes an import: what it brought is deleted, what it
// changed is as it was, but products that somebody changed or deleted since are
// left alone. It may take several transactions; when ctx ends between two of them
// the rest stays and can be undone later. undone counts the products.
func (s *Store) ForgetProductImport(ctx context.Context, id data.ImportID) (undone int, err error) {
	for {
		if err := ctx.Err(); err != nil {
			return undone, err
		}
		s.giveWay.pause()
		seen, n, err := s.forgetProducts(ctx, id)
		undone += n
		if err != nil || seen == 0 {
			return undone, err
		}
	}
}

// productChange is what an import did to a product.
type productChange struct {
	id     data.ProductID
	before sql.NullString
	after  string
}

// forgetProducts undoes some of what an import did; seen says how much was left.
func (s *Store) forgetProducts(ctx context.Context, id data.ImportID) (seen, undone int, err error) {
	err = s.write(ctx, fmt.Sprintf("forget product import %d", id), func(ctx context.Context, e *edit) error {
		changes, err := list(ctx, e, scanProductChange,
			`SELECT product_id, before, after FROM product_changes WHERE import_id = ? ORDER BY product_id LIMIT ?`, id, ImportPage)
		if err != nil {
			return err
		}
		seen = len(changes)
		for _, c := range changes {
			was, err := c.undo(e)
			if err != nil {
				return err
			}
			if was {
				undone++
				touch(e, data.Products, c.id)
			}
			if _, err := e.Exec(`DELETE FROM product_changes WHERE import_id = ? AND product_id = ?`, id, c.id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	return seen, undone, nil
}

func (c productChange) undo(e *edit) (undone bool, err error) {
	if !c.before.Valid {
		return e.changed(`UPDATE products SET deleted = ? WHERE id = ? AND body = ? AND deleted IS NULL`, millis(e.now), c.id, c.after)
	}
	var p data.Product
	if err := decodeProduct(c.before.String, &p); err != nil {
		return false, err
	}
	return e.changed(`UPDATE products SET ref = ?, found = ?, ended = ?, body = ? WHERE id = ? AND body = ? AND deleted IS NULL`,
		p.Ref, findable(&p), p.Ended, c.before.String, c.id, c.after)
}

func scanProductChange(row scanner) (productChange, error) {
	var c productChange
	err := row.Scan(&c.id, &c.before, &c.after)
	return c, err
}
