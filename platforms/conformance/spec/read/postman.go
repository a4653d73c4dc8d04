package read

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"parvis/platforms/conformance/spec"
)

type postman struct {
	Info struct {
		ID   string `json:"_postman_id"`
		Name string
	}
	Item     []postmanItem
	Variable []struct{ Key, Value string }
}

type postmanItem struct {
	Name     string
	Item     []postmanItem // a folder
	Request  *postmanRequest
	Response []struct{ Body string }
}

type postmanRequest struct {
	Method string
	Auth   struct{ Type string }
	URL    struct {
		Path  []string
		Query []postmanParameter
	}
}

type postmanParameter struct {
	Key, Value, Description string
}

// Postman reads a collection of example requests, as Meta publishes for Threads.
// Requests to the same address are one operation: its parameters are those of
// all of them, as its answer has the fields of all their saved answers. A
// variable in a path, and the "me" that stands for a user's id, is any name.
// Types and values are taken from the examples and the wording of descriptions;
// required is what a description calls so without a condition. The collection
// calls itself incomplete; so an operation that lists takes the parameters for a
// part of a list that the file describes for any other.
func Postman(text []byte, keep Keep) (*spec.Table, error) {
	var file postman
	if err := decode(text, "Postman", &file); err != nil {
		return nil, err
	}
	if file.Info.ID == "" || len(file.Item) == 0 {
		return nil, fmt.Errorf("read: no Postman collection, or an empty one")
	}
	t := &spec.Table{Source: spec.Source{Version: file.Info.ID, Bases: []string{""}}}
	byAddress := map[string]*spec.Operation{}
	for _, item := range file.requests(file.Item) {
		op := file.operation(item)
		if first := byAddress[op.Method+op.Path]; first != nil {
			merge(first, op)
			continue
		}
		byAddress[op.Method+op.Path] = op
		t.Operations = append(t.Operations, op)
	}
	page(t.Operations)
	t.Source.Whole = len(t.Operations)
	t.Operations = slices.DeleteFunc(t.Operations, func(op *spec.Operation) bool { return !keep(op.Method, op.Path) })
	return finished(t)
}

func (f *postman) requests(items []postmanItem) (all []postmanItem) {
	for _, item := range items {
		if item.Request != nil {
			all = append(all, item)
		}
		all = append(all, f.requests(item.Item)...)
	}
	return all
}

func (f *postman) operation(item postmanItem) *spec.Operation {
	request := item.Request
	op := &spec.Operation{ID: item.Name, Method: request.Method}
	for _, segment := range request.URL.Path {
		if strings.HasPrefix(segment, "{{") || segment == "me" {
			segment = "{id}"
		}
		if segment != "" {
			op.Path += "/" + segment
		}
	}
	place := spec.InQuery
	if op.Method == "POST" {
		place = spec.Anywhere // Meta takes a form as it takes an address
	}
	if request.Auth.Type != "noauth" {
		op.Parameters = append(op.Parameters, &spec.Parameter{Name: "access_token", In: place, Schema: &spec.Schema{Type: "string"}})
	}
	for _, p := range request.URL.Query {
		if find(op, p.Key) == nil {
			op.Parameters = append(op.Parameters, f.parameter(p, place))
		}
	}
	answer := &spec.Schema{Type: "object"}
	if len(item.Response) > 0 {
		if example := saved(item.Response[0].Body); example != nil {
			answer = shape(example)
			named(answer, op)
		}
	}
	op.Answers = map[string]map[string]*spec.Schema{"2XX": {jsonType: answer}, "default": {jsonType: {Type: "object"}}}
	return op
}

func find(op *spec.Operation, name string) *spec.Parameter {
	for _, p := range op.Parameters {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func (f *postman) variable(reference string) (name, value string) {
	name, ok := strings.CutPrefix(reference, "{{")
	if !ok {
		return "", ""
	}
	name = strings.TrimSuffix(name, "}}")
	for _, v := range f.Variable {
		if v.Key == name {
			return name, v.Value
		}
	}
	return name, ""
}

func (f *postman) parameter(in postmanParameter, place spec.Place) *spec.Parameter {
	p := &spec.Parameter{
		Name: in.Key, In: place, Schema: &spec.Schema{Type: "string"},
		Required: strings.Contains(in.Description, "is required."),
	}
	for _, v := range f.Variable {
		if list := names(v.Value); v.Key == in.Key && len(list) > 1 {
			p.Schema.Enum = list
			return p
		}
	}
	_, value := f.variable(in.Value)
	switch list := names(value); {
	case len(list) > 1:
		p.Schema = &spec.Schema{Type: "array", Items: &spec.Schema{Type: "string", Enum: list}}
		p.List = spec.Commas
	case strings.HasPrefix(in.Description, "A comma-separated list"):
		p.Schema = &spec.Schema{Type: "array", Items: &spec.Schema{Type: "string"}}
		p.List = spec.Commas
		if m := regexp.MustCompile(`at least (\d+) and up to (\d+)`).FindStringSubmatch(in.Description); m != nil {
			p.Schema.MinItems, p.Schema.MaxItems = whole(m[1]), whole(m[2])
		}
	case in.Value == "true" || in.Value == "false":
		p.Schema.Type = "boolean"
	case regexp.MustCompile(`^\d{1,9}$`).MatchString(in.Value):
		p.Schema.Type = "integer"
	case strings.HasPrefix(in.Value, "{\"") || strings.HasPrefix(in.Value, "["):
		p.Schema.Format = "json"
	default:
		p.Schema.Enum = said(in)
	}
	return p
}

// said are the values that a description names: "Set to TEXT.", "either TOP or
// RECENT", as long as the example is one of them.
func said(in postmanParameter) []string {
	only := words(`Set (?:this value |this )?to (\w+)\.`, in.Description)
	for _, pair := range words(`either (\w+ or \w+)`, in.Description) {
		only = strings.Split(pair, " or ")
	}
	if !slices.Contains(only, in.Value) {
		return nil
	}
	return only
}

// names are those of a list with commas; what stands in braces belongs to the
// name before it. A text that is no such list has fewer than two.
func names(list string) (all []string) {
	list = regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(list, "")
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); !regexp.MustCompile(`^\w+$`).MatchString(name) {
			return nil
		}
		all = append(all, name)
	}
	return all
}

