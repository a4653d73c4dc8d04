package plan

import (
	"strings"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/ui/widgets"
)

// forbiddenBlock lists what is not to be said, and why.
func (t *voice) forbiddenBlock() fyne.CanvasObject {
	b := t.s.Words()
	var rows []fyne.CanvasObject
	for _, f := range t.line.Forbidden {
		note := f.Why
		if f.Use != "" {
			note = strings.TrimSpace(note + " " + b.T("plan.word.instead", "Use", f.Use))
		}
		rows = append(rows, t.s.saidRow(f.Words, note, func() { t.editWord(f) }, func() {
			t.keep(func(l *data.Line) { l.Forbidden = without(l.Forbidden, f) }, b.T("plan.word.removed", "Word", f.Words))
		}))
	}
	return saidBlock(b.T("plan.words"), b.T("plan.words.why"), rows, b.T("plan.word.add"), func() { t.editWord(data.Forbidden{}) })
}

// editWord shows what is not to be said; an empty one is new.
func (t *voice) editWord(was data.Forbidden) {
	b, f := t.s.Words(), was
	said, why, use := widgets.NewField(b.T("plan.word")), widgets.NewField(b.T("plan.word.why")), widgets.NewField(b.T("plan.word.use"))
	said.SetText(f.Words)
	why.SetText(f.Why)
	use.SetText(f.Use)
	t.s.showForm(b.T("plan.words"), func() bool {
		f = data.Forbidden{Words: strings.TrimSpace(said.Text()), Why: strings.TrimSpace(why.Text()), Use: strings.TrimSpace(use.Text())}
		if strings.Trim(f.Words, "* ") == "" {
			said.SetError(b.T("plan.word.fault"))
			return false
		}
		t.keep(func(l *data.Line) { l.Forbidden = replaced(l.Forbidden, was, f) }, b.T("plan.line.kept"))
		return true
	}, said, []fyne.CanvasObject{said, why, use})
}

// requiredBlock lists what is to be said, and when.
func (t *voice) requiredBlock() fyne.CanvasObject {
	b := t.s.Words()
	var rows []fyne.CanvasObject
	for _, r := range t.line.Required {
		when := b.T("plan.required.always")
		if r.When != "" {
			when = b.T("plan.required.when", "Words", r.When)
		}
		if r.Why != "" {
			when = b.T("common.pair", "A", when, "B", r.Why)
		}
		rows = append(rows, t.s.saidRow(r.Text, when, func() { t.editRequired(r) }, func() {
			t.keep(func(l *data.Line) { l.Required = without(l.Required, r) }, b.T("plan.required.removed", "Text", r.Text))
		}))
	}
	return saidBlock(b.T("plan.required"), b.T("plan.required.why"), rows, b.T("plan.required.add"), func() { t.editRequired(data.Required{}) })
}

// editRequired shows something to be said; an empty one is new.
func (t *voice) editRequired(was data.Required) {
	b, r := t.s.Words(), was
	said, when, why := widgets.NewField(b.T("plan.required.text")), widgets.NewField(b.T("plan.required.asks")), widgets.NewField(b.T("plan.required.reason"))
	said.SetText(r.Text)
	said.SetPlaceholder(b.T("plan.required.hint"))
	when.SetText(r.When)
	why.SetText(r.Why)
	t.s.showForm(b.T("plan.required"), func() bool {
		said.SetError("")
		r = data.Required{When: strings.TrimSpace(when.Text()), Text: strings.TrimSpace(said.Text()), Why: strings.TrimSpace(why.Text())}
		if r.Text == "" {
			said.SetError(b.T("plan.required.fault"))
			return false
		}
		t.keep(func(l *data.Line) { l.Required = replaced(l.Required, was, r) }, b.T("plan.line.kept"))
		return true
	}, said, []fyne.CanvasObject{said, when, widgets.NewNote(b.T("plan.required.asks.why")), why})
}
