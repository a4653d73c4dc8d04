package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Grammar finds slips of agreement and words that are taken for others which sound
// alike, by rules that each name their source (see [Rules]). lang is a BCP 47 tag:
// French and English are known, for any other the answer is empty. words, which may
// be nil, is a dictionary of the language: with it the endings of all verbs are
// known, without it those of the verbs of trade.
//
// A rule that cannot be certain is silent. The slips are in order and do not
// overlap. What stands in links, hashtags, mentions and emoticons is no word.
func Grammar(lang, text string, words Lexicon) []Slip {
	language, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if language != "fr" && language != "en" {
		return nil
	}
	s := sentences{text: text, french: language == "fr", lexicon: words, curly: language == "fr" || strings.Contains(text, "’")}
	s.read()
	book := englishPatterns
	if s.french {
		book = frenchPatterns
	}
	known := book()
	for i, w := range s.words {
		for _, p := range known[w.key] {
			s.try(p, i)
		}
		s.repeated(i)
		if !s.french {
			s.article(i)
		}
	}
	return s.slips()
}

// spoken is a word or number as the patterns see it.
type spoken struct {
	Span
	key    string // lower case, with ordinary apostrophes; a French "A" stays one: it is an À
	joined bool   // only spaces between it and the word before
	begins bool   // a sentence begins with it
	clause bool   // a sentence or a part of one begins with it
	closed bool   // a mark, an emoji or the end of the line stands behind it
}

// sentences is a text that is being read for slips.
type sentences struct {
	text          string
	french, curly bool
	lexicon       Lexicon
	words         []spoken
	found         []Slip
}

// read cuts the text into words.
func (s *sentences) read() {
	p := proof{text: s.text, tokens: read(s.text, s.french)}
	s.words = make([]spoken, 0, len(p.tokens)/2+1)
	joined, begins, clause := false, true, true
	for i, t := range p.tokens {
		switch t.kind {
		case tokenWord, tokenNumber:
			s.words = append(s.words, spoken{Span: t.Span, key: s.keyOf(p.word(i)), joined: joined, begins: begins, clause: clause})
			joined, begins, clause = true, false, false
		case tokenGap:
			if strings.ContainsRune(p.word(i), '\n') {
				s.close(joined)
				joined, begins, clause = false, true, true
			}
		case tokenOther:
			s.close(joined)
			joined, begins, clause = false, true, true
		case tokenMark:
			parts := parting(p.word(i))
			s.close(joined && parts)
			joined, clause = false, clause || parts
			begins = begins || strings.IndexByte(".!?", s.text[t.Start]) >= 0 || ellipsis(p.word(i))
		default:
			joined, begins = false, false
		}
	}
	s.close(joined)
}

// close notes that nothing of its sentence follows the last word directly.
func (s *sentences) close(joined bool) {
	if joined {
		s.words[len(s.words)-1].closed = true
	}
}

// parting tells whether a mark ends a sentence or a part of one. A quotation mark
// does not: a sentence goes on behind what it quotes.
func parting(mark string) bool {
	r, _ := utf8.DecodeRuneInString(mark)
	return strings.ContainsRune(",;:.!?…()–—-&/", r)
}

// keyOf is a word as the patterns are written.
func (s *sentences) keyOf(word string) string {
	if s.french && word == "A" {
		return word
	}
	key := strings.ToLower(word)
	if strings.Contains(key, "’") {
		key = strings.ReplaceAll(key, "’", "'")
	}
	return key
}

// try compares the words from a place on with a pattern.
func (s *sentences) try(p *pattern, at int) {
	w := s.words[at]
	switch {
	case p.where == beginsSentence && !w.begins, p.where == beginsClause && !w.clause, p.where == goesOn && (!w.clause || w.begins):
		return
	case w.joined && slices.ContainsFunc(p.never, func(e element) bool { return e.has(s, s.words[at-1]) }):
		return
	}
	from, to := -1, -1
	next := at
	for _, e := range p.elements {
		fits := next < len(s.words) && (next == at || s.words[next].joined) && e.has(s, s.words[next])
		switch {
		case e.end && !s.words[next-1].closed:
			return
		case e.end, e.optional && !fits:
			continue
		case e.absent && fits:
			return
		case e.absent:
			continue
		case !fits:
			return
		}
		if e.marked {
			to = next
			if from < 0 {
				from = next
			}
		}
		next++
	}
	if p.class && from == to && s.named(from) || s.initials(from, to) {
		return
	}
	s.add(p, from, to)
}

