package spec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Jury judges exchanges as they come, from several goroutines, by the tables of
// one network.
type Jury struct {
	tables  []seat
	outside func(method, path string) bool

	mu      sync.Mutex
	counts  []int // by table
	order   []string
	repeats map[string]int // complaint, how often
}

// seat is a table and the prefix under which its host stands.
type seat struct {
	table  *Table
	prefix string
}

// Checked is how many requests were judged by one official file.
type Checked struct {
	Requests int
	File     string
}

// NewJury loads tables by name, "telegram", or name and prefix,
// "gbp-account@/account". outside tells which requests the official files leave
// out; it is asked about those only that no table knows. nil is none.
func NewJury(names []string, outside func(method, path string) bool) (*Jury, error) {
	j := &Jury{outside: outside, counts: make([]int, len(names)), repeats: map[string]int{}}
	for _, entry := range names {
		name, prefix, _ := strings.Cut(entry, "@")
		table, err := Load(name)
		if err != nil {
			return nil, err
		}
		j.tables = append(j.tables, seat{table, prefix})
	}
	return j, nil
}

// Hear judges one exchange. It keeps what it complains of for [Jury.Verdict].
func (j *Jury) Hear(e Exchange) {
	i, under := j.seat(e)
	if i < 0 && j.outside != nil && j.outside(e.Method, e.URL.Path) {
		return
	}
	var complaints []error
	if i < 0 {
		complaints = j.unknown(e)
	} else {
		table := j.tables[i].table
		complaints = slices.Concat(table.Request(under), table.Answer(under))
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if i >= 0 {
		j.counts[i]++
	}
	for _, c := range complaints {
		if j.repeats[c.Error()]++; j.repeats[c.Error()] == 1 {
			j.order = append(j.order, c.Error())
		}
	}
}

// seat finds the table that knows a request, and the request as its own host
// would see it; -1 when none does.
func (j *Jury) seat(e Exchange) (int, Exchange) {
	for i, s := range j.tables {
		if under, ok := s.under(e); ok {
			if _, err := s.table.find(under.Method, under.URL); err == nil {
				return i, under
			}
		}
	}
	return -1, e
}

func (s seat) under(e Exchange) (Exchange, bool) {
	path, ok := strings.CutPrefix(e.URL.EscapedPath(), s.prefix)
	if !ok {
		return e, false
	}
	address := *e.URL
	address.RawPath = path
	address.Path, ok = strings.CutPrefix(e.URL.Path, s.prefix)
	e.URL = &address
	return e, ok
}

// unknown is the complaint about a request that no table knows: that of the
// table which knows its path, if there is one.
func (j *Jury) unknown(e Exchange) []error {
	for _, s := range j.tables {
		if under, ok := s.under(e); ok {
			if _, err := s.table.find(under.Method, under.URL); errors.Is(err, errMethod) {
				return []error{err}
			}
		}
	}
	return []error{fmt.Errorf("%s %s: no file has such a path", e.Method, e.URL.Path)}
}

// Verdict tells how many requests each file judged, in the order of the tables,
// and every complaint once, in the order they came.
func (j *Jury) Verdict() ([]Checked, []error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	var checked []Checked
	for i, s := range j.tables {
		checked = append(checked, Checked{j.counts[i], s.table.Source.File})
	}
	var complaints []error
	for _, c := range j.order {
		complaints = append(complaints, fmt.Errorf("%s (%d times)", c, j.repeats[c]))
	}
	return checked, complaints
}
