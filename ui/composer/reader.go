package composer

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"parvis/data/spell"
	"parvis/data/text"
)

// remarkKind says what a remark is about.
type remarkKind int

const (
	misspelt remarkKind = iota // a word that no dictionary has
	language                   // agreement, words that sound alike
	setting                    // typography
)

// remark is a stretch of a text that may be a mistake.
type remark struct {
	text.Span
	kind remarkKind
	was  string // as it is written
	slip text.Slip
	// unseen: worth mending, not worth underlining.
	unseen bool
}

// reader reads texts for their spelling, language and typography. Its methods
// may be called from any goroutine and take a while: the dictionaries are read
// with the first text.
type reader struct {
	files fs.FS

	mu       sync.Mutex
	spellers map[string]*spell.Speller // by language; nil where there is none
	sessions map[string]*spell.Session
	names    []string // that the sessions know
	unseen   map[string]bool
}

func newReader(files fs.FS) *reader {
	r := &reader{files: files, spellers: map[string]*spell.Speller{}, unseen: map[string]bool{}}
	for _, rule := range text.Rules() {
		r.unseen[rule.ID] = rule.Invisible
	}
	return r
}

// read finds what may be mistakes in a text of a language, in order and without
// overlaps. spelt tells whether there is a dictionary of it.
func (r *reader) read(lang string, names []string, s string) (found []remark, spelt bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	session, err := r.session(lang, names)
	if err != nil {
		return nil, false, err
	}
	words, err := r.lexicon(lang)
	if err != nil {
		return nil, false, err
	}
	for _, slip := range text.Grammar(lang, s, words) {
		found = append(found, remark{Span: slip.Span, kind: language, was: s[slip.Start:slip.End], slip: slip})
	}
	for _, slip := range text.Typography(lang, s) {
		found = r.add(found, remark{Span: slip.Span, kind: setting, was: s[slip.Start:slip.End], slip: slip, unseen: r.unseen[slip.Rule]})
	}
	if session != nil {
		for _, miss := range session.Check(s) {
			found = r.add(found, remark{Span: miss.Span, kind: misspelt, was: miss.Word})
		}
	}
	slices.SortFunc(found, func(a, b remark) int { return a.Start - b.Start })
	return found, session != nil, nil
}

// add puts a remark to others unless one of them is about the same place; what
// cannot be seen gives way to what can.
func (r *reader) add(found []remark, one remark) []remark {
	beside := func(f remark) bool { return one.Start < f.End && f.Start < one.End }
	if one.unseen && slices.ContainsFunc(found, beside) || slices.ContainsFunc(found, func(f remark) bool { return !f.unseen && beside(f) }) {
		return found
	}
	return append(slices.DeleteFunc(found, beside), one)
}

// suggest gives what may have been meant by a word, the likeliest first.
func (r *reader) suggest(lang string, names []string, word string) ([]string, error) {
	const most = 5
	r.mu.Lock()
	defer r.mu.Unlock()
	session, err := r.session(lang, names)
	if session == nil || err != nil {
		return nil, err
	}
	return session.Suggest(word, most), nil
}

// session is what checks a language, with the other one beside; nil where there
// is no dictionary.
func (r *reader) session(lang string, names []string) (*spell.Session, error) {
	lang = tongue(lang)
	if r.sessions == nil || !slices.Equal(names, r.names) {
		r.names, r.sessions = names, map[string]*spell.Session{}
	}
	if session := r.sessions[lang]; session != nil {
		return session, nil
	}
	speller, err := r.speller(lang)
	if speller == nil || err != nil {
		return nil, err
	}
	other, err := r.speller(map[string]string{"fr": "en", "en": "fr"}[lang])
	if err != nil {
		return nil, err
	}
	if other != nil {
		speller = speller.Beside(other)
	}
	r.sessions[lang] = speller.NewSession(spell.NewKnown(names...))
	return r.sessions[lang], nil
}

// tongue is a language without its country.
func tongue(lang string) string {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	return lang
}

// lexicon is the dictionary of a language for the rules of grammar; nil where
// there is none.
func (r *reader) lexicon(lang string) (text.Lexicon, error) {
	s, err := r.speller(tongue(lang))
	if s == nil || err != nil {
		return nil, err
	}
	return s, nil
}

func (r *reader) speller(lang string) (*spell.Speller, error) {
	if s, asked := r.spellers[lang]; asked {
		return s, nil
	}
	s, err := spell.Load(r.files, lang)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	r.spellers[lang] = s
	return s, nil
}
