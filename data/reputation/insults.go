package reputation

import (
	"strings"

	"parvis/data/reputation/linear"
)

// denied tells whether a negation reaches a piece: "you are no idiots".
func denied(f *linear.Features, i int) bool {
	first := 0
	if i > 0 {
		first = f.Ends[i-1].Word
	}
	return f.Ends[i].Word-first > 2 // the word counts a second time, behind its negation
}

// around is how far quotation marks are looked for, in bytes: farther away they belong
// to something else, and a long text would take too long.
const around = 400

// quoted tells whether a part of a text, in bytes, stands between quotation marks
// with other words outside them.
func quoted(s string, start, end int) bool {
	first := max(0, start-around)
	before, after := s[first:start], s[end:min(len(s), end+around)]
	for _, marks := range [][2]string{{"“", "”"}, {"«", "»"}, {" '", "' "}, {" '", "'."}, {" ‘", "’ "}} {
		open, shut := strings.LastIndex(before, marks[0]), strings.LastIndex(before, marks[1])
		if open > shut && strings.Contains(after, marks[1]) {
			return first+open > 0 || !strings.HasSuffix(s, marks[1])
		}
	}
	if strings.Count(before, `"`)%2 == 1 && strings.Contains(after, `"`) {
		return s[0] != '"' || !strings.HasSuffix(s, `"`)
	}
	return false
}

// disguise adds the ways in which people hide the letters of a phrase from such lists
// as this: one letter or all within a word as stars, "c*n", or the digits that look
// like them, "c0n".
func (p *phrases) disguise(f *linear.Features, plain string, tells phrase) {
	words := strings.Fields(strings.ToLower(plain))
	for i, word := range words {
		for _, hidden := range disguises(word) {
			words[i] = hidden
			f.Read(strings.Join(words, " "))
			if len(f.List) <= longestPhrase {
				p.keep(f, tells)
			}
		}
		words[i] = word
	}
}

// disguises are those of one word. One of less than four letters has too many
// others that look like it.
func disguises(word string) (all []string) {
	digits := strings.NewReplacer("a", "4", "e", "3", "i", "1", "o", "0", "s", "5")
	last := len(word) - 1
	if last < 3 || strings.ContainsAny(word, "'*") {
		return nil
	}
	all = append(all, word[:1]+strings.Repeat("*", last-1)+word[last:], word[:1]+digits.Replace(word[1:]))
	for i := 1; i < last; i++ {
		all = append(all, word[:i]+"*"+word[i+1:], word[:i]+digits.Replace(word[i:i+1])+word[i+1:])
		if i+1 < last {
			all = append(all, word[:i]+"**"+word[i+2:])
		}
	}
	return all
}
