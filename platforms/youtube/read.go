package youtube

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
	"parvis/platforms/oauth"
)

// channel is a channel as the network shows it.
type channel struct {
	ID      string
	Snippet struct {
		Title string
		URL   string `json:"customUrl"` // "@maisonlenoir"; older channels have none
	}
	Statistics struct {
		Subscribers string `json:"subscriberCount"`
		Hidden      bool   `json:"hiddenSubscriberCount"`
		Videos      string `json:"videoCount"`
	}
	Details struct {
		Playlists struct{ Uploads string } `json:"relatedPlaylists"`
	} `json:"contentDetails"`
}

func (c channel) handle() string {
	if c.Snippet.URL != "" {
		return c.Snippet.URL
	}
	return c.Snippet.Title
}

// uploads is the playlist of the channel's own videos.
func (c channel) uploads() string { return c.Details.Playlists.Uploads }

// channel reads the channel that the token belongs to.
func (s *session) channel(ctx context.Context, op, parts string) (channel, error) {
	page, err := s.list(ctx, op, "/channels", url.Values{"part": {parts}, "mine": {"true"}})
	if err != nil {
		return channel{}, err
	}
	var me channel
	switch {
	case len(page.Items) == 0:
		return me, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeChannel}
	case json.Unmarshal(page.Items[0], &me) != nil, !isID(me.ID):
		return me, httpx.Unexpected(op, "a channel of another shape")
	case s.account.Remote != "" && me.ID != s.account.Remote:
		return me, httpx.Unexpected(op, "another channel")
	case strings.Contains(parts, "snippet") && me.Snippet.Title == "",
		strings.Contains(parts, "contentDetails") && me.uploads() == "":
		return me, httpx.Unexpected(op, "a channel without what was asked for")
	}
	return me, nil
}

// describe reads the account as it is connected.
func (s *session) describe(ctx context.Context, held oauth.Credentials) (data.Account, error) {
	me, err := s.channel(ctx, "youtube: read channel", "snippet")
	if err != nil {
		return data.Account{}, err
	}
	return data.Account{
		Network: Name, Server: s.api, Remote: me.ID, Handle: me.handle(), Name: me.Snippet.Title,
		State: data.AccountReady, Can: capabilities(held.Scope), Expires: held.Ends,
	}, nil
}

// Describe reads the account anew.
func (s *session) Describe(ctx context.Context) (data.Account, error) {
	held, err := oauth.Held(ctx, "youtube: read channel", s.keys)
	if err != nil {
		return data.Account{}, err
	}
	again, err := s.describe(ctx, held)
	if err != nil {
		return data.Account{}, err
	}
	again.ID, again.Brand, again.Connected, again.Synced = s.account.ID, s.account.Brand, s.account.Connected, s.account.Synced
	return again, nil
}

// Profile reads the channel. Subscribers are rounded by the network to three
// digits, and a gap where the channel hides them.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	me, err := s.channel(ctx, "youtube: read channel", "snippet,statistics")
	if err != nil {
		return data.Profile{}, err
	}
	p := data.Profile{
		Remote: me.ID, Handle: me.handle(), Name: me.Snippet.Title, URL: "https://www.youtube.com/channel/" + me.ID,
		Followers: count(me.Statistics.Subscribers), Posts: count(me.Statistics.Videos),
	}
	if me.Statistics.Hidden {
		p.Followers = data.Count{}
	}
	return p, nil
}

// count reads a number that comes as a text; none is a gap.
func count(s string) data.Count {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return data.Count{}
	}
	return data.Known(n)
}

// Probe tells what the permissions of the sign-in allow, after a request that
// shows that they still stand.
func (s *session) Probe(ctx context.Context) ([]data.Ability, error) {
	const op = "youtube: probe"
	if _, err := s.channel(ctx, op, "snippet"); err != nil {
		return nil, err
	}
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil {
		return nil, err
	}
	return slices.Concat(
		google.Abilities(google.Granted(held.Scope, scopeManage), scopeManage, data.AbilityPublish, data.AbilityMedia,
			data.AbilitySchedule, data.AbilityDelete, data.AbilityMessages, data.AbilityReply, data.AbilityModerate),
		google.Abilities(google.Granted(held.Scope, scopeNumbers), scopeNumbers, data.AbilityNumbers),
		google.Lasting(held, s.http.Clock().Now()),
	), nil
}

