package line

import (
	"time"

	"parvis/data"
	"parvis/data/words"
)

// Values are what the words of a finding name. Strings and whole numbers stand
// as they are; a [data.Amount], a [Day], a [MonthDay] and a [Word] are written
// in the language of the reader. "N" is what the plural counts.
type Values map[string]any

// Day is a day, "2026-11-26".
type Day string

// MonthDay is a day of any year, "11-26".
type MonthDay string

// Word is a key of the catalogues.
type Word string

// Words says what was found, and why it matters, in a language. Their keys are
// "line.<rule>" and "line.<rule>.why".
func (f Finding) Words(b *words.Book) (what, why string) {
	args, n, counts := f.Values.in(b)
	say := func(key string) string {
		if counts {
			return b.N(key, n, args...)
		}
		return b.T(key, args...)
	}
	what = say("line." + f.Rule)
	if f.Said != "" {
		return what, f.Said
	}
	return what, b.T("line."+f.Rule+".why", args...)
}

// in writes the values for a book: name and value by turns, without N.
func (v Values) in(b *words.Book) (args []any, n int, counts bool) {
	for name, value := range v {
		if name == "N" {
			n, counts = value.(int)
			continue
		}
		args = append(args, name, written(value, b))
	}
	return args, n, counts
}

func written(value any, b *words.Book) any {
	switch v := value.(type) {
	case data.Amount:
		return money(v, b)
	case Day:
		if t, err := time.Parse(time.DateOnly, string(v)); err == nil {
			return b.LongDate(t)
		}
		return string(v)
	case MonthDay:
		if t, err := time.Parse("01-02", string(v)); err == nil {
			return b.DayMonth(t)
		}
		return string(v)
	case Word:
		return b.T(string(v))
	}
	return value
}

// money writes a price; one in "$" without a country has no currency.
func money(a data.Amount, b *words.Book) string {
	if a.Currency == anyDollar {
		return b.Amount(a.Micros) + "\u00a0$"
	}
	return b.Money(a.Micros, a.Currency)
}
