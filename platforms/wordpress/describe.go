package wordpress

import (
	"context"
	"strconv"

	"parvis/data"
	"parvis/platforms/httpx"
)

// login reads what the keychain holds.
func (s *session) login(ctx context.Context, op string) (login, error) {
	secret, err := s.keys.Get(ctx)
	if err != nil {
		return login{}, httpx.KeyFailure(op, err)
	}
	return readLogin(op, secret)
}

// mine reads the account's own user.
func (s *session) mine(ctx context.Context, op string) (user, login, error) {
	as, err := s.login(ctx, op)
	if err != nil {
		return user{}, as, err
	}
	me, err := s.user(ctx, op, as)
	if err == nil && strconv.FormatInt(me.ID, 10) != s.account.Remote {
		err = httpx.Unexpected(op, "another account's profile")
	}
	return me, as, err
}

// Describe reads the name of the site and the role of the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "wordpress: describe account"
	me, as, err := s.mine(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	site, _, err := (&Network{http: s.http}).index(ctx, op, s.root, as)
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	a.Handle, a.Can = me.Username+"@"+site.home, me.can()
	if a.Name = site.name; a.Name == "" {
		a.Name = site.home
	}
	return a, nil
}

// Probe says what the account's role on the site allows, in WordPress's names.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	me, _, err := s.mine(ctx, "wordpress: probe")
	if err != nil {
		return nil, err
	}
	var out []data.Ability
	for _, a := range []data.Ability{
		{Key: data.AbilityPublish, Needs: "publish_posts"},
		{Key: data.AbilityMedia, Needs: "upload_files"},
		{Key: data.AbilityModerate, Needs: "moderate_comments"},
	} {
		if a.OK = me.may(a.Needs); a.OK {
			a.Needs = ""
		}
		out = append(out, a)
	}
	return append(out, data.Ability{Key: data.AbilityLastsLong, OK: true}), nil
}
