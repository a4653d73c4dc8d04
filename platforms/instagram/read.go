package instagram

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
	mediaPage    = 50
	mediaFields  = "id,caption,media_type,media_product_type,permalink,timestamp,like_count,comments_count"
	personFields = "username,name,followers_count,follows_count,media_count"
	// timeLayout is how the network writes times.
	timeLayout = "2006-01-02T15:04:05-0700"
	// ownPages is how many pages of own posts are read at once.
	ownPages = 40
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
	if err := s.get(ctx, op, "/"+s.account.Remote, url.Values{"fields": {"id," + personFields}}, &me); err != nil {
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

// media is a post.
type media struct {
	ID        string
	Caption   string
	Type      string `json:"media_type"`
	Permalink string
	Timestamp string
	Likes     *int64 `json:"like_count"` // missing where the account hides it
	Comments  *int64 `json:"comments_count"`
}

func (m media) at() (time.Time, error) {
	at, err := time.Parse(timeLayout, m.Timestamp)
	return at.UTC(), err
}

func (m media) receipt() data.Receipt {
	return data.Receipt{ID: m.ID, URL: httpx.WebAddress(m.Permalink)}
}

// OwnPosts lists own posts with their likes and comments; of the newest ones
// also views, reach and saves, up to two days late. What cannot be read is left
// out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "instagram: read own posts"
	var posts []data.PostCounts
	after := ""
	for range ownPages {
		page, err := s.ownPage(ctx, op, after, mediaPage)
		if err != nil {
			return nil, err
		}
		older := len(page.Data) > 0
		for _, raw := range page.Data {
			counts, ok := s.counts(raw)
			if !ok || counts.Posted.Before(since) {
				continue
			}
			older = false
			if len(posts) < most {
				posts = append(posts, counts)
			}
		}
		next := page.next()
		if older || next == "" || next == after || len(posts) >= most {
			break
		}
		after = next
	}
	if s.account.Can.Reach {
		s.look(ctx, posts[:min(len(posts), looked)])
	}
	return posts, nil
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var m media
	if json.Unmarshal(raw, &m) != nil || !isID(m.ID) {
		return data.PostCounts{}, false
	}
	posted, err := m.at()
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
		told, err := s.insights(ctx, "/"+posts[i].Remote+"/insights", url.Values{"metric": {"views,reach,saved,shares"}})
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

// insights reads numbers by name. What is not told is missing.
func (s *session) insights(ctx context.Context, path string, query url.Values) (map[string]data.Count, error) {
	const op = "instagram: read insights"
	page, err := s.page(ctx, op, path, query, "")
	if err != nil {
		return nil, err
	}
	told := map[string]data.Count{}
	for _, raw := range page.Data {
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

// Days reads reach, views and interactions by day. A day is one of UTC; the
// network itself reckons in that of California (remembered, not verified).
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "instagram: read days"
	day, err := time.Parse(data.DayLayout, from)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	last, err := time.Parse(data.DayLayout, to)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	if first := last.AddDate(0, 0, 1-mostDays); day.Before(first) {
		day = first
	}
	var days []data.AccountDay
	for ; !day.After(last); day = day.AddDate(0, 0, 1) {
		told, err := s.insights(ctx, "/"+s.account.Remote+"/insights", url.Values{
			"metric": {"reach,views,total_interactions"}, "period": {"day"}, "metric_type": {"total_value"},
			"since": {strconv.FormatInt(day.Unix(), 10)}, "until": {strconv.FormatInt(day.AddDate(0, 0, 1).Unix(), 10)},
		})
		if err != nil {
			return nil, err
		}
		if len(told) == 0 {
			continue
		}
		days = append(days, data.AccountDay{
			Day: day.Format(data.DayLayout), Reach: told["reach"], Views: told["views"],
			Engagement: told["total_interactions"], Read: s.http.Clock().Now(),
		})
	}
	return days, nil
}
