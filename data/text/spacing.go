package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineBreaks are the spaces that no rule touches: tabs draw columns.
const lineBreaks = "\n\r\t\v\f\u0085\u2028\u2029"

// spacingRules are asked one after the other; the first that knows the place is right.
var spacingRules = []func(p *proof, left, i int, gap string) (spacing, bool){
	(*proof).insideGuillemets, (*proof).beforeHigh, (*proof).beforeLow, (*proof).beforeUnit, (*proof).insideBrackets,
	(*proof).afterComma, (*proof).afterStop, (*proof).elision, (*proof).thousands,
}

// spacing says how a token should be apart from the one before it.
func (p *proof) spacing(left, i int, gap string) spacing {
	if left < 0 || strings.ContainsAny(gap, lineBreaks) {
		return spacing{}
	}
	for _, rule := range spacingRules {
		if s, ok := rule(p, left, i, gap); ok {
			return s
		}
	}
	if utf8.RuneCountInString(gap) > 1 {
		return spacing{" ", "double_space", ownsNothing, true}
	}
	return spacing{}
}

// fixed asks for a no-break space. Both widths are good.
func (p *proof) fixed(want, gap string, owner owner) (spacing, bool) {
	switch gap {
	case noBreak, narrow:
		return spacing{}, true
	case "":
		return spacing{want, "space_missing", owner, true}, true
	}
	return spacing{want, "space_breaking", owner, true}, true
}

func (p *proof) insideGuillemets(left, i int, gap string) (spacing, bool) {
	switch {
	case p.role(left) == openGuillemet:
		return p.fixed(narrow, gap, ownsLeft)
	case p.role(i) == closeGuillemet:
		return p.fixed(narrow, gap, ownsRight)
	case p.role(left) == openInner:
		return spacing{"", "guillemets", ownsLeft, true}, true
	case p.role(i) == closeInner:
		return spacing{"", "guillemets", ownsRight, true}, true
	}
	return spacing{}, false
}

// beforeHigh is about ; : ! ? in French.
func (p *proof) beforeHigh(left, i int, gap string) (spacing, bool) {
	sign := p.word(i)
	if !p.french || p.tokens[i].kind != tokenMark || strings.IndexByte(";:!?", sign[0]) < 0 || !p.ends(i) {
		return spacing{}, false
	}
	switch l := p.tokens[left]; {
	case l.role == openBracket, l.kind == tokenMark && !p.spoken(left), l.kind == tokenShield && !p.spoken(left),
		gap == "" && !p.spoken(left), p.technical(left, sign):
		return spacing{}, true
	}
	if sign == ":" {
		return p.fixed(noBreak, gap, ownsRight)
	}
	if p.quebec {
		ok := gap == "" || gap == narrow
		return spacing{"", map[bool]string{false: "space_before"}[ok], ownsRight, true}, true
	}
	return p.fixed(narrow, gap, ownsRight)
}

// technical tells whether a sign belongs to the word before it by other rules:
// "http:" and "&amp;".
func (p *proof) technical(left int, sign string) bool {
	switch strings.ToLower(p.word(left)) {
	case "http", "https", "mailto":
		return sign == ":"
	}
	return sign == ";" && left > 0 && p.word(left-1) == "&"
}

// beforeLow is about the signs that no space may precede: , and . and the
// suspension points, in English ; : ! ? too.
func (p *proof) beforeLow(left, i int, gap string) (spacing, bool) {
	if gap == "" || p.tokens[i].kind != tokenMark || !p.spoken(left) {
		return spacing{}, false
	}
	sign, _, _ := p.token(i)
	if !p.ends(i) && (sign != "," || !p.is(i+1, tokenWord)) {
		return spacing{}, false
	}
	if dots := strings.Trim(sign, ".…") == ""; dots && strings.Trim(p.word(left), ".…") == "" {
		return spacing{}, false // they would become one run
	}
	low := sign == "," || sign == "." || p.french && ellipsis(sign) || !p.french && strings.IndexByte(";:!?", sign[0]) >= 0
	return spacing{"", "space_before", ownsRight, true}, low
}

