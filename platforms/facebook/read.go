package facebook

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// Profile reads the Page.
func (s *session) Profile(ctx context.Context) (data.Profile, error) {
	const op = "facebook: read page"
	var me struct {
		page
		Link      string
		Followers *int64 `json:"followers_count"`
	}
	if err := s.api().Get(ctx, op, "/"+s.account.Remote, values("fields", pageFields+",link,followers_count"), &me); err != nil {
		return data.Profile{}, err
	}
	if me.ID != s.account.Remote || me.Name == "" {
		return data.Profile{}, httpx.Unexpected(op, "another page, or none")
	}
	return data.Profile{
		Remote: me.ID, Handle: me.handle(), Name: me.Name, URL: httpx.WebAddress(me.Link), Followers: data.Told(me.Followers),
	}, nil
}

// total is a list of which only the sum is asked.
type total struct {
	Summary struct {
		Count *int64 `json:"total_count"`
	}
}

// metric is one figure of the network's insights, over a time or of each day.
type metric struct {
	Name   string
	Values []struct {
		Value json.RawMessage // a number; of some metrics an object
		End   string          `json:"end_time"`
	}
}

// number is a value that is one number.
func number(raw json.RawMessage) data.Count {
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		return data.Count{}
	}
	return data.Told(&n)
}

// ownPost is a published post with its counters. The network leaves Shares out
// when there are none, and then it is a gap.
type ownPost struct {
	post
	Permalink string `json:"permalink_url"`
	Shares    *struct{ Count *int64 }
	Reactions total
	Comments  total
	Insights  struct{ Data []metric }
}

const ownFields = "id,message,created_time,permalink_url," + attachmentFields +
	",shares,reactions.limit(0).summary(true),comments.limit(0).summary(true)"

// Metrics of a post that exist since 15 June 2026.
const (
	postViews  = "post_media_view"
	postReach  = "post_total_media_view_unique"
	postClicks = "post_clicks"
)

// withInsights are the fields with some metrics of the post beside them.
func withInsights(fields string, metrics []string) string {
	if len(metrics) == 0 {
		return fields
	}
	return fields + ",insights.metric(" + list(metrics) + ").period(lifetime){name,values}"
}

// OwnPosts lists what the Page published. What cannot be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "facebook: read own posts"
	metrics := []string{postViews, postReach, postClicks}
	if !s.account.Can.Reach {
		metrics = nil
	}
	var posts []data.PostCounts
	for after := ""; len(posts) < most; {
		page, alive, err := s.ownPage(ctx, op, metrics, after)
		if err != nil {
			return nil, err
		}
		metrics = alive
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
		if older || page.Next() == "" || page.Next() == after {
			break
		}
		after = page.Next()
	}
	return posts, nil
}

// ownPage reads one page of own posts. When the network refuses one of the
// metrics the whole call fails; alive are then those that it takes alone.
func (s *session) ownPage(ctx context.Context, op string, metrics []string, after string) (page graph.Page, alive []string, err error) {
	ask := func(metrics []string, size int) (graph.Page, error) {
		return s.browse(ctx, op, "/"+s.account.Remote+"/published_posts", values(
			"fields", withInsights(ownFields, metrics), "limit", strconv.Itoa(size), "after", after))
	}
	page, err = ask(metrics, pageSize)
	if len(metrics) == 0 || !refusesMetric(err) {
		return page, metrics, err
	}
	for _, m := range metrics {
		if _, err := ask([]string{m}, 1); err == nil {
			alive = append(alive, m)
		} else if !refusesMetric(err) {
			return page, nil, err
		}
	}
	page, err = ask(alive, pageSize)
	return page, alive, err
}

// refusesMetric tells whether a reading failed for what was asked: an unknown
// metric, or a Page that may not be measured.
func refusesMetric(err error) bool {
	kind := data.KindOf(err)
	return kind == data.Invalid || kind == data.Unsupported
}

