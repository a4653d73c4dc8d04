package line

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"parvis/data/text"
)

// role says what a day is to what is announced.
type role int

const (
	on    role = iota
	until      // "jusqu’au 24 décembre"
	since      // "dès le 1er décembre"
	span       // "du 20 au 24 décembre"
)

// date is a day, or days in a row, in a part.
type date struct {
	text.Span
	From, To string // "2026-12-24", both included
	role     role
	// The day of the week as written, when it is not the date's.
	wrong text.Span
	right string // what should stand there
}

const (
	space      = `[\s\x{a0}\x{202f}]+`
	weekdayFR  = `lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche`
	weekdayEN  = `monday|tuesday|wednesday|thursday|friday|saturday|sunday`
	monthFR    = `janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)|mars|avr(?:il|\.)|mai|juin|juil(?:let|\.)|ao[uû]t|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?`
	monthEN    = `january|jan\.?|february|feb\.?|march|april|apr\.?|may|june|july|august|aug\.?|september|sept?\.?|october|oct\.?|november|nov\.?|december|dec\.?`
	year       = `20\d\d`
	lastLetter = `(?:$|[^\pL\pN])`
)

var (
	frenchDate = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:(` + weekdayFR + `)` + space + `)?(?:(\d{1,2}|1er)` + `(?:` + space + `(?:et|au|à|&)` + space + `|[-–])` +
		`(?:(?:` + weekdayFR + `)` + space + `)?)?(\d{1,2}|1er)` + space + `(` + monthFR + `)(?:` + space + `(` + year + `))?` + lastLetter)
	dayFirst = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:(` + weekdayEN + `),?` + space + `(?:the` + space + `)?)?(?:(\d{1,2})(?:st|nd|rd|th)?(?:` + space + `(?:and|to|&)` + space + `|[-–]))?` +
		`(\d{1,2})(?:st|nd|rd|th)?` + space + `(?:of` + space + `)?(` + monthEN + `)(?:,?` + space + `(` + year + `))?` + lastLetter)
	monthFirst = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:(` + weekdayEN + `),?` + space + `)?(` + monthEN + `)` + space + `(?:(\d{1,2})(?:st|nd|rd|th)?(?:` + space + `(?:and|to|&)` + space + `|[-–]))?` +
		`(\d{1,2})(?:st|nd|rd|th)?(?:,?` + space + `(` + year + `))?` + lastLetter)
	slashed = regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?:(` + weekdayFR + `|au|le|du|dès)` + space + `)(\d{1,2})/(\d{1,2})(?:/(` + year + `|\d\d))?` + lastLetter)
	near    = regexp.MustCompile(`(?i)aujourd[’']hui|demain|ce soir|ce week-end|ce (?:` + weekdayFR + `)|tonight|today|tomorrow|this weekend|this (?:` + weekdayEN + `)`)
)

// dateText is a date as it was read, before its year is known.
type dateText struct {
	text.Span
	weekday     text.Span // empty: none
	first, last int       // days of the month
	month       int
	year        int // 0: not written
}

// readDates lists the days that a part names, in order. today is the day of
// publishing, by which a year is inferred; without it only days with a year are
// known.
func (p part) readDates(today string, english bool) []date {
	now, err := time.Parse(time.DateOnly, today)
	known := err == nil
	var out []date
	for _, w := range p.writtenDates(english) {
		if d, ok := w.resolve(p.text, now, known); ok {
			d.role = p.roleOf(d.Span, w.first != w.last)
			out = append(out, d)
		}
	}
	if known {
		for _, m := range near.FindAllStringIndex(p.text, -1) {
			d := relative(strings.ToLower(p.text[m[0]:m[1]]), now)
			d.Span = text.Span{Start: m[0], End: m[1]}
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b date) int { return a.Start - b.Start })
	return p.joined(out)
}

// shape is a way to write a date: a pattern, and which of its groups say what.
type shape struct {
	pattern                           *regexp.Regexp
	weekday, first, last, month, year int
}

func (p part) writtenDates(english bool) []dateText {
	shapes := []shape{{frenchDate, 1, 2, 3, 4, 5}, {slashed, 1, 2, 2, 3, 4}}
	if english {
		shapes = []shape{{dayFirst, 1, 2, 3, 4, 5}, {monthFirst, 1, 3, 4, 2, 5}}
	}
	var out []dateText
	for _, s := range shapes {
		for _, m := range s.pattern.FindAllStringSubmatchIndex(p.text, -1) {
			out = append(out, s.read(p.text, m))
		}
	}
	return out
}

// read makes a date of what the pattern found.
func (s shape) read(from string, m []int) dateText {
	w := dateText{Span: text.Span{Start: m[1]}}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		w.Start, w.End = min(w.Start, m[2*i]), max(w.End, m[2*i+1])
		return from[m[2*i]:m[2*i+1]]
	}
	w.last, w.month = dayNumber(group(s.last)), monthNumber(group(s.month))
	w.first = w.last
	if first := group(s.first); first != "" {
		w.first = dayNumber(first)
	}
	w.year, _ = strconv.Atoi(group(s.year))
	if 0 < w.year && w.year < 100 {
		w.year += 2000
	}
	if at := 2 * s.weekday; m[at] >= 0 {
		if _, ok := weekdayNumber(from[m[at]:m[at+1]]); ok {
			w.weekday = text.Span{Start: m[at], End: m[at+1]}
			w.Start = min(w.Start, m[at])
		}
	}
	return w
}

