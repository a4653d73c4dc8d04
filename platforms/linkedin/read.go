package linkedin

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	// statisticsAtOnce is how many posts are asked about in one request.
	statisticsAtOnce = 20
	// history is how far back the network counts days.
	history = 365 * 24 * time.Hour
	day     = 24 * time.Hour
)

// Profile reads the member.
func (m *member) Profile(ctx context.Context) (data.Profile, error) {
	const op = "linkedin: read account"
	me, err := m.me(ctx, op)
	if err != nil {
		return data.Profile{}, err
	}
	if personURN+me.Sub != m.account.Remote {
		return data.Profile{}, httpx.Unexpected(op, "another member")
	}
	return data.Profile{Remote: m.account.Remote, Handle: me.Name, Name: me.Name}, nil
}

// Profile reads the page.
func (p *page) Profile(ctx context.Context) (data.Profile, error) {
	const op = "linkedin: read page"
	about, err := p.about(ctx, op)
	if err != nil {
		return data.Profile{}, err
	}
	profile := data.Profile{Remote: p.account.Remote, Handle: about.handle(), Name: about.Name}
	if about.Vanity != "" {
		profile.URL = p.web() + "/company/" + url.PathEscape(about.Vanity) + "/"
	}
	var size struct {
		Followers *int64 `json:"firstDegreeSize"`
	}
	err = p.get(ctx, op, p.rest("edgeType=CompanyFollowedByMember", "networkSizes", p.account.Remote), &size)
	if f := data.AsFailure(op, err); err != nil && f.Code != CodePermission {
		return data.Profile{}, err
	}
	profile.Followers = data.Told(size.Followers)
	return profile, nil
}

// about reads the page's names.
func (s *session) about(ctx context.Context, op string) (organization, error) {
	all, err := s.organizations(ctx, op, []string{s.account.Remote})
	if err != nil {
		return organization{}, err
	}
	if len(all) == 0 {
		return organization{}, httpx.Unexpected(op, "no such page")
	}
	return all[0], nil
}

// OwnPosts lists the page's posts with their numbers, newest first. The network
// lists the last changed ones first, so that one which was changed lately comes
// with the others of its time. What cannot be read is left out.
func (p *page) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "linkedin: read own posts"
	var posts []view
	for start := 0; len(posts) < most; start += pageSize {
		raws, err := p.ownPage(ctx, op, start)
		if err != nil {
			return nil, err
		}
		older := len(raws) > 0
		for _, raw := range raws {
			v, ok := readView(raw)
			if !ok {
				older = false
				continue
			}
			older = older && max(v.Modified, v.at().UnixMilli()) < since.UnixMilli()
			if !v.at().Before(since) {
				posts = append(posts, v)
			}
		}
		if older || len(raws) < pageSize {
			break
		}
	}
	slices.SortStableFunc(posts, func(a, b view) int { return b.at().Compare(a.at()) })
	posts = posts[:min(len(posts), most)]
	numbers, err := p.numbers(ctx, op, posts)
	if err != nil {
		return nil, err
	}
	counts := make([]data.PostCounts, len(posts))
	for i, v := range posts {
		counts[i] = p.counts(v, numbers[v.ID])
	}
	return counts, nil
}

func (p *page) counts(v view, n totals) data.PostCounts {
	return data.PostCounts{
		Account: p.account.ID, Remote: v.ID, Posted: v.at(), Read: p.http.Clock().Now(),
		Likes: data.Told(n.Likes), Replies: data.Told(n.Comments), Shares: data.Told(n.Shares), Views: data.Told(n.Impressions),
		Reach: data.Told(n.Unique), Clicks: data.Told(n.Clicks),
		Text: plain(v.Commentary), URL: p.receipt(v.ID).URL,
	}
}

// totals are the network's numbers of a post or a day. What is missing is a gap.
type totals struct {
	Impressions *int64 `json:"impressionCount"`
	Unique      *int64 `json:"uniqueImpressionsCount"`
	Clicks      *int64 `json:"clickCount"`
	Likes       *int64 `json:"likeCount"`
	Comments    *int64 `json:"commentCount"`
	Shares      *int64 `json:"shareCount"`
}

// numbers reads the numbers of posts. A post of which the network tells none is
// not among them. Without the scope there are none at all.
func (p *page) numbers(ctx context.Context, op string, posts []view) (map[string]totals, error) {
	numbers := map[string]totals{}
	for _, kind := range []string{"share", "ugcPost"} {
		var urns []string
		for _, v := range posts {
			if strings.HasPrefix(v.ID, "urn:li:"+kind+":") {
				urns = append(urns, v.ID)
			}
		}
		for some := range slices.Chunk(urns, statisticsAtOnce) {
			raws, err := p.elements(ctx, op, p.statistics(kind+"s="+list(some)))
			if f := data.AsFailure(op, err); err != nil && f.Code == CodePermission {
				return numbers, nil
			}
			if err != nil {
				return nil, err
			}
			for _, raw := range raws {
				var one struct {
					Share  string
					UGC    string `json:"ugcPost"`
					Totals totals `json:"totalShareStatistics"`
				}
				if json.Unmarshal(raw, &one) == nil && one.Share+one.UGC != "" {
					numbers[one.Share+one.UGC] = one.Totals
				}
			}
		}
	}
	return numbers, nil
}

// statistics is the address of the page's numbers.
func (p *page) statistics(of string) string {
	return p.rest("q=organizationalEntity&organizationalEntity="+url.QueryEscape(p.account.Remote)+"&"+of, "organizationalEntityShareStatistics")
}

// Days reads what the page's posts gathered by day, which the network counts in
// UTC and for a year back. It tells no followers by day.
func (p *page) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "linkedin: read days"
	first, err := time.Parse(data.DayLayout, from)
	last, err2 := time.Parse(data.DayLayout, to)
	if err != nil || err2 != nil || last.Before(first) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op}
	}
	now := p.http.Clock().Now().UTC()
	if earliest := now.Add(-history).Truncate(day); first.Before(earliest) {
		first = earliest
	}
	if !first.Before(last.Add(day)) {
		return nil, nil
	}
	raws, err := p.elements(ctx, op, p.statistics("timeIntervals=(timeRange:(start:"+millis(first)+",end:"+millis(last.Add(day))+"),timeGranularityType:DAY)"))
	if err != nil {
		return nil, err
	}
	var days []data.AccountDay
	for _, raw := range raws {
		var one struct {
			Range struct {
				Start int64
			} `json:"timeRange"`
			Totals totals `json:"totalShareStatistics"`
		}
		start := ""
		if json.Unmarshal(raw, &one) == nil && one.Range.Start > 0 {
			start = time.UnixMilli(one.Range.Start).UTC().Format(data.DayLayout)
		}
		if start < from || start > to {
			continue // also one that cannot be read
		}
		days = append(days, data.AccountDay{
			Account: p.account.ID, Day: start, Read: now, Views: data.Told(one.Totals.Impressions), Reach: data.Told(one.Totals.Unique),
			Engagement: data.Told(one.Totals.Likes).Plus(data.Told(one.Totals.Comments)).Plus(data.Told(one.Totals.Shares)),
		})
	}
	slices.SortFunc(days, func(a, b data.AccountDay) int { return strings.Compare(a.Day, b.Day) })
	return slices.CompactFunc(days, func(a, b data.AccountDay) bool { return a.Day == b.Day }), nil
}

func millis(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }
