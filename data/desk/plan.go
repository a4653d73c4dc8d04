package desk

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/store"
	"parvis/data/text"
)

// OpenTable opens a table of a spreadsheet or of another scheduler; of a workbook
// the sheet of that name, "" for the first one. Whoever has it closes it. Errors
// are those of sheet.Open.
func (d *Desk) OpenTable(_ context.Context, path, name string) (*sheet.Table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &data.Failure{Kind: data.Transient, Op: "desk: open table", Code: sheet.CodeFile, Err: err}
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	table, err := sheet.OpenAs(filepath.Base(path), file, info.Size(), sheet.Reading{Sheet: name})
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return table, nil
}

// PlanReport is what became of a table of planned posts.
type PlanReport struct {
	sheet.Summary
	Bad   []sheet.RowError
	Notes []sheet.Note
	// Undo takes the posts away that nobody has changed or scheduled since, and
	// says how many. It is nil when nothing came in.
	Undo func(context.Context) (removed int, err error)
}

// ImportPlan makes a draft of every row that can be taken. Campaigns and pillars
// are found by name, and files in folder, where the table lies; what is not there
// or lies on the web is told in a note and stays to be attached. With an error,
// an ended ctx too, nothing of the table stays.
func (d *Desk) ImportPlan(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.PostOptions) (PlanReport, error) {
	var report PlanReport
	if err := m.CheckPosts(); err != nil {
		return report, err
	}
	accounts, err := d.store.Accounts(ctx, o.Brand)
	if err != nil {
		return report, err
	}
	names, err := d.planNames(ctx, o.Brand)
	if err != nil {
		return report, err
	}
	o.Accounts, o.Now = accounts, d.p.Clock.Now()
	id, err := d.store.BeginPlan(ctx, o.Brand)
	if err != nil {
		return report, err
	}
	page := make([]data.Post, 0, store.ImportPage)
	flush := func() error {
		if len(page) == 0 {
			return nil
		}
		err := d.store.SavePlanned(ctx, id, page)
		page = page[:0]
		return err
	}
	report.Summary, err = table.Posts(ctx, m, o, func(row sheet.PlannedRow) error {
		row.Post.Campaign, row.Post.Pillar = names.campaigns[sameName(row.Campaign)], names.pillars[sameName(row.Pillar)]
		report.Notes = append(report.Notes, row.Notes...)
		for _, f := range row.Files {
			m, err := d.planFile(ctx, folder, f)
			if err != nil {
				report.Notes = append(report.Notes, sheet.Note{Line: row.Line, Code: sheet.CodeLeft, Value: f.Name})
				continue
			}
			row.Post.Media = append(row.Post.Media, data.Attachment{Media: m, Alt: f.Alt})
		}
		if page = append(page, row.Post); len(page) < store.ImportPage {
			return nil
		}
		return flush()
	}, func(bad sheet.RowError) { report.Bad = append(report.Bad, bad) })
	if err == nil {
		err = flush()
	}
	forget := func(ctx context.Context) (int, error) { return d.store.ForgetPlan(ctx, id) }
	if err != nil {
		if _, left := forget(context.WithoutCancel(ctx)); left != nil {
			err = errors.Join(err, fmt.Errorf("desk: take the posts away again: %w", left))
		}
		return PlanReport{}, err
	}
	if report.Good > 0 {
		report.Undo = forget
	}
	return report, nil
}

// planFile keeps a copy of a file that lies beside the table; its folder is the
// only one that is looked in, whatever path the row names.
func (d *Desk) planFile(ctx context.Context, folder string, f sheet.File) (data.Media, error) {
	if f.Web {
		return data.Media{}, os.ErrNotExist
	}
	name := f.Name[strings.LastIndexAny(f.Name, `/\`)+1:]
	beside, err := os.OpenRoot(folder)
	if err != nil {
		return data.Media{}, err
	}
	defer beside.Close()
	file, err := beside.Open(name)
	if err != nil {
		return data.Media{}, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return data.Media{}, err
	}
	return d.Attach(ctx, name, file, info.Size())
}

// planned are the names by which rows say what they belong to.
type planned struct {
	campaigns map[string]data.CampaignID
	pillars   map[string]data.PillarID
}

func (d *Desk) planNames(ctx context.Context, brand data.BrandID) (planned, error) {
	names := planned{map[string]data.CampaignID{}, map[string]data.PillarID{}}
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
