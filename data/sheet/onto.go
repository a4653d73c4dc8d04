package sheet

import (
	"cmp"

	"parvis/data"
)

// Onto is a product that is there with what a row says of it. What the row leaves
// empty stays as it was, and so do its number, its brand and whether it is sold.
func Onto(there, row data.Product) data.Product {
	there.Ref, there.Name = cmp.Or(row.Ref, there.Ref), cmp.Or(row.Name, there.Name)
	there.Price, there.Unit = cmp.Or(row.Price, there.Price), cmp.Or(row.Unit, there.Unit)
	there.Season, there.Link = cmp.Or(row.Season, there.Season), cmp.Or(row.Link, there.Link)
	there.Photo, there.About = cmp.Or(row.Photo, there.Photo), cmp.Or(row.About, there.About)
	there.Promo = cmp.Or(row.Promo, there.Promo)
	return there
}
