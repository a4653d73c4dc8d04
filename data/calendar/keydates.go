package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"parvis/data"
)

// What may be wrong with key dates, besides [ErrTime].
var (
	// ErrScope: a country, region, school zone or trade that the key dates do
	// not know.
	ErrScope = errors.New("calendar: unknown scope")
	// ErrKeyDates: files of key dates that cannot be used. It is a fault of the
	// build, not of the person.
	ErrKeyDates = errors.New("calendar: unusable key dates")
)

// DateKind says what a key date is for.
type DateKind string

const (
	// Holiday: a legal holiday or the official feast of a place. It does not say
	// who has the day off: that depends on contracts.
	Holiday DateKind = "holiday"
	// Sales: a period of sales, or before them, that a law knows.
	Sales DateKind = "sales"
	// School: something of the school calendar.
	School DateKind = "school"
	// Trade: a day on which people buy, give or celebrate.
	Trade DateKind = "trade"
	// World: a day that an organisation has given to a cause.
	World DateKind = "world"
)

// kinds are all of them, in the order in which they stand on one day.
func kinds() []DateKind { return []DateKind{Holiday, Sales, School, Trade, World} }

// KeyDate is a day, or days in a row, that is worth a post. Days are dates of
// the place meant, without a zone: "2026-11-26".
type KeyDate struct {
	ID       string // "mothers_day"
	Key      string // its name in the catalogues: "keydate.mothers_day"; "" with Name
	Name     string // of a date of the brand's own, as a person wrote it
	Note     string // what to say on it, as a person wrote it
	Kind     DateKind
	From, To string   // both included; the same for a single day
	Lead     int      // how many days ahead the trades asked for are reminded; 0: not at all
	Angles   []string // catalogue keys of what to say, one a trade asked for: "keydate.angle.florist.mothers_day"
	Source   string   // the law or whoever sets the day, quoted in its language
	Unsure   bool     // the source could not be read or sets no exact day: to be checked
}

// Scope says whose key dates are meant. The zero value asks for what is kept
// everywhere.
type Scope struct {
	Country    string   // ISO 3166-1: "FR"; for Québec "CA"
	Region     string   // ISO 3166-2 without the country: "57", "GE", "QC"; "": what holds in the whole country
	SchoolZone string   // "A"; "": that of the region, none without a region
	Packs      []string // trades: "bakery"; none: the days of all trades, without reminders
}

// KeyDates knows which days matter, in any year, by the rules of its files. It
// never changes and is safe for use by several goroutines.
type KeyDates struct {
	rules   []rule
	schools []schoolYear
	packs   []pack
	places  []country
}

// Between lists the key dates of a scope of which some day lies between two
// days, both included, by their first day. Of trade and world days it gives
// those of the scope's trades; holidays, sales and school are given to all. What
// no authority has published yet is left out: see [KeyDates.Unpublished]. The
// error wraps ErrTime or ErrScope.
func (k *KeyDates) Between(from, to string, scope Scope) ([]KeyDate, error) {
	first, last, err := span(from, to)
	if err != nil {
		return nil, err
	}
	scope, err = k.known(scope)
	if err != nil {
		return nil, err
	}
	var found []KeyDate
	for _, d := range append(k.ruled(first, last, scope), k.school(from, to, scope)...) {
		if d, ok := k.forTrades(d, scope.Packs); ok {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b KeyDate) int {
		return cmp.Or(
			cmp.Compare(a.From, b.From),
			cmp.Compare(slices.Index(kinds(), a.Kind), slices.Index(kinds(), b.Kind)),
			cmp.Compare(a.ID, b.ID),
		)
	})
	return found, nil
}

// Reminders lists the key dates that the scope's trades should prepare on a
// day: their time ahead has begun and they have not, or begin that very day. The
// next one comes first. The error wraps ErrTime or ErrScope.
func (k *KeyDates) Reminders(day string, scope Scope) ([]KeyDate, error) {
	today, err := parseDay(day)
	if err != nil {
		return nil, err
	}
	ahead, err := k.Between(day, format(today.AddDate(0, 0, LongestLead)), scope)
	if err != nil {
		return nil, err
	}
	return Approaching(ahead, day)
}

// ruled are the key dates by rule; a rule of the year before may reach into the
// first day.
func (k *KeyDates) ruled(first, last time.Time, scope Scope) (found []KeyDate) {
	for _, r := range k.rules {
		if !r.holdsIn(scope) {
			continue
		}
		for year := first.Year() - 1; year <= last.Year()+1; year++ {
			begins, ends, ok := r.in(year)
			if ok && !ends.Before(first) && !begins.After(last) {
				found = append(found, r.keyDate(begins, ends))
			}
		}
	}
	return found
}

// span reads two days in their order.
func span(from, to string) (first, last time.Time, err error) {
	if first, err = parseDay(from); err != nil {
		return first, last, err
	}
	if last, err = parseDay(to); err != nil {
		return first, last, err
	}
	if last.Before(first) {
		err = fmt.Errorf("%w: from %s to %s", ErrTime, from, to)
	}
	return first, last, err
}

func parseDay(day string) (time.Time, error) {
	date, err := time.Parse(data.DayLayout, day)
	if err != nil {
		return date, fmt.Errorf("%w: %q", ErrTime, day)
	}
	return date, nil
}

func format(date time.Time) string { return date.Format(data.DayLayout) }
