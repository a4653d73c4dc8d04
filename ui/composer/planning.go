package composer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/calendar"
)

// PlanningPorts is what the composer asks about the hours and the days that a
// post is planned by, and about what comes back.
type PlanningPorts interface {
	// Openings lists when the brand's slots come between two instants, and which of
	// them a post has taken.
	Openings(ctx context.Context, brand data.BrandID, from, to time.Time) ([]calendar.Opening, error)
	// BestHours proposes hours of the week from what posts brought; nil accounts
	// are all of the brand.
	BestHours(ctx context.Context, brand data.BrandID, accounts []data.AccountID) (calendar.Best, error)
	// KeyDates lists what touches the days from one to another, both included.
	KeyDates(ctx context.Context, brand data.BrandID, from, to string) ([]calendar.KeyDate, error)
	// Series lists what comes back by a rule.
	Series(ctx context.Context, brand data.BrandID) ([]data.Series, error)
	// SaveSeries stores a series and makes the occurrences that are within reach.
	SaveSeries(ctx context.Context, s *data.Series) error
	// SkipSeries leaves out the occurrence of a day and takes the post away that was
	// made of it; one that has begun to go out stays.
	SkipSeries(ctx context.Context, id data.SeriesID, day string) (undo func(context.Context) error, err error)
	// DeleteSeries makes no more occurrences; those that were made stay.
	DeleteSeries(ctx context.Context, id data.SeriesID) (undo func(context.Context) error, err error)
}

const (
	// freeAhead is how far ahead a free slot is looked for.
	freeAhead = 8 * 7 * 24 * time.Hour
	// bestShown is how many hours of the week are proposed.
	bestShown = 3
)

// planned is what there is to know about the hour of the post. It is read in the
// background, for one question at a time.
type planned struct {
	asked  planQuestion
	best   calendar.Best
	dates  []calendar.KeyDate // of the post's day
	series data.Series        // that the post belongs to; ID 0: none, or none any more
	given  data.Schedule      // the free slot that was taken last
}

// planQuestion is what the answers depend on.
type planQuestion struct {
	keeper   *keeper
	day      string // of the post; "": none
	accounts string
	series   data.SeriesID
	round    int // grows when the store knows something else
}

// plan reads what belongs to the hour of the draft, unless it is read already.
func (m *model) plan() {
	q := planQuestion{keeper: m.keeper, series: m.post.Series, round: m.planned.asked.round}
	if !m.post.When.Zero() {
		q.day = m.post.When.Wall[:len(data.DayLayout)]
	}
	var accounts []data.AccountID
	for _, v := range m.pending().Variants {
		accounts = append(accounts, v.Account)
	}
	q.accounts = fmt.Sprint(accounts)
	if !m.open || m.planned.asked == q {
		return
	}
	if m.planned.asked.keeper != m.keeper {
		m.planned = planned{}
	}
	m.planned.asked = q
	ports, brand, known := m.Ports, m.Brand().ID, m.planned
	m.Runner.Go("composer.plan", func(ctx context.Context) (func(), error) {
		found, err := known.read(ctx, ports, brand, accounts)
		return func() {
			if q == m.planned.asked && err == nil {
				found.given = m.planned.given
				m.planned = found
				m.figures()
			}
		}, err
	})
}

// read is in the background.
func (p planned) read(ctx context.Context, ports Ports, brand data.BrandID, accounts []data.AccountID) (planned, error) {
	var err error
	p.dates, p.series = nil, data.Series{}
	if p.best, err = ports.BestHours(ctx, brand, accounts); err != nil {
		return p, err
	}
	if p.asked.day != "" {
		if p.dates, err = ports.KeyDates(ctx, brand, p.asked.day, p.asked.day); err != nil {
			return p, err
		}
	}
	if p.asked.series == 0 {
		return p, nil
	}
	all, err := ports.Series(ctx, brand)
	if i := slices.IndexFunc(all, func(s data.Series) bool { return s.ID == p.asked.series && !s.Ended }); i >= 0 {
		p.series = all[i]
	}
	return p, err
}

// replan has all of it read again.
func (m *model) replan() {
	m.planned.asked.round++
	m.planned.asked.day = "?" // no day: what was asked is no answer any more
	if m.open {
		m.plan()
	}
}

