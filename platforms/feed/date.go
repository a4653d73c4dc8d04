package feed

import (
	"strings"
	"time"
	"unicode"
)

// layouts are those that feeds are seen to use once [tidyDate] has been over
// them: RFC 822 and its successors, RFC 3339 and the W3C's looser form of it,
// SQL, C's asctime, and American dates. Without a zone it is UTC.
var layouts = []string{
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -07:00", "2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04 -0700", "2 Jan 2006 15:04 -07:00", "2 Jan 2006 15:04", "2 Jan 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 06 15:04 -0700", "2 Jan 06 15:04:05",
	time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05",
	"2006-01-02T15:04Z07:00", "2006-01-02T15:04-0700", "2006-01-02T15:04", "20060102T15:04:05",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 -07:00",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	"2-Jan-06 15:04:05 -0700", "Jan 2 15:04:05 2006", "Jan 2 15:04:05 -0700 2006", "Jan 2 2006 15:04:05 -0700", "Jan 2 2006 15:04:05", "Jan 2 2006 3:04 PM", "Jan 2 2006",
}

// zones are the names of RFC 822 and those that European feeds use. Go would
// take an unknown name for UTC.
var zones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"WET": "+0000", "WEST": "+0100", "CET": "+0100", "CEST": "+0200", "EET": "+0200", "EEST": "+0300",
	"MEZ": "+0100", "MESZ": "+0200", "BST": "+0100", "JST": "+0900",
}

// months are the beginnings of the months in English and French, without
// accents. The longer one comes first where one begins like another.
var months = []struct{ begins, month string }{
	{"janv", "Jan"},
	{"jan", "Jan"},
	{"fev", "Feb"},
	{"feb", "Feb"},
	{"mars", "Mar"},
	{"mar", "Mar"},
	{"avr", "Apr"},
	{"apr", "Apr"},
	{"mai", "May"},
	{"may", "May"},
	{"juin", "Jun"},
	{"jun", "Jun"},
	{"juil", "Jul"},
	{"jul", "Jul"},
	{"aout", "Aug"},
	{"aug", "Aug"},
	{"sep", "Sep"},
	{"oct", "Oct"},
	{"nov", "Nov"},
	{"dec", "Dec"},
}

// parseDate reads a date of a feed, in UTC. It is false for what cannot be read,
// for a zone that nobody knows, and for the years that programs write when they
// know none: 1970 and before, and beyond 2200.
func parseDate(said string) (time.Time, bool) {
	if len(said) > 100 {
		return time.Time{}, false
	}
	text := tidyDate(said)
	for _, layout := range layouts {
		at, err := time.Parse(layout, text)
		if err == nil && at.Year() > 1970 && at.Year() < 2200 {
			return at.UTC(), true
		}
	}
	return time.Time{}, false
}

// tidyDate brings a date closer to a layout: without the day of the week, which
// is often wrong, with English months and zones as numbers.
func tidyDate(said string) string {
	fields := strings.FieldsFunc(said, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	var out []string
	for i, field := range fields {
		month, zone := monthOf(field), zoneOf(field)
		// "mar." is Tuesday in front of another month, and March by itself.
		again := i == 0 && len(fields) > 2 && monthOf(fields[2]) != ""
		switch {
		case month != "" && i < 3 && !again:
			out = append(out, month)
		case i == 0 && !strings.ContainsFunc(field, unicode.IsDigit): // a day of the week
		case zone != "" && i > 0:
			out = append(out, zone)
		case strings.HasPrefix(field, "("): // a comment of RFC 822
		default:
			out = append(out, field)
		}
	}
	return strings.Join(out, " ")
}

// zoneOf is the zone that a word names, as a number; "" when it names none.
func zoneOf(word string) string {
	word = strings.ToUpper(word)
	for _, name := range []string{"GMT", "UTC"} {
		if offset, ok := strings.CutPrefix(word, name); ok && offset != "" {
			return offset
		}
	}
	return zones[word]
}

// monthOf is the month that a word names, "" when it names none.
func monthOf(word string) string {
	word = strings.NewReplacer("é", "e", "û", "u", "É", "e", ".", "").Replace(strings.ToLower(word))
	for _, m := range months {
		if strings.HasPrefix(word, m.begins) && !strings.ContainsFunc(word, unicode.IsDigit) {
			return m.month
		}
	}
	return ""
}
