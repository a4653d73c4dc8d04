package line

import (
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// prices holds the amounts of a post against those of the catalogue.
func prices(d *draft) []Finding {
	var out []Finding
	only := d.onlyOne()
	for _, p := range d.parts {
		all := p.prices
		for i, at := range all {
			s := d.priced(p, all, i)
			if s == nil && only != nil && at.kind == asked && !p.severalOf(at) {
				s = only
			}
			if s == nil || s.Price.Currency == "" || at.kind == aside {
				continue
			}
			if f, wrong := d.judge(p, s, at); wrong {
				out = append(out, f)
			}
		}
	}
	return out
}

// onlyOne is the product of a post that shows one and names one price, nil for
// any other post.
func (d *draft) onlyOne() *shown {
	n := 0
	for _, p := range d.parts {
		for _, at := range p.prices {
			if at.kind == asked {
				n++
			}
		}
	}
	if n != 1 || len(d.post.Products) != 1 || len(d.shown) != 1 || !d.shown[0].declared {
		return nil
	}
	return &d.shown[0]
}

// judge says what is wrong with the price of a product.
func (d *draft) judge(p part, s *shown, at price) (Finding, bool) {
	values := Values{"Product": s.Name, "Said": at.amount, "Price": s.Price}
	promo, running := s.Promo.Price.Currency != "", d.running(s.Promo)
	switch {
	case !oneCurrency(at.amount, s.Price): // perhaps what it costs elsewhere
		return Finding{}, false
	case at.kind == before && same(at.amount, s.Price):
		return Finding{}, false
	case at.kind == before:
		return d.priceFinding("price_before", Warn, p, at, s.Price, values), true
	case promo && same(at.amount, s.Promo.Price) && !running && d.on.Day != "":
		values["From"], values["To"] = Day(s.Promo.From), Day(s.Promo.To)
		return d.priceFinding("price_promo_day", Warn, p, at, s.Price, values), true
	case promo && same(at.amount, s.Promo.Price):
		return Finding{}, false
	case promo && running && same(at.amount, s.Price):
		values["Price"] = s.Promo.Price
		return d.priceFinding("price_promo", Info, p, at, s.Promo.Price, values), true
	case same(at.amount, s.Price):
		return Finding{}, false
	case promo && running:
		values["Price"] = s.Promo.Price
		return d.priceFinding("price", Warn, p, at, s.Promo.Price, values), true
	}
	return d.priceFinding("price", Warn, p, at, s.Price, values), true
}

func (d *draft) running(promo data.Promo) bool {
	return d.on.Day != "" && (promo.From == "" || promo.From <= d.on.Day) && (promo.To == "" || d.on.Day <= promo.To)
}

// priceFinding offers to write the right price where the currency is the same.
func (d *draft) priceFinding(rule string, level Level, p part, at price, right data.Amount, values Values) Finding {
	f := found(rule, level, p.index, at.Span, values)
	right.Currency = at.amount.Currency
	if written := p.text[at.digits.Start:at.digits.End]; same(values["Price"].(data.Amount), right) || at.amount.Currency == anyDollar {
		f.Mend = []Edit{{p.index, at.digits, d.digits(right.Micros, written)}}
	}
	return f
}

// digits writes an amount as the one in its place was written: with its mark, with
// cents where it had some or needs them.
func (d *draft) digits(amount data.Micros, model string) string {
	units, cents := int64(amount/1_000_000), int64(amount%1_000_000)/10_000
	mark := ","
	switch {
	case strings.Contains(model, "€"):
		mark = "€"
	case strings.Contains(model, ".") || d.english && !strings.Contains(model, ","):
		mark = "."
	}
	if cents == 0 && !strings.ContainsAny(model, ".,€") {
		return strconv.FormatInt(units, 10)
	}
	return strconv.FormatInt(units, 10) + mark + strconv.FormatInt(100+cents, 10)[1:]
}

// priced is the product that a price is said of, nil when there is doubt.
func (d *draft) priced(p part, all []price, i int) *shown {
	at := all[i]
	if p.severalOf(at) {
		return nil
	}
	var best *shown
	nearest := -1
	for k := range d.shown {
		for _, m := range d.shown[k].mentions {
			if m.part != p.index || !p.belongs(&d.shown[k], m, at) || otherPrice(all, i, m) {
				continue
			}
			if gap := distance(m.Span, at.Span); nearest < 0 || gap < nearest {
				best, nearest = &d.shown[k], gap
			}
		}
	}
	if best == nil || !p.unitFits(best.Product, at) {
		return nil
	}
	return best
}

func distance(a, b text.Span) int { return max(a.Start, b.Start) - min(a.End, b.End) }

// otherPrice tells whether an asked price stands between a price and a mention.
func otherPrice(all []price, i int, m mention) bool {
	low, high := min(m.Start, all[i].Start), max(m.End, all[i].End)
	return slices.ContainsFunc(all, func(o price) bool {
		return o.Start != all[i].Start && o.kind == asked && all[i].kind == asked && low < o.Start && o.End < high
	})
}

var (
	// What may stand between a thing and its price.
	toPrice = []string{
		"a", "au", "prix", "de", "est", "sont", "coute", "coutent", "passe", "vendu", "vendue", "vendus", "vendues", "seulement", "pour", "maintenant",
		"desormais", "promo", "promotion", "en", "for", "at", "only", "is", "are", "now", "costs", "just", "price", "priced", "lieu", "instead", "of",
	}
	// What may stand between a price and the thing it is the price of.
	fromPrice = []string{"le", "la", "les", "l", "the", "a", "an", "un", "une", "chaque", "each", "notre", "nos", "votre", "our", "your", "pour", "for", "cette", "ce", "this"}
	// What makes it the price of something else.
	another = phrases(
		"lot", "lots", "menu", "formule", "coffret", "panier", "personnes", "personne", "people", "person", "bundle", "pack", "box", "set of", "boîte",
		"douzaine", "dozen", "par 2", "par 3", "par 4", "x2", "x3", "les 2", "les 3", "les 4", "les 5", "les 6", "les deux", "les trois", "demi", "half", "petit", "petite", "grand", "grande", "mini", "maxi", "small", "large",
		"la part", "par part", "la tranche", "slice", "achetée", "acheté", "achetées", "achetés", "avec", "with", "supplément", "atelier", "cours", "workshop",
	)
	severalThings = phrases("deux", "trois", "quatre", "cinq", "six", "two", "three", "four", "five")
)

// belongs tells whether what stands between a mention and a price lets the price
// be that of the product.
func (p part) belongs(s *shown, m mention, at price) bool {
	if p.words[m.From].sentence != p.sentenceOf(at) {
		return false
	}
	allowed, between := toPrice, [2]int{m.To, at.words[0]}
	if at.words[0] < m.From {
		allowed, between = fromPrice, [2]int{at.words[1], m.From}
	}
	unit := stems(s.Unit)
	strangers := 0
	for i := between[0]; i < between[1]; i++ {
		if w := p.words[i]; !slices.Contains(allowed, w.plain) && !slices.Contains(unit, stem(w.plain)) {
			strangers++
		}
	}
	long := len(stems(s.Name)) > 1 && at.words[0] >= m.To // a name that leaves no doubt
	return strangers == 0 || long && strangers <= 3 || at.kind == before && long && strangers <= 6
}

func (p part) sentenceOf(at price) int {
	if at.words[0] < len(p.words) {
		return p.words[at.words[0]].sentence
	}
	return -1
}

// severalOf tells whether the sentence of a price makes it that of several things,
// or of something with the product in it.
func (p part) severalOf(at price) bool {
	sentence := p.sentenceOf(at)
	if p.within(sentence, another) || p.within(sentence, severalThings) {
		return true
	}
	for i := 0; i < at.words[0]; i++ { // "2 baguettes pour 2,20 €"
		w := p.words[i]
		if w.sentence == sentence && w.plain >= "2" && w.plain <= "9" && len(w.plain) == 1 && i+1 < at.words[0] && !slices.Contains([]string{"parts", "part", "h"}, p.words[i+1].plain) {
			return true
		}
	}
	return false
}

// unitFits tells whether a unit behind a price is the one of the catalogue: of a
// tart for "6 parts" a price "la part" says nothing.
func (p part) unitFits(one *data.Product, at price) bool {
	i := at.words[1]
	sentence := p.sentenceOf(at)
	lead := p.plainAt(i, sentence)
	slash := strings.HasPrefix(strings.TrimLeft(p.text[at.End:], " \u00a0\u202f"), "/")
	if !slash && (!slices.Contains([]string{"le", "la", "les", "l", "par", "per", "a", "each"}, lead) || p.words[i].lower == "à") {
		return true
	}
	if !slash {
		i++
	}
	words, name := stems(one.Unit), stems(one.Name)
	next := stem(p.plainAt(i, sentence))
	switch {
	case slices.Contains(name, next):
		return true
	case len(words) > 0 && next == words[0]:
		return len(words) == 1 || stem(p.plainAt(i+1, sentence)) == words[1]
	}
	return next == "" || lead == "a" && !slash && len(words) == 0
}
