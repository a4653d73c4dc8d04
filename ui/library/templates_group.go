package library

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"parvis/data"
	"parvis/data/text"
	"parvis/ui/theme"
	"parvis/ui/widgets"
)

// editGroup shows a group of hashtags; one without ID is new.
func (t *templates) editGroup(one data.Template) {
	b := t.s.Words()
	name := widgets.NewField(b.T("library.template.name"))
	name.SetText(one.Name)
	tags, tagsBox := area(b.T("library.template.group.text"), one.Text, 3)
	tags.SetPlaceholder(b.T("library.template.group.hint"))
	fault := widgets.NewLabel("", theme.Label, theme.Regular, theme.Warm).Wrapping()
	said := widgets.NewNote("")
	var form *widgets.Form
	show := func() {
		found, wrong := readTags(tags.Text())
		said.SetText(b.N("library.template.tags", len(found)))
		fault.SetText("")
		if len(wrong) > 0 {
			fault.SetText(b.N("library.template.group.wrong", len(wrong), "Words", strings.Join(wrong, ", ")))
		}
		setVisible(fault, len(wrong) > 0)
		if form != nil {
			form.Relay()
		}
	}
	tags.Changed = func(string) { t.s.Runner.After(settle, "library.template.tags", show) }
	save := func() bool {
		show()
		found, wrong := readTags(tags.Text())
		one.Name, one.Kind, one.Text = strings.TrimSpace(name.Text()), data.TemplateHashtags, strings.Join(found, " ")
		name.SetError("")
		if one.Name == "" {
			name.SetError(b.T("library.template.fault.name"))
		}
		if len(found) == 0 && len(wrong) == 0 {
			fault.SetText(b.T("library.template.group.none"))
			fault.Show()
		}
		if one.Name == "" || fault.Text() != "" {
			return false
		}
		t.save(one)
		return true
	}
	head := b.T("library.template.new_group")
	if one.ID != 0 {
		head = one.Name
	}
	form = t.s.newForm(head, save, name, []fyne.CanvasObject{name, tagsBox, said, fault}, t.over(one, func() { form.Close() })...)
	show()
}

// readTags reads hashtags, with or without their sign, between blanks or commas;
// each once, whatever its case. wrong are words that no network takes for one.
func readTags(s string) (tags, wrong []string) {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }) {
		tag := "#" + strings.TrimLeft(word, "#＃")
		found := text.Hashtags(tag)
		switch {
		case len(found) != 1 || found[0].Span != (text.Span{End: len(tag)}):
			wrong = append(wrong, word)
		case !slices.ContainsFunc(tags, func(known string) bool { return strings.EqualFold(known, tag) }):
			tags = append(tags, tag)
		}
	}
	return tags, wrong
}
