package rehearsal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (f *facebook) viewPage(c fbCall, page *fbPage) answer { return f.one(c, f.pageView(page)) }

func (f *facebook) pageView(page *fbPage) map[string]any {
	days := f.server.clock.Now().Sub(page.since).Hours() / 24
	followers := page.followers + int(page.growth*max(0, days))
	return map[string]any{
		"id": page.id, "name": page.name, "username": page.handle, "link": "https://www.facebook.com/" + page.handle,
		"followers_count": followers, "fan_count": followers, "access_token": fbAbsent{}, "tasks": fbAbsent{},
	}
}

// postView is a post with everything that can be asked of it. Of the comments
// only what is wanted is made.
func (f *facebook) postView(c fbCall, post *fbPost, wanted fbFields) map[string]any {
	age := f.server.clock.Now().Sub(post.made)
	likes, shares, _, _ := f.popularity.counts(post.id, age, post.likes)
	view := map[string]any{
		"id": post.id, "message": fbOr(post.message), "created_time": post.at().UTC().Format(fbTime),
		"permalink_url": "https://www.facebook.com/" + strings.ReplaceAll(post.id, "_", "/posts/"),
		"is_published":  post.public, "scheduled_publish_time": fbAbsent{}, "attachments": fbAbsent{}, "shares": fbAbsent{},
		"from":      map[string]any{"id": post.page.id, "name": post.page.name},
		"reactions": fbTotal(likes), "comments": fbTotal(len(post.comments)), "insights": fbAbsent{},
	}
	if post.author != nil {
		view["from"] = map[string]any{"id": fbUID(post.author.Author), "name": fbName(*post.author)}
	}
	if !post.public {
		view["scheduled_publish_time"] = post.due.Unix()
	}
	if shares > 0 {
		view["shares"] = map[string]any{"count": shares}
	}
	if attached := post.attachments(); attached != nil {
		view["attachments"] = map[string]any{"data": attached}
	}
	if field, ok := wanted["comments"]; ok && field.args["summary"] == "" {
		limit, err := strconv.Atoi(field.args["limit"])
		if err != nil {
			limit = 25
		}
		if shown := f.cut(c, f.commentViews(post, nil), limit, ""); len(shown["data"].([]map[string]any)) > 0 {
			view["comments"] = shown
		} else {
			view["comments"] = fbAbsent{}
		}
	}
	if field, ok := wanted["insights"]; ok {
		view["insights"] = f.postInsights(post, field.args["metric"])
	}
	return view
}

// at is the time that the network tells: of its making, and once it is public
// of that.
func (p *fbPost) at() time.Time {
	if p.public {
		return p.made
	}
	return p.due
}

func (p *fbPost) attachments() []map[string]any {
	shown := func(kind, id string) map[string]any {
		return map[string]any{
			"media_type": kind, "target": map[string]any{"id": id}, "unshimmed_url": fbAbsent{}, "subattachments": fbAbsent{},
		}
	}
	switch {
	case p.video != nil:
		return []map[string]any{shown("video", p.video.id)}
	case len(p.photos) == 1:
		return []map[string]any{shown("photo", p.photos[0].id)}
	case len(p.photos) > 1:
		album := shown("album", p.page.id)
		var subs []map[string]any
		for _, photo := range p.photos {
			subs = append(subs, map[string]any{"media_type": "photo", "target": map[string]any{"id": photo.id}})
		}
		album["subattachments"] = map[string]any{"data": subs}
		return []map[string]any{album}
	case p.link != "":
		link := shown("link", fbUID(p.link))
		link["unshimmed_url"] = p.link
		return []map[string]any{link}
	}
	return nil
}

func fbTotal(n int) map[string]any {
	return map[string]any{"data": []map[string]any{}, "summary": map[string]any{"total_count": n}}
}

func fbOr(text string) any {
	if text == "" {
		return fbAbsent{}
	}
	return text
}

// fbMetrics are those that exist since 15 June 2026.
func fbMetrics() []string {
	return []string{"post_media_view", "post_total_media_view_unique", "post_clicks", "post_clicks_by_type", "post_reactions_by_type_total"}
}

func fbPageMetrics() []string {
	return []string{"page_total_media_view_unique", "page_media_view", "page_post_engagements", "page_daily_follows", "page_views_total"}
}

func fbNoMetric() *answer {
	a := fbError(http.StatusBadRequest, 100, 0, "(#100) The value must be a valid insights metric")
	return &a
}

// fbBadMetrics refuses a whole call for one unknown metric.
func fbBadMetrics(wanted fbFields) *answer {
	field, ok := wanted["insights"]
	if !ok {
		return nil
	}
	for name := range strings.SplitSeq(field.args["metric"], ",") {
		if !slices.Contains(fbMetrics(), name) {
			return fbNoMetric()
		}
	}
	return nil
}

func (f *facebook) postInsights(post *fbPost, metrics string) map[string]any {
	likes, _, _, _ := f.popularity.counts(post.id, f.server.clock.Now().Sub(post.made), post.likes)
	values := map[string]any{
		"post_media_view": likes * 31, "post_total_media_view_unique": likes * 23, "post_clicks": likes / 2,
		"post_clicks_by_type": map[string]int{"link clicks": likes / 3}, "post_reactions_by_type_total": map[string]int{"like": likes},
	}
	all := []map[string]any{}
	for name := range strings.SplitSeq(metrics, ",") {
		all = append(all, map[string]any{
			"id": post.id + "/insights/" + name + "/lifetime", "name": name, "period": "lifetime", "values": []map[string]any{{"value": values[name]}},
		})
	}
	return map[string]any{"data": all}
}

// pageInsights tells of each whole day, which ends at midnight of the Pacific.
func (f *facebook) pageInsights(c fbCall, page *fbPage) answer {
	since, err := time.Parse(time.DateOnly, c.in.Get("since"))
	until, err2 := time.Parse(time.DateOnly, c.in.Get("until"))
	if err != nil || err2 != nil || until.Sub(since) > 90*24*time.Hour || c.in.Get("period") != "day" {
		return fbError(http.StatusBadRequest, 100, 0, "(#100) There cannot be more than 90 days between since and until")
	}
	all := []map[string]any{}
	for name := range strings.SplitSeq(c.in.Get("metric"), ",") {
		if !slices.Contains(fbPageMetrics(), name) {
			return *fbNoMetric()
		}
		values := []map[string]any{}
		const pacific = 8 * time.Hour
		for day := since; day.Before(until); day = day.AddDate(0, 0, 1) {
			if end := day.Add(24*time.Hour + pacific); end.Before(f.server.clock.Now()) {
				values = append(values, map[string]any{"value": f.dayValue(page, name, end), "end_time": end.Format(fbTime)})
			}
		}
		all = append(all, map[string]any{"id": page.id + "/insights/" + name + "/day", "name": name, "period": "day", "values": values})
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": all})
}

// dayValue is what came in a day: the growth of the likes on all posts, and in
// proportion what is seen.
func (f *facebook) dayValue(page *fbPage, metric string, end time.Time) int {
	gained := 0
	for _, post := range page.posts {
		now, _, _, _ := f.popularity.counts(post.id, end.Sub(post.made), post.likes)
		before, _, _, _ := f.popularity.counts(post.id, end.Add(-24*time.Hour).Sub(post.made), post.likes)
		if post.public {
			gained += now - before
		}
	}
	switch metric {
	case "page_media_view":
		return gained * 31
	case "page_total_media_view_unique":
		return gained * 23
	case "page_daily_follows":
		return int(page.growth)
	}
	return gained
}
