package text

import (
	"strings"
	"unicode/utf8"
)

// token says what a token should be by itself; the rule is "" when it is well.
func (p *proof) token(i int) (mend, rule string, sure bool) {
	was := p.word(i)
	switch p.tokens[i].kind {
	case tokenMark:
		mend, rule, sure = p.sign(i, was)
	case tokenWord:
		if p.french {
			mend, rule, sure = p.frenchWord(i, was)
		}
	case tokenNumber:
		if p.french {
			mend, rule, sure = p.price(i, was)
		}
	}
	if rule == "" || mend == was {
		return was, "", true
	}
	return mend, rule, sure
}

func (p *proof) sign(i int, was string) (mend, rule string, sure bool) {
	switch p.role(i) {
	case openGuillemet:
		return "«", "guillemets", true
	case closeGuillemet:
		return "»", "guillemets", true
	case openInner:
		return "“", "guillemets", true
	case closeInner:
		return "”", "guillemets", true
	}
	switch was[0] {
	case '.', 0xE2: // the first byte of "…"
		return p.dots(i, was)
	case ',':
		return ",", "repeat", true
	case '-':
		return p.dash(i, was)
	case '\'':
		if p.french && p.is(i-1, tokenWord) && elides(p.word(i-1)) && (p.role(i+1) == openGuillemet || p.role(i+1) == openInner) {
			return "’", "apostrophe", true
		}
	case '!', '?':
		if !p.french && len(was) > 1 && strings.Trim(was, was[:1]) == "" {
			return was[:1], "repeat", false
		}
	}
	return was, "", true
}

func (p *proof) dots(i int, was string) (mend, rule string, sure bool) {
	if strings.Trim(was, ".…") != "" {
		return was, "", true
	}
	after := p.is(i-1, tokenWord)
	switch {
	case ellipsis(was) && after && strings.EqualFold(p.word(i-1), "etc"):
		return ".", "etc", true
	case ellipsis(was) && p.french && !(strings.Contains(was, "…") && p.is(i+1, tokenWord)):
		return "…", "ellipsis", true
	case was == ".." && after && p.ends(i) && p.french:
		return "…", "ellipsis", false
	case was == ".." && after && p.ends(i):
		return ".", "repeat", false
	}
	return was, "", true
}

// dash makes a dash of hyphens between spaces: two in a row anywhere, one between
// two words that go on in lower case, as in an aside.
func (p *proof) dash(i int, was string) (mend, rule string, sure bool) {
	apart := p.plain(i-1) && p.plain(i+1) && p.is(i-2, tokenWord) && p.is(i+2, tokenWord)
	switch {
	case apart && was == "--":
		return "–", "dash", true
	case apart && was == "-" && p.french && !startsUpper(p.word(i-2)) && !startsUpper(p.word(i+2)):
		return "–", "dash", false
	}
	return was, "", true
}

// plain tells whether a token is an ordinary space, or several that become one.
func (p *proof) plain(i int) bool {
	gap := p.word(i)
	return p.is(i, tokenGap) && (gap == " " || utf8.RuneCountInString(gap) > 1 && !strings.ContainsAny(gap, lineBreaks))
}

// frenchWord mends the apostrophes, ordinals, ligatures and capitals of a word.
func (p *proof) frenchWord(i int, was string) (mend, rule string, sure bool) {
	if ordinal, ok := p.ordinal(i, was); ok {
		return ordinal, "ordinal", true
	}
	mend = was
	if strings.IndexByte(mend, '\'') >= 0 {
		mend, rule = strings.ReplaceAll(mend, "'", "’"), "apostrophe"
	}
	if bound, ok := ligature(mend); ok {
		mend, rule = bound, "ligature"
	}
	if accented, sure := p.capital(i, mend); accented != "" {
		return accented, "capital", sure
	}
	return mend, rule, true
}

// ligature writes œ in the words that have one.
func ligature(word string) (string, bool) {
	if strings.IndexByte(word, 'e') < 0 && strings.IndexByte(word, 'E') < 0 || !containsOE(word) {
		return "", false
	}
	var out strings.Builder
	found := false
	for rest := word; rest != ""; {
		end := strings.IndexFunc(rest, func(r rune) bool { return r == '-' || isApostrophe(r) })
		if end < 0 {
			end = len(rest)
		}
		part := rest[:end]
		if withLigature[strings.ToLower(part)] {
			part = strings.NewReplacer("oe", "œ", "Oe", "Œ", "OE", "Œ").Replace(part)
			found = true
		}
		out.WriteString(part)
		if end < len(rest) {
			_, size := utf8.DecodeRuneInString(rest[end:])
			out.WriteString(rest[end : end+size])
			end += size
		}
		rest = rest[end:]
	}
	return out.String(), found
}

