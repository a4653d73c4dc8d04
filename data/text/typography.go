package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typography finds where a text breaks the rules of typography of a language,
// given as a BCP 47 tag: French and English are known, and the variants fr-CA
// (no space before ; ! ?) and fr-CH (thousands are written as they are). For any
// other language the answer is empty.
//
// French spaces: a narrow no-break space (U+202F) before ; ! ? and inside « »,
// a no-break space (U+00A0) before : % € $ £; either is accepted where the other is
// asked for (Imprimerie nationale, Lexique des règles typographiques; for fr-CA,
// Office québécois de la langue française, Banque de dépannage linguistique).
// Links, hashtags, mentions, emoticons, times, ratios and scores are left alone.
//
// The slips are in order and do not overlap. A text in which all are mended has
// none.
func Typography(lang, text string) []Slip {
	language, region, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	if language != "fr" && language != "en" {
		return nil
	}
	p := proof{text: text, french: language == "fr", quebec: region == "ca", swiss: region == "ch"}
	p.tokens = read(text, p.french)
	p.pair()
	for i := range p.tokens {
		if p.tokens[i].kind != tokenGap {
			p.check(i)
		}
	}
	return p.slips
}

// proof is a text that is being checked.
type proof struct {
	text                  string
	french, quebec, swiss bool
	tokens                []token
	slips                 []Slip
}

// owner says which neighbour of a wrong space is underlined with it.
type owner uint8

const (
	ownsNothing owner = iota
	ownsLeft
	ownsRight
)

// spacing is how two tokens should be apart.
type spacing struct {
	want  string
	rule  string // without its language; "" when they are as they should be
	owner owner
	sure  bool
}

// check looks at one token and the space before it.
func (p *proof) check(i int) {
	t := p.tokens[i]
	mend, rule, sure := p.token(i)
	left, gap := p.before(i)
	s := p.spacing(left, i, gap)
	if s.rule != "" && s.want == gap {
		s.rule = ""
	}
	if s.rule != "" {
		switch s.owner {
		case ownsLeft:
			p.extendLeft(left, len(gap), s)
		case ownsNothing:
			p.slips = append(p.slips, Slip{Span{t.Start - len(gap), t.Start}, p.id(s.rule), s.want, s.sure})
		case ownsRight:
			if rule != "" {
				s.rule, s.sure = rule, s.sure && sure
			}
			p.slips = append(p.slips, Slip{Span{t.Start - len(gap), t.End}, p.id(s.rule), s.want + mend, s.sure})
			return
		}
	}
	if rule != "" {
		p.slips = append(p.slips, Slip{t.Span, p.id(rule), mend, sure})
	}
}

// id is a rule's name with its language.
func (p *proof) id(rule string) string {
	if p.french {
		return "fr_" + rule
	}
	return "en_" + rule
}

// extendLeft puts a wrong space into the slip of the token before it.
func (p *proof) extendLeft(left, gap int, s spacing) {
	l := p.tokens[left]
	if n := len(p.slips); n > 0 && p.slips[n-1].End == l.End {
		last := &p.slips[n-1]
		last.End += gap
		last.Mend += s.want
		return
	}
	sign := p.word(left)
	if s.rule == "elision_space" {
		sign = "’"
	}
	p.slips = append(p.slips, Slip{Span{l.Start, l.End + gap}, p.id(s.rule), sign + s.want, s.sure})
}

// before is the token before one, -1 if none, and the white space between.
func (p *proof) before(i int) (left int, gap string) {
	left = i - 1
	if left >= 0 && p.tokens[left].kind == tokenGap {
		gap = p.word(left)
		left--
	}
	return left, gap
}

// word is a token as it is written, "" for a place outside the text.
func (p *proof) word(i int) string {
	if i < 0 || i >= len(p.tokens) {
		return ""
	}
	return p.text[p.tokens[i].Start:p.tokens[i].End]
}

func (p *proof) is(i int, kind tokenKind) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].kind == kind
}

func (p *proof) role(i int) role {
	if i < 0 || i >= len(p.tokens) {
		return roleNone
	}
	return p.tokens[i].role
}

// ends tells whether nothing follows a sign that belongs to it, as a letter in
// "index?id" and "10:30" does.
func (p *proof) ends(i int) bool {
	i++
	if i >= len(p.tokens) || p.tokens[i].kind == tokenGap || p.tokens[i].kind == tokenOther {
		return true
	}
	switch p.role(i) {
	case closeGuillemet, closeInner, closeBracket:
		return true
	}
	switch p.word(i)[0] {
	case '!', '?', ',', '.', ';':
		return true
	}
	return strings.HasPrefix(p.word(i), "…")
}

