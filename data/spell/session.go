package spell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/text"
)

// Session checks one text again and again while it is written. It remembers what
// it found of each word and each line, so that a key press costs little more than
// the line that it is in. It is not safe for concurrent use.
type Session struct {
	judge judge
	other *judge // of the language beside, nil when there is none
	found map[question]bool
	lines map[string][]Miss // of the text that was checked last
}

// question is a word with what its judgement depends on.
type question struct {
	word          string
	begins, other bool
}

// NewSession begins to check a text that is being written.
func (s *Speller) NewSession(known Known) *Session {
	session := &Session{judge: judge{s, known}, found: map[question]bool{}}
	if s.beside != nil {
		session.other = &judge{s.beside, known}
	}
	return session
}

const (
	// longestPiece is how many bytes of a line are checked at once.
	longestPiece = 16 << 10
	// mostFound is how many judgements are remembered before all are forgotten.
	mostFound = 50_000
)

// Check finds the words of the text as it is now that are not known, in order and
// without overlaps.
func (s *Session) Check(text string) (misses []Miss) {
	if len(s.found) > mostFound {
		clear(s.found)
	}
	lines := map[string][]Miss{}
	for at := 0; at < len(text); {
		line := nextLine(text[at:])
		of, known := lines[line]
		if !known {
			of, known = s.lines[line]
		}
		if !known {
			of = s.line(line)
		}
		lines[line] = of
		for _, m := range of {
			m.Start, m.End = m.Start+at, m.End+at
			misses = append(misses, m)
		}
		at += len(line)
	}
	s.lines = lines
	return misses
}

// Suggest gives what may have been meant by a word, the likeliest first, at most n
// of the dictionary's and the brand's words.
func (s *Session) Suggest(word string, n int) []string {
	return s.judge.suggest(word, n)
}

// nextLine is the beginning of a text up to the end of its line, or less when the
// line is very long.
func nextLine(text string) string {
	piece := text[:min(len(text), longestPiece)]
	if end := strings.IndexByte(piece, '\n'); end >= 0 {
		return text[:end+1]
	}
	if len(piece) == len(text) {
		return text
	}
	if space := strings.LastIndexByte(piece, ' '); space > 0 {
		return text[:space]
	}
	return piece
}

// line checks one line, a part of a sentence at a time.
func (s *Session) line(line string) (misses []Miss) {
	words := cut(line)
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].sentence == words[0].sentence {
			n++
		}
		misses = append(misses, s.sentence(line, words[:n])...)
		words = words[n:]
	}
	return misses
}

// sentence checks the words of one part of a line.
func (s *Session) sentence(line string, words []word) (misses []Miss) {
	wrong := s.wrong(words)
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) && (wrong[i] || wrong[i+1]) && s.joins(line, words[i], words[i+1]) {
			span := text.Span{Start: words[i].Start, End: words[i+1].End}
			misses = append(misses, Miss{span, line[span.Start:span.End]})
			i++
		} else if wrong[i] {
			misses = append(misses, Miss{words[i].Span, words[i].text})
		}
	}
	return misses
}

// wrong tells of each word of a sentence whether it is a miss. A sentence that is
// mostly in the other language, and not in this, is judged by that; elsewhere two
// words side by side that only the other language has are let pass, "happy hour".
func (s *Session) wrong(words []word) []bool {
	wrong, foreign := make([]bool, len(words)), make([]bool, len(words))
	wrongs, foreigners := 0, 0
	for i, w := range words {
		if wrong[i] = !s.right(w, false); wrong[i] {
			wrongs++
		}
	}
	if wrongs == 0 || s.other == nil {
		return wrong
	}
	for i, w := range words {
		if foreign[i] = s.right(w, true); foreign[i] {
			foreigners++
		}
	}
	if len(words) > 2 && len(words)-foreigners < wrongs && 4*foreigners >= 3*len(words) {
		for i := range wrong {
			wrong[i] = !foreign[i]
		}
		return wrong
	}
	both := func(i int) bool { return i >= 0 && i < len(words) && wrong[i] && foreign[i] }
	passed := slices.Clone(wrong)
	for i := range words {
		passed[i] = wrong[i] && !(both(i) && (both(i-1) || both(i+1)))
	}
	return passed
}

// right judges a word, by the other language if other is set, and remembers it.
func (s *Session) right(w word, other bool) bool {
	q := question{w.text, w.begins, other}
	is, known := s.found[q]
	if !known {
		j := &s.judge
		if other {
			j = s.other
		}
		is = j.right(w.text) || !other && j.isName(w.text, w.begins)
		s.found[q] = is
	}
	return is
}

// joins tells whether two words with one space between would be one: "aujourd hui".
func (s *Session) joins(line string, a, b word) bool {
	between := line[a.End:b.Start]
	if r, size := utf8.DecodeRuneInString(between); !unicode.IsSpace(r) || size != len(between) {
		return false
	}
	return len(s.judge.joined(a.text, b.text)) > 0
}

// mostInitials is how many letters in capitals may be an abbreviation.
const mostInitials = 5

// isName tells whether an unknown word is likely the name of someone or something:
// it has a capital or more, and no common word is so near that a slip of it is
// likelier.
func (j judge) isName(word string, begins bool) bool {
	word = j.plainly(word)
	if at := strings.IndexByte(word, '\''); at >= 0 {
		if _, ok := j.particle(word[:at+1]); ok {
			word, begins = word[at+1:], false
		} else if slices.Contains(j.habits.endings, word[at:]) {
			word = word[:at]
		}
	}
	first, size := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return false
	}
	if initials := strings.TrimSuffix(word, "s"); strings.ToUpper(initials) == initials && len(initials) > size {
		return utf8.RuneCountInString(word) <= mostInitials
	}
	near := uint8(nearName)
	if begins {
		near = nearBeginning
	}
	for part := range strings.SplitSeq(word, "-") {
		if !j.single(part, nil) && j.slipOf(part, near) {
			return false
		}
	}
	return true
}
