package facebook

import (
	"context"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/oauth"
)

// rights are what a Page's token allows: the permissions that a person gave the
// application, and the tasks that the Page gave the person. nil is not told,
// and counts as given.
type rights struct {
	scopes []string
	tasks  []string
}

// need is what one ability asks for.
type need struct{ ability, scope, task string }

// needs are from the network's reference of permissions and of Page tasks.
func needs() []need {
	return []need{
		{data.AbilityPublish, "pages_manage_posts", "CREATE_CONTENT"},
		{data.AbilityMedia, "pages_manage_posts", "CREATE_CONTENT"},
		{data.AbilitySchedule, "pages_manage_posts", "CREATE_CONTENT"},
		{data.AbilityDelete, "pages_manage_posts", "CREATE_CONTENT"},
		{data.AbilityNumbers, "read_insights", "ANALYZE"},
		{data.AbilityMessages, "pages_read_user_content", ""},
		{data.AbilityReply, "pages_manage_engagement", "MODERATE"},
		{data.AbilityModerate, "pages_manage_engagement", "MODERATE"},
		{data.AbilityDirect, "pages_messaging", "MESSAGING"},
	}
}

// scopes are the permissions that a sign-in asks for.
func scopes() []string {
	return []string{
		"pages_show_list", "pages_read_engagement", "pages_manage_posts", "pages_manage_engagement",
		"pages_read_user_content", "read_insights", "pages_messaging",
	}
}

// lacks is what of a need is not there, "" when nothing is missing.
func (r rights) lacks(n need) string {
	switch {
	case r.scopes != nil && !slices.Contains(r.scopes, n.scope):
		return n.scope
	case n.task != "" && r.tasks != nil && !slices.Contains(r.tasks, n.task):
		return n.task
	}
	return ""
}

// allow tells whether an ability is there.
func (r rights) allow(ability string) bool {
	i := slices.IndexFunc(needs(), func(n need) bool { return n.ability == ability })
	return i >= 0 && r.lacks(needs()[i]) == ""
}

// abilities is one line per ability.
func (r rights) abilities() []data.Ability {
	var all []data.Ability
	for _, n := range needs() {
		missing := r.lacks(n)
		all = append(all, data.Ability{Key: n.ability, OK: missing == "", Needs: missing})
	}
	return all
}

// list and listed keep a list in one text; a list that was not told stays so.
func list(items []string) string { return strings.Join(items, ",") }

func listed(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// long is how long credentials have to hold out to be called lasting.
const long = 30 * 24 * time.Hour

// Probe asks the network which permissions the Page's token has. Where it does
// not say, those count that it told when the account was connected.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	now, expires, err := s.inspect(ctx, "facebook: probe")
	if err != nil {
		return nil, err
	}
	last := data.Ability{Key: data.AbilityLastsLong, OK: expires.IsZero() || expires.Sub(s.http.Clock().Now()) > long}
	if !last.OK {
		last.Needs = "fb_exchange_token"
	}
	return append(now.abilities(), last), nil
}

// inspect reads what the Page's token allows and when a person must sign in
// again.
func (s *session) inspect(ctx context.Context, op string) (rights, time.Time, error) {
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return rights{}, time.Time{}, err
	}
	kept := rights{scopes: listed(held.Scope), tasks: listed(held.More[moreTasks])}
	about, told, err := s.debug(ctx, op, held.Access, application{id: held.ID, secret: held.Secret})
	if err != nil || !told {
		return kept, s.account.Expires, err
	}
	if about.Scopes != nil {
		kept.scopes = about.Scopes
	}
	return kept, about.ends(), nil
}

// Describe reads the Page anew: its name, what its token allows, and until
// when.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "facebook: describe page"
	me, err := s.me(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	now, expires, err := s.inspect(ctx, op)
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	a.Handle, a.Name, a.Can, a.Expires = me.handle(), me.Name, now.capabilities(), expires
	return a, nil
}
