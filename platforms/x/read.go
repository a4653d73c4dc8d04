package x

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

const (
	pageSize = "100" // the most that the network gives at once
	// idEpoch is when ids begin, in milliseconds of Unix time: what they count
	// since, shifted by 22 bits (Twitter's Snowflake, published in 2010).
	idEpoch = 1288834974657
	// privateFor is how long the network tells the numbers that only the author
	// sees, less a day for clocks.
	privateFor = 29 * 24 * time.Hour
)

// idAt is an id that is less than all those of posts since at.
func idAt(at time.Time) string {
	if ms := at.UnixMilli() - idEpoch; ms > 0 {
		return strconv.FormatInt(ms<<22, 10)
	}
	return "1"
}

// madeAt is when an id was given out.
func madeAt(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64) // 0 for what is none
	return time.UnixMilli(n>>22 + idEpoch).UTC()
}

// post is a post as the network shows it, by its names of today and of before.
type post struct {
	ID           string
	Text         string
	Author       string `json:"author_id"`
	Answered     string `json:"in_reply_to_user_id"`
	Conversation string `json:"conversation_id"`
	Created      string `json:"created_at"`
	Entities     entities
	Note         *note       `json:"note_post"` // the whole of a long text
	NoteTweet    *note       `json:"note_tweet"`
	References   []reference `json:"referenced_posts"`
	RefTweets    []reference `json:"referenced_tweets"`
	Attachments  struct {
		Keys []string `json:"media_keys"`
	}
	Public  metrics `json:"public_metrics"`
	Private metrics `json:"non_public_metrics"`
}

type reference struct{ Type, ID string }

type note struct {
	Text     string
	Entities entities
}

type entities struct {
	URLs []struct {
		URL      string
		Expanded string `json:"expanded_url"`
	}
}

type metrics struct {
	Reposts     *int64 `json:"repost_count"`
	Retweets    *int64 `json:"retweet_count"`
	Replies     *int64 `json:"reply_count"`
	Likes       *int64 `json:"like_count"`
	Quotes      *int64 `json:"quote_count"`
	Bookmarks   *int64 `json:"bookmark_count"`
	Impressions *int64 `json:"impression_count"`
	LinkClicks  *int64 `json:"url_link_clicks"`
}

// parse reads one post of a list.
func parse(raw json.RawMessage) (post, error) {
	var p post
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, errors.New("a post of another shape")
	}
	if !isID(p.ID) {
		return p, errors.New("a post without an id")
	}
	return p, nil
}

// at is when it was made; its id tells when the network does not.
func (p post) at() time.Time {
	if at, err := time.Parse(time.RFC3339, p.Created); err == nil {
		return at.UTC()
	}
	return madeAt(p.ID)
}

// parent is the post that it answers, "" for none.
func (p post) parent() string {
	for _, r := range append(p.References, p.RefTweets...) {
		if r.Type == "replied_to" && isID(r.ID) {
			return r.ID
		}
	}
	return ""
}

// plain is the text as a person wrote it: with the links themselves, without the
// address of what is attached.
func (p post) plain() string {
	text, found := p.Text, p.Entities
	for _, long := range []*note{p.Note, p.NoteTweet} {
		if long != nil && long.Text != "" {
			text, found = long.Text, long.Entities
		}
	}
	text = html.UnescapeString(text)
	for _, u := range found.URLs {
		if !strings.HasPrefix(u.URL, "https://t.co/") || u.Expanded == "" {
			continue
		}
		expanded := u.Expanded
		if strings.Contains(expanded, "/status/"+p.ID+"/") { // its own picture
			expanded = ""
		}
		text = strings.Replace(text, u.URL, expanded, 1)
	}
	return strings.TrimSpace(text)
}

func ownQuery(fields string) url.Values {
	return url.Values{"max_results": {pageSize}, "exclude": {"retweets"}, postFields: {fields}}
}

// OwnPosts lists own posts and own threads, not answers to others. What cannot
// be read is left out. Posts of the last weeks are asked for apart from older
// ones, of which the network does not tell what only the author sees.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const fields = "created_at,conversation_id,entities,note_post,public_metrics"
	young := s.http.Clock().Now().Add(-privateFor)
	query := ownQuery(fields + ",non_public_metrics")
	query.Set("since_id", idAt(later(since, young)))
	posts, err := s.counted(ctx, query, nil, most)
	if err != nil || !since.Before(young) || len(posts) >= most {
		return posts, err
	}
	query = ownQuery(fields)
	query.Set("until_id", idAt(young))
	if !since.IsZero() {
		query.Set("since_id", idAt(since))
	}
	return s.counted(ctx, query, posts, most)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// counted adds the posts that a query finds to those there are.
func (s *session) counted(ctx context.Context, query url.Values, posts []data.PostCounts, most int) ([]data.PostCounts, error) {
	const op = "x: read own posts"
	for len(posts) < most {
		page, err := s.list(ctx, op, "/2/users/"+s.account.Remote+"/tweets", query)
		if err != nil {
			return nil, err
		}
		for _, raw := range page.items {
			p, err := parse(raw)
			if err == nil && !p.answersOthers() && len(posts) < most {
				posts = append(posts, s.counts(p))
			}
		}
		if page.next == "" || page.next == query.Get("pagination_token") {
			break
		}
		query.Set("pagination_token", page.next)
	}
	return posts, nil
}

// answersOthers tells answers from the parts of a thread: the network puts whom
// it answers in front of the text.
func (p post) answersOthers() bool {
	return p.Conversation != "" && p.Conversation != p.ID && strings.HasPrefix(p.Text, "@")
}

func (s *session) counts(p post) data.PostCounts {
	return data.PostCounts{
		Account: s.account.ID, Remote: p.ID, Posted: p.at(), Read: s.http.Clock().Now(),
		Likes: count(p.Public.Likes), Replies: count(p.Public.Replies), Shares: count(p.Public.Reposts, p.Public.Retweets),
		Quotes: count(p.Public.Quotes), Views: count(p.Public.Impressions), Saves: count(p.Public.Bookmarks),
		Clicks: count(p.Private.LinkClicks), Text: p.plain(), URL: s.receipt(p.ID).URL,
	}
}
