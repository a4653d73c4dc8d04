package calendar

import (
	"errors"
	"reflect"
	"testing"
	"time"
)

func TestARecurrenceIsReadAsItIsWritten(t *testing.T) {
	for rule, want := range map[string]Recurrence{
		"FREQ=DAILY;COUNT=5": {Every: 1, Unit: Daily, Times: 5},
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;UNTIL=20261231": {
			Every: 2, Unit: Weekly, Days: []time.Weekday{time.Monday, time.Sunday}, Until: "2026-12-31",
		},
		"FREQ=MONTHLY;INTERVAL=3;COUNT=4": {Every: 3, Unit: Monthly, Times: 4},
	} {
		got, err := ReadRecurrence(rule)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, %v", rule, got, err)
		}
		if back, err := got.Rule(); err != nil || back != rule {
			t.Errorf("%s is written %s, %v", rule, back, err)
		}
	}
	monthly := Recurrence{Every: 1, Unit: Monthly, Days: []time.Weekday{time.Monday}, Times: 4}
	if rule, err := monthly.Rule(); err != nil || rule != "FREQ=MONTHLY;COUNT=4" {
		t.Errorf("days of a week by the month: %s, %v", rule, err)
	}
	loose, err := ReadRecurrence("RRULE:freq=weekly;byday=SU,MO,SU;wkst=MO;UNTIL=20270101T120000Z")
	if err != nil || loose.Until != "2027-01-01" || !reflect.DeepEqual(loose.Days, []time.Weekday{time.Monday, time.Sunday}) {
		t.Errorf("%+v, %v", loose, err)
	}
}

func TestWhatIsNotSaidInWords(t *testing.T) {
	for _, rule := range []string{"", "FREQ=DAILY", "FREQ=YEARLY;COUNT=3", "FREQ=MONTHLY;BYDAY=1MO;COUNT=3", "FREQ=MONTHLY;BYDAY=MO;COUNT=3", "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=3"} {
		if r, err := ReadRecurrence(rule); !errors.Is(err, ErrRule) {
			t.Errorf("%q: %+v, %v", rule, r, err)
		}
	}
	for _, r := range []Recurrence{{Every: 0, Unit: Weekly, Times: 3}, {Every: 1, Unit: Weekly}, {Every: 1, Unit: Daily, Times: 2000}, {Every: 1, Unit: "HOURLY", Times: 3}} {
		if rule, err := r.Rule(); !errors.Is(err, ErrRule) {
			t.Errorf("%+v: %s, %v", r, rule, err)
		}
	}
}

func TestADayIsAddedAndTakenAway(t *testing.T) {
	days := WithDay(WithDay(nil, time.Sunday), time.Tuesday)
	if !reflect.DeepEqual(days, []time.Weekday{time.Tuesday, time.Sunday}) {
		t.Errorf("%v", days)
	}
	if left := WithDay(days, time.Tuesday); !reflect.DeepEqual(left, []time.Weekday{time.Sunday}) || len(days) != 2 {
		t.Errorf("%v of %v", left, days)
	}
}
