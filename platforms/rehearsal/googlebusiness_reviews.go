package rehearsal

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// gbpLag is how many days the metrics are behind.
const gbpLag = 3

type gbpReview struct {
	id      string
	author  string
	stars   int
	text    string
	made    time.Time
	updated time.Time
	reply   string
	replied time.Time
}

// say makes somebody write a review of the first place: there are neither
// comments nor mentions.
func (g *googleBusiness) say(handle string, r Remark) {
	o := g.owners[strings.ToLower(handle)]
	if o == nil {
		return
	}
	if r.At.IsZero() {
		r.At = g.server.clock.Now()
	}
	if r.Stars == 0 {
		r.Stars = 5
	}
	author := r.Name
	if author == "" {
		author = r.Author
	}
	place := o.places[0]
	place.reviews = append(place.reviews, &gbpReview{id: "AbFvOq" + g.mint(), author: author, stars: r.Stars, text: r.Text, made: r.At, updated: r.At})
}

func (g *googleBusiness) viewReview(at *gbpPlace, r *gbpReview) map[string]any {
	name := at.name() + "/reviews/" + r.id
	v := map[string]any{
		"name": name, "reviewId": r.id, "reviewer": map[string]any{"displayName": r.author, "profilePhotoUrl": "https://lh3.googleusercontent.com/a/" + r.id},
		"starRating": []string{"STAR_RATING_UNSPECIFIED", "ONE", "TWO", "THREE", "FOUR", "FIVE"}[r.stars],
		"createTime": r.made.UTC().Format(time.RFC3339Nano), "updateTime": r.updated.UTC().Format(time.RFC3339Nano),
	}
	if r.text != "" {
		v["comment"] = r.text
	}
	if r.reply != "" {
		v["reviewReply"] = r.viewReply()
	}
	return v
}

func (r *gbpReview) viewReply() map[string]any {
	return map[string]any{"comment": r.reply, "updateTime": r.replied.UTC().Format(time.RFC3339Nano), "reviewReplyState": "PENDING"}
}

func (g *googleBusiness) listReviews(c gbpCall) answer {
	if order := c.query.Get("orderBy"); order != "" && order != "updateTime desc" {
		return gbpBad("Invalid order by")
	}
	all := slices.Clone(c.place.reviews)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b *gbpReview) int { return b.updated.Compare(a.updated) })
	page, next, wrong := gbpPage(c, all, 50, 50)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	sum := 0
	for _, r := range page {
		items = append(items, g.viewReview(c.place, r))
	}
	for _, r := range all {
		sum += r.stars
	}
	told := gbpList("reviews", items, next)
	if len(all) > 0 {
		told["averageRating"], told["totalReviewCount"] = float64(sum)/float64(len(all)), len(all)
	}
	return jsonAnswer(http.StatusOK, told)
}

func (c gbpCall) review() *gbpReview {
	for _, r := range c.place.reviews {
		if r.id == c.id {
			return r
		}
	}
	return nil
}

func (g *googleBusiness) showReview(c gbpCall) answer {
	r := c.review()
	if r == nil {
		return googleUnknown()
	}
	return jsonAnswer(http.StatusOK, g.viewReview(c.place, r))
}

// reply gives a review its one answer, or another.
func (g *googleBusiness) reply(c gbpCall) answer {
	r := c.review()
	var wish struct{ Comment string }
	switch {
	case r == nil:
		return googleUnknown()
	case json.Unmarshal(c.body, &wish) != nil || wish.Comment == "" || len(wish.Comment) > 4096:
		return gbpBad("Reply must have between 1 and 4096 bytes")
	}
	if full := g.edits(c.place); full != nil {
		return *full
	}
	if r.reply != wish.Comment {
		r.reply, r.replied = wish.Comment, g.server.clock.Now()
		name := c.place.name() + "/reviews/" + r.id
		g.server.published(Published{Account: c.owner.account.Handle, ID: name + "/reply", Text: wish.Comment, Parent: name})
	}
	a := jsonAnswer(http.StatusOK, r.viewReply())
	a.accepted = true
	return a
}

// metrics tells by day how often a place was seen. A day on which nothing
// happened is listed without a value.
func (g *googleBusiness) metrics(c gbpCall) answer {
	number := func(name string) int {
		n, err := strconv.Atoi(c.query.Get("dailyRange." + name))
		if err != nil {
			return -1
		}
		return n
	}
	from, ok := gbpDay{number("startDate.year"), number("startDate.month"), number("startDate.day")}.date()
	to, ok2 := gbpDay{number("endDate.year"), number("endDate.month"), number("endDate.day")}.date()
	names := c.query["dailyMetrics"]
	if !ok || !ok2 || to.Before(from) || len(names) == 0 {
		return gbpBad("Invalid daily range or metrics")
	}
	var all []map[string]any
	for _, name := range names {
		values := []map[string]any{}
		for day := from; !day.After(to) && g.server.clock.Now().Sub(day) > gbpLag*24*time.Hour; day = day.AddDate(0, 0, 1) {
			value := map[string]any{"date": gbpDay{day.Year(), int(day.Month()), day.Day()}}
			if n := int(40 * g.popularity.unit(c.place.id, name, day.Format(time.DateOnly))); n > 3 {
				value["value"] = strconv.Itoa(n)
			}
			values = append(values, value)
		}
		all = append(all, map[string]any{"dailyMetric": name, "timeSeries": map[string]any{"datedValues": values}})
	}
	return jsonAnswer(http.StatusOK, map[string]any{"multiDailyMetricTimeSeries": []map[string]any{{"dailyMetricTimeSeries": all}}})
}
