package mastodon

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const pageSize = 40 // the most posts that the network gives at once

// person is an account as the network shows it. A number that is missing is a
// gap.
type person struct {
	ID          string
	Username    string
	Acct        string // "awa", or "awa@ailleurs.example" from another server
	DisplayName string `json:"display_name"`
	URL         string
	Followers   *int64 `json:"followers_count"`
	Following   *int64 `json:"following_count"`
	Posts       *int64 `json:"statuses_count"`
}

func (p person) name() string {
	if p.DisplayName != "" {
		return p.DisplayName
	}
	return p.Username
}

// me reads the account that the token belongs to.
func (s *session) me(ctx context.Context, op string) (person, error) {
	var me person
	if err := s.get(ctx, op, "/api/v1/accounts/verify_credentials", nil, &me); err != nil {
		return me, err
	}
	if !isID(me.ID) || me.Username == "" {
		return me, httpx.Unexpected(op, "an account without id or name")
	}
	return me, nil
}

// Profile reads the account.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "mastodon: read account"
	me, err := s.me(ctx, op)
	if err != nil {
		return data.Profile{}, err
	}
	if me.ID != s.account.Remote {
		return data.Profile{}, httpx.Unexpected(op, "another account")
	}
	return data.Profile{
		Remote: me.ID, Handle: "@" + me.Username + "@" + s.domain(), Name: me.name(), URL: httpx.WebAddress(me.URL),
		Followers: data.Told(me.Followers), Following: data.Told(me.Following), Posts: data.Told(me.Posts),
	}, nil
}

// domain is the one of the account's own server, as people write it.
func (s *session) domain() string {
	return s.account.Handle[strings.LastIndexByte(s.account.Handle, '@')+1:]
}

// status is a post as the network shows it. Content is HTML.
type status struct {
	ID          string
	Created     string `json:"created_at"`
	URL         string
	Content     string
	Spoiler     string `json:"spoiler_text"`
	Visibility  string
	InReplyTo   string `json:"in_reply_to_id"`
	Answered    string `json:"in_reply_to_account_id"`
	Replies     *int64 `json:"replies_count"`
	Reblogs     *int64 `json:"reblogs_count"`
	Favourites  *int64 `json:"favourites_count"`
	Quotes      *int64 `json:"quotes_count"` // from Mastodon 4.5 on
	Account     person
	Media       []attached             `json:"media_attachments"`
	Application *struct{ Name string } // what it was written with; told to its author
	Reblog      json.RawMessage
}

// attached is a picture of a post.
type attached struct{ ID string }

func (p status) receipt() data.Receipt { return data.Receipt{ID: p.ID, URL: httpx.WebAddress(p.URL)} }

// at is when it was made.
func (p status) at() (time.Time, error) {
	at, err := time.Parse(time.RFC3339, p.Created)
	return at.UTC(), err
}

func (p status) isReblog() bool { return len(p.Reblog) > 0 && string(p.Reblog) != "null" }

// ownPage reads one page of the account's own posts, newest first.
func (s *session) ownPage(ctx context.Context, op, maxID string, extra url.Values) ([]json.RawMessage, string, error) {
	query := url.Values{"limit": {strconv.Itoa(pageSize)}, "exclude_reblogs": {"true"}}
	if maxID != "" {
		query.Set("max_id", maxID)
	}
	for key, values := range extra {
		query[key] = values
	}
	return s.list(ctx, op, "/api/v1/accounts/"+s.account.Remote+"/statuses", query, pageSize)
}

// OwnPosts lists own posts and own threads, not answers to others. What cannot
// be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "mastodon: read own posts"
	var posts []data.PostCounts
	for maxID := ""; len(posts) < most; {
		page, next, err := s.ownPage(ctx, op, maxID, url.Values{"exclude_replies": {"true"}})
		if err != nil {
			return nil, err
		}
		older := len(page) > 0
		for _, raw := range page {
			counts, ok := s.counts(raw)
			if !ok || counts.Posted.Before(since) {
				continue
			}
			older = false
			if len(posts) < most {
				posts = append(posts, counts)
			}
		}
		if older || next == "" || next == maxID {
			break
		}
		maxID = next
	}
	return posts, nil
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var p status
	if json.Unmarshal(raw, &p) != nil || !isID(p.ID) || p.isReblog() {
		return data.PostCounts{}, false
	}
	if p.InReplyTo != "" && p.Answered != s.account.Remote {
		return data.PostCounts{}, false
	}
	posted, err := p.at()
	if err != nil {
		return data.PostCounts{}, false
	}
	return data.PostCounts{
		Account: s.account.ID, Remote: p.ID, Posted: posted, Read: s.http.Clock().Now(),
		Likes: data.Told(p.Favourites), Replies: data.Told(p.Replies), Shares: data.Told(p.Reblogs), Quotes: data.Told(p.Quotes),
		Text: plain(p.Content), URL: httpx.WebAddress(p.URL),
	}, true
}
