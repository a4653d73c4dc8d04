package exchange

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// ask is the sheet on which posts are chosen that somebody is to approve.
type ask struct {
	*Sheets
	month   *stepper
	reader  *widgets.Field
	mail    *widgets.Field
	note    *widgets.TextArea
	posts   *fyne.Container
	scroll  *widgets.Scroll
	save    *widgets.Button
	over    *widgets.Overlay
	entries []data.Entry // one a post
	wanted  map[data.PostID]bool
	only    data.PostID // the one post that is asked about; 0: those of the month
	undated bool        // it has no day
}

// Ask shows the sheet on which posts of a month are given to somebody to approve.
func (s *Sheets) Ask() { s.ask(s.thisMonth(), 0, false) }

// AskAbout shows the sheet on which one post is given to somebody to approve. day
// is the one that it is for, "2026-11-26"; "" for none.
func (s *Sheets) AskAbout(id data.PostID, day string) {
	month := s.thisMonth()
	at, err := time.ParseInLocation(data.DayLayout, day, month.Location())
	if err == nil {
		month = at.AddDate(0, 0, 1-at.Day())
	}
	s.ask(month, id, err != nil)
}

func (s *Sheets) ask(month time.Time, only data.PostID, undated bool) {
	b := s.p.Words()
	a := &ask{
		Sheets: s, only: only, undated: undated, reader: widgets.NewField(b.T("exchange.ask.reader")), mail: widgets.NewField(b.T("exchange.ask.mail")),
		note: widgets.NewTextArea(2), posts: widgets.NewColumn(6), wanted: map[data.PostID]bool{},
	}
	a.reader.SetPlaceholder(b.T("exchange.ask.reader.hint"))
	a.note.SetPlaceholder(b.T("exchange.ask.note"))
	a.month = newStepper(month, s.p.Words, a.shut, a.read)
	a.save = widgets.NewPrimary(b.T("exchange.ask.save"), a.write)
	a.save.Disable()
	later := widgets.NewButton(b.T("common.cancel"), a.shut).As(widgets.Quiet)
	for _, button := range []*widgets.Button{later, a.save} {
		button.SetEscape(a.shut)
	}
	for _, f := range []*widgets.Field{a.reader, a.mail} {
		f.Escaped = a.shut
	}
	a.scroll = widgets.NewScroll(widgets.NewInset(4, 4, 4, 4, a.posts))
	const around = 500
	a.scroll.UpTo(max(120, s.p.Canvas().Size().Height-around))
	a.over = widgets.ShowSheet(s.p.Canvas(), sheetWidth, 0, true, widgets.NewColumn(12,
		widgets.NewLabel(b.T("exchange.ask.title"), theme.Panel, theme.Bold, theme.Ink),
		widgets.NewLabel(b.T("exchange.ask.about"), theme.Strip, theme.Regular, theme.Ink).Wrapping(),
		a.month.row, a.scroll, a.reader, a.mail, a.note,
		widgets.NewRow(theme.Gap, later, layout.NewSpacer(), a.save)), nil)
	if only != 0 {
		a.month.row.Hide()
		a.over.Relay()
	}
	a.over.Focus(a.reader)
	a.read()
}

func (a *ask) shut() { a.over.Close() }

// read fetches what is planned in the month and has not gone out.
func (a *ask) read() {
	from, brand := a.month.month, a.p.Brand().ID
	a.p.Runner.Go("exchange.ask", func(ctx context.Context) (func(), error) {
		q := data.ListQuery{Brand: brand, From: from.UTC(), To: from.AddDate(0, 1, 0).UTC()}
		if a.undated {
			q = data.ListQuery{Brand: brand, Undated: true}
		}
		all, err := a.p.Ports.List(ctx, q)
		return func() {
			if err != nil {
				a.posts.Objects = []fyne.CanvasObject{a.said(err)}
				a.scroll.Refresh()
				a.over.Relay()
				return
			}
			a.take(onePerPost(slices.DeleteFunc(all, a.leftOut), a.p.Clock.Now()))
		}, nil
	})
}

// leftOut tells whether an entry is of another post than the one that is asked
// about.
func (a *ask) leftOut(e data.Entry) bool { return a.only != 0 && e.Post != a.only }

// onePerPost leaves the posts that are still to come or have no day, each once.
func onePerPost(all []data.Entry, now time.Time) (posts []data.Entry) {
	for _, e := range all {
		known := func(o data.Entry) bool { return o.Post == e.Post }
		if !e.State.Final() && (e.Due.IsZero() || e.Due.After(now)) && !slices.ContainsFunc(posts, known) {
			posts = append(posts, e)
		}
	}
	return posts
}

func (a *ask) take(entries []data.Entry) {
	b := a.p.Words()
	a.entries, a.posts.Objects = entries, nil
	clear(a.wanted)
	for _, e := range entries {
		a.wanted[e.Post] = true
		title := cmp.Or(e.Headline, b.T("planned.untitled"))
		note := b.T("planned.undated")
		if !e.Due.IsZero() {
			note = b.ShortDateTime(e.Due.In(a.month.month.Location()))
		}
		a.posts.Add(widgets.NewTick(title, note, true, func(on bool) {
			a.wanted[e.Post] = on
			a.count()
		}))
	}
	if len(entries) == 0 {
		a.posts.Add(widgets.NewNote(b.T("exchange.ask.none")))
	}
	a.count()
	a.scroll.Refresh()
	a.over.Relay()
}

// chosen are the posts that are ticked, in order of time.
func (a *ask) chosen() (posts []data.Reviewed) {
	for _, e := range a.entries {
		if a.wanted[e.Post] {
			posts = append(posts, data.Reviewed{Post: e.Post})
		}
	}
	return posts
}

func (a *ask) count() {
	n := len(a.chosen())
	a.save.SetText(a.p.Words().N("exchange.ask.save_n", n))
	if n == 0 {
		a.save.SetText(a.p.Words().T("exchange.ask.save"))
		a.save.Disable()
	} else {
		a.save.Enable()
	}
}

// write asks where and writes the file.
func (a *ask) write() {
	b, brand := a.p.Words(), a.p.Brand()
	asked := data.Approval{
		Brand: brand.ID, Reader: strings.TrimSpace(a.reader.Text()), Note: strings.TrimSpace(a.note.Text()), Posts: a.chosen(),
	}
	mail, n := strings.TrimSpace(a.mail.Text()), len(asked.Posts)
	name := text.Slug(b.T("exchange.ask.file", "Brand", brand.Name, "Month", b.MonthTitle(a.month.month))) + ".html"
	a.shut()
	a.p.Shell.SaveFile(name, func(path string) error {
		err := a.p.Ports.AskApproval(context.Background(), &asked, b, mail, path)
		if err == nil {
			a.p.Runner.Do(func() { a.p.Shell.Toast(b.N("exchange.ask.done", n), nil) })
		}
		return err
	})
}
