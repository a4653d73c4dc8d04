package sheet

import (
	"context"
	"hash/maphash"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/calendar"
	"parvis/data/text"
)

// PostOptions says what a table of posts does not say itself.
type PostOptions struct {
	Brand data.BrandID
	Lang  string // of rows that do not say theirs
	Zone  string // IANA name of the zone that times are meant in
	// Order is that of "03/04/2026"; OrderUnknown: what all rows together tell.
	Order DateOrder
	// Hour is the time on the wall of rows that have a day only, "09:00"; "":
	// they are not taken.
	Hour     string
	Accounts []data.Account // those of the brand
	// Called are accounts by a name that rows use and that is not theirs, or not
	// only one's; 0 passes the name over without a word.
	Called map[string]data.AccountID
	// Else are the accounts of rows that name none.
	Else []data.AccountID
	// Arm: what has a time to come, an account and no word that it is a draft is
	// to go out; else all are drafts.
	Arm      bool
	Now      time.Time
	Progress func(done, total int) // rows read of those there are; may be nil
}

// PlannedRow is a post as a row plans it. Nothing is fetched, opened or stored.
type PlannedRow struct {
	Line int
	// Post has no media, campaign and pillar yet. Its When is zero where the row
	// has no date; its variants are the accounts that were found.
	Post data.Post
	// Files are its pictures and videos, in order.
	Files []File
	// Campaign, Pillar and Labels are names as they are written.
	Campaign, Pillar string
	Labels           []string
	Draft            bool // the row says that it is not to be sent yet
	Ready            bool // it is to go out: see [PostOptions]
	Notes            []Note
}

// File is a picture or a video that a row names.
type File struct {
	Name string // a file's name or path as it is written, or an address
	Web  bool   // Name is an http or https address
	Alt  string // text for those who cannot see it
}

// Posts gives the post of each row to each, and to bad, unless nil, why a row is
// not taken; both are called on the caller's goroutine. A bad row never ends the
// reading. The rows are read twice, the first time to learn how many there are
// and in which order their dates are written: what is wrong with the table as a
// whole is known before anything is given.
//
// It ends early with ctx.Err(), with the error that each returned, or with a
// *data.Failure: one of the table's, of [Mapping.CheckPosts], CodeZone, or
// CodeOrder where o.Order must be asked for. Memory grows only by a few bytes a
// row.
func (t *Table) Posts(ctx context.Context, m Mapping, o PostOptions, each func(PlannedRow) error, bad func(RowError)) (Summary, error) {
	if err := m.CheckPosts(); err != nil {
		return Summary{}, err
	}
	if _, _, err := calendar.Resolve("2026-01-01T00:00", o.Zone); err != nil {
		return Summary{}, failure(CodeZone, err)
	}
	survey, err := t.survey(ctx, m, o.Order)
	if err != nil {
		return Summary{}, err
	}
	o.Order = survey.Order
	r := &postReader{
		reader: reader{t, m}, options: o, accounts: directory(o.Accounts),
		seen: map[uint64]struct{}{}, seed: maphash.MakeSeed(),
	}
	return walk(ctx, t, survey.Rows, o.Progress, r.row, each, bad)
}

// postReader makes posts of rows.
type postReader struct {
	reader
	options  PostOptions
	accounts accountFinder
	seen     map[uint64]struct{} // text and time of the rows before
	seed     maphash.Seed
}