// OwnPosts lists the videos that others can see. A page of uploads without one
// that is new enough ends the reading, so that a video which was uploaded long
// before it became public may be missed behind fifty older ones.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "youtube: read own videos"
	me, err := s.channel(ctx, op, "contentDetails")
	if err != nil {
		return nil, err
	}
	var posts []data.PostCounts
	for page := ""; ; {
		ids, next, err := s.uploads(ctx, op, me.uploads(), page)
		if err != nil {
			return nil, err
		}
		fresh, err := s.counts(ctx, op, ids, since)
		if err != nil {
			return nil, err
		}
		posts = append(posts, fresh...)
		if len(posts) >= most || len(fresh) == 0 || next == "" || next == page {
			break
		}
		page = next
	}
	slices.SortStableFunc(posts, func(a, b data.PostCounts) int { return b.Posted.Compare(a.Posted) })
	return posts[:min(len(posts), most)], nil
}

// counts reads the counters of those of some videos that others can see.
func (s *session) counts(ctx context.Context, op string, ids []string, since time.Time) ([]data.PostCounts, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, _, err := s.videos(ctx, op, "snippet,status,statistics", ids)
	if err != nil {
		return nil, err
	}
	var posts []data.PostCounts
	for _, v := range all {
		if !v.isPublic() || v.Snippet == nil {
			continue
		}
		posted, err := time.Parse(time.RFC3339, v.Snippet.Published)
		if err != nil || posted.Before(since) {
			continue
		}
		p := data.PostCounts{
			Account: s.account.ID, Remote: v.ID, Posted: posted.UTC(), Read: s.http.Clock().Now(),
			Text: strings.TrimSpace(v.Snippet.Title + "\n" + v.Snippet.Description), URL: v.receipt().URL,
		}
		if n := v.Statistics; n != nil {
			p.Likes, p.Replies, p.Views = count(n.Likes), count(n.Comments), count(n.Views)
		}
		posts = append(posts, p)
	}
	return posts, nil
}

// Days reads views and engagement by day, of the days as the network cuts them,
// in Pacific time. The last two or three are still missing. Without the
// permission for numbers no day is told.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "youtube: read days"
	held, err := oauth.Held(ctx, op, s.keys)
	if err != nil || !google.Granted(held.Scope, scopeNumbers) {
		return nil, err
	}
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.analytics + "/v2/reports?" + url.Values{
		"ids": {"channel==MINE"}, "startDate": {from}, "endDate": {to}, "dimensions": {"day"}, "sort": {"day"},
		"metrics": {"views,likes,comments,shares"},
	}.Encode()})
	if err != nil {
		return nil, err
	}
	var told report
	if err := resp.JSON(op, &told); err != nil {
		return nil, err
	}
	return told.days(s.account.ID, s.http.Clock().Now()), nil
}

// report is a table of the Analytics API: what its columns are stands above
// them.
type report struct {
	Headers []struct{ Name string } `json:"columnHeaders"`
	Rows    [][]json.RawMessage
}

// days reads the rows that are days; others are left out.
func (r report) days(id data.AccountID, now time.Time) (days []data.AccountDay) {
	for _, row := range r.Rows {
		d := data.AccountDay{Account: id, Read: now}
		for i, cell := range row[:min(len(row), len(r.Headers))] {
			name := r.Headers[i].Name
			if name == "day" {
				_ = json.Unmarshal(cell, &d.Day) // what is no day is told by its form below
				continue
			}
			n, err := strconv.ParseFloat(string(cell), 64)
			if err != nil || n < 0 || n > 1e15 {
				continue
			}
			switch name {
			case "views":
				d.Views = data.Known(int64(n))
			case "likes", "comments", "shares":
				d.Engagement = d.Engagement.Plus(data.Known(int64(n)))
			}
		}
		if _, err := time.Parse(data.DayLayout, d.Day); err == nil {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, func(a, b data.AccountDay) int { return cmp.Compare(a.Day, b.Day) })
	return days
}
