package spec

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// found is the operation that a request asks for.
type found struct {
	op    *Operation
	title string            // "POST /2/tweets/{id}"
	wild  map[string]string // what stands where the template has braces
}

// errMethod is in the error of find where the path is known.
var errMethod = errors.New("another method")

// find returns the operation whose template says the path most literally.
func (t *Table) find(method string, at *url.URL) (found, error) {
	var best found
	var others []string
	bestRank := ""
	for _, base := range t.Source.Bases {
		path, ok := strings.CutPrefix(at.EscapedPath(), base)
		if !ok {
			continue
		}
		given := segments(path)
		for _, op := range t.Operations {
			wild, rank, ok := match(segments(op.Path), given)
			switch {
			case !ok:
			case op.Method != method && (op.Method != "*" || method != "GET" && method != "POST"):
				others = append(others, strings.Replace(op.Method, "*", "GET or POST", 1))
			case rank > bestRank:
				best, bestRank = found{op, method + " " + base + op.Path, wild}, rank
			}
		}
	}
	switch {
	case best.op != nil:
		return best, nil
	case len(others) > 0:
		slices.Sort(others)
		return found{}, fmt.Errorf("%s %s: %w, the file has %s", method, at.Path, errMethod, strings.Join(slices.Compact(others), ", "))
	}
	return found{}, fmt.Errorf("%s %s: the file has no such path", method, at.Path)
}

func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// match compares a template with the escaped segments of a path. rank orders
// the templates that match: a literal segment ranks above one with braces, the
// earlier the more.
func match(template, given []string) (wild map[string]string, rank string, ok bool) {
	if len(template) != len(given) {
		return nil, "", false
	}
	wild = map[string]string{}
	for i, want := range template {
		got, err := url.PathUnescape(given[i])
		if err != nil {
			return nil, "", false
		}
		before, rest, braces := strings.Cut(want, "{")
		if !braces {
			if got != want {
				return nil, "", false
			}
			rank += "2"
			continue
		}
		name, after, _ := strings.Cut(rest, "}")
		inner, ok := strings.CutPrefix(got, before)
		if ok {
			inner, ok = strings.CutSuffix(inner, after)
		}
		if !ok || inner == "" {
			return nil, "", false
		}
		wild[name] = inner
		if before+after == "" {
			rank += "0"
		} else {
			rank += "1"
		}
	}
	return wild, rank, true
}