// row makes the post of one row; the error is a RowError.
func (r *postReader) row(row Row) (PlannedRow, error) {
	p := PlannedRow{Line: row.Line, Notes: r.damage(row), Post: data.Post{
		Brand: r.options.Brand, Title: oneLine(r.text(row, FieldTitle)), Lang: r.options.Lang,
	}}
	r.say(&p, row)
	r.show(&p, row)
	if len(p.Post.Parts) == 0 && p.Post.Title == "" && len(p.Files) == 0 {
		return p, r.fail(row, FieldText, CodeNothing, "")
	}
	if len(p.Post.Parts) == 0 {
		p.Post.Parts = []string{""}
	}
	if err := r.plan(&p, row); err != nil {
		return p, err
	}
	r.send(&p, row)
	p.Campaign, p.Pillar = oneLine(r.text(row, FieldCampaign)), oneLine(r.text(row, FieldPillar))
	for _, cell := range r.texts(row, FieldLabels) {
		p.Labels = append(p.Labels, split(cell)...)
	}
	if lang := r.text(row, FieldLang); lang != "" {
		if code := langOf(lang); code != "" {
			p.Post.Lang = code
		} else {
			p.Notes = append(p.Notes, r.note(p.Line, FieldLang, CodeLang, lang))
		}
	}
	if yes, known := readYes(r.text(row, FieldDraft)); known {
		p.Draft = yes
	}
	r.compare(&p)
	p.Ready = r.options.Arm && !p.Draft && len(p.Post.Variants) > 0 && p.Post.When.Instant.After(r.options.Now)
	return p, nil
}

// say sets the text: its parts, and below the last one the hashtags and links
// of columns of their own.
func (r *postReader) say(p *PlannedRow, row Row) {
	for _, i := range r.mapping.Of(FieldText) {
		if i >= len(row.Cells) {
			continue
		}
		if part := strings.TrimLeft(text.Normalise(unguarded(row.Cells[i])), "\n"); strings.TrimSpace(part) != "" {
			p.Post.Parts = append(p.Post.Parts, part)
		}
	}
	for _, cell := range r.texts(row, FieldLink) {
		switch link := webAddress(cell); {
		case link == "":
			p.Notes = append(p.Notes, r.note(p.Line, FieldLink, CodeLink, cell))
			p.below(cell)
		case isPicture(link):
			p.Files = append(p.Files, File{Name: link, Web: true})
		default:
			p.below(link)
		}
	}
	for _, cell := range r.texts(row, FieldHashtags) {
		var tags []string
		for _, tag := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" ,;\n\t", r) }) {
			tags = append(tags, "#"+strings.TrimLeft(tag, "#"))
		}
		p.below(strings.Join(tags, " "))
	}
}

// below puts what a column of its own holds under the text, unless it stands in
// it already.
func (p *PlannedRow) below(words string) {
	last := len(p.Post.Parts) - 1
	switch {
	case words == "" || strings.Contains(strings.Join(p.Post.Parts, "\n"), words):
	case last < 0:
		p.Post.Parts = []string{words}
	default:
		p.Post.Parts[last] += "\n\n" + words
	}
}

// show lists the pictures and videos, with what is written for those who cannot
// see them.
func (r *postReader) show(p *PlannedRow, row Row) {
	for _, cell := range r.texts(row, FieldMedia) {
		for _, name := range splitFiles(cell) {
			file, ok := fileOf(name)
			if !ok {
				p.Notes = append(p.Notes, r.note(p.Line, FieldMedia, CodeMedia, name))
				continue
			}
			p.Files = append(p.Files, file)
		}
	}
	var alts []string
	for _, i := range r.mapping.Of(FieldAlt) {
		if len(r.mapping.Of(FieldAlt)) > 1 { // one column a picture: an empty cell is one too
			alts = append(alts, oneLine(unguarded(row.cell(i))))
		} else if len(p.Files) == 1 {
			alts = append(alts, oneLine(unguarded(row.cell(i))))
		} else {
			alts = append(alts, strings.Split(text.Normalise(unguarded(row.cell(i))), "\n")...)
		}
	}
	for i := range min(len(alts), len(p.Files)) {
		p.Files[i].Alt = alts[i]
	}
}

// plan sets when the post goes out.
func (r *postReader) plan(p *PlannedRow, row Row) error {
	wall, instant, err := r.wall(row)
	if err != nil || wall == "" {
		return err
	}
	when, shift, err := calendar.Resolve(wall, r.options.Zone)
	if err != nil {
		return r.fail(row, FieldWhen, CodeDate, r.text(row, FieldWhen))
	}
	if !instant.IsZero() { // a time that says how far it is from UTC is never in doubt
		when.Instant, shift.Kind = instant, calendar.NoShift
	}
	p.Post.When = when
	written := strings.Replace(wall, "T", " ", 1)
	switch shift.Kind {
	case calendar.Gap:
		note := r.note(p.Line, FieldWhen, CodeGap, written)
		note.Used = strings.Replace(shift.Used, "T", " ", 1)
		p.Notes = append(p.Notes, note)
	case calendar.Overlap:
		p.Notes = append(p.Notes, r.note(p.Line, FieldWhen, CodeOverlap, written))
	}
	if when.Instant.Before(r.options.Now) {
		p.Notes = append(p.Notes, r.note(p.Line, FieldWhen, CodePast, written))
	}
	return nil
}

