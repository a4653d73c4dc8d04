package rehearsal

import (
	"net/http"
	"strings"
	"time"

	"parvis/data"
)

// ytLag is how many days the Analytics API is behind.
const ytLag = 2

// report answers the one report that is asked for here: a channel by day.
func (y *youtube) report(c ytCall) answer {
	from, err := time.Parse(data.DayLayout, c.query("startDate"))
	to, err2 := time.Parse(data.DayLayout, c.query("endDate"))
	if err != nil || err2 != nil || to.Before(from) || c.query("ids") != "channel==MINE" || c.query("dimensions") != "day" {
		return *ytBad("badRequest", "The query is not supported. Check the documentation for supported queries.")
	}
	names := strings.Split(c.query("metrics"), ",")
	headers := []map[string]string{{"name": "day", "columnType": "DIMENSION", "dataType": "STRING"}}
	for _, name := range names {
		headers = append(headers, map[string]string{"name": name, "columnType": "METRIC", "dataType": "INTEGER"})
	}
	rows := [][]any{}
	for day := from; !day.After(to) && y.server.clock.Now().Sub(day) > (ytLag+1)*24*time.Hour; day = day.AddDate(0, 0, 1) {
		counts := y.gained(c.channel, day)
		row := []any{day.Format(data.DayLayout)}
		for _, name := range names {
			n, known := counts[name]
			if !known {
				return *ytBad("badRequest", "Unknown identifier ("+name+") given in field parameters.metrics.")
			}
			row = append(row, n)
		}
		rows = append(rows, row)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"kind": "youtubeAnalytics#resultTable", "columnHeaders": headers, "rows": rows})
}

// gained is what the videos of a channel gained in a day.
func (y *youtube) gained(c *ytChannel, day time.Time) map[string]int {
	sum := map[string]int{"views": 0, "likes": 0, "comments": 0, "shares": 0}
	for _, v := range c.videos {
		likes, comments, views := y.numbers(v, day.AddDate(0, 0, 1))
		likesBefore, commentsBefore, viewsBefore := y.numbers(v, day)
		sum["views"] += views - viewsBefore
		sum["likes"] += likes - likesBefore
		sum["comments"] += comments - commentsBefore
		sum["shares"] += (likes - likesBefore) / 5
	}
	return sum
}
