package sheet

import (
	"context"
	"errors"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// ProductOptions says what a table of products does not say itself.
type ProductOptions struct {
	Brand    data.BrandID
	Currency string // ISO 4217, of prices that do not say theirs; "": they are not taken
	// Order is that of "03/04/2026"; OrderUnknown: what all rows together tell.
	Order    DateOrder
	Progress func(done, total int) // rows read of those there are; may be nil
}

// ProductRow is a product as a row describes it. Nothing is fetched, opened or
// stored.
type ProductRow struct {
	Line    int
	Product data.Product // has no photo yet
	Photo   File         // zero: none
	Notes   []Note
}

// Products gives the product of each row to each, and to bad, unless nil, why a
// row is not taken, with the promises and failures of [Table.Posts].
func (t *Table) Products(ctx context.Context, m Mapping, o ProductOptions, each func(ProductRow) error, bad func(RowError)) (Summary, error) {
	if err := m.CheckProducts(); err != nil {
		return Summary{}, err
	}
	survey, err := t.survey(ctx, m, o.Order)
	if err != nil {
		return Summary{}, err
	}
	o.Order = survey.Order
	r := &productReader{reader: reader{t, m}, options: o, refs: map[string]struct{}{}}
	return walk(ctx, t, survey.Rows, o.Progress, r.row, each, bad)
}

// productReader makes products of rows.
type productReader struct {
	reader
	options ProductOptions
	refs    map[string]struct{} // of the rows before
}

// row makes the product of one row; the error is a RowError.
func (r *productReader) row(row Row) (ProductRow, error) {
	p := ProductRow{Line: row.Line, Notes: r.damage(row), Product: data.Product{
		Brand: r.options.Brand,
		Ref:   r.text(row, FieldRef),
		Name:  oneLine(r.text(row, FieldName)),
		Unit:  oneLine(r.text(row, FieldUnit)),
		About: text.Normalise(r.text(row, FieldAbout)),
	}}
	if p.Product.Name == "" {
		return p, r.fail(row, FieldName, CodeName, "")
	}
	var err error
	if p.Product.Price, err = r.price(row, FieldPrice, &p.Product.Unit); err != nil {
		return p, err
	}
	if p.Product.Season, err = ReadSeason(r.text(row, FieldSeason), r.options.Order); err != nil {
		return p, r.fail(row, FieldSeason, CodeSeason, r.text(row, FieldSeason))
	}
	if p.Product.Promo, err = r.promo(row); err != nil {
		return p, err
	}
	r.show(&p, row)
	if ref := strings.ToLower(p.Product.Ref); ref != "" {
		if _, again := r.refs[ref]; again {
			p.Notes = append(p.Notes, r.note(p.Line, FieldRef, CodeRef, p.Product.Ref))
		}
		r.refs[ref] = struct{}{}
	}
	return p, nil
}

// price reads a price, and what it is for where no column says that.
func (r *productReader) price(row Row, f Field, unit *string) (data.Amount, error) {
	cell := r.text(row, f)
	if cell == "" {
		return data.Amount{}, nil
	}
	currency := r.options.Currency
	if own := r.text(row, FieldCurrency); own != "" {
		switch currency = currencyIn(own); currency {
		case "":
			return data.Amount{}, r.fail(row, FieldCurrency, CodeCurrency, own)
		case "$":
			currency = r.options.Currency
		}
	}
	amount, per, err := ReadPrice(cell, currency)
	if *unit == "" {
		*unit = oneLine(per)
	}
	switch {
	case errors.Is(err, ErrDoubtful):
		return amount, r.fail(row, f, CodeDoubtful, cell)
	case errors.Is(err, ErrCurrency):
		return amount, r.fail(row, f, CodeCurrency, cell)
	case err != nil:
		return amount, r.fail(row, f, CodePrice, cell)
	}
	return amount, nil
}

// promo reads an offer, which is one only with a price.
func (r *productReader) promo(row Row) (data.Promo, error) {
	var p data.Promo
	var err error
	var unit string
	if p.Price, err = r.price(row, FieldPromo, &unit); err != nil {
		return p, err
	}
	if p.From, err = r.day(row, FieldPromoFrom); err != nil {
		return p, err
	}
	if p.To, err = r.day(row, FieldPromoUntil); err != nil {
		return p, err
	}
	switch {
	case p.Price.Currency == "" && p.From+p.To != "":
		return p, r.fail(row, FieldPromo, CodePromo, "")
	case p.From != "" && p.To != "" && p.To < p.From:
		return p, r.fail(row, FieldPromoUntil, CodePromo, r.text(row, FieldPromoUntil))
	}
	return p, nil
}

func (r *productReader) day(row Row, f Field) (string, error) {
	cell := r.text(row, f)
	if cell == "" {
		return "", nil
	}
	d, ok := readDate(cell)
	day, exists := d.in(r.options.Order)
	if !ok || !exists {
		return "", r.fail(row, f, CodeDate, cell)
	}
	return day, nil
}

// show sets the address and the picture. An address without "https://" is
// given one when it can be nothing else.
func (r *productReader) show(p *ProductRow, row Row) {
	if cell := r.text(row, FieldLink); cell != "" {
		if p.Product.Link = webAddress(cell); p.Product.Link == "" && strings.HasPrefix(strings.ToLower(cell), "www.") {
			p.Product.Link = webAddress("https://" + cell)
		}
		if p.Product.Link == "" {
			p.Notes = append(p.Notes, r.note(p.Line, FieldLink, CodeLink, cell))
		}
	}
	if cell := r.text(row, FieldPhoto); cell != "" {
		file, ok := fileOf(cell)
		if !ok {
			p.Notes = append(p.Notes, r.note(p.Line, FieldPhoto, CodeMedia, cell))
			return
		}
		p.Photo = file
	}
}