func containsOE(word string) bool {
	for i := range len(word) - 1 {
		if word[i]|0x20 == 'o' && word[i+1]|0x20 == 'e' {
			return true
		}
	}
	return false
}

// ordinal writes the end of an ordinal number: "1er", "1re", "2e", "XXe".
func (p *proof) ordinal(i int, was string) (string, bool) {
	number, end := "", was
	if p.is(i-1, tokenNumber) {
		number = p.word(i - 1)
	} else {
		end = strings.TrimLeft(was, "IVXLC")
		number = was[:len(was)-len(end)]
	}
	if number == "" || strings.Trim(number, "0123456789IVXLC") != "" {
		return "", false
	}
	roman := was[:len(was)-len(end)]
	switch first := number == "1" || number == "I"; {
	case !first && (end == "ème" || end == "eme" || end == "ième" || end == "ieme" || (end == "è" || end == "me") && roman == ""):
		return roman + "e", true
	case !first && (end == "èmes" || end == "emes" || end == "ièmes" || end == "iemes"):
		return roman + "es", true
	case first && end == "ier":
		return roman + "er", true
	case first && (end == "ère" || end == "ere" || end == "ière"):
		return roman + "re", true
	case first && (end == "ères" || end == "eres"):
		return roman + "res", true
	}
	return "", false
}

// capital gives a capital its accent: "École", "À bientôt", "Ça va". It is "" when
// there is none to give.
func (p *proof) capital(i int, was string) (accented string, sure bool) {
	if accented, ok := accentedCapitals[was]; ok {
		return accented, true
	}
	next := p.word(i + 2)
	if was != "A" && was != "Ca" || !p.begins(i) || !p.is(i+1, tokenGap) || strings.ContainsRune(p.word(i+1), '\n') {
		return "", false
	}
	lower := strings.ReplaceAll(strings.ToLower(next), "’", "'")
	switch name := startsUpper(next) && lowerWord(next[1:]); {
	case was == "Ca" && afterCa[lower]:
		return "Ça", true
	case was == "Ca" || !p.is(i+2, tokenNumber) && !p.is(i+2, tokenWord):
		return "", false
	case afterA[lower] || len(lower) > 3 && strings.HasSuffix(lower, "er"):
		return "À", true
	case name || p.is(i+2, tokenNumber):
		return "À", false
	}
	return "", false
}

// begins tells whether a sentence begins with a token.
func (p *proof) begins(i int) bool {
	left, gap := p.before(i)
	if left < 0 || strings.ContainsRune(gap, '\n') || p.tokens[left].kind == tokenOther {
		return true
	}
	return gap != "" && p.tokens[left].kind == tokenMark && strings.Trim(p.word(left), ".…!?«-–—•") == ""
}

// price groups the digits of a price by three and gives it a decimal comma.
func (p *proof) price(i int, was string) (mend, rule string, sure bool) {
	after := i + 1
	if p.is(after, tokenGap) {
		after++
	}
	if p.word(after) != "€" || p.is(i-1, tokenWord) || p.is(after+1, tokenNumber) {
		return was, "", true
	}
	mend = was
	if whole, cents, ok := strings.Cut(was, "."); ok && len(cents) == 2 && digits(whole) && digits(cents) {
		mend, rule = whole+","+cents, "decimal"
	}
	whole, cents, _ := strings.Cut(mend, ",")
	before, _ := p.before(i)
	if p.swiss || p.is(before, tokenNumber) || len(whole) < 4 || len(whole) > 9 || whole[0] == '0' || !digits(whole) || !digits(cents) && cents != "" {
		return mend, rule, true
	}
	grouped := ""
	for len(whole) > 3 {
		grouped = narrow + whole[len(whole)-3:] + grouped
		whole = whole[:len(whole)-3]
	}
	return whole + grouped + mend[len(was)-len(strings.TrimLeft(was, "0123456789")):], "thousands", true
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
