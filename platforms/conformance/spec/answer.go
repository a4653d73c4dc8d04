package spec

import (
	"fmt"
	"maps"
	"mime"
	"slices"
	"strings"
)

// Answer judges what came back. An exchange without a Status has no answer to
// be judged.
func (t *Table) Answer(e Exchange) []error {
	if e.Status == 0 {
		return nil
	}
	f, err := t.find(e.Method, e.URL)
	if err != nil {
		return []error{err}
	}
	h := &hearing{table: t, op: f.op, title: fmt.Sprintf("%s: answer %d", f.title, e.Status)}
	if f.op.Upload != nil && e.Status/100 == 2 && e.URL.Query().Get("uploadType") == "resumable" {
		h.session(e)
		return h.complaints
	}
	contents, ok := f.op.answer(e.Status)
	if !ok {
		h.say("status", "the file has only %s", strings.Join(slices.Sorted(maps.Keys(f.op.Answers)), ", "))
		return h.complaints
	}
	h.answerBody(e, contents)
	return h.complaints
}

// answer finds what the file says of a status: itself, its class, or the rest.
func (op *Operation) answer(status int) (map[string]*Schema, bool) {
	for _, key := range []string{fmt.Sprint(status), fmt.Sprintf("%dXX", status/100), "default"} {
		if contents, ok := op.Answers[key]; ok {
			return contents, true
		}
	}
	return nil, false
}

// session judges the answer to an announced upload: an address to send it to.
func (h *hearing) session(e Exchange) {
	if e.AnswerHeader.Get("Location") == "" {
		h.say("header.Location", "missing")
	}
	if len(e.Answer) > 0 {
		h.say("body", "want none, got %d bytes", len(e.Answer))
	}
}

func (h *hearing) answerBody(e Exchange, contents map[string]*Schema) {
	if len(contents) == 0 {
		if len(e.Answer) > 0 {
			h.say("body", "want none, got %d bytes", len(e.Answer))
		}
		return
	}
	of, _, _ := mime.ParseMediaType(e.AnswerHeader.Get("Content-Type"))
	schema, ok := contents[of]
	if !ok {
		h.say("body", "content type %q, want %s", of, strings.Join(slices.Sorted(maps.Keys(contents)), " or "))
		return
	}
	if of != jsonType && !strings.HasSuffix(of, "+json") {
		return
	}
	v, err := decodeJSON(e.Answer)
	if err != nil {
		h.say("body", "%v", err)
		return
	}
	if object, ok := v.(map[string]any); ok && of == "application/problem+json" && object["type"] == "about:blank" {
		schema = blankProblem()
	}
	h.value("body", v, schema, false)
}

// blankProblem is what every network that answers with problems may answer: one
// without a type of its own (RFC 9457, 4.2.1).
func blankProblem() *Schema {
	text := &Schema{Type: "string"}
	return &Schema{
		Type:       "object",
		Properties: map[string]*Schema{"type": text, "title": text, "detail": text, "instance": text, "status": {Type: "integer"}},
		Required:   []string{"title", "status"},
	}
}
