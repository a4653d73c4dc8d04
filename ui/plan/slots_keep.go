package plan

import (
	"context"
	"slices"

	"parvis/data"
	"parvis/data/words"
)

// put stores a slot that is new or was changed.
func (t *slots) put(one data.Slot) {
	t.keep(func(all []data.Slot) []data.Slot {
		if at := slices.IndexFunc(all, func(o data.Slot) bool { return o.ID == one.ID && one.ID != 0 }); at >= 0 {
			all[at] = one
			return all
		}
		return append(all, one)
	}, t.s.Words().T("plan.slot.kept", "When", slotText(t.s.Words(), one)))
}

func (t *slots) remove(one data.Slot) {
	t.keep(func(all []data.Slot) []data.Slot {
		return slices.DeleteFunc(all, func(o data.Slot) bool { return o.ID == one.ID })
	}, t.s.Words().T("plan.slot.removed", "When", slotText(t.s.Words(), one)))
}

// keep changes the slots that the store has at the moment, whatever was read for the
// screen, says so and offers the former ones.
func (t *slots) keep(change func(all []data.Slot) []data.Slot, said string) {
	brand := t.s.Brand().ID
	t.s.Runner.Go("plan.slots.keep", func(ctx context.Context) (func(), error) {
		former, err := t.s.Ports.Slots(ctx, brand)
		if err != nil {
			return nil, err
		}
		all := change(slices.Clone(former))
		err = t.s.Ports.SaveSlots(ctx, brand, all)
		return func() {
			t.s.Shell.Toast(said, t.s.undoing(func(ctx context.Context) error {
				now, err := t.s.Ports.Slots(ctx, brand)
				if err != nil {
					return err
				}
				return t.s.Ports.SaveSlots(ctx, brand, withoutChange(now, former, all))
			}))
			t.read()
		}, err
	})
}

// withoutChange are the slots of now without what was changed between two states
// of before: what was changed since then stays.
func withoutChange(now, former, changed []data.Slot) (back []data.Slot) {
	in := func(all []data.Slot, id data.SlotID) int {
		return slices.IndexFunc(all, func(o data.Slot) bool { return o.ID == id })
	}
	for _, one := range now {
		was, became := in(former, one.ID), in(changed, one.ID)
		switch {
		case was < 0 && became >= 0: // it was new
		case was >= 0 && became >= 0 && former[was] != changed[became]:
			back = append(back, former[was])
		default:
			back = append(back, one)
		}
	}
	for _, one := range former {
		if in(changed, one.ID) < 0 && in(now, one.ID) < 0 {
			back = append(back, one)
		}
	}
	return back
}

// slotText words the hour of a slot: "lun. 09:00".
func slotText(b *words.Book, one data.Slot) string {
	return b.Weekdays()[(int(one.Weekday)-int(b.WeekStart())+7)%7] + " " + one.Wall
}

// fillBest keeps the best hours of the week that have no slot yet.
func (t *slots) fillBest() {
	brand, all := t.s.Brand().ID, slices.Clone(t.all)
	var fresh []data.Slot
	t.s.Runner.Go("plan.slots.best", func(ctx context.Context) (func(), error) {
		best, err := t.s.Ports.BestHours(ctx, brand, nil)
		return func() {
			b, n := t.s.Words(), 0
			for _, h := range best.Hours {
				near := func(o data.Slot) bool { return o.Weekday == h.Weekday && minuteOf(o.Wall)/60 == h.Hour }
				if !slices.ContainsFunc(all, near) {
					one := data.Slot{Weekday: h.Weekday, Wall: wallOf(h.Hour * 60)}
					all, fresh, n = append(all, one), append(fresh, one), n+1
				}
			}
			add := func(all []data.Slot) []data.Slot { return append(all, fresh...) }
			switch {
			case n == 0:
				t.s.Shell.Toast(b.T("plan.slot.best.none"), nil)
			case best.Own:
				t.keep(add, b.N("plan.slot.best.own", n, "Posts", best.Posts))
			default:
				t.keep(add, b.N("plan.slot.best.general", n))
			}
		}, err
	})
}