// spoken tells whether a token is something that a sign of punctuation can follow.
func (p *proof) spoken(i int) bool {
	if i < 0 {
		return false
	}
	switch t := p.tokens[i]; {
	case t.kind == tokenWord, t.kind == tokenNumber:
		return true
	case t.kind == tokenShield:
		return strings.IndexByte("@#", p.text[t.Start]) >= 0 || strings.HasPrefix(p.text[t.Start:], "＃")
	case t.role == closeGuillemet, t.role == closeInner, t.role == closeBracket:
		return true
	case t.kind == tokenMark:
		w, _, _ := p.token(i)
		return w == "%" || w == "€" || w == "$" || w == "£" || p.french && ellipsis(w)
	}
	return false
}

// role is what a sign that comes in pairs does in its text.
type role uint8

const (
	roleNone role = iota
	openGuillemet
	closeGuillemet
	openInner // “ inside « »
	closeInner
	openBracket
	closeBracket
)

// pair gives the signs that come in pairs their roles. What is alone has none.
func (p *proof) pair() {
	var round, square, guillemets []int
	from := 0
	for i, t := range p.tokens {
		switch {
		case t.kind == tokenGap:
			if strings.ContainsRune(p.word(i), '\n') {
				p.quotes(from, i)
				from, round, square = i, nil, nil
			}
		case t.kind != tokenMark:
		case p.text[t.Start] == '(':
			round = append(round, i)
		case p.text[t.Start] == '[':
			square = append(square, i)
		case p.text[t.Start] == ')':
			round = p.close(round, i, openBracket, closeBracket)
		case p.text[t.Start] == ']':
			square = p.close(square, i, openBracket, closeBracket)
		case !p.french:
		case p.word(i) == "«":
			guillemets = append(guillemets, i)
		case p.word(i) == "»":
			guillemets = p.close(guillemets, i, openGuillemet, closeGuillemet)
		}
	}
	p.quotes(from, len(p.tokens))
}

// close gives a sign and the last open one their roles.
func (p *proof) close(open []int, i int, opens, closes role) []int {
	if len(open) == 0 {
		return nil
	}
	p.tokens[open[len(open)-1]].role, p.tokens[i].role = opens, closes
	return open[:len(open)-1]
}

// quotes gives the straight quotes of a French line their roles, all or none: what
// does not open and close as it should is left alone, such as the inches of 15".
func (p *proof) quotes(from, to int) {
	if !p.french || strings.IndexByte(p.text[p.start(from):p.start(to)], '"') < 0 {
		return
	}
	var found []int
	var roles []role
	depth, guillemets := 0, 0
	for i := from; i < to; i++ {
		switch word := p.word(i); word {
		case "«", "»":
			if p.role(i) == roleNone {
				return
			}
			if guillemets++; word == "»" {
				guillemets = max(0, guillemets-2)
			}
		case `"`:
			opens, closes := p.clear(i)
			inner := guillemets > 0 || depth == 2 || depth == 1 && opens
			switch {
			case depth > 0 && !opens:
				depth--
				roles = append(roles, [2]role{closeGuillemet, closeInner}[truth(inner)])
			case closes || depth == 2 || depth == 1 && guillemets > 0:
				return
			default:
				depth++
				roles = append(roles, [2]role{openGuillemet, openInner}[truth(inner)])
			}
			found = append(found, i)
		}
	}
	if depth != 0 {
		return
	}
	for n, i := range found {
		p.tokens[i].role = roles[n]
	}
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// start is where a token begins, the end of the text for one behind it.
func (p *proof) start(i int) int {
	if i < len(p.tokens) {
		return p.tokens[i].Start
	}
	return len(p.text)
}

// clear tells whether a straight quote can only open or can only close, by the
// spaces beside it.
func (p *proof) clear(i int) (opens, closes bool) {
	before, _ := utf8.DecodeLastRuneInString(p.text[:p.tokens[i].Start])
	after, _ := utf8.DecodeRuneInString(p.text[p.tokens[i].End:])
	apart := i == 0 || unicode.IsSpace(before) || strings.ContainsRune("([’'«\"", before)
	ends := i == len(p.tokens)-1 || unicode.IsSpace(after) || strings.ContainsRune(")],.;:!?…»\"", after)
	return apart && !ends, ends && !apart
}