// named tells whether a word has a capital inside a sentence, as names have.
func (s *sentences) named(i int) bool {
	written := s.text[s.words[i].Start:s.words[i].End]
	return s.words[i].joined && startsUpper(written) && !shouted(written)
}

// initials tells whether words are two capitals beside words in small letters:
// "le SE", "une SA".
func (s *sentences) initials(from, to int) bool {
	written := s.text[s.words[from].Start:s.words[to].End]
	if !shouted(written) || utf8.RuneCountInString(written) > 2 {
		return false
	}
	small := func(i int) bool {
		return strings.ToLower(s.text[s.words[i].Start:s.words[i].End]) == s.text[s.words[i].Start:s.words[i].End]
	}
	return s.words[from].joined && small(from-1) || to+1 < len(s.words) && s.words[to+1].joined && small(to+1)
}

// shouted tells whether a word of several letters is in capitals.
func shouted(word string) bool {
	return utf8.RuneCountInString(word) > 1 && strings.ToUpper(word) == word && strings.ToLower(word) != word
}

// add notes a slip from one word to another.
func (s *sentences) add(p *pattern, from, to int) {
	span := Span{s.words[from].Start, s.words[to].End}
	was := s.text[span.Start:span.End]
	mend := p.mend(s, from, to)
	if mend == "" {
		return
	}
	mend = likeCase(was, mend)
	if s.curly {
		mend = strings.ReplaceAll(mend, "'", "’")
	}
	if isApostrophe(lastRune(mend)) && to+1 < len(s.words) {
		span.End = s.words[to+1].Start
	}
	if mend != s.text[span.Start:span.End] {
		s.found = append(s.found, Slip{span, p.rule, mend, p.sure})
	}
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// likeCase writes a mend with the capitals of what it replaces.
func likeCase(was, mend string) string {
	first, size := utf8.DecodeRuneInString(was)
	switch {
	case !unicode.IsUpper(first):
		return mend
	case len(was) > size && strings.ToUpper(was) == was:
		return strings.ToUpper(mend)
	}
	first, size = utf8.DecodeRuneInString(mend)
	return string(unicode.ToUpper(first)) + mend[size:]
}

// slips are those that were found, in order; of two that overlap the one whose
// rule saw more of the sentence, which was found first, stays.
func (s *sentences) slips() []Slip {
	var kept []Slip
	for _, slip := range s.found {
		if !slices.ContainsFunc(kept[max(0, len(kept)-32):], func(k Slip) bool { return slip.Start < k.End && k.Start < slip.End }) {
			kept = append(kept, slip)
		}
	}
	return ordered(kept)
}

// repeated finds "de de": short words that no sentence has twice in a row.
func (s *sentences) repeated(i int) {
	w := s.words[i]
	if i == 0 || !w.joined || w.key != s.words[i-1].key {
		return
	}
	rule, once := "en_double", onceEnglish
	if s.french {
		rule, once = "fr_double", onceFrench
	}
	first := s.words[i-1]
	name := startsUpper(s.text[w.Start:]) && !startsUpper(s.text[first.Start:]) // "de De Niro"
	if once[w.key] && !name && s.text[first.End:w.Start] != "" {
		s.found = append(s.found, Slip{Span{first.Start, w.End}, rule, s.text[first.Start:first.End], true})
	}
}

// onceFrench are the words of French that never stand twice in a row. "Nous nous",
// "vous vous", "faire faire", "l’est est calme", "son son est doux" do.
var onceFrench = set(`de le les des du un une et à au aux dans pour sur avec par ce cette ces votre notre vos nos mon ma mes ou mais il elle ses que qui chez sans dès`)

// onceEnglish are those of English. "That that", "had had", "log in in", "do this this
// weekend", "Will will come" do.
var onceEnglish = set(`the a an and of for with are at by from our your my we be as or if their its but they not`)
