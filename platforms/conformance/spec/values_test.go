package spec_test

import (
	"net/url"
	"strings"
	"testing"

	"parvis/platforms/conformance/spec"
)

// one is a table of one operation, which takes one parameter and answers with
// the same.
func one(s *spec.Schema) *spec.Table {
	return &spec.Table{Source: spec.Source{Bases: []string{""}}, Operations: []*spec.Operation{{
		ID: "one", Method: "GET", Path: "/one",
		Parameters: []*spec.Parameter{{Name: "v", In: spec.InQuery, Schema: s}},
		Answers:    map[string]map[string]*spec.Schema{"2XX": {"application/json": s}},
	}}}
}

func TestFormats(t *testing.T) {
	for format, c := range map[string]struct{ good, bad []string }{
		"date-time":        {[]string{"2026-11-21T18:00:00Z", "2026-11-21T18:00:00.5+01:00"}, []string{"2026-11-21", "2026-11-21T18:00:00"}},
		"date":             {[]string{"2026-11-21"}, []string{"21/11/2026", "2026-13-01"}},
		"int64":            {[]string{"-12", "9223372036854775807"}, []string{"9223372036854775808", "1.5", ""}},
		"uint64":           {[]string{"18446744073709551615"}, []string{"-1"}},
		"byte":             {[]string{"w6k=", "_-8="}, []string{"é", "abc"}},
		"uri":              {[]string{"https://lenoir.example/four"}, []string{"/four", "::"}},
		"google-duration":  {[]string{"3.5s", "60s"}, []string{"60", "1m"}},
		"google-fieldmask": {[]string{"name,metadata.uri", "*"}, []string{"name, title", ""}},
		"json":             {[]string{`{"a":1}`}, []string{`{'a':1}`}},
		"of its own":       {[]string{"anything", ""}, nil},
	} {
		table := one(&spec.Schema{Type: "string", Format: format})
		for _, v := range c.good {
			judge(t, table, []worked{{asked("GET", "/one?v="+url.QueryEscape(v), "", ""), nil}})
		}
		for _, v := range c.bad {
			if got := table.Request(asked("GET", "/one?v="+url.QueryEscape(v), "", "")); len(got) != 1 {
				t.Errorf("%s: %q: %v", format, v, got)
			}
		}
	}
}

func TestNumbersAndLists(t *testing.T) {
	low, high := 0.5, 2.5
	number := one(&spec.Schema{Type: "number", Min: &low, Max: &high})
	list := one(&spec.Schema{Type: "array", Unique: true, MaxItems: 2, Items: &spec.Schema{Type: "integer", Format: "int64", Enum: []string{"1", "2", "3"}}})
	loose := one(&spec.Schema{Null: true, Any: []*spec.Schema{{Type: "number"}, {Type: "array"}}})
	said := func(body string) spec.Exchange { return answered("GET", "/one", 200, asJSON, body) }
	judge(t, number, []worked{
		{asked("GET", "/one?v=0.5", "", ""), nil},
		{asked("GET", "/one?v=2", "", ""), nil},
		{asked("GET", "/one?v=0.4", "", ""), []string{"GET /one: query.v: 0.4 is less than 0.5"}},
		{said("2.6"), []string{"GET /one: answer 200: body: 2.6 is more than 2.5"}},
		{said("1e999"), []string{"GET /one: answer 200: body: 1e999 is out of range"}},
	})
	judge(t, list, []worked{
		{said("[1,2]"), nil},
		{said("[1,2,3]"), []string{"GET /one: answer 200: body: 3 items, want at most 2"}},
		{said("[1,1]"), []string{`GET /one: answer 200: body: "1" stands there twice`}},
		{said("[4]"), []string{`GET /one: answer 200: body[0]: "4" is none of 1, 2, 3`}},
		{said("[1.5]"), []string{"GET /one: answer 200: body[0]: want integer, got number"}},
		{said("null"), []string{"GET /one: answer 200: body: want array, got null"}},
	})
	judge(t, loose, []worked{
		{said("null"), nil},
		{said("3"), nil},
		{said("[]"), nil},
		{said(`"3"`), []string{"GET /one: answer 200: body: want array or number, got string"}},
	})
}

// A complaint about a file does not print the file.
func TestComplaintsStayShort(t *testing.T) {
	table := one(&spec.Schema{Type: "string", Pattern: "^[a-z]+$"})
	got := table.Request(asked("GET", "/one?v="+strings.Repeat("9", 10_000), "", ""))
	if len(got) != 1 || len(got[0].Error()) > 200 {
		t.Errorf("%v", got)
	}
}
