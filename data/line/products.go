package line

import (
	"slices"
	"strings"
	"unicode"

	"parvis/data"
	"parvis/data/text"
)

// shown is a product of the catalogue that a post speaks of.
type shown struct {
	*data.Product
	declared bool // the post says so itself
	named    bool // its whole name or its number stands in a part, and leaves no doubt
	mentions []mention
}

// mention is where a part names a product: words[From:To].
type mention struct {
	match
	part int
}

// findProducts joins the products that the post declares with those that its
// parts name.
func (d *draft) findProducts() []shown {
	var out []shown
	for i := range d.on.Products {
		one := &d.on.Products[i]
		s := shown{Product: one, declared: slices.Contains(d.post.Products, one.ID)}
		for _, p := range d.parts {
			for _, m := range p.findProduct(one, d.on.Products) {
				s.mentions = append(s.mentions, mention{m, p.index})
			}
		}
		s.named = len(s.mentions) > 0 && (len(phrasePattern.FindAllString(one.Name, -1)) > 1 || d.numbered(one.Ref))
		if s.declared || len(s.mentions) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// sure tells whether the post is about the product without doubt. A name of one
// word may be any such thing: "la galette".
func (s *shown) sure() bool { return s.declared || s.named }

func (d *draft) numbered(ref string) bool {
	return telling(ref) && slices.ContainsFunc(d.parts, func(p part) bool { return len(p.find(phrases(ref))) > 0 })
}

// telling tells whether a product's number is one that nothing else is called.
func telling(ref string) bool {
	return len(ref) >= 4 && strings.ContainsFunc(ref, unicode.IsDigit) && strings.ContainsFunc(ref, unicode.IsLetter)
}

// findProduct lists where a part names a product and not a longer named one that
// begins the same.
func (p part) findProduct(one *data.Product, all []data.Product) []match {
	name := stems(one.Name)
	var out []match
	for i := range p.words {
		n := p.namedAt(i, name)
		if n == 0 {
			continue
		}
		longer := slices.ContainsFunc(all, func(other data.Product) bool {
			return other.ID != one.ID && len(stems(other.Name)) > len(name) && p.under(i, n, stems(other.Name))
		})
		if !longer {
			out = append(out, match{Span: text.Span{Start: p.words[i].Start, End: p.words[i+n-1].End}, From: i, To: i + n})
		}
	}
	if telling(one.Ref) {
		out = append(out, p.find(phrases(one.Ref))...)
	}
	return out
}

// stems are the words of a name without the mark of their plural.
func stems(name string) []string {
	words := wordPattern.FindAllString(plain(name), -1)
	for i, w := range words {
		words[i] = stem(w)
	}
	return words
}

func stem(w string) string {
	if len(w) > 3 {
		return strings.TrimRight(w, "sx")
	}
	return w
}

// namedAt is how many words a name takes at a word, 0 when it does not stand there.
func (p part) namedAt(i int, name []string) int {
	if i < 0 || len(name) == 0 || i+len(name) > len(p.words) {
		return 0
	}
	for j, w := range name {
		have := p.words[i+j]
		if have.hidden || have.stem != w || j > 0 && !joins(p.words[i+j-1].after) {
			return 0
		}
	}
	return len(name)
}

// under tells whether a longer name stands over the n words from i.
func (p part) under(i, n int, longer []string) bool {
	for at := i + n - len(longer); at <= i; at++ {
		if p.namedAt(at, longer) > 0 {
			return true
		}
	}
	return false
}

// shownProducts finds products that cannot be had on the day, and those whose page
// the post does not link to.
func shownProducts(d *draft) []Finding {
	var out []Finding
	for i := range d.shown {
		s := &d.shown[i]
		if !s.sure() {
			continue
		}
		part, at := s.where()
		switch {
		case s.Ended && d.has(d.said(farewell)):
		case s.Ended:
			out = append(out, found("product_ended", Warn, part, at, Values{"Product": s.Name}))
		case d.on.Day != "" && !s.Season.On(d.on.Day) && !d.ahead(s):
			out = append(out, found("product_season", Warn, part, at, Values{
				"Product": s.Name, "From": MonthDay(s.Season.From), "To": MonthDay(s.Season.To),
			}))
		case s.declared && s.Link != "" && !d.links(s.Link) && !linkless(d.on.Network):
			f := found("product_link", Info, part, at, Values{"Product": s.Name})
			f.Mend = d.atEnd(s.Link)
			out = append(out, f)
		}
	}
	return out
}

var (
	farewell = trigger{
		french:  phrases("n’est plus", "ne sera plus", "ne sont plus", "c’est fini", "adieu", "au revoir", "dernière fois", "derniers jours", "terminé*"),
		english: phrases("no longer", "no more", "farewell", "goodbye", "last chance", "discontinued"),
	}
	announced = trigger{
		french:  phrases("bientôt", "prochainement", "précommande*", "pré commande*", "arrive", "arrivent", "l’an prochain", "l’année prochaine"),
		english: phrases("soon", "pre order*", "preorder*", "coming", "next year"),
	}
)

// ahead tells whether the post announces a product for its season: by a word, or
// by a day in it.
func (d *draft) ahead(s *shown) bool {
	return d.has(d.said(announced)) || slices.ContainsFunc(d.parts, func(p part) bool {
		return slices.ContainsFunc(p.dates, func(at date) bool { return at.From > d.on.Day && s.Season.On(at.From) })
	})
}

// where is the first mention; part 0 and nothing when there is none.
func (s *shown) where() (int, text.Span) {
	if len(s.mentions) == 0 {
		return 0, noSpan
	}
	return s.mentions[0].part, s.mentions[0].Span
}

// linkless tells whether a network shows addresses in a text as mere letters.
func linkless(network data.NetworkName) bool { return network == "instagram" || network == "tiktok" }

// links tells whether a part links to a page, whatever marks a campaign put behind.
func (d *draft) links(page string) bool {
	wanted := bareAddress(page)
	return slices.ContainsFunc(d.parts, func(p part) bool {
		return slices.ContainsFunc(text.Links(p.text), func(l text.Link) bool { return bareAddress(l.URL) == wanted })
	})
}

// bareAddress is an address without scheme, "www.", parameters and last slash.
func bareAddress(address string) string {
	_, rest, found := strings.Cut(address, "://")
	if !found {
		rest = address
	}
	if at := strings.IndexAny(rest, "?#"); at >= 0 {
		rest = rest[:at]
	}
	host, path, _ := strings.Cut(rest, "/")
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(host), "www.")+"/"+path, "/")
}
