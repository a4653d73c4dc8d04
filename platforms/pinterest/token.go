package pinterest

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// exchange gives the code of a sign-in for credentials, once.
func (w wire) exchange(ctx context.Context, id, secret string, x oauth.Exchange) (oauth.Credentials, error) {
	return w.token(ctx, "pinterest: sign in", oauth.Credentials{ID: id, Secret: secret}, url.Values{
		"grant_type": {"authorization_code"}, "code": {x.Code}, "redirect_uri": {x.Redirect},
	}, x.Code)
}

// renew asks for new tokens. The network gives a new refresh token each time,
// for another sixty days.
func (s *session) renew(ctx context.Context, held oauth.Credentials) (oauth.Credentials, error) {
	const op = "pinterest: renew token"
	if held.Refresh == "" {
		return held, &data.Failure{Kind: data.Auth, Op: op}
	}
	return s.token(ctx, op, held, url.Values{
		"grant_type": {"refresh_token"}, "refresh_token": {held.Refresh},
	}, held.Refresh)
}

// token asks the token endpoint, as the application in HTTP Basic, and returns
// held with what it gave. Applications from before 25 September 2025 would have
// to add "continuous_refresh", which the OpenAPI file does not know: those are
// not served. Nothing that is refused here says so in its own words, so any
// refusal is Auth.
func (w wire) token(ctx context.Context, op string, held oauth.Credentials, form url.Values, spent string) (oauth.Credentials, error) {
	asked := w.http.Clock().Now()
	basic := base64.StdEncoding.EncodeToString([]byte(held.ID + ":" + held.Secret))
	resp, err := w.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: w.url("/oauth/token", nil), Body: []byte(form.Encode()),
		Header:    http.Header{"Authorization": {"Basic " + basic}, "Content-Type": {"application/x-www-form-urlencoded"}},
		Publishes: true, // a code and a refresh token work once
		MaxBytes:  1 << 20, Secrets: append(held.All(), spent),
	})
	if err != nil {
		return held, certain(err)
	}
	if f := resp.Refusal(op); f != nil {
		if f.Kind == data.Invalid || f.Kind == data.NotFound {
			f.Kind = data.Auth
		}
		return held, certain(f)
	}
	var given struct {
		Access      string `json:"access_token"`
		Refresh     string `json:"refresh_token"`
		ExpiresIn   int64  `json:"expires_in"`
		RefreshEnds int64  `json:"refresh_token_expires_in"`
		Scope       string
	}
	if err := resp.JSON(op, &given); err != nil {
		return held, httpx.WithoutRaw(certain(err))
	}
	if given.Access == "" {
		return held, httpx.Unexpected(op, "no token")
	}
	held = held.With(oauth.Token{
		Access: data.NewSecret(given.Access), Refresh: data.NewSecret(given.Refresh),
		Expires: after(asked, given.ExpiresIn), Scope: given.Scope,
	})
	if given.Refresh != "" {
		held.Ends = after(asked, given.RefreshEnds)
	}
	return held, nil
}

// after is so many seconds later, and zero where the network does not tell.
func after(asked time.Time, seconds int64) time.Time {
	const longest = 10 * 366 * 24 * 60 * 60
	if seconds <= 0 {
		return time.Time{}
	}
	return asked.Add(time.Duration(min(seconds, longest)) * time.Second)
}

// certain turns a lost answer into one that may be asked for again: no post
// comes of a token.
func certain(err error) *data.Failure {
	f := *data.AsFailure("", err)
	if f.Kind == data.Ambiguous {
		f.Kind = data.Transient
	}
	return &f
}
