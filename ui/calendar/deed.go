package calendar

import (
	"context"
	"errors"

	"parvis/data"
)

// undoing takes back what was stored.
type undoing = func(context.Context) error

// deed is something done to posts that can be taken back and done again.
type deed struct {
	op    string // for the log
	moves []move // shown before they are stored; none where the answer is read again
	// do stores it and gives what takes it back; after an error nothing is stored.
	do   func(context.Context) (undoing, error)
	done func() string // what is said of it, in the words of the moment
	back func() string // what is said when it was taken back
	undo undoing       // of the last time that it was done
}

// history is what was done on the calendar of a brand since it was opened.
type history struct{ done, undone []*deed }

// mostDeeds is how many can be taken back.
const mostDeeds = 100

func (h *history) push(d *deed) {
	h.done = append(h.done, d)
	if len(h.done) > mostDeeds {
		h.done = h.done[1:]
	}
}

// drop takes a deed out of a list, wherever it is.
func drop(list []*deed, d *deed) []*deed {
	var rest []*deed
	for _, each := range list {
		if each != d {
			rest = append(rest, each)
		}
	}
	return rest
}

// deedKey is one for all: deeds never run side by side, so that they are taken
// back in their order.
const deedKey = "calendar.deed"

// acting tells whether a deed is being stored, and says so.
func (s *Screen) acting() bool {
	if !s.Runner.Busy(deedKey) {
		return false
	}
	s.Shell.Toast(s.Words().T("calendar.fixed.moving"), nil)
	return true
}

// perform does something new.
func (s *Screen) perform(d *deed) {
	if !s.acting() {
		s.run(d, func() { s.history.undone = nil })
	}
}

// run shows a deed at once, stores it, and offers to take it back.
func (s *Screen) run(d *deed, then func()) {
	m := s.m
	m.begin(d.moves)
	s.show()
	s.Runner.Go(deedKey, func(ctx context.Context) (func(), error) {
		undo, err := d.do(ctx)
		return func() {
			if !s.settled(m, d.op, d.moves, err) {
				return
			}
			d.undo = undo
			if s.m == m {
				s.history.push(d)
				then()
			}
			s.Shell.Toast(d.done(), func() { s.takeBack(m, d) })
		}, nil
	})
}

// settled shows what became of a deed, and tells whether it was stored.
func (s *Screen) settled(m *model, op string, moves []move, err error) bool {
	if err != nil {
		m.drop(moves)
		s.show()
		s.Shell.Fail(op, err)
		return false
	}
	m.keep(moves)
	s.show()
	if (len(moves) == 0 || m.mode == listMode) && s.m == m {
		s.readAgain()
	}
	return true
}

// takeBack undoes a deed, which need not be the last.
func (s *Screen) takeBack(m *model, d *deed) {
	if s.acting() {
		return
	}
	moves := backwards(d.moves)
	m.begin(moves)
	s.show()
	s.Runner.Go(deedKey, func(ctx context.Context) (func(), error) {
		err := d.undo(ctx)
		return func() {
			if s.m == m {
				s.history.done = drop(s.history.done, d)
			}
			if !s.settled(m, d.op+": undo", moves, err) {
				return
			}
			if s.m == m {
				s.history.undone = append(s.history.undone, d)
			}
			s.Shell.Toast(d.back(), nil)
		}, nil
	})
}

// Undo takes back what was done last on the calendar; it tells whether there
// was anything.
func (s *Screen) Undo() bool {
	n := len(s.history.done)
	if n > 0 {
		s.takeBack(s.m, s.history.done[n-1])
	}
	return n > 0
}

// Redo does again what was taken back last; it tells whether there was anything.
func (s *Screen) Redo() bool {
	n := len(s.history.undone)
	if n == 0 || s.acting() {
		return n > 0
	}
	d := s.history.undone[n-1]
	s.run(d, func() { s.history.undone = drop(s.history.undone, d) })
	return true
}

