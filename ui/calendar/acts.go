package calendar

import (
	"fmt"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
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

// ShowDay shows the period in which a day lies, "2026-11-26", and chooses the day.
func (s *Screen) ShowDay(day string) { s.selectDay(day) }

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
	s.Shell.NewPost(wallAt(day, minute))
}

// fill begins a post in an hour that is kept for one.
func (s *Screen) fill(id data.DeliveryID) {
	i := int(-id) - 1
	if i < 0 || i >= len(s.m.around.openings) {
		return
	}
	o := s.m.around.openings[i]
	s.Shell.NewPostFor(o.When.Wall, o.Slot.Account, o.Slot.Pillar)
}

// wallAt is a time of a day as a wall time, from minutes after midnight.
func wallAt(day string, minute int) string {
	return fmt.Sprintf("%sT%02d:%02d", day, minute/60, minute%60)
}

// ShowCampaign shows only the posts of a campaign.
func (s *Screen) ShowCampaign(id data.CampaignID) {
	s.m.filter = filter{Campaign: id, Undated: s.m.filter.Undated}
	s.filtered()
}

func (s *Screen) toggleCampaign(id data.CampaignID) {
	if s.m.filter.Campaign == id {
		id = 0
	}
	s.m.filter.Campaign = id
	s.filtered()
}

func (s *Screen) toggleDates(k calendar.DateKind) {
	s.m.filter.toggleDates(k)
	s.remember()
	s.show()
}

func (s *Screen) toggleAccount(id data.AccountID) {
	s.m.filter.toggleAccount(id, s.m.accounts)
	s.filtered()
	s.readFigures()
	s.readPlan()
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
	b, when := s.Words(), s.Words().ShortDateTime(to.when.Instant.In(s.m.zone))
	if s.m.otherZone(s.m.dayOf(to.when.Instant)) != nil {
		return b.T("calendar.when_zone", "When", when, "Zone", placeOf(s.m.zone))
	}
	return when
}

// placeOf is the town that a zone is named after: "New York".
func placeOf(zone *time.Location) string {
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
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
