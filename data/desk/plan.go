package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"parvis/data"
	"parvis/data/sheet"
	"parvis/data/store"
)

// OpenTable opens a table of a spreadsheet or of another scheduler. Whoever has it
// closes it. Errors are those of sheet.Open.
func (d *Desk) OpenTable(_ context.Context, path string, as sheet.Reading) (*sheet.Table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unopened(err)
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() { // a folder, or a pipe that nobody writes into
		err = fmt.Errorf("%s is not a file", filepath.Base(path))
	}
	if err != nil {
		return nil, errors.Join(unopened(err), file.Close())
	}
	table, err := sheet.OpenAs(filepath.Base(path), file, info.Size(), as)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return table, nil
}

// unopened is a failure of the computer to give a table's file.
func unopened(err error) error {
	return &data.Failure{Kind: data.Transient, Op: "desk: open table", Code: sheet.CodeFile, Err: err}
}

// SaveBadRows writes the rows of a table that are not taken to a file; see
// [sheet.Table.WriteBad].
func (d *Desk) SaveBadRows(ctx context.Context, table *sheet.Table, bad []sheet.RowError, place, reason string, why func(sheet.RowError) string, path string) error {
	return saveWhole(path, func(w io.Writer) error { return table.WriteBad(ctx, w, bad, place, reason, why) })
}

// PreviewPlan says what ImportPlan would make of each row, and stores nothing.
func (d *Desk) PreviewPlan(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.PostOptions) (sheet.Preview, error) {
	p := sheet.Preview{}
	r, err := d.planReading(ctx, folder, &o)
	if err != nil {
		return p, err
	}
	if p.Survey, err = table.Survey(ctx, m); err != nil {
		return p, err
	}
	_, err = table.Posts(ctx, m, o, func(row sheet.PlannedRow) error {
		line := sheet.Line{Line: row.Line, Fate: r.fate(&row), When: row.Post.When, Text: row.Begin()}
		for _, v := range row.Post.Variants {
			line.Accounts = append(line.Accounts, v.Account)
		}
		if line.Fate != sheet.FateThere { // of what is passed over nothing need be known
			line.Notes = append(row.Notes, r.belong(&row)...)
			for _, f := range row.Files {
				if !beside(r.folder, f) {
					line.Notes = append(line.Notes, left(row.Line, f))
				}
			}
		}
		p.Add(line)
		return nil
	}, p.AddBad)
	return p, err
}

// ImportPlan makes a post of every row that can be taken: a draft, or one that
// goes out at its time where o.Arm says so. A row that says what a post says
// already, at the same time on the same accounts, is passed over. Campaigns and
// pillars are found by name, and files in folder, where the table lies; what is
// not there or lies on the web is told in a note and stays to be attached. With an
// error, an ended ctx too, nothing of the table stays, and nothing of it goes out
// before all of it is stored.
func (d *Desk) ImportPlan(ctx context.Context, table *sheet.Table, folder string, m sheet.Mapping, o sheet.PostOptions) (sheet.Result, error) {
	if err := m.CheckPosts(); err != nil {
		return sheet.Result{}, err
	}
	told := o.Progress
	if told != nil && o.Arm { // arming is the other half
		o.Progress = func(done, total int) { told(done, 2*total) }
	}
	r, err := d.planReading(ctx, folder, &o)
	if err != nil {
		return sheet.Result{}, err
	}
	id, err := d.store.BeginPlan(ctx, o.Brand)
	if err != nil {
		return sheet.Result{}, err
	}
	p := &planning{planReading: r, id: id, result: sheet.Result{Count: map[sheet.Fate]int{}}}
	p.result.Summary, err = table.Posts(ctx, m, o, func(row sheet.PlannedRow) error { return p.take(ctx, &row) },
		func(bad sheet.RowError) { p.result.Bad = append(p.result.Bad, bad) })
	if err == nil {
		err = p.flush(ctx)
	}
	if err == nil {
		err = p.arm(ctx, told)
	}
	if err != nil {
		if _, left := p.forget(context.WithoutCancel(ctx)); left != nil {
			err = errors.Join(err, fmt.Errorf("desk: take the posts away again: %w", left))
		}
		return sheet.Result{}, err
	}
	p.result.Count[sheet.FateBad] = len(p.result.Bad)
	if p.result.Count[sheet.FateDraft]+p.result.Count[sheet.FateScheduled] > 0 {
		p.result.Undo = p.forget
	}
	return p.result, nil
}

// planning is one table on its way into the calendar.
type planning struct {
	*planReading
	id     data.ImportID
	page   []data.Post
	ready  []int // which of the page are to go out
	armed  []data.PostID
	result sheet.Result
}

// take keeps what a row plans until the page is full.
func (p *planning) take(ctx context.Context, row *sheet.PlannedRow) error {
	fate := p.fate(row)
	p.result.Count[fate]++
	if fate == sheet.FateThere {
		return nil
	}
	p.result.Notes = append(append(p.result.Notes, row.Notes...), p.belong(row)...)
	for _, f := range row.Files {
		m, err := p.desk.planFile(ctx, p.folder, f)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			p.result.Notes = append(p.result.Notes, left(row.Line, f))
		default:
			row.Post.Media = append(row.Post.Media, data.Attachment{Media: m, Alt: f.Alt})
		}
	}
	if at := row.Post.When.Instant; !at.IsZero() && (p.result.First.IsZero() || at.Before(p.result.First)) {
		p.result.First = at
	}
	if row.Ready {
		p.ready = append(p.ready, len(p.page))
	}
	if p.page = append(p.page, row.Post); len(p.page) < store.ImportPage {
		return nil
	}
	return p.flush(ctx)
}

func (p *planning) flush(ctx context.Context) error {
	if len(p.page) == 0 {
		return nil
	}
	if err := p.desk.store.SavePlanned(ctx, p.id, p.page); err != nil {
		return err
	}
	for _, i := range p.ready {
		p.armed = append(p.armed, p.page[i].ID)
	}
	p.page, p.ready = p.page[:0], p.ready[:0]
	return nil
}

// arm schedules what is to go out. What cannot, as a post without words for one of
// its accounts, stays a draft, as its editor will say.
func (p *planning) arm(ctx context.Context, told func(done, total int)) error {
	for i, id := range p.armed {
		if told != nil && i%armStep == 0 {
			told(len(p.armed)+i, 2*len(p.armed))
		}
		err := p.desk.outbox.Schedule(ctx, id)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, data.ErrDiskFull):
			return err
		case err != nil:
			p.result.Count[sheet.FateScheduled]--
			p.result.Count[sheet.FateDraft]++
		}
	}
	return nil
}

// armStep is how many posts are scheduled between two words of progress.
const armStep = 20

// forget takes the posts away that nobody has changed since, or scheduled, where
// that was not done here.
func (p *planning) forget(ctx context.Context) (removed int, err error) {
	for _, id := range p.armed {
		post, err := p.desk.store.Post(ctx, id)
		if err != nil {
			return 0, err
		}
		if post.Revision > 1 || !post.Updated.Equal(post.Created) {
			continue
		}
		if err := p.desk.outbox.Unschedule(ctx, id); err != nil {
			return 0, err
		}
	}
	return p.desk.store.ForgetPlan(ctx, p.id)
}

// planFile keeps a copy of a file that lies beside the table; its folder is the
// only one that is looked in, whatever path the row names.
func (d *Desk) planFile(ctx context.Context, folder string, f sheet.File) (data.Media, error) {
	if f.Web {
		return data.Media{}, os.ErrNotExist
	}
	name := nameOf(f)
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
