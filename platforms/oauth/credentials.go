package oauth

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Credentials are what the keychain keeps for an account whose owner has an
// application of their own on the network. Only access is required.
type Credentials struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh,omitempty"`
	Expires time.Time `json:"expires,omitzero"` // of Access
	Ends    time.Time `json:"ends,omitzero"`    // of Refresh
	Scope   string    `json:"scope,omitempty"`  // what was granted, as the network words it
	ID      string    `json:"id,omitempty"`     // of the application
	Secret  string    `json:"secret,omitempty"` // of the application
	// More is what a network needs besides: the person's token beside a page's.
	More map[string]string `json:"more,omitempty"`
}

// Keep is how they are kept: as JSON. An access token that cannot stand in a
// header is refused.
func (c Credentials) Keep() (data.Secret, error) {
	if !httpx.FitsHeader(c.Access) {
		return data.Secret{}, errors.New("the network gave no token")
	}
	text, err := json.Marshal(c)
	return data.NewSecret(string(text)), err
}

// ReadCredentials is the reverse of Keep. What is none is an Auth failure.
func ReadCredentials(op string, s data.Secret) (Credentials, error) {
	var c Credentials
	if err := json.Unmarshal([]byte(s.Reveal()), &c); err != nil || c.Access == "" {
		return Credentials{}, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("what the keychain holds is not a token")}
	}
	return c, nil
}

// Held are the credentials that the keychain has for an account. Errors are
// *[data.Failure].
func Held(ctx context.Context, op string, keys data.Keys) (Credentials, error) {
	secret, err := keys.Get(ctx)
	if err != nil {
		return Credentials{}, httpx.KeyFailure(op, err)
	}
	return ReadCredentials(op, secret)
}

// All are the texts in them that nothing may show.
func (c Credentials) All() []string {
	all := []string{c.Access}
	for _, s := range []string{c.Refresh, c.Secret} {
		if s != "" {
			all = append(all, s)
		}
	}
	for _, s := range c.More {
		all = append(all, s)
	}
	return all
}

// With returns the credentials after a sign-in or a refresh. A refresh token
// that the network did not send again stays what it was.
func (c Credentials) With(t Token) Credentials {
	c.Access, c.Expires = t.Access.Reveal(), t.Expires
	if !t.Refresh.Empty() {
		c.Refresh = t.Refresh.Reveal()
	}
	if !t.Ends.IsZero() {
		c.Ends = t.Ends
	}
	if t.Scope != "" {
		c.Scope = t.Scope
	}
	return c
}

// Caller makes the requests of one account with its token, and renews that
// once when it is about to expire or is refused.
type Caller struct {
	Keys  data.Keys
	Clock data.Clock
	// Renew asks the network for what follows; nil where nothing is renewed.
	// It is called inside [data.Keys] Renew.
	Renew func(context.Context, Credentials) (Credentials, error)
}

// ahead is how long before its end a token is renewed, for clocks that differ
// and for what a request takes.
const ahead = 2 * time.Minute

// Do has call make a request with the credentials. When call fails with Auth
// and without a code, nothing was done: the token is renewed and call is asked
// once more. Errors are *[data.Failure].
func (c Caller) Do(ctx context.Context, op string, call func(Credentials) (*httpx.Response, error)) (*httpx.Response, error) {
	secret, err := c.Keys.Get(ctx)
	if err != nil {
		return nil, httpx.KeyFailure(op, err)
	}
	held, err := ReadCredentials(op, secret)
	if err != nil {
		return nil, err
	}
	fresh := false
	if c.Renew != nil && !held.Expires.IsZero() && c.Clock.Now().Add(ahead).After(held.Expires) {
		if held, err = c.renew(ctx, op, secret); err != nil {
			return nil, err
		}
		fresh = true
	}
	resp, err := call(held)
	if f := data.AsFailure(op, err); err == nil || f.Kind != data.Auth || f.Code != "" || c.Renew == nil || fresh {
		return resp, err
	}
	if held, err = c.renew(ctx, op, secret); err != nil {
		return nil, err
	}
	return call(held)
}

// Send makes a request with the account's token in its Authorization header.
// judge says what an answer's error means, nil for a good one; it comes back as
// the error.
func (c Caller) Send(ctx context.Context, through *httpx.Client, r httpx.Request, judge func(*httpx.Response) *data.Failure) (*httpx.Response, error) {
	return c.Do(ctx, r.Op, func(held Credentials) (*httpx.Response, error) {
		resp, err := through.Do(ctx, held.Sign(r))
		if err != nil {
			return nil, err
		}
		if f := judge(resp); f != nil {
			return nil, f
		}
		return resp, nil
	})
}

// Sign returns the request with the token in its Authorization header, as
// Bearer or under the scheme that stands there already. Failures show none of
// the credentials.
func (c Credentials) Sign(r httpx.Request) httpx.Request {
	signed := r
	if signed.Header = r.Header.Clone(); signed.Header == nil {
		signed.Header = http.Header{}
	}
	scheme := cmp.Or(signed.Header.Get("Authorization"), "Bearer")
	signed.Header.Set("Authorization", scheme+" "+c.Access)
	signed.Secrets = append(slices.Clone(r.Secrets), c.All()...)
	return signed
}

func (c Caller) renew(ctx context.Context, op string, stale data.Secret) (Credentials, error) {
	next, err := c.Keys.Renew(ctx, stale, func(ctx context.Context, old data.Secret) (data.Secret, error) {
		held, err := ReadCredentials(op, old)
		if err != nil {
			return data.Secret{}, err
		}
		if held, err = c.Renew(ctx, held); err != nil {
			return data.Secret{}, err
		}
		return held.Keep()
	})
	if err != nil {
		return Credentials{}, httpx.KeyFailure(op, err)
	}
	return ReadCredentials(op, next)
}

// Lent is a secret just received, not yet in the keychain: while an account is
// being connected. It is not renewed.
func Lent(s data.Secret) data.Keys { return lent{s} }

type lent struct{ secret data.Secret }

func (l lent) Get(context.Context) (data.Secret, error) { return l.secret, nil }

func (l lent) Renew(context.Context, data.Secret, func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	return data.Secret{}, &data.Failure{Kind: data.Auth, Op: "oauth: sign in", Err: errors.New("a token just received is not renewed")}
}
