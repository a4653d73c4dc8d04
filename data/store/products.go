package store

import (
	"context"
	"fmt"

	"parvis/data"
)

// productRows reads products with how posts showed them. ?1 is now: what is
// planned lies after it.
const productRows = `SELECT p.id, p.brand_id, p.body,
		count(DISTINCT CASE WHEN d.state = 'sent' THEN d.post_id END),
		max(CASE WHEN d.state = 'sent' THEN d.sent_at END) AS shown,
		min(CASE WHEN d.state NOT IN ('sent', 'cancelled', 'refused', 'missed') AND d.due >= ?1 THEN d.due END)
	FROM products p LEFT JOIN post_products x ON x.product_id = p.id LEFT JOIN deliveries d ON d.post_id = x.post_id WHERE `

// Products reads a page of the catalogue. Shown is as posts and deliveries, which
// announce their own changes, say at this moment.
func (s *Store) Products(ctx context.Context, q data.ProductQuery) ([]data.Product, error) {
	f := filter{where: `p.brand_id = ? AND p.deleted IS NULL`, args: []any{s.clock.Now().UnixMilli(), q.Brand}}
	if !q.Ended {
		f.add(`NOT p.ended`)
	}
	f.findWords(`p.found`, q.Text)
	f.where += ` GROUP BY p.id`
	if !q.NotShownSince.IsZero() {
		f.where += ` HAVING ifnull(shown, 0) < ?`
		f.args = append(f.args, q.NotShownSince.UnixMilli())
	}
	return list(ctx, s.core.read, scanProduct,
		productRows+f.where+` ORDER BY p.found, p.id LIMIT ? OFFSET ?`, f.with(pageLimit(q.Limit), q.Offset)...)
}

// Product reads one product, also a deleted one, so that the posts that show it
// can name it; data.ErrNoSuch when there never was one.
func (s *Store) Product(ctx context.Context, id data.ProductID) (data.Product, error) {
	p, err := scanProduct(s.core.read.QueryRowContext(ctx, productRows+`p.id = ?2 GROUP BY p.id`, s.clock.Now().UnixMilli(), id))
	if err != nil {
		return data.Product{}, fmt.Errorf("store: product %d: %w", id, named(err))
	}
	return p, nil
}

// SaveProduct inserts a product, setting its ID, or updates it; Shown is left
// aside. data.ErrTaken when another product of the brand has the same Ref,
// data.ErrNoSuch when it is deleted, data.ErrOtherBrand when it is another
// brand's.
func (s *Store) SaveProduct(ctx context.Context, p *data.Product) error {
	saved := *p
	err := s.write(ctx, fmt.Sprintf("save product %d", p.ID), func(_ context.Context, e *edit) error {
		if saved.ID != 0 {
			if err := e.owns("products", int64(saved.ID), saved.Brand); err != nil {
				return err
			}
		}
		_, err := keepProduct(e, &saved)
		touch(e, data.Products, saved.ID)
		return err
	})
	if err == nil {
		p.ID = saved.ID
	}
	return err
}

// keepProduct writes a product whose ID is 0 or known to be its own.
func keepProduct(e *edit, p *data.Product) (body string, err error) {
	if body, err = encodeProduct(p); err != nil {
		return "", err
	}
	err = e.QueryRow(`INSERT INTO products (id, brand_id, ref, found, ended, body) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET ref = excluded.ref, found = excluded.found, ended = excluded.ended, body = excluded.body
		RETURNING id`, optional(p.ID), p.Brand, p.Ref, findable(p), p.Ended, body).Scan(&p.ID)
	return body, err
}

// DeleteProduct takes a product out of the catalogue; the posts that show it
// keep it. data.ErrNoSuch when it is deleted already.
func (s *Store) DeleteProduct(ctx context.Context, id data.ProductID) error {
	return s.putAway(ctx, "products", data.Products, int64(id), true)
}

// RestoreProduct undoes DeleteProduct. data.ErrNoSuch when the product is not
// deleted, data.ErrTaken when another one has got its Ref since.
func (s *Store) RestoreProduct(ctx context.Context, id data.ProductID) error {
	return s.putAway(ctx, "products", data.Products, int64(id), false)
}

func scanProduct(row scanner) (data.Product, error) {
	var p data.Product
	var body string
	err := row.Scan(&p.ID, &p.Brand, &body, &p.Shown.Times, moment{&p.Shown.Last}, moment{&p.Shown.Next})
	if err != nil {
		return p, err
	}
	return p, decodeProduct(body, &p)
}
