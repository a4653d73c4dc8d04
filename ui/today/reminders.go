package today

import (
	"context"
	"errors"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// ReminderPorts is what the reminders ask of the desk.
type ReminderPorts interface {
	// KeyDates lists what touches the days from one to another, both included.
	KeyDates(ctx context.Context, brand data.BrandID, from, to string) ([]calendar.KeyDate, error)
	// Openings lists when the brand's slots come between two instants, and which of
	// them are taken.
	Openings(ctx context.Context, brand data.BrandID, from, to time.Time) ([]calendar.Opening, error)
	Evergreens(ctx context.Context, brand data.BrandID) ([]data.Evergreen, error)
	Products(ctx context.Context, q data.ProductQuery) ([]data.Product, error)
	// Dismissed says which reminders are not to be shown, each with the last day on
	// which it is not.
	Dismissed(ctx context.Context, brand data.BrandID) (map[string]string, error)
	// Dismiss has a reminder not shown up to a day, "" shows it again.
	Dismiss(ctx context.Context, brand data.BrandID, reminder, until string) error
}

// subject is what a reminder is about; its words are "today.reminder.<subject>".
type subject string

const (
	aboutDate     subject = "date"
	aboutSlots    subject = "slots"
	aboutAgain    subject = "again"
	aboutProducts subject = "products"
)

// reminder is something to think of, which nobody has to do.
type reminder struct {
	about subject
	name  string // by which it is dismissed
	until string // the last day on which it is not shown, once dismissed
	n     int
	date  calendar.KeyDate
	first calendar.Opening // of the free ones
	what  []string         // names of products, or of posts
}

// horizon is what reminders are made of, as the desk answers.
type horizon struct {
	dates     []calendar.KeyDate
	openings  []calendar.Opening
	evergreen []data.Evergreen
	products  []data.Product
	dismissed map[string]string
}

const (
	// slotsAhead is how far free slots are looked for.
	slotsAhead = 7 * 24 * time.Hour
	// restOfSlots and restOfProducts are for how many days they are dismissed.
	restOfSlots    = 7
	restOfProducts = 30
	// mostDates is how many key dates are reminded of at once, mostNames how many
	// names a reminder says.
	mostDates = 4
	mostNames = 3
)

// look asks for all that reminders are made of.
func (m *model) look(ctx context.Context, ports ReminderPorts) (horizon, error) {
	now, brand := m.now(), m.brand.ID
	var h horizon
	var errs [5]error
	h.dates, errs[0] = ports.KeyDates(ctx, brand, m.day, now.AddDate(0, 0, calendar.LongestLead).Format(data.DayLayout))
	h.openings, errs[1] = ports.Openings(ctx, brand, now, now.Add(slotsAhead))
	h.evergreen, errs[2] = ports.Evergreens(ctx, brand)
	h.products, errs[3] = ports.Products(ctx, data.ProductQuery{Brand: brand, NotShownSince: now.AddDate(0, 0, -data.ProductNotShown)})
	h.dismissed, errs[4] = ports.Dismissed(ctx, brand)
	return h, errors.Join(errs[:]...)
}

// reminders are those of the day that nobody dismissed, in the order in which they
// are shown.
func (m *model) reminders() []reminder {
	all := m.dateReminders()
	if r, ok := m.slotReminder(); ok {
		all = append(all, r)
		if again, ok := m.againReminder(r); ok {
			all = append(all, again)
		}
	}
	if r, ok := m.productReminder(); ok {
		all = append(all, r)
	}
	return slices.DeleteFunc(all, func(r reminder) bool { return m.horizon.dismissed[r.name] >= m.day })
}

func (m *model) dateReminders() (all []reminder) {
	near, err := calendar.Approaching(m.horizon.dates, m.day)
	if err != nil {
		return nil
	}
	for _, d := range near {
		r := reminder{about: aboutDate, name: "date:" + d.ID, until: d.From, date: d}
		if m.horizon.dismissed[r.name] < m.day && len(all) < mostDates {
			all = append(all, r)
		}
	}
	return all
}

func (m *model) slotReminder() (reminder, bool) {
	r := reminder{about: aboutSlots, name: string(aboutSlots), until: m.inDays(restOfSlots)}
	for _, o := range m.horizon.openings {
		if o.Taken {
			continue
		}
		if r.n == 0 {
			r.first = o
		}
		r.n++
	}
	return r, r.n > 0
}

// againReminder is about the posts that may come back in the first of the free
// slots.
func (m *model) againReminder(slots reminder) (reminder, bool) {
	r := reminder{about: aboutAgain, name: string(aboutAgain), until: m.inDays(restOfSlots)}
	for _, e := range m.horizon.evergreen {
		if e.Times > 0 && !e.Near(slots.first.When.Instant) {
			r.what = append(r.what, e.Headline)
		}
	}
	r.n = len(r.what)
	return r, r.n > 0
}

// productReminder is about what is sold now, was not shown for long and is not
// planned to be.
func (m *model) productReminder() (reminder, bool) {
	r := reminder{about: aboutProducts, name: string(aboutProducts), until: m.inDays(restOfProducts)}
	for _, p := range m.horizon.products {
		if p.Season.On(m.day) && p.Shown.Next.IsZero() {
			r.what = append(r.what, p.Name)
		}
	}
	r.n = len(r.what)
	return r, r.n > 0
}

func (m *model) inDays(n int) string { return m.now().AddDate(0, 0, n).Format(data.DayLayout) }
