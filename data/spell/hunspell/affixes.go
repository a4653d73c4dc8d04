// Package hunspell reads dictionaries in the form of Hunspell, a file of affix
// rules (index.aff) and a file of stems with flags (index.dic), and gives every
// form that they allow. It knows what the published French and English
// dictionaries use and refuses what it does not know, so that no rule is passed
// over in silence. The meaning of each rule is that of hunspell(5).
package hunspell

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Affixes is what a file of affix rules says.
type Affixes struct {
	Replacements [][2]string // REP: what people write and what they mean; "^", "$" bind to the ends, "_" is a space
	Alike        []string    // MAP: letters that are taken for each other, a group a string
	Keys         []string    // KEY: letters beside each other on the keyboard, a row a string
	Input        [][2]string // ICONV: what is replaced in a word before it is looked up
	Output       [][2]string // OCONV: what is replaced in a suggestion before it is shown

	long                                      bool // FLAG long: a flag is two characters
	needAffix, forbidden, keepCase, noSuggest string
	onlyInCompound, circumfix                 string
	compoundRules                             []string
	prefixes, suffixes                        map[string]*class
}

// class is every rule of one flag.
type class struct {
	cross bool // may stand together with an affix at the other end
	rules []rule
}

// rule takes strip off one end of a word and puts add there, if the word meets
// the condition.
type rule struct {
	strip, add string
	next       []string // flags that hold for what comes out
	condition  []letters
}

// letters is one place of a condition: any of a set, or any but those of it.
type letters struct {
	set string
	not bool
}

func (l letters) holds(r rune) bool { return strings.ContainsRune(l.set, r) != l.not }

// SyntaxError says which line of a file cannot be read, and why.
type SyntaxError struct {
	Line int // counted from 1
	Why  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("hunspell: line %d: %s", e.Line, e.Why) }

// longestLine is the longest line that is read, in bytes.
const longestLine = 1 << 20

// ReadAffixes reads a file of affix rules in UTF-8. What is wrong with it is told
// by a [SyntaxError].
func ReadAffixes(file io.Reader) (*Affixes, error) {
	a := &Affixes{prefixes: map[string]*class{}, suffixes: map[string]*class{}}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		words := strings.Fields(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		if why := a.line(words[0], words[1:]); why != "" {
			return nil, &SyntaxError{Line: n, Why: why}
		}
	}
	return a, lines.Err()
}

// line reads one line and says what is wrong with it, "" if nothing is.
func (a *Affixes) line(command string, words []string) (why string) {
	if len(words) == 0 && command != "FULLSTRIP" {
		return command + " without a value"
	}
	switch command {
	case "SET":
		if words[0] != "UTF-8" {
			return "only UTF-8 is read"
		}
	case "FLAG":
		a.long = words[0] == "long"
		if !a.long {
			return "flags of kind " + words[0] + " are not known"
		}
	case "PFX":
		return a.affix(a.prefixes, words, true)
	case "SFX":
		return a.affix(a.suffixes, words, false)
	case "REP", "ICONV", "OCONV":
		return a.pair(command, words)
	case "MAP":
		a.Alike = appendRow(a.Alike, words)
	case "COMPOUNDRULE":
		a.compoundRules = appendRow(a.compoundRules, words)
	case "KEY":
		a.Keys = strings.Split(words[0], "|")
	case "NEEDAFFIX", "FORBIDDENWORD", "KEEPCASE", "NOSUGGEST", "ONLYINCOMPOUND", "CIRCUMFIX":
		*a.special(command) = words[0]
	case "FULLSTRIP", "TRY", "WORDCHARS", "BREAK", "COMPOUNDMIN":
		// FULLSTRIP always holds here. The others say how a program cuts texts and
		// tries letters, which data/spell has rules of its own for.
	default:
		return command + " is not known"
	}
	return ""
}

func (a *Affixes) special(command string) *string {
	return map[string]*string{
		"NEEDAFFIX": &a.needAffix, "FORBIDDENWORD": &a.forbidden, "KEEPCASE": &a.keepCase,
		"NOSUGGEST": &a.noSuggest, "ONLYINCOMPOUND": &a.onlyInCompound, "CIRCUMFIX": &a.circumfix,
	}[command]
}

// appendRow adds a row of a table, whose first line only says how many follow.
func appendRow(rows, words []string) []string {
	if _, err := strconv.Atoi(words[0]); err == nil {
		return rows
	}
	return append(rows, words[0])
}

func (a *Affixes) pair(command string, words []string) (why string) {
	if _, err := strconv.Atoi(words[0]); err == nil && len(words) == 1 {
		return ""
	}
	if len(words) != 2 {
		return command + " needs two words"
	}
	table := map[string]*[][2]string{"REP": &a.Replacements, "ICONV": &a.Input, "OCONV": &a.Output}[command]
	*table = append(*table, [2]string{words[0], words[1]})
	return ""
}

// affix reads the head of a class, "S Y 4", or one of its rules, "S y ies [^aeiou]y".
func (a *Affixes) affix(classes map[string]*class, words []string, prefix bool) (why string) {
	if len(words) < 3 {
		return "an affix needs a flag and two values"
	}
	known := classes[words[0]]
	if known == nil {
		classes[words[0]] = &class{cross: words[1] == "Y"}
		return ""
	}
	r := rule{strip: strings.TrimPrefix(words[1], "0")}
	add, next, _ := strings.Cut(words[2], "/")
	r.add = strings.TrimPrefix(add, "0")
	if r.next, why = a.flags(next); why != "" {
		return why
	}
	pattern := "."
	if len(words) > 3 {
		pattern = words[3]
	}
	if r.condition, why = condition(pattern); why != "" {
		return why
	}
	known.rules = append(known.rules, r)
	return ""
}

// flags cuts what stands behind the slash into single flags.
func (a *Affixes) flags(s string) (flags []string, why string) {
	size := 1
	if a.long {
		size = 2
	}
	for all := []rune(s); len(all) > 0; all = all[size:] {
		if len(all) < size {
			return nil, "half a flag in " + s
		}
		flag := string(all[:size])
		if flag == a.circumfix {
			return nil, "circumfixes are not known"
		}
		flags = append(flags, flag)
	}
	return flags, ""
}

// condition reads a pattern like "[^aeiou]y".
func condition(pattern string) (all []letters, why string) {
	if pattern == "." {
		return nil, ""
	}
	for pattern != "" {
		if pattern[0] != '[' {
			r, size := utf8.DecodeRuneInString(pattern)
			all = append(all, letters{set: string(r)})
			if r == '.' {
				all[len(all)-1] = letters{not: true}
			}
			pattern = pattern[size:]
			continue
		}
		set, rest, closed := strings.Cut(pattern[1:], "]")
		if !closed || set == "" {
			return nil, "a set in a condition does not end"
		}
		all = append(all, letters{set: strings.TrimPrefix(set, "^"), not: set[0] == '^'})
		pattern = rest
	}
	return all, ""
}
