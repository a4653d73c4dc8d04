package handover

import (
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/data/text"
)

// Form is in which form a text is copied. Its words are "handover.form.<form>".
type Form string

const (
	Text     Form = "text"     // as it was written, part by part
	Markdown Form = "markdown" // one document
	HTML     Form = "html"     // one document
)

// optionForm is the option that says in which form a post is copied.
const optionForm = "form"

// formOf is the form that a post asks for.
func formOf(options map[string]string) Form {
	switch f := Form(options[optionForm]); f {
	case Markdown, HTML:
		return f
	}
	return Text
}

// formsOf are the forms to choose from: all of them where articles are written or
// the form is an option.
func formsOf(can *data.Capabilities) []Form {
	asks := func(o data.Option) bool { return o.Key == optionForm }
	if can.Title || slices.ContainsFunc(can.Options, asks) {
		return []Form{Text, Markdown, HTML}
	}
	return nil
}

// piece is one text to copy.
type piece struct {
	label string // a key of the catalogues: "handover.text"
	part  int    // with "handover.part": which, the first being 1
	text  string
}

// pieces are the texts of a task in a form, in the order in which they are
// pasted.
func pieces(t *Task, form Form) []piece {
	switch form {
	case Markdown:
		return []piece{{label: "handover.form.markdown", text: text.ArticleMarkdown(t.Heading, t.Parts)}}
	case HTML:
		return []piece{{label: "handover.form.html", text: text.ArticleHTML(t.Heading, t.Parts)}}
	}
	var all []piece
	if t.Heading != "" {
		all = append(all, piece{label: "handover.heading", text: t.Heading})
	}
	for i, part := range t.Parts {
		label := "handover.part"
		if len(t.Parts) == 1 {
			label = "handover.text"
			if t.Caption {
				label = "handover.caption"
			}
		}
		all = append(all, piece{label: label, part: i + 1, text: part})
	}
	return slices.DeleteFunc(all, func(p piece) bool { return strings.TrimSpace(p.text) == "" })
}

// first is the text that is copied with the page opening: the first after the
// title, which has a field of its own; false when there is no text at all.
func first(all []piece) (piece, bool) {
	for _, p := range all {
		if p.label != "handover.heading" {
			return p, true
		}
	}
	if len(all) > 0 {
		return all[0], true
	}
	return piece{}, false
}

// address reads where something was published: nothing, or a whole web address.
func address(typed string) (string, bool) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return "", true
	}
	u, err := url.Parse(typed)
	ok := err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
	return typed, ok
}