func (s *session) counts(raw json.RawMessage) (data.PostCounts, bool) {
	var p ownPost
	if json.Unmarshal(raw, &p) != nil || !isID(p.ID) {
		return data.PostCounts{}, false
	}
	posted, err := readTime(p.Created)
	if err != nil {
		return data.PostCounts{}, false
	}
	c := data.PostCounts{
		Account: s.account.ID, Remote: p.remote(), Posted: posted, Read: s.http.Clock().Now(),
		Likes: data.Told(p.Reactions.Summary.Count), Replies: data.Told(p.Comments.Summary.Count),
		Text: p.Message, URL: httpx.WebAddress(p.Permalink),
	}
	if p.Shares != nil {
		c.Shares = data.Told(p.Shares.Count)
	}
	for _, m := range p.Insights.Data {
		if len(m.Values) == 0 {
			continue
		}
		switch n := number(m.Values[0].Value); m.Name {
		case postViews:
			c.Views = n
		case postReach:
			c.Reach = n
		case postClicks:
			c.Clicks = n
		}
	}
	return c, true
}

// Metrics of a Page that exist since 15 June 2026.
const (
	pageReach      = "page_total_media_view_unique"
	pageViews      = "page_media_view"
	pageEngagement = "page_post_engagements"
)

const (
	mostDays = 90 // that the network tells at once
	// A day of the network ends at midnight of the Pacific, 7 or 8 hours into
	// the next of UTC: half a day before its end lies well within it.
	halfDay = 12 * time.Hour
)

// Days reads what the network counts of each day of the Page, by its own days:
// those of the Pacific coast.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "facebook: read days"
	begin, err := time.Parse(data.DayLayout, from)
	if err != nil {
		return nil, invalid(op, "", "not a day")
	}
	end, err := time.Parse(data.DayLayout, to)
	if err != nil {
		return nil, invalid(op, "", "not a day")
	}
	days := map[string]*data.AccountDay{}
	metrics := []string{pageReach, pageViews, pageEngagement}
	for ; !begin.After(end); begin = begin.AddDate(0, 0, mostDays-2) {
		last := begin.AddDate(0, 0, mostDays-3)
		if last.After(end) {
			last = end
		}
		all, alive, err := s.dayMetrics(ctx, op, metrics, begin, last.AddDate(0, 0, 2))
		if err != nil {
			return nil, err
		}
		metrics = alive
		for _, m := range all {
			s.fill(days, m, from, to)
		}
	}
	var out []data.AccountDay
	for _, d := range days {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b data.AccountDay) int { return strings.Compare(a.Day, b.Day) })
	return out, nil
}

// dayMetrics asks for all metrics together and, when the network refuses one of
// them, one by one.
func (s *session) dayMetrics(ctx context.Context, op string, metrics []string, since, until time.Time) (all []metric, alive []string, err error) {
	all, err = s.insights(ctx, op, metrics, since, until)
	if !refusesMetric(err) {
		return all, metrics, err
	}
	first := err
	for _, name := range metrics {
		one, err := s.insights(ctx, op, []string{name}, since, until)
		switch {
		case err == nil:
			all, alive = append(all, one...), append(alive, name)
		case !refusesMetric(err):
			return nil, nil, err
		}
	}
	if len(alive) == 0 {
		return nil, nil, first
	}
	return all, alive, nil
}

func (s *session) insights(ctx context.Context, op string, metrics []string, since, until time.Time) ([]metric, error) {
	page, err := s.browse(ctx, op, "/"+s.account.Remote+"/insights", values(
		"metric", list(metrics), "period", "day", "since", since.Format(data.DayLayout), "until", until.Format(data.DayLayout)))
	if err != nil {
		return nil, err
	}
	var all []metric
	for _, raw := range page.Data {
		var m metric
		if json.Unmarshal(raw, &m) == nil {
			all = append(all, m)
		}
	}
	return all, nil
}

// fill puts the values of a metric into the days from and to, both included.
func (s *session) fill(days map[string]*data.AccountDay, m metric, from, to string) {
	for _, v := range m.Values {
		end, err := readTime(v.End)
		day := end.Add(-halfDay).Format(data.DayLayout)
		if err != nil || day < from || day > to {
			continue
		}
		d := days[day]
		if d == nil {
			d = &data.AccountDay{Day: day, Read: s.http.Clock().Now()}
			days[day] = d
		}
		switch n := number(v.Value); m.Name {
		case pageReach:
			d.Reach = n
		case pageViews:
			d.Views = n
		case pageEngagement:
			d.Engagement = n
		}
	}
}