// saved reads the example of an answer; <string> stands there for a text, and
// three dots for more of the same. It is nil where there is none.
func saved(body string) any {
	body = regexp.MustCompile(`: *<(\w+)>`).ReplaceAllString(body, `: "$1"`)
	body = regexp.MustCompile(`,\s*\.\.\.`).ReplaceAllString(body, "")
	var v any
	if json.Unmarshal([]byte(body), &v) != nil {
		return nil
	}
	return v
}

// shape is the schema of an example: its names, not its values.
func shape(v any) *spec.Schema {
	switch v := v.(type) {
	case map[string]any:
		s := &spec.Schema{Type: "object", Closed: true, Properties: map[string]*spec.Schema{}}
		for name, inner := range v {
			s.Properties[name] = shape(inner)
		}
		return s
	case []any:
		s := &spec.Schema{Type: "array", Items: &spec.Schema{}}
		for i, item := range v {
			if i == 0 {
				s.Items = shape(item)
			} else {
				s.Items = joined(s.Items, shape(item))
			}
		}
		return s
	}
	return &spec.Schema{}
}

// joined has the names of both shapes, and only what they agree on.
func joined(a, b *spec.Schema) *spec.Schema {
	switch {
	case a == nil || b == nil:
		return cmp.Or(a, b)
	case a.Type != b.Type:
		return &spec.Schema{}
	}
	out := *a
	out.Items = joined(a.Items, b.Items)
	out.Closed = a.Closed && b.Closed
	out.Properties = map[string]*spec.Schema{}
	for name, s := range a.Properties {
		out.Properties[name] = joined(s, b.Properties[name])
	}
	for name, s := range b.Properties {
		if a.Properties[name] == nil {
			out.Properties[name] = s
		}
	}
	return &out
}

// named lets an answer have every field that "fields" can ask for.
func named(answer *spec.Schema, op *spec.Operation) {
	fields, record := find(op, "fields"), answer
	if list := answer.Properties["data"]; list != nil && list.Items != nil {
		record = list.Items
	}
	if fields == nil || fields.Schema.Items == nil || record.Properties == nil {
		return
	}
	for _, name := range fields.Schema.Items.Enum {
		if record.Properties[name] == nil {
			record.Properties[name] = &spec.Schema{}
		}
	}
}

// merge adds to an operation what another one of the same address has.
func merge(op, other *spec.Operation) {
	for _, p := range other.Parameters {
		if mine := find(op, p.Name); mine != nil {
			mine.Required = mine.Required && p.Required
			mine.Schema = both(mine.Schema, p.Schema)
		} else {
			p.Required = false
			op.Parameters = append(op.Parameters, p)
		}
	}
	for _, p := range op.Parameters {
		p.Required = p.Required && find(other, p.Name) != nil
	}
	answers, more := op.Answers["2XX"], other.Answers["2XX"][jsonType]
	switch {
	case answers[jsonType].Properties == nil:
		answers[jsonType] = more
	case more.Properties != nil:
		answers[jsonType] = joined(answers[jsonType], more)
	}
	named(answers[jsonType], op)
}

// both allows what either schema of a parameter allows.
func both(a, b *spec.Schema) *spec.Schema {
	switch {
	case a.Type != b.Type:
		return &spec.Schema{Type: "string"}
	case a.Type == "array":
		out := *a
		out.Items = both(a.Items, b.Items)
		return &out
	}
	out := *a
	out.Enum = nil
	if len(a.Enum) > 0 && len(b.Enum) > 0 {
		out.Enum = slices.Clone(a.Enum)
		for _, value := range b.Enum {
			if !slices.Contains(out.Enum, value) {
				out.Enum = append(out.Enum, value)
			}
		}
	}
	return &out
}

// page lets every operation that lists take the parameters for a part of a list
// that any of them has.
func page(operations []*spec.Operation) {
	ranges := map[string]*spec.Parameter{}
	for _, op := range operations {
		for _, p := range op.Parameters {
			if slices.Contains([]string{"since", "until", "limit", "before", "after"}, p.Name) {
				ranges[p.Name] = p
			}
		}
	}
	for _, op := range operations {
		answer := op.Answers["2XX"][jsonType]
		if list := answer.Properties["data"]; op.Method != "GET" || list == nil || list.Type != "array" {
			continue
		}
		for name, p := range ranges {
			if find(op, name) == nil {
				op.Parameters = append(op.Parameters, p)
			}
		}
	}
}
