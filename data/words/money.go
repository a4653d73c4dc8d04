package words

import (
	"strconv"
	"strings"

	"parvis/data"
)

// unit is one unit of a currency.
const unit data.Micros = 1_000_000

// Money writes an amount in its currency with at least two digits after the
// mark, and with as many as it takes for small prices: "0,015 $", "€12.00".
func (b *Book) Money(amount data.Micros, currency string) string {
	digits := 2
	for step := unit / 100; digits < 6 && amount%step != 0; step /= 10 {
		digits++
	}
	v := b.Decimal(float64(amount)/float64(unit), digits)
	if key := "money." + currency; b.Has(key) {
		return b.T(key, "V", v)
	}
	return b.T("money.other", "V", v, "Currency", currency)
}

// Amount writes an amount as a person would type it, without its currency and
// in as few digits as say it all: "12", "0,015".
func (b *Book) Amount(amount data.Micros) string {
	text := strconv.FormatInt(int64(amount/unit), 10)
	if part := amount % unit; part != 0 {
		text += b.mark() + strings.TrimRight(strconv.FormatInt(int64(unit+part), 10)[1:], "0")
	}
	return text
}
