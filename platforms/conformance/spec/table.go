package spec

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Table is what one official file says of the operations that were kept.
type Table struct {
	Source     Source             `json:"source"`
	Operations []*Operation       `json:"operations"`
	Schemas    map[string]*Schema `json:"schemas"`
}

// Source is the official file of a table.
type Source struct {
	Name    string `json:"name"`   // of the table: "x"
	File    string `json:"file"`   // name of the official file
	SHA256  string `json:"sha256"` // of its bytes, in hex
	Version string `json:"version"`
	Date    string `json:"date"`    // of that version, as 2026-11-21
	Licence string `json:"licence"` // as the file states it, "" where it does not
	Whole   int    `json:"whole"`   // how many operations the file has
	// Bases are what may stand before the path of every operation.
	Bases []string `json:"bases"`
}

// Operation is one thing that can be asked.
type Operation struct {
	ID     string `json:"id"`
	Method string `json:"method"` // "*" is GET or POST
	// Path is a template: "/2/tweets/{id}". A name in braces stands for one or
	// more characters without a slash.
	Path       string       `json:"path"`
	Parameters []*Parameter `json:"parameters,omitempty"`
	// Body is what the body may be, by content type. Empty: there is none.
	Body         map[string]*Schema `json:"body,omitempty"`
	BodyRequired bool               `json:"bodyRequired,omitempty"`
	// Upload is set where the body is a file, or announces one.
	Upload *Upload `json:"upload,omitempty"`
	// Answers are by status ("201", "2XX", "default") and content type. A status
	// without any content type answers with an empty body.
	Answers map[string]map[string]*Schema `json:"answers"`
}

// Upload is what Google's media upload takes.
type Upload struct {
	Accept   []string `json:"accept"` // "image/png", "video/*"
	MaxBytes int64    `json:"maxBytes"`
}

// Place is where a parameter stands.
type Place string

const (
	InPath   Place = "path"
	InQuery  Place = "query"
	InHeader Place = "header"
	// Anywhere is in the query or in a body of any kind: a form, multipart or JSON.
	Anywhere Place = "anywhere"
)

// Listing is how several values of a parameter are written as text.
type Listing string

const (
	Repeated Listing = "" // the parameter is given several times
	Commas   Listing = "commas"
	AsJSON   Listing = "json"
)

// Parameter is a named value of a request outside a body of its own.
type Parameter struct {
	Name     string  `json:"name"`
	In       Place   `json:"in"`
	Required bool    `json:"required,omitempty"`
	List     Listing `json:"list,omitempty"`
	Schema   *Schema `json:"schema"`
}

// Schema says what a value may be. An empty one allows anything.
type Schema struct {
	Ref    string   `json:"ref,omitempty"`  // a name in Table.Schemas; nothing else counts then
	Type   string   `json:"type,omitempty"` // object, array, string, integer, number or boolean
	Format string   `json:"format,omitempty"`
	Null   bool     `json:"null,omitempty"` // may be null
	Enum   []string `json:"enum,omitempty"` // numbers and booleans as their text

	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	MinLength int      `json:"minLength,omitempty"`
	MaxLength int      `json:"maxLength,omitempty"` // 0: no limit
	Counted   Count    `json:"counted,omitempty"`
	Pattern   string   `json:"pattern,omitempty"`
	Not       string   `json:"not,omitempty"` // a pattern that may not match

	Items    *Schema `json:"items,omitempty"`
	MinItems int     `json:"minItems,omitempty"`
	MaxItems int     `json:"maxItems,omitempty"` // 0: no limit
	Unique   bool    `json:"unique,omitempty"`

	Properties map[string]*Schema `json:"properties,omitempty"`
	Required   []string           `json:"required,omitempty"`
	Closed     bool               `json:"closed,omitempty"` // no other properties
	Extra      *Schema            `json:"extra,omitempty"`  // what other properties may be
	// RequiredBy are the operations that do not take an object without this
	// property.
	RequiredBy []string `json:"requiredBy,omitempty"`

	All []*Schema `json:"all,omitempty"` // every one counts
	Any []*Schema `json:"any,omitempty"` // at least one counts
	// Kind is the property that says which schema counts, by Kinds, where it
	// has one of the values there.
	Kind  string            `json:"kind,omitempty"`
	Kinds map[string]string `json:"kinds,omitempty"`
}

// Count is what a length counts.
type Count string

const (
	CodePoints Count = ""
	Bytes      Count = "bytes"
	// Shown counts code points of what remains of a text after Telegram has
	// taken its mark-up out.
	Shown Count = "shown"
)

// Encode writes a table as JSON, one operation and one schema a line, the same
// bytes for the same table.
func (t *Table) Encode() ([]byte, error) {
	var out bytes.Buffer
	source, err := encoded(t.Source)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&out, "{\"source\":%s,\n\"operations\":[", source)
	for i, op := range t.Operations {
		if err := writeLine(&out, i, "", op); err != nil {
			return nil, err
		}
	}
	out.WriteString("\n],\n\"schemas\":{")
	for i, name := range slices.Sorted(maps.Keys(t.Schemas)) {
		if err := writeLine(&out, i, name, t.Schemas[name]); err != nil {
			return nil, err
		}
	}
	out.WriteString("\n}}\n")
	return out.Bytes(), nil
}

func writeLine(out *bytes.Buffer, i int, name string, v any) error {
	if i > 0 {
		out.WriteByte(',')
	}
	out.WriteByte('\n')
	if name != "" {
		key, err := encoded(name)
		if err != nil {
			return err
		}
		out.Write(key)
		out.WriteByte(':')
	}
	line, err := encoded(v)
	out.Write(line)
	return err
}

// encoded is JSON on one line that leaves <, > and & as they are.
func encoded(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("spec: %w", err)
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), nil
}

// Decode reads what Encode wrote. A table that refers to a schema it does not
// have is an error.
func Decode(text []byte) (*Table, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	t := &Table{}
	if err := d.Decode(t); err != nil {
		return nil, fmt.Errorf("spec: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("spec: more than a table")
	}
	var missing []string
	t.EachSchema(func(s *Schema) {
		for _, name := range s.refersTo() {
			if t.Schemas[name] == nil {
				missing = append(missing, name)
			}
		}
	})
	if len(missing) > 0 {
		return nil, fmt.Errorf("spec: %s has no schemas %v", t.Source.Name, missing)
	}
	return t, nil
}

func (s *Schema) refersTo() []string {
	names := slices.Sorted(maps.Values(s.Kinds))
	if s.Ref != "" {
		names = append(names, s.Ref)
	}
	return names
}
