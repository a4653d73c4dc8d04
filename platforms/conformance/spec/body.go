package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	jsonType      = "application/json"
	formType      = "application/x-www-form-urlencoded"
	multipartType = "multipart/form-data"
)

func (h *hearing) body(e Exchange, given map[string]bool) {
	anywhere := slices.ContainsFunc(h.op.Parameters, func(p *Parameter) bool { return p.In == Anywhere })
	switch {
	case h.op.Upload != nil:
		h.upload(e)
	case len(e.Body) == 0:
		if h.op.BodyRequired {
			h.say("body", "missing")
		}
	case anywhere:
		h.fields(e, given)
	case len(h.op.Body) == 0:
		h.say("body", "the file has none, got %d bytes", len(e.Body))
	default:
		of, _, _ := mime.ParseMediaType(e.Header.Get("Content-Type"))
		schema, ok := h.op.Body[of]
		if !ok {
			h.say("body", "content type %q, want %s", of, strings.Join(slices.Sorted(maps.Keys(h.op.Body)), " or "))
			return
		}
		h.content(e, schema)
	}
}

// content judges a body that has a schema of its own.
func (h *hearing) content(e Exchange, s *Schema) {
	f, err := readBody(e.Header, e.Body)
	if err != nil {
		h.say("body", "%v", err)
		return
	}
	if f.form == nil {
		h.value("body", f.json, s, false)
		return
	}
	h.form(f, s)
}

// form judges the fields of a form as the properties of an object.
func (h *hearing) form(f form, s *Schema) {
	s = h.table.resolve(s)
	if kind := h.table.Schemas[s.Kinds[f.form.Get(s.Kind)]]; kind != nil {
		s = kind
	}
	properties, required := map[string]*Schema{}, []string(nil)
	h.flatten(s, properties, &required)
	for _, name := range f.names() {
		property := properties[name]
		if property == nil {
			h.say("body."+name, "the file has no such field")
			continue
		}
		h.field("body."+name, f, name, Repeated, property)
	}
	for _, name := range required {
		if !f.has(name) {
			h.say("body."+name, "missing")
		}
	}
}

// flatten collects the properties of a schema and of all its members.
func (h *hearing) flatten(s *Schema, properties map[string]*Schema, required *[]string) {
	for _, member := range s.All {
		h.flatten(h.table.resolve(member), properties, required)
	}
	maps.Copy(properties, s.Properties)
	*required = append(*required, s.Required...)
}

// fields judges parameters that may stand in a body of any kind.
func (h *hearing) fields(e Exchange, given map[string]bool) {
	f, err := readBody(e.Header, e.Body)
	if err != nil {
		h.say("body", "%v", err)
		return
	}
	object, isObject := f.json.(map[string]any)
	if f.form == nil && !isObject {
		h.say("body", "want object, got %s", typeOf(f.json))
		return
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if p := h.known(name, f, given); p != nil {
			h.value("body."+name, shown(object[name], object["parse_mode"], p.Schema), p.Schema, false)
		}
	}
	for _, name := range f.names() {
		if p := h.known(name, f, given); p != nil {
			h.field("body."+name, f, name, p.List, p.Schema)
		}
	}
}

// known returns the parameter that a field of a body is. A file that another
// field names as "attach://name" (core.telegram.org/bots/api#sending-files) is
// none and no mistake.
func (h *hearing) known(name string, f form, given map[string]bool) *Parameter {
	p := h.op.parameter(name, Anywhere)
	switch {
	case p != nil:
		given[name] = true
	case !f.files[name] || !f.attaches(name):
		h.say("body."+name, "the file has no such parameter")
	}
	return p
}

func (h *hearing) field(at string, f form, name string, list Listing, s *Schema) {
	if f.files[name] {
		if !h.takesFile(s) {
			h.say(at, "want text, got a file")
		}
		return
	}
	h.texts(at, shownAll(f.form[name], f.form.Get("parse_mode"), s), list, s)
}

