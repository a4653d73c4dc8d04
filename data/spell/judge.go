package spell

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parvis/data/spell/lexicon"

	"golang.org/x/text/unicode/norm"
)

// judge holds words against the lexicon and the words of a brand.
type judge struct {
	*Speller
	known Known
}

// plainly brings a word into the form that the lexicon has it in.
func (s *Speller) plainly(word string) string {
	if isASCII(word) {
		return word
	}
	word = strings.NewReplacer("’", "'", "ʼ", "'", "‐", "-", "‑", "-", "•", "·").Replace(norm.NFC.String(word))
	return s.input.Replace(word)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// right tells whether a word may be written like this.
func (j judge) right(word string) bool {
	word = j.plainly(word)
	if utf8.RuneCountInString(word) == 1 || j.forMachines(word) || j.known.has(word, j.habits.plurals) {
		return true
	}
	return j.whole(word, nil)
}

var ordinal = regexp.MustCompile(`^[0-9]+([a-z]+)$`)

// forMachines tells whether a word has digits, or capitals inside: "B12", "iPhone".
// Ranks are words: "22th" is none.
func (j judge) forMachines(word string) bool {
	if strings.ContainsFunc(word, unicode.IsDigit) {
		low := strings.ToLower(word)
		rank := ordinal.FindStringSubmatch(low)
		_, listed := j.words.Look(low)
		return rank == nil || listed || !slices.Contains(j.habits.ordinals, rank[1]) ||
			slices.ContainsFunc(j.compounds, func(c *regexp.Regexp) bool { return c.MatchString(low) })
	}
	before := rune(0)
	for _, r := range word {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			return true
		}
		before = r
	}
	return false
}

// fit says what a word must be able to do besides being one; nil asks nothing.
type fit func(lexicon.Word) bool

// whole judges a word with its particle, its parts and its endings.
func (j judge) whole(word string, fits fit) bool {
	if j.single(word, fits) {
		return true
	}
	if at := strings.IndexByte(word, '\''); at >= 0 {
		if particle, ok := j.particle(word[:at+1]); ok {
			return j.elided(word[at+1:], particle)
		}
		for _, ending := range j.habits.endings {
			if stem, ok := strings.CutSuffix(word, ending); ok {
				return j.whole(stem, fits) || j.known.has(stem, j.habits.plurals)
			}
		}
	}
	if j.habits.feminine && strings.Contains(word, "·") {
		first, _, _ := strings.Cut(word, "·")
		return j.whole(first, fits) || j.whole(strings.ReplaceAll(word, "·", ""), fits)
	}
	return strings.Contains(word, "-") && j.parts(word, fits)
}

// particle finds "l'" among the particles, whatever its case.
func (s *Speller) particle(written string) (number int, ok bool) {
	number = slices.Index(s.words.Particles, strings.ToLower(written))
	return number, number >= 0
}

// elided judges what stands behind a particle: a word that begins with a vowel or
// a mute h and takes this particle, or a name.
func (j judge) elided(rest string, particle int) bool {
	first, _ := utf8.DecodeRuneInString(rest)
	if !strings.ContainsRune("aeiouyhœæ", unaccented(unicode.ToLower(first))) {
		return false
	}
	takes := func(w lexicon.Word) bool { return w.Particles&(1<<particle) != 0 }
	return j.whole(rest, takes) || j.known.has(rest, j.habits.plurals) || utf8.RuneCountInString(rest) == 1
}

// parts judges a word with hyphens by its parts; what it must be able to do, the
// first must.
func (j judge) parts(word string, fits fit) bool {
	for i, part := range strings.Split(word, "-") {
		if i > 0 {
			fits = nil
		}
		short := utf8.RuneCountInString(part) <= 1
		if !short && !j.whole(part, fits) && !slices.Contains(j.habits.leads, strings.ToLower(part)) && !j.known.has(part, j.habits.plurals) {
			return false
		}
	}
	return true
}

// single looks a word up as it is, and as its capitals allow: a word in capitals
// may lack its accents, one with a first capital that of its first letter.
func (j judge) single(word string, fits fit) bool {
	if w, ok := j.words.Look(word); ok {
		return !w.Forbidden && (fits == nil || fits(w))
	}
	first, size := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return false
	}
	rest := word[size:]
	if rest != "" && strings.ToUpper(rest) == rest {
		return j.shouted(word, fits)
	}
	for _, r := range j.costs.accented(first) {
		if j.freely(string(unicode.ToLower(r))+rest, fits) || j.freely(string(r)+rest, fits) {
			return true
		}
	}
	return false
}

// freely looks up a word whose capitals are not its own.
func (j judge) freely(word string, fits fit) bool {
	w, ok := j.words.Look(word)
	return ok && !w.Forbidden && !w.KeepCase && (fits == nil || fits(w))
}

// shouted judges a word in capitals.
func (j judge) shouted(word string, fits fit) bool {
	low := strings.ToLower(word)
	first, size := utf8.DecodeRuneInString(low)
	if j.freely(low, fits) || j.freely(string(unicode.ToUpper(first))+low[size:], fits) {
		return true
	}
	if !strings.Contains(low, "-") && strings.Contains(low, "oe") && j.freely(strings.ReplaceAll(low, "oe", "œ"), fits) {
		return true
	}
	found := false
	j.near(low, onlyAccents, true, func(_ string, w lexicon.Word, _ uint8) {
		found = found || !w.KeepCase && !w.Forbidden && (fits == nil || fits(w))
	})
	return found
}
