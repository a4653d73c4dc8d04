package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind says what a token of a text is.
type tokenKind uint8

const (
	tokenWord   tokenKind = iota // letters, with digits, apostrophes and hyphens between; in French "l’" is one
	tokenNumber                  // digits and what joins them: "1,50", "18:30"
	tokenGap                     // white space
	tokenMark                    // one ASCII sign or «, », “, ”, …; a run of !? or of . or , or - is one
	tokenShield                  // a link, mention, hashtag, emoticon or :name: that rules leave alone
	tokenOther                   // anything else, such as an emoji
)

// token is a piece of a text as the rules read it. Together the tokens are the
// text, without holes.
type token struct {
	Span
	kind tokenKind
	role role
}

// reader cuts a text into tokens.
type reader struct {
	text    string
	french  bool
	at      int
	shields []entity // of the chunk that is being read
	tokens  []token
}

// read cuts a text into tokens. The time grows with the length of the text only.
func read(text string, french bool) []token {
	r := reader{text: text, french: french, tokens: make([]token, 0, len(text)/3+8)}
	for chunk := 0; r.at < len(text); {
		if r.at >= chunk {
			chunk = r.chunk()
		}
		r.next()
	}
	return r.tokens
}

// chunk looks for links, mentions and hashtags up to the next blank, and returns
// where that is.
func (r *reader) chunk() int {
	end := r.at
	for end < len(r.text) && isBlank(r.text[end]) {
		end++
	}
	start, suspect := end, false
	for end < len(r.text) && !isBlank(r.text[end]) {
		suspect = suspect || r.suspect(end)
		end++
	}
	r.shields = nil
	if suspect {
		r.shields = entities(r.text[start:end])
		for i := range r.shields {
			r.shields[i].Start += start
			r.shields[i].End += start
		}
	}
	return end
}

// suspect tells whether the byte at a place may belong to a link, a mention or a
// hashtag.
func (r *reader) suspect(at int) bool {
	switch r.text[at] {
	case '@', '#':
		return true
	case 0xEF: // the first byte of the wide "＃"
		return strings.HasPrefix(r.text[at:], "＃")
	case ':':
		return strings.HasPrefix(r.text[at:], "://")
	case '.':
		return at+1 < len(r.text) && 'a' <= r.text[at+1]|0x20 && r.text[at+1]|0x20 <= 'z'
	}
	return false
}

// next reads one token.
func (r *reader) next() {
	rest := r.text[r.at:]
	for len(r.shields) > 0 && r.shields[0].Start < r.at {
		r.shields = r.shields[1:]
	}
	if len(r.shields) > 0 && r.shields[0].Start == r.at {
		r.add(tokenShield, r.shields[0].End-r.at)
		return
	}
	first, size := utf8.DecodeRuneInString(rest)
	switch {
	case isWordRune(first):
		r.add(tokenWord, r.word(rest))
	case '0' <= first && first <= '9':
		r.add(tokenNumber, numberLength(rest))
	case unicode.IsSpace(first):
		r.add(tokenGap, len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsSpace)))
	case shieldLength(rest) > 0:
		r.add(tokenShield, shieldLength(rest))
	default:
		r.add(signLength(rest, first, size))
	}
}

func (r *reader) add(kind tokenKind, length int) {
	r.tokens = append(r.tokens, token{Span: Span{r.at, r.at + length}, kind: kind})
	r.at += length
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) && !isSelector(r))
}

// isSelector tells whether a code point says how the picture before it is drawn.
func isSelector(r rune) bool { return 0xFE00 <= r && r <= 0xFE0F || r == 0x20E3 }

// word is the length of the word that a text begins with. In French it ends
// behind an elision: "l’" of "l’été".
func (r *reader) word(s string) int {
	n := 0
	for n < len(s) {
		c, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case isWordRune(c) || '0' <= c && c <= '9':
		case isApostrophe(c) || c == '-':
			after, _ := utf8.DecodeRuneInString(s[n+size:])
			if !isWordRune(after) {
				return n
			}
			if r.french && c != '-' && elides(s[:n]) {
				return n + size
			}
		default:
			return n
		}
		n += size
	}
	return n
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// elides tells whether a French word loses its last vowel before another.
func elides(word string) bool {
	if len(word) > len("puisqu") {
		return false
	}
	switch strings.ToLower(word) {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		return true
	}
	return false
}

// numberLength is the length of the digits that a text begins with and of what
// joins them.
func numberLength(s string) int {
	n := 0
	for n < len(s) {
		c, size := utf8.DecodeRuneInString(s[n:])
		joins := strings.ContainsRune(".,:/'’", c) && n+size < len(s) && '0' <= s[n+size] && s[n+size] <= '9'
		if !('0' <= c && c <= '9') && !joins {
			break
		}
		n += size
	}
	return n
}

// shieldLength is the length of the emoticon or the emoji's name between colons
// that a text begins with, 0 if there is none.
func shieldLength(s string) int {
	if n, _ := faceAt(s); n > 0 {
		return n
	}
	if s[0] != ':' {
		return 0
	}
	n := 1
	for n < len(s) && (isName(s[n]) || s[n] == '+' || s[n] == '-') {
		n++
	}
	if n > 2 && n < len(s) && s[n] == ':' {
		return n + 1
	}
	return 0
}

// signLength tells what a text begins with that is no word, number, space or shield.
func signLength(s string, first rune, size int) (tokenKind, int) {
	switch first {
	case '!', '?':
		return tokenMark, run(s, '!', '?')
	case ',', '-':
		return tokenMark, run(s, byte(first), byte(first))
	case '.', '…':
		return tokenMark, len(s) - len(strings.TrimLeft(s, ".…"))
	case '«', '»', '“', '”', '’', '–', '—', '€', '£':
		return tokenMark, size
	}
	if first < utf8.RuneSelf {
		return tokenMark, size
	}
	return tokenOther, size
}
