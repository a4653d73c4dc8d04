package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/store"
)

// PreviewProducts says what ImportProducts would make of each row, and stores
// nothing.
func (d *Desk) PreviewProducts(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.ProductOptions) (sheet.Preview, error) {
	p := sheet.Preview{}
	goods, err := d.goods(ctx, o.Brand)
	if err != nil {
		return p, err
	}
	if p.Survey, err = table.Survey(ctx, m); err != nil {
		return p, err
	}
	_, err = table.Products(ctx, m, o, func(row sheet.ProductRow) error {
		line := sheet.Line{Line: row.Line, Text: row.Product.Name, Notes: row.Notes}
		if row.Photo.Name != "" {
			if row.Product.Photo = photoBeside(folder, row.Photo); row.Product.Photo == "" {
				line.Notes = append(line.Notes, left(row.Line, row.Photo))
			}
		}
		i, fate := goods.put(row.Product)
		line.Fate, line.Product = fate, new(goods.all[i])
		p.Add(line)
		return nil
	}, p.AddBad)
	return p, err
}

// ImportProducts takes a table into the catalogue. A row is about the product with
// its number, or else with its name; that one gets what the row says and keeps the
// rest. Photos are found in folder, where the table lies. With an error, an ended
// ctx too, the catalogue is as it was.
func (d *Desk) ImportProducts(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.ProductOptions) (sheet.Result, error) {
	if err := m.CheckProducts(); err != nil {
		return sheet.Result{}, err
	}
	goods, err := d.goods(ctx, o.Brand)
	if err != nil {
		return sheet.Result{}, err
	}
	id, err := d.store.BeginProductImport(ctx, o.Brand)
	if err != nil {
		return sheet.Result{}, err
	}
	result := sheet.Result{Count: map[sheet.Fate]int{}}
	result.Summary, err = table.Products(ctx, m, o, func(row sheet.ProductRow) error {
		result.Notes = append(result.Notes, row.Notes...)
		if row.Photo.Name != "" {
			photo, err := d.planFile(ctx, folder, row.Photo)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil || photo.Video():
				result.Notes = append(result.Notes, left(row.Line, row.Photo))
			default:
				row.Product.Photo = photo.Hash
			}
		}
		_, fate := goods.put(row.Product)
		result.Count[fate]++
		if len(goods.changed) < store.ImportPage {
			return nil
		}
		return goods.keep(ctx, d.store, id)
	}, func(bad sheet.RowError) { result.Bad = append(result.Bad, bad) })
	if err == nil {
		err = goods.keep(ctx, d.store, id)
	}
	forget := func(ctx context.Context) (int, error) { return d.store.ForgetProductImport(ctx, id) }
	if err != nil {
		if _, left := forget(context.WithoutCancel(ctx)); left != nil {
			err = errors.Join(err, fmt.Errorf("desk: put the catalogue back: %w", left))
		}
		return sheet.Result{}, err
	}
	result.Count[sheet.FateBad] = len(result.Bad)
	if result.Count[sheet.FateNew]+result.Count[sheet.FateChanged] > 0 {
		result.Undo = forget
	}
	return result, nil
}

// photoBeside is the name under which a picture beside a table would be kept, ""
// where there is none.
func photoBeside(folder string, f sheet.File) data.MediaHash {
	if !beside(folder, f) {
		return ""
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return ""
	}
	defer root.Close()
	file, err := root.Open(nameOf(f))
	if err != nil {
		return ""
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, io.LimitReader(file, data.MaxMediaBytes)); err != nil {
		return ""
	}
	return data.MediaHash(hex.EncodeToString(sum.Sum(nil)))
}

// goods is the catalogue while a table is taken into it.
type goods struct {
	all     []data.Product
	refs    map[string]int
	names   map[string]int
	changed []int // not stored yet
}

func (d *Desk) goods(ctx context.Context, brand data.BrandID) (*goods, error) {
	all, err := d.store.Products(ctx, data.ProductQuery{Brand: brand, Ended: true})
	if err != nil {
		return nil, err
	}
	g := &goods{refs: map[string]int{}, names: map[string]int{}}
	// What is still sold comes first: two may have one name.
	slices.SortStableFunc(all, func(a, b data.Product) int {
		switch {
		case a.Ended == b.Ended:
			return 0
		case a.Ended:
			return 1
		}
		return -1
	})
	for _, p := range all {
		g.all = append(g.all, p)
		g.know(len(g.all) - 1)
	}
	return g, nil
}

// know makes a product be found by its number and its name.
func (g *goods) know(i int) {
	p := g.all[i]
	if ref := strings.TrimSpace(p.Ref); ref != "" {
		g.refs[ref] = i
	}
	if _, taken := g.names[sameName(p.Name)]; !taken {
		g.names[sameName(p.Name)] = i
	}
}

// find is the product that a row is about, false for a new one. A name alone is
// not enough where both have numbers, and they differ.
func (g *goods) find(row data.Product) (i int, known bool) {
	if i, known = g.refs[row.Ref]; known && row.Ref != "" {
		return i, true
	}
	i, known = g.names[sameName(row.Name)]
	return i, known && (row.Ref == "" || g.all[i].Ref == "")
}

// put takes a row into the catalogue; i is the place of its product.
func (g *goods) put(row data.Product) (i int, fate sheet.Fate) {
	i, known := g.find(row)
	switch {
	case !known:
		g.all = append(g.all, row)
		i, fate = len(g.all)-1, sheet.FateNew
	case sheet.Onto(g.all[i], row) == g.all[i]:
		return i, sheet.FateSame
	default:
		g.all[i] = sheet.Onto(g.all[i], row)
		fate = sheet.FateChanged
	}
	g.know(i)
	if !slices.Contains(g.changed, i) {
		g.changed = append(g.changed, i)
	}
	return i, fate
}

// keep stores what changed.
func (g *goods) keep(ctx context.Context, s *store.Store, id data.ImportID) error {
	if len(g.changed) == 0 {
		return nil
	}
	page := make([]data.Product, len(g.changed))
	for at, i := range g.changed {
		page[at] = g.all[i]
	}
	if _, _, err := s.SaveProducts(ctx, id, page); err != nil {
		return err
	}
	for at, i := range g.changed {
		g.all[i].ID = page[at].ID
	}
	g.changed = g.changed[:0]
	return nil
}
