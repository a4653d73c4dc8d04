package hunspell

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Form is a word as it may be written.
type Form struct {
	Word      string
	Particle  string // "l'" when the word may stand behind it, which another Form says for each; "" for the word alone
	Forbidden bool   // it is wrong, whatever else allows it
	KeepCase  bool   // its capitals are part of it
	NoSuggest bool   // right, yet never offered
}

// Forms gives every form of a file of stems to give, many of them more than once.
// Elisions are not spelled out: "l'eau" comes as "eau" with a particle. What is
// wrong with the file is told by a [SyntaxError].
func (a *Affixes) Forms(file io.Reader, give func(Form)) error {
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if n == 1 { // how many follow
			continue
		}
		stem, flags, why := a.stem(lines.Text())
		if why != "" {
			return &SyntaxError{Line: n, Why: why}
		}
		if stem != "" && !slices.Contains(flags, a.onlyInCompound) {
			a.expand(stem, flags, give)
		}
	}
	return lines.Err()
}

// stem reads one line of a file of stems, "word/flags" with anything behind a tab.
func (a *Affixes) stem(line string) (word string, flags []string, why string) {
	line, _, _ = strings.Cut(strings.TrimSpace(line), "\t")
	if !utf8.ValidString(line) {
		return "", nil, "not UTF-8"
	}
	word, after, _ := strings.Cut(line, "/")
	flags, why = a.flags(after)
	return word, flags, why
}

// branch is a word that a suffix made.
type branch struct {
	word  string
	cross bool     // the suffix may stand together with a prefix of the stem
	next  []string // flags that the suffix brought
}

func (a *Affixes) expand(stem string, flags []string, give func(Form)) {
	a.give(stem, flags, give)
	for _, once := range a.suffixed(stem, flags) {
		inherited := a.inherited(flags, once.cross)
		a.give(once.word, slices.Concat(inherited, once.next), give)
		for _, twice := range a.suffixed(once.word, once.next) {
			a.give(twice.word, slices.Concat(inherited, twice.next), give)
		}
	}
}

// suffixed is what the suffixes among the flags make of a word.
func (a *Affixes) suffixed(word string, flags []string) (all []branch) {
	for _, flag := range flags {
		c := a.suffixes[flag]
		if c == nil {
			continue
		}
		for _, r := range c.rules {
			if out, ok := r.atEnd(word); ok {
				all = append(all, branch{word: out, cross: c.cross, next: r.next})
			}
		}
	}
	return all
}

// inherited are the flags of a stem that still hold when it has a suffix.
func (a *Affixes) inherited(flags []string, cross bool) []string {
	return slices.DeleteFunc(slices.Clone(flags), func(flag string) bool {
		prefix := a.prefixes[flag]
		return flag == a.needAffix || prefix != nil && !(cross && prefix.cross)
	})
}

// give hands out a word alone and with each of its prefixes.
func (a *Affixes) give(word string, flags []string, give func(Form)) {
	has := func(flag string) bool { return flag != "" && slices.Contains(flags, flag) }
	form := Form{Word: word, Forbidden: has(a.forbidden), KeepCase: has(a.keepCase), NoSuggest: has(a.noSuggest)}
	if !has(a.needAffix) {
		give(form)
	}
	for _, flag := range flags {
		c := a.prefixes[flag]
		if c == nil {
			continue
		}
		for _, r := range c.rules {
			if out, ok := r.atStart(word); ok {
				a.prefixed(form, out, r, give)
			}
		}
	}
}

// prefixed hands out a word with a prefix, and with the suffixes that the prefix
// brings. What ends in an apostrophe is a particle; one followed by the capital of
// the letter it took away only says how titles are written, and is left out.
func (a *Affixes) prefixed(form Form, out string, r rule, give func(Form)) {
	particle := ""
	if at := strings.LastIndexByte(r.add, '\''); at >= 0 {
		var rest string
		particle, rest = r.add[:at+1], r.add[at+1:]
		if r.strip != "" && strings.ToLower(rest) == r.strip {
			return
		}
	}
	form.Word, form.Particle = out[len(particle):], strings.ToLower(particle)
	give(form)
	for _, b := range a.suffixed(form.Word, r.next) {
		form.Word = b.word
		give(form)
	}
}

// atEnd is what a rule for suffixes makes of a word, and whether it may.
func (r rule) atEnd(word string) (string, bool) {
	if !strings.HasSuffix(word, r.strip) {
		return "", false
	}
	rest := word
	for _, l := range slices.Backward(r.condition) {
		last, size := utf8.DecodeLastRuneInString(rest)
		if size == 0 || !l.holds(last) {
			return "", false
		}
		rest = rest[:len(rest)-size]
	}
	return word[:len(word)-len(r.strip)] + r.add, true
}

// atStart is what a rule for prefixes makes of a word, and whether it may.
func (r rule) atStart(word string) (string, bool) {
	if !strings.HasPrefix(word, r.strip) {
		return "", false
	}
	rest := word
	for _, l := range r.condition {
		first, size := utf8.DecodeRuneInString(rest)
		if size == 0 || !l.holds(first) {
			return "", false
		}
		rest = rest[size:]
	}
	return r.add + word[len(r.strip):], true
}

// Compounds gives a regular expression for each rule by which stems of a file may
// be joined without limit: "21st", "112th".
func (a *Affixes) Compounds(file io.Reader) ([]string, error) {
	parts := map[string][]string{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		stem, flags, why := a.stem(lines.Text())
		if why != "" {
			return nil, &SyntaxError{Line: n, Why: why}
		}
		for _, flag := range flags {
			if strings.Contains(strings.Join(a.compoundRules, ""), flag) {
				parts[flag] = append(parts[flag], regexp.QuoteMeta(stem))
			}
		}
	}
	var all []string
	for _, compound := range a.compoundRules {
		var pattern strings.Builder
		for _, flag := range compound {
			switch {
			case flag == '*' || flag == '?':
				pattern.WriteRune(flag)
			case parts[string(flag)] == nil:
				return nil, fmt.Errorf("hunspell: rule %s joins stems with flag %c, and there are none", compound, flag)
			default:
				fmt.Fprintf(&pattern, "(?:%s)", strings.Join(parts[string(flag)], "|"))
			}
		}
		all = append(all, pattern.String())
	}
	return all, lines.Err()
}
