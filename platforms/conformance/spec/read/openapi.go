package read

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"parvis/platforms/conformance/spec"
)

type openAPI struct {
	OpenAPI string
	Info    struct {
		Version string
		License struct{ Name, URL string }
	}
	Servers    []struct{ URL string }
	Paths      map[string]map[string]json.RawMessage
	Components struct {
		Schemas    map[string]*openSchema
		Parameters map[string]*openParameter
	}
}

type openOperation struct {
	OperationID string
	Parameters  []*openParameter
	RequestBody struct {
		Required bool
		Content  map[string]struct{ Schema *openSchema }
	}
	Responses map[string]struct {
		Content map[string]struct{ Schema *openSchema }
	}
}

type openParameter struct {
	Ref      string `json:"$ref"`
	Name, In string
	Required bool
	Explode  *bool
	Schema   *openSchema
}

type openSchema struct {
	Ref           string `json:"$ref"`
	Type, Format  string
	Nullable      bool
	Enum          []any
	Minimum       *float64
	Maximum       *float64
	MinLength     int
	MaxLength     int
	Pattern       string
	Items         *openSchema
	MinItems      int
	MaxItems      int
	UniqueItems   bool
	Properties    map[string]*openSchema
	Required      []string
	Additional    json.RawMessage `json:"additionalProperties"`
	AllOf         []*openSchema
	AnyOf         []*openSchema
	OneOf         []*openSchema
	Discriminator struct {
		PropertyName string
		Mapping      map[string]string
	}
}

// OpenAPI reads an OpenAPI 3.0 file in JSON.
func OpenAPI(text []byte, keep Keep) (*spec.Table, error) {
	var file openAPI
	if err := decode(text, "OpenAPI", &file); err != nil {
		return nil, err
	}
	if !strings.HasPrefix(file.OpenAPI, "3.0") || len(file.Servers) == 0 {
		return nil, fmt.Errorf("read: OpenAPI %q with %d servers", file.OpenAPI, len(file.Servers))
	}
	server, err := url.Parse(file.Servers[0].URL)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	t := &spec.Table{Schemas: map[string]*spec.Schema{}, Source: spec.Source{
		Version: file.Info.Version, Bases: []string{server.Path},
		Licence: strings.TrimSpace(file.Info.License.Name + " " + file.Info.License.URL),
	}}
	for name, s := range file.Components.Schemas {
		if t.Schemas[name], err = s.schema(); err != nil {
			return nil, fmt.Errorf("read: %s: %w", name, err)
		}
	}
	for path, methods := range file.Paths {
		for method, raw := range methods {
			if !slices.Contains([]string{"get", "post", "put", "patch", "delete"}, method) {
				return nil, fmt.Errorf("read: %s has %s", path, method)
			}
			t.Source.Whole++
			if method = strings.ToUpper(method); !keep(method, path) {
				continue
			}
			op, err := file.operation(raw)
			if err != nil {
				return nil, fmt.Errorf("read: %s %s: %w", method, path, err)
			}
			op.Method, op.Path = method, path
			t.Operations = append(t.Operations, op)
		}
	}
	return finished(t)
}

func (f *openAPI) operation(raw json.RawMessage) (*spec.Operation, error) {
	var in openOperation
	if err := json.Unmarshal(raw, &in); err != nil {
		return nil, err
	}
	op := &spec.Operation{
		ID: in.OperationID, BodyRequired: in.RequestBody.Required,
		Body: map[string]*spec.Schema{}, Answers: map[string]map[string]*spec.Schema{},
	}
	for _, p := range in.Parameters {
		parameter, err := f.parameter(p)
		if err != nil {
			return nil, err
		}
		op.Parameters = append(op.Parameters, parameter)
	}
	var err error
	for of, content := range in.RequestBody.Content {
		if op.Body[of], err = content.Schema.schema(); err != nil {
			return nil, err
		}
	}
	for status, answer := range in.Responses {
		op.Answers[status] = map[string]*spec.Schema{}
		for of, content := range answer.Content {
			if op.Answers[status][of], err = content.Schema.schema(); err != nil {
				return nil, err
			}
		}
	}
	return op, nil
}

func (f *openAPI) parameter(p *openParameter) (*spec.Parameter, error) {
	if p.Ref != "" {
		name := p.Ref[strings.LastIndex(p.Ref, "/")+1:]
		if p = f.Components.Parameters[name]; p == nil {
			return nil, fmt.Errorf("no parameter %s", name)
		}
	}
	schema, err := p.Schema.schema()
	if err != nil || p.Schema == nil || !slices.Contains([]string{"path", "query", "header"}, p.In) {
		return nil, fmt.Errorf("parameter %s in %s: %v", p.Name, p.In, err)
	}
	out := &spec.Parameter{Name: p.Name, In: spec.Place(p.In), Required: p.Required, Schema: schema}
	if p.Explode != nil && !*p.Explode {
		out.List = spec.Commas
	}
	return out, nil
}

// refName is the name of a schema: that in "#/components/schemas/Name".
func refName(ref string) string { return strings.TrimPrefix(ref, "#/components/schemas/") }

func (s *openSchema) schema() (*spec.Schema, error) {
	if s == nil {
		return nil, nil
	}
	if s.Ref != "" {
		return &spec.Schema{Ref: refName(s.Ref)}, nil
	}
	out := &spec.Schema{
		Type: s.Type, Format: s.Format, Null: s.Nullable, Min: s.Minimum, Max: s.Maximum,
		MinLength: s.MinLength, MaxLength: s.MaxLength, Pattern: s.Pattern,
		MinItems: s.MinItems, MaxItems: s.MaxItems, Unique: s.UniqueItems,
		Required: slices.Sorted(slices.Values(s.Required)),
	}
	for _, v := range s.Enum {
		if v != nil {
			out.Enum = append(out.Enum, fmt.Sprint(v))
		}
	}
	if s.Discriminator.PropertyName != "" {
		out.Kind, out.Kinds = s.Discriminator.PropertyName, map[string]string{}
		for value, ref := range s.Discriminator.Mapping {
			out.Kinds[value] = refName(ref)
		}
	}
	// Go's patterns have no "(?!no)yes": said in two.
	if rest, ok := strings.CutPrefix(out.Pattern, "(?!"); ok {
		out.Not, out.Pattern, _ = strings.Cut(rest, ")")
	}
	return out, s.inner(out)
}

// inner reads the schemas inside a schema.
func (s *openSchema) inner(out *spec.Schema) (err error) {
	if out.Items, err = s.Items.schema(); err != nil {
		return err
	}
	if len(s.Properties) > 0 {
		out.Properties = map[string]*spec.Schema{}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		if out.Properties[name], err = s.Properties[name].schema(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if out.All, err = schemas(s.AllOf); err != nil {
		return err
	}
	if out.Any, err = schemas(slices.Concat(s.AnyOf, s.OneOf)); err != nil {
		return err
	}
	switch string(s.Additional) {
	case "", "null":
		return nil
	case "false":
		out.Closed = true
		return nil
	case "true":
		out.Extra = &spec.Schema{}
		return nil
	}
	var extra openSchema
	if err = json.Unmarshal(s.Additional, &extra); err == nil {
		out.Extra, err = extra.schema()
	}
	return err
}

func schemas(list []*openSchema) (out []*spec.Schema, err error) {
	for _, s := range list {
		member, err := s.schema()
		if err != nil {
			return nil, err
		}
		out = append(out, member)
	}
	return out, nil
}
