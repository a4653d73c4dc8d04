package exchange

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/ui/uitest"
)

// tables reads tables as the desk does, has two accounts, and keeps what it is
// given in memory.
type tables struct {
	settings map[string]string
	posts    []sheet.PlannedRow
	products []sheet.ProductRow
	options  sheet.PostOptions
	undone   int
	wait     chan struct{} // an import begins when it is closed
	fail     error         // of an import
}

func (d *tables) Accounts(context.Context, data.BrandID) ([]data.Account, error) {
	return []data.Account{
		{ID: 1, Network: "facebook", Handle: "Maison Lenoir", Name: "Maison Lenoir", State: data.AccountReady},
		{ID: 2, Network: "bluesky", Handle: "@lenoir.example", Name: "Lenoir", State: data.AccountReady},
		{ID: 3, Network: "x", Handle: "@ancien", State: data.AccountGone},
	}, nil
}

func (d *tables) OpenTable(_ context.Context, path string, as sheet.Reading) (*sheet.Table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &data.Failure{Kind: data.Transient, Code: sheet.CodeFile, Err: err}
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return sheet.OpenAs(filepath.Base(path), file, info.Size(), as)
}

func (d *tables) PreviewPlan(ctx context.Context, t *sheet.Table, _ string, m sheet.Mapping, o sheet.PostOptions) (p sheet.Preview, err error) {
	o.Accounts, _ = d.Accounts(ctx, 1)
	o.Now = uitest.Noon{}.Now()
	if p.Survey, err = t.Survey(ctx, m); err != nil {
		return p, err
	}
	_, err = t.Posts(ctx, m, o, func(row sheet.PlannedRow) error {
		fate := sheet.FateDraft
		if row.Ready {
			fate = sheet.FateScheduled
		}
		line := sheet.Line{Line: row.Line, Fate: fate, When: row.Post.When, Text: row.Begin(), Notes: row.Notes}
		for _, v := range row.Post.Variants {
			line.Accounts = append(line.Accounts, v.Account)
		}
		p.Add(line)
		return nil
	}, p.AddBad)
	return p, err
}

func (d *tables) ImportPlan(ctx context.Context, t *sheet.Table, _ string, m sheet.Mapping, o sheet.PostOptions) (r sheet.Result, err error) {
	if d.wait != nil {
		select {
		case <-d.wait:
		case <-ctx.Done():
			return r, ctx.Err()
		}
	}
	if d.fail != nil {
		return r, d.fail
	}
	o.Accounts, _ = d.Accounts(ctx, 1)
	d.options, r.Count = o, map[sheet.Fate]int{}
	r.Summary, err = t.Posts(ctx, m, o, func(row sheet.PlannedRow) error {
		d.posts = append(d.posts, row)
		r.Count[sheet.FateDraft]++
		if at := row.Post.When.Instant; !at.IsZero() && (r.First.IsZero() || at.Before(r.First)) {
			r.First = at
		}
		return nil
	}, func(e sheet.RowError) { r.Bad = append(r.Bad, e) })
	r.Undo = func(context.Context) (int, error) { d.undone = len(d.posts); return d.undone, nil }
	return r, err
}

func (d *tables) PreviewProducts(ctx context.Context, t *sheet.Table, _ string, m sheet.Mapping, o sheet.ProductOptions) (p sheet.Preview, err error) {
	if p.Survey, err = t.Survey(ctx, m); err != nil {
		return p, err
	}
	_, err = t.Products(ctx, m, o, func(row sheet.ProductRow) error {
		p.Add(sheet.Line{Line: row.Line, Fate: sheet.FateNew, Text: row.Product.Name, Product: &row.Product, Notes: row.Notes})
		return nil
	}, p.AddBad)
	return p, err
}

func (d *tables) ImportProducts(ctx context.Context, t *sheet.Table, _ string, m sheet.Mapping, o sheet.ProductOptions) (r sheet.Result, err error) {
	r.Count = map[sheet.Fate]int{}
	r.Summary, err = t.Products(ctx, m, o, func(row sheet.ProductRow) error {
		d.products = append(d.products, row)
		r.Count[sheet.FateNew]++
		return nil
	}, func(e sheet.RowError) { r.Bad = append(r.Bad, e) })
	return r, err
}

func (d *tables) SaveBadRows(ctx context.Context, t *sheet.Table, bad []sheet.RowError, place, reason string, why func(sheet.RowError) string, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(t.WriteBad(ctx, file, bad, place, reason, why), file.Close())
}

func (d *tables) Setting(_ context.Context, key string) (string, error) { return d.settings[key], nil }

func (d *tables) SaveSetting(_ context.Context, key, value string) error {
	if d.settings == nil {
		d.settings = map[string]string{}
	}
	d.settings[key] = value
	return nil
}
