package spell

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/spell/lexicon"

	"golang.org/x/text/unicode/norm"
)

// What one slip costs. The less it costs, the more often people make it.
const (
	costCase    = 5  // a capital that was left out
	costAccent  = 3  // "e" for "é"
	costMark    = 4  // an apostrophe or a hyphen too few or too many
	costDouble  = 5  // "l" for "ll"
	costSound   = 6  // "f" for "ph": the replacements of the lexicon
	costSwap    = 7  // "ei" for "ie"
	costKey     = 7  // the key beside
	costVowel   = 8  // a vowel for another
	costLetter  = 9  // a letter too few or too many
	costOther   = 11 // a letter for any other
	costFirst   = 3  // more for the first letter, which people get right
	nothingLess = 255
)

// How far words are looked for.
const (
	onlyAccents = 0  // no slips at all, and accents cost nothing
	oneSlip     = 15 // one slip, or two small ones
	twoSlips    = 21
)

// costs says what slips cost with the letters of a language.
type costs struct {
	letters map[[2]rune]uint8 // one letter for another, lower case
	accents map[rune][]rune   // a letter with everything that differs by its accent only, itself first
	sounds  []sound
}

// sound is a replacement: what people write and what they mean.
type sound struct{ from, to []rune }

func newCosts(tables lexicon.Tables) *costs {
	c := &costs{letters: map[[2]rune]uint8{}, accents: map[rune][]rune{}}
	for _, row := range tables.Keys {
		keys := []rune(row)
		for i := range len(keys) - 1 {
			c.alike(keys[i], keys[i+1], costKey)
		}
	}
	for _, a := range vowels {
		for _, b := range vowels {
			c.alike(a, b, costVowel)
		}
	}
	for _, group := range append(slices.Clone(tables.Alike), accentGroups...) {
		for _, a := range group {
			for _, b := range group {
				c.alike(unicode.ToLower(a), unicode.ToLower(b), costAccent)
			}
		}
	}
	for _, group := range accentGroups {
		for _, r := range group {
			c.accents[r] = append([]rune{r}, []rune(strings.ReplaceAll(group, string(r), ""))...)
		}
	}
	for _, pair := range tables.Replacements {
		from, to := []rune(strings.ToLower(pair[0])), []rune(strings.ToLower(pair[1]))
		switch {
		case strings.ContainsAny(pair[0]+pair[1], "^$_"):
		case len(from) == 1 && len(to) == 1:
			c.alike(from[0], to[0], costSound)
		default:
			c.sounds = append(c.sounds, sound{from, to})
		}
	}
	return c
}

const vowels = "aeiouyàâéèêëîïôùûü"

// accentGroups are letters that differ by their accent only.
var accentGroups = []string{"aàâä", "eéèêë", "iîï", "oôö", "uùûü", "cç", "nñ"}

func (c *costs) alike(a, b rune, cost uint8) {
	pair := [2]rune{a, b}
	if known, ok := c.letters[pair]; a != b && (!ok || cost < known) {
		c.letters[pair], c.letters[[2]rune{b, a}] = cost, cost
	}
}

// accented is a capital with its accents, itself first.
func (c *costs) accented(capital rune) []rune {
	low := unicode.ToLower(capital)
	if low != unaccented(low) || c.accents[low] == nil {
		return []rune{capital}
	}
	var all []rune
	for _, r := range c.accents[low] {
		all = append(all, unicode.ToUpper(r))
	}
	return all
}

// unaccented is a letter without its accent.
func unaccented(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	plain, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return plain
}

// edits is an automaton for the words that a few slips turn into the one that was
// written: a weighted distance after Damerau, row by row as the lexicon is walked.
// It keeps its memory from one word to the next.
type edits struct {
	costs  *costs
	word   []rune
	bound  uint8
	states []state
	rows   []uint8   // of the states, len(word)+1 each
	ends   [][]sound // of each place in the word, the sounds that end there
	sounds []sound   // those of all places
	titled bool      // the word was written with a capital first, so that one costs nothing
	drops  []uint8   // of each letter of the word, what it costs when it was not meant
	table  map[rune][]uint8
}