// wall is the time on the wall that a row says, "" when it says none, and the
// instant where it says that too.
func (r *postReader) wall(row Row) (wall string, instant time.Time, err error) {
	day, at := r.text(row, FieldWhen), r.text(row, FieldTime)
	if day == "" && at == "" {
		return "", time.Time{}, nil
	}
	if day == "" {
		return "", time.Time{}, r.fail(row, FieldTime, CodeDay, at)
	}
	d, isDay := readDate(day)
	var c clock
	timed := false
	if !isDay {
		var before string
		before, c, timed = cutClock(day)
		if d, isDay = readDate(before); !isDay {
			return "", time.Time{}, r.fail(row, FieldWhen, CodeDate, day)
		}
	}
	if at != "" {
		before, own, ok := cutClock(at)
		if !ok || before != "" && !isMoment(before) {
			return "", time.Time{}, r.fail(row, FieldTime, CodeTime, at)
		}
		c, timed = own, true
	}
	date, exists := d.in(r.options.Order)
	switch {
	case !exists:
		return "", time.Time{}, r.fail(row, FieldWhen, CodeDate, day)
	case !timed && r.options.Hour == "":
		return "", time.Time{}, r.fail(row, FieldWhen, CodeHour, day)
	case !timed:
		return date + "T" + r.options.Hour, time.Time{}, nil
	case !c.zoned:
		return date + "T" + c.wall(), time.Time{}, nil
	}
	asUTC, err := time.Parse(data.WallLayout, date+"T"+c.wall())
	if err != nil {
		return "", time.Time{}, r.fail(row, FieldWhen, CodeDate, day)
	}
	instant = asUTC.Add(-c.ahead)
	wall, err = calendar.Wall(instant, r.options.Zone)
	return wall, instant, err
}

// send sets the accounts that the post goes to.
func (r *postReader) send(p *PlannedRow, row Row) {
	var ids []data.AccountID
	named := false
	take := func(column int, name string, found []data.AccountID) {
		named = true
		if id, known := r.options.Called[shown(name)]; known {
			if found = nil; id == 0 {
				return
			}
			found = []data.AccountID{id}
		}
		switch len(found) {
		case 0:
			p.Notes = append(p.Notes, r.noteAt(p.Line, column, CodeAccount, name))
		case 1:
			ids = append(ids, found[0])
		default:
			p.Notes = append(p.Notes, r.noteAt(p.Line, column, CodeAccounts, name))
		}
	}
	for _, i := range r.mapping.Of(FieldAccounts) {
		cell := unguarded(row.cell(i))
		names := []string{cell}
		if len(r.accounts.find(cell)) != 1 {
			names = split(cell)
		}
		for _, name := range names {
			take(i, name, r.accounts.find(name))
		}
	}
	for _, i := range r.mapping.Of(FieldNetwork) {
		if yes, _ := readYes(row.cell(i)); yes {
			network := r.mapping.Columns[i].Network
			take(i, string(network), r.accounts.on(network))
		}
	}
	if !named {
		ids = r.options.Else
	}
	for _, id := range ids {
		if _, there := p.Post.Variant(id); !there {
			p.Post.Variants = append(p.Post.Variants, data.Variant{Account: id})
		}
	}
}

// compare notes a post that says the same at the same time as one before.
func (r *postReader) compare(p *PlannedRow) {
	sum := maphash.String(r.seed, p.Post.When.Wall+"\x00"+p.Post.Title+"\x00"+strings.Join(p.Post.Parts, "\x00"))
	if _, again := r.seen[sum]; again {
		p.Notes = append(p.Notes, r.note(p.Line, FieldText, CodeAgain, shown(p.Post.Headline())))
	}
	r.seen[sum] = struct{}{}
}
