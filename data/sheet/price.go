package sheet

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"parvis/data"
)

// What may be wrong with a price; the errors of [ReadPrice].
var (
	ErrPrice    = errors.New("sheet: not a price")
	ErrDoubtful = errors.New("sheet: a price that can be read in two ways")
	ErrCurrency = errors.New("sheet: a price without a known currency")
)

// currencies are the ISO 4217 codes that are read.
var currencies = []string{
	"EUR", "CHF", "CAD", "USD", "GBP", "AUD", "NZD", "JPY", "CNY", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON",
	"BGN", "TRY", "MAD", "TND", "DZD", "XOF", "XAF", "XPF", "MUR", "BRL", "MXN", "INR", "ZAR", "HKD", "SGD",
}

// currencySigns are other ways to write a currency, the longer ones first.
var currencySigns = []struct{ sign, code string }{
	{"US$", "USD"},
	{"$US", "USD"},
	{"CA$", "CAD"},
	{"$CA", "CAD"},
	{"C$", "CAD"},
	{"$C", "CAD"},
	{"A$", "AUD"},
	{"NZ$", "NZD"},
	{"EUROS", "EUR"},
	{"EURO", "EUR"},
	{"FRS", "CHF"},
	{"FR", "CHF"},
	{"SFR", "CHF"},
	{"€", "EUR"},
	{"£", "GBP"},
	{"¥", "JPY"},
}

// dollars are the currencies whose sign is "$".
var dollars = []string{"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN"}

// currencyIn is the currency whose code or sign stands in a text; "$" alone is
// for "$", "" for none.
func currencyIn(s string) string {
	s = strings.ToUpper(s)
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsSymbol(r) })
	for _, w := range words {
		if slices.Contains(currencies, w) {
			return w
		}
		for _, c := range currencySigns {
			if w == c.sign {
				return c.code
			}
		}
	}
	for _, c := range currencySigns {
		if !unicode.IsLetter([]rune(c.sign)[0]) && strings.Contains(s, c.sign) {
			return c.code
		}
	}
	if strings.Contains(s, "$") {
		return "$"
	}
	return ""
}

// priced is a price as people write it: what stands before the figures, the
// figures, what stands after.
var priced = regexp.MustCompile(`^([^\d]*?)(\d(?:[\d., ]*\d)?)([^\d]*)(?:(\d\d))?$`)

// blanks makes one of all that groups figures besides points and commas.
var blanks = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "'", " ", "\u2019", " ")

// inside is what the two sides of a price may say besides the currency.
var inside = regexp.MustCompile(`^[\s.,:–—-]*$`)

// ReadPrice reads an amount as people and spreadsheets write it, with the unit
// after a slash if there is one: "24,50 €", "1 234.50", "CHF 12.-", "3,20 €/kg",
// "24€50". currency is that of prices which do not say theirs; "$" alone is a
// dollar of that currency, else of the United States. "1,234" can be read in
// two ways and is refused: a price is never guessed. The error is ErrPrice,
// ErrDoubtful or ErrCurrency.
func ReadPrice(s, currency string) (amount data.Amount, unit string, err error) {
	s, unit = cutUnit(blanks.Replace(s))
	m := priced.FindStringSubmatch(s)
	if m == nil {
		return data.Amount{}, "", ErrPrice
	}
	before, figures, after, cents := m[1], m[2], m[3], m[4]
	code := currencyIn(before + " " + after)
	switch {
	case code == "" && currency == "":
		err = ErrCurrency
	case code == "":
		code = currency
	case code == "$" && slices.Contains(dollars, currency):
		code = currency
	case code == "$":
		code = "USD"
	}
	if !blankBut(before+" "+after) || strings.ContainsAny(before, "-–—") || cents != "" && currencyIn(after) == "" {
		return data.Amount{}, "", ErrPrice
	}
	if cents != "" {
		figures += "," + cents
	}
	micros, wrong := readFigures(figures)
	switch {
	case wrong != nil:
		return data.Amount{}, "", wrong
	case err != nil:
		return data.Amount{}, "", err
	}
	return data.Amount{Micros: micros, Currency: code}, unit, nil
}

// cutUnit takes off what a price is for: "/kg", "la pièce".
func cutUnit(s string) (price, unit string) {
	price, unit, _ = strings.Cut(s, "/")
	return strings.TrimSpace(price), strings.TrimSpace(unit)
}

// blankBut tells whether nothing but a currency, or "TTC" for taxes included,
// stands beside the figures.
func blankBut(s string) bool {
	s = strings.ToUpper(s)
	for _, c := range currencySigns {
		s = strings.ReplaceAll(s, c.sign, "")
	}
	for _, code := range append(currencies[:len(currencies):len(currencies)], "TTC") {
		s = strings.ReplaceAll(s, code, "")
	}
	return inside.MatchString(strings.ReplaceAll(s, "$", ""))
}

// readFigures reads a number in which points, commas and blanks group the
// figures, or a point or comma begins the decimals.
func readFigures(s string) (data.Micros, error) {
	whole, part := s, ""
	if last := strings.LastIndexAny(s, ".,"); last >= 0 {
		marks := strings.Count(s, ".") + strings.Count(s, ",")
		same := strings.Count(s, s[last:last+1])
		whole, part = s[:last], s[last+1:]
		switch {
		case marks == 1 && len(part) == 3 && len(whole) <= 3 && whole != "0":
			return 0, ErrDoubtful
		case same > 1: // "1.234.567": they all group
			whole, part = s, ""
		}
	}
	whole, grouped := ungroup(whole)
	if !grouped {
		return 0, ErrPrice
	}
	return toMicros(whole, part)
}

// ungroup takes out the marks between groups of three figures.
func ungroup(s string) (string, bool) {
	groups := strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == ',' || r == ' ' })
	for i, g := range groups {
		if len(groups) > 1 && (i > 0 && len(g) != 3 || i == 0 && len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), len(groups) > 0
}

// toMicros puts a number together; figures beyond millionths are what
// spreadsheets leave of a sum and are rounded.
func toMicros(whole, part string) (data.Micros, error) {
	const digits = 6
	if len(whole) > 9 || strings.Contains(part, " ") {
		return 0, ErrPrice
	}
	up := data.Micros(0)
	if len(part) > digits {
		if part[digits] >= '5' {
			up = 1
		}
		part = part[:digits]
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", digits-len(part)), 10, 64)
	if err != nil {
		return 0, ErrPrice
	}
	return data.Micros(n) + up, nil
}
