package data

// Guide is what the texts of a brand are held against while they are written.
// The zero value demands nothing.
type Guide struct {
	Line      Line
	Products  []Product // the catalogue, with what is no longer sold
	Campaigns []Campaign
	Balance   []Balance // how the posts of late are spread over the pillars
	Known     []string  // the personal dictionary
}

// Names are the words that a dictionary does not have and that are right in this
// brand's texts: its own words, and the names of what it sells and plans.
func (g *Guide) Names() []string {
	names := append([]string(nil), g.Known...)
	for _, p := range g.Products {
		names = append(names, p.Name)
	}
	for _, c := range g.Campaigns {
		names = append(names, c.Name)
	}
	for _, p := range g.Line.Pillars {
		names = append(names, p.Name)
	}
	return names
}
