package pinterest

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	pinsPage = 250 // the most that the network gives at once
	mostPins = 400 // pages, so that a list without end is left at some time
)

// number is a count that the network may write as a text, or with a fraction.
type number struct{ data.Count }

// UnmarshalJSON takes what is not a number for a gap.
func (n *number) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64)
	if err == nil && f >= 0 && f < 1e15 {
		n.Count = data.Known(int64(f))
	}
	return nil
}

// metrics are the counters of a pin, in all its life and of the last 90 days.
type metrics struct {
	Life   counters `json:"lifetime_metrics"`
	Recent counters `json:"90d"`
}

type counters struct {
	Views     number `json:"impression"`
	Clicks    number `json:"clickthrough"`
	Saves     number `json:"save"`
	Reactions number `json:"reaction"`
	Comments  number `json:"comment"`
}

// UnmarshalJSON takes metrics of another shape for none: a pin is worth showing
// without them.
func (m *metrics) UnmarshalJSON(b []byte) error {
	type plain metrics
	var read plain
	if json.Unmarshal(b, &read) == nil {
		*m = metrics(read)
	}
	return nil
}

// OwnPosts lists the pins that the account made, not those it saved from
// others. What cannot be read is left out.
func (s *session) OwnPosts(ctx context.Context, since time.Time, most int) ([]data.PostCounts, error) {
	const op = "pinterest: read own pins"
	var posts []data.PostCounts
	bookmark := ""
	for range mostPins {
		items, next, err := s.list(ctx, op, "/pins", url.Values{
			"pin_metrics": {"true"}, "pin_filter": {"exclude_repins"}, "include_protected_pins": {"true"},
		}, pinsPage, bookmark)
		if err != nil {
			return nil, err
		}
		older := len(items) > 0
		for _, raw := range items {
			one, err := readPin(raw)
			if err != nil || one.at.Before(since) {
				continue
			}
			older = false
			posts = append(posts, s.counts(one))
		}
		if older || next == "" || len(posts) >= most {
			break
		}
		bookmark = next
	}
	slices.SortStableFunc(posts, func(a, b data.PostCounts) int { return b.Posted.Compare(a.Posted) })
	return posts[:min(len(posts), most)], nil
}

// counts are those of a pin's whole life. What the network tells of the last 90
// days alone stands in for them while the pin is younger than that.
func (s *session) counts(one pin) data.PostCounts {
	now := s.http.Clock().Now()
	young := now.Sub(one.at) < 90*24*time.Hour
	pick := func(life, recent number) data.Count {
		if !life.Known && young {
			return recent.Count
		}
		return life.Count
	}
	life, recent := one.Metrics.Life, one.Metrics.Recent
	text := one.Description
	if text == "" {
		text = one.Title
	}
	return data.PostCounts{
		Account: s.account.ID, Remote: one.ID, Posted: one.at, Read: now,
		Likes: pick(life.Reactions, recent.Reactions), Replies: pick(life.Comments, recent.Comments),
		Views: pick(life.Views, recent.Views), Clicks: pick(life.Clicks, recent.Clicks), Saves: pick(life.Saves, recent.Saves),
		Text: text, URL: s.receipt(one.ID).URL,
	}
}

// daysBack is how far back the network counts by day.
const daysBack = 89

// Days reads impressions and engagement by day. Days that the network still
// counts, or estimates, are left out.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "pinterest: read days"
	now := s.http.Clock().Now()
	from = max(from, now.AddDate(0, 0, -daysBack).Format(data.DayLayout))
	to = min(to, now.Format(data.DayLayout))
	if from > to {
		return nil, nil
	}
	var answer map[string]struct {
		Days []json.RawMessage `json:"daily_metrics"`
	}
	query := url.Values{"start_date": {from}, "end_date": {to}, "metric_types": {"ENGAGEMENT,IMPRESSION"}}
	if err := s.get(ctx, op, "/user_account/analytics", query, &answer); err != nil {
		return nil, err
	}
	all, ok := answer["all"]
	if !ok || all.Days == nil {
		return nil, httpx.Unexpected(op, "no days")
	}
	var days []data.AccountDay
	for _, raw := range all.Days {
		if day, err := readDay(raw, now); err == nil {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, func(a, b data.AccountDay) int { return strings.Compare(a.Day, b.Day) })
	return slices.CompactFunc(days, func(a, b data.AccountDay) bool { return a.Day == b.Day }), nil
}

// readDay reads one day. A number that is missing of a day that is ready is
// zero.
func readDay(raw json.RawMessage, now time.Time) (data.AccountDay, error) {
	var said struct {
		Date    string
		Status  string `json:"data_status"`
		Metrics struct {
			Engagement number `json:"ENGAGEMENT"`
			Views      number `json:"IMPRESSION"`
		}
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		return data.AccountDay{}, err
	}
	if _, err := time.Parse(data.DayLayout, said.Date); err != nil || said.Status != "READY" {
		return data.AccountDay{}, errors.New("not a day that is ready")
	}
	return data.AccountDay{
		Day: said.Date, Read: now,
		Engagement: data.Known(said.Metrics.Engagement.N), Views: data.Known(said.Metrics.Views.N),
	}, nil
}

// regions are those that the network tells trends of: a country, or several.
func regions() []string {
	return []string{
		"US", "CA", "DE", "FR", "ES", "IT", "GB+IE", "PL+RO+HU+SK+CZ", "SE+DK+FI+NO", "NL+BE+LU",
		"AR", "BR", "CO", "MX", "AU+NZ", "DE+AT+CH", "IT+ES+PT+GR+MT", "MX+AR+CO+CL",
	}
}

// Trends reads what people of a country looked for most in the last month. With
// CodeTrends the application has no leave to ask, with CodeRegion the network
// tells nothing of the country.
func (s *session) Trends(ctx context.Context, region string) ([]data.Trend, error) {
	const op = "pinterest: read trends"
	all := regions()
	i := slices.IndexFunc(all, func(r string) bool { return slices.Contains(strings.Split(r, "+"), region) })
	if i < 0 {
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeRegion}
	}
	var answer struct{ Trends []json.RawMessage }
	err := s.get(ctx, op, "/trends/keywords/"+all[i]+"/top/monthly", url.Values{"limit": {"50"}}, &answer)
	if f := data.AsFailure(op, err); err != nil && f.Code == CodeRights {
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Code: CodeTrends, Raw: f.Raw, Err: f.Err}
	}
	if err != nil {
		return nil, err
	}
	if answer.Trends == nil {
		return nil, httpx.Unexpected(op, "no trends")
	}
	var trends []data.Trend
	for _, raw := range answer.Trends {
		var said struct {
			Keyword string
			Week    float64 `json:"pct_growth_wow"`
			Month   float64 `json:"pct_growth_mom"`
			Year    float64 `json:"pct_growth_yoy"`
		}
		if json.Unmarshal(raw, &said) == nil && said.Keyword != "" {
			trends = append(trends, data.Trend{Words: said.Keyword, Week: said.Week / 100, Month: said.Month / 100, Yearly: said.Year / 100})
		}
	}
	return trends, nil
}
