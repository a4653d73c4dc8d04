package calendar

import (
	"fmt"
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
