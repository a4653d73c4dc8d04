package instagram

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
	mediaFields  = "id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count"
	personFields = "username,name,followers_count,follows_count,media_count"
	// looked is of how many posts the views are asked for, one request each.
	looked = 25
)

// person is an account. A number that is missing is a gap.
type person struct {
	ID        string
	UserID    string `json:"user_id"` // in the answer of /me
	Username  string
	Name      string
	Followers *int64 `json:"followers_count"`
	Following *int64 `json:"follows_count"`
	Posts     *int64 `json:"media_count"`
}

func (p person) name() string {
	if p.Name != "" {
		return p.Name
	}
	return p.Username
}

// self reads the account.
func (s *session) self(ctx context.Context) (person, error) {
	const op = "instagram: read account"
	var me person
	if err := s.api().Get(ctx, op, "/"+s.account.Remote, url.Values{"fields": {"id," + personFields}}, &me); err != nil {
		return me, err
	}
	if me.Username == "" {
		return me, httpx.Unexpected(op, "an account without a name")
	}
	return me, nil
}

// Profile reads the account.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	me, err := s.self(ctx)
	if err != nil {
		return data.Profile{}, err
	}
	return data.Profile{
		Remote: s.account.Remote, Handle: "@" + me.Username, Name: me.name(), URL: "https://www.instagram.com/" + url.PathEscape(me.Username) + "/",
		Followers: data.Told(me.Followers), Following: data.Told(me.Following), Posts: data.Told(me.Posts),
	}, nil
}

// media is a post with its counters.
type media struct {
	graph.Post
	Likes    *int64 `json:"like_count"` // missing where the account hides it
	Comments *int64 `json:"comments_count"`
}

// OwnPosts lists own posts with their likes and comments; of the newest ones
// also views, reach and saves, up to two days late. What cannot be read is left
// out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "instagram: read own posts"
	posts, err := graph.Own(s.own).OwnPosts(ctx, op, since, most, s.counts)
	if err != nil {
		return nil, err
	}
	if s.account.Can.Reach {
		s.look(ctx, posts[:min(len(posts), looked)])
	}
	return posts, nil
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var m media
	if json.Unmarshal(raw, &m) != nil || !graph.IsID(m.ID) {
		return data.PostCounts{}, false
	}
	posted, err := m.At()
	if err != nil {
		return data.PostCounts{}, false
	}
	return data.PostCounts{
		Account: s.account.ID, Remote: m.ID, Posted: posted, Read: s.http.Clock().Now(),
		Likes: data.Told(m.Likes), Replies: data.Told(m.Comments), Text: m.Caption, URL: httpx.WebAddress(m.Permalink),
	}, true
}

// look fills in what the insights tell. The network has none for some posts,
// such as those from before the account was professional: they stay gaps. What
// concerns the whole account ends it.
func (s *session) look(ctx context.Context, posts []data.PostCounts) {
	for i := range posts {
		told, err := s.api().Insights(ctx, "/"+posts[i].Remote+"/insights", url.Values{"metric": {"views,reach,saved,shares"}})
		switch data.KindOf(err) {
		case "":
		case data.Invalid, data.NotFound, data.Unsupported:
			continue
		default:
			return
		}
		posts[i].Views, posts[i].Reach = told["views"], told["reach"]
		posts[i].Saves, posts[i].Shares = told["saved"], told["shares"]
	}
}

// Days reads reach, views and interactions by day. A day is one of UTC; the
// network itself reckons in that of California (remembered, not verified).
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	return s.api().Days(ctx, from, to, graph.Daily{
		Path: "/" + s.account.Remote + "/insights",
		Query: func(day, next time.Time) url.Values {
			return url.Values{
				"metric": {"reach,views,total_interactions"}, "period": {"day"}, "metric_type": {"total_value"},
				"since": {strconv.FormatInt(day.Unix(), 10)}, "until": {strconv.FormatInt(next.Unix(), 10)},
			}
		},
		Fill: func(d *data.AccountDay, told map[string]data.Count) {
			d.Reach, d.Views, d.Engagement = told["reach"], told["views"], told["total_interactions"]
		},
	})
}
