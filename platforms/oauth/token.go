package oauth

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"parvis/data"
)

// App is Parvis as a network knows it.
type App struct {
	ID       string
	Secret   data.Secret // empty: a public client
	AuthURL  string      // the page on which the person agrees
	TokenURL string
	Scopes   []string // joined with spaces; where commas are wanted, one element
	// InHeader sends ID and Secret to TokenURL as HTTP Basic, else they are
	// form fields. They are never tried both ways: a code works once.
	InHeader bool
	// Issuer is set for a server that says who it is (RFC 9207): its answer
	// must then carry exactly this iss.
	Issuer string
	Extra  map[string]string // further parameters of AuthURL
	// NoPKCE leaves the challenge out, for the networks that refuse what they
	// do not know.
	NoPKCE bool
	// Challenge makes the challenge of a verifier where a network has a way of
	// its own; nil is that of RFC 7636, S256.
	Challenge func(verifier string) string
	// Exchange asks for the token where the network does not do as RFC 6749,
	// 4.1.3, says; nil is that way.
	Exchange func(ctx context.Context, x Exchange) (Token, error)
}

// Exchange is what is given for a token, once.
type Exchange struct {
	Code     string
	Redirect string
	Verifier string // empty with NoPKCE
}

func (a App) config(redirect string) *oauth2.Config {
	style := oauth2.AuthStyleInParams
	if a.InHeader {
		style = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID:     a.ID,
		ClientSecret: a.Secret.Reveal(),
		Endpoint:     oauth2.Endpoint{AuthURL: a.AuthURL, TokenURL: a.TokenURL, AuthStyle: style},
		RedirectURL:  redirect,
		Scopes:       a.Scopes,
	}
}

// Token is what a network gives for an agreement or a refresh.
type Token struct {
	Access  data.Secret
	Refresh data.Secret // empty: there is none
	Expires time.Time   // of Access, UTC; zero: not told
	Ends    time.Time   // of Refresh, UTC; zero: not told
	Scope   string      // what was granted; "": not told
}

// RefreshParams is what a refresh needs; all of it is required.
type RefreshParams struct {
	App     App
	Refresh data.Secret
	HTTP    http.RoundTripper // see [Through]
	Clock   data.Clock
}

// Refresh asks once for a new access token (RFC 6749, 6). When the network
// sends no new refresh token the answer carries the old one. Call it only
// inside [data.Keys] Renew: many networks forget a whole sign-in when a refresh
// token comes twice. Its errors are *[data.Failure], Auth when the network does
// not accept the refresh token any more.
func Refresh(ctx context.Context, p RefreshParams) (Token, error) {
	if p.Refresh.Empty() {
		return Token{}, &data.Failure{Kind: data.Auth, Op: "oauth: refresh", Err: errors.New("no refresh token")}
	}
	ctx = through(ctx, p.HTTP)
	asked := p.Clock.Now()
	old := &oauth2.Token{RefreshToken: p.Refresh.Reveal()}
	got, err := p.App.config("").TokenSource(ctx, old).Token()
	if err != nil {
		return Token{}, tokenFailure("oauth: refresh", asked, err, p.App.Secret, p.Refresh)
	}
	return newToken(got, asked), nil
}

// newToken reckons the expiry from before the request, so that it is never too
// late.
func newToken(t *oauth2.Token, asked time.Time) Token {
	token := Token{Access: data.NewSecret(t.AccessToken), Refresh: data.NewSecret(t.RefreshToken)}
	if t.ExpiresIn > 0 {
		token.Expires = asked.Add(time.Duration(t.ExpiresIn) * time.Second)
	}
	token.Scope, _ = t.Extra("scope").(string)
	// No standard names it; Google, LinkedIn and Pinterest call it so.
	if left, ok := t.Extra("refresh_token_expires_in").(float64); ok && left > 0 && left < 1e9 {
		token.Ends = asked.Add(time.Duration(left) * time.Second)
	}
	return token
}

// tokenFailure says what an error of a token endpoint means. x/oauth2 puts the
// whole answer into its errors: only the fields that RFC 6749, 5.2, names come
// through, without our secrets, which a server may quote.
func tokenFailure(op string, now time.Time, err error, secrets ...data.Secret) error {
	var refused *oauth2.RetrieveError
	if !errors.As(err, &refused) {
		f := unambiguous(op, err)
		if f.Code == "" {
			f.Code = data.CodeAnswer
		}
		return f
	}
	raw := strings.TrimSpace(refused.ErrorCode + " " + refused.ErrorDescription)
	for _, s := range secrets {
		if !s.Empty() {
			raw = strings.ReplaceAll(raw, s.Reveal(), s.String())
		}
	}
	f := &data.Failure{Kind: data.Invalid, Op: op, Raw: strings.ToValidUTF8(raw[:min(len(raw), 2000)], "")}
	switch status := refused.Response.StatusCode; {
	case status < 400:
		f.Kind, f.Code = data.Transient, data.CodeCaptive
	case status == http.StatusTooManyRequests:
		f.Kind, f.Until = data.RateLimited, now.Add(retryAfter(refused.Response.Header))
	case status >= 500:
		f.Kind = data.Transient
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		f.Kind = data.Auth
	case refused.ErrorCode == "invalid_grant", refused.ErrorCode == "invalid_client", refused.ErrorCode == "unauthorized_client":
		f.Kind = data.Auth
	}
	f.Err = errors.New("token endpoint answered " + strconv.Itoa(refused.Response.StatusCode))
	return f
}

// retryAfter is a minute where the network does not tell in seconds.
func retryAfter(h http.Header) time.Duration {
	if s, err := strconv.Atoi(h.Get("Retry-After")); err == nil && s > 0 && s <= 86_400 {
		return time.Duration(s) * time.Second
	}
	return time.Minute
}
