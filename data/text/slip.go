package text

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// Slip is a place where a text breaks a rule of typography or of language.
type Slip struct {
	Span        // never empty, so that it can be underlined
	Rule string // the ID of one of [Rules]
	Mend string // what should stand there instead of the span
	Sure bool   // true when nobody needs to look at it before it is mended
}

// Lexicon tells whether a word, in lower case and with a typographic or an
// ordinary apostrophe, is in a dictionary.
type Lexicon interface{ Has(word string) bool }

// Mend writes what every slip says in place of its span. The slips may be in any
// order; one that overlaps another which begins before it, or that does not lie
// in the text, is left out.
func Mend(text string, slips []Slip) string {
	var out strings.Builder
	at := 0
	for _, s := range ordered(slips) {
		if s.Start < at || s.End < s.Start || s.End > len(text) {
			continue
		}
		out.WriteString(text[at:s.Start])
		out.WriteString(s.Mend)
		at = s.End
	}
	out.WriteString(text[at:])
	return out.String()
}

// Sure are the slips that may be mended all at once without a look.
func Sure(slips []Slip) []Slip {
	return slices.DeleteFunc(slices.Clone(slips), func(s Slip) bool { return !s.Sure })
}

// ordered is a copy by the places in the text; of two in one place the one that
// was found first is first.
func ordered(slips []Slip) []Slip {
	slips = slices.Clone(slips)
	slices.SortStableFunc(slips, func(a, b Slip) int { return cmp.Compare(a.Start, b.Start) })
	return slips
}

// Rule is what a slip breaks, and who says so.
type Rule struct {
	ID     string // begins with "fr_" or "en_"
	Source string // a work and where to look in it, in the language of the rule
	// Read is the address at which the rule was looked up on [ReadOn]: the source's
	// own page, or one that quotes it or says the same. "" when none was found, so
	// that the source is named from memory.
	Read string
	// Invisible rules are about a space that looks right until a line ends there:
	// worth mending, not worth underlining.
	Invisible bool
}

// ReadOn is the day on which the rules were looked up at their sources.
const ReadOn = "2026-11-22"

// Site is the name of the place at which the rule was read, such as "larousse.fr";
// "" for a rule whose source is named from memory.
func (r Rule) Site() string {
	at, err := url.Parse(r.Read)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(at.Hostname(), "www.")
}

// Why is the key of the sentence that explains the rule, in the catalogue slips.
func (r Rule) Why() string { return "slips." + r.ID + ".why" }

// Rules is every rule that [Typography] and [Grammar] know, French first.
func Rules() []Rule { return slices.Concat(frenchRules, englishRules) }

// Advice is the key of the sentence that says how a slip found in a text is
// mended, in the catalogue slips; its placeholder Mend is what will stand there.
func (s Slip) Advice(text string) string {
	found := text[s.Start:s.End]
	switch bare := strings.NewReplacer(" ", "", noBreak, "", narrow, ""); {
	case s.Mend == "":
		return "slips.mend.remove"
	case bare.Replace(found) != bare.Replace(s.Mend):
		return "slips.mend.write"
	case len(found) > len(s.Mend) && !strings.Contains(s.Mend, noBreak) && !strings.Contains(s.Mend, narrow):
		return "slips.mend.close"
	case strings.Contains(s.Mend, noBreak) || strings.Contains(s.Mend, narrow):
		return "slips.mend.fixed"
	}
	return "slips.mend.space"
}

const (
	noBreak = "\u00a0" // a space at which no line ends
	narrow  = "\u202f" // the same, narrow
)
