package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

// held reads what the keychain holds.
func (s *session) held(ctx context.Context, op string) (credentials, error) {
	secret, err := s.keys.Get(ctx)
	if err != nil {
		return credentials{}, httpx.KeyFailure(op, err)
	}
	var c credentials
	if err := json.Unmarshal([]byte(secret.Reveal()), &c); err != nil || !httpx.FitsHeader(c.Token) {
		return c, &data.Failure{Kind: data.Auth, Op: op, Err: errors.New("what the keychain holds is not a token")}
	}
	return c, nil
}

// Describe reads the account's name and the server's limits anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "mastodon: describe account"
	about, err := s.instance(ctx)
	if err != nil {
		return data.Account{}, err
	}
	me, err := s.me(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	if me.ID != s.account.Remote {
		return data.Account{}, httpx.Unexpected(op, "another account")
	}
	a := s.account
	a.Name, a.Handle = me.name(), "@"+me.Username+"@"+about.domain(s.server)
	a.Software, a.Can = about.software(), about.capabilities()
	return a, nil
}

// Probe says what the token allows. A server that does not tell gave what it
// was asked for.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "mastodon: probe"
	if _, err := s.me(ctx, op); err != nil {
		return nil, err
	}
	var app struct{ Scopes []string }
	err := s.get(ctx, op, "/api/v1/apps/verify_credentials", nil, &app)
	switch kind := data.KindOf(err); {
	case kind == data.NotFound, kind == data.Unsupported, err == nil && app.Scopes == nil:
		app.Scopes = strings.Fields(scopes)
	case err != nil:
		return nil, err
	}
	var out []data.Ability
	for _, a := range []data.Ability{
		{Key: data.AbilityPublish, Needs: "write"},
		{Key: data.AbilityMedia, Needs: "write"},
		{Key: data.AbilitySchedule, Needs: "write"},
		{Key: data.AbilityDelete, Needs: "write"},
		{Key: data.AbilityNumbers, Needs: "read"},
		{Key: data.AbilityMessages, Needs: "read"},
		{Key: data.AbilityReply, Needs: "write"},
		{Key: data.AbilityModerate, Needs: "write"},
	} {
		if a.OK = slices.Contains(app.Scopes, a.Needs); a.OK {
			a.Needs = ""
		}
		out = append(out, a)
	}
	return append(out, data.Ability{Key: data.AbilityLastsLong, OK: true}), nil
}

// Revoke gives the token back to the server.
func (s *session) Revoke(ctx context.Context) error {
	const op = "mastodon: revoke"
	held, err := s.held(ctx, op)
	if err != nil {
		return err
	}
	form := url.Values{"client_id": {held.ID}, "client_secret": {held.Secret}, "token": {held.Token}}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/oauth/revoke", nil), Body: []byte(form.Encode()),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, Secrets: []string{held.Token, held.Secret},
	})
	if err != nil {
		return err
	}
	if f := refusal(op, resp); f != nil {
		return f
	}
	return nil
}
