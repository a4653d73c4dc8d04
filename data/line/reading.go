package line

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"parvis/data/text"
)

// word is a word or a number of a part.
type word struct {
	text.Span
	lower    string
	plain    string // lower without accents: "noel"
	stem     string // plain without the mark of a plural
	after    string // what stands between it and the next word
	sentence int    // counted from 0; a line break ends one too
	hidden   bool   // in a link or a mention
	tag      bool   // in a hashtag
	quoted   bool   // between quotation marks: somebody else's words
}

// part is one part of the text, cut into words.
type part struct {
	index  int
	text   string
	words  []word
	hidden []text.Span // links and mentions
	prices []price
	dates  []date
}

var wordPattern = regexp.MustCompile(`\d+(?:[.,]\d+)*|[\pL\pM\pN_]+`)

func readPart(index int, s string) part {
	p := part{index: index, text: s, hidden: hiddenSpans(s)}
	tags := text.Hashtags(s)
	quotes := quotedSpans(s)
	sentence, at := 0, 0
	for _, m := range wordPattern.FindAllStringIndex(s, -1) {
		gap := s[at:m[0]]
		if n := len(p.words); n > 0 {
			p.words[n-1].after = gap
			if strings.ContainsAny(gap, ".!?…\n") {
				sentence++
			}
		}
		w := word{Span: text.Span{Start: m[0], End: m[1]}, sentence: sentence}
		w.lower = strings.ToLower(s[m[0]:m[1]])
		w.plain = plain(w.lower)
		w.stem = stem(w.plain)
		w.hidden = inside(p.hidden, m[0])
		w.quoted = inside(quotes, m[0])
		w.tag = slices.ContainsFunc(tags, func(t text.Hashtag) bool { return t.Start <= m[0] && m[0] < t.End })
		p.words = append(p.words, w)
		at = m[1]
	}
	if n := len(p.words); n > 0 {
		p.words[n-1].after = s[at:]
	}
	return p
}

func inside(spans []text.Span, at int) bool {
	return slices.ContainsFunc(spans, func(s text.Span) bool { return s.Start <= at && at < s.End })
}

func hiddenSpans(s string) []text.Span {
	var out []text.Span
	for _, l := range text.Links(s) {
		out = append(out, l.Span)
	}
	for _, m := range text.Mentions(s) {
		out = append(out, m.Span)
	}
	return out
}

var quotedPattern = regexp.MustCompile(`«[^»]*»|“[^”]*”|"[^"\n]*"`)

func quotedSpans(s string) []text.Span {
	var out []text.Span
	for _, m := range quotedPattern.FindAllStringIndex(s, -1) {
		out = append(out, text.Span{Start: m[0], End: m[1]})
	}
	return out
}

// plain is a word in lower case without accents and ligatures.
func plain(s string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'œ':
			out.WriteString("oe")
		case r == 'æ':
			out.WriteString("ae")
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// phrase is words in a row, in their plain form; one that ends in "*" stands for
// any ending.
type phrase []string

var phrasePattern = regexp.MustCompile(`(?:\d+(?:[.,]\d+)*|[\pL\pM\pN_]+)\*?`)

// phrases reads phrases as people write them: "s’il vous plaît", "biodégradable*".
func phrases(written ...string) []phrase {
	var out []phrase
	for _, w := range written {
		p := phrasePattern.FindAllString(plain(w), -1)
		if len(p) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// trigger is what makes a rule look closer, by language of the text.
type trigger struct{ french, english, both []phrase }

// match is where a phrase stands: words[From:To] of a part.
type match struct {
	text.Span
	From, To int
}

// find lists where phrases stand, links and mentions aside; of several that begin
// with the same word the longest counts.
func (p part) find(wanted []phrase) []match { return p.findIn(0, len(p.words), wanted) }

// findIn is find for phrases that begin in words[from:to].
func (p part) findIn(from, to int, wanted []phrase) []match {
	var out []match
	for i := from; i < to; {
		longest := 0
		for _, w := range wanted {
			if len(w) > longest && p.says(i, w) {
				longest = len(w)
			}
		}
		if longest == 0 {
			i++
			continue
		}
		span := text.Span{Start: p.words[i].Start, End: p.words[i+longest-1].End}
		out = append(out, match{Span: span, From: i, To: i + longest})
		i += longest
	}
	return out
}

// says tells whether a phrase stands at a word.
func (p part) says(i int, wanted phrase) bool {
	if i+len(wanted) > len(p.words) {
		return false
	}
	for j, w := range wanted {
		have := p.words[i+j]
		stem, open := strings.CutSuffix(w, "*")
		if have.hidden || have.plain != stem && !(open && strings.HasPrefix(have.plain, stem)) {
			return false
		}
		if j > 0 && !joins(p.words[i+j-1].after) {
			return false
		}
	}
	return true
}

// joins tells whether what stands between two words lets them be one phrase.
func joins(gap string) bool {
	return strings.IndexFunc(gap, func(r rune) bool {
		return r == '\n' || !unicode.IsSpace(r) && !strings.ContainsRune("'’-‑*_°º%", r)
	}) < 0
}

// within tells whether the sentence of a word says one of the phrases.
func (p part) within(sentence int, wanted []phrase) bool {
	begins := func(n int) int {
		at, _ := slices.BinarySearchFunc(p.words, n, func(w word, n int) int { return cmp.Compare(w.sentence, n) })
		return at
	}
	return len(p.findIn(begins(sentence), begins(sentence+1), wanted)) > 0
}

// beside tells whether one of the phrases ends before a word, or begins with it.
func (p part) beside(i int, before, behind []phrase) bool {
	return slices.ContainsFunc(before, func(w phrase) bool {
		return i-len(w) >= 0 && p.says(i-len(w), w)
	}) || slices.ContainsFunc(behind, func(w phrase) bool { return i >= 0 && p.says(i, w) })
}

// sentenceAt is the sentence of a place in the part, -1 behind the last word.
func (p part) sentenceAt(at int) int {
	for _, w := range p.words {
		if at < w.End {
			return w.sentence
		}
	}
	return -1
}

// plainAt is the plain form of a word of a sentence, "" outside of it.
func (p part) plainAt(i, sentence int) string {
	if i < 0 || i >= len(p.words) || p.words[i].sentence != sentence {
		return ""
	}
	return p.words[i].plain
}

var negations = []string{"pas", "non", "ni", "jamais", "aucun", "aucune", "sans", "not", "no", "never", "without", "isn", "aren", "ne", "n"}

// negated tells whether one of the three words before says no.
func (p part) negated(i int) bool {
	for j := i - 3; j < i; j++ {
		if slices.Contains(negations, p.plainAt(j, p.words[i].sentence)) {
			return true
		}
	}
	return false
}
