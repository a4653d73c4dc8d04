package googlebusiness

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

// What is counted by day: how often the place was shown, and what people did
// then.
func shown() []string {
	return []string{
		"BUSINESS_IMPRESSIONS_DESKTOP_MAPS", "BUSINESS_IMPRESSIONS_DESKTOP_SEARCH",
		"BUSINESS_IMPRESSIONS_MOBILE_MAPS", "BUSINESS_IMPRESSIONS_MOBILE_SEARCH",
	}
}

func done() []string { return []string{"CALL_CLICKS", "WEBSITE_CLICKS", "BUSINESS_DIRECTION_REQUESTS"} }

// series is what the network tells by metric and day.
type series struct {
	All []struct {
		Series []struct {
			Metric string `json:"dailyMetric"`
			Time   struct {
				Values []struct {
					Date  day
					Value *string // a number; none is zero, for a day that is listed
				} `json:"datedValues"`
			} `json:"timeSeries"`
		} `json:"dailyMetricTimeSeries"`
	} `json:"multiDailyMetricTimeSeries"`
}

// Days reads how often the place was shown, as views, and calls, visits to the
// website and requests for directions, as engagement.
func (s *session) Days(ctx context.Context, from, to string) ([]data.AccountDay, error) {
	const op = "googlebusiness: read days"
	start, err := time.Parse(data.DayLayout, from)
	end, endErr := time.Parse(data.DayLayout, to)
	if err != nil || endErr != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: fmt.Errorf("%q to %q are no days", from, to)}
	}
	query := url.Values{"dailyMetrics": slices.Concat(shown(), done())}
	for name, at := range map[string]time.Time{"startDate": start, "endDate": end} {
		query.Set("dailyRange."+name+".year", strconv.Itoa(at.Year()))
		query.Set("dailyRange."+name+".month", strconv.Itoa(int(at.Month())))
		query.Set("dailyRange."+name+".day", strconv.Itoa(at.Day()))
	}
	var told series
	address := withQuery(s.performance+"/v1/"+s.location()+":fetchMultiDailyMetricsTimeSeries", query)
	if err := s.get(ctx, op, address, &told); err != nil {
		return nil, err
	}
	return told.days(s.account.ID, s.http.Clock().Now()), nil
}

func (t series) days(id data.AccountID, now time.Time) []data.AccountDay {
	days := map[string]*data.AccountDay{}
	for _, group := range t.All {
		for _, one := range group.Series {
			for _, v := range one.Time.Values {
				name := fmt.Sprintf("%04d-%02d-%02d", v.Date.Year, v.Date.Month, v.Date.Day)
				n, ok := number(v.Value)
				if _, err := time.Parse(data.DayLayout, name); err != nil || !ok {
					continue
				}
				d := days[name]
				if d == nil {
					d = &data.AccountDay{Account: id, Day: name, Read: now}
					days[name] = d
				}
				switch {
				case slices.Contains(shown(), one.Metric):
					d.Views = d.Views.Plus(data.Known(n))
				case slices.Contains(done(), one.Metric):
					d.Engagement = d.Engagement.Plus(data.Known(n))
				}
			}
		}
	}
	var all []data.AccountDay
	for d := range maps.Values(days) {
		all = append(all, *d)
	}
	slices.SortFunc(all, func(a, b data.AccountDay) int { return cmp.Compare(a.Day, b.Day) })
	return all
}

func number(s *string) (n int64, ok bool) {
	if s == nil {
		return 0, true
	}
	n, err := strconv.ParseInt(strings.TrimSpace(*s), 10, 64)
	return n, err == nil && n >= 0 && n < 1e15
}
