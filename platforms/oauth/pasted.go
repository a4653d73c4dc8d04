package oauth

import (
	"context"
	"crypto/subtle"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"parvis/data"
)

// Codes of the failures of [SignInPasted] besides those of [SignIn].
const (
	CodePasteEmpty = "paste_empty" // neither an address with a code nor a code
	CodePasteOther = "paste_other" // the address belongs to another sign-in
)

// PastedParams says how a sign-in goes that a person ends by hand. Everything
// is required.
type PastedParams struct {
	// Redirect is where the network sends the browser in the end: a page of the
	// owner's, or the network's own page that shows a code.
	Redirect string
	App      App
	Open     data.OpenLink
	Ask      func(context.Context) (string, error) // see [data.Connecting]
	HTTP     http.RoundTripper
	Clock    data.Clock
}

// SignInPasted lets the person agree in their own browser, for networks that
// do not come back to this computer: the person brings the address that the
// browser ended on, or the code that the page showed. An address must carry
// this sign-in's state; a bare code is bound by PKCE where the network knows
// it. Errors are those of [SignIn].
func SignInPasted(ctx context.Context, p PastedParams) (Token, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	a := p.App.ask(p.Redirect)
	if err := p.Open(a.url()); err != nil {
		return Token{}, signInFailure(data.Transient, CodeOpen, err)
	}
	brought, err := p.Ask(ctx)
	if err != nil {
		return Token{}, unambiguous("oauth: sign in", err)
	}
	code, err := a.read(brought)
	if err != nil {
		return Token{}, err
	}
	return a.token(ctx, code, p.HTTP, p.Clock)
}

// read finds the code in what a person pasted.
func (a agreement) read(pasted string) (code string, err error) {
	pasted = strings.TrimSpace(pasted)
	if !strings.Contains(pasted, "://") {
		// Instagram and Threads hang "#_" on a code.
		if code, _, _ = strings.Cut(pasted, "#"); code == "" || strings.ContainsAny(code, " \t\r\n") {
			return "", signInFailure(data.Invalid, CodePasteEmpty, nil)
		}
		return code, nil
	}
	u, err := url.Parse(pasted)
	if err != nil {
		return "", signInFailure(data.Invalid, CodePasteEmpty, errors.New("not an address"))
	}
	q := u.Query()
	switch {
	case q.Get("error") != "":
		f := signInFailure(data.Auth, CodeDenied, nil)
		raw := q.Get("error") + " " + q.Get("error_description")
		f.Raw = raw[:min(len(raw), 2000)]
		return "", f
	case q.Get("code") == "":
		return "", signInFailure(data.Invalid, CodePasteEmpty, nil)
	case subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(a.state)) != 1:
		return "", signInFailure(data.Invalid, CodePasteOther, nil)
	}
	return q.Get("code"), nil
}
