// Package lexicon keeps every right form of a language in one small automaton,
// which is looked up and walked in the bytes of its file, without unpacking.
package lexicon

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/vellum"
)

// Tables is what a lexicon knows besides its words.
type Tables struct {
	Language     string      // ISO 639-1: "fr"
	Source       string      // the dictionary it was made from, "dictionary-fr 3.0.0"
	Particles    []string    // what may stand before a word with an apostrophe, "l'"; at most 32
	Compounds    []string    // regular expressions of words that are joined without limit: "21st"
	Replacements [][2]string // what people write and what they mean; "^", "$" bind to the ends, "_" is a space
	Alike        []string    // groups of letters that are taken for each other
	Keys         []string    // rows of letters beside each other on the keyboard
	Input        [][2]string // what is replaced in a word before it is looked up
	Output       [][2]string // what is replaced in a suggestion before it is shown
}

// Word is what is known of a form.
type Word struct {
	Particles uint32 // bit i: it may stand behind Tables.Particles[i]
	Rank      uint8  // how common it is: 0 for a word that was not met, one more for each doubling of its count
	Forbidden bool   // wrong, although something else allows it
	KeepCase  bool   // only with these capitals
	NoSuggest bool   // right, yet never offered
}

// Lexicon is a file of words. It never changes and may be used by many goroutines.
type Lexicon struct {
	Tables
	classes []Word
	words   *vellum.FST
}

// magic ends in a zero, so that nobody takes the file for text and mends its ends
// of lines.
const magic = "parvis-lexicon 1\n\x00"

// head stands before the automaton, as JSON. The number that the automaton gives a
// word is its place in Classes.
type head struct {
	Tables
	Classes []Word
	Sum     uint32 // CRC-32 of the automaton (IEEE)
}

// Write makes the file of a lexicon. The same words and tables give the same bytes.
func Write(w io.Writer, tables Tables, words map[string]Word) error {
	h := head{Tables: tables, Classes: classes(words)}
	place := map[Word]uint64{}
	for i, c := range h.Classes {
		place[c] = uint64(i)
	}
	var automaton bytes.Buffer
	b, err := vellum.New(&automaton, nil)
	if err != nil {
		return err
	}
	for _, word := range slices.Sorted(maps.Keys(words)) {
		if err := b.Insert([]byte(word), place[words[word]]); err != nil {
			return fmt.Errorf("lexicon: %q: %w", word, err)
		}
	}
	if err := b.Close(); err != nil {
		return err
	}
	h.Sum = crc32.ChecksumIEEE(automaton.Bytes())
	lead, err := json.Marshal(h)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n%s", magic, lead, automaton.Bytes())
	return err
}

// classes are the different sorts of words, the most frequent first, so that most
// numbers in the automaton are small.
func classes(words map[string]Word) []Word {
	count := map[Word]int{}
	for _, w := range words {
		count[w]++
	}
	return slices.SortedFunc(maps.Keys(count), func(a, b Word) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
	})
}

// Read takes a lexicon from its file, whose bytes it keeps. A file that is none, or
// is damaged, is refused.
func Read(file []byte) (*Lexicon, error) {
	rest, ok := bytes.CutPrefix(file, []byte(magic))
	lead, automaton, cut := bytes.Cut(rest, []byte{'\n'})
	if !ok || !cut {
		return nil, fmt.Errorf("lexicon: %d bytes are no lexicon of format %q", len(file), magic[:len(magic)-2])
	}
	var h head
	if err := json.Unmarshal(lead, &h); err != nil {
		return nil, fmt.Errorf("lexicon: its head: %w", err)
	}
	if crc32.ChecksumIEEE(automaton) != h.Sum {
		return nil, fmt.Errorf("lexicon: the words of %q are damaged", h.Language)
	}
	words, err := vellum.Load(automaton)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	return &Lexicon{Tables: h.Tables, classes: h.Classes, words: words}, nil
}

// Len is how many words there are.
func (l *Lexicon) Len() int { return l.words.Len() }

// Look finds a word as it is written here, with its capitals.
func (l *Lexicon) Look(word string) (Word, bool) {
	class, ok, err := l.words.Get([]byte(word))
	if err != nil || !ok || class >= uint64(len(l.classes)) {
		return Word{}, false
	}
	return l.classes[class], true
}

// Walk gives every word that an automaton accepts, in order of bytes, with the
// distance that the automaton says.
func (l *Lexicon) Walk(with vellum.FuzzyAutomaton, give func(word string, w Word, distance uint8)) {
	found, err := l.words.Search(with, nil, nil)
	for err == nil {
		word, class := found.Current()
		if class < uint64(len(l.classes)) {
			give(string(word), l.classes[class], found.EditDistance())
		}
		err = found.Next()
	}
}
