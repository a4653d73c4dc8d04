package rehearsal

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// show is an account, a container or a post, whatever the id names.
func (t *threads) show(c gramCall) answer {
	fields := gramFields(c.in.Get("fields"))
	if c.id == c.user.id {
		return jsonAnswer(http.StatusOK, gramPick(map[string]any{
			"id": c.user.id, "username": c.user.account.Handle, "name": c.user.account.Name,
			"threads_profile_picture_url": "https://scontent.threads.example/p.jpg", "threads_biography": "",
		}, fields))
	}
	if k := t.containers[c.id]; k != nil && k.user == c.user {
		view := map[string]any{"id": k.id, "status": t.standing(k)}
		if t.standing(k) == gramFailed {
			view["error_message"] = k.fault
		}
		return jsonAnswer(http.StatusOK, gramPick(view, fields))
	}
	item := t.items[c.id]
	if item == nil || item.deleted {
		return gramMissing(c.id)
	}
	return jsonAnswer(http.StatusOK, t.view(c, item))
}

// view is a post or an answer, in the fields that are asked for.
func (t *threads) view(c gramCall, p *gramItem) map[string]any {
	code := p.id[len(p.id)-8:]
	view := map[string]any{
		"id": p.id, "media_product_type": "THREADS", "media_type": p.kind, "shortcode": code,
		"permalink": "https://www.threads.example/@" + p.by() + "/post/" + code, "username": p.by(), "text": p.text,
		"timestamp": p.at.Format(gramTime), "has_replies": len(shown(p.children)) > 0, "is_quote_post": false,
		"is_reply": p.parent != nil, "hide_status": "NOT_HUSHED",
	}
	if p.hidden {
		view["hide_status"] = "HIDDEN"
	}
	if p.parent != nil {
		root := p.parent
		for root.parent != nil {
			root = root.parent
		}
		view["replied_to"], view["root_post"] = map[string]string{"id": p.parent.id}, map[string]string{"id": root.id}
		view["is_reply_owned_by_me"] = p.user == c.user
	}
	return gramPick(view, gramFields(c.in.Get("fields")))
}

// shown are the answers that others see, oldest first.
func shown(items []*gramItem) []*gramItem {
	return slices.DeleteFunc(slices.Clone(items), func(i *gramItem) bool { return i.deleted || i.pending })
}

// list is a page of items that are newest first.
func (t *threads) list(c gramCall, items []*gramItem) answer {
	page, paging, _ := gramPage(c, items, func(p *gramItem) string { return p.id }, 25)
	views := []map[string]any{}
	for _, p := range page {
		views = append(views, t.view(c, p))
	}
	said := map[string]any{"data": views}
	if paging != nil {
		said["paging"] = paging
	}
	return jsonAnswer(http.StatusOK, said)
}

func (t *threads) posts(c gramCall) answer {
	if c.id != c.user.id {
		return gramMissing(c.id)
	}
	return t.list(c, living(c.user.posts))
}

func (t *threads) mentions(c gramCall) answer {
	if c.id != c.user.id {
		return gramMissing(c.id)
	}
	return t.list(c, living(t.mentioned[c.user]))
}

// replies are those of an account, or the answers to a post.
func (t *threads) replies(c gramCall) answer {
	if c.id == c.user.id {
		var own []*gramItem
		for _, i := range t.items {
			if i.user == c.user && i.parent != nil {
				own = append(own, i)
			}
		}
		slices.SortFunc(own, byTime)
		return t.list(c, living(own))
	}
	item := t.items[c.id]
	switch {
	case item == nil || item.deleted:
		return gramMissing(c.id)
	case !c.grant.has(thRead):
		return gramError(http.StatusForbidden, 10, 0, "(#10) Application does not have permission for this action")
	}
	return t.directed(c, shown(item.children))
}

// byTime orders items, and those of one moment by when they came.
func byTime(a, b *gramItem) int {
	if d := a.at.Compare(b.at); d != 0 {
		return d
	}
	return strings.Compare(a.id, b.id)
}

// directed lists items that are oldest first, newest first unless it is said
// otherwise.
func (t *threads) directed(c gramCall, items []*gramItem) answer {
	if c.in.Get("reverse") != "false" {
		slices.Reverse(items)
	}
	return t.list(c, items)
}

// conversation is all that stands below a post.
func (t *threads) conversation(c gramCall) answer {
	item := t.items[c.id]
	if item == nil || item.deleted {
		return gramMissing(c.id)
	}
	var all []*gramItem
	for open := shown(item.children); len(open) > 0; open = open[1:] {
		all = append(all, open[0])
		open = append(open, shown(open[0].children)...)
	}
	slices.SortFunc(all, byTime)
	return t.directed(c, all)
}

// pending are the answers that wait for approval.
func (t *threads) pending(c gramCall) answer {
	item := t.items[c.id]
	if item == nil || item.deleted {
		return gramMissing(c.id)
	}
	waiting := slices.DeleteFunc(living(item.children), func(i *gramItem) bool { return !i.pending })
	return t.list(c, waiting)
}

func (t *threads) postInsights(c gramCall) answer {
	item := t.items[c.id]
	if item == nil || item.deleted {
		return gramMissing(c.id)
	}
	likes, reposts, quotes := t.growth(item)
	return t.metrics(c, map[string]int{
		"views": 30 * likes, "likes": likes, "replies": len(shown(item.children)), "reposts": reposts, "quotes": quotes, "shares": reposts / 2,
	}, false)
}

// accountInsights are the numbers of an account for a day.
func (t *threads) accountInsights(c gramCall) answer {
	numbers := map[string]int{"followers_count": t.followers(c.user)}
	since, ok := c.since()
	if !ok {
		since = t.now().Truncate(24 * time.Hour)
	}
	if since.Unix() < 1_712_991_600 {
		return *thBad("Param since must be at least 1712991600")
	}
	views, _, acts := t.onDay(c.user, since)
	numbers["views"], numbers["likes"], numbers["replies"], numbers["reposts"], numbers["quotes"] = views, acts, acts/10, acts/5, acts/33
	return t.metrics(c, numbers, true)
}

func (t *threads) metrics(c gramCall, numbers map[string]int, account bool) answer {
	list := []map[string]any{}
	for name := range strings.SplitSeq(c.in.Get("metric"), ",") {
		n, ok := numbers[name]
		if !ok {
			return *thBad("Param metric must be one of the known values")
		}
		one := map[string]any{"name": name, "period": "lifetime", "title": name, "description": name, "id": c.id + "/insights/" + name}
		switch {
		case !account:
			one["values"] = []map[string]int{{"value": n}}
		case name == "views":
			since, _ := c.since()
			one["period"] = "day"
			one["values"] = []map[string]any{{"value": n, "end_time": since.AddDate(0, 0, 1).Format(gramTime)}}
		default:
			one["total_value"] = map[string]int{"value": n}
		}
		list = append(list, one)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": list})
}
