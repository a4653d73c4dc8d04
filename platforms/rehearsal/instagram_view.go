package rehearsal

import (
	"net/http"
	"strings"
)

// seed makes the past of an account of pictures.
func (i *instagram) seed(handle string, p Past) { i.seedAs("IMAGE", handle, p, i.say) }

// say makes somebody comment. Nobody can mention an account without a post:
// such a remark goes below the newest one.
func (i *instagram) say(handle string, r Remark) {
	user := i.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	on := user.on(r.On)
	if on == nil {
		return
	}
	if r.At.IsZero() {
		r.At = i.now()
	}
	i.below(on, &gramItem{id: i.mint(), author: r.Author, text: r.Text, at: r.At.UTC()})
}

// show is an account, a container, a post or a comment, whatever the id names.
func (i *instagram) show(c gramCall) answer {
	fields := gramFields(c.in.Get("fields"))
	if c.id == c.user.id {
		view := i.viewUser(c.user)
		if strings.HasSuffix(c.r.URL.Path, "/me") {
			view["id"] = "9" + c.user.id // of the application
		}
		return jsonAnswer(http.StatusOK, gramPick(view, fields))
	}
	if k := i.containers[c.id]; k != nil && k.user == c.user {
		text := map[string]string{
			gramFinished: "Finished: Media has been uploaded and it is ready to be published.", gramInProgress: "In Progress: Media is still being processed.",
			gramPublished: "Published: Media has been published.", gramExpired: "Expired: Media was not published within 24 hours.", gramFailed: k.fault,
		}
		view := map[string]any{"id": k.id, "status_code": i.standing(k), "status": text[i.standing(k)]}
		return jsonAnswer(http.StatusOK, gramPick(view, fields))
	}
	item := i.items[c.id]
	switch {
	case item == nil || item.deleted:
		return gramMissing(c.id)
	case item.parent == nil:
		return jsonAnswer(http.StatusOK, i.viewMedia(item, fields))
	}
	return jsonAnswer(http.StatusOK, i.viewComment(item, fields))
}

func (i *instagram) viewUser(u *gramUser) map[string]any {
	return map[string]any{
		"id": u.id, "user_id": u.id, "username": u.account.Handle, "name": u.account.Name, "account_type": "BUSINESS",
		"followers_count": i.followers(u), "follows_count": u.following, "media_count": len(living(u.posts)),
	}
}

func (i *instagram) media(c gramCall) answer {
	if c.id != c.user.id {
		return gramMissing(c.id)
	}
	fields := gramFields(c.in.Get("fields"))
	for _, f := range fields {
		if f.name == "comments" && !c.grant.has(igComments) {
			return gramError(http.StatusForbidden, 10, 0, "(#10) Application does not have permission for this action")
		}
	}
	return igList(c, living(c.user.posts), func(p *gramItem) map[string]any { return i.viewMedia(p, fields) })
}

// igList is a page of a list, with the address at which it goes on.
func igList(c gramCall, items []*gramItem, view func(*gramItem) map[string]any) answer {
	page, paging, more := gramPage(c, items, func(p *gramItem) string { return p.id }, 25)
	shown := []map[string]any{}
	for _, p := range page {
		shown = append(shown, view(p))
	}
	said := map[string]any{"data": shown}
	if paging != nil {
		if more {
			paging["next"] = "https://graph.instagram.com" + c.r.URL.Path + "?after=" + paging["cursors"].(map[string]string)["after"]
		}
		said["paging"] = paging
	}
	return jsonAnswer(http.StatusOK, said)
}

func (i *instagram) viewMedia(p *gramItem, fields []gramField) map[string]any {
	likes, _, _ := i.growth(p)
	code := p.id[len(p.id)-8:]
	view := map[string]any{
		"id": p.id, "caption": p.text, "media_type": p.kind, "media_product_type": "FEED", "permalink": "https://www.instagram.example/p/" + code + "/",
		"shortcode": code, "timestamp": p.at.Format(gramTime), "like_count": likes, "comments_count": igCount(p), "is_comment_enabled": true,
	}
	if p.text == "" {
		delete(view, "caption")
	}
	if p.kind == "VIDEO" {
		view["media_product_type"] = "REELS"
	}
	for _, f := range fields {
		if children := living(p.children); f.name == "comments" && len(children) > 0 {
			view["comments"] = map[string]any{"data": i.viewComments(children, f)}
		}
	}
	return gramPick(view, fields)
}

func igCount(p *gramItem) (n int) {
	for _, c := range living(p.children) {
		n += 1 + len(living(c.children))
	}
	return n
}

func (i *instagram) viewComments(items []*gramItem, f gramField) []map[string]any {
	shown := []map[string]any{}
	for _, item := range items {
		if f.most > 0 && len(shown) == f.most {
			break
		}
		shown = append(shown, i.viewComment(item, f.sub))
	}
	return shown
}

func (i *instagram) viewComment(item *gramItem, fields []gramField) map[string]any {
	from := map[string]string{"id": "8" + item.id, "username": item.by()}
	if item.user != nil {
		from["id"] = item.user.id
	}
	view := map[string]any{
		"id": item.id, "text": item.text, "username": item.by(), "from": from, "timestamp": item.at.Format(gramTime),
		"hidden": item.hidden, "like_count": 0,
	}
	if item.parent.parent != nil {
		view["parent_id"] = item.parent.id
	}
	for _, f := range fields {
		if answers := living(item.children); f.name == "replies" && len(answers) > 0 {
			view["replies"] = map[string]any{"data": i.viewComments(answers, f)}
		}
	}
	return gramPick(view, fields)
}

// comments are those of a post, or the answers to one of them.
func (i *instagram) comments(c gramCall) answer {
	on := i.items[c.id]
	if on == nil || on.deleted {
		return gramMissing(c.id)
	}
	fields := gramFields(c.in.Get("fields"))
	return igList(c, living(on.children), func(item *gramItem) map[string]any { return i.viewComment(item, fields) })
}

func (i *instagram) conversations(c gramCall) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"data": []any{}})
}

// insights are those of a post or, for a day, of the account.
func (i *instagram) insights(c gramCall) answer {
	numbers := map[string]int{}
	if item := i.items[c.id]; item != nil {
		likes, shares, saved := i.growth(item)
		numbers = map[string]int{"views": 30 * likes, "reach": 20 * likes, "saved": saved, "shares": shares, "likes": likes}
	} else if c.id != c.user.id {
		return gramMissing(c.id)
	} else if since, ok := c.since(); ok {
		numbers["views"], numbers["reach"], numbers["total_interactions"] = i.onDay(c.user, since)
	} else {
		numbers["reach"] = 0
	}
	shown := []map[string]any{}
	for name := range strings.SplitSeq(c.in.Get("metric"), ",") {
		n, ok := numbers[name]
		if !ok {
			return gramError(http.StatusBadRequest, 100, 0, "(#100) metric must be one of the following values: views, reach, …")
		}
		one := map[string]any{"name": name, "period": "lifetime", "id": c.id + "/insights/" + name}
		if c.in.Get("metric_type") == "total_value" {
			one["period"], one["total_value"] = "day", map[string]int{"value": n}
		} else {
			one["values"] = []map[string]int{{"value": n}}
		}
		shown = append(shown, one)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": shown})
}
