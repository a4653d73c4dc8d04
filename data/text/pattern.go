package text

import (
	"fmt"
	"slices"
	"strings"
)

// A pattern is written on one line of a table, in three columns:
//
//	votre! | la/le [votre/notre] | votre>vôtre notre>nôtre
//
// The first is the rule, without its language; "!" says that the mend is sure. The
// second is what is looked for, word by word:
//
//	la/le      one of these words
//	{day}      one of the words of a list
//	<er>       a word of a class: a test, so it cannot stand first
//	!x/y       a word that is none of these (in front of all: no such word before)
//	~x/y       none of these words follows; nothing may
//	?x/y       one of these words may stand here
//	[ ]        what is replaced
//	^ , ;      in front of all: a sentence begins here, a clause begins here, a
//	           clause inside a sentence does
//	$          behind all: a mark, an emoji or the end of the line follows
//
// The third is what to write: a text, or "word>other" for each word that may stand
// there, "-end>-other" for each end of a word, or "-" to join words with hyphens. A
// mend that ends in an apostrophe closes the space behind it.
type pattern struct {
	rule     string
	sure     bool
	class    bool // what is replaced is told by a class
	where    where
	never    []element
	elements []element
	write    string
	words    map[string]string
	ends     [][2]string
}

type where uint8

const (
	anywhere where = iota
	beginsSentence
	beginsClause
	goesOn // a clause begins, but not the sentence
)

// element is what one word has to be.
type element struct {
	words                              []string
	classes                            []func(*sentences, string) bool
	not, absent, optional, marked, end bool
}

// has tells whether a word is what an element asks for.
func (e element) has(s *sentences, w spoken) bool {
	found := slices.Contains(e.words, w.key)
	for _, class := range e.classes {
		found = found || class(s, w.key)
	}
	return found != e.not
}

// patterns are those of a language by the word that each begins with.
type patterns map[string][]*pattern

// compile reads a table. It panics when the table is wrong, which a test sees.
func compile(language string, lists map[string]string, classes map[string]func(*sentences, string) bool, table string) patterns {
	all := patterns{}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		columns := strings.Split(line, " | ")
		if len(columns) != 3 {
			panic(fmt.Sprintf("text: %q has %d columns", line, len(columns)))
		}
		p := &pattern{rule: language + "_" + strings.TrimSuffix(columns[0], "!"), sure: strings.HasSuffix(columns[0], "!")}
		p.look(columns[1], lists, classes)
		p.instead(columns[2])
		if len(p.elements) == 0 || len(p.elements[0].words) == 0 || len(p.elements[0].classes) > 0 || p.elements[0].optional || !p.marks() {
			panic(fmt.Sprintf("text: %q cannot be found", line))
		}
		for _, word := range p.elements[0].words {
			all[word] = append(all[word], p)
		}
	}
	return all
}

func (p *pattern) marks() bool {
	for _, e := range p.elements {
		if e.marked {
			return true
		}
	}
	return false
}

// look reads the second column.
func (p *pattern) look(column string, lists map[string]string, classes map[string]func(*sentences, string) bool) {
	marked := false
	for word := range strings.FieldsSeq(column) {
		e := element{}
		switch {
		case word == "^":
			p.where = beginsSentence
			continue
		case word == ",":
			p.where = beginsClause
			continue
		case word == ";":
			p.where = goesOn
			continue
		case word == "$":
			p.elements = append(p.elements, element{end: true})
			continue
		}
		word, opens := strings.CutPrefix(word, "[")
		word, closes := strings.CutSuffix(word, "]")
		marked = marked || opens
		e.marked = marked
		marked = marked && !closes
		switch word[0] {
		case '!':
			e.not = true
		case '~':
			e.absent = true
		case '?':
			e.optional = true
		}
		e.choose(strings.TrimLeft(word, "!~?"), lists, classes)
		if e.not && len(p.elements) == 0 {
			e.not = false
			p.never = append(p.never, e)
			continue
		}
		p.elements = append(p.elements, e)
		p.class = p.class || e.marked && len(e.classes) > 0
	}
}

// choose reads the words, lists and class of an element.
func (e *element) choose(text string, lists map[string]string, classes map[string]func(*sentences, string) bool) {
	for word := range strings.SplitSeq(text, "/") {
		switch {
		case strings.HasPrefix(word, "{"):
			list, ok := lists[strings.Trim(word, "{}")]
			if !ok {
				panic("text: there is no list " + word)
			}
			e.words = append(e.words, strings.Fields(list)...)
		case strings.HasPrefix(word, "<"):
			class := classes[strings.Trim(word, "<>")]
			if class == nil {
				panic("text: there is no class " + word)
			}
			e.classes = append(e.classes, class)
		default:
			e.words = append(e.words, word)
		}
	}
}

// instead reads the third column.
func (p *pattern) instead(column string) {
	if !strings.Contains(column, ">") {
		p.write = column
		return
	}
	p.words = map[string]string{}
	for pair := range strings.FieldsSeq(column) {
		was, mend, ok := strings.Cut(pair, ">")
		if !ok {
			panic(fmt.Sprintf("text: %q leads nowhere", pair))
		}
		was, mend = strings.ReplaceAll(was, "_", " "), strings.ReplaceAll(mend, "_", " ")
		if strings.HasPrefix(was, "-") {
			p.ends = append(p.ends, [2]string{was[1:], strings.TrimPrefix(mend, "-")})
			continue
		}
		p.words[was] = mend
	}
}

// mend is what to write in place of the words from one to another, "" when the
// pattern does not say.
func (p *pattern) mend(s *sentences, from, to int) string {
	if p.write == "-" {
		return strings.Join(strings.Fields(s.text[s.words[from].Start:s.words[to].End]), "-")
	}
	if p.write != "" {
		return p.write
	}
	key := s.words[from].key
	for _, w := range s.words[from+1 : to+1] {
		if !strings.HasSuffix(key, "'") {
			key += " "
		}
		key += w.key
	}
	if mend, ok := p.words[key]; ok {
		return mend
	}
	for _, end := range p.ends {
		if stem, ok := strings.CutSuffix(key, end[0]); ok {
			return spellStem(stem, end[1])
		}
	}
	return ""
}

// spellStem keeps the sound of a verb's stem before another ending: "mangeons",
// "commençons", "mangez".
func spellStem(stem, end string) string {
	if end == "ons" && strings.HasSuffix(stem, "g") {
		return stem + "e" + end
	}
	if end == "ons" && strings.HasSuffix(stem, "c") {
		return strings.TrimSuffix(stem, "c") + "ç" + end
	}
	return stem + end
}
