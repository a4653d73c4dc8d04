package httpx

import (
	"errors"
	"strings"

	"parvis/data"
)

// Unexpected is the failure for an answer to a reading that lacks what the
// network's documentation promises: Transient, with [data.CodeAnswer].
func Unexpected(op, why string) *data.Failure {
	return &data.Failure{Kind: data.Transient, Op: op, Code: data.CodeAnswer, Err: errors.New(why)}
}

// WithoutRaw returns the failure that err is without the answer, which holds
// tokens. err is not nil.
func WithoutRaw(err error) error {
	f := *data.AsFailure("", err)
	f.Raw = ""
	return &f
}

// FitsHeader tells whether a text that was given as a token can stand in a
// header: it is of visible ASCII signs, and not empty.
func FitsHeader(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

// WebAddress lets only addresses of the web through, "" for any other: what a
// network calls a link is opened by the browser.
func WebAddress(s string) string {
	if strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") {
		return s
	}
	return ""
}
