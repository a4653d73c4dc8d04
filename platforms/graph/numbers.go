package graph

import (
	"context"
	"encoding/json"
	"net/url"
	"time"

	"parvis/data"
)

// Insights reads numbers by name. What is not told is missing.
func (a API) Insights(ctx context.Context, path string, query url.Values) (map[string]data.Count, error) {
	page, err := a.Page(ctx, a.Network+": read insights", path, query, "")
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

// PerDay is how many posts an account may publish within 24 hours, by the list
// at path; usual where that does not tell. Only the fields that need no further
// permission are asked for.
func (a API) PerDay(ctx context.Context, path string, usual int) (int, error) {
	page, err := a.Page(ctx, a.Network+": read quota", path, url.Values{"fields": {"quota_usage,config"}}, "")
	if err != nil {
		return 0, err
	}
	for _, raw := range page.Data {
		var item struct {
			Config struct {
				Total int `json:"quota_total"`
			}
		}
		if json.Unmarshal(raw, &item) == nil && item.Config.Total > 0 && item.Config.Total <= 10_000 {
			return item.Config.Total, nil
		}
	}
	return usual, nil
}

// mostDays is how many days are read at once, one request each.
const mostDays = 90

// Daily is how the numbers of a day are read.
type Daily struct {
	Path  string
	First time.Time // the network has none from before
	// Query asks for what lies between two midnights of UTC.
	Query func(day, next time.Time) url.Values
	Fill  func(day *data.AccountDay, told map[string]data.Count)
}

// Days reads the numbers of each day from one to the other, both included, but
// of no more than ninety. A day of which nothing is told is left out.
func (a API) Days(ctx context.Context, from, to string, d Daily) ([]data.AccountDay, error) {
	op := a.Network + ": read days"
	day, err := time.Parse(data.DayLayout, from)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	last, err := time.Parse(data.DayLayout, to)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	for _, least := range []time.Time{last.AddDate(0, 0, 1-mostDays), d.First} {
		if day.Before(least) {
			day = least
		}
	}
	var days []data.AccountDay
	for ; !day.After(last); day = day.AddDate(0, 0, 1) {
		told, err := a.Insights(ctx, d.Path, d.Query(day, day.AddDate(0, 0, 1)))
		if err != nil {
			return nil, err
		}
		if len(told) == 0 {
			continue
		}
		one := data.AccountDay{Day: day.Format(data.DayLayout), Read: a.Clock.Now()}
		d.Fill(&one, told)
		days = append(days, one)
	}
	return days, nil
}
