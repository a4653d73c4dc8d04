package calendar_test

import (
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// zones are of every continent and every odd rule known to us: half hours,
// changes at midnight, negative daylight saving, Ramadan, none at all.
func zones() []string {
	return []string{
		"Africa/Abidjan", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Johannesburg", "Africa/Lagos",
		"Africa/Nairobi", "Africa/Tunis", "America/Anchorage", "America/Argentina/Buenos_Aires", "America/Asuncion",
		"America/Bogota", "America/Caracas", "America/Chicago", "America/Denver", "America/Guadeloupe", "America/Halifax",
		"America/Havana", "America/Lima", "America/Los_Angeles", "America/Martinique", "America/Mexico_City",
		"America/Miquelon", "America/Montreal", "America/New_York", "America/Nuuk", "America/Port-au-Prince",
		"America/Santiago", "America/Sao_Paulo", "America/Scoresbysund", "America/St_Johns", "America/Tijuana",
		"Antarctica/Troll", "Asia/Almaty", "Asia/Beirut", "Asia/Dubai", "Asia/Gaza", "Asia/Hebron", "Asia/Ho_Chi_Minh",
		"Asia/Hong_Kong", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tehran", "Asia/Tokyo",
		"Atlantic/Azores", "Atlantic/Canary", "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Sydney",
		"Europe/Athens", "Europe/Brussels", "Europe/Chisinau", "Europe/Dublin", "Europe/Istanbul", "Europe/Lisbon",
		"Europe/London", "Europe/Madrid", "Europe/Moscow", "Europe/Paris", "Europe/Zurich", "Indian/Reunion",
		"Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Easter", "Pacific/Honolulu", "Pacific/Kiritimati",
		"Pacific/Noumea", "Pacific/Pago_Pago", "Pacific/Tahiti",
	}
}

// wallAt is the time on the wall at an instant, as if it were UTC.
func wallAt(t time.Time, loc *time.Location) time.Time {
	_, offset := t.In(loc).Zone()
	return t.Add(time.Duration(offset) * time.Second)
}

// oracle finds the instant of a wall time by going through a day minute by
// minute: offsets lie between -12 and +14 hours. It shares nothing with the resolver but the time package's answer
// to what the wall shows now.
func oracle(wall time.Time, loc *time.Location) (instant time.Time, times int) {
	var before time.Time // the last minute before the wall was past the time
	for t := wall.Add(-15 * time.Hour); t.Before(wall.Add(14 * time.Hour)); t = t.Add(time.Minute) {
		shown := wallAt(t, loc)
		if shown.Equal(wall) {
			if times == 0 {
				instant = t
			}
			times++
		}
		if shown.Before(wall) {
			before = t
		}
	}
	if times == 0 {
		_, offset := before.In(loc).Zone()
		instant = wall.Add(-time.Duration(offset) * time.Second)
	}
	return instant, times
}

// changes finds, by looking every hour, when a zone moves its clocks.
func changes(loc *time.Location, from, to time.Time) []time.Time {
	var found []time.Time
	_, last := from.In(loc).Zone()
	for t := from; t.Before(to); t = t.Add(time.Hour) {
		_, offset := t.In(loc).Zone()
		if offset == last {
			continue
		}
		exact := t.Add(-time.Hour)
		for {
			if _, now := exact.In(loc).Zone(); now != last {
				break
			}
			exact = exact.Add(time.Minute)
		}
		found = append(found, exact)
		last = offset
	}
	return found
}

// TestEveryChangeOfClocksAgreesWithTheOracle covers R19 over 2024 to 2030.
func TestEveryChangeOfClocksAgreesWithTheOracle(t *testing.T) {
	from, to := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	gaps, overlaps := 0, 0
	for _, zone := range zones() {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, change := range changes(loc, from, to) {
			for _, minutes := range []int{-121, -61, -60, -31, -30, -1, 0, 1, 15, 29, 30, 45, 59, 60, 61, 120} {
				wall := wallAt(change.Add(-time.Minute), loc).Add(time.Duration(minutes+1) * time.Minute)
				want, times := oracle(wall, loc)
				got, shift, err := calendar.Resolve(wall.Format(data.WallLayout), zone)
				if err != nil {
					t.Fatal(err)
				}
				kind := []calendar.ShiftKind{calendar.Gap, calendar.NoShift, calendar.Overlap}[min(times, 2)]
				if !got.Instant.Equal(want) || shift.Kind != kind {
					t.Errorf("%s %s is %s (%v), the oracle says %s (%v)", wall.Format(data.WallLayout), zone, got.Instant, shift.Kind, want, kind)
				}
				switch kind {
				case calendar.Gap:
					gaps++
				case calendar.Overlap:
					overlaps++
				}
			}
		}
	}
	if gaps < 1000 || overlaps < 1000 {
		t.Errorf("met only %d gaps and %d overlaps", gaps, overlaps)
	}
}

func FuzzResolveGivesTheTimeBack(f *testing.F) {
	f.Add(int64(29_000_000), uint8(3))
	f.Add(int64(-2_000_000), uint8(40))
	f.Fuzz(func(t *testing.T, minutes int64, which uint8) {
		zone := zones()[int(which)%len(zones())]
		instant := time.Unix(minutes%(200*365*24*60)*60, 0).UTC()
		wall, err := calendar.Wall(instant, zone)
		if err != nil {
			t.Fatal(err)
		}
		got, shift, err := calendar.Resolve(wall, zone)
		if err != nil {
			t.Fatal(err)
		}
		// Offsets of before about 1970 may have seconds, which a wall time cuts off.
		off := instant.Sub(got.Instant)
		if shift.Kind == calendar.Gap || off.Abs() >= time.Minute && off != shift.By {
			t.Errorf("%s in %s comes back as %s (%+v)", instant, zone, got.Instant, shift)
		}
	})
}
