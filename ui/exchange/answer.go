package exchange

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/data/approval"
	"parvis/data/words"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// Answer lets the person choose the file that came back, and shows what it says.
func (s *Sheets) Answer() {
	s.p.Shell.ChooseFile([]string{approval.Extension, ".json", ".txt"}, s.OpenAnswer)
}

// OpenAnswer shows what an answer says.
func (s *Sheets) OpenAnswer(path string) {
	s.p.Runner.Go("exchange.answer", func(ctx context.Context) (func(), error) {
		said, outcomes, err := s.p.Ports.ReadAnswer(ctx, path)
		return func() {
			if err != nil {
				s.p.Shell.Fail("exchange: read the answer", err)
				return
			}
			newAnswer(s, said, outcomes).show()
		}, nil
	})
}

// answer is the sheet with what a reader said.
type answer struct {
	*Sheets
	said     approval.Answer
	outcomes []approval.Outcome
	apply    map[int]bool // outcomes whose texts are taken over
	over     *widgets.Overlay
	take     *widgets.Button
	posts    *fyne.Container
	scroll   *widgets.Scroll
}

func newAnswer(s *Sheets, said approval.Answer, outcomes []approval.Outcome) *answer {
	a := &answer{Sheets: s, said: said, outcomes: outcomes, apply: map[int]bool{}}
	for i, o := range outcomes {
		if o.Verdict == approval.Wanted {
			a.apply[i] = true
		}
	}
	return a
}

func (a *answer) shut() { a.over.Close() }

func (a *answer) show() {
	b := a.p.Words()
	a.posts = widgets.NewColumn(12)
	for i := range a.outcomes {
		a.posts.Add(a.block(b, i))
	}
	a.scroll = widgets.NewScroll(widgets.NewInset(4, 4, 4, 4, a.posts))
	const around = 210
	a.scroll.UpTo(max(160, a.p.Canvas().Size().Height-around))
	later := widgets.NewButton(b.T("common.cancel"), a.shut).As(widgets.Quiet)
	a.take = widgets.NewPrimary(b.T("exchange.answer.take"), a.takeOver)
	for _, button := range []*widgets.Button{later, a.take} {
		button.SetEscape(a.shut)
	}
	title := b.T("exchange.answer.title", "Reader", a.said.Reader)
	if a.said.Reader == "" {
		title = b.T("exchange.answer.title.nobody")
	}
	a.over = widgets.ShowSheet(a.p.Canvas(), sheetWidth+60, 0, true, widgets.NewColumn(12,
		widgets.NewLabel(title, theme.Panel, theme.Bold, theme.Ink).Wrapping(),
		widgets.NewNote(b.T("exchange.answer.at", "When", b.ShortDateTime(a.said.At))),
		a.scroll, widgets.NewRow(theme.Gap, later, layout.NewSpacer(), a.take)), nil)
	widgets.Focus(a.take)
}

// block is one post: what was decided, said and rewritten.
func (a *answer) block(b *words.Book, i int) fyne.CanvasObject {
	o := &a.outcomes[i]
	headline := cmp.Or(o.Post.Headline(), o.Shown.Title, b.T("planned.untitled"))
	column := widgets.NewColumn(6, widgets.NewRow(theme.Gap,
		widgets.Stretch(widgets.NewLabel(headline, theme.Strip, theme.SemiBold, theme.Ink)),
		widgets.NewPill(b.T("exchange.verdict."+verdictKey(o.Verdict)), tone(o.Verdict))))
	if o.Comment != "" {
		column.Add(widgets.NewLabel(o.Comment, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	}
	if o.Older {
		column.Add(widgets.NewNote(b.T("exchange.answer.older")))
	}
	for _, e := range o.Edits {
		if e.Conflict {
			column.Add(widgets.NewNote(b.T("exchange.answer.conflict")))
		}
		column.Add(widgets.NewChanges(e.Asked()))
	}
	if o.Verdict == approval.Conflict {
		open := widgets.NewLink(b.T("exchange.answer.open"), func() { a.open(o.Post.ID) })
		open.SetName(b.T("exchange.answer.open") + ", " + headline)
		open.SetEscape(a.shut)
		column.Add(widgets.NewRow(0, open, layout.NewSpacer()))
	}
	if o.Verdict == approval.Wanted && len(o.Edits) > 0 {
		column.Add(widgets.NewTick(b.T("exchange.answer.apply"), "", a.apply[i], func(on bool) { a.apply[i] = on }))
	}
	return widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusControl), 12, column)
}

// open shows a post in which both sides changed something. The answer stays in its
// file, to be read again once that is settled.
func (a *answer) open(id data.PostID) {
	a.shut()
	a.p.Shell.OpenPost(id)
}

// verdictKey is a verdict's part of the catalogues' key.
func verdictKey(v approval.Verdict) string {
	if v == approval.Silent {
		return "silent"
	}
	return string(v)
}

// tone is the colour of a verdict, beside its words.
func tone(v approval.Verdict) widgets.Tone {
	switch v {
	case approval.Approved:
		return widgets.ToneGood
	case approval.Refused, approval.Conflict, approval.Gone:
		return widgets.ToneWarm
	case approval.Wanted, approval.ApprovedOlder, approval.Commented:
		return widgets.ToneCaution
	}
	return widgets.ToneNeutral
}

// takeOver takes the decisions and the texts that are ticked.
func (a *answer) takeOver() {
	a.take.Disable()
	var apply []approval.Outcome
	for i, o := range a.outcomes {
		if a.apply[i] {
			apply = append(apply, o)
		}
	}
	a.p.Runner.Go("exchange.take", func(ctx context.Context) (func(), error) {
		fresh, err := a.p.Ports.TakeAnswer(context.WithoutCancel(ctx), a.said, apply)
		return func() { a.taken(fresh, err) }, nil
	})
}

// fail says above the posts why the answer could not be taken over.
func (a *answer) fail(err error) {
	blocks := a.posts.Objects[max(0, len(a.posts.Objects)-len(a.outcomes)):]
	a.posts.Objects = append([]fyne.CanvasObject{a.Sheets.said(err)}, blocks...)
	a.scroll.Refresh()
	a.over.Relay()
	a.scroll.Reveal(a.posts.Objects[0])
}

func (a *answer) taken(fresh bool, err error) {
	b := a.p.Words()
	if err != nil {
		a.take.Enable()
		a.fail(err)
		return
	}
	a.shut()
	approved := func(o approval.Outcome) bool { return o.Verdict == approval.Approved }
	n := len(slices.DeleteFunc(slices.Clone(a.outcomes), func(o approval.Outcome) bool { return !approved(o) }))
	if fresh {
		a.p.Shell.Toast(b.N("exchange.answer.taken", n), nil)
	} else {
		a.p.Shell.Toast(b.T("exchange.answer.known"), nil)
	}
}
