package handover

import (
	"context"
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

const (
	sheetWidth float32 = 580
	// around is the height that everything but the texts takes.
	around float32 = 330
	// edge is the room that an outline takes within what scrolls.
	edge float32 = 4
)

// sheet is one task on the screen.
type sheet struct {
	p    Params
	task Task
	form Form

	texts  *fyne.Container
	scroll *widgets.Scroll
	url    *widgets.Field
	open   *widgets.Button
	done   *widgets.Button
	over   *widgets.Overlay
}

func newSheet(p Params, t Task) *sheet {
	b := p.Words()
	s := &sheet{p: p, task: t, form: t.Form, texts: widgets.NewColumn(12), url: widgets.NewField(b.T("handover.url"))}
	s.url.SetPlaceholder(b.T("handover.url.hint"))
	s.url.Submitted = func(string) { s.finish() }
	s.url.Changed = func(string) { s.url.SetError("") }
	s.url.Escaped = s.close
	s.open = widgets.NewPrimary(b.T(s.openKey()), s.goThere)
	if t.Page != "" {
		s.open.WithIcon(theme.IconExternal)
	}
	s.done = widgets.NewButton(b.T("handover.done"), s.finish)
	s.scroll = widgets.NewScroll(widgets.NewInset(edge, edge, edge, edge, s.texts))
	return s
}

func (s *sheet) openKey() string {
	if s.task.Page == "" {
		return "handover.copy_all"
	}
	return "handover.go"
}

func (s *sheet) show() {
	b, canvas := s.p.Words(), s.p.Canvas()
	s.scroll.UpTo(max(120, canvas.Size().Height-around))
	head := widgets.NewColumn(6,
		widgets.NewLabel(s.task.Title, theme.Panel, theme.Bold, theme.Ink).Wrapping(),
		widgets.NewLabel(s.task.About, theme.Strip, theme.Regular, theme.Ink).Wrapping())
	if len(s.task.Forms) > 1 {
		head.Add(widgets.NewInset(6, 0, 0, 0, widgets.NewRow(0, s.forms(), layout.NewSpacer())))
	}
	later := widgets.NewButton(b.T("handover.later"), s.close).As(widgets.Quiet)
	for _, button := range []*widgets.Button{later, s.open, s.done} {
		button.SetEscape(s.close)
	}
	s.draw()
	s.over = widgets.ShowSheet(canvas, sheetWidth, 0, true, widgets.NewColumn(14-edge, head,
		widgets.NewInset(0, -edge, 0, -edge, s.scroll), s.url,
		widgets.NewInset(edge, 0, 0, 0, widgets.NewRow(8, later, layout.NewSpacer(), s.open, s.done))), nil)
	widgets.Focus(s.open)
}

func (s *sheet) close() { s.over.Close() }

func (s *sheet) forms() fyne.CanvasObject {
	var names []string
	for _, f := range s.task.Forms {
		names = append(names, s.p.Words().T("handover.form."+string(f)))
	}
	choice := widgets.NewSegmented(names, max(0, slices.Index(s.task.Forms, s.form)), func(i int) {
		s.form = s.task.Forms[i]
		s.draw()
		s.over.Relay()
	})
	choice.SetEscape(s.close)
	return choice
}

// draw shows the texts in the form of the moment, and what is attached.
func (s *sheet) draw() {
	s.texts.Objects = nil
	for _, one := range pieces(&s.task, s.form) {
		s.texts.Add(s.block(s.label(one), one.text))
	}
	if len(s.task.Media) > 0 {
		s.texts.Add(s.files())
	}
	s.scroll.Refresh()
}

func (s *sheet) label(p piece) string {
	return s.p.Words().T(p.label, "Part", p.part, "Of", len(s.task.Parts))
}

// block is a text with what copies it.
func (s *sheet) block(label, text string) fyne.CanvasObject {
	head := widgets.NewRow(theme.Gap, widgets.NewLabel(label, theme.Label, theme.SemiBold, theme.Muted), layout.NewSpacer(), s.copyLink(label, text))
	body := widgets.NewPanel(widgets.NewBox(theme.Shade, theme.Border, theme.RadiusControl), 10,
		widgets.NewLabel(strings.TrimSpace(text), theme.Strip, theme.Regular, theme.Ink).Wrapping())
	return widgets.NewColumn(4, head, body)
}

func (s *sheet) copyLink(what, text string) *widgets.Link {
	var link *widgets.Link
	link = widgets.NewLink(s.p.Words().T("common.copy"), func() {
		s.p.Shell.Copy(text)
		link.SetText(s.p.Words().T("common.copied"))
		link.Coloured(theme.Good)
		s.scroll.Refresh()
	})
	link.SetName(s.p.Words().T("handover.copy", "What", what))
	link.SetEscape(s.close)
	return link
}

// files counts what is attached, saves it, and has the texts for those who
// cannot see it.
func (s *sheet) files() fyne.CanvasObject {
	b := s.p.Words()
	row := widgets.NewRow(theme.Gap,
		widgets.NewLabel(b.N("handover.files", len(s.task.Media)), theme.Label, theme.SemiBold, theme.Muted), layout.NewSpacer())
	if s.task.Save != nil {
		save := widgets.NewButton(b.T("handover.files.save"), s.save).WithIcon(theme.IconFolder)
		save.SetEscape(s.close)
		row.Add(save)
	}
	column := widgets.NewColumn(8, row)
	for i, m := range s.task.Media {
		if m.Alt != "" {
			column.Add(s.block(b.T("handover.alt", "Index", i+1), m.Alt))
		}
	}
	return column
}

// save copies the files into a folder that the person chooses.
func (s *sheet) save() {
	s.p.Shell.ChooseFolder(func(folder string) {
		s.p.Runner.Go("handover.save", func(ctx context.Context) (func(), error) {
			n, err := s.task.Save(ctx, folder)
			return func() {
				if err != nil {
					s.p.Shell.Fail("handover: save files", err)
					return
				}
				s.p.Shell.Toast(s.p.Words().N("handover.files.saved", n, "Folder", folder), nil)
			}, nil
		})
	})
}

// goThere copies the text and opens the page; from then on the next thing to do
// is to say that it is done.
func (s *sheet) goThere() {
	if one, any := first(pieces(&s.task, s.form)); any {
		s.p.Shell.Copy(one.text)
		s.p.Shell.Toast(s.p.Words().T("handover.copied", "What", s.label(one)), nil)
	}
	if s.task.Page != "" {
		s.p.Shell.OpenLink(s.task.Page)
	}
	s.open.As(widgets.Plain)
	s.done.As(widgets.Primary)
	widgets.Focus(s.done)
}

// finish records that it is done.
func (s *sheet) finish() {
	url, ok := address(s.url.Text())
	if !ok {
		s.url.SetError(s.p.Words().T("handover.url.fault"))
		s.over.Relay()
		return
	}
	s.done.Disable()
	s.p.Runner.Go("handover.done", func(ctx context.Context) (func(), error) {
		err := s.task.Done(context.WithoutCancel(ctx), url)
		return func() { s.ended(err) }, nil
	})
}

func (s *sheet) ended(err error) {
	switch {
	case err == nil:
		s.close()
		s.p.Shell.Toast(s.task.Marked, nil)
	case errors.Is(err, data.ErrChanged):
		s.close()
		s.p.Shell.Toast(s.p.Words().T("handover.changed"), nil)
	default:
		s.done.Enable()
		s.p.Shell.Fail("handover: done", err)
	}
}
