package tiktok

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// person is the account as the network shows it. What a permission was not
// given for is missing, and stays a gap.
type person struct {
	ID        string `json:"open_id"`
	Display   string `json:"display_name"`
	Username  string
	Followers *int64 `json:"follower_count"`
	Following *int64 `json:"following_count"`
	Videos    *int64 `json:"video_count"`
}

// handle is the name in addresses, or what is shown where that is not told.
func (p person) handle() string {
	if p.Username != "" {
		return "@" + p.Username
	}
	return p.Display
}

func (p person) name() string {
	if p.Display != "" {
		return p.Display
	}
	return p.Username
}

// me reads the account. Only what the permissions allow is asked for: one field
// too many and the network tells nothing.
func (s *session) me(ctx context.Context, op string, given []string) (person, error) {
	fields := []string{"open_id", "display_name"}
	if slices.Contains(given, scopeProfile) {
		fields = append(fields, "username")
	}
	if slices.Contains(given, scopeStats) {
		fields = append(fields, "follower_count", "following_count", "video_count")
	}
	var out struct{ User person }
	err := s.call(ctx, httpx.Request{
		Op: op, Method: http.MethodGet, URL: s.server + "/v2/user/info/?fields=" + url.QueryEscape(strings.Join(fields, ",")),
	}, &out)
	if err != nil {
		return person{}, err
	}
	if out.User.ID == "" || out.User.handle() == "" {
		return person{}, httpx.Unexpected(op, "an account without id or name")
	}
	return out.User, nil
}

// mine is me, of the account that the session speaks for.
func (s *session) mine(ctx context.Context, op string) (person, oauth.Credentials, error) {
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return person{}, held, err
	}
	me, err := s.me(ctx, op, granted(held))
	if err == nil && me.ID != s.account.Remote {
		err = httpx.Unexpected(op, "another account")
	}
	return me, held, err
}

// Profile reads the account.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	me, _, err := s.mine(ctx, "tiktok: read account")
	if err != nil {
		return data.Profile{}, err
	}
	p := data.Profile{
		Remote: me.ID, Handle: me.handle(), Name: me.name(),
		Followers: data.Told(me.Followers), Following: data.Told(me.Following), Posts: data.Told(me.Videos),
	}
	if me.Username != "" {
		p.URL = webHost + "/@" + me.Username
	}
	return p, nil
}

// Describe reads the account anew. Whether photos can be fetched stays as it was
// said when connecting.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	me, _, err := s.mine(ctx, "tiktok: describe account")
	if err != nil {
		return data.Account{}, err
	}
	held, err := oauth.Held(ctx, "tiktok: describe account", s.keys) // anew: the reading may have renewed it
	if err != nil {
		return data.Account{}, err
	}
	a := s.account
	a.Handle, a.Name, a.Expires = me.handle(), me.name(), held.Ends
	a.Can = capabilities(granted(held), s.account.Can.Media.Images > 0)
	return a, nil
}

// Probe says what the permissions that were given allow.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "tiktok: probe"
	_, held, err := s.mine(ctx, op)
	if err != nil {
		return nil, err
	}
	var out []data.Ability
	for _, a := range []data.Ability{
		{Key: data.AbilityPublish, Needs: scopeUpload},
		{Key: data.AbilityMedia, Needs: scopeUpload},
		{Key: data.AbilityNumbers, Needs: scopeList},
	} {
		if a.OK = slices.Contains(granted(held), a.Needs); a.OK {
			a.Needs = ""
		}
		out = append(out, a)
	}
	lasts := data.Ability{Key: data.AbilityLastsLong, OK: held.Refresh != ""}
	if !lasts.OK {
		lasts.Needs = "refresh_token"
	}
	return append(out, lasts), nil
}

// Revoke gives the token back to the network.
func (s *session) Revoke(ctx context.Context) error {
	const op = "tiktok: revoke"
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return err
	}
	form := url.Values{"client_key": {held.ID}, "client_secret": {held.Secret}, "token": {held.Access}}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.server + "/v2/oauth/revoke/", Body: []byte(form.Encode()), Secrets: held.All(),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
	})
	if err != nil {
		return err
	}
	if f := signInRefusal(op, resp); f != nil {
		return f
	}
	return nil
}

// video is an own video as the network lists it.
type video struct {
	ID          string
	Title       string
	Description string `json:"video_description"`
	Created     int64  `json:"create_time"` // Unix seconds
	URL         string `json:"share_url"`
	Likes       *int64 `json:"like_count"`
	Comments    *int64 `json:"comment_count"`
	Shares      *int64 `json:"share_count"`
	Views       *int64 `json:"view_count"`
}

const videoFields = "id,title,video_description,create_time,share_url,like_count,comment_count,share_count,view_count"

// OwnPosts lists the public videos. Drafts are in no list, and without the
// permission to list there is none at all, as the account's capabilities say.
// What cannot be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "tiktok: read own videos"
	if !s.account.Can.Likes {
		return nil, nil
	}
	var posts []data.PostCounts
	cursor := int64(0)
	for range listPages {
		if len(posts) >= most {
			break
		}
		in := map[string]int64{"max_count": listPage}
		if cursor > 0 {
			in["cursor"] = cursor
		}
		var page struct {
			Videos []json.RawMessage
			Cursor int64
			More   bool `json:"has_more"`
		}
		if err := s.post(ctx, post{op: op, path: "/v2/video/list/?fields=" + url.QueryEscape(videoFields), in: in}, &page); err != nil {
			return nil, err
		}
		if page.Videos == nil {
			return nil, httpx.Unexpected(op, "no list of videos")
		}
		older := len(page.Videos) > 0
		for _, raw := range page.Videos {
			counts, err := s.counts(raw)
			if err != nil || counts.Posted.Before(since) {
				continue
			}
			older = false
			if len(posts) < most {
				posts = append(posts, counts)
			}
		}
		if older || !page.More || page.Cursor == cursor {
			break
		}
		cursor = page.Cursor
	}
	return posts, nil
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, error) {
	var v video
	if err := json.Unmarshal(raw, &v); err != nil {
		return data.PostCounts{}, err
	}
	if !isNumber(v.ID) || v.Created <= 0 {
		return data.PostCounts{}, errors.New("a video without id or time")
	}
	c := data.PostCounts{
		Account: s.account.ID, Remote: v.ID, Posted: time.Unix(v.Created, 0).UTC(), Read: s.http.Clock().Now(),
		Likes: data.Told(v.Likes), Replies: data.Told(v.Comments), Shares: data.Told(v.Shares), Views: data.Told(v.Views), Text: v.Description,
	}
	if c.Text == "" {
		c.Text = v.Title
	}
	if strings.HasPrefix(v.URL, "https://") {
		c.URL = v.URL
	}
	return c, nil
}
