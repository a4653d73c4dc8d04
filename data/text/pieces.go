package text

import (
	"unicode"
	"unicode/utf8"
)

// PieceKind says what a piece of a text is.
type PieceKind uint8

const (
	PieceWord    PieceKind = iota // letters, digits after letters, stars between letters: "c*n"
	PieceTag                      // a hashtag; its spelling is the word behind the sign
	PieceNumber                   // spelled "0", or as it is written when it is a mark: "2/10"
	PieceMention                  // spelled "@"
	PieceLink                     // spelled "/"
	PieceMark                     // one of "!", "!!", "?", "??", "?!", "..."
	PieceEmoji                    // one picture, without skin tone and joiners
	PieceFace                     // an emoticon, spelled ":)", ":(", ";)", ":d", ":p", ":/", ":o" or "<3"
)

// Piece is one word or sign of a text, as the models of data/reputation read it.
type Piece struct {
	Kind       PieceKind
	Start, End int // where it stands in the text, in bytes
	From, To   int // where its spelling stands in Pieces.Spelled, in bytes
}

// Pieces is a text cut into words and signs, each with one spelling for the many
// that people use: lower case, no accents, "œ" as "oe", no letter more than twice
// in a row, "l’accueil" as two words and "don’t" as "dont". The zero value is
// ready; reading again reuses the memory, so that nothing is allocated once the
// longest text was seen. It is not safe for concurrent use.
type Pieces struct {
	List    []Piece
	Spelled []byte // all spellings, with a space before, between and after
	from    string
	at      int
}

// Spelling is how a piece is written for the models.
func (p *Pieces) Spelling(piece Piece) []byte { return p.Spelled[piece.From:piece.To] }

// Read cuts a text into its pieces. Any bytes are allowed: what is no UTF-8
// separates words. The time grows with the length of the text only.
func (p *Pieces) Read(text string) {
	p.from, p.at = text, 0
	p.List, p.Spelled = p.List[:0], append(p.Spelled[:0], ' ')
	for p.at < len(text) {
		c := text[p.at]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			p.word(PieceWord, p.at)
		case c == ' ':
			p.at++
		case '0' <= c && c <= '9':
			p.number()
		case c >= utf8.RuneSelf:
			p.foreign()
		default:
			p.sign(c)
		}
	}
}

// close ends the piece whose spelling began at from.
func (p *Pieces) close(kind PieceKind, start, from int) {
	p.List = append(p.List, Piece{Kind: kind, Start: start, End: p.at, From: from, To: len(p.Spelled)})
	p.Spelled = append(p.Spelled, ' ')
}

// spell adds a piece of length bytes that is spelled in one way.
func (p *Pieces) spell(kind PieceKind, length int, spelling string) {
	start, from := p.at, len(p.Spelled)
	p.at += length
	p.Spelled = append(p.Spelled, spelling...)
	p.close(kind, start, from)
}

// word reads letters up to what is none. start is where its sign or first letter stands.
func (p *Pieces) word(kind PieceKind, start int) {
	if length := linkAt(p.from[p.at:]); kind == PieceWord && length > 0 {
		p.spell(PieceLink, length, "/")
		return
	}
	from := len(p.Spelled)
	for p.at < len(p.from) {
		c := p.from[p.at]
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			p.letter(from, c|0x20)
			p.at++
		case '0' <= c && c <= '9', c == '*' && p.inside(1):
			p.Spelled = append(p.Spelled, c)
			p.at++
		case c < utf8.RuneSelf:
			if c != '\'' || !p.apostrophe(from, 1) {
				p.close(kind, start, from)
				return
			}
		default:
			if !p.foreignLetter(from) {
				p.close(kind, start, from)
				return
			}
		}
	}
	p.close(kind, start, from)
}

// letter adds a letter to the word that began at from, unless it stands there twice.
func (p *Pieces) letter(from int, c byte) {
	n := len(p.Spelled)
	if n-from >= 2 && p.Spelled[n-1] == c && p.Spelled[n-2] == c {
		return
	}
	p.Spelled = append(p.Spelled, c)
}

// inside tells whether a sign of so many bytes is followed by a letter, with a few
// more stars between at most.
func (p *Pieces) inside(length int) bool {
	rest := p.from[p.at+length:]
	rest = rest[run(rest[:min(len(rest), mostStars)], '*', '*'):]
	return rest != "" && ('a' <= rest[0]|0x20 && rest[0]|0x20 <= 'z' || rest[0] >= 0xC3)
}

