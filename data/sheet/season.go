package sheet

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"parvis/data"
)

// ErrSeason: not a time of the year.
var ErrSeason = errors.New("sheet: not a season")

var (
	// between is what stands between the two ends of a season, folded.
	between = regexp.MustCompile(`\s*\.\.+\s*|\s+(?:au|a|to|until|till|jusqu'au|-|–|—|>|→)\s+|\s*[–—→]\s*`)
	// dashed are two ends with nothing but a dash between.
	dashed = regexp.MustCompile(`^([a-z]+|\d+/\d+)-([a-z]+|\d+/\d+)$`)
	// In figures the month comes first with a dash, or in that order.
	dayInFigures = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})$`)
	dayWithName  = regexp.MustCompile(`^(\d{1,2})(?:er|st|nd|rd|th)?\s+([a-z]+)\.?$`)
	nameWithDay  = regexp.MustCompile(`^([a-z]+)\.?\s+(\d{1,2})(?:er|st|nd|rd|th)?$`)
)

// allYear are words for a product that is always sold, folded.
var allYear = []string{"", "toute l'annee", "toute annee", "annee", "toujours", "all year", "all year round", "year round", "always", "permanent"}

// ReadSeason reads when in the year something is sold: "12-01..01-15",
// "décembre", "mars à juin", "1er décembre au 15 janvier", "01/12 – 15/01", a
// month alone being all its days. order is that of "01/12". The error is
// ErrSeason.
func ReadSeason(s string, order DateOrder) (data.Season, error) {
	s = strings.ReplaceAll(folded(s), "’", "'")
	if slices.Contains(allYear, s) {
		return data.Season{}, nil
	}
	for _, word := range []string{"du ", "de ", "d'", "from ", "en ", "in "} {
		s = strings.TrimPrefix(s, word)
	}
	ends := between.Split(s, -1)
	if m := dashed.FindStringSubmatch(s); m != nil {
		ends = m[1:]
	}
	if len(ends) > 2 {
		return data.Season{}, ErrSeason
	}
	from, _, ok := endsOfYear(ends[0], order)
	_, to, also := endsOfYear(ends[len(ends)-1], order)
	if !ok || !also {
		return data.Season{}, ErrSeason
	}
	return data.Season{From: from, To: to}, nil
}

// endsOfYear is the first and the last day of what a text names, "12-01" and
// "12-31" of "décembre".
func endsOfYear(s string, order DateOrder) (first, last string, ok bool) {
	month, day := monthOf(strings.TrimSuffix(s, ".")), 0
	if m := dayInFigures.FindStringSubmatch(s); m != nil {
		month, day = number(m[3]), number(m[1])
		if m[2] == "-" || m[2] == "/" && order == MonthFirst {
			month, day = day, month
		}
	} else if m := dayWithName.FindStringSubmatch(s); m != nil {
		month, day = monthOf(m[2]), number(m[1])
	} else if m := nameWithDay.FindStringSubmatch(s); m != nil {
		month, day = monthOf(m[1]), number(m[2])
	} else if month > 0 {
		return fmt.Sprintf("%02d-01", month), fmt.Sprintf("%02d-%02d", month, longest(month)), true
	}
	if month < 1 || month > 12 || day < 1 || day > longest(month) {
		return "", "", false
	}
	first = fmt.Sprintf("%02d-%02d", month, day)
	return first, first, true
}

// longest is the number of days that a month can have.
func longest(month int) int {
	const leap = 2024
	return time.Date(leap, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
