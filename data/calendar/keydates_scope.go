package calendar

import (
	"fmt"
	"slices"
)

// country is a place whose dates are known.
type country struct {
	ID      string   `json:"id"`
	Regions []string `json:"regions"`
	Zones   []zone   `json:"zones"`
}

// zone is a part of a country with a school calendar of its own.
type zone struct {
	ID      string   `json:"id"`
	Regions []string `json:"regions"`
}

// pack is what matters to one trade.
type pack struct {
	ID    string     `json:"id"`
	Dates []packDate `json:"dates"`
}

type packDate struct {
	ID   string `json:"id"`
	Lead int    `json:"lead"` // days ahead
}

// Countries lists what Scope.Country may be; the name of each is in the
// catalogues under "keydate.place.FR".
func (k *KeyDates) Countries() []string {
	return names(k.places, func(c country) string { return c.ID })
}

// Regions lists what Scope.Region may be in a country, nil in an unknown one;
// the name of each is in the catalogues under "keydate.place.FR-57".
func (k *KeyDates) Regions(country string) []string {
	return slices.Clone(k.country(country).Regions)
}

// SchoolZones lists what Scope.SchoolZone may be in a country, none where no
// school calendar is known; the name of each is in the catalogues under
// "keydate.zone.FR-A".
func (k *KeyDates) SchoolZones(country string) []string {
	return names(k.country(country).Zones, func(z zone) string { return z.ID })
}

// SchoolZone is the zone of a region, "" when it has no known one.
func (k *KeyDates) SchoolZone(country, region string) string {
	for _, z := range k.country(country).Zones {
		if slices.Contains(z.Regions, region) {
			return z.ID
		}
	}
	return ""
}

// Packs lists what Scope.Packs may hold; the name of each trade is in the
// catalogues under "keydate.pack.bakery".
func (k *KeyDates) Packs() []string {
	return names(k.packs, func(p pack) string { return p.ID })
}

func names[T any](of []T, name func(T) string) (all []string) {
	for _, one := range of {
		all = append(all, name(one))
	}
	return all
}

// country is the zero value when it is unknown.
func (k *KeyDates) country(id string) country {
	for _, c := range k.places {
		if c.ID == id {
			return c
		}
	}
	return country{}
}

// known complains of what the files do not have, and adds the region's school
// zone when none is given.
func (k *KeyDates) known(scope Scope) (Scope, error) {
	if scope.Country != "" && !slices.Contains(k.Countries(), scope.Country) {
		return scope, fmt.Errorf("%w: country %q", ErrScope, scope.Country)
	}
	if scope.Region != "" && !slices.Contains(k.Regions(scope.Country), scope.Region) {
		return scope, fmt.Errorf("%w: region %q of %q", ErrScope, scope.Region, scope.Country)
	}
	if scope.SchoolZone == "" {
		scope.SchoolZone = k.SchoolZone(scope.Country, scope.Region)
	} else if !slices.Contains(k.SchoolZones(scope.Country), scope.SchoolZone) {
		return scope, fmt.Errorf("%w: school zone %q of %q", ErrScope, scope.SchoolZone, scope.Country)
	}
	for _, p := range scope.Packs {
		if !slices.Contains(k.Packs(), p) {
			return scope, fmt.Errorf("%w: trade %q", ErrScope, p)
		}
	}
	return scope, nil
}

// forTrades adds what the date means to the trades, false when it is none of
// theirs. Whoever names no trade gets everything, unadorned.
func (k *KeyDates) forTrades(d KeyDate, trades []string) (KeyDate, bool) {
	if len(trades) == 0 {
		return d, true
	}
	matters := d.Kind != Trade && d.Kind != World
	for _, p := range k.packs {
		if !slices.Contains(trades, p.ID) {
			continue
		}
		for _, own := range p.Dates {
			if own.ID == d.ID {
				matters = true
				d.Lead = max(d.Lead, own.Lead)
				d.Angles = append(d.Angles, "keydate.angle."+p.ID+"."+d.ID)
			}
		}
	}
	return d, matters
}
