package desk

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"parvis/data"
	"parvis/data/report"
	"parvis/data/store"
)

// indicatorDays is the period of the figures above the calendar.
const indicatorDays = 30

// Indicators are the figures above the calendar, over the last 30 days; nil
// accounts are all of the brand.
func (d *Desk) Indicators(ctx context.Context, brand data.BrandID, accounts []data.AccountID) ([]data.Indicator, error) {
	r, err := d.Report(ctx, brand, accounts, indicatorDays)
	if err != nil {
		return nil, err
	}
	return r.Indicators(), nil
}

// Report gathers the rows of the last days, today included, and of as many
// before; nil accounts are all of the brand.
func (d *Desk) Report(ctx context.Context, brand data.BrandID, only []data.AccountID, days int) (*report.Report, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return nil, fmt.Errorf("desk: zone of brand %d: %w", brand, err)
	}
	period, err := report.Last(days, d.p.Clock.Now().In(zone).Format(data.DayLayout))
	if err != nil {
		return nil, err
	}
	before, err := period.Before()
	if err != nil {
		return nil, err
	}
	rows := report.Rows{Zone: zone}
	if rows.Accounts, err = d.chosen(ctx, brand, only); err != nil {
		return nil, err
	}
	var ids []data.AccountID
	for _, a := range rows.Accounts {
		ids = append(ids, a.ID)
	}
	if rows.Days, err = d.store.AccountDays(ctx, ids, before.From, period.To); err != nil {
		return nil, err
	}
	from, err := time.ParseInLocation(data.DayLayout, before.From, zone)
	if err != nil {
		return nil, err
	}
	if rows.Posts, err = d.store.PostCounts(ctx, ids, from, d.p.Clock.Now()); err != nil {
		return nil, err
	}
	return report.New(rows, period)
}

func (d *Desk) chosen(ctx context.Context, brand data.BrandID, only []data.AccountID) ([]data.Account, error) {
	all, err := d.store.Accounts(ctx, brand)
	if err != nil || only == nil {
		return all, err
	}
	var chosen []data.Account
	for _, a := range all {
		if slices.Contains(only, a.ID) {
			chosen = append(chosen, a)
		}
	}
	return chosen, nil
}

// Setting is the value kept under a name, "" when it was never set.
func (d *Desk) Setting(ctx context.Context, name string) (string, error) {
	return d.store.Setting(ctx, name)
}

// SaveSetting keeps a value, which holds at once.
func (d *Desk) SaveSetting(ctx context.Context, name, value string) error {
	return d.store.SaveSetting(ctx, name, value)
}

// Storage says where everything is kept and how much room it takes.
func (d *Desk) Storage(context.Context) (data.Storage, error) {
	s := data.Storage{Folder: d.p.Dir}
	for file, sum := range map[string]*int64{"core.db": &s.Core, "cache.db": &s.Cache} {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if info, err := os.Stat(filepath.Join(d.p.Dir, file+suffix)); err == nil {
				*sum += info.Size()
			}
		}
	}
	err := filepath.WalkDir(filepath.Join(d.p.Dir, "media"), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil // no picture yet, or one removed meanwhile
		}
		if info, err := e.Info(); err == nil {
			s.Media += info.Size()
		}
		return nil
	})
	for _, b := range d.store.Backups() {
		s.Backups = append(s.Backups, backup(b))
	}
	return s, err
}

func backup(b store.BackupFile) data.Backup {
	return data.Backup{File: b.Path, Made: b.At, Bytes: b.Bytes}
}

// Backup makes and verifies a copy of core.db now.
func (d *Desk) Backup(ctx context.Context) (data.Backup, error) {
	path, err := d.store.Backup(ctx)
	if err != nil {
		return data.Backup{}, err
	}
	for _, b := range d.store.Backups() {
		if b.Path == path {
			return backup(b), nil
		}
	}
	return data.Backup{File: path, Made: d.p.Clock.Now()}, nil
}

// Hosts lists every host that was spoken with since the program began.
func (d *Desk) Hosts() []data.HostLine {
	if d.p.Hosts == nil {
		return nil
	}
	return d.p.Hosts()
}
