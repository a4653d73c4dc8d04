package instagram

import (
	"context"
	"net/url"
	"time"

	"parvis/data"
	"parvis/platforms/oauth"
)

// scopes are the permissions as one of the two sign-ins names them.
type scopes struct {
	basic, publish, comments, messages, insights string
}

func ownScopes() scopes {
	const family = "instagram_business_"
	return scopes{family + "basic", family + "content_publish", family + "manage_comments", family + "manage_messages", family + "manage_insights"}
}

func facebookScopes() scopes {
	const family = "instagram_"
	return scopes{family + "basic", family + "content_publish", family + "manage_comments", family + "manage_messages", family + "manage_insights"}
}

func (s scopes) all() []string {
	return []string{s.basic, s.publish, s.comments, s.messages, s.insights}
}

// asks are the readings that show what a token can do: neither kind of token
// tells its permissions by itself.
func (s *session) asks() []ask {
	me := "/" + s.account.Remote
	need := ownScopes()
	if s.server == hostFacebook {
		need = facebookScopes()
	}
	return []ask{
		{
			me + "/content_publishing_limit",
			url.Values{"fields": {"quota_usage,config"}},
			need.publish,
			[]string{data.AbilityPublish, data.AbilityMedia, data.AbilityDelete},
		},
		{
			me + "/insights",
			url.Values{"metric": {"reach"}, "period": {"day"}, "metric_type": {"total_value"}},
			need.insights,
			[]string{data.AbilityNumbers},
		},
		{
			me + "/media",
			url.Values{"fields": {"id,comments.limit(1){id}"}, "limit": {"1"}},
			need.comments,
			[]string{data.AbilityMessages, data.AbilityReply, data.AbilityModerate},
		},
		{
			me + "/conversations",
			url.Values{"platform": {"instagram"}, "limit": {"1"}},
			need.messages,
			[]string{data.AbilityDirect},
		},
	}
}

// ask is a reading that succeeds when a permission was given.
type ask struct {
	path      string
	query     url.Values
	scope     string
	abilities []string
}

// Probe tries what the token can do.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "instagram: probe token"
	var all []data.Ability
	for _, a := range s.asks() {
		_, err := s.api().Page(ctx, op, a.path, a.query, "")
		if err != nil && data.KindOf(err) != data.Unsupported {
			return nil, err
		}
		for _, key := range a.abilities {
			one := data.Ability{Key: key, OK: err == nil}
			if err != nil {
				one.Needs = a.scope
			}
			all = append(all, one)
		}
	}
	ends, err := s.ends(ctx, op)
	if err != nil {
		return nil, err
	}
	lasts := data.Ability{Key: data.AbilityLastsLong, OK: ends.IsZero() || ends.Sub(s.http.Clock().Now()) > 30*24*time.Hour}
	if !lasts.OK {
		lasts.Needs = "ig_refresh_token"
	}
	return append(all, lasts), nil
}

// ends is when a person must have signed in again.
func (s *session) ends(ctx context.Context, op string) (time.Time, error) {
	held, err := oauth.Held(ctx, op, s.keys)
	return held.Ends, err
}

// can is what the account can do with this token.
func (s *session) can(ctx context.Context) (data.Capabilities, error) {
	abilities, err := s.Probe(ctx)
	if err != nil {
		return data.Capabilities{}, err
	}
	ok := map[string]bool{}
	for _, a := range abilities {
		ok[a.Key] = a.OK
	}
	perDay := usualPerDay
	if ok[data.AbilityPublish] {
		// Its guide and its reference say different numbers.
		if perDay, err = s.api().PerDay(ctx, "/"+s.account.Remote+"/content_publishing_limit", usualPerDay); err != nil {
			return data.Capabilities{}, err
		}
	}
	return capabilities(func(key string) bool { return ok[key] }, perDay), nil
}

// Describe reads the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "instagram: describe account"
	me, err := s.self(ctx)
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	a.Handle, a.Name = "@"+me.Username, me.name()
	if a.Can, err = s.can(ctx); err != nil {
		return data.Account{}, err
	}
	a.Expires, err = s.ends(ctx, op)
	return a, err
}
