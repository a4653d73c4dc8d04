package plan

import (
	"context"
	"slices"
	"testing"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// week keeps slots, as the store does.
type week struct {
	desk
	slots []data.Slot
}

func (w *week) Slots(context.Context, data.BrandID) ([]data.Slot, error) {
	return slices.Clone(w.slots), nil
}

func (w *week) SaveSlots(_ context.Context, _ data.BrandID, all []data.Slot) error {
	w.slots = slices.Clone(all)
	return nil
}

func (w *week) Openings(context.Context, data.BrandID, time.Time, time.Time) ([]calendar.Opening, error) {
	return nil, nil
}

// A form may be saved before the week was read, or after it was changed elsewhere.
func TestASlotIsPutBesideThoseOfTheMoment(t *testing.T) {
	w := &week{slots: []data.Slot{{ID: 1, Weekday: time.Monday, Wall: "09:00"}}}
	s := newScene(t, w, "slots")
	section := s.screen.shown().(*slots)
	section.forget()
	w.slots = append(w.slots, data.Slot{ID: 2, Weekday: time.Friday, Wall: "18:30"})
	section.put(data.Slot{Weekday: time.Tuesday, Wall: "08:15"})
	s.Settle()
	if len(w.slots) != 3 || w.slots[2].Wall != "08:15" {
		t.Fatalf("%+v", w.slots)
	}
	w.slots[2].ID = 3
	section.remove(w.slots[0])
	s.Settle()
	if len(w.slots) != 2 || w.slots[0].ID != 2 {
		t.Fatalf("%+v", w.slots)
	}
	s.shell.undo()
	s.Settle()
	if len(w.slots) != 3 {
		t.Errorf("taken back: %+v", w.slots)
	}
}
