package spell

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/spell/lexicon"
)

// Suggest gives what may have been meant by a word, the likeliest first, at most n.
// The capitals of the word are kept. It gives the same every time, and nothing for
// what is too long to be a word.
func (s *Speller) Suggest(word string, n int) []string { return judge{Speller: s}.suggest(word, n) }

// How near a common word must be for an unknown word with a capital to be a slip
// of it and no name: inside a sentence, and where a sentence begins.
const (
	nearName      = costSwap
	nearBeginning = costSwap + costSound
)

// candidate is what may have been meant.
type candidate struct {
	word string
	cost int // in tenths
}

// The order of candidates: what slips cost counts ten times as much as this for
// each doubling of how common a word is.
const (
	worthRank   = 4
	unusual     = 8  // more for a word that was never met
	costSpace   = 12 // a space that is missing
	costSpaced  = 4  // a space too many
	shortPart   = 25 // more for a part of one or two letters that is not common
	longestFine = 40 // letters of the longest word that is looked at
)

func (j judge) suggest(word string, n int) []string {
	plain := j.plainly(word)
	if n <= 0 || plain == "" || utf8.RuneCountInString(plain) > longestFine || !utf8.ValidString(plain) {
		return nil
	}
	var all []candidate
	if first, second, two := strings.Cut(plain, " "); two {
		for _, one := range j.joined(first, second) {
			all = append(all, candidate{one, costSpaced})
		}
	} else {
		all = j.candidates(plain)
	}
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), strings.Compare(a.word, b.word))
	})
	var out []string
	for _, c := range all {
		shown := j.shown(c.word, word)
		if shown != word && !slices.Contains(out, shown) {
			out = append(out, shown)
		}
		if len(out) == n {
			break
		}
	}
	return out
}

// candidates are the words that may have been meant by a plain one.
func (j judge) candidates(plain string) (all []candidate) {
	low := strings.ToLower(plain)
	all = append(all, j.ranks(low)...)
	all = append(all, j.replaced(low)...)
	all = append(all, j.split(low)...)
	all = append(all, j.named(low)...)
	all = append(all, j.nearest(low, nil)...)
	if at := strings.IndexByte(low, '\''); at > 0 {
		if number, ok := j.particle(low[:at+1]); ok {
			all = append(all, j.behind(low[:at+1], low[at+1:], number)...)
		}
	}
	for number, particle := range j.words.Particles {
		if rest, ok := strings.CutPrefix(low, particle[:len(particle)-1]); ok && len(rest) > 1 && j.elided(rest, number) {
			all = append(all, candidate{particle + rest, 10*costMark + unusual})
		}
	}
	if strings.Contains(low, "-") {
		all = append(all, j.mended(low)...)
	}
	return all
}

// nearest are the words that slips lead to: those within one slip, or two when
// there are none.
func (j judge) nearest(low string, fits fit) (all []candidate) {
	for _, bound := range []uint8{oneSlip, twoSlips} {
		if bound == twoSlips && utf8.RuneCountInString(low) <= len("abc") {
			return all
		}
		j.near(low, bound, false, func(word string, w lexicon.Word, cost uint8) {
			if !w.Forbidden && !w.NoSuggest && (fits == nil || fits(w)) {
				all = append(all, candidate{word, weighed(int(cost), w)})
			}
		})
		if len(all) > 0 {
			return all
		}
	}
	return all
}

func weighed(cost int, w lexicon.Word) int {
	if w.Rank == 0 {
		return 10*cost + unusual
	}
	return 10*cost - worthRank*int(w.Rank)
}

// slipOf tells whether a common word is within a cost of one that is written with
// a capital.
func (j judge) slipOf(word string, near uint8) bool {
	found := false
	j.near(strings.ToLower(word), near, true, func(_ string, w lexicon.Word, _ uint8) {
		found = found || w.Rank > 0 && !w.NoSuggest
	})
	return found
}

// behind are the words that may have been meant behind a particle, and the word
// with the particle's vowel when the particle cannot stand there: "la table".
func (j judge) behind(particle, rest string, number int) (all []candidate) {
	takes := func(w lexicon.Word) bool { return w.Particles&(1<<number) != 0 }
	for _, c := range j.nearest(rest, takes) {
		if j.elided(c.word, number) {
			all = append(all, candidate{particle + c.word, c.cost})
		}
	}
	for _, vowel := range []string{"e", "a"} {
		full := strings.TrimSuffix(particle, "'") + vowel
		if w, ok := j.words.Look(full); ok && w.Rank > 0 && j.whole(rest, nil) {
			all = append(all, candidate{full + " " + rest, weighed(costLetter, w)})
		}
	}
	return all
}

