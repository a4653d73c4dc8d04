package desk

import (
	"cmp"
	"context"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/report"
	"parvis/data/words"
)

// ExportPlan writes the posts of the month in which a day lies ("2026-11-26"),
// in the zone of the brand and in the language of book. guarded is how many texts
// of a CSV table were given an apostrophe, so that no spreadsheet takes them for
// a formula.
func (d *Desk) ExportPlan(ctx context.Context, brand data.BrandID, day string, form report.PlanForm, book *words.Book, path string) (guarded int, err error) {
	plan, err := d.plan(ctx, brand, day, book)
	if err != nil {
		return 0, err
	}
	err = saveWhole(path, func(w io.Writer) error {
		guarded, err = plan.Write(w, form, book)
		return err
	})
	return guarded, err
}

// plan gathers the posts of a month.
func (d *Desk) plan(ctx context.Context, brand data.BrandID, day string, book *words.Book) (*report.Plan, error) {
	b, err := d.store.Brand(ctx, brand)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(b.Zone)
	if err != nil {
		return nil, fmt.Errorf("desk: plan: %w: %q", calendar.ErrZone, b.Zone)
	}
	first, err := time.ParseInLocation(data.DayLayout, day, zone)
	if err != nil {
		return nil, fmt.Errorf("desk: plan: %w: %q", calendar.ErrTime, day)
	}
	first = first.AddDate(0, 0, 1-first.Day())
	entries, err := d.store.List(ctx, data.ListQuery{Brand: brand, From: first.UTC(), To: first.AddDate(0, 1, 0).UTC()})
	if err != nil {
		return nil, err
	}
	about, err := d.planAbout(ctx, brand, book)
	if err != nil {
		return nil, err
	}
	plan := &report.Plan{Title: b.Name, Month: first, Zone: b.Zone, Made: d.p.Clock.Now().In(zone)}
	at := map[data.PostID]int{}
	for _, e := range entries {
		i, known := at[e.Post]
		if !known {
			p, err := d.store.Post(ctx, e.Post)
			if err != nil {
				return nil, err
			}
			i = len(plan.Posts)
			at[e.Post] = i
			plan.Posts = append(plan.Posts, about.post(p, e, zone))
		}
		if e.Account != 0 {
			plan.Posts[i].Accounts = append(plan.Posts[i].Accounts, report.PlannedAccount{ID: e.Account, Name: about.accounts[e.Account]})
		}
	}
	return plan, nil
}

// planAbout is what a plan says besides the posts themselves.
type planAbout struct {
	book      *words.Book
	accounts  map[data.AccountID]string
	campaigns map[data.CampaignID]data.Campaign
	pillars   map[data.PillarID]data.Pillar
}

func (d *Desk) planAbout(ctx context.Context, brand data.BrandID, book *words.Book) (planAbout, error) {
	a := planAbout{book, map[data.AccountID]string{}, map[data.CampaignID]data.Campaign{}, map[data.PillarID]data.Pillar{}}
	accounts, err := d.store.Accounts(ctx, brand)
	if err != nil {
		return a, err
	}
	for _, one := range accounts {
		a.accounts[one.ID] = one.Short()
		if key := "network." + string(one.Network); book.Has(key) {
			a.accounts[one.ID] = book.T(key) + " " + one.Short()
		}
	}
	campaigns, err := d.store.Campaigns(ctx, brand)
	if err != nil {
		return a, err
	}
	for _, one := range campaigns {
		a.campaigns[one.ID] = one
	}
	line, err := d.store.Line(ctx, brand)
	for _, one := range line.Pillars {
		a.pillars[one.ID] = one
	}
	return a, err
}

func (a planAbout) post(p data.Post, e data.Entry, zone *time.Location) report.PlannedPost {
	campaign, pillar := a.campaigns[e.Campaign], a.pillars[e.Pillar]
	return report.PlannedPost{
		Post: p, At: e.Due.In(zone), State: a.book.State(e.State, e.Reason),
		Campaign: campaign.Name, Pillar: pillar.Name, Colour: rgb(cmp.Or(campaign.Colour, pillar.Colour)),
	}
}

// rgb reads "#RRGGBB"; anything else is the zero colour.
func rgb(s string) color.NRGBA {
	n, err := strconv.ParseUint(s[min(1, len(s)):], 16, 24)
	if err != nil || len(s) != len("#RRGGBB") {
		return color.NRGBA{}
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}
