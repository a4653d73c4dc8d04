package calendar

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/words"
	"parvis/ui/widgets"
)

// ideas are those of the board, and which of them the drawer shows.
type ideas struct {
	all   []data.Idea
	known bool
	text  string     // searched for
	stage data.Stage // "": all
}

// shown are the ideas that have every word of the search, without regard to
// accents and case: those that are ready before those at work, and new ones last.
func (i ideas) shown() (found []data.Idea) {
	stages := data.Stages()
	for at := len(stages) - 1; at >= 0; at-- {
		for _, one := range i.all {
			if one.Stage == stages[at] && (i.stage == "" || one.Stage == i.stage) && mentions(one, i.text) {
				found = append(found, one)
			}
		}
	}
	return found
}

func mentions(i data.Idea, text string) bool {
	all := plain(i.Title + " " + i.Text + " " + i.Link)
	for _, word := range strings.Fields(plain(text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// plain is a text as a search compares it.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
}

// hourOn is the time of a day, in minutes after midnight, at which a post begins
// for which nobody chose one: the first of the best hours that is still to come,
// or else nine o'clock, or on a day that has begun the next full hour.
func (m *model) hourOn(day string) int {
	now := -1
	if day == m.today() {
		now = m.minuteOf(m.clock.Now())
	}
	for _, hour := range m.bestOn(day) {
		if hour*60 > now {
			return hour * 60
		}
	}
	const nine = 9 * 60
	if nine > now {
		return nine
	}
	return min((now/60+1)*60, 24*60-15)
}

// readIdeas reads the board.
func (s *Screen) readIdeas() {
	m, brand := s.m, s.m.brand.ID
	s.Runner.Go("calendar.ideas", func(ctx context.Context) (func(), error) {
		all, err := s.Ports.Ideas(ctx, brand)
		return func() {
			if s.m == m {
				m.ideas.all, m.ideas.known = all, true
				s.show()
			}
		}, err
	})
}

// planIdea makes a draft of an idea at a time, in the campaign that is shown
// alone, if one is.
func (s *Screen) planIdea(i data.Idea, day string, minute int) {
	when, shift, err := calendar.Resolve(wallAt(day, minute), s.m.zone.String())
	if err != nil {
		s.Shell.Fail("calendar: idea", err)
		return
	}
	at := func() string { return s.Words().ShortDateTime(when.Instant.In(s.m.zone)) }
	if !when.Instant.After(s.m.clock.Now()) {
		s.Shell.Toast(s.Words().T("calendar.fixed.past", "When", at()), nil)
		return
	}
	campaign := s.m.filter.Campaign
	s.perform(&deed{
		op: "calendar: idea",
		do: func(ctx context.Context) (undoing, error) {
			_, undo, err := s.Ports.PlanIdea(ctx, i, when, campaign)
			return undo, err
		},
		done: func() string {
			text := s.Words().T("calendar.idea.planned", "Idea", ideaCard(s.Words(), s.m, i).Title, "When", at())
			return strings.TrimSpace(text + " " + shiftNote(s.Words(), when, shift))
		},
		back: func() string {
			return s.Words().T("calendar.idea.back", "Idea", ideaCard(s.Words(), s.m, i).Title)
		},
	})
}

// ideaCard words an idea. One without a title has its first line in its place,
// or the host of its link.
func ideaCard(b *words.Book, m *model, i data.Idea) widgets.BoardCard {
	title, note := i.Title, i.Text
	if title == "" {
		title, note, _ = strings.Cut(i.Text, "\n")
	}
	c := widgets.BoardCard{Title: oneLine(title), Note: oneLine(note), Images: len(i.Media), Label: b.T("idea.stage." + string(i.Stage))}
	if c.Title == "" {
		c.Title = i.Link
	}
	for _, p := range m.pillars {
		if p.ID == i.Pillar {
			c.Label, c.Colour = p.Name, p.Colour
		}
	}
	return c
}

// oneLine is a text in a single row, without more of it than a row can show.
func oneLine(text string) string {
	const most = 160
	line := []rune(strings.Join(strings.Fields(text), " "))
	return string(line[:min(len(line), most)])
}

// ideasName is what the button of the drawer says: "Idées (6)".
func ideasName(b *words.Book, m *model) string {
	if len(m.ideas.all) == 0 {
		return b.T("calendar.ideas")
	}
	return b.T("calendar.ideas.some", "N", fmt.Sprint(len(m.ideas.all)))
}