// ranks are the ranks of a number with a wrong ending: "22nd" for "22th".
func (j judge) ranks(low string) (all []candidate) {
	found := ordinal.FindStringSubmatch(low)
	if found == nil {
		return nil
	}
	for _, ending := range j.habits.ordinals {
		if rank := strings.TrimSuffix(low, found[1]) + ending; j.right(rank) {
			all = append(all, candidate{rank, 0})
		}
	}
	return all
}

// replaced is what the replacements of the lexicon make of a word as a whole.
func (j judge) replaced(low string) (all []candidate) {
	for _, pair := range j.words.Replacements {
		from, to := strings.ToLower(pair[0]), strings.ReplaceAll(strings.ToLower(pair[1]), "_", " ")
		bare := strings.TrimSuffix(strings.TrimPrefix(from, "^"), "$")
		for at := strings.Index(low, bare); at >= 0 && at < len(low); {
			end := at + len(bare)
			bound := (from[0] != '^' || at == 0) && (!strings.HasSuffix(from, "$") || end == len(low))
			made := low[:at] + to + low[end:]
			w, _ := j.words.Look(made)
			switch {
			case !bound || w.NoSuggest || !j.eachRight(made):
			case bare == low: // the dictionary says what this very word means
				all = append(all, candidate{made, 0})
			default:
				all = append(all, candidate{made, weighed(costSound, w)})
			}
			next := strings.Index(low[end:], bare)
			if next < 0 {
				break
			}
			at = end + next
		}
	}
	return all
}

func (j judge) eachRight(words string) bool {
	for word := range strings.SplitSeq(words, " ") {
		if !j.whole(word, nil) {
			return false
		}
	}
	return true
}

// split are the pairs of words that lack the space between them.
func (j judge) split(low string) (all []candidate) {
	for at := range low {
		if at == 0 {
			continue
		}
		a, first := j.words.Look(low[:at])
		b, second := j.words.Look(low[at:])
		if first && second && a.Rank > 0 && b.Rank > 0 && !a.NoSuggest && !b.NoSuggest {
			cost := max(weighed(costSpace, a), weighed(costSpace, b)) + j.short(low[:at], a) + j.short(low[at:], b)
			all = append(all, candidate{low[:at] + " " + low[at:], cost})
		}
	}
	return all
}

func (j judge) short(part string, w lexicon.Word) int {
	if utf8.RuneCountInString(part) <= 2 && w.Rank < 9 {
		return shortPart
	}
	return 0
}

// joined is what two words make as one, with nothing, a hyphen or an apostrophe
// between them.
func (j judge) joined(a, b string) (all []string) {
	a, b = j.plainly(a), j.plainly(b)
	for _, joint := range []string{"'", "-", ""} {
		one := a + joint + b
		w, ok := j.words.Look(one)
		if !ok {
			w, ok = j.words.Look(strings.ToLower(one))
		}
		if ok && !w.NoSuggest && !w.Forbidden && utf8.RuneCountInString(a) > 1 && utf8.RuneCountInString(b) > 1 {
			all = append(all, one)
		}
	}
	return all
}

// named are the brand's words that slips lead to.
func (j judge) named(low string) (all []candidate) {
	e := j.edits.Get().(*edits)
	defer j.edits.Put(e)
	for _, name := range j.known.list() {
		e.begin(low, oneSlip)
		if near, cost := e.MatchAndDistance(name); near {
			all = append(all, candidate{name, 10 * int(cost)})
		}
	}
	return all
}

// mended are words with hyphens of which one part is wrong, with that part mended.
func (j judge) mended(low string) (all []candidate) {
	parts := strings.Split(low, "-")
	for i, part := range parts {
		others := slices.Concat(parts[:i], parts[i+1:])
		if part == "" || slices.ContainsFunc(others, func(o string) bool { return !j.right(o) }) {
			continue
		}
		for _, c := range j.nearest(part, nil) {
			made := slices.Clone(parts)
			made[i] = c.word
			all = append(all, candidate{strings.Join(made, "-"), c.cost + unusual})
		}
	}
	return all
}

// shown is a suggestion with the capitals and the apostrophe of what was written.
func (j judge) shown(word, written string) string {
	first, size := utf8.DecodeRuneInString(written)
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, written)
	switch {
	case strings.ToUpper(letters) == letters && utf8.RuneCountInString(letters) > 1:
		word = strings.ToUpper(word)
	case unicode.IsUpper(first) && size < len(written):
		head, n := utf8.DecodeRuneInString(word)
		word = string(unicode.ToUpper(head)) + word[n:]
	}
	if strings.Contains(written, "'") {
		return word
	}
	if strings.Contains(written, "’") {
		return strings.ReplaceAll(word, "'", "’")
	}
	return j.output.Replace(word)
}
