package spell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/text"
)

// word is one word of a line as it stands there.
type word struct {
	text.Span
	text     string
	begins   bool // a sentence
	sentence int  // which part of the line it is in, cut at marks and brackets
}

// longestWord is how many bytes a word may have to be looked at: longer ones are
// nothing that a person wrote.
const longestWord = 120

// cutter goes through a line.
type cutter struct {
	line     string
	at       int
	apart    []text.Span // links, hashtags and mentions
	begins   bool
	sentence int
	words    []word
}

// cut finds the words of a line.
func cut(line string) []word {
	c := cutter{line: line, apart: apart(line), begins: true}
	for c.at < len(line) {
		if len(c.apart) > 0 && c.at >= c.apart[0].Start {
			c.at = max(c.at, c.apart[0].End)
			c.apart = c.apart[1:]
			c.begins = false
			continue
		}
		r, size := utf8.DecodeRuneInString(line[c.at:])
		if isLetter(r) {
			c.word()
			continue
		}
		c.sign(r)
		c.at += size
	}
	return c.words
}

// apart is what the words of a line are not looked for in.
func apart(line string) (spans []text.Span) {
	if strings.Contains(line, ".") || strings.Contains(line, "://") {
		for _, link := range text.Links(line) {
			spans = append(spans, link.Span)
		}
	}
	if strings.ContainsAny(line, "#＃") {
		for _, tag := range text.Hashtags(line) {
			spans = append(spans, tag.Span)
		}
	}
	spans = append(spans, codes(line)...)
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	return spans
}

// codes are what stands between spaces and is for machines: handles, addresses of
// mail, paths, names of files, variables.
func codes(line string) (spans []text.Span) {
	for start := 0; start < len(line); {
		length := strings.IndexFunc(line[start:], unicode.IsSpace)
		if length < 0 {
			length = len(line) - start
		}
		if isCode(line[start : start+length]) {
			spans = append(spans, text.Span{Start: start, End: start + length})
		}
		_, space := utf8.DecodeRuneInString(line[start+length:])
		start += length + space
	}
	return spans
}

// isCode tells whether what stands between spaces has a sign that no word has, or a
// point inside with a small letter behind: "menu.pdf".
func isCode(s string) bool {
	if strings.ContainsAny(s, "@\\_{}<>=^|~$%") {
		return true
	}
	for at := strings.IndexByte(s, '.'); at > 0 && at+1 < len(s); {
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		after, _ := utf8.DecodeRuneInString(s[at+1:])
		if isLetter(before) && unicode.IsLower(after) {
			return true
		}
		next := strings.IndexByte(s[at+1:], '.')
		if next < 0 {
			return false
		}
		at += 1 + next
	}
	return false
}

func isLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func isJoint(r rune) bool {
	return isApostrophe(r) || r == '-' || r == '‐' || r == '‑' || r == '·' || r == '•'
}

// word reads letters, and what joins them to more.
func (c *cutter) word() {
	start := c.at
	for c.at < len(c.line) {
		r, size := utf8.DecodeRuneInString(c.line[c.at:])
		if !isLetter(r) && !(isJoint(r) && c.letterAt(c.at+size)) || len(c.apart) > 0 && c.at >= c.apart[0].Start {
			break
		}
		c.at += size
	}
	written := c.line[start:c.at]
	if len(written) <= longestWord && utf8.ValidString(written) && !c.inBrackets(start) {
		c.words = append(c.words, word{text.Span{Start: start, End: c.at}, written, c.begins, c.sentence})
	}
	c.begins = false
}

func (c *cutter) letterAt(at int) bool {
	r, _ := utf8.DecodeRuneInString(c.line[at:])
	return isLetter(r)
}

// inBrackets tells whether what begins here is an ending in or right behind
// brackets: the "e" and the "s" of "ouvert(e)s".
func (c *cutter) inBrackets(start int) bool {
	if start < 2 {
		return false
	}
	bracket := c.line[start-1]
	before, _ := utf8.DecodeLastRuneInString(c.line[:start-1])
	return (bracket == '(' || bracket == ')') && isLetter(before)
}

// sign notices where sentences end and parts of a line are cut.
func (c *cutter) sign(r rune) {
	switch {
	case strings.ContainsRune(".!?…:;•–—|/*", r):
		c.begins = true
		c.sentence++
	case strings.ContainsRune("()[]«»“”\"", r):
		c.begins = c.begins || r != ')' && r != ']'
		c.sentence++
	case unicode.In(r, unicode.So):
		c.begins = true
		c.sentence++
	}
}
