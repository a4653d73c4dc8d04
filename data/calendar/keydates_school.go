package calendar

import "time"

// schoolYear is a published calendar of one zone.
type schoolYear struct {
	Country string       `json:"country"`
	Zone    string       `json:"zone"`
	From    date         `json:"from"` // the first day it tells of
	To      date         `json:"to"`   // the last one
	Source  string       `json:"source"`
	Unsure  bool         `json:"unsure"`
	Dates   []schoolDate `json:"dates"`
}

// schoolDate is a day or a holiday of a school year, without the last day of
// class and the first one after.
type schoolDate struct {
	ID   string `json:"id"`
	From date   `json:"from"`
	To   *date  `json:"to"` // none: a single day
}

// Span is days in a row, both included: "2027-07-04" to "2027-12-31".
type Span struct{ From, To string }

// Unpublished lists the days between two, both included, of which no school
// calendar of the scope is known: nobody has published one yet, or this version
// of Parvis was made before. Without a school zone these are all of them. The
// error wraps ErrTime or ErrScope.
func (k *KeyDates) Unpublished(from, to string, scope Scope) ([]Span, error) {
	next, last, err := span(from, to)
	if err != nil {
		return nil, err
	}
	scope, err = k.known(scope)
	if err != nil {
		return nil, err
	}
	var gaps []Span
	for _, year := range k.schools { // in the order of time
		begins, ends := time.Time(year.From), time.Time(year.To)
		if !year.of(scope) || ends.Before(next) || begins.After(last) {
			continue
		}
		if begins.After(next) {
			gaps = append(gaps, Span{format(next), format(begins.AddDate(0, 0, -1))})
		}
		next = ends.AddDate(0, 0, 1)
	}
	if !next.After(last) {
		gaps = append(gaps, Span{format(next), format(last)})
	}
	return gaps, nil
}

func (y schoolYear) of(scope Scope) bool {
	return y.Country == scope.Country && y.Zone == scope.SchoolZone
}

// school are the dates of the scope's school calendars.
func (k *KeyDates) school(from, to string, scope Scope) (found []KeyDate) {
	for _, year := range k.schools {
		if !year.of(scope) {
			continue
		}
		for _, d := range year.Dates {
			begins, ends := format(time.Time(d.From)), format(time.Time(d.last()))
			if ends >= from && begins <= to {
				found = append(found, KeyDate{
					ID: d.ID, Key: "keydate." + d.ID, Kind: School, From: begins, To: ends,
					Source: year.Source, Unsure: year.Unsure,
				})
			}
		}
	}
	return found
}

func (d schoolDate) last() date {
	if d.To == nil {
		return d.From
	}
	return *d.To
}