// each does something to n posts, one after the other. When one fails, those
// before it are taken back.
func each(n int, do func(ctx context.Context, i int) (undoing, error)) func(context.Context) (undoing, error) {
	return func(ctx context.Context) (undoing, error) {
		var undos []undoing
		back := func(ctx context.Context) error {
			var errs []error
			for i := len(undos) - 1; i >= 0; i-- {
				errs = append(errs, undos[i](ctx))
			}
			return errors.Join(errs...)
		}
		for i := range n {
			undo, err := do(ctx, i)
			if err != nil {
				return nil, errors.Join(err, back(context.WithoutCancel(ctx)))
			}
			undos = append(undos, undo)
		}
		return back, nil
	}
}

// moveToDay is a drop on another day of the month.
func (s *Screen) moveToDay(id data.DeliveryID, day string) {
	e, ok := s.m.entry(id)
	if !ok {
		return
	}
	if all := s.m.subjects(e); len(all) > 1 {
		s.moveBy(e, all, between(s.m.dayOf(e.Due), day), 0)
		return
	}
	to, reason, ok, err := s.m.planDay(e, day)
	s.move(to, reason, ok, err)
}

// moveToTime is a drop on the week.
func (s *Screen) moveToTime(id data.DeliveryID, day string, minute int) {
	e, ok := s.m.entry(id)
	if !ok {
		return
	}
	if all := s.m.subjects(e); len(all) > 1 {
		s.moveBy(e, all, between(s.m.dayOf(e.Due), day), minute-s.m.minuteOf(e.Due))
		return
	}
	to, reason, ok, err := s.m.planTime(e, day, minute)
	s.move(to, reason, ok, err)
}

// move does one move. What is not possible says why.
func (s *Screen) move(to move, reason string, ok bool, err error) {
	switch {
	case err != nil:
		s.Shell.Fail("calendar: move", err)
	case reason != "":
		s.Shell.Toast(s.Words().T(reason, "When", s.when(to)), nil)
	case ok:
		s.moveAll([]move{to}, 0)
	}
}

// moveBy moves all that is chosen as far as the entry that was dragged.
func (s *Screen) moveBy(dragged data.Entry, all []data.Entry, days, minutes int) {
	p, err := s.m.planBy(all, days, minutes)
	switch {
	case err != nil:
		s.Shell.Fail("calendar: move", err)
	case p.past != nil:
		s.Shell.Toast(s.Words().T("calendar.fixed.past", "When", s.when(*p.past)), nil)
	case len(p.moves) == 0 && fixed(dragged) != "":
		s.Shell.Toast(s.Words().T(fixed(dragged)), nil)
	case len(p.moves) > 0:
		s.moveAll(p.moves, p.stay)
	}
}

func (s *Screen) moveAll(moves []move, stay int) {
	s.perform(&deed{
		op:    "calendar: move",
		moves: moves,
		do: each(len(moves), func(ctx context.Context, i int) (undoing, error) {
			return s.Ports.Move(ctx, moves[i].entry.Post, moves[i].when)
		}),
		done: func() string { return s.moved(moves, stay) },
		back: func() string {
			if len(moves) > 1 {
				return s.Words().N("calendar.moved_back.all", len(moves))
			}
			return s.Words().T("calendar.moved_back", "Title", titleOf(s.Words(), moves[0].entry))
		},
	})
}

// moved says where posts went, and what a change of clocks did to their hours.
func (s *Screen) moved(moves []move, stay int) string {
	b, to := s.Words(), moves[0]
	text := b.T("calendar.moved_to", "Title", titleOf(b, to.entry), "When", s.when(to))
	if len(moves) > 1 {
		text = b.N("calendar.moved_all", len(moves), "When", s.when(to))
	}
	if stay > 0 {
		text += " " + b.N("calendar.moved_not", stay)
	}
	for _, each := range moves {
		if note := shiftNote(b, each.when, each.shift); note != "" {
			return text + " " + note
		}
	}
	return text
}
