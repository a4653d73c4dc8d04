package spec

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// hearing is one request or one answer under judgement.
type hearing struct {
	table *Table
	op    *Operation
	title string // what every complaint begins with
	// request: names that the file does not have are errors everywhere.
	request    bool
	complaints []error
}

// say complains, once of the same thing.
func (h *hearing) say(at, format string, args ...any) {
	complaint := fmt.Errorf("%s: %s: %s", h.title, at, fmt.Sprintf(format, args...))
	if !slices.ContainsFunc(h.complaints, func(c error) bool { return c.Error() == complaint.Error() }) {
		h.complaints = append(h.complaints, complaint)
	}
}

// aside is a hearing of the same request whose complaints do not count yet.
func (h *hearing) aside() *hearing {
	return &hearing{table: h.table, op: h.op, title: h.title, request: h.request}
}

// resolve follows references to the schema that counts. What is nil allows
// anything.
func (t *Table) resolve(s *Schema) *Schema {
	for s != nil && s.Ref != "" {
		s = t.Schemas[s.Ref]
	}
	if s == nil {
		return &Schema{}
	}
	return s
}

// value judges a JSON value, with numbers as json.Number. part: s is a member of
// another schema's All, which looks after unknown properties and kinds itself.
func (h *hearing) value(at string, v any, s *Schema, part bool) {
	s = h.table.resolve(s)
	if v == nil && (s.Null || s.Type == "" && len(s.Any)+len(s.All) == 0) {
		return
	}
	if object, ok := v.(map[string]any); ok && !part {
		kind, _ := object[s.Kind].(string)
		if name := s.Kinds[kind]; name != "" {
			h.value(at, v, &Schema{Ref: name}, false)
			return
		}
	}
	if s.Type != "" && !isA(v, s.Type) {
		h.say(at, "want %s, got %s", s.Type, typeOf(v))
		return
	}
	if len(s.Any) > 0 {
		h.either(at, typeOf(v), s.Any, func(aside *hearing, choice *Schema) {
			aside.value(at, v, choice, len(s.Properties) > 0)
		})
	}
	for _, member := range s.All {
		h.value(at, v, member, true)
	}
	h.enum(at, v, s)
	switch v := v.(type) {
	case string:
		h.text(at, v, s)
	case json.Number:
		h.number(at, v, s)
	case []any:
		h.list(at, v, s)
	case map[string]any:
		h.object(at, v, s, part)
	}
}

// either judges by several choices of which one is enough. The complaints are
// those of the choice that comes nearest. got is the type of the value, "" where
// it depends on the choice.
func (h *hearing) either(at, got string, choices []*Schema, judge func(*hearing, *Schema)) {
	var nearest []error
	var types []string
	near := got == ""
	for i, choice := range choices {
		aside := h.aside()
		if judge(aside, choice); len(aside.complaints) == 0 {
			return
		}
		of := h.typeWanted(choice)
		types = append(types, of)
		near = near || of == got || of == "" || of == "number" && got == "integer"
		if i == 0 || len(aside.complaints) < len(nearest) {
			nearest = aside.complaints
		}
	}
	if !near {
		slices.Sort(types)
		h.say(at, "want %s, got %s", strings.Join(slices.Compact(types), " or "), got)
		return
	}
	h.complaints = append(h.complaints, nearest...)
}

// typeWanted is the type that a schema asks for, "" for any.
func (h *hearing) typeWanted(s *Schema) string {
	s = h.table.resolve(s)
	if s.Type == "" && len(s.All) > 0 {
		return h.typeWanted(s.All[0])
	}
	return s.Type
}

func typeOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case json.Number:
		if strings.ContainsAny(v.String(), ".eE") {
			return "number"
		}
		return "integer"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

func isA(v any, want string) bool {
	is := typeOf(v)
	return is == want || is == "integer" && want == "number"
}

func (h *hearing) enum(at string, v any, s *Schema) {
	if len(s.Enum) == 0 {
		return
	}
	is := fmt.Sprint(v)
	if !slices.Contains(s.Enum, is) {
		h.say(at, "%q is none of %s", is, strings.Join(s.Enum, ", "))
	}
}

func (h *hearing) number(at string, v json.Number, s *Schema) {
	f, err := v.Float64()
	switch {
	case err != nil:
		h.say(at, "%s is out of range", v)
	case s.Min != nil && f < *s.Min:
		h.say(at, "%s is less than %s", v, plainNumber(*s.Min))
	case s.Max != nil && f > *s.Max:
		h.say(at, "%s is more than %s", v, plainNumber(*s.Max))
	case !fits(v.String(), s.Format):
		h.say(at, "%s does not fit %s", v, s.Format)
	}
}

// fits tells whether a whole number is within the format's range.
func fits(v, format string) bool {
	var err error
	switch format {
	case "int32":
		_, err = strconv.ParseInt(v, 10, 32)
	case "uint32":
		_, err = strconv.ParseUint(v, 10, 32)
	case "int64":
		_, err = strconv.ParseInt(v, 10, 64)
	case "uint64":
		_, err = strconv.ParseUint(v, 10, 64)
	}
	return err == nil
}

func plainNumber(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (h *hearing) list(at string, v []any, s *Schema) {
	h.count(at, len(v), s)
	seen := map[string]bool{}
	for i, item := range v {
		h.value(fmt.Sprintf("%s[%d]", at, i), item, s.Items, false)
		if s.Unique {
			h.once(at, fmt.Sprint(item), seen)
		}
	}
}

func (h *hearing) count(at string, n int, s *Schema) {
	if n < s.MinItems {
		h.say(at, "%d items, want at least %d", n, s.MinItems)
	}
	if s.MaxItems > 0 && n > s.MaxItems {
		h.say(at, "%d items, want at most %d", n, s.MaxItems)
	}
}

func (h *hearing) once(at, item string, seen map[string]bool) {
	if seen[item] {
		h.say(at, "%q stands there twice", item)
	}
	seen[item] = true
}

func (h *hearing) object(at string, v map[string]any, s *Schema, part bool) {
	for _, name := range s.Required {
		if _, there := v[name]; !there {
			h.say(at+"."+name, "missing")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		property := s.Properties[name]
		switch value, there := v[name]; {
		case there:
			h.value(at+"."+name, shown(value, v["parse_mode"], property), property, false)
		case h.request && slices.Contains(property.RequiredBy, h.op.ID):
			h.say(at+"."+name, "missing")
		}
	}
	if part || len(s.Any) > 0 && len(s.Properties) == 0 {
		return // whoever judges the whole, or one of the choices, has done so
	}
	known := map[string]bool{}
	named, open, closed := h.names(s, known)
	for _, name := range slices.Sorted(maps.Keys(v)) {
		switch {
		case known[name]:
		case s.Extra != nil:
			h.value(at+"."+name, v[name], s.Extra, false)
		case closed, h.request && named && !open:
			h.say(at+"."+cmp.Or(name, `""`), "the file has no such field")
		}
	}
}

// names collects the properties that a schema and the members of it know, and
// tells whether it names any, says that others are welcome, or that they are not.
func (h *hearing) names(s *Schema, known map[string]bool) (named, open, closed bool) {
	for name := range s.Properties {
		known[name] = true
	}
	named, open, closed = len(s.Properties) > 0, s.Extra != nil, s.Closed
	for _, member := range slices.Concat(s.All, s.Any) {
		n, o, c := h.names(h.table.resolve(member), known)
		named, open, closed = named || n, open || o, closed || c
	}
	return named, open, closed
}
