package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"parvis/data"
	"parvis/data/calendar"
)

// Dismissed says which reminders of a brand are not to be shown, each with the last
// day ("2026-11-28") on which it is not. What cannot be read is as if there were
// none: a reminder too many does no harm.
func (d *Desk) Dismissed(ctx context.Context, brand data.BrandID) (map[string]string, error) {
	text, err := d.store.Setting(ctx, data.SettingDismissed(brand))
	if err != nil || text == "" {
		return nil, err
	}
	var all map[string]string
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		d.p.Log.Warn("desk: dismissed reminders", "err", err)
		return nil, nil
	}
	return all, nil
}

// Dismiss has a reminder not shown up to a day, that day included; "" shows it
// again.
func (d *Desk) Dismiss(ctx context.Context, brand data.BrandID, reminder, until string) error {
	d.dismissing.Lock()
	defer d.dismissing.Unlock()
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return err
	}
	today, err := calendar.Day(d.p.Clock.Now(), b.Zone)
	if err != nil {
		return err
	}
	all, err := d.Dismissed(ctx, brand)
	if err != nil {
		return err
	}
	kept := map[string]string{}
	for name, last := range all {
		if last >= today {
			kept[name] = last
		}
	}
	delete(kept, reminder)
	if until != "" {
		kept[reminder] = until
	}
	text, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("desk: dismiss %s: %w", reminder, err)
	}
	return d.store.SaveSetting(ctx, data.SettingDismissed(brand), string(text))
}
