package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lastLatin is the last letter that foldLatin knows.
const lastLatin = 0x17F

// foldedLatin holds what the letters from U+00C0 to U+017F are without accent and
// in lower case, two bytes each: the second is a space where one is enough, both
// are for what is no letter.
const foldedLatin = "" +
	"a a a a a a aec e e e e i i i i " + // À to Ï
	"d n o o o o o   o u u u u y thss" + // Ð to ß
	"a a a a a a aec e e e e i i i i " + // à to ï
	"d n o o o o o   o u u u u y thy " + // ð to ÿ
	"a a a a a a c c c c c c c c d d " + // Ā to ď
	"d d e e e e e e e e e e g g g g " + // Đ to ğ
	"g g g g h h h h i i i i i i i i " + // Ġ to į
	"i i ijijj j k k k l l l l l l l " + // İ to Ŀ
	"l l l n n n n n n n n n o o o o " + // ŀ to ŏ
	"o o oeoer r r r r r s s s s s s " + // Ő to ş
	"s s t t t t t t u u u u u u u u " + // Š to ů
	"u u u u w w y y y z z z z z z s " // Ű to ſ

// foldLatin is a letter of Europe's Latin alphabets without its accent and in
// lower case, "" for anything else.
func foldLatin(r rune) string {
	if r < 0xC0 || r > lastLatin {
		return ""
	}
	at := int(r-0xC0) * 2
	switch {
	case foldedLatin[at] == ' ':
		return ""
	case foldedLatin[at+1] == ' ':
		return foldedLatin[at : at+1]
	}
	return foldedLatin[at : at+2]
}

// isLetterBeyond tells whether a code point is a letter of another alphabet, or one
// that foldLatin does not know.
func isLetterBeyond(r rune) bool {
	return r > lastLatin && r != utf8.RuneError && unicode.IsLetter(r)
}

// isAccent tells whether a code point is an accent that belongs to the letter before.
func isAccent(r rune) bool { return 0x300 <= r && r <= 0x36F }

// isPicture tells whether a code point is drawn as a picture that means something
// by itself: no skin tone, no selector, no joiner.
func isPicture(r rune) bool {
	switch {
	case 0x1F3FB <= r && r <= 0x1F3FF:
		return false
	case 0x1F000 <= r && r <= 0x1FAFF, 0x2600 <= r && r <= 0x27BF, 0x2B00 <= r && r <= 0x2BFF, 0x2300 <= r && r <= 0x23FF:
		return true
	}
	return false
}

// linkAt is the length of the web address that a text begins with, 0 if none. A
// lone "http" is one: collections of texts put it where a link was.
func linkAt(s string) int {
	lone := strings.EqualFold(s, "http") || begins(s, "http") && isBlank(s[len("http")])
	if !lone && !begins(s, "http://") && !begins(s, "https://") && !begins(s, "www.") {
		return 0
	}
	n := 0
	for n < len(s) && !isBlank(s[n]) && s[n] != '"' && s[n] != '<' && s[n] != '>' {
		n++
	}
	return n
}

func isBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

// begins tells whether a text is longer than lead and begins with it, whatever the case.
func begins(s, lead string) bool {
	return len(s) > len(lead) && strings.EqualFold(s[:len(lead)], lead)
}

// faceAt is the length of the emoticon that a text begins with and the one
// spelling for all like it; 0 if there is none.
func faceAt(s string) (length int, face string) {
	if strings.HasPrefix(s, "<3") {
		return len("<3"), "<3"
	}
	if len(s) < 2 || s[0] != ':' && s[0] != ';' && s[0] != '=' {
		return 0, ""
	}
	at := 1
	if (s[1] == '-' || s[1] == '\'' || s[1] == '^') && len(s) > 2 {
		at = 2
	}
	lone := at+1 == len(s) || !isName(s[at+1])
	switch c := s[at]; {
	case c == ')' || c == ']' || c == '}' || c == '3' && lone:
		if s[0] == ';' {
			return at + 1, ";)"
		}
		return at + 1, ":)"
	case c == '(' || c == '[' || c == '{':
		return at + 1, ":("
	case c == 'D' && lone:
		return at + 1, ":d"
	case (c == 'p' || c == 'P') && lone:
		return at + 1, ":p"
	case (c == '/' || c == '\\' || c == '|') && lone && !strings.HasPrefix(s[at:], "//"):
		return at + 1, ":/"
	case (c == 'o' || c == 'O') && lone:
		return at + 1, ":o"
	}
	return 0, ""
}
