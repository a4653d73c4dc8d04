// Package spell finds misspelled words in French and English posts and offers
// what was meant, without a network. It knows posts: links, hashtags, mentions,
// prices and emoji are no words, names are seldom errors, and a sentence in the
// other language is let pass.
package spell

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"

	"parvis/data/spell/lexicon"
	"parvis/data/text"
)

// Miss is a word that is not known, where it stands in the text in bytes.
type Miss struct {
	text.Span
	Word string // as it is written there; two words when together they would be one
}

// Speller knows the words of one language. It never changes and may be used by
// many goroutines.
type Speller struct {
	words     *lexicon.Lexicon
	input     *strings.Replacer
	output    *strings.Replacer
	compounds []*regexp.Regexp
	habits    habits
	costs     *costs
	edits     *sync.Pool // of *edits, whose memory is worth keeping
	beside    *Speller
}

// Load reads the words of a language, "fr" or "en", from its file
// "dictionaries/fr.lexicon". A language without a file is [fs.ErrNotExist].
func Load(files fs.FS, language string) (*Speller, error) {
	file, err := fs.ReadFile(files, "dictionaries/"+language+".lexicon")
	if err != nil {
		return nil, fmt.Errorf("spell: %w", err)
	}
	words, err := lexicon.Read(file)
	if err != nil {
		return nil, fmt.Errorf("spell: %s: %w", language, err)
	}
	s := &Speller{words: words, input: replacer(words.Input), output: replacer(words.Output), habits: habitsOf(language)}
	for _, pattern := range words.Compounds {
		compound, err := regexp.Compile("^(?:" + pattern + ")$")
		if err != nil {
			return nil, fmt.Errorf("spell: %s: %w", language, err)
		}
		s.compounds = append(s.compounds, compound)
	}
	s.costs = newCosts(words.Tables)
	s.edits = &sync.Pool{New: func() any { return newEdits(s.costs) }}
	return s, nil
}

func replacer(pairs [][2]string) *strings.Replacer {
	var flat []string
	for _, p := range pairs {
		flat = append(flat, p[0], p[1])
	}
	return strings.NewReplacer(flat...)
}

// Language is the language of the words, "fr".
func (s *Speller) Language() string { return s.words.Language }

// Has tells whether a word in lower case is in the dictionary, as [text.Lexicon]
// asks; what a brand knows besides it is not looked at.
func (s *Speller) Has(word string) bool {
	w, found := s.words.Look(s.plainly(word))
	return found && !w.Forbidden
}

// Beside is a speller of the same language for texts that also speak another: what
// is plainly written in the other one is judged by it.
func (s *Speller) Beside(other *Speller) *Speller {
	both := *s
	both.beside = other
	return &both
}

// Check finds the words of a text that are not known, in order and without
// overlaps. Any bytes are allowed; the time grows with the length of the text.
func (s *Speller) Check(text string, known Known) []Miss {
	return s.NewSession(known).Check(text)
}
