package desk

import (
	"context"
	"os"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/text"
)

// planReading is what a table of posts is held against while it is read.
type planReading struct {
	desk   *Desk
	folder string // where the table lies
	names  planNames
	there  planThere
}

// planReading reads what a table of posts is held against, and completes what it
// is read with.
func (d *Desk) planReading(ctx context.Context, folder string, o *sheet.PostOptions) (*planReading, error) {
	accounts, err := d.store.Accounts(ctx, o.Brand)
	if err != nil {
		return nil, err
	}
	names, err := d.planNames(ctx, o.Brand)
	if err != nil {
		return nil, err
	}
	there := planThere{}
	if err := d.store.EachPost(ctx, o.Brand, func(p data.Post) error { there.add(&p); return nil }); err != nil {
		return nil, err
	}
	o.Accounts, o.Now = accounts, d.p.Clock.Now()
	return &planReading{d, folder, names, there}, nil
}

// fate says what becomes of a row, and counts it among what is there.
func (r *planReading) fate(row *sheet.PlannedRow) sheet.Fate {
	switch {
	case r.there.repeats(&row.Post):
		return sheet.FateThere
	case row.Ready:
		r.there.add(&row.Post)
		return sheet.FateScheduled
	}
	r.there.add(&row.Post)
	return sheet.FateDraft
}

// belong puts a row's post into its campaign and its pillar, and notes those that
// there are not.
func (r *planReading) belong(row *sheet.PlannedRow) (notes []sheet.Note) {
	row.Post.Campaign, row.Post.Pillar = r.names.campaigns[sameName(row.Campaign)], r.names.pillars[sameName(row.Pillar)]
	if row.Campaign != "" && row.Post.Campaign == 0 {
		notes = append(notes, sheet.Note{Line: row.Line, Code: sheet.CodeCampaign, Value: row.Campaign})
	}
	if row.Pillar != "" && row.Post.Pillar == 0 {
		notes = append(notes, sheet.Note{Line: row.Line, Code: sheet.CodePillar, Value: row.Pillar})
	}
	return notes
}

// beside tells whether a file lies in the folder of its table.
func beside(folder string, f sheet.File) bool {
	if f.Web {
		return false
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return false
	}
	defer root.Close()
	info, err := root.Stat(nameOf(f))
	return err == nil && info.Mode().IsRegular()
}

// nameOf is a file's name without the folders that a row names.
func nameOf(f sheet.File) string { return f.Name[strings.LastIndexAny(f.Name, `/\`)+1:] }

// left notes a file that stays to be attached.
func left(line int, f sheet.File) sheet.Note {
	return sheet.Note{Line: line, Code: sheet.CodeLeft, Value: f.Name}
}

// planThere are the accounts of posts by what these say and when.
type planThere map[string][]data.AccountID

func (t planThere) key(p *data.Post) string {
	when := ""
	if !p.When.Instant.IsZero() {
		when = p.When.Instant.UTC().Format(data.WallLayout)
	}
	return when + "\x00" + p.Title + "\x00" + strings.TrimSpace(strings.Join(p.Parts, "\x00"))
}

func (t planThere) add(p *data.Post) {
	key := t.key(p)
	ids := t[key]
	for _, v := range p.Variants {
		ids = append(ids, v.Account)
	}
	t[key] = ids
}

// repeats tells whether posts that are there say the same at the same time on
// every account that this one goes to.
func (t planThere) repeats(p *data.Post) bool {
	ids, known := t[t.key(p)]
	elsewhere := func(v data.Variant) bool { return !slices.Contains(ids, v.Account) }
	return known && !slices.ContainsFunc(p.Variants, elsewhere)
}

// planNames are the names by which rows say what they belong to.
type planNames struct {
	campaigns map[string]data.CampaignID
	pillars   map[string]data.PillarID
}

func (d *Desk) planNames(ctx context.Context, brand data.BrandID) (planNames, error) {
	names := planNames{map[string]data.CampaignID{}, map[string]data.PillarID{}}
	campaigns, err := d.store.Campaigns(ctx, brand)
	if err != nil {
		return names, err
	}
	for _, c := range campaigns {
		names.campaigns[sameName(c.Name)] = c.ID
	}
	line, err := d.store.Line(ctx, brand)
	for _, p := range line.Pillars {
		names.pillars[sameName(p.Name)] = p.ID
	}
	delete(names.campaigns, "")
	delete(names.pillars, "")
	return names, err
}

// sameName is a name as it is compared: without the case of its letters.
func sameName(name string) string { return strings.ToLower(text.Normalise(strings.TrimSpace(name))) }