// state is how far the walk has come.
type state struct {
	parent int32
	letter rune // the last one, lower case
	row    int32
	part   [utf8.UTFMax]byte // of a letter that is not whole yet
	parts  int8
	best   uint8
}

func newEdits(c *costs) *edits { return &edits{costs: c, table: map[rune][]uint8{}} }

// begin gets ready for a word in lower case.
func (e *edits) begin(word string, bound uint8) {
	e.word, e.bound = append(e.word[:0], []rune(word)...), bound
	e.states, e.rows, e.ends, e.sounds = e.states[:0], e.rows[:0], e.ends[:0], e.sounds[:0]
	e.drops = e.drops[:0]
	for end := range len(e.word) + 1 {
		e.ends = append(e.ends, nil)
		for _, s := range e.costs.sounds {
			if bound > onlyAccents && end >= len(s.from) && slices.Equal(e.word[end-len(s.from):end], s.from) {
				e.ends[end], e.sounds = append(e.ends[end], s), append(e.sounds, s)
			}
		}
	}
	clear(e.table)
	e.states = append(e.states, state{parent: -1})
	e.rows = append(e.rows, 0)
	for i := range e.word {
		e.drops = append(e.drops, e.dropped(i))
		e.rows = append(e.rows, add(e.rows[i], e.drops[i]))
	}
}

func add(a, b uint8) uint8 { return uint8(min(int(a)+int(b), nothingLess)) }

// dropped is what it costs that the letter at i was written and is not meant.
func (e *edits) dropped(i int) uint8 {
	switch r := e.word[i]; {
	case e.bound == onlyAccents:
		return nothingLess
	case r == '\'' || r == '-':
		return costMark
	case i > 0 && e.word[i-1] == r, i+1 < len(e.word) && e.word[i+1] == r:
		return costDouble
	case i == 0:
		return costLetter + costFirst
	}
	return costLetter
}

// missing is what it costs that a letter behind another was not written.
func (e *edits) missing(r, before rune) uint8 {
	switch {
	case e.bound == onlyAccents:
		return nothingLess
	case r == '\'' || r == '-':
		return costMark
	case r == before:
		return costDouble
	case before == 0:
		return costLetter + costFirst
	}
	return costLetter
}

// instead is what it costs that the letter at i was written for r.
func (e *edits) instead(i int, r rune) uint8 {
	written := e.word[i]
	if written == r {
		return 0
	}
	cost, ok := e.costs.letters[[2]rune{written, r}]
	switch {
	case e.bound == onlyAccents && written == unaccented(r):
		return 0
	case e.bound == onlyAccents:
		return nothingLess
	case ok && (cost == costAccent || i > 0):
		return cost
	case ok:
		return cost + costFirst
	case i == 0:
		return costOther + costFirst
	}
	return costOther
}

// against is what each letter of the word costs when it was written for r.
func (e *edits) against(r rune) []uint8 {
	costs, known := e.table[r]
	if !known {
		for i := range e.word {
			costs = append(costs, e.instead(i, r))
		}
		e.table[r] = costs
	}
	return costs
}

// Start is the state before the first letter.
func (e *edits) Start() int { return 0 }

// IsMatch tells whether the word that was walked is near enough.
func (e *edits) IsMatch(at int) bool {
	return at >= 0 && e.states[at].parts == 0 && e.last(at) <= e.bound
}

// CanMatch tells whether a longer word may be near enough.
func (e *edits) CanMatch(at int) bool { return at >= 0 && e.states[at].best <= e.bound }

// WillAlwaysMatch is never so.
func (e *edits) WillAlwaysMatch(int) bool { return false }

// EditDistance is what the slips cost together.
func (e *edits) EditDistance(at int) uint8 { return e.last(at) }

// MatchAndDistance tells whether one word is near enough, and what the slips cost.
func (e *edits) MatchAndDistance(word string) (bool, uint8) {
	at := e.Start()
	for i := 0; i < len(word) && at >= 0; i++ {
		at = e.Accept(at, word[i])
	}
	if !e.IsMatch(at) {
		return false, nothingLess
	}
	return true, e.EditDistance(at)
}

