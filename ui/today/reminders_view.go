package today

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// readReminders reads what is ahead.
func (s *Screen) readReminders() {
	m := s.m
	s.Runner.Go("today.reminders", func(ctx context.Context) (func(), error) {
		h, err := m.look(ctx, s.Ports)
		return func() {
			if s.m == m {
				m.horizon = h
				s.show()
			}
		}, err
	})
}

// dismiss puts a reminder away until its time; the toast shows it again.
func (s *Screen) dismiss(r reminder) {
	brand := s.m.brand.ID
	s.setDismissed(brand, r, r.until, func() {
		s.Shell.Toast(s.Words().T("today.reminder.gone", "Day", dayOf(s.Words(), r.until)), func() { s.setDismissed(brand, r, "", func() {}) })
	})
}

func (s *Screen) setDismissed(brand data.BrandID, r reminder, until string, then func()) {
	s.Runner.Go("today.dismiss."+r.name, func(ctx context.Context) (func(), error) {
		err := s.Ports.Dismiss(ctx, brand, r.name, until)
		return func() {
			then()
			s.readReminders()
		}, err
	})
}

// showReminders draws the card of what came from the watched folder and of
// reminders; without any there is none.
func (b *body) showReminders(w *words.Book, m *model) {
	lines := b.photos(w, m)
	for _, r := range m.reminders() {
		lines = append(lines, b.reminder(w, m, r))
	}
	setVisible(b.ahead, len(lines) > 0)
	b.reminders.set(w.T("today.reminders"), "", "", lines...)
}

// reminder is one line: what to think of, what there is to know, and what helps.
func (b *body) reminder(w *words.Book, m *model, r reminder) fyne.CanvasObject {
	text := widgets.NewColumn(3, widgets.NewLabel(reminderText(w, m, r), theme.Strip, theme.SemiBold, theme.Ink).Wrapping())
	for _, note := range reminderNotes(w, m, r) {
		text.Add(widgets.NewNote(note))
	}
	button := widgets.NewButton(w.T("today.reminder."+string(r.about)+".do"), func() { b.screen.follows(r) })
	away := widgets.NewIconButton(theme.IconClose, w.T("today.reminder.dismiss", "What", reminderText(w, m, r)), func() { b.screen.dismiss(r) }).As(widgets.Quiet)
	return ahead(widgets.NewSign(signOf(r.about), widgets.ToneAccent), text, button, away)
}

// ahead is one line of the card: a sign, what is said, and what can be done.
func ahead(sign, text fyne.CanvasObject, acts ...fyne.CanvasObject) fyne.CanvasObject {
	row := widgets.NewRow(10, append([]fyne.CanvasObject{sign, widgets.Stretch(text)}, acts...)...)
	return widgets.NewColumn(0, widgets.NewDivider(false), widgets.NewInset(8, 0, 8, 0, row))
}

func signOf(s subject) theme.IconName {
	switch s {
	case aboutDate:
		return theme.IconCalendar
	case aboutAgain:
		return theme.IconRefresh
	case aboutProducts:
		return theme.IconTarget
	}
	return theme.IconClock
}

// follows does what a reminder offers.
func (s *Screen) follows(r reminder) {
	switch r.about {
	case aboutDate:
		s.Shell.NewPost(max(r.date.From, s.m.day))
	case aboutSlots:
		s.Shell.NewPostFor(r.first.When.Wall, r.first.Slot.Account, r.first.Slot.Pillar)
	case aboutAgain:
		s.Shell.FillSlots()
	case aboutProducts:
		s.Shell.ShowBalance()
	}
}

func reminderText(w *words.Book, m *model, r reminder) string {
	if r.about != aboutDate {
		return w.N("today.reminder."+string(r.about), r.n)
	}
	name, left := r.date.Title(w.T), daysBetween(m.day, r.date.From)
	if left == 0 {
		return w.T("today.reminder.date.today", "Name", name)
	}
	return w.N("today.reminder.date", left, "Name", name, "Day", dayOf(w, r.date.From))
}

// reminderNotes say what is behind a reminder.
func reminderNotes(w *words.Book, m *model, r reminder) (notes []string) {
	switch r.about {
	case aboutDate:
		for _, key := range r.date.Angles {
			notes = append(notes, w.T(key))
		}
		if r.date.Note != "" {
			notes = append(notes, r.date.Note)
		}
	case aboutSlots:
		notes = append(notes, w.T("today.reminder.slots.first", "When", w.ShortDateTime(r.first.When.Instant.In(m.zone))))
	default:
		names := strings.Join(r.what[:min(mostNames, len(r.what))], ", ")
		if more := len(r.what) - mostNames; more > 0 {
			names = w.N("today.reminder.more", more, "Names", names)
		}
		notes = append(notes, names)
	}
	return notes
}

func dayOf(w *words.Book, day string) string {
	at, err := time.Parse(data.DayLayout, day)
	if err != nil {
		return day
	}
	return w.ShortDate(at)
}

// daysBetween counts from one day to another of which both are written down.
func daysBetween(from, to string) int {
	first, errFirst := time.Parse(data.DayLayout, from)
	last, errLast := time.Parse(data.DayLayout, to)
	if errFirst != nil || errLast != nil {
		return 0
	}
	return int(last.Sub(first).Hours() / 24)
}
