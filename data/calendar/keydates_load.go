package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// LoadKeyDates reads the files of fsys: keydates/places.json, the rules
// keydates/<kind>.json of every kind but school, keydates/school.json and
// keydates/packs.json. A file that is missing, says something that is not
// understood or contradicts another is an error that names the file and the
// place and wraps ErrKeyDates.
func LoadKeyDates(fsys fs.FS) (*KeyDates, error) {
	k := &KeyDates{}
	if err := k.load(fsys); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyDates, err)
	}
	return k, nil
}

func (k *KeyDates) load(fsys fs.FS) error {
	var err error
	if k.places, err = list[country](fsys, "places", k.checkPlace); err != nil {
		return err
	}
	for _, kind := range kinds() {
		if kind == School {
			continue
		}
		rules, err := list[rule](fsys, string(kind), k.checkRule)
		if err != nil {
			return err
		}
		for _, r := range rules {
			r.kind = kind
			k.rules = append(k.rules, r)
		}
	}
	if k.schools, err = list[schoolYear](fsys, "school", k.checkSchool); err != nil {
		return err
	}
	slices.SortFunc(k.schools, func(a, b schoolYear) int { return time.Time(a.From).Compare(time.Time(b.From)) })
	if err := k.checkOverlap(); err != nil {
		return err
	}
	k.packs, err = list[pack](fsys, "packs", k.checkPack)
	return err
}

// list reads a file that holds a list and nothing else.
func list[T any](fsys fs.FS, name string, check func(T) error) ([]T, error) {
	name = "keydates/" + name + ".json"
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var entries []json.RawMessage
	if err := json.Unmarshal(content, &entries); err != nil {
		return nil, fmt.Errorf("%s: line %d: %w", name, lineOf(err, content), err)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: it holds nothing", name)
	}
	all := make([]T, len(entries))
	for i, entry := range entries {
		strict := json.NewDecoder(bytes.NewReader(entry))
		strict.DisallowUnknownFields()
		err := strict.Decode(&all[i])
		if err == nil {
			err = check(all[i])
		}
		if err != nil {
			return nil, fmt.Errorf("%s: entry %d: %w", name, i+1, err)
		}
	}
	return all, nil
}

// lineOf is the line at which JSON stopped making sense.
func lineOf(err error, content []byte) int {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return 1
	}
	return 1 + bytes.Count(content[:syntax.Offset], []byte("\n"))
}

func checkID(id string) error {
	if ok, _ := regexp.MatchString(`^[a-z][a-z0-9_]*$`, id); !ok {
		return fmt.Errorf("the name %q is not made of small letters, digits and _", id)
	}
	return nil
}

func (k *KeyDates) checkPlace(c country) error {
	if ok, _ := regexp.MatchString(`^[A-Z]{2}$`, c.ID); !ok {
		return fmt.Errorf("%q is not the code of a country", c.ID)
	}
	for _, z := range c.Zones {
		for _, region := range z.Regions {
			if !slices.Contains(c.Regions, region) {
				return fmt.Errorf("zone %s has region %q, which %s has not", z.ID, region, c.ID)
			}
		}
	}
	return nil
}

func (k *KeyDates) checkRule(r rule) error {
	if err := checkID(r.ID); err != nil {
		return err
	}
	if r.Source == "" {
		return fmt.Errorf("%s has no source", r.ID)
	}
	for _, place := range append(slices.Clone(r.In), r.NotIn...) {
		id, region, some := strings.Cut(place, "-")
		if c := k.country(id); c.ID == "" || some && !slices.Contains(c.Regions, region) {
			return fmt.Errorf("%s: there is no place %q", r.ID, place)
		}
	}
	switch {
	case r.Until != 0 && r.Until < r.Since:
		return fmt.Errorf("%s ends in %d, before it begins", r.ID, r.Until)
	case r.Days < 0 || r.Days > 366 || r.Days > 0 && r.To != nil:
		return fmt.Errorf("%s: days are 1 to 366, and only without a last day", r.ID)
	}
	if err := r.On.check(); err != nil {
		return fmt.Errorf("%s: %w", r.ID, err)
	}
	if r.To != nil {
		if err := r.To.check(); err != nil {
			return fmt.Errorf("%s: last day: %w", r.ID, err)
		}
	}
	return nil
}

