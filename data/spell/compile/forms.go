package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"unicode"

	"parvis/data/spell/hunspell"
	"parvis/data/spell/lexicon"
)

// own holds words of the trade that the dictionaries do not have, a list a
// language, of our writing.
//
//go:embed words.*.txt
var own embed.FS

// ourWords is the list of a language, "" when there is none.
func ourWords(language string) string {
	list, err := own.ReadFile("words." + language + ".txt")
	if err != nil {
		return ""
	}
	return string(list)
}

// forms gathers what is known of each word.
type forms struct {
	words     map[string]lexicon.Word
	particles []string
}

// add joins a form to what is known of its word: it is bound to its capitals, or
// not offered, only when each of its forms is.
func (f *forms) add(form hunspell.Form) {
	w, known := f.words[form.Word]
	if !known {
		w = lexicon.Word{KeepCase: true, NoSuggest: true}
	}
	if form.Particle != "" {
		w.Particles |= 1 << f.particle(form.Particle)
	}
	w.KeepCase = w.KeepCase && form.KeepCase
	w.NoSuggest = w.NoSuggest && form.NoSuggest
	w.Forbidden = w.Forbidden || form.Forbidden
	f.words[form.Word] = w
}

// addOwn adds a word of ours. One that begins with a vowel or h stands behind the
// particles that nouns do, if the language has them.
func (f *forms) addOwn(word string) {
	f.add(hunspell.Form{Word: word})
	vowel := strings.ContainsAny(strings.ToLower(word[:1]), "aeiouh") || strings.HasPrefix(word, "é")
	for _, p := range []string{"l'", "d'", "qu'"} {
		if vowel && slices.Contains(f.particles, p) {
			f.add(hunspell.Form{Word: word, Particle: p})
		}
	}
}

func (f *forms) particle(p string) int {
	if at := slices.Index(f.particles, p); at >= 0 {
		return at
	}
	f.particles = append(f.particles, p)
	return len(f.particles) - 1
}

// rank gives each word the rank of its count, as it is written with its capitals.
func (f *forms) rank(counts map[string]int) {
	for word, w := range f.words {
		w.Rank = uint8(bits.Len(uint(counts[word])))
		f.words[word] = w
	}
}

// count counts the words of one column of tab-separated sentences, packed with
// gzip. A capital at the beginning of a sentence is not the word's own.
func count(packed []byte, column int) (map[string]int, error) {
	file, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("the texts: %w", err)
	}
	counts := map[string]int{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		columns := strings.Split(lines.Text(), "\t")
		if len(columns) <= column {
			continue
		}
		for i, word := range strings.FieldsFunc(columns[column], betweenWords) {
			if i == 0 {
				word = strings.ToLower(word)
			}
			word = strings.ReplaceAll(word, "’", "'")
			counts[word]++
			for rest := word; strings.Contains(rest, "'"); {
				if _, rest, _ = strings.Cut(rest, "'"); len(rest) > len("ll") {
					counts[rest]++
				}
			}
		}
	}
	return counts, lines.Err()
}

func betweenWords(r rune) bool {
	return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-'
}