// nextFree moves the post to the next free slot for one of its accounts and for
// its pillar; asked again, to the one after.
func (m *model) nextFree() {
	keeper, brand, from := m.keeper, m.Brand().ID, m.Clock.Now()
	if given := m.planned.given; !given.Zero() && given == m.post.When && given.Instant.After(from) {
		from = given.Instant.Add(time.Second)
	}
	ports := m.Ports
	m.Runner.Go("composer.free", func(ctx context.Context) (func(), error) {
		all, err := ports.Openings(ctx, brand, from, from.Add(freeAhead))
		return func() {
			switch {
			case keeper != m.keeper || m.finished():
			case err != nil:
				m.Shell.Fail("composer: slots", err)
			default:
				m.takeOpening(all)
			}
		}, nil
	})
}

func (m *model) takeOpening(all []calendar.Opening) {
	i := slices.IndexFunc(all, m.suits)
	if i < 0 {
		m.Shell.Toast(m.Words().T("composer.plan.no_free"), nil)
		return
	}
	m.planned.given = all[i].When
	m.moveTo(all[i].When)
}

// suits tells whether a slot is free for the post.
func (m *model) suits(o calendar.Opening) bool {
	if o.Taken || !o.When.Instant.After(m.Clock.Now()) {
		return false
	}
	if p := o.Slot.Pillar; p != 0 && m.post.Pillar != 0 && p != m.post.Pillar {
		return false
	}
	_, goes := m.post.Variant(o.Slot.Account)
	return o.Slot.Account == 0 || goes
}

// moveTo gives the post another hour.
func (m *model) moveTo(s data.Schedule) {
	was := m.post.When
	if s == was {
		return
	}
	m.setWhen(s)
	text := m.Words().T("composer.plan.moved", "When", m.Words().ShortDateTime(m.wallTime()))
	m.undoable(text, func() { m.setWhen(was) })
}

// nextAt is when an hour of the week comes next: in the week of the post, where
// that lies ahead, and else in the seven days from now. It is the zero schedule
// where the clocks leave none.
func (m *model) nextAt(day time.Weekday, hour int) data.Schedule {
	now := m.Clock.Now()
	from := now.In(m.zone())
	if at := m.wallTime(); !m.post.When.Zero() && at.After(from) {
		if monday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7); monday.After(from) {
			from = monday
		}
	}
	for i := range 8 {
		date := from.AddDate(0, 0, i)
		if date.Weekday() != day {
			continue
		}
		s, _, err := calendar.Resolve(date.Format(data.DayLayout)+"T"+clockText(hour, 0), m.Brand().Zone)
		if err == nil && s.Instant.After(now) {
			return s
		}
	}
	return data.Schedule{}
}

// campaigns are those that the post can be put into: the ones that go on, and
// its own.
func (m *model) campaigns() []data.Campaign {
	return slices.DeleteFunc(slices.Clone(m.proofs.guide.Campaigns), func(c data.Campaign) bool {
		return c.Ended && c.ID != m.post.Campaign
	})
}

// campaign is the post's; one with ID 0 where it has none.
func (m *model) campaign() data.Campaign {
	all := m.proofs.guide.Campaigns
	if i := slices.IndexFunc(all, func(c data.Campaign) bool { return c.ID == m.post.Campaign }); i >= 0 {
		return all[i]
	}
	return data.Campaign{}
}

// chooseCampaign puts the post into a campaign, or with the zero campaign into
// none. Its links are marked as the campaign says, unless it is out already.
func (m *model) chooseCampaign(c data.Campaign) {
	if m.post.Campaign == c.ID {
		return
	}
	m.post.Campaign = c.ID
	if !m.finished() {
		m.post.Track = c.Track
	}
	m.edits++
	m.altered()
}

// pillar is the name of the post's pillar, "" where it has none.
func (m *model) pillar() string {
	all := m.proofs.guide.Line.Pillars
	if i := slices.IndexFunc(all, func(p data.Pillar) bool { return p.ID == m.post.Pillar }); i >= 0 {
		return all[i].Name
	}
	return ""
}

// restOf are the days that a post which comes back may rest, as they are offered.
func restOf() []int { return []int{30, 60, 90, 180, 365} }

// comeBack has the post come back in free slots, so many days after it last went
// out at the soonest; 0 for never.
func (m *model) comeBack(days int) {
	if m.post.Again.Days == days {
		return
	}
	m.post.Again.Days = days
	m.edits++
	m.altered()
}

// againText says whether and when the post comes back.
func (m *model) againText() string {
	if m.post.Again.Days == 0 {
		return m.Words().T("composer.plan.once")
	}
	return m.Words().N("composer.plan.again_after", m.post.Again.Days)
}
