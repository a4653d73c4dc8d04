package main

import (
	"errors"
	"fmt"
	"strings"

	"parvis/data/spell"
	"parvis/data/text"
)

// line is a text with its errors.
type line struct {
	text  string
	marks []mark
}

// mark is an error, where it stands and what was meant.
type mark struct {
	text.Span
	meant string
}

var errMark = errors.New(`an error is marked "[wrong|right]", behind a kind and a tab`)

// parse reads "kind<TAB>text with [wrong|right]".
func parse(s string) (l line, err error) {
	_, rest, ok := strings.Cut(s, "\t")
	for ok {
		before, marked, more := strings.Cut(rest, "[")
		l.text += before
		if !more {
			return l, nil
		}
		both, after, closed := strings.Cut(marked, "]")
		wrong, meant, two := strings.Cut(both, "|")
		ok, rest = closed && two, after
		start := len(l.text)
		l.text += wrong
		l.marks = append(l.marks, mark{text.Span{Start: start, End: len(l.text)}, meant})
	}
	return l, errMark
}

// tally counts what was found.
type tally struct {
	errors, found, first, five int
	words, alarms              int
	wrong                      []string
}

func (t tally) String() string {
	return fmt.Sprintf("%d of %d errors found (%.1f %%), meant first %.1f %%, in five %.1f %%; %d false alarms in %d right words (%.1f in 1,000)",
		t.found, t.errors, percent(t.found, t.errors), percent(t.first, t.errors), percent(t.five, t.errors),
		t.alarms, t.words, 10*percent(t.alarms, t.words))
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(max(whole, 1)) }

// judge checks a line and counts. A suggestion is what was meant when the text
// reads as meant with it in place.
func (t *tally) judge(l line, s *spell.Speller) {
	misses := s.Check(l.text, spell.Known{})
	t.words += len(strings.Fields(l.text)) - len(l.marks)
	used := map[int]bool{}
	for _, m := range l.marks {
		t.errors++
		at := over(misses, m.Span)
		if at < 0 {
			t.wrong = append(t.wrong, "not found: "+l.text[m.Start:m.End]+" for "+m.meant)
			continue
		}
		used[at] = true
		t.found++
		t.rank(l, m, misses[at], s)
	}
	for i, miss := range misses {
		if !used[i] {
			t.alarms++
			t.wrong = append(t.wrong, "false alarm: "+miss.Word+" in "+l.text)
		}
	}
}

// over is the miss that a span shares a byte with, -1 if there is none.
func over(misses []spell.Miss, span text.Span) int {
	for i, m := range misses {
		if m.Start < span.End && span.Start < m.End {
			return i
		}
	}
	return -1
}

// mostOffered is how many suggestions a person looks at.
const mostOffered = 5

func (t *tally) rank(l line, m mark, miss spell.Miss, s *spell.Speller) {
	start, end := min(m.Start, miss.Start), max(m.End, miss.End)
	meant := l.text[start:m.Start] + m.meant + l.text[m.End:end]
	offered := s.Suggest(miss.Word, mostOffered)
	for i, word := range offered {
		if l.text[start:miss.Start]+word+l.text[miss.End:end] != meant {
			continue
		}
		t.five++
		if i == 0 {
			t.first++
		} else {
			t.wrong = append(t.wrong, fmt.Sprintf("not first: %s for %s: %q", miss.Word, meant, offered))
		}
		return
	}
	t.wrong = append(t.wrong, fmt.Sprintf("not offered: %s for %s: %q", miss.Word, meant, offered))
}
