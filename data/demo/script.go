package demo

import (
	"cmp"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

//go:embed content/*.json
var content embed.FS

// script is what a brand says: over the year, on certain days, and now.
type script struct {
	Series []series `json:"series"`
	Dated  []piece  `json:"dated"`
	Now    []piece  `json:"now"`

	zone  *time.Location
	until time.Time
}

// series is what comes back every so many weeks, with the texts in turn.
type series struct {
	Weekday time.Weekday `json:"weekday"`
	Every   int          `json:"every"`  // weeks
	Offset  int          `json:"offset"` // weeks
	At      string       `json:"at"`     // "09:00"
	To      []string     `json:"to"`
	Title   string       `json:"title"` // unless the text has its own
	Texts   []wording    `json:"texts"`
}

type wording struct {
	Title  string       `json:"title"`
	Text   string       `json:"text"`
	Months []time.Month `json:"months"` // none: all the year
}

// piece is one post as it is written in content/. The keys of accounts are
// those of the cast.
type piece struct {
	Day      string              `json:"day"` // "" with no date
	At       string              `json:"at"`
	To       []string            `json:"to"`
	Title    string              `json:"title"`
	Text     string              `json:"text"`
	Parts    []string            `json:"parts"` // a thread; otherwise Text
	Own      map[string][]string `json:"own"`   // what differs on an account
	Pictures []picture           `json:"pictures"`
	State    data.State          `json:"state"`
	Reason   string              `json:"reason"`
	Detail   string              `json:"detail"`
	// Elsewhere: it was written on the network itself, and is not in the store.
	Elsewhere bool `json:"elsewhere"`

	at time.Time // of Day and At; zero without
}

type picture struct {
	Motif string `json:"motif"`
	Alt   string `json:"alt"`
	Part  int    `json:"part"`
}

func (p *piece) goesTo(key string) bool { return slices.Contains(p.To, key) }

func (p *piece) parts() []string {
	if len(p.Parts) > 0 {
		return p.Parts
	}
	return []string{p.Text}
}

// textFor is the first part on an account.
func (p *piece) textFor(key string) string {
	if own := p.Own[key]; len(own) > 0 {
		return own[0]
	}
	return p.parts()[0]
}

func read(file string) (script, error) {
	var s script
	text, err := content.ReadFile("content/" + file + ".json")
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// closed tells whether the bakery was closed for its summer holidays.
func closed(day time.Time) bool {
	from := time.Date(day.Year(), 8, 3, 0, 0, 0, 0, day.Location())
	return !day.Before(from) && day.Before(from.AddDate(0, 0, 21))
}

// past writes out the year that ends now, oldest first. A day with a piece of
// its own takes nothing from the series for the same account.
func (s *script) past() ([]piece, error) {
	var all []piece
	taken := map[string]bool{}
	for _, p := range s.Dated {
		if err := p.date(s.zone); err != nil {
			return nil, err
		}
		all = append(all, p)
		for _, key := range p.To {
			taken[p.Day+key] = true
		}
	}
	for _, one := range s.Series {
		for _, p := range one.over(s.until.In(s.zone)) {
			if slices.ContainsFunc(p.To, func(key string) bool { return taken[p.Day+key] }) {
				continue
			}
			if err := p.date(s.zone); err != nil {
				return nil, err
			}
			if p.at.Before(s.until) {
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b piece) int { return a.at.Compare(b.at) })
	return all, nil
}

// over writes a series out over the year before until.
func (s *series) over(until time.Time) []piece {
	var all []piece
	used := make([]int, len(s.Texts))
	first := until.AddDate(-1, 0, 1)
	for first.Weekday() != s.Weekday {
		first = first.AddDate(0, 0, 1)
	}
	for day := first.AddDate(0, 0, 7*s.Offset); !day.After(until); day = day.AddDate(0, 0, 7*s.Every) {
		i, ok := s.next(day.Month(), used)
		if !ok || closed(day) {
			continue
		}
		used[i]++
		text := s.Texts[i]
		all = append(all, piece{
			Day: day.Format(data.DayLayout), At: s.At, To: s.To, Title: cmp.Or(text.Title, s.Title), Text: text.Text,
		})
	}
	return all
}

// next is the text for a month that was used least.
func (s *series) next(m time.Month, used []int) (int, bool) {
	best, found := 0, false
	for i, t := range s.Texts {
		if len(t.Months) > 0 && !slices.Contains(t.Months, m) {
			continue
		}
		if !found || used[i] < used[best] {
			best, found = i, true
		}
	}
	return best, found
}

// date works out when a piece is.
func (p *piece) date(zone *time.Location) error {
	if p.Day == "" {
		return nil
	}
	when, err := p.when(zone.String())
	if err != nil {
		return fmt.Errorf("%s %s: %w", p.Day, p.Title, err)
	}
	p.at = when.Instant
	return nil
}

func (p *piece) when(zone string) (data.Schedule, error) {
	if p.Day == "" {
		return data.Schedule{}, nil
	}
	when, _, err := calendar.Resolve(p.Day+"T"+p.At, zone)
	return when, err
}
