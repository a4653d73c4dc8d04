package sheet

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parvis/data"
)

// DateOrder says what comes first in "03/04/2026".
type DateOrder string

const (
	OrderUnknown DateOrder = ""
	DayFirst     DateOrder = "day"
	MonthFirst   DateOrder = "month"
)

// date is a date as it is written.
type date struct {
	year, month, day int
	// swap is the same with month and day the other way round, where the writing
	// allows both ways.
	swap bool
}

// order is what the writing tells: which order it must be, or "" when it can be
// either, or when the order makes no difference.
func (d date) order() (order DateOrder, doubtful bool) {
	switch {
	case !d.swap || d.day == d.month:
		return OrderUnknown, false
	case d.day > 12:
		return DayFirst, false
	case d.month > 12:
		return MonthFirst, false
	}
	return OrderUnknown, true
}

// in is the date as data.DayLayout, in an order; false when there is no such
// day.
func (d date) in(order DateOrder) (string, bool) {
	month, day := d.month, d.day
	if d.swap && order == MonthFirst {
		month, day = day, month
	}
	text := fmt.Sprintf("%04d-%02d-%02d", d.year, month, day)
	_, err := time.Parse(data.DayLayout, text)
	return text, err == nil && d.year >= 2000 && d.year < 2200
}

var (
	yearFirst  = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$`)
	numbers    = regexp.MustCompile(`^(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4}|\d{2})$`)
	dayNamed   = regexp.MustCompile(`^(?:[a-z]+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]*([a-z]+)\.?,?[\s-]*(\d{4}|\d{2})$`)
	monthNamed = regexp.MustCompile(`^(?:[a-z]+\.?,?\s+)?([a-z]+)\.?\s+(\d{1,2})(?:er|st|nd|rd|th)?,?\s+(\d{4})$`)
	// clockEnd is a time of day at the end of a text: hours, minutes, half of the
	// day, distance from UTC.
	clockEnd = regexp.MustCompile(`(?:^|[\s,t])(\d{1,2})(?:\s*[:h]\s*(\d{2})(?::\d{2}(?:[.,]\d+)?)?|\s*h|)\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$`)
)

// folded is a text in lower case without accents, single spaces between words.
func folded(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		if !unicode.Is(unicode.Mn, r) {
			out.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// readDate reads a date in figures or with the month's French or English name.
func readDate(s string) (date, bool) {
	s = strings.TrimPrefix(folded(s), "le ")
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return date{year: number(m[1]), month: number(m[2]), day: number(m[3])}, true
	}
	if m := numbers.FindStringSubmatch(s); m != nil {
		// Who writes points writes the day first.
		return date{year: year(m[4]), month: number(m[3]), day: number(m[1]), swap: m[2] != "."}, true
	}
	if m := dayNamed.FindStringSubmatch(s); m != nil && monthOf(m[2]) > 0 {
		return date{year: year(m[3]), month: monthOf(m[2]), day: number(m[1])}, true
	}
	if m := monthNamed.FindStringSubmatch(s); m != nil && monthOf(m[1]) > 0 {
		return date{year: year(m[3]), month: monthOf(m[1]), day: number(m[2])}, true
	}
	return date{}, false
}

// number reads figures that a pattern found.
func number(figures string) int {
	n, _ := strconv.Atoi(figures) // at most four figures
	return n
}

func year(figures string) int {
	if len(figures) == 2 {
		return 2000 + number(figures)
	}
	return number(figures)
}

// months are how the names of the months begin, in French and English, without
// accents.
var months = [12][]string{
	{"jan"},
	{"fev", "feb"},
	{"mar"},
	{"avr", "apr"},
	{"mai", "may"},
	{"juin", "jun"},
	{"juil", "jul"},
	{"aou", "aug"},
	{"sep"},
	{"oct"},
	{"nov"},
	{"dec"},
}

// monthNames are the names in full.
var monthNames = [2][12]string{
	{"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"},
	{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"},
}

// monthOf is the month of a name or of its beginning, folded; 0 for none.
func monthOf(name string) int {
	for i, begins := range months {
		for _, begin := range begins {
			if strings.HasPrefix(name, begin) &&
				(strings.HasPrefix(monthNames[0][i], name) || strings.HasPrefix(monthNames[1][i], name) || name == "sept") {
				return i + 1
			}
		}
	}
	return 0
}

// clock is a time of day as it is written.
type clock struct {
	hour, minute int
	// zoned: it says how far it is ahead of UTC.
	zoned bool
	ahead time.Duration
}

func (c clock) wall() string { return fmt.Sprintf("%02d:%02d", c.hour, c.minute) }

// cutClock finds a time at the end of a text and gives what stands before it. A
// number alone is no time.
func cutClock(s string) (before string, c clock, found bool) {
	s = folded(s)
	m := clockEnd.FindStringSubmatchIndex(s)
	if m == nil {
		return s, clock{}, false
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	hours, minutes, half, zone := group(1), group(2), group(3), group(4)
	if minutes == "" && half == "" && !strings.HasSuffix(s, "h") {
		return s, clock{}, false
	}
	c = clock{hour: number(hours), minute: number(minutes)}
	if half != "" {
		if c.hour < 1 || c.hour > 12 {
			return s, clock{}, false
		}
		c.hour %= 12
		if half[0] == 'p' {
			c.hour += 12
		}
	}
	if zone != "" {
		c.zoned, c.ahead = true, distance(zone)
	}
	if c.hour > 23 || c.minute > 59 {
		return s, clock{}, false
	}
	before = strings.TrimRight(s[:m[0]], " ,")
	for _, word := range []string{" a", " at"} {
		before = strings.TrimRight(strings.TrimSuffix(before, word), " ,")
	}
	if before == "a" || before == "at" {
		before = ""
	}
	return before, c, true
}

// distance reads how far a time is from UTC, "+02:00".
func distance(zone string) time.Duration {
	figures := strings.ReplaceAll(zone, ":", "")
	if len(figures) != len("+0200") {
		return 0
	}
	d := time.Duration(number(figures[1:3]))*time.Hour + time.Duration(number(figures[3:]))*time.Minute
	if figures[0] == '-' {
		return -d
	}
	return d
}
