package pinterest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

const (
	boardsPage = 250 // the most that the network gives at once
	boardPages = 8
)

// grant is which of the scopes the person agreed to.
type grant []string

// grantOf reads what the network says was granted: parted by spaces or commas,
// by the sample at hand.
func grantOf(scope string) grant {
	return strings.FieldsFunc(scope, func(r rune) bool { return r == ' ' || r == ',' })
}

// lacks names the first of the scopes that was not granted, "" when all were.
func (g grant) lacks(scopes ...string) string {
	for _, scope := range scopes {
		if !slices.Contains(g, scope) {
			return scope
		}
	}
	return ""
}

func (g grant) publishes() bool {
	return g.lacks("boards:read", "boards:write", "pins:read", "pins:write") == ""
}

// capabilities is what an account with these boards can do.
func capabilities(g grant, boards []board) data.Capabilities {
	can := data.Capabilities{
		Text: data.TextRule{Max: maxText, Unit: data.Runes, Optional: true},
		Proof: data.ProofRule{
			Proof: data.ProofLook, Settle: settle,
		},
		Likes: true,
	}
	if !g.publishes() {
		return can
	}
	option := data.Option{Key: optionBoard, Kind: data.OptionChoice, Required: true}
	for _, b := range boards {
		option.Choices, option.Names = append(option.Choices, b.ID), append(option.Names, b.Name)
	}
	can.Title, can.TitleMax, can.Delete = true, maxTitle, true
	can.Options = []data.Option{option, {Key: optionLink, Kind: data.OptionText, Max: maxLink}}
	can.Media = data.MediaRule{
		Images: maxImages, MaxBytes: maxImageBytes, MIME: []string{"image/jpeg", "image/png"}, AltMax: maxAlt,
		Videos: 1, VideoBytes: maxVideoBytes, VideoMIME: []string{"video/mp4", "video/quicktime", "video/x-m4v"},
		VideoMin: minVideo, VideoMax: maxVideo, Required: true,
	}
	return can
}

// person is the account as the network shows it. A number that is missing is a
// gap.
type person struct {
	ID        string
	Username  string
	Business  string `json:"business_name"`
	Followers *int64 `json:"follower_count"`
	Following *int64 `json:"following_count"`
	Pins      *int64 `json:"pin_count"`
}

func (p person) name() string {
	if p.Business != "" {
		return p.Business
	}
	return p.Username
}

// me reads the account that the token belongs to.
func (s *session) me(ctx context.Context) (person, error) {
	const op = "pinterest: read account"
	var me person
	if err := s.get(ctx, op, "/user_account", nil, &me); err != nil {
		return me, err
	}
	if !isID(me.ID) || me.Username == "" {
		return me, httpx.Unexpected(op, "an account without id or name")
	}
	if s.account.Remote != "" && me.ID != s.account.Remote {
		return me, httpx.Unexpected(op, "another account")
	}
	return me, nil
}

// Profile reads the account.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	me, err := s.me(ctx)
	if err != nil {
		return data.Profile{}, err
	}
	return data.Profile{
		Remote: me.ID, Handle: "@" + me.Username, Name: me.name(), URL: s.web + "/" + url.PathEscape(me.Username) + "/",
		Followers: data.Told(me.Followers), Following: data.Told(me.Following), Posts: data.Told(me.Pins),
	}, nil
}

type board struct{ ID, Name string }

// boards lists the boards that pins can be put on, in the network's order. What
// cannot be read is left out.
func (s *session) boards(ctx context.Context) ([]board, error) {
	const op = "pinterest: read boards"
	var all []board
	bookmark := ""
	for range boardPages {
		items, next, err := s.list(ctx, op, "/boards", url.Values{}, boardsPage, bookmark)
		if err != nil {
			return nil, err
		}
		for _, raw := range items {
			var b board
			if json.Unmarshal(raw, &b) == nil && isID(b.ID) && b.Name != "" {
				all = append(all, b)
			}
		}
		if next == "" {
			break
		}
		bookmark = next
	}
	return all, nil
}

// Describe reads the account with its boards anew. Expires is when the refresh
// token ends that the last renewal gave, and so moves on as long as Parvis runs
// now and then.
func (s *session) Describe(ctx context.Context) (data.Account, error) { return s.describe(ctx) }

func (s *session) describe(ctx context.Context) (data.Account, error) {
	me, err := s.me(ctx)
	if err != nil {
		return data.Account{}, err
	}
	held, err := oauth.Held(ctx, "pinterest: describe account", s.keys)
	if err != nil {
		return data.Account{}, err
	}
	granted := grantOf(held.Scope)
	var boards []board
	if granted.lacks("boards:read") == "" {
		if boards, err = s.boards(ctx); err != nil {
			return data.Account{}, err
		}
	}
	a := s.account
	a.Remote, a.Handle, a.Name = me.ID, "@"+me.Username, me.name()
	a.Can, a.Expires = capabilities(granted, boards), held.Ends
	if held.Refresh == "" {
		a.Expires = held.Expires
	}
	return a, nil
}

// Probe tells what the scopes allow that the network granted. Whether the
// application is still on trial cannot be asked: the line for publishing always
// names the access without which nobody else sees a pin.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "pinterest: probe"
	if _, err := s.me(ctx); err != nil {
		return nil, err
	}
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return nil, err
	}
	granted := grantOf(held.Scope)
	if len(granted) == 0 {
		return nil, &data.Failure{Kind: data.Auth, Op: op, Code: CodeRights, Err: errors.New("no scope was granted")}
	}
	line := func(key string, scopes ...string) data.Ability {
		missing := granted.lacks(scopes...)
		return data.Ability{Key: key, OK: missing == "", Needs: missing}
	}
	all := []data.Ability{
		line(data.AbilityPublish, "boards:read", "boards:write", "pins:read", "pins:write"),
		line(data.AbilityMedia, "pins:read", "pins:write"),
		line(data.AbilityDelete, "boards:read", "boards:write", "pins:read", "pins:write"),
		line(data.AbilityNumbers, "boards:read", "pins:read", "user_accounts:read"),
		{Key: data.AbilityLastsLong, OK: held.Refresh != "", Needs: "refresh_token"},
	}
	if all[0].OK {
		all[0].Needs = "Standard access"
	}
	if last := &all[len(all)-1]; last.OK {
		last.Needs = ""
	}
	return all, nil
}