func (e *edits) last(at int) uint8 { return e.rows[int(e.states[at].row)+len(e.word)] }

// Accept goes on by one byte.
func (e *edits) Accept(at int, b byte) int {
	if at < 0 {
		return -1
	}
	from := e.states[at]
	if b < utf8.RuneSelf {
		return e.next(at, rune(b))
	}
	from.part[from.parts] = b
	from.parts++
	if !utf8.FullRune(from.part[:from.parts]) {
		if from.parts == 1 {
			from.parent = int32(at)
		}
		e.states = append(e.states, from)
		return len(e.states) - 1
	}
	r, _ := utf8.DecodeRune(from.part[:from.parts])
	if from.parts > 1 {
		at = int(from.parent)
	}
	return e.next(at, r)
}

// next goes on by one letter.
func (e *edits) next(at int, letter rune) int {
	from := e.states[at]
	r := unicode.ToLower(letter)
	row, n := len(e.rows), len(e.word)+1
	e.states = append(e.states, state{parent: int32(at), letter: r, row: int32(row)})
	e.rows = slices.Grow(e.rows, n)[:row+n]
	before, here := e.rows[from.row:int(from.row)+n], e.rows[row:]
	missing, instead := e.missing(r, from.letter), e.against(r)
	var swaps []uint8
	if from.parent >= 0 && from.letter != r && e.bound > onlyAccents {
		swaps = e.against(from.letter)
	}
	here[0] = add(before[0], missing)
	best := here[0]
	for i := range e.word {
		cost := min(add(before[i], instead[i]), add(here[i], e.drops[i]), add(before[i+1], missing))
		if i > 0 && swaps != nil && instead[i-1] <= costAccent && swaps[i] <= costAccent {
			cost = min(cost, add(e.swapped(from, i), instead[i-1]+swaps[i]))
		}
		if i > 0 && e.word[i] == r { // the other letter of a swap may follow
			best = min(best, add(before[i-1], costSwap))
		}
		here[i+1] = e.sounded(len(e.states)-1, i+1, cost)
		best = min(best, here[i+1])
	}
	if r != letter && e.bound > onlyAccents && !(e.titled && from.parent < 0) {
		for i := range here {
			here[i] = add(here[i], costCase)
		}
	}
	e.states[len(e.states)-1].best = min(best, e.hope(len(e.states)-1))
	return len(e.states) - 1
}

// swapped is the cost up to the letter at i when it and the one before stand for
// the last letter of a state and the next, in the other order.
func (e *edits) swapped(from state, i int) uint8 {
	cost := uint8(costSwap)
	if i == 1 {
		cost += costFirst
	}
	return add(e.rows[int(e.states[from.parent].row)+i-1], cost)
}

// hope is the least that the word can cost when what was walked is the beginning
// of a sound that was meant.
func (e *edits) hope(at int) uint8 {
	best := uint8(nothingLess)
	for _, s := range e.sounds {
		for n := 1; n < len(s.to); n++ {
			back := at
			for i := n - 1; i >= 0 && back > 0 && e.states[back].letter == s.to[i]; i-- {
				if back = int(e.states[back].parent); i == 0 {
					best = min(best, add(e.states[back].best, costSound))
				}
			}
		}
	}
	return best
}

// sounded is the cost up to a place in the word when a sound that ends there was
// meant by what was walked, if that is less.
func (e *edits) sounded(at, end int, cost uint8) uint8 {
	for _, s := range e.ends[end] {
		back := at
		for i := len(s.to) - 1; i >= 0 && back > 0 && e.states[back].letter == s.to[i]; i-- {
			if back = int(e.states[back].parent); i == 0 {
				cost = min(cost, add(e.rows[int(e.states[back].row)+end-len(s.from)], costSound))
			}
		}
	}
	return cost
}

// near gives every word of the lexicon that slips of a word in lower case may have
// been meant for, with their cost. titled says that it was written with a capital
// first.
func (s *Speller) near(word string, bound uint8, titled bool, give func(string, lexicon.Word, uint8)) {
	e := s.edits.Get().(*edits)
	e.titled = titled
	e.begin(word, bound)
	s.words.Walk(e, give)
	s.edits.Put(e)
}
