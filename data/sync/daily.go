package sync

import (
	"context"
	"errors"
	"time"

	"parvis/data"
)

// What is read where reading costs money: the same post is billed once a day.
const (
	paidPosts = 50
	paidDays  = 30 * 24 * time.Hour
)

const (
	dailyMark = "daily" // the UTC day on which an account was last described
	// daysBack is how far back networks still correct what they count by day.
	daysBack = 7
)

// firstToday tells whether the account was not yet wholly read on this UTC day.
func (s *Sync) firstToday(ctx context.Context, a data.Account) (bool, error) {
	mark, err := s.Rows.Cursor(ctx, a.ID, dailyMark)
	return mark != s.today(), err
}

func (s *Sync) today() string { return s.Clock.Now().UTC().Format(data.DayLayout) }

// daily reads what changes slowly: what the account is and can do, and what the
// network itself counts by day.
func (s *Sync) daily(ctx context.Context, a data.Account, session data.Session) error {
	var errs []error
	if d, ok := session.(data.Describer); ok {
		again, err := d.Describe(ctx)
		if err == nil {
			err = s.Rows.DescribeAccount(ctx, a.ID, again)
		}
		errs = append(errs, err)
	}
	if c, ok := session.(data.DayCounter); ok {
		now := s.Clock.Now().UTC()
		days, err := c.Days(ctx, now.AddDate(0, 0, -daysBack).Format(data.DayLayout), s.today())
		for i := range days {
			days[i].Account, days[i].Read = a.ID, now
			if days[i].Day == s.today() { // half a day; ours is counted as it comes
				days[i].Engagement = data.Count{}
			}
		}
		if err == nil {
			err = s.Rows.SaveAccountDays(ctx, days)
		}
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return s.Rows.SaveCursor(ctx, a.ID, dailyMark, s.today())
}

// paid notes what reading some posts or messages cost.
func (s *Sync) paid(ctx context.Context, a data.Account, items int) error {
	return s.Rows.SpendOnReading(ctx, a.ID, s.Clock.Now(), a.Can.Price.Read*data.Micros(items))
}
