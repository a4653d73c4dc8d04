package words

import (
	"strconv"
	"time"
	"unicode"
	"unicode/utf8"
)

// Everything here writes a time as it stands in its own location: a caller
// that has an instant moves it first, with t.In(zone).

// WeekStart is the first day of the week, Monday in both languages.
func (b *Book) WeekStart() time.Weekday { return time.Monday }

// Weekdays are the short names of the days, from Monday: "lun.", "Mon".
func (b *Book) Weekdays() []string {
	names := make([]string, 7)
	for i := range names {
		names[i] = b.T("date.weekday_short." + strconv.Itoa((int(b.WeekStart())+i)%7))
	}
	return names
}

// MonthTitle writes "Novembre 2026".
func (b *Book) MonthTitle(t time.Time) string {
	return capital(b.T("date.month_year", "Month", b.month(t), "Year", year(t)))
}

// MonthName writes "Novembre", "November".
func (b *Book) MonthName(t time.Time) string { return capital(b.month(t)) }

// DayTitle writes "Samedi 21 novembre", "Saturday 21 November".
func (b *Book) DayTitle(t time.Time) string {
	return capital(b.T("date.day_title", "Weekday", b.weekday(t), "Day", b.day(t), "Month", b.month(t)))
}

// LongDate writes "samedi 21 novembre 2026", to stand inside a sentence.
func (b *Book) LongDate(t time.Time) string {
	return b.T("date.long", "Weekday", b.weekday(t), "Day", b.day(t), "Month", b.month(t), "Year", year(t))
}

// ShortDate writes "jeu. 26 nov.", "Thu 26 Nov".
func (b *Book) ShortDate(t time.Time) string {
	return b.T("date.short", "Weekday", b.weekdayShort(t), "Date", b.DayMonth(t))
}

// DayMonth writes "26 nov.", for the axis of a chart.
func (b *Book) DayMonth(t time.Time) string {
	return b.T("date.day_month", "Day", b.day(t), "Month", b.ShortMonth(t))
}

// ShortMonth writes "nov.", "Nov".
func (b *Book) ShortMonth(t time.Time) string {
	return b.T("date.month_short." + strconv.Itoa(int(t.Month())))
}

// Clock writes the time of day by 24 hours, "18:30".
func (b *Book) Clock(t time.Time) string { return t.Format("15:04") }

// ShortDateTime writes "jeu. 26 nov. · 18:30".
func (b *Book) ShortDateTime(t time.Time) string {
	return b.T("date.date_time", "Date", b.ShortDate(t), "Time", b.Clock(t))
}

// Week names the ISO week of t: "S47", "W47".
func (b *Book) Week(t time.Time) string {
	_, week := t.ISOWeek()
	return b.T("date.week", "Week", strconv.Itoa(week))
}

// WeekRange writes the week whose first day is given: "23 – 29 nov. 2026".
func (b *Book) WeekRange(first time.Time) string {
	return b.DateRange(first, first.AddDate(0, 0, 6))
}

// DateRange writes two days, both included, saying month and year as often as
// they differ: "23 – 29 nov. 2026", "23 oct. – 21 nov. 2026".
func (b *Book) DateRange(from, to time.Time) string {
	last := b.dayMonthYear(to)
	switch {
	case from.Year() != to.Year():
		return b.rangeOf(b.dayMonthYear(from), last)
	case from.Month() != to.Month():
		return b.rangeOf(b.DayMonth(from), last)
	case from.Day() != to.Day():
		return b.rangeOf(b.day(from), last)
	}
	return last
}

// Ago says how long ago something was: "à l’instant", "il y a 5 min". What is
// still to come counts as now.
func (b *Book) Ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return b.T("date.just_now")
	case d < time.Hour:
		return b.N("date.minutes_ago", int(d/time.Minute))
	case d < 24*time.Hour:
		return b.N("date.hours_ago", int(d/time.Hour))
	}
	return b.N("date.days_ago", int(d/(24*time.Hour)))
}

// Span writes a length of time with at most two units: "12 min", "1 h 05",
// "3 j". It never says less than a minute, and never a sign.
func (b *Book) Span(d time.Duration) string {
	d = d.Abs()
	minutes := int(max(d.Round(time.Minute), time.Minute) / time.Minute)
	switch {
	case minutes < 60:
		return b.N("date.minutes", minutes)
	case minutes < 24*60 && minutes%60 == 0:
		return b.N("date.hours", minutes/60)
	case minutes < 24*60:
		return b.T("date.hours_minutes", "Hours", strconv.Itoa(minutes/60), "Minutes", pad(minutes%60))
	}
	return b.N("date.days", minutes/(24*60))
}

// Length writes how long a video is, in whole seconds: "0:42", "1:02:05".
func (b *Book) Length(d time.Duration) string {
	seconds := int(max(d, 0) / time.Second)
	minutes := seconds / 60
	if minutes < 60 {
		return strconv.Itoa(minutes) + ":" + pad(seconds%60)
	}
	return strconv.Itoa(minutes/60) + ":" + pad(minutes%60) + ":" + pad(seconds%60)
}

func (b *Book) month(t time.Time) string {
	return b.T("date.month." + strconv.Itoa(int(t.Month())))
}

func (b *Book) weekday(t time.Time) string {
	return b.T("date.weekday." + strconv.Itoa(int(t.Weekday())))
}

func (b *Book) weekdayShort(t time.Time) string {
	return b.T("date.weekday_short." + strconv.Itoa(int(t.Weekday())))
}

func (b *Book) dayMonthYear(t time.Time) string {
	return b.T("date.day_month_year", "Date", b.DayMonth(t), "Year", year(t))
}

func (b *Book) rangeOf(from, to string) string {
	return b.T("date.range", "From", from, "To", to)
}

// day writes the day of the month; French says "1er" of the first.
func (b *Book) day(t time.Time) string {
	if t.Day() == 1 {
		return b.T("date.first")
	}
	return strconv.Itoa(t.Day())
}

func year(t time.Time) string { return strconv.Itoa(t.Year()) }

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// capital raises the first letter, as a title has it.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