func (h *hearing) takesFile(s *Schema) bool {
	s = h.table.resolve(s)
	return s.Format == "binary" || slices.ContainsFunc(slices.Concat(s.Any, s.All), h.takesFile)
}

// form is a body taken apart: a form, or one JSON value.
type form struct {
	form  url.Values      // nil for JSON
	files map[string]bool // names of the parts that are files
	json  any
}

func (f form) has(name string) bool { return f.files[name] || f.form.Has(name) }

func (f form) names() []string {
	names := slices.Collect(maps.Keys(f.form))
	for name := range f.files {
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (f form) attaches(name string) bool {
	return slices.ContainsFunc(slices.Concat(slices.Collect(maps.Values(f.form))...), func(text string) bool {
		return text == "attach://"+name || strings.Contains(text, `"attach://`+name+`"`)
	})
}

func readBody(header http.Header, body []byte) (form, error) {
	of, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return form{}, fmt.Errorf("content type %q: %w", header.Get("Content-Type"), err)
	}
	switch of {
	case jsonType:
		v, err := decodeJSON(body)
		return form{json: v}, err
	case formType:
		values, err := url.ParseQuery(string(body))
		return form{form: values}, err
	case multipartType:
		return readParts(body, params["boundary"])
	}
	return form{}, fmt.Errorf("content type %q is neither JSON nor a form", of)
}

func readParts(body []byte, boundary string) (form, error) {
	f := form{form: url.Values{}, files: map[string]bool{}}
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			return form{}, fmt.Errorf("multipart: %w", err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return form{}, fmt.Errorf("multipart: %w", err)
		}
		if part.FileName() != "" {
			f.files[part.FormName()] = true
		} else {
			f.form.Add(part.FormName(), string(content))
		}
	}
}

// decodeJSON reads exactly one value, with numbers as json.Number.
func decodeJSON(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("no JSON: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("no JSON: more than one value")
	}
	return v, nil
}

// upload judges Google's three ways to send a file
// (developers.google.com/drive/api/guides/manage-uploads): its bytes alone, with
// its description in front, or announced for a later session.
func (h *hearing) upload(e Exchange) {
	of, params, _ := mime.ParseMediaType(e.Header.Get("Content-Type"))
	switch kind := e.URL.Query().Get("uploadType"); kind {
	case "", "media":
		h.file("body", of, int64(len(e.Body)))
	case "resumable":
		if announced := e.Header.Get("X-Upload-Content-Type"); announced != "" {
			size, _ := strconv.ParseInt(e.Header.Get("X-Upload-Content-Length"), 10, 64)
			h.file("header.X-Upload-Content-Type", announced, size)
		}
		if len(e.Body) > 0 {
			h.description(e)
		}
	case "multipart":
		h.related(e, params["boundary"])
	}
}

func (h *hearing) file(at, of string, size int64) {
	fits := func(accept string) bool {
		family, any := strings.CutSuffix(accept, "*")
		return accept == of || any && strings.HasPrefix(of, family)
	}
	if !slices.ContainsFunc(h.op.Upload.Accept, fits) {
		h.say(at, "content type %q, want %s", of, strings.Join(h.op.Upload.Accept, " or "))
	}
	if size > h.op.Upload.MaxBytes {
		h.say(at, "%d bytes, want at most %d", size, h.op.Upload.MaxBytes)
	}
}

func (h *hearing) description(e Exchange) {
	schema, ok := h.op.Body[jsonType]
	if !ok {
		h.say("body", "the file has no description of an upload there")
		return
	}
	h.content(e, schema)
}

func (h *hearing) related(e Exchange, boundary string) {
	parts := multipart.NewReader(bytes.NewReader(e.Body), boundary)
	for i := range 2 {
		part, err := parts.NextPart()
		if err != nil {
			h.say("body", "want a description and a file: %v", err)
			return
		}
		content, err := io.ReadAll(part)
		if err != nil {
			h.say("body", "%v", err)
			return
		}
		if i == 0 {
			h.description(Exchange{Header: http.Header(part.Header), Body: content})
		} else {
			of, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
			h.file("body", of, int64(len(content)))
		}
	}
}
