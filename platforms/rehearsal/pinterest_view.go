package rehearsal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (p *pinterest) listPins(c pinCall) answer {
	newestFirst := slices.Clone(c.user.pins)
	slices.Reverse(newestFirst)
	page, next := pinPaged(c, newestFirst)
	list := []map[string]any{}
	for _, one := range page {
		list = append(list, p.view(c.user, one, c.q.Get("pin_metrics") == "true"))
	}
	return jsonAnswer(http.StatusOK, map[string]any{"items": list, "bookmark": next})
}

// view is a pin as the network shows it. Its title, link and alt text are null
// where there is none.
func (p *pinterest) view(user *pinUser, one *pin, metrics bool) map[string]any {
	orNull := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	shown := map[string]any{
		"id": one.id, "created_at": one.made.UTC().Format(time.RFC3339), "link": orNull(one.link), "title": orNull(one.title),
		"description": orNull(one.description), "alt_text": orNull(one.alt), "board_id": one.board, "board_section_id": nil,
		"board_owner": map[string]string{"username": user.account.Handle}, "parent_pin_id": nil, "dominant_color": "#6E7874",
		"is_owner": true, "is_standard": true, "has_been_promoted": false, "creative_type": "REGULAR", "media": p.viewMedia(one),
	}
	if one.kind == "video" {
		shown["creative_type"] = "VIDEO"
	}
	if metrics {
		shown["pin_metrics"] = p.metrics(one)
	}
	return shown
}

func (p *pinterest) viewMedia(one *pin) map[string]any {
	images := map[string]any{"600x": map[string]any{"width": 600, "height": 900, "url": p.server.URL() + "/600x/" + one.id + ".jpg"}}
	switch one.kind {
	case "multiple_images":
		items := []any{}
		for range one.pictures {
			items = append(items, map[string]any{"item_type": "image", "images": images, "title": nil, "description": nil, "link": nil})
		}
		return map[string]any{"media_type": one.kind, "items": items}
	case "video":
		return map[string]any{"media_type": one.kind, "images": images, "video_url": nil, "duration": nil, "width": nil, "height": nil}
	}
	return map[string]any{"media_type": one.kind, "images": images}
}

// metrics are the counters of a pin, some of them as text, as on the network.
// Reactions and comments are told of its whole life alone.
func (p *pinterest) metrics(one *pin) map[string]any {
	likes, saves, comments, clicks := p.popularity.counts(one.id, p.server.clock.Now().Sub(one.made), one.likes)
	recent := map[string]any{"impression": likes * 25, "pin_click": likes * 2, "clickthrough": clicks, "save": saves}
	return map[string]any{
		"90d": recent,
		"lifetime_metrics": map[string]any{
			"impression": strconv.Itoa(likes * 25), "pin_click": likes * 2, "clickthrough": clicks, "save": saves, "reaction": likes, "comment": comments,
		},
	}
}

// analytics counts by day. Yesterday and today are still being counted.
func (p *pinterest) analytics(c pinCall) answer {
	from, err := time.Parse(time.DateOnly, c.q.Get("start_date"))
	to, err2 := time.Parse(time.DateOnly, c.q.Get("end_date"))
	today := p.server.clock.Now().UTC().Truncate(24 * time.Hour)
	switch {
	case err != nil, err2 != nil, to.Before(from):
		return pinError(http.StatusBadRequest, 1, "Invalid request: start_date or end_date")
	case today.Sub(from) > 90*24*time.Hour:
		return pinError(http.StatusBadRequest, 1, "Invalid request: start_date cannot be more than 90 days back from today")
	}
	wanted := strings.Split(c.q.Get("metric_types"), ",")
	days, sum := []any{}, map[string]float64{}
	for day := from; !day.After(to); day = day.AddDate(0, 0, 1) {
		status, metrics := "READY", map[string]float64{}
		if !day.Before(today.AddDate(0, 0, -1)) {
			status = "PROCESSING"
		} else {
			metrics = p.gained(c.user, day, wanted)
		}
		for name, n := range metrics {
			sum[name] += n
		}
		days = append(days, map[string]any{"date": day.Format(time.DateOnly), "data_status": status, "metrics": metrics})
	}
	return jsonAnswer(http.StatusOK, map[string]any{"all": map[string]any{"daily_metrics": days, "summary_metrics": sum}})
}

// gained is what the pins gained on a day; a metric that is zero is left out.
func (p *pinterest) gained(user *pinUser, day time.Time, wanted []string) map[string]float64 {
	gained := 0
	for _, one := range user.pins {
		before, _, _, _ := p.popularity.counts(one.id, day.Sub(one.made), one.likes)
		after, _, _, _ := p.popularity.counts(one.id, day.AddDate(0, 0, 1).Sub(one.made), one.likes)
		gained += after - before
	}
	metrics := map[string]float64{}
	for name, factor := range map[string]int{"ENGAGEMENT": 3, "IMPRESSION": 25, "SAVE": 1, "OUTBOUND_CLICK": 1, "PIN_CLICK": 2} {
		if slices.Contains(wanted, name) && gained > 0 {
			metrics[name] = float64(gained * factor)
		}
	}
	return metrics
}

func (p *pinterest) trends(c pinCall) answer {
	if slices.Contains(c.user.account.Lacks, "trends") {
		return pinError(http.StatusForbidden, 7, "You are not permitted to access that resource.")
	}
	list := []any{}
	for i, words := range []string{"brioche maison", "pain au levain", "goûter d’anniversaire", "bûche de noël"} {
		growth := int(p.popularity.unit(c.id, words) * 400)
		list = append(list, map[string]any{
			"keyword": words, "pct_growth_wow": growth / 4, "pct_growth_mom": growth, "pct_growth_yoy": 10*i - 5,
			"time_series": map[string]int{"2026-11-07": 80, "2026-11-14": 100},
		})
	}
	return jsonAnswer(http.StatusOK, map[string]any{"trends": list})
}
