package words

import (
	"math"
	"strconv"
	"strings"
)

const (
	narrowSpace = "\u202f" // narrow no-break space
	minus       = "\u2212"
	gap         = "–"
)

// Number writes a whole number: "8 412" in French, "8,412" in English.
func (b *Book) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = minus, digits[1:]
	}
	return sign + b.group(digits)
}

// Decimal writes v rounded to digits after the mark: "4,8", "4.8". What is not
// a number comes out as a dash.
func (b *Book) Decimal(v float64, digits int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return gap
	}
	text := strconv.FormatFloat(math.Abs(v), 'f', max(digits, 0), 64)
	whole, fraction, found := strings.Cut(text, ".")
	out := b.group(whole)
	if found {
		out += b.mark() + fraction
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		out = minus + out
	}
	return out
}

// Percent writes a ratio: 0.048 with one digit is "4,8 %", "4.8%".
func (b *Book) Percent(ratio float64, digits int) string {
	text := b.Decimal(ratio*100, digits)
	if text == gap {
		return gap
	}
	if b.lang == "fr" {
		return text + narrowSpace + "%"
	}
	return text + "%"
}

// Signed is Decimal with its sign, plus as well as minus; what rounds to zero
// has none.
func (b *Book) Signed(v float64, digits int) string { return plus(b.Decimal(v, digits)) }

// SignedPercent is Percent with its sign: "+2,1 %".
func (b *Book) SignedPercent(ratio float64, digits int) string {
	return plus(b.Percent(ratio, digits))
}

// Points writes the difference of two ratios in percentage points: 0.006 with
// one digit is "+0,6 pt".
func (b *Book) Points(difference float64, digits int) string {
	return b.T("common.points", "V", b.Signed(difference*100, digits))
}

// plus puts a plus before a number that has no sign and is not zero.
func plus(text string) string {
	if !strings.ContainsAny(text, "123456789") || strings.HasPrefix(text, minus) {
		return text
	}
	return "+" + text
}

func (b *Book) mark() string {
	if b.lang == "fr" {
		return ","
	}
	return "."
}

// group sets the digits of a whole number in threes.
func (b *Book) group(digits string) string {
	separator := ","
	if b.lang == "fr" {
		separator = narrowSpace
	}
	var out strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(separator)
		}
		out.WriteRune(d)
	}
	return out.String()
}
