package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"parvis/data"
)

// entryColumns are all in the index deliveries_agenda: a page of the calendar
// reads no table.
const entryColumns = `id, post_id, account_id, network, state, reason, due, late, headline, campaign_id, pillar_id,
	revision, post_revision`

// Agenda reads the days of a calendar, one for each pair of bounds: the first
// entries of each day by time, and how many there are. All days are of the same
// moment.
func (s *Store) Agenda(ctx context.Context, q data.AgendaQuery) ([]data.Day, error) {
	tx, err := s.core.read.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("store: agenda: %w", named(err))
	}
	defer func() { _ = tx.Rollback() }() // it only reads
	f := agendaFilter(q.Brand, q.Accounts, q.States, q.Campaign)
	f.add(`due >= ? AND due < ?`)
	var days []data.Day
	for i := 1; i < len(q.Bounds); i++ {
		days = append(days, data.Day{From: q.Bounds[i-1], To: q.Bounds[i]})
	}
	if err := fillEntries(ctx, tx, f, q.PerDay, days); err != nil {
		return nil, fmt.Errorf("store: agenda: %w", named(err))
	}
	if q.PerDay > 0 {
		if err := fillTotals(ctx, tx, f, days); err != nil {
			return nil, fmt.Errorf("store: agenda: %w", named(err))
		}
	}
	return days, nil
}

// fillEntries asks for each day on its own: many short walks of the index are
// seven times as fast as one window function over the month.
func fillEntries(ctx context.Context, tx *sql.Tx, f filter, perDay int, days []data.Day) error {
	ask, err := tx.PrepareContext(ctx, `SELECT `+entryColumns+` FROM deliveries WHERE `+f.where+` ORDER BY due, id LIMIT `+strconv.Itoa(pageLimit(perDay)))
	if err != nil {
		return err
	}
	defer func() { _ = ask.Close() }() // it only reads
	for i := range days {
		rows, err := ask.QueryContext(ctx, f.with(days[i].From.UnixMilli(), days[i].To.UnixMilli())...)
		if days[i].Entries, err = gather(rows, err, scanEntry); err != nil {
			return err
		}
		days[i].Total = len(days[i].Entries)
	}
	return nil
}

func fillTotals(ctx context.Context, tx *sql.Tx, f filter, days []data.Day) error {
	ask, err := tx.PrepareContext(ctx, `SELECT count(*) FROM deliveries WHERE `+f.where)
	if err != nil {
		return err
	}
	defer func() { _ = ask.Close() }() // it only reads
	for i := range days {
		row := ask.QueryRowContext(ctx, f.with(days[i].From.UnixMilli(), days[i].To.UnixMilli())...)
		if err := row.Scan(&days[i].Total); err != nil {
			return err
		}
	}
	return nil
}

// List reads a page of entries in order of time, or with Undated the drafts
// without a date, newest first. Pages neither skip nor repeat an entry that was
// there all along, whatever is added meanwhile.
func (s *Store) List(ctx context.Context, q data.ListQuery) ([]data.Entry, error) {
	f := agendaFilter(q.Brand, q.Accounts, q.States, q.Campaign)
	order := `due, id`
	switch {
	case q.Undated:
		f.add(`due IS NULL`)
		f.add(`state = ?`, data.Draft)
		if q.After != nil {
			f.add(`id < ?`, q.After.Delivery)
		}
		order = `id DESC`
	case q.After != nil:
		f.add(`(due, id) > (?, ?)`, q.After.Due.UnixMilli(), q.After.Delivery)
	default:
		f.add(`due IS NOT NULL`)
	}
	if !q.From.IsZero() && !q.Undated {
		f.add(`due >= ?`, q.From.UnixMilli())
	}
	if !q.To.IsZero() && !q.Undated {
		f.add(`due < ?`, q.To.UnixMilli())
	}
	return list(ctx, s.core.read, scanEntry,
		`SELECT `+entryColumns+` FROM deliveries WHERE `+f.where+` ORDER BY `+order+` LIMIT ?`, f.with(pageLimit(q.Limit))...)
}

// NeedsPerson reads the deliveries that stand still until somebody acts, the
// most urgent first. Brand 0 is every brand.
func (s *Store) NeedsPerson(ctx context.Context, brand data.BrandID) ([]data.Entry, error) {
	return s.inStates(ctx, brand, `(state <> 'handed' OR reason = 'tap')`,
		data.Refused, data.Unknown, data.Blocked, data.Held, data.Missed, data.Handed)
}

// Waiting reads the scheduled deliveries that wait for a reason: a connection,
// a limit. Brand 0 is every brand.
func (s *Store) Waiting(ctx context.Context, brand data.BrandID) ([]data.Entry, error) {
	return s.inStates(ctx, brand, `reason <> ''`, data.Scheduled)
}

func (s *Store) inStates(ctx context.Context, brand data.BrandID, where string, states ...data.State) ([]data.Entry, error) {
	in, args := marks(states)
	return list(ctx, s.core.read, scanEntry, `SELECT `+entryColumns+` FROM deliveries INDEXED BY deliveries_state
		WHERE state IN (`+in+`) AND (? IN (0, brand_id)) AND `+where+` ORDER BY due, id`, append(args, brand)...)
}

func scanEntry(row scanner) (data.Entry, error) {
	var e data.Entry
	var armed, current int64
	err := row.Scan(identity[data.DeliveryID]{&e.Delivery}, identity[data.PostID]{&e.Post}, identity[data.AccountID]{&e.Account},
		&e.Network, &e.State, &e.Reason, moment{&e.Due}, span{&e.Late}, &e.Headline,
		identity[data.CampaignID]{&e.Campaign}, identity[data.PillarID]{&e.Pillar}, &armed, &current)
	e.Stale = armed != current && isArmed(e.State) || e.State == data.Handed && e.Reason != "" && e.Reason != data.BackTap
	return e, err
}

// isArmed tells whether a state is one of a delivery that was confirmed and
// that a change of the post unconfirms.
func isArmed(s data.State) bool {
	switch s {
	case data.Scheduled, data.Held, data.Missed, data.Blocked, data.Handed:
		return true
	}
	return false
}

// filter is a condition and its arguments.
type filter struct {
	where string
	args  []any
}

func agendaFilter(brand data.BrandID, accounts []data.AccountID, states []data.State, campaign data.CampaignID) filter {
	f := filter{where: `brand_id = ?`, args: []any{brand}}
	if len(accounts) > 0 {
		in, args := marks(accounts)
		f.add(`account_id IN (`+in+`)`, args...)
	}
	if len(states) > 0 {
		in, args := marks(states)
		f.add(`state IN (`+in+`)`, args...)
	} else {
		f.add(`state <> ?`, data.Cancelled)
	}
	if campaign != 0 {
		f.add(`campaign_id = ?`, campaign)
	}
	return f
}

func (f *filter) add(condition string, args ...any) {
	f.where += ` AND ` + condition
	f.args = append(f.args, args...)
}

// with returns the arguments followed by more, for one run of a statement.
func (f *filter) with(more ...any) []any {
	return append(f.args[:len(f.args):len(f.args)], more...)
}

// pageLimit is a limit as SQLite takes it: 0 or less is none.
func pageLimit(n int) int {
	if n <= 0 {
		return -1
	}
	return n
}
