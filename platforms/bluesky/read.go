package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const pageSize = 100 // the most that the network gives at once

// profileView is what getProfile answers. A number that is missing is a gap.
type profileView struct {
	DID         string
	Handle      string
	DisplayName string
	Followers   *int64 `json:"followersCount"`
	Following   *int64 `json:"followsCount"`
	Posts       *int64 `json:"postsCount"`
}

func (w wire) profile(ctx context.Context, op, token, did string) (profileView, error) {
	s := &session{wire: w, keys: lent{token}}
	var view profileView
	err := s.get(ctx, op, "app.bsky.actor.getProfile", url.Values{"actor": {did}}, &view)
	return view, err
}

// lent is a token just received, which needs no renewing.
type lent struct{ token string }

func (l lent) Get(context.Context) (data.Secret, error) {
	return tokens{Access: l.token, Refresh: l.token}.secret()
}

func (l lent) Renew(context.Context, data.Secret, func(context.Context, data.Secret) (data.Secret, error)) (data.Secret, error) {
	return data.Secret{}, &data.Failure{Kind: data.Auth, Op: "bluesky: sign in", Err: errors.New("a fresh token is refused")}
}

// Profile reads the account. On a server without AppView it tells the handle
// and no numbers.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "bluesky: read profile"
	var view profileView
	err := s.get(ctx, op, "app.bsky.actor.getProfile", url.Values{"actor": {s.account.Remote}}, &view)
	if hasNoAppView(err) {
		// getSession also proves that the credentials are good.
		err = s.get(ctx, op, "com.atproto.server.getSession", nil, &view)
	}
	if err != nil {
		return data.Profile{}, err
	}
	if view.DID != s.account.Remote || view.Handle == "" {
		return data.Profile{}, httpx.Unexpected(op, "another account's profile")
	}
	return data.Profile{
		Remote: view.DID, Handle: "@" + view.Handle, Name: view.DisplayName, URL: site + "/profile/" + view.Handle,
		Followers: data.Told(view.Followers), Following: data.Told(view.Following), Posts: data.Told(view.Posts),
	}, nil
}

// Describe reads the account's names anew, and whether the server knows the
// network's AppView.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	const op = "bluesky: describe account"
	var view profileView
	err := s.get(ctx, op, "app.bsky.actor.getProfile", url.Values{"actor": {s.account.Remote}}, &view)
	alone := hasNoAppView(err)
	if alone {
		err = s.get(ctx, op, "com.atproto.server.getSession", nil, &view)
	}
	if err != nil {
		return data.Account{}, err
	}
	if view.DID != s.account.Remote || view.Handle == "" {
		return data.Account{}, httpx.Unexpected(op, "another account's profile")
	}
	a := s.account
	a.Handle, a.Name, a.Can = "@"+view.Handle, view.Handle, capabilities(!alone)
	if view.DisplayName != "" {
		a.Name = view.DisplayName
	}
	return a, nil
}

// postView is one own post with its counters.
type postView struct {
	strongRef
	Author  struct{ DID string }
	Likes   *int64          `json:"likeCount"`
	Reposts *int64          `json:"repostCount"`
	Replies *int64          `json:"replyCount"`
	Quotes  *int64          `json:"quoteCount"`
	Record  json.RawMessage // of the AppView
	Value   json.RawMessage // of the PDS
	Indexed string          `json:"indexedAt"`
}

// OwnPosts lists own posts and own threads, not answers to others. A server
// without AppView lists the posts with counters that are gaps. What cannot be
// read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	var posts []data.PostCounts
	list, cursor := s.feedPage, ""
	for len(posts) < most {
		page, next, err := list(ctx, cursor)
		if hasNoAppView(err) && cursor == "" {
			list = s.recordPage
			page, next, err = list(ctx, cursor)
		}
		if err != nil {
			return nil, err
		}
		older := len(page) > 0
		for _, view := range page {
			counts, ok := s.counts(view)
			if !ok || counts.Posted.Before(since) {
				continue
			}
			older = false
			if len(posts) < most {
				posts = append(posts, counts)
			}
		}
		if older || next == "" || next == cursor {
			break
		}
		cursor = next
	}
	return posts, nil
}

func (s *session) feedPage(ctx context.Context, cursor string) ([]postView, string, error) {
	const op = "bluesky: read own posts"
	query := url.Values{"actor": {s.account.Remote}, "filter": {"posts_and_author_threads"}, "limit": {strconv.Itoa(pageSize)}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	var out struct {
		Feed   []json.RawMessage
		Cursor string
	}
	if err := s.get(ctx, op, "app.bsky.feed.getAuthorFeed", query, &out); err != nil {
		return nil, "", err
	}
	if out.Feed == nil {
		return nil, "", httpx.Unexpected(op, "no feed")
	}
	var page []postView
	for _, raw := range out.Feed {
		var item struct {
			Post   postView
			Reason json.RawMessage // a repost
		}
		if json.Unmarshal(raw, &item) == nil && item.Reason == nil && item.Post.Author.DID == s.account.Remote {
			page = append(page, item.Post)
		}
	}
	return page, out.Cursor, nil
}

func (s *session) recordPage(ctx context.Context, cursor string) ([]postView, string, error) {
	const op = "bluesky: read own posts"
	query := url.Values{"repo": {s.account.Remote}, "collection": {postCollection}, "limit": {strconv.Itoa(pageSize)}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	var out struct {
		Records []json.RawMessage
		Cursor  string
	}
	if err := s.getOpen(ctx, op, "com.atproto.repo.listRecords", query, &out); err != nil {
		return nil, "", err
	}
	if out.Records == nil {
		return nil, "", httpx.Unexpected(op, "no records")
	}
	var page []postView
	for _, raw := range out.Records {
		var view postView
		if json.Unmarshal(raw, &view) == nil {
			view.Record = view.Value
			page = append(page, view)
		}
	}
	return page, out.Cursor, nil
}

// written is what is read of a post's record.
type written struct {
	Text      string
	CreatedAt string
	Reply     *replyRefs
}

func (s *session) counts(view postView) (data.PostCounts, bool) {
	var record written
	if json.Unmarshal(view.Record, &record) != nil || view.URI == "" {
		return data.PostCounts{}, false
	}
	if record.Reply != nil && !strings.HasPrefix(record.Reply.Parent.URI, "at://"+s.account.Remote+"/") {
		return data.PostCounts{}, false
	}
	posted, err := time.Parse(time.RFC3339, record.CreatedAt)
	if err != nil {
		if posted, err = time.Parse(time.RFC3339, view.Indexed); err != nil {
			return data.PostCounts{}, false
		}
	}
	return data.PostCounts{
		Account: s.account.ID, Remote: view.URI, Posted: posted.UTC(), Read: s.http.Clock().Now(),
		Likes: data.Told(view.Likes), Replies: data.Told(view.Replies), Shares: data.Told(view.Reposts), Quotes: data.Told(view.Quotes),
		Text: record.Text, URL: postURL(s.account.Handle, view.URI),
	}, true
}
