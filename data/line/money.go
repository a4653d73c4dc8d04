package line

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// anyDollar stands for "$" where nothing says whose.
const anyDollar = "$"

// priceKind says what an amount of money in a text is.
type priceKind int

const (
	asked  priceKind = iota // what something costs
	before                  // what it cost before: "au lieu de 30 €"
	aside                   // a reduction, a threshold, a delivery: no price of a thing
)

// price is an amount of money in a part.
type price struct {
	text.Span
	amount data.Amount
	digits text.Span // the number alone
	kind   priceKind
	words  [2]int // the words that it is made of: from, to
}

const (
	number  = `\d{1,3}(?:[ \x{a0}\x{202f}'’]\d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?`
	blanks  = `[ \x{a0}\x{202f}]*`
	leading = `€|£|US ?\$|CA ?\$|C\$|\$|CHF|EUR|USD|CAD|GBP`
	trails  = `€|£|\$` + blanks + `(?:CA|US|CAD|USD)\b|\$|(?:CHF|EUR|USD|CAD|GBP|euros?|dollars?)\b`
)

var pricePattern = regexp.MustCompile(`(?i)(?:^|[^\d.,\pL])(?:` +
	`(` + leading + `)` + blanks + `(` + number + `)(?:\.[–—-])?` + // 1, 2
	`|(\d+)` + blanks + `€(\d{2})\b` + // 3, 4: 24€50
	`|(` + number + `)(?:[.,][–—-])?` + blanks + `(` + trails + `)` + // 5, 6
	`)`)

// readPrices lists the amounts of money of a part. country decides whose dollar "$"
// is.
func (p part) readPrices(country string) []price {
	var out []price
	for _, m := range pricePattern.FindAllStringSubmatchIndex(p.text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return p.text[m[2*i]:m[2*i+1]]
		}
		one := price{}
		whole, sign, first, last := group(2)+group(5), group(1)+group(6), 2, 2
		switch {
		case group(1) != "":
			one.Span, first = text.Span{Start: m[2], End: m[1]}, 2
		case group(3) != "":
			one.Span, first, last = text.Span{Start: m[6], End: m[9]}, 3, 4
			whole, sign = group(3)+","+group(4), "€"
		default:
			one.Span, first, last = text.Span{Start: m[10], End: m[13]}, 5, 5
		}
		one.digits = text.Span{Start: m[2*first], End: m[2*last+1]}
		micros, ok := parseAmount(whole)
		if !ok || inside(p.hidden, one.Start) || followedByDigit(p.text, one.digits.End) {
			continue
		}
		one.amount = data.Amount{Micros: micros, Currency: currency(sign, country)}
		one.words = p.wordsOf(one.Span)
		one.kind = p.kindOf(one)
		out = append(out, one)
	}
	return out
}

// followedByDigit tells whether a number was cut in its middle: "2026" in "20 2026".
func followedByDigit(s string, at int) bool { return at < len(s) && '0' <= s[at] && s[at] <= '9' }

// parseAmount reads a number as French or English writes it. Behind the last mark
// one or two digits are a fraction, three are thousands.
func parseAmount(s string) (data.Micros, bool) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(s)
	whole, fraction := s, ""
	if at := strings.LastIndexAny(s, ".,"); at >= 0 && len(s)-at-1 <= 2 {
		whole, fraction = s[:at], s[at+1:]
	}
	whole = strings.NewReplacer(".", "", ",", "").Replace(whole)
	units, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || units > 1_000_000_000 {
		return 0, false
	}
	cents, err := strconv.ParseInt((fraction + "00")[:2], 10, 64)
	return data.Micros(units*1_000_000 + cents*10_000), err == nil
}

// currency is the ISO 4217 code of a sign.
func currency(sign, country string) string {
	switch s := strings.ToUpper(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(sign)); s {
	case "€", "EUR", "EURO", "EUROS":
		return "EUR"
	case "£", "GBP":
		return "GBP"
	case "CHF", "USD", "CAD":
		return s
	case "US$", "$US", "$USD":
		return "USD"
	case "CA$", "C$", "$CA", "$CAD":
		return "CAD"
	}
	switch country {
	case "CA":
		return "CAD"
	case "US":
		return "USD"
	}
	return anyDollar
}

// same tells whether two amounts are one price.
func same(a, b data.Amount) bool {
	return a.Micros == b.Micros && oneCurrency(a, b)
}

// oneCurrency tells whether two amounts are of one currency, or may be.
func oneCurrency(a, b data.Amount) bool {
	dollar := func(c string) bool { return slices.Contains([]string{anyDollar, "USD", "CAD", "AUD", "NZD"}, c) }
	return a.Currency == b.Currency || (a.Currency == anyDollar || b.Currency == anyDollar) && dollar(a.Currency) && dollar(b.Currency)
}

// wordsOf are the words that a stretch begins and ends with, or would stand
// between: from, to.
func (p part) wordsOf(s text.Span) [2]int {
	from, _ := slices.BinarySearchFunc(p.words, s.Start, func(w word, at int) int { return cmp.Compare(w.Start, at) })
	to, _ := slices.BinarySearchFunc(p.words, s.End, func(w word, at int) int { return cmp.Compare(w.Start, at) })
	return [2]int{from, to}
}

var (
	saysBefore = phrases("au lieu de", "instead of", "was", "prix normal", "prix barré", "prix initial", "usually", "normally", "avant")
	// What stands before or behind an amount that is no price of a thing.
	leadsAside = phrases(
		"dès", "moins de", "plus de", "jusqu’à", "à partir de", "minimum", "livraison", "frais de port", "port", "économisez", "économise",
		"remise de", "réduction de", "rabais de", "soit", "valeur de", "valeur", "over", "under", "from", "up to", "save", "starting at", "worth",
		"above", "delivery", "shipping", "spend", "gagnez", "win", "bon d’achat de", "carte cadeau de", "gift card", "minimum of", "entre", "between",
	)
	trailsAside = phrases(
		"de réduction", "de remise", "de rabais", "offerts", "offert", "d’achat", "d’achats", "de livraison", "de frais", "de port", "d’économie",
		"d’économies", "de moins", "de plus", "de supplément", "d’acompte", "off", "discount", "minimum", "or more", "ou plus", "et plus", "delivery",
		"shipping", "extra", "voucher", "reversés", "reversé", "de dons", "de don",
	)
)

// kindOf tells what an amount is by the words around it.
func (p part) kindOf(at price) priceKind {
	lead := strings.TrimRight(p.text[:at.Start], " \u00a0\u202f")
	switch {
	case strings.Count(lead, "~~")%2 == 1:
		return before
	case strings.HasSuffix(lead, "-"), strings.HasSuffix(lead, "−"), strings.HasSuffix(lead, "+"):
		return aside
	}
	first, next := at.words[0], at.words[1]
	switch {
	case p.beside(first, saysBefore, nil) && joins(p.gapBefore(at)):
		return before
	case p.beside(first, leadsAside, nil) && joins(p.gapBefore(at)), p.beside(next, nil, trailsAside) && joins(p.gapBehind(at)):
		return aside
	}
	return asked
}

// gapBefore is what stands between an amount and the word before it.
func (p part) gapBefore(at price) string {
	if at.words[0] == 0 {
		return p.text[:at.Start]
	}
	return p.text[p.words[at.words[0]-1].End:at.Start]
}

// gapBehind is what stands between an amount and the word behind it.
func (p part) gapBehind(at price) string {
	if at.words[1] == len(p.words) {
		return p.text[at.End:]
	}
	return p.text[at.End:p.words[at.words[1]].Start]
}
