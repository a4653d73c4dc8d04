package spec

import (
	"maps"
	"net/url"
	"slices"
)

// Request judges what was asked. Without complaint it is a request of the
// official file.
func (t *Table) Request(e Exchange) []error {
	f, err := t.find(e.Method, e.URL)
	if err != nil {
		return []error{err}
	}
	h := &hearing{table: t, op: f.op, title: f.title, request: true}
	given := map[string]bool{}
	h.wild(f.wild, given)
	h.query(e, given)
	h.headers(e, given)
	h.body(e, given)
	for _, p := range f.op.Parameters {
		if p.Required && !given[p.Name] {
			h.say(placeName(p.In)+p.Name, "missing")
		}
	}
	return h.complaints
}

func placeName(in Place) string {
	if in == Anywhere {
		return ""
	}
	return string(in) + "."
}

func (op *Operation) parameter(name string, places ...Place) *Parameter {
	for _, p := range op.Parameters {
		if p.Name == name && slices.Contains(places, p.In) {
			return p
		}
	}
	return nil
}

func (h *hearing) wild(wild map[string]string, given map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(wild)) {
		if p := h.op.parameter(name, InPath); p != nil {
			given[name] = true
			h.texts("path."+name, []string{wild[name]}, p.List, p.Schema)
		}
	}
}

func (h *hearing) query(e Exchange, given map[string]bool) {
	query, err := url.ParseQuery(e.URL.RawQuery)
	if err != nil {
		h.say("query", "%v", err)
	}
	mode := query.Get("parse_mode")
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := h.op.parameter(name, InQuery, Anywhere)
		if p == nil {
			h.say("query."+name, "the file has no such parameter")
			continue
		}
		given[name] = true
		h.texts("query."+name, shownAll(query[name], mode, p.Schema), p.List, p.Schema)
	}
}

func shownAll(values []string, mode string, s *Schema) []string {
	counted := slices.Clone(values)
	for i, v := range values {
		counted[i] = shown(v, mode, s).(string)
	}
	return counted
}

func (h *hearing) headers(e Exchange, given map[string]bool) {
	for _, p := range h.op.Parameters {
		if values := e.Header.Values(p.Name); p.In == InHeader && len(values) > 0 {
			given[p.Name] = true
			h.texts("header."+p.Name, values, p.List, p.Schema)
		}
	}
}