// check says what is missing or too much in a moment.
func (m moment) check() error {
	ways, byWeekday := 0, m.Nth != 0 || m.OnOrBefore != nil || m.OnOrAfter != nil
	for _, way := range []bool{m.Fixed != nil, m.Nth != 0, m.OnOrBefore != nil, m.OnOrAfter != nil, m.Easter != nil} {
		if way {
			ways++
		}
	}
	switch {
	case ways != 1:
		return fmt.Errorf("exactly one of fixed, nth, on_or_before, on_or_after and easter says when it is, here are %d", ways)
	case byWeekday != (m.Weekday != nil):
		return errors.New("a weekday goes with nth, on_or_before and on_or_after, and only with them")
	case m.Nth < -5 || m.Nth > 5:
		return fmt.Errorf("no month has a weekday number %d", m.Nth)
	case m.Nth != 0 && (m.Month < 1 || m.Month > 12), m.Nth == 0 && m.Month != 0:
		return fmt.Errorf("a month, 1 to 12, goes with nth and only with it, here is %d", m.Month)
	case (m.Unless == nil) != (m.Then == nil):
		return errors.New("unless and then go together")
	case m.far():
		return fmt.Errorf("no day is moved by more than %d days", furthest)
	}
	for year, set := range m.Years {
		if time.Time(set).Year() != year {
			return fmt.Errorf("the day set for %d is %s", year, format(time.Time(set)))
		}
	}
	for _, other := range []*moment{m.Unless, m.Then} {
		if other == nil {
			continue
		}
		if other.Unless != nil {
			return errors.New("an unless stands inside another")
		}
		if err := other.check(); err != nil {
			return err
		}
	}
	return nil
}

// furthest keeps what belongs to one year from being found in the one after
// next.
const furthest = 100

func (m moment) far() bool {
	moves := slices.Collect(maps.Values(m.Move))
	if m.Easter != nil {
		moves = append(moves, *m.Easter)
	}
	return slices.ContainsFunc(append(moves, m.Plus), func(n int) bool { return n < -furthest || n > furthest })
}

func (k *KeyDates) checkSchool(y schoolYear) error {
	if !slices.Contains(k.SchoolZones(y.Country), y.Zone) {
		return fmt.Errorf("there is no school zone %q in %q", y.Zone, y.Country)
	}
	if y.Source == "" {
		return fmt.Errorf("zone %s has no source", y.Zone)
	}
	last := time.Time(y.From)
	for _, d := range y.Dates {
		if err := checkID(d.ID); err != nil {
			return err
		}
		begins, ends := time.Time(d.From), time.Time(d.last())
		if begins.Before(last) || ends.Before(begins) || ends.After(time.Time(y.To)) {
			return fmt.Errorf("zone %s: %s (%s to %s) is out of order or outside its year", y.Zone, d.ID, format(begins), format(ends))
		}
		last = ends
	}
	return nil
}

func (k *KeyDates) checkPack(p pack) error {
	if err := checkID(p.ID); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, d := range p.Dates {
		switch {
		case !k.has(d.ID):
			return fmt.Errorf("%s: there is no date %q", p.ID, d.ID)
		case seen[d.ID]:
			return fmt.Errorf("%s has %s twice", p.ID, d.ID)
		case d.Lead < 1 || d.Lead > LongestLead:
			return fmt.Errorf("%s: %s is announced %d days ahead, 1 to %d are possible", p.ID, d.ID, d.Lead, LongestLead)
		}
		seen[d.ID] = true
	}
	return nil
}

func (k *KeyDates) has(id string) bool {
	return slices.ContainsFunc(k.rules, func(r rule) bool { return r.ID == id }) ||
		slices.ContainsFunc(k.schools, func(y schoolYear) bool {
			return slices.ContainsFunc(y.Dates, func(d schoolDate) bool { return d.ID == id })
		})
}

// checkOverlap finds school years that tell of the same day of one zone.
func (k *KeyDates) checkOverlap() error {
	last := map[string]time.Time{}
	for _, y := range k.schools {
		zone := y.Country + "-" + y.Zone
		if end, ok := last[zone]; ok && !time.Time(y.From).After(end) {
			return fmt.Errorf("two school years of zone %s meet on %s", zone, format(time.Time(y.From)))
		}
		last[zone] = time.Time(y.To)
	}
	return nil
}
