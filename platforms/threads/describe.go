package threads

import (
	"context"
	"net/url"
	"slices"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// The permissions that Parvis asks for.
const (
	scopeBasic    = "threads_basic"
	scopePublish  = "threads_content_publish"
	scopeRead     = "threads_read_replies"
	scopeManage   = "threads_manage_replies"
	scopeInsights = "threads_manage_insights"
	scopeMentions = "threads_manage_mentions"
	scopeDelete   = "threads_delete"
)

func scopes() []string {
	return []string{scopeBasic, scopePublish, scopeRead, scopeManage, scopeInsights, scopeMentions, scopeDelete}
}

// told is what the network says of a token. It is in the shape of Facebook's
// debug_token (remembered, not verified: the official collection shows no
// answer); what it does not tell counts as given.
type told struct {
	scopes []string // nil: not told
	ends   time.Time
}

func (t told) has(scope string) bool { return t.scopes == nil || slices.Contains(t.scopes, scope) }

// debug asks what a token is worth.
func (s *session) debug(ctx context.Context, token string) (told, error) {
	const op = "threads: check token"
	var said struct {
		Data struct {
			Valid  *bool `json:"is_valid"`
			Ends   int64 `json:"expires_at"`
			Scopes []string
		}
	}
	if err := s.api().Get(ctx, op, "/debug_token", url.Values{"input_token": {token}}, &said); err != nil {
		return told{}, httpx.WithoutRaw(err)
	}
	if v := said.Data.Valid; v != nil && !*v {
		return told{}, &data.Failure{Kind: data.Auth, Op: op}
	}
	t := told{scopes: said.Data.Scopes}
	if said.Data.Ends > 0 {
		t.ends = time.Unix(said.Data.Ends, 0).UTC()
	}
	return t, nil
}

// Probe tells what the token's permissions allow.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	held, err := oauth.Held(ctx, "threads: probe token", s.keys)
	if err != nil {
		return nil, err
	}
	t, err := s.debug(ctx, held.Access)
	if err != nil {
		return nil, err
	}
	lasts := data.Ability{Key: data.AbilityLastsLong, OK: held.Ends.Sub(s.http.Clock().Now()) > 30*24*time.Hour}
	if !lasts.OK {
		lasts.Needs = "th_refresh_token"
	}
	return append(t.abilities(), lasts), nil
}

func (t told) abilities() []data.Ability {
	var all []data.Ability
	for _, a := range []struct{ key, scope string }{
		{data.AbilityPublish, scopePublish},
		{data.AbilityMedia, scopePublish},
		{data.AbilityDelete, scopeDelete},
		{data.AbilityNumbers, scopeInsights},
		{data.AbilityMessages, scopeRead},
		{data.AbilityReply, scopeManage},
		{data.AbilityModerate, scopeManage},
	} {
		one := data.Ability{Key: a.key, OK: t.has(a.scope)}
		if !one.OK {
			one.Needs = a.scope
		}
		all = append(all, one)
	}
	return all
}

// can is what the account can do with a token that is worth so much.
func (s *session) can(ctx context.Context, t told) (data.Capabilities, error) {
	ok := map[string]bool{}
	for _, a := range t.abilities() {
		ok[a.Key] = a.OK
	}
	perDay := usualPerDay
	if ok[data.AbilityPublish] {
		var err error
		// Fields that need a further permission would be answered by 500 with an
		// empty body.
		if perDay, err = s.api().PerDay(ctx, "/me/threads_publishing_limit", usualPerDay); err != nil {
			return data.Capabilities{}, err
		}
	}
	return capabilities(func(key string) bool { return ok[key] }, perDay), nil
}

// Describe reads the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	me, err := s.self(ctx)
	if err != nil {
		return data.Account{}, err
	}
	held, err := oauth.Held(ctx, "threads: describe account", s.keys)
	if err != nil {
		return data.Account{}, err
	}
	t, err := s.debug(ctx, held.Access)
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	a.Handle, a.Name, a.Expires = "@"+me.Username, me.name(), held.Ends
	a.Can, err = s.can(ctx, t)
	return a, err
}
