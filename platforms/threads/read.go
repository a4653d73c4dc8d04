package threads

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	postPage    = 50
	ownPages    = 40 // of own posts, read at once
	postFields  = "id,media_type,permalink,username,text,timestamp,has_replies"
	replyFields = "id,media_type,permalink,username,text,timestamp,replied_to,root_post,is_reply_owned_by_me,hide_status"
	// timeLayout is how the network writes times.
	timeLayout = "2006-01-02T15:04:05-0700"
	shapeShare = "REPOST_FACADE" // a post of somebody else's, shared
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
	if err := s.get(ctx, op, "/me", url.Values{"fields": {"id,username,name"}}, &me); err != nil {
		return me, err
	}
	if !isID(me.ID) || me.Username == "" {
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
		told, err := s.insights(ctx, "/me/threads_insights", url.Values{"metric": {"followers_count"}})
		if err != nil && data.KindOf(err) != data.Invalid {
			return data.Profile{}, err
		}
		p.Followers = told["followers_count"]
	}
	return p, nil
}

// post is a post or an answer.
type post struct {
	ID         string
	Type       string `json:"media_type"`
	Permalink  string
	Username   string
	Text       string
	Timestamp  string
	HasReplies bool                `json:"has_replies"`
	Parent     struct{ ID string } `json:"replied_to"`
	Root       struct{ ID string } `json:"root_post"`
	Own        bool                `json:"is_reply_owned_by_me"`
	Hidden     string              `json:"hide_status"`
}

func (p post) at() (time.Time, error) {
	at, err := time.Parse(timeLayout, p.Timestamp)
	return at.UTC(), err
}

func (p post) receipt() data.Receipt {
	return data.Receipt{ID: p.ID, URL: httpx.WebAddress(p.Permalink)}
}

// OwnPosts lists own posts that begin a thread. Their counters are asked for
// one by one, as the network has no other way; what cannot be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "threads: read own posts"
	var posts []data.PostCounts
	after := ""
	for range ownPages {
		page, next, err := s.ownPage(ctx, op, "", after, postPage)
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
		if older || next == "" || len(posts) >= most {
			break
		}
		after = next
	}
	if !s.account.Can.Likes {
		return posts, nil
	}
	return posts, s.look(ctx, posts)
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var p post
	if json.Unmarshal(raw, &p) != nil || !isID(p.ID) || p.Type == shapeShare {
		return data.PostCounts{}, false
	}
	posted, err := p.at()
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
		told, err := s.insights(ctx, "/"+posts[i].Remote+"/insights", url.Values{"metric": {"views,likes,replies,reposts,quotes,shares"}})
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

// insights reads numbers by name. What is not told is missing.
func (s *session) insights(ctx context.Context, path string, query url.Values) (map[string]data.Count, error) {
	items, _, err := s.page(ctx, "threads: read insights", path, query, "", 0)
	if err != nil {
		return nil, err
	}
	told := map[string]data.Count{}
	for _, raw := range items {
		var metric struct {
			Name   string
			Values []struct{ Value *int64 }
			Total  struct{ Value *int64 } `json:"total_value"`
		}
		if json.Unmarshal(raw, &metric) != nil {
			continue
		}
		n := data.Told(metric.Total.Value)
		for _, v := range metric.Values {
			n = n.Plus(data.Told(v.Value))
		}
		told[metric.Name] = n
	}
	return told, nil
}

// mostDays is how many days are asked for at once, one request each.
const mostDays = 90

// Days reads views and interactions by day, a day of UTC. The network has none
// from before 13 April 2024.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "threads: read days"
	day, err := time.Parse(data.DayLayout, from)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	last, err := time.Parse(data.DayLayout, to)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	for _, first := range []time.Time{last.AddDate(0, 0, 1-mostDays), time.Date(2024, 4, 14, 0, 0, 0, 0, time.UTC)} {
		if day.Before(first) {
			day = first
		}
	}
	var days []data.AccountDay
	for ; !day.After(last); day = day.AddDate(0, 0, 1) {
		told, err := s.insights(ctx, "/me/threads_insights", url.Values{
			"metric": {"views,likes,replies,reposts,quotes"},
			"since":  {strconv.FormatInt(day.Unix(), 10)}, "until": {strconv.FormatInt(day.AddDate(0, 0, 1).Unix()-1, 10)},
		})
		if err != nil {
			return nil, err
		}
		if len(told) == 0 {
			continue
		}
		days = append(days, data.AccountDay{
			Day: day.Format(data.DayLayout), Views: told["views"], Read: s.http.Clock().Now(),
			Engagement: told["likes"].Plus(told["replies"]).Plus(told["reposts"]).Plus(told["quotes"]),
		})
	}
	return days, nil
}
