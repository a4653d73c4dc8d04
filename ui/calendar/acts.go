package calendar

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/data/words"
)

func (s *Screen) step(n int) {
	s.m.step(n)
	s.read()
}

func (s *Screen) toToday() {
	s.m.toToday()
	s.read()
}

func (s *Screen) setMode(to mode) {
	if s.m.setMode(to) {
		s.remember()
		s.read()
	}
}

// selectDay moves the selection and reads when that leads to another period.
func (s *Screen) selectDay(day string) {
	if s.m.selectDay(day) {
		s.read()
		return
	}
	s.show()
}

// openDay shows all of a day, in the list.
func (s *Screen) openDay(day string) {
	s.m.show(day)
	if !s.m.setMode(listMode) {
		s.read()
		return
	}
	s.remember()
	s.read()
}

// open shows a post at the side.
func (s *Screen) open(post data.PostID) {
	s.Opened(post)
	s.Shell.OpenPost(post)
}

// write begins a post on a day.
func (s *Screen) write(day string) {
	s.m.selectDay(day)
	s.Shell.NewPost(day)
}

// writeAt begins a post at a time of a day, minutes after midnight.
func (s *Screen) writeAt(day string, minute int) {
	s.m.selectDay(day)
	s.Shell.NewPost(fmt.Sprintf("%sT%02d:%02d", day, minute/60, minute%60))
}

func (s *Screen) toggleAccount(id data.AccountID) {
	s.m.filter.toggleAccount(id, s.m.accounts)
	s.filtered()
	s.readFigures()
}

func (s *Screen) toggleGroup(g group) {
	s.m.filter.toggleGroup(g)
	s.filtered()
}

func (s *Screen) showEverything() {
	s.m.filter = filter{}
	s.filtered()
	s.readFigures()
}

func (s *Screen) filtered() {
	s.m.forget()
	s.remember()
	s.read()
}

// moveToDay is a drop on another day of the month.
func (s *Screen) moveToDay(id data.DeliveryID, day string) {
	if e, ok := s.m.entry(id); ok {
		to, reason, ok, err := s.m.planDay(e, day)
		s.move(to, reason, ok, err)
	}
}

// moveToTime is a drop on the week.
func (s *Screen) moveToTime(id data.DeliveryID, day string, minute int) {
	if e, ok := s.m.entry(id); ok {
		to, reason, ok, err := s.m.planTime(e, day, minute)
		s.move(to, reason, ok, err)
	}
}

// move shows the post in its new place at once, stores that, and offers to
// take it back. What is not possible says why.
func (s *Screen) move(to move, reason string, ok bool, err error) {
	switch {
	case err != nil:
		s.Shell.Fail("calendar: move", err)
		return
	case reason != "":
		s.Shell.Toast(s.Words().T(reason, "When", s.when(to)), nil)
		return
	case !ok:
		return
	}
	m := s.m
	m.begin(to)
	s.show()
	s.Runner.Go(moveKey(to), func(ctx context.Context) (func(), error) {
		undo, err := s.Ports.Move(ctx, to.entry.Post, to.when)
		return func() {
			if err != nil {
				m.drop(to)
				s.show()
				s.Shell.Fail("calendar: move", err)
				return
			}
			m.keep(to)
			s.show()
			s.Shell.Toast(s.moved(to), func() { s.takeBack(m, to, undo) })
		}, nil
	})
}

// takeBack undoes a move.
func (s *Screen) takeBack(m *model, to move, undo func(context.Context) error) {
	back := to.back()
	m.begin(back)
	s.show()
	s.Runner.Go(moveKey(to), func(ctx context.Context) (func(), error) {
		err := undo(ctx)
		return func() {
			if err != nil {
				m.drop(back)
				s.show()
				s.Shell.Fail("calendar: undo a move", err)
				return
			}
			m.keep(back)
			s.show()
			s.Shell.Toast(s.Words().T("calendar.moved_back", "Title", titleOf(s.Words(), to.entry)), nil)
		}, nil
	})
}

// moveKey is one per post: the moves of one post never run side by side.
func moveKey(to move) string { return "calendar.move." + strconv.FormatInt(int64(to.entry.Post), 10) }

// moved says where a post went, and what a change of clocks did to its hour.
func (s *Screen) moved(to move) string {
	b := s.Words()
	text := b.T("calendar.moved_to", "Title", titleOf(b, to.entry), "When", s.when(to))
	if key := shiftOf(to.shift); key != "" {
		text += " " + b.T(key, "Wall", clockOf(to.when.Wall), "Used", clockOf(to.shift.Used))
	}
	return text
}

func (s *Screen) when(to move) string {
	return s.Words().ShortDateTime(to.when.Instant.In(s.m.zone))
}

// clockOf is the time of a wall time: "02:30".
func clockOf(wall string) string {
	_, clock, _ := strings.Cut(wall, "T")
	return clock
}

// titleOf is what stands for an entry that has no words yet as well.
func titleOf(b *words.Book, e data.Entry) string {
	if e.Headline == "" {
		return b.T("calendar.untitled")
	}
	return e.Headline
}
