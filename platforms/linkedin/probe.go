package linkedin

import (
	"context"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// lasting is how long credentials must still live to be called lasting.
const lasting = 30 * day

// held are the account's credentials, looked at by the network where the owner
// left the application's secret with them.
func (s *session) held(ctx context.Context, op string) (oauth.Credentials, error) {
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil || held.ID == "" || held.Secret == "" {
		return held, err
	}
	return s.introspect(ctx, held)
}

// Probe tells what the token's scopes allow. What no scope of LinkedIn's gives
// to everybody says which one it would take.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "linkedin: look at rights"
	held, err := s.held(ctx, op)
	if err != nil {
		return nil, err
	}
	if _, err := s.there(ctx); err != nil {
		return nil, err
	}
	given := readScopes(held.Scope)
	if isPage(s.account.Remote) {
		return append(pageAbilities(given), s.lasts(held)), nil
	}
	publish := given.allow(memberScope)
	if len(given) == 0 {
		if publish, err = s.mayPost(ctx, op); err != nil {
			return nil, err
		}
	}
	return []data.Ability{
		{Key: data.AbilityPublish, OK: publish, Needs: memberScope},
		{Key: data.AbilityMedia, OK: publish, Needs: memberScope},
		{Key: data.AbilityDelete, OK: publish, Needs: memberScope},
		{Key: data.AbilityNumbers, Needs: "r_member_postAnalytics"},
		{Key: data.AbilityMessages, Needs: "r_member_social"},
		s.lasts(held),
	}, nil
}

func pageAbilities(given scopes) []data.Ability {
	writes, reads := given.allow(writePosts...), given.allow(readPosts...)
	return []data.Ability{
		{Key: data.AbilityPublish, OK: writes, Needs: writePosts[0]},
		{Key: data.AbilityMedia, OK: writes, Needs: writePosts[0]},
		{Key: data.AbilityDelete, OK: writes, Needs: writePosts[0]},
		{Key: data.AbilityNumbers, OK: reads && given.allow(adminScope), Needs: adminScope},
		{Key: data.AbilityMessages, OK: reads, Needs: readPosts[0]},
		{Key: data.AbilityReply, OK: reads && writes, Needs: writePosts[0]},
		{Key: data.AbilityModerate, OK: reads && writes, Needs: writePosts[0]},
	}
}

// lasts: a token that nothing renews lasts as long as it was given for.
func (s *session) lasts(held oauth.Credentials) data.Ability {
	ends := held.Expires
	if ends.IsZero() {
		ends = s.account.Expires
	}
	ok := ends.IsZero() || ends.Sub(s.http.Clock().Now()) > lasting
	return data.Ability{Key: data.AbilityLastsLong, OK: ok, Needs: "refresh_token"}
}

// mayPost asks for a place for a picture, which needs the scope of a post and
// makes nothing public.
func (s *session) mayPost(ctx context.Context, op string) (bool, error) {
	_, _, err := s.announce(ctx, op, "image", announcement{})
	if f := data.AsFailure(op, err); err != nil && f.Code == CodePermission {
		return false, nil
	}
	return err == nil, err
}

// Describe reads the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "linkedin: read account"
	held, err := s.held(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	var now data.Account
	if isPage(s.account.Remote) {
		about, err := s.about(ctx, op)
		if err != nil {
			return data.Account{}, err
		}
		now = about.account(held)
	} else {
		me, err := s.me(ctx, op)
		if err != nil {
			return data.Account{}, err
		}
		now = me.account(held)
	}
	if now.Remote != s.account.Remote {
		return data.Account{}, httpx.Unexpected(op, "another account")
	}
	a := s.account
	a.Name, a.Handle, a.Can, a.Expires = now.Name, now.Handle, now.Can, now.Expires
	return a, nil
}
