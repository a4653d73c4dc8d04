package threads

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

const (
	postFields  = "id,media_type,permalink,username,text,timestamp,has_replies"
	replyFields = "id,media_type,permalink,username,text,timestamp,replied_to,root_post,is_reply_owned_by_me,hide_status"
	shapeShare  = "REPOST_FACADE" // a post of somebody else's, shared
)

// person is an account.
type person struct {
	ID       string
	Username string
	Name     string
}

func (p person) name() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Username
}

// self reads the account that the token belongs to.
func (s *session) self(ctx context.Context) (person, error) {
	const op = "threads: read account"
	var me person
	if err := s.api().Get(ctx, op, "/me", url.Values{"fields": {"id,username,name"}}, &me); err != nil {
		return me, err
	}
	if !graph.IsID(me.ID) || me.Username == "" {
		return me, httpx.Unexpected(op, "an account without id or name")
	}
	return me, nil
}

// Profile reads the account. Its followers are told among the insights.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	me, err := s.self(ctx)
	if err != nil {
		return data.Profile{}, err
	}
	if me.ID != s.account.Remote {
		return data.Profile{}, httpx.Unexpected("threads: read account", "another account")
	}
	p := data.Profile{
		Remote: me.ID, Handle: "@" + me.Username, Name: me.name(), URL: "https://www.threads.com/@" + url.PathEscape(me.Username),
	}
	if s.account.Can.Likes {
		told, err := s.api().Insights(ctx, "/me/threads_insights", url.Values{"metric": {"followers_count"}})
		if err != nil && data.KindOf(err) != data.Invalid {
			return data.Profile{}, err
		}
		p.Followers = told["followers_count"]
	}
	return p, nil
}

// post is a post or an answer.
type post struct {
	graph.Post
	Username   string
	HasReplies bool                `json:"has_replies"`
	Root       struct{ ID string } `json:"root_post"`
	Own        bool                `json:"is_reply_owned_by_me"`
	Hidden     string              `json:"hide_status"`
}

// OwnPosts lists own posts that begin a thread. Their counters are asked for
// one by one, as the network has no other way; what cannot be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "threads: read own posts"
	posts, err := graph.Own(s.own).OwnPosts(ctx, op, since, most, s.counts)
	if err != nil {
		return nil, err
	}
	if !s.account.Can.Likes {
		return posts, nil
	}
	return posts, s.look(ctx, posts)
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var p post
	if json.Unmarshal(raw, &p) != nil || !graph.IsID(p.ID) || p.Type == shapeShare {
		return data.PostCounts{}, false
	}
	posted, err := p.At()
	if err != nil {
		return data.PostCounts{}, false
	}
	return data.PostCounts{
		Account: s.account.ID, Remote: p.ID, Posted: posted, Read: s.http.Clock().Now(), Text: p.Text, URL: httpx.WebAddress(p.Permalink),
	}, true
}

// look fills in the counters. A post that has none, or is gone since, keeps
// gaps; what concerns the whole account ends it.
func (s *session) look(ctx context.Context, posts []data.PostCounts) error {
	for i := range posts {
		told, err := s.api().Insights(ctx, "/"+posts[i].Remote+"/insights", url.Values{"metric": {"views,likes,replies,reposts,quotes,shares"}})
		switch data.KindOf(err) {
		case "", data.Invalid, data.NotFound:
		default:
			return err
		}
		posts[i].Views, posts[i].Likes, posts[i].Replies = told["views"], told["likes"], told["replies"]
		posts[i].Shares, posts[i].Quotes = told["reposts"].Plus(told["shares"]), told["quotes"]
	}
	return nil
}

// Days reads views and interactions by day, a day of UTC. The network has none
// from before 13 April 2024.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	return s.api().Days(ctx, from, to, graph.Daily{
		Path: "/me/threads_insights", First: time.Date(2024, 4, 14, 0, 0, 0, 0, time.UTC),
		Query: func(day, next time.Time) url.Values {
			return url.Values{
				"metric": {"views,likes,replies,reposts,quotes"},
				"since":  {strconv.FormatInt(day.Unix(), 10)}, "until": {strconv.FormatInt(next.Unix()-1, 10)},
			}
		},
		Fill: func(d *data.AccountDay, told map[string]data.Count) {
			d.Views = told["views"]
			d.Engagement = told["likes"].Plus(told["replies"]).Plus(told["reposts"]).Plus(told["quotes"])
		},
	})
}
