package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// wire makes the requests of the AT Protocol to one server.
type wire struct {
	http   *httpx.Client
	server string
}

func (w wire) url(method string, query url.Values) string {
	u := w.server + "/xrpc/" + method
	if len(query) > 0 {
		u += "?" + query.Encode()
	}
	return u
}

func jsonHeader() http.Header { return http.Header{"Content-Type": {"application/json"}} }

func authorization(h http.Header, token string) http.Header {
	h = h.Clone()
	if h == nil {
		h = http.Header{}
	}
	h.Set("Authorization", "Bearer "+token)
	return h
}

// session speaks for one account.
type session struct {
	wire
	account data.Account
	keys    data.Keys
}

// do sends a request with the account's token. When the token has expired it
// is renewed once and the request sent again, a publish too: the server says
// so before it carries anything out. A refusal comes back as a failure.
func (s *session) do(ctx context.Context, r httpx.Request) (*httpx.Response, error) {
	secret, err := s.keys.Get(ctx)
	if err != nil {
		return nil, httpx.KeyFailure(r.Op, err)
	}
	header := r.Header
	for renewed := false; ; renewed = true {
		held, err := readTokens(r.Op, secret)
		if err != nil {
			return nil, err
		}
		r.Header = authorization(header, held.Access)
		resp, err := s.http.Do(ctx, r)
		if err != nil {
			return nil, err
		}
		f := refusal(r.Op, resp)
		if f == nil {
			return resp, nil
		}
		if f.Kind != data.Auth || renewed {
			return nil, f
		}
		secret, err = s.keys.Renew(ctx, secret, s.renew)
		if err != nil {
			return nil, httpx.KeyFailure(r.Op, err)
		}
	}
}

// get reads a method's answer into v, signed in.
func (s *session) get(ctx context.Context, op, method string, query url.Values, v any) error {
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url(method, query)})
	if err != nil {
		return err
	}
	return resp.JSON(op, v)
}

// getOpen reads a method's answer into v without signing in, for what a server
// tells everybody: it works when the credentials do not.
func (w wire) getOpen(ctx context.Context, op, method string, query url.Values, v any) error {
	resp, err := w.http.Do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: w.url(method, query)})
	if err != nil {
		return err
	}
	if f := refusal(op, resp); f != nil {
		return f
	}
	return resp.JSON(op, v)
}

// renew exchanges the pair of tokens for the next one. The former refresh
// token works for a while longer, so that a lost answer does no harm.
func (s *session) renew(ctx context.Context, stale data.Secret) (data.Secret, error) {
	const op = "bluesky: renew sign-in"
	held, err := readTokens(op, stale)
	if err != nil {
		return data.Secret{}, err
	}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("com.atproto.server.refreshSession", nil),
		Header: authorization(nil, held.Refresh),
	})
	if err != nil {
		return data.Secret{}, err
	}
	if f := refusal(op, resp); f != nil {
		return data.Secret{}, f
	}
	var next tokens
	if err := resp.JSON(op, &next); err != nil {
		return data.Secret{}, httpx.WithoutRaw(err)
	}
	secret, err := next.secret()
	if err != nil {
		return data.Secret{}, httpx.WithoutRaw(resp.Malformed(op, err))
	}
	return secret, nil
}

func readTokens(op string, secret data.Secret) (tokens, error) {
	var t tokens
	if err := json.Unmarshal([]byte(secret.Reveal()), &t); err != nil || !httpx.FitsHeader(t.Access) || !httpx.FitsHeader(t.Refresh) {
		return t, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("what the keychain holds is not a pair of tokens")}
	}
	return t, nil
}

// refusal says what an answer's error means, nil for a good one. The names are
// those of the lexicons and of PDS 0.5.35, where an expired token is a 400.
func refusal(op string, resp *httpx.Response) *data.Failure {
	f := resp.Refusal(op)
	if f == nil || (f.Kind != data.Invalid && f.Kind != data.Auth && f.Kind != data.NotFound && resp.Status != http.StatusNotImplemented) {
		return f
	}
	var said struct{ Error, Message string }
	if resp.JSON(op, &said) != nil {
		return f
	}
	f.Err = errors.New(said.Error)
	switch said.Error {
	case "ExpiredToken", "InvalidToken", "AuthMissing", "AuthenticationRequired",
		"AccountTakedown", "AccountSuspended", "AccountDeactivated":
		f.Kind = data.Auth
	case "AuthFactorTokenRequired":
		f.Kind, f.Code = data.Auth, CodeSecondFactor
	case "MethodNotImplemented", "XRPCNotSupported", "UnknownMethod":
		f.Kind = data.Unsupported
	case "RecordNotFound", "RepoNotFound", "HandleNotFound":
		f.Kind = data.NotFound
	case "InvalidSwap":
		f.Kind, f.Code = data.Invalid, CodeConflict
	case "BlobTooLarge", "PayloadTooLarge":
		f.Kind, f.Code = data.Invalid, data.CodeTooLarge
	case "BlobNotFound":
		f.Kind, f.Code = data.Invalid, data.CodeMedia
	case "InvalidMimeType":
		f.Kind, f.Code = data.Invalid, CodeMediaType
	case "InvalidRequest":
		invalidRequest(f, said.Message)
	}
	return f
}

// invalidRequest reads the sentence of an error that has no name of its own.
func invalidRequest(f *data.Failure, message string) {
	switch {
	case strings.HasPrefix(message, "No service configured for "):
		f.Kind = data.Unsupported
	case strings.Contains(message, "too big") && strings.HasSuffix(message, "$.record.text"):
		f.Code = CodeTooLong
	}
}

// hasNoAppView tells whether the server knows nothing of app.bsky methods: a
// PDS that stands alone.
func hasNoAppView(err error) bool { return data.KindOf(err) == data.Unsupported }
