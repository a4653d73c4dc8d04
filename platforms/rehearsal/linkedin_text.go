package rehearsal

import (
	"errors"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// liReserved are the signs that mean something in LinkedIn's little text.
const liReserved = `|{}@[]()<>#\*_~`

// LittleText reads a commentary as LinkedIn does and returns what its readers
// see. An error is what the network refuses, or cuts the text off at.
func LittleText(commentary string) (string, error) {
	text, _, err := littleText(commentary)
	return text, err
}

var (
	liMention = regexp.MustCompile(`^@\[((?:[^\\\]\[]|\\.)+)\]\(urn:li:(?:person|organization):[A-Za-z0-9_-]+\)`)
	liHashtag = regexp.MustCompile(`^\{hashtag\|\\?#\|([\pL\pN_]+)\}`)
)

// littleText also returns the commentary as the network shows it to programs:
// with its hashtags as templates.
func littleText(commentary string) (text, shown string, err error) {
	if !utf8.ValidString(commentary) {
		return "", "", errors.New("not UTF-8")
	}
	var seen, told strings.Builder
	for at := 0; at < len(commentary); {
		rest := commentary[at:]
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case r == '\\':
			if len(rest) < 2 || !strings.ContainsRune(liReserved, rune(rest[1])) {
				return "", "", errors.New("a backslash before nothing that it escapes")
			}
			seen.WriteByte(rest[1])
			told.WriteString(rest[:2])
			size = 2
		case r == '@' && liMention.MatchString(rest):
			found := liMention.FindStringSubmatch(rest)
			name, _, err := littleText(found[1])
			if err != nil {
				return "", "", err
			}
			seen.WriteString(name)
			told.WriteString(found[0])
			size = len(found[0])
		case r == '{' && liHashtag.MatchString(rest):
			found := liHashtag.FindStringSubmatch(rest)
			seen.WriteString("#" + found[1])
			told.WriteString(found[0])
			size = len(found[0])
		case r == '#' && liWord(rest[1:]) != "":
			word := liWord(rest[1:])
			seen.WriteString("#" + word)
			told.WriteString(`{hashtag|\#|` + word + `}`)
			size = 1 + len(word)
		case strings.ContainsRune(liReserved, r):
			return "", "", errors.New("a reserved sign that is not escaped: " + string(r))
		default:
			seen.WriteString(rest[:size])
			told.WriteString(rest[:size])
		}
		at += size
	}
	return seen.String(), told.String(), nil
}

// liWord is the letters and digits with which a text begins.
func liWord(text string) string {
	end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if end < 0 {
		return text
	}
	return text[:end]
}

// liEscape is a text of which nothing has a meaning.
func liEscape(text string) string {
	var out strings.Builder
	for _, r := range text {
		if strings.ContainsRune(liReserved, r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}