// mostStars is how many letters of a word may be hidden in a row.
const mostStars = 8

// apostrophe deals with one of so many bytes inside a word, and tells whether the
// word goes on: it does in "don't" and "aujourd'hui", and ends in "l'eau", "qu'on".
func (p *Pieces) apostrophe(from, length int) bool {
	n := len(p.Spelled)
	if !p.inside(length) || n-from == 1 || n-from >= 2 && p.Spelled[n-2] == 'q' && p.Spelled[n-1] == 'u' {
		return false
	}
	p.at += length
	return true
}

// foreignLetter reads one character beyond ASCII inside a word, and tells whether
// it belongs to it.
func (p *Pieces) foreignLetter(from int) bool {
	r, size := utf8.DecodeRuneInString(p.from[p.at:])
	switch folded := foldLatin(r); {
	case folded != "":
		for i := range len(folded) {
			p.letter(from, folded[i])
		}
	case r == '’':
		return p.apostrophe(from, size)
	case isAccent(r): // it was written apart from its letter
	case isLetterBeyond(r):
		p.Spelled = utf8.AppendRune(p.Spelled, unicode.ToLower(r))
	default:
		return false
	}
	p.at += size
	return true
}

// foreign reads what begins beyond ASCII outside a word.
func (p *Pieces) foreign() {
	r, size := utf8.DecodeRuneInString(p.from[p.at:])
	switch {
	case r == '…':
		p.spell(PieceMark, size, "...")
	case isPicture(r):
		p.spell(PieceEmoji, size, p.from[p.at:p.at+size])
	case foldLatin(r) != "" || isLetterBeyond(r):
		p.word(PieceWord, p.at)
	default:
		p.at += size
	}
}

// number reads digits and what joins them, and is a mark out of ten or the like
// when a slash does.
func (p *Pieces) number() {
	start, i, slashes := p.at, p.at, 0
	for i < len(p.from) {
		c := p.from[i]
		joins := c == '.' || c == ',' || c == ':' || c == '/'
		if !('0' <= c && c <= '9') && !(joins && i+1 < len(p.from) && '0' <= p.from[i+1] && p.from[i+1] <= '9') {
			break
		}
		if c == '/' {
			slashes++
		}
		i++
	}
	if slashes == 1 && i-start <= len("4.5/10") {
		p.spell(PieceNumber, i-start, p.from[start:i])
		return
	}
	p.spell(PieceNumber, i-start, "0")
}

// sign reads what begins with an ASCII sign.
func (p *Pieces) sign(c byte) {
	rest := p.from[p.at:]
	switch {
	case c == '!' || c == '?':
		p.shout()
	case c == '.' && len(rest) > 1 && rest[1] == '.':
		p.spell(PieceMark, run(rest, '.', '.'), "...")
	case c == '@' && len(rest) > 1 && isName(rest[1]):
		n := 1
		for n < len(rest) && isName(rest[n]) {
			n++
		}
		p.spell(PieceMention, n, "@")
	case c == '#' && beginsWord(rest[1:]):
		p.at++
		p.word(PieceTag, p.at-1)
	default:
		if length, face := faceAt(rest); length > 0 {
			p.spell(PieceFace, length, face)
			return
		}
		p.at++
	}
}

// beginsWord tells whether a text begins with a letter or a digit.
func beginsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r < utf8.RuneSelf && r != '_' && isName(byte(r)) || foldLatin(r) != "" || isLetterBeyond(r)
}

// shout reads a run of "!" and "?".
func (p *Pieces) shout() {
	rest := p.from[p.at:]
	n := run(rest, '!', '?')
	asks, shouts := run(rest[:n], '?', '?'), run(rest[:n], '!', '!')
	switch {
	case asks == 1 && n == 1:
		p.spell(PieceMark, n, "?")
	case shouts == 1 && n == 1:
		p.spell(PieceMark, n, "!")
	case asks == n:
		p.spell(PieceMark, n, "??")
	case shouts == n:
		p.spell(PieceMark, n, "!!")
	default:
		p.spell(PieceMark, n, "?!")
	}
}

// run is how many bytes at the beginning are one of two.
func run(s string, a, b byte) (n int) {
	for n < len(s) && (s[n] == a || s[n] == b) {
		n++
	}
	return n
}

func isName(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_'
}
