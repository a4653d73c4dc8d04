package read

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parvis/platforms/conformance/spec"
)

type discovery struct {
	ID, Version, Revision string
	BaseURL               string
	Parameters            map[string]*discoverySchema
	Schemas               map[string]*discoverySchema
	discoveryResource
}

type discoveryResource struct {
	Methods   map[string]*discoveryMethod
	Resources map[string]*discoveryResource
}

type discoveryMethod struct {
	ID, HTTPMethod    string
	FlatPath          string
	Parameters        map[string]*discoverySchema
	Request, Response struct {
		Ref string `json:"$ref"`
	}
	MediaUpload *struct {
		Accept    []string
		MaxSize   string
		Protocols map[string]struct{ Path string }
	}
}

type discoverySchema struct {
	Ref                  string `json:"$ref"`
	Type, Format         string
	Enum                 []string
	Minimum, Maximum     string
	Pattern              string
	Items                *discoverySchema
	Properties           map[string]*discoverySchema
	AdditionalProperties *discoverySchema
	Annotations          struct{ Required []string }
	Location             string
	Required, Repeated   bool
}

// Discovery reads a file of Google's discovery service
// (developers.google.com/discovery/v1/reference/apis). A method that takes a file
// has one operation more for each path that uploads. The files name every field
// of an answer, and say nothing of answers that are failures: these are objects.
func Discovery(text []byte, keep Keep) (*spec.Table, error) {
	var file discovery
	if err := decode(text, "discovery", &file); err != nil {
		return nil, err
	}
	base, err := url.Parse(file.BaseURL)
	if err != nil || len(file.Resources) == 0 || len(file.Revision) != len("20261121") {
		return nil, fmt.Errorf("read: discovery of %q, revision %q: %v", file.ID, file.Revision, err)
	}
	r := file.Revision
	t := &spec.Table{Schemas: map[string]*spec.Schema{}, Source: spec.Source{
		Version: file.ID + " revision " + r, Date: r[:4] + "-" + r[4:6] + "-" + r[6:],
		Bases: []string{strings.TrimSuffix(base.Path, "/")},
	}}
	for name, s := range file.Schemas {
		if t.Schemas[name], err = s.schema(); err != nil {
			return nil, fmt.Errorf("read: %s: %w", name, err)
		}
	}
	for _, m := range file.methods() {
		t.Source.Whole++
		if !keep(m.HTTPMethod, "/"+m.FlatPath) {
			continue
		}
		operations, err := file.operations(m)
		if err != nil {
			return nil, fmt.Errorf("read: %s: %w", m.ID, err)
		}
		t.Operations = append(t.Operations, operations...)
	}
	return finished(t)
}

func (r *discoveryResource) methods() []*discoveryMethod {
	methods := slices.Collect(maps.Values(r.Methods))
	for _, inner := range r.Resources {
		methods = append(methods, inner.methods()...)
	}
	return methods
}

// operations are the method itself and, where it takes a file, its uploads.
func (f *discovery) operations(m *discoveryMethod) ([]*spec.Operation, error) {
	op := &spec.Operation{
		ID: m.ID, Method: m.HTTPMethod, Path: "/" + m.FlatPath, Body: map[string]*spec.Schema{},
		Answers: map[string]map[string]*spec.Schema{
			"2XX": {}, "304": {}, "default": {jsonType: {Type: "object"}},
		},
	}
	if m.Request.Ref != "" {
		op.Body[jsonType] = &spec.Schema{Ref: m.Request.Ref}
		op.BodyRequired = true
	}
	if m.Response.Ref != "" {
		op.Answers["2XX"][jsonType] = &spec.Schema{Ref: m.Response.Ref}
	}
	for _, set := range []map[string]*discoverySchema{f.Parameters, m.Parameters} {
		for name, p := range set {
			if p.Location == "path" {
				continue // flatPath has other names
			}
			parameter, err := p.parameter(name)
			if err != nil {
				return nil, err
			}
			op.Parameters = append(op.Parameters, parameter)
		}
	}
	// A colon begins a verb: it is no part of a name.
	for _, name := range words(`\{(\w+)\}`, m.FlatPath) {
		op.Parameters = append(op.Parameters, &spec.Parameter{
			Name: name, In: spec.InPath, Required: true, Schema: &spec.Schema{Type: "string", Pattern: "^[^/:]+$"},
		})
	}
	if m.MediaUpload == nil {
		return []*spec.Operation{op}, nil
	}
	return withUploads(op, m)
}

// withUploads adds to an operation one for every path that takes its file.
func withUploads(op *spec.Operation, m *discoveryMethod) ([]*spec.Operation, error) {
	most, err := strconv.ParseInt(m.MediaUpload.MaxSize, 10, 64)
	if err != nil {
		return nil, err
	}
	operations := []*spec.Operation{op}
	for _, protocol := range slices.Sorted(maps.Keys(m.MediaUpload.Protocols)) {
		upload := *op
		upload.Path = m.MediaUpload.Protocols[protocol].Path
		upload.Upload = &spec.Upload{Accept: m.MediaUpload.Accept, MaxBytes: most}
		upload.Parameters = slices.DeleteFunc(slices.Clone(op.Parameters), func(p *spec.Parameter) bool { return p.Name == "uploadType" })
		upload.Parameters = append(upload.Parameters,
			&spec.Parameter{Name: "uploadType", In: spec.InQuery, Schema: &spec.Schema{Type: "string", Enum: []string{"media", "multipart", "resumable"}}},
			&spec.Parameter{Name: "upload_id", In: spec.InQuery, Schema: &spec.Schema{Type: "string"}})
		operations = append(operations, &upload)
	}
	return operations, nil
}

func (s *discoverySchema) parameter(name string) (*spec.Parameter, error) {
	schema, err := s.schema()
	if err != nil || s.Location != "query" {
		return nil, fmt.Errorf("parameter %s in %s: %v", name, s.Location, err)
	}
	if s.Repeated {
		schema = &spec.Schema{Type: "array", Items: schema}
	}
	return &spec.Parameter{Name: name, In: spec.InQuery, Required: s.Required, Schema: schema}, nil
}

func (s *discoverySchema) schema() (*spec.Schema, error) {
	if s == nil {
		return nil, nil
	}
	out := &spec.Schema{
		Ref: s.Ref, Type: s.Type, Format: s.Format, Enum: s.Enum, Pattern: s.Pattern,
		RequiredBy: slices.Sorted(slices.Values(s.Annotations.Required)),
	}
	if out.Type == "any" {
		out.Type = ""
	}
	var err error
	if out.Min, err = limit(s.Minimum); err != nil {
		return nil, err
	}
	if out.Max, err = limit(s.Maximum); err != nil {
		return nil, err
	}
	if out.Items, err = s.Items.schema(); err != nil {
		return nil, err
	}
	if out.Extra, err = s.AdditionalProperties.schema(); err != nil {
		return nil, err
	}
	if len(s.Properties) > 0 {
		out.Properties = map[string]*spec.Schema{}
	}
	for name, p := range s.Properties {
		if out.Properties[name], err = p.schema(); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	out.Closed = s.Type == "object" && out.Extra == nil
	return out, nil
}

func limit(text string) (*float64, error) {
	if text == "" {
		return nil, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	return &f, err
}
