package read

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/platforms/conformance/spec"
)

type telegram struct {
	Version     string
	ReleaseDate string `json:"release_date"`
	Methods     map[string]telegramEntry
	Types       map[string]telegramEntry
}

type telegramEntry struct {
	Returns  []string
	Subtypes []string
	Fields   []telegramField
}

type telegramField struct {
	Name        string
	Types       []string
	Required    bool
	Description string
}

// Telegram reads the machine-readable form of the Bot API. Limits and constants
// are taken from the descriptions, where these have a fixed wording. What holds
// for every method is from core.telegram.org/bots/api#making-requests: GET or
// POST; parameters in the address, a form, multipart or JSON; answers with "ok".
func Telegram(text []byte, keep Keep) (*spec.Table, error) {
	var file telegram
	if err := decode(text, "Telegram", &file); err != nil {
		return nil, err
	}
	date, err := time.Parse("January 2, 2006", file.ReleaseDate)
	if err != nil || len(file.Methods) == 0 {
		return nil, fmt.Errorf("read: Telegram's Bot API with %d methods: %v", len(file.Methods), err)
	}
	t := &spec.Table{Schemas: map[string]*spec.Schema{}, Source: spec.Source{
		Version: file.Version, Date: date.Format(time.DateOnly), Whole: len(file.Methods), Bases: []string{""},
	}}
	for name, entry := range file.Types {
		t.Schemas[name] = entry.schema(name)
	}
	t.Schemas["failure"] = failure()
	for name, entry := range file.Methods {
		if path := "/bot{token}/" + name; keep("*", path) {
			t.Operations = append(t.Operations, entry.operation(name, path))
		}
	}
	return finished(t)
}

func (e telegramEntry) operation(name, path string) *spec.Operation {
	op := &spec.Operation{
		ID: name, Method: "*", Path: path,
		Answers: map[string]map[string]*spec.Schema{
			"2XX":     {jsonType: success(e.Returns)},
			"default": {jsonType: {Ref: "failure"}},
		},
		// As BotFather gives them out.
		Parameters: []*spec.Parameter{{
			Name: "token", In: spec.InPath, Required: true, Schema: &spec.Schema{Type: "string", Pattern: `^\d+:[A-Za-z0-9_-]+$`},
		}},
	}
	for _, f := range e.Fields {
		op.Parameters = append(op.Parameters, &spec.Parameter{
			Name: f.Name, In: spec.Anywhere, Required: f.Required, List: spec.AsJSON, Schema: f.schema(),
		})
	}
	return op
}

func success(returns []string) *spec.Schema {
	return &spec.Schema{
		Type: "object", Closed: true, Required: []string{"ok", "result"},
		Properties: map[string]*spec.Schema{
			"ok": {Type: "boolean", Enum: []string{"true"}}, "result": union(returns), "description": {Type: "string"},
		},
	}
}

func failure() *spec.Schema {
	return &spec.Schema{
		Type: "object", Closed: true, Required: []string{"description", "error_code", "ok"},
		Properties: map[string]*spec.Schema{
			"ok": {Type: "boolean", Enum: []string{"false"}}, "error_code": {Type: "integer"},
			"description": {Type: "string"}, "parameters": {Ref: "ResponseParameters"},
		},
	}
}

func (e telegramEntry) schema(name string) *spec.Schema {
	if name == "InputFile" {
		return &spec.Schema{Type: "string", Format: "binary"}
	}
	if len(e.Subtypes) > 0 {
		return union(e.Subtypes)
	}
	s := &spec.Schema{Type: "object", Closed: true, Properties: map[string]*spec.Schema{}}
	for _, f := range e.Fields {
		s.Properties[f.Name] = f.schema()
		if f.Required {
			s.Required = append(s.Required, f.Name)
		}
	}
	slices.Sort(s.Required)
	return s
}

// union is the schema of one or several types by their names.
func union(types []string) *spec.Schema {
	if len(types) == 1 {
		return typed(types[0])
	}
	s := &spec.Schema{}
	for _, name := range types {
		s.Any = append(s.Any, typed(name))
	}
	return s
}

func typed(name string) *spec.Schema {
	if inner, ok := strings.CutPrefix(name, "Array of "); ok {
		return &spec.Schema{Type: "array", Items: typed(inner)}
	}
	switch name {
	case "String", "Integer", "Boolean":
		return &spec.Schema{Type: strings.ToLower(name)}
	case "Float":
		return &spec.Schema{Type: "number"}
	}
	return &spec.Schema{Ref: name}
}

func (f telegramField) schema() *spec.Schema {
	if len(f.Types) > 1 && !slices.ContainsFunc(f.Types, func(name string) bool { return !strings.HasPrefix(name, "Array of ") }) {
		var items []string
		for _, name := range f.Types {
			items = append(items, strings.TrimPrefix(name, "Array of "))
		}
		s := &spec.Schema{Type: "array", Items: union(items)}
		limits(f.Description, s)
		return s
	}
	s := union(f.Types)
	if s.Any == nil && s.Ref == "" {
		limits(f.Description, s)
	}
	return s
}

// limits reads what a description says in words: "1-4096 characters", "1-100",
// "2-10 items", `always "photo"`.
func limits(text string, s *spec.Schema) {
	switch s.Type {
	case "string":
		if m := regexp.MustCompile(`\b(\d+)-(\d+) (characters|[bB]ytes)( after entit(?:ies|y) parsing)?`).FindStringSubmatch(text); m != nil {
			s.MinLength, s.MaxLength = whole(m[1]), whole(m[2])
			if m[3] != "characters" {
				s.Counted = spec.Bytes
			} else if m[4] != "" {
				s.Counted = spec.Shown
			}
		}
		s.Enum = constants(text)
	case "integer", "number":
		ranges := regexp.MustCompile(`\b(\d+)-(\d+)\b`).FindAllStringSubmatch(text, -1)
		if len(ranges) == 1 { // several depend on something else
			low, high := float64(whole(ranges[0][1])), float64(whole(ranges[0][2]))
			s.Min, s.Max = &low, &high
		}
	case "array":
		if m := regexp.MustCompile(`\b(\d{1,3})-(\d{1,3}) [a-z]`).FindStringSubmatch(text); m != nil {
			s.MinItems, s.MaxItems = whole(m[1]), whole(m[2])
		}
	}
}

func whole(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0 // no limit: more digits than an int has
	}
	return n
}

// constants are the only values of a text that its description allows.
func constants(text string) []string {
	if only := words(`\b(?:always|must be) "?([a-z_]+)"?\.?$`, text); len(only) == 1 {
		return only
	}
	for _, sentence := range strings.Split(text, ". ") {
		if regexp.MustCompile(`(?i)\b(one of|either|can be) "`).MatchString(sentence) && !strings.Contains(sentence, "currently") {
			return words(`"([^"]+)"`, sentence)
		}
	}
	return nil
}
