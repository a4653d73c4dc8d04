package plan

import (
	"slices"
	"testing"

	"parvis/data"
)

func TestTakingBackAnHourLosesNoLaterChange(t *testing.T) {
	one := func(id data.SlotID, wall string) data.Slot { return data.Slot{ID: id, Wall: wall} }
	for name, c := range map[string]struct{ former, changed, now, want []data.Slot }{
		"an hour that was added": {
			[]data.Slot{one(1, "09:00")},
			[]data.Slot{one(1, "09:00"), one(2, "12:00")},
			[]data.Slot{one(1, "09:00"), one(2, "12:00"), one(3, "18:00")},
			[]data.Slot{one(1, "09:00"), one(3, "18:00")},
		},
		"an hour that was taken away": {
			[]data.Slot{one(1, "09:00"), one(2, "12:00")},
			[]data.Slot{one(1, "09:00")},
			[]data.Slot{one(1, "10:00")},
			[]data.Slot{one(1, "10:00"), one(2, "12:00")},
		},
		"an hour that was changed": {
			[]data.Slot{one(1, "09:00")},
			[]data.Slot{one(1, "10:00")},
			[]data.Slot{one(1, "10:00"), one(2, "12:00")},
			[]data.Slot{one(1, "09:00"), one(2, "12:00")},
		},
		"an hour that is gone since": {
			[]data.Slot{one(1, "09:00")}, []data.Slot{one(1, "10:00")}, nil, nil,
		},
	} {
		if got := withoutChange(c.now, c.former, c.changed); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
