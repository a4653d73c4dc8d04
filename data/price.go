package data

// Micros is money in millionths of a currency's unit: 15,000 is 0.015.
type Micros int64

// Price is what a network asks for what is done through its API, by a table
// that the network publishes. The zero value asks nothing.
type Price struct {
	Currency string // ISO 4217: "USD"; "" when it is free
	Post     Micros // a part without a link
	Link     Micros // a part with at least one link
	Media    Micros // for each picture's text for those who cannot see it
	Delete   Micros
	Read     Micros // for each own post or message read
	Dated    string // the day of the price table, "2026-11-21"
}

// Free tells whether nothing is asked.
func (p Price) Free() bool { return p.Currency == "" }

// Part is what publishing one part costs that has so many links and described
// pictures.
func (p Price) Part(links, described int) Micros {
	cost := p.Post
	if links > 0 {
		cost = p.Link
	}
	return cost + p.Media*Micros(described)
}

// Spending is what one account cost in a calendar month, UTC.
type Spending struct {
	Account AccountID
	Month   string // "2026-11"
	Posts   Micros
	Reads   Micros
	Planned Micros // what the posts still to come this month will cost
	Cap     Micros // what the person allows for a month; 0: no limit
}

// Sum is all that was spent.
func (s Spending) Sum() Micros { return s.Posts + s.Reads }

// Foreseen is what the month will have cost in the end, as far as is planned.
func (s Spending) Foreseen() Micros { return s.Sum() + s.Planned }

// Over is by how much the month as planned is beyond the limit; 0 when it is
// within, or when there is none.
func (s Spending) Over() Micros {
	if s.Cap == 0 {
		return 0
	}
	return max(0, s.Foreseen()-s.Cap)
}
