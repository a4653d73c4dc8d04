package x

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// price is what the network asks since 6 February 2026, by its table of
// pricedOn. Own posts and mentions cost less than those of others, as long as
// the account owns the application.
func price() data.Price {
	return data.Price{
		Currency: "USD", Post: 15_000, Link: 200_000, Media: 5_000, Delete: 10_000, Read: 1_000, Dated: pricedOn,
	}
}

// capabilities are what an account can do with these permissions. subscription
// is how the network calls what its owner pays for.
func capabilities(granted []string, subscription string) data.Capabilities {
	has := func(scope string) bool { return slices.Contains(granted, scope) }
	c := data.Capabilities{
		Text:  data.TextRule{Max: textMax, Unit: data.Weighted, URL: linkLength, Optional: true},
		Proof: data.ProofRule{Proof: data.ProofLook, Settle: settle},
		Likes: has(scopeRead), Messages: has(scopeRead), PerDay: perDay, Price: price(),
	}
	longest := videoMax
	if strings.HasPrefix(subscription, "Premium") { // also "PremiumPlus"
		c.Text.Max, c.PerDay, longest = textMaxPremium, 0, videoMaxPaying
	}
	if has(scopeMedia) {
		c.Media = data.MediaRule{
			Images: images, MaxBytes: imageBytes, MIME: []string{"image/jpeg", "image/png", "image/webp", gif}, AltMax: altMax,
			Videos: 1, VideoBytes: data.MaxVideoBytes, VideoMIME: []string{"video/mp4", "video/quicktime"},
			VideoMin: videoMin, VideoMax: longest,
		}
	}
	if has(scopeWrite) {
		c.Thread, c.Delete, c.Reply = true, true, true
		c.Options = options()
	}
	if has(scopeModerate) {
		c.Acts = append(c.Acts, data.ActHide, data.ActUnhide)
	}
	if has(scopeMute) {
		c.Acts = append(c.Acts, data.ActMute)
	}
	return c
}

func options() []data.Option {
	return []data.Option{
		{Key: optionReplies, Kind: data.OptionChoice, Choices: []string{everybody, "following", "mentionedUsers", "subscribers", "verified"}},
		{Key: optionPoll, Kind: data.OptionLines, Max: pollMost},
		{Key: optionPollFor, Kind: data.OptionChoice, Choices: []string{"1440", "60", "360", "4320", "10080"}},
		{Key: optionAI, Kind: data.OptionFlag},
		{Key: optionPaid, Kind: data.OptionFlag},
	}
}

// granted are the permissions that credentials carry. A network that does not
// tell has given all that was asked for (RFC 6749, 5.1).
func granted(held oauth.Credentials) []string {
	if held.Scope == "" {
		return scopes()
	}
	return strings.Fields(held.Scope)
}

// user is an account as the network shows it. A number that is missing is a gap;
// posts have had two names.
type user struct {
	ID           string
	Name         string
	Username     string
	Subscription string `json:"subscription_type"`
	Metrics      struct {
		Followers *int64 `json:"followers_count"`
		Following *int64 `json:"following_count"`
		Posts     *int64 `json:"post_count"`
		Tweets    *int64 `json:"tweet_count"`
	} `json:"public_metrics"`
}

func (u user) account(h hosts, held oauth.Credentials) data.Account {
	a := data.Account{
		Network: Name, Server: h.api, Remote: u.ID, Handle: "@" + u.Username, Name: u.Name,
		Can: capabilities(granted(held), u.Subscription),
	}
	if a.Name == "" {
		a.Name = u.Username
	}
	if held.Refresh == "" { // else it renews itself for good
		a.Expires = held.Expires
	}
	return a
}

// me reads the account that the token belongs to.
func (s *session) me(ctx context.Context, op string) (user, error) {
	var me user
	err := s.get(ctx, op, "/2/users/me", url.Values{"user.fields": {"public_metrics,subscription_type"}}, &me)
	if err == nil && (!isID(me.ID) || me.Username == "") {
		err = httpx.Unexpected(op, "an account without id or name")
	}
	return me, err
}

// Profile reads the account.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "x: read account"
	me, err := s.me(ctx, op)
	if err != nil {
		return data.Profile{}, err
	}
	if me.ID != s.account.Remote {
		return data.Profile{}, httpx.Unexpected(op, "another account")
	}
	return data.Profile{
		Remote: me.ID, Handle: "@" + me.Username, Name: me.account(s.hosts, oauth.Credentials{}).Name, URL: site + "/" + me.Username,
		Followers: count(me.Metrics.Followers), Following: count(me.Metrics.Following), Posts: count(me.Metrics.Posts, me.Metrics.Tweets),
	}, nil
}

// count is the first number that is there.
func count(numbers ...*int64) data.Count {
	for _, n := range numbers {
		if n != nil && *n >= 0 {
			return data.Known(*n)
		}
	}
	return data.Count{}
}

// Describe reads the account anew: its names, and what it can do since its owner
// subscribed to something or stopped.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "x: describe account"
	me, err := s.me(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return data.Account{}, err
	}
	return me.account(s.hosts, held), nil
}

// Probe asks the network for the account, and then tells what the permissions
// allow that it gave with the token.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "x: probe"
	if _, err := s.me(ctx, op); err != nil {
		return nil, err
	}
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return nil, err
	}
	has := granted(held)
	var all []data.Ability
	for _, a := range []struct{ key, needs string }{
		{data.AbilityPublish, scopeWrite},
		{data.AbilityMedia, scopeMedia},
		{data.AbilityDelete, scopeWrite},
		{data.AbilityNumbers, scopeRead},
		{data.AbilityMessages, scopeRead},
		{data.AbilityReply, scopeWrite},
		{data.AbilityModerate, scopeModerate},
		{data.AbilityLastsLong, scopeOffline},
	} {
		ok := slices.Contains(has, a.needs)
		if a.key == data.AbilityLastsLong {
			ok = held.Refresh != ""
		}
		ability := data.Ability{Key: a.key, OK: ok}
		if !ok {
			ability.Needs = a.needs
		}
		all = append(all, ability)
	}
	return all, nil
}

// Revoke takes back what the network gave, the refresh token first.
func (s *session) Revoke(ctx context.Context) error {
	const op = "x: revoke"
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return err
	}
	for _, token := range []string{held.Refresh, held.Access} {
		if token == "" {
			continue
		}
		resp, err := s.http.Do(ctx, httpx.Request{
			Op: op, Method: http.MethodPost, URL: s.api + "/2/oauth2/revoke",
			Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
			Body:   []byte(url.Values{"token": {token}, "client_id": {held.ID}}.Encode()), Secrets: held.All(),
		})
		if err != nil {
			return err
		}
		if f := refusal(op, resp, s.http.Clock().Now()); f != nil {
			return f
		}
	}
	return nil
}
