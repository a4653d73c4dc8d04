// Package read reads official specifications into tables: OpenAPI 3.0, Google's
// discovery format, Postman collections and the machine-readable form of
// Telegram's Bot API.
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

// Keep tells whether an operation stays in a table. The path is the file's own
// template.
type Keep func(method, path string) bool

// All keeps every operation.
func All(string, string) bool { return true }

// Under keeps the operations at one of the paths or below one of them.
func Under(paths ...string) Keep {
	return func(_, path string) bool {
		return slices.ContainsFunc(paths, func(p string) bool {
			rest, ok := strings.CutPrefix(path, p)
			return ok && (rest == "" || rest[0] == '/' || rest[0] == ':')
		})
	}
}

const (
	jsonType = "application/json"
)

// finished sorts a table and drops what no operation needs. A pattern that Go
// cannot say is an error.
func finished(t *spec.Table) (*spec.Table, error) {
	slices.SortFunc(t.Operations, func(a, b *spec.Operation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	for _, op := range t.Operations {
		slices.SortFunc(op.Parameters, func(a, b *spec.Parameter) int {
			return cmp.Or(cmp.Compare(a.In, b.In), cmp.Compare(a.Name, b.Name))
		})
	}
	t.Prune()
	var failed error
	t.EachSchema(func(s *spec.Schema) {
		for _, pattern := range []string{s.Pattern, s.Not} {
			if _, err := regexp.Compile(pattern); err != nil {
				failed = fmt.Errorf("read: %w", err)
			}
		}
	})
	return t, failed
}

// decode reads a file of some format, and says which it was not.
func decode(text []byte, format string, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read: no %s file: %w", format, err)
	}
	return nil
}

// words are the parts of a text that the one group of a pattern matches.
func words(pattern, text string) (found []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}
