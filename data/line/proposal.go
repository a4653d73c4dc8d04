package line

import (
	"cmp"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Proposal is a stretch of a text for which a template would have a variable.
type Proposal struct {
	text.Span
	Name string // of the variable, without braces
}

// Proposals finds what a text says of one of a brand's products: its name, its
// price, its price in promotion and its link. lang is that of the text; the
// variables bear their names in it. They come in order and do not overlap; what
// stands in a hashtag, and a price in another currency, is none.
func Proposals(s, lang string, p data.Product, all []data.Product) []Proposal {
	names := map[string]string{"product": "produit", "price": "prix", "promo": "promo", "link": "lien"}
	var out []Proposal
	add := func(span text.Span, name string) {
		if lang != "en" && !strings.HasPrefix(lang, "en-") {
			name = names[name]
		}
		overlaps := func(o Proposal) bool { return o.Start < span.End && span.Start < o.End }
		if span.End > span.Start && !slices.ContainsFunc(out, overlaps) {
			out = append(out, Proposal{span, name})
		}
	}
	for _, l := range text.Links(s) {
		if p.Link != "" && (s[l.Start:l.End] == p.Link || l.URL == p.Link) {
			add(l.Span, "link")
		}
	}
	read := readPart(0, s)
	for _, m := range read.findProduct(&p, all) {
		if !read.words[m.From].tag && strings.EqualFold(stem(plain(s[m.Start:m.End])), stem(plain(p.Name))) {
			add(m.Span, "product")
		}
	}
	for _, one := range read.readPrices("") {
		switch {
		case p.Price.Currency != "" && same(one.amount, p.Price):
			add(one.Span, "price")
		case p.Promo.Price.Currency != "" && same(one.amount, p.Promo.Price):
			add(one.Span, "promo")
		}
	}
	slices.SortFunc(out, func(a, b Proposal) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// Templated is a text with variables in the place of what was proposed.
func Templated(s string, proposals []Proposal) string {
	var out strings.Builder
	at := 0
	for _, p := range proposals {
		out.WriteString(s[at:p.Start] + "{" + p.Name + "}")
		at = p.End
	}
	return out.String() + s[at:]
}