// resolve finds the days. Without a year the next such day is meant, or one of
// the last sixty days; where that is far ahead, a day of the week that fits the
// year before says otherwise.
func (w dateText) resolve(s string, now time.Time, known bool) (date, bool) {
	d := date{Span: w.Span}
	at := func(year, day int) (time.Time, bool) {
		t := time.Date(year, time.Month(w.month), day, 0, 0, 0, 0, time.UTC)
		return t, t.Day() == day && int(t.Month()) == w.month
	}
	if w.year == 0 && !known || w.month == 0 {
		return d, false
	}
	inferred := w.year
	if inferred == 0 {
		inferred = now.AddDate(0, 0, -60).Year()
		if t, _ := at(inferred, w.last); t.Before(now.AddDate(0, 0, -60)) {
			inferred++
		}
	}
	from, ok := at(inferred, w.first)
	to, okToo := at(inferred, w.last)
	if !ok || !okToo || to.Before(from) {
		return d, false
	}
	if said, ok := weekdayNumber(s[w.weekday.Start:w.weekday.End]); ok && from.Weekday() != said {
		last, _ := at(inferred-1, w.first)
		if w.year == 0 && last.Weekday() == said && from.After(now.AddDate(0, 0, 60)) {
			from, to = last, last.AddDate(0, 0, w.last-w.first)
		} else {
			d.wrong, d.right = w.weekday, weekdayLike(from.Weekday(), s[w.weekday.Start:w.weekday.End])
		}
	}
	d.From, d.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
	return d, true
}

func relative(said string, now time.Time) date {
	from, to := now, now
	fields := strings.Fields(said)
	weekday, named := weekdayNumber(fields[len(fields)-1])
	switch {
	case named:
		from = now.AddDate(0, 0, (int(weekday)-int(now.Weekday())+7)%7)
		to = from
	case strings.Contains(said, "week"):
		from = now.AddDate(0, 0, (6-int(now.Weekday())+7)%7)
		if now.Weekday() == time.Sunday {
			from = now
		}
		to = now.AddDate(0, 0, (7-int(now.Weekday()))%7)
	case said == "demain", said == "tomorrow":
		from = now.AddDate(0, 0, 1)
		to = from
	}
	return date{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
}

var (
	leadsUntil = regexp.MustCompile(`(?i)(?:jusqu[’']au|jusqu[’']à|jusqu[’']en|avant le|until|till|through|ends|fin le)[\s\x{a0}\x{202f}]*(?:ce|this)?[\s\x{a0}\x{202f}]*$`)
	leadsSince = regexp.MustCompile(`(?i)(?:dès le|à partir du|à compter du|dès|starting|from)[\s\x{a0}\x{202f}]*$`)
	leadsSpan  = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:du|from)[\s\x{a0}\x{202f}]*$`)
	bridges    = regexp.MustCompile(`(?i)^[\s\x{a0}\x{202f}]*(?:au|to|until|[-–])[\s\x{a0}\x{202f}]*$`)
)

func (p part) roleOf(at text.Span, several bool) role {
	lead := p.lead(at.Start)
	switch {
	case leadsUntil.MatchString(lead):
		return until
	case several && leadsSpan.MatchString(lead):
		return span
	case leadsSince.MatchString(lead):
		return since
	}
	return on
}

// lead is what stands right before a place, as much as a preposition takes.
func (p part) lead(at int) string {
	const enough = 32
	from := max(0, at-enough)
	for from < at && !utf8.RuneStart(p.text[from]) {
		from++
	}
	return p.text[from:at]
}

// joined makes one span of "du 20 décembre au 5 janvier".
func (p part) joined(dates []date) []date {
	var out []date
	for _, d := range dates {
		if n := len(out); n > 0 && out[n-1].End <= d.Start && d.From >= out[n-1].To &&
			bridges.MatchString(p.text[out[n-1].End:d.Start]) && leadsSpan.MatchString(p.lead(out[n-1].Start)) {
			out[n-1].To, out[n-1].End, out[n-1].role = d.To, d.End, span
			continue
		}
		out = append(out, d)
	}
	return out
}

func dayNumber(s string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(strings.ToLower(s), "er"))
	return n
}

// monthNumber is 1 to 12, by the number or the first letters of a name.
func monthNumber(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n <= 12 {
		return n
	}
	s = plain(s)
	for i, begin := range []string{"jan", "fe", "mar", "a", "ma", "ju", "ju", "a", "s", "o", "n", "d"} {
		switch {
		case !strings.HasPrefix(s, begin):
		case i == 3 && !strings.HasPrefix(s, "av") && !strings.HasPrefix(s, "ap"):
		case i == 5 && !strings.HasPrefix(s, "juin") && !strings.HasPrefix(s, "june"):
		default:
			return i + 1
		}
	}
	return 0
}

var weekdayNames = [2][7]string{
	{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"},
}

func weekdayNumber(s string) (time.Weekday, bool) {
	for _, names := range weekdayNames {
		if i := slices.Index(names[:], strings.ToLower(s)); i >= 0 {
			return time.Weekday(i), true
		}
	}
	return 0, false
}

// weekdayLike names a day in the language and the case of another.
func weekdayLike(day time.Weekday, model string) string {
	name := weekdayNames[0][day]
	if strings.HasSuffix(strings.ToLower(model), "day") {
		name = weekdayNames[1][day]
	}
	if first, _ := utf8.DecodeRuneInString(model); unicode.IsUpper(first) {
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return name
}
