package data

import "time"

// Product is one thing that the brand sells.
type Product struct {
	ID     ProductID
	Brand  BrandID
	Ref    string // the owner's own number, one a brand; "": none
	Name   string
	Price  Amount // what is asked, taxes included
	Unit   string // what the price is for: "6 parts", "kg"
	Season Season
	Link   string
	Photo  MediaHash // "": none
	About  string
	Promo  Promo
	Ended  bool    // no longer sold
	Shown  Showing // read only
}

// Amount is a price. The zero value is none.
type Amount struct {
	Micros   Micros
	Currency string // ISO 4217; "" for no price
}

// Season is when in the year a product is sold, both days included, as
// "12-01"; it may go over the new year. The zero value is all year.
type Season struct{ From, To string }

// On tells whether a day ("2026-12-24") lies in the season.
func (s Season) On(day string) bool {
	if s.From == "" || s.To == "" || len(day) < len("2006-01-02") {
		return true
	}
	at := day[len("2006-"):]
	if s.From <= s.To {
		return s.From <= at && at <= s.To
	}
	return at >= s.From || at <= s.To
}

// Promo is a price that holds for a while, both days included.
type Promo struct {
	Price    Amount
	From, To string // "2026-11-26"
}

// Showing says how often posts showed a product.
type Showing struct {
	Times int       // posts that went out
	Last  time.Time // when the last one did; zero: none
	Next  time.Time // when the next one is planned; zero: none
}

// ProductNotShown is after how many days a product counts as not shown for long.
const ProductNotShown = 60

// ProductQuery asks for a page of the catalogue, in order of name.
type ProductQuery struct {
	Brand BrandID
	Text  string // every word of it in name, number, unit or description, accents and case aside
	Ended bool   // also what is no longer sold
	// NotShownSince: only what no post showed that went out from then on; zero: all.
	NotShownSince time.Time
	Offset, Limit int // 0: no limit
}
