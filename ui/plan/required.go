package plan

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"parvis/data"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// requiredBlock lists what is to be said, and when.
func (t *voice) requiredBlock() fyne.CanvasObject {
	b := t.s.Words()
	column := widgets.NewColumn(10)
	for i, r := range t.line.Required {
		if i > 0 {
			column.Add(widgets.NewDivider(false))
		}
		when := b.T("plan.required.always")
		if r.When != "" {
			when = b.T("plan.required.when", "Words", r.When)
		}
		if r.Why != "" {
			when = b.T("common.pair", "A", when, "B", r.Why)
		}
		column.Add(widgets.NewRow(12, widgets.Stretch(widgets.NewColumn(1,
			widgets.NewLabel(r.Text, theme.Strip, theme.SemiBold, theme.Ink).Wrapping(), widgets.NewNote(when))),
			widgets.NewIconButton(theme.IconPencil, b.T("plan.edit", "Name", r.Text), func() { t.editRequired(r) }).As(widgets.Quiet),
			widgets.NewIconButton(theme.IconTrash, b.T("plan.delete", "Name", r.Text), func() {
				t.keep(func(l *data.Line) { l.Required = without(l.Required, r) }, b.T("plan.required.removed", "Text", r.Text))
			}).As(widgets.Quiet)))
	}
	add := widgets.NewButton(b.T("plan.required.add"), func() { t.editRequired(data.Required{}) }).WithIcon(theme.IconPlus)
	column.Add(widgets.NewRow(8, add, layout.NewSpacer()))
	return block(b.T("plan.required"), b.T("plan.required.why"), column)
}

// editRequired shows something to be said; an empty one is new.
func (t *voice) editRequired(was data.Required) {
	b, r := t.s.Words(), was
	said, when, why := widgets.NewField(b.T("plan.required.text")), widgets.NewField(b.T("plan.required.asks")), widgets.NewField(b.T("plan.required.reason"))
	said.SetText(r.Text)
	said.SetPlaceholder(b.T("plan.required.hint"))
	when.SetText(r.When)
	why.SetText(r.Why)
	t.s.newForm(b.T("plan.required"), func() bool {
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