// ellipsis tells whether a run of dots stands for suspension points. Longer runs
// lead the eye in a list.
func ellipsis(dots string) bool {
	n := utf8.RuneCountInString(dots)
	return strings.Trim(dots, ".…") == "" && n <= 6 && (n >= 3 || strings.Contains(dots, "…"))
}

// beforeUnit is about % and the signs of money in French.
func (p *proof) beforeUnit(left, i int, gap string) (spacing, bool) {
	if !p.french || !p.is(left, tokenNumber) || p.is(i+1, tokenNumber) || p.is(i+1, tokenWord) {
		return spacing{}, false
	}
	switch p.word(i) {
	case "%", "€", "$", "£":
		return p.fixed(noBreak, gap, ownsRight)
	}
	return spacing{}, false
}

func (p *proof) insideBrackets(left, i int, gap string) (spacing, bool) {
	switch {
	case p.role(left) == openBracket && p.role(i) == closeBracket:
		return spacing{}, true
	case p.role(left) == openBracket:
		return spacing{"", "bracket", ownsLeft, true}, true
	case p.role(i) == closeBracket:
		return spacing{"", "bracket", ownsRight, true}, true
	}
	return spacing{}, false
}

// afterComma asks for a space in "pain,beurre", not in "1,5" or "f(x,y)".
func (p *proof) afterComma(left, i int, gap string) (spacing, bool) {
	before, apart := p.before(left)
	ok := gap == "" && (apart == "" || !p.is(i, tokenNumber)) && strings.HasPrefix(p.word(left), ",") && p.is(before, tokenWord) && len(p.word(before)) > 1 &&
		(p.is(i, tokenWord) && len(p.word(i)) > 1 || p.is(i, tokenNumber))
	return spacing{" ", "space_after", ownsLeft, true}, ok
}

// afterStop asks for a space in "demain.Nous", not in "Node.js", "e.g." or "U.S.A".
func (p *proof) afterStop(left, i int, gap string) (spacing, bool) {
	word := p.word(i)
	ok := gap == "" && p.word(left) == "." && p.is(i, tokenWord) && p.is(left-1, tokenWord) && lowerWord(p.word(left-1)) &&
		startsUpper(word) && lowerWord(strings.TrimLeftFunc(word, unicode.IsUpper))
	return spacing{" ", "space_after", ownsLeft, false}, ok
}

// lowerWord tells whether a word has two letters or more and no capital.
func lowerWord(word string) bool {
	return utf8.RuneCountInString(word) > 1 && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLower(r) }) < 0
}

func startsUpper(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// elision closes up "l' été".
func (p *proof) elision(left, i int, gap string) (spacing, bool) {
	ok := p.french && gap != "" && p.is(i, tokenWord) && (p.word(left) == "'" || p.word(left) == "’") &&
		p.is(left-1, tokenWord) && elides(p.word(left-1)) && vowelSound(p.word(i))
	return spacing{"", "elision_space", ownsLeft, true}, ok
}

// vowelSound tells whether a French word may follow an elision.
func vowelSound(word string) bool {
	first, _ := utf8.DecodeRuneInString(strings.ToLower(word))
	return strings.ContainsRune("aeiouyhàâäéèêëîïôöùûüœæ", first)
}

// thousands asks for a fixed space between the groups of a price: "1 200 €".
func (p *proof) thousands(left, i int, gap string) (spacing, bool) {
	if !p.french || !p.is(left, tokenNumber) || !p.is(i, tokenNumber) || gap == "" ||
		len(p.word(left)) > 3 || !p.priceGroup(i) {
		return spacing{}, false
	}
	return p.fixed(narrow, gap, ownsRight)
}

// mostGroups is how many groups of three digits a price has at most.
const mostGroups = 3

// priceGroup tells whether a number is three digits of a price, and what follows
// up to the sign of money as well.
func (p *proof) priceGroup(i int) bool {
	for range mostGroups {
		whole, _, decimals := strings.Cut(p.word(i), ",")
		if !p.is(i, tokenNumber) || len(whole) != 3 || strings.Trim(whole, "0123456789") != "" {
			return false
		}
		i++
		if p.is(i, tokenGap) {
			i++
		}
		if p.word(i) == "€" || decimals {
			return p.word(i) == "€"
		}
	}
	return false
}
