package rehearsal

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	xPrivateDays = 30 // for which the numbers are told that only the author sees
	xSearchDays  = 7
)

func (d *x) me(c xCall) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"data": d.viewUser(c.user, c.query.Get("user.fields"))})
}

// viewUser is a user with the fields that were asked for.
func (d *x) viewUser(u *xUser, fields string) map[string]any {
	shown := map[string]any{"id": u.id, "name": u.account.Name, "username": u.account.Handle}
	days := d.server.clock.Now().Sub(u.since).Hours() / 24
	all := map[string]any{
		"profile_image_url": "https://pbs.twimg.example/" + u.id + ".jpg", "subscription_type": "None", "verified": false, "protected": false,
		"public_metrics": map[string]any{
			"followers_count": u.followers + int(u.growth*max(0, days)), "following_count": u.following,
			d.named("post_count"): len(d.by(u)), "listed_count": 0, "like_count": 0,
		},
	}
	for field := range strings.SplitSeq(fields, ",") {
		if value, ok := all[field]; ok {
			shown[field] = value
		}
	}
	return shown
}

func (d *x) timeline(c xCall) answer {
	u := d.byID(c.id)
	if u == nil {
		return xMissing(c.id)
	}
	exclude := strings.Split(c.query.Get("exclude"), ",")
	return d.list(c, 5, 100, func(p *xPost) bool {
		return p.author == u && (p.parent == nil || !slices.Contains(exclude, "replies"))
	})
}

func (d *x) mentions(c xCall) answer {
	u := d.byID(c.id)
	if u == nil {
		return xMissing(c.id)
	}
	return d.list(c, 5, 100, func(p *xPost) bool { return p.author != u && p.mentions(u) })
}

var xQueryWord = regexp.MustCompile(`^(-?)(conversation_id:|from:|@)([\w.]+)$`)

// search knows of the query language what Parvis uses: conversations joined by
// OR in brackets, and what is left out of them.
func (d *x) search(c xCall) answer {
	var conversations, without, unnamed []string
	for word := range strings.FieldsSeq(strings.NewReplacer("(", " ", ")", " ").Replace(c.query.Get("query"))) {
		if word == "OR" {
			continue
		}
		part := xQueryWord.FindStringSubmatch(word)
		switch {
		case part == nil:
			return xInvalid("query", "There were errors processing your request: no viable alternative at '"+word+"'")
		case part[1] == "" && part[2] == "conversation_id:":
			conversations = append(conversations, part[3])
		case part[1] == "-" && part[2] == "from:":
			without = append(without, strings.ToLower(part[3]))
		case part[1] == "-" && part[2] == "@":
			unnamed = append(unnamed, strings.ToLower(part[3]))
		}
	}
	oldest := d.server.clock.Now().AddDate(0, 0, -xSearchDays)
	if since := c.query.Get("since_id"); since != "" && xMadeAt(since).Before(oldest) {
		return xInvalid("since_id", "'since_id' must be a tweet id created after ["+oldest.UTC().Format("2006-01-02T15:04Z")+"]. Please use a 'since_id' that is larger.")
	}
	if len(c.query.Get("query")) > 512 {
		return xInvalid("query", "Rules must be at most 512 characters")
	}
	return d.list(c, 10, 100, func(p *xPost) bool {
		return slices.Contains(conversations, p.root().id) && !p.made.Before(oldest) &&
			!slices.Contains(without, strings.ToLower(p.author.account.Handle)) &&
			!slices.ContainsFunc(unnamed, func(name string) bool { u := d.users[name]; return u != nil && p.mentions(u) })
	})
}

func xMadeAt(id string) time.Time { return time.UnixMilli(int64(xNumber(id)>>22) + xEpoch) }

// list answers with a page of posts, newest first.
func (d *x) list(c xCall, least, most int, wanted func(*xPost) bool) answer {
	limit, err := strconv.Atoi(c.query.Get("max_results"))
	if c.query.Get("max_results") == "" {
		limit = 10
	} else if err != nil || limit < least || limit > most {
		return xInvalid("max_results", "The `max_results` query parameter value ["+c.query.Get("max_results")+"] is not between "+strconv.Itoa(least)+" and 100")
	}
	since, until := xNumber(c.query.Get("since_id")), xNumber(c.query.Get("until_id"))
	token, paging := strings.CutPrefix(c.query.Get("pagination_token"), "older-")
	if paging {
		until = xNumber(token)
	}
	var page []*xPost
	for _, p := range slices.Backward(d.posts) {
		n := xNumber(p.id)
		if !p.gone && n > since && (until == 0 || n < until) && wanted(p) {
			page = append(page, p)
		}
	}
	meta := map[string]any{"result_count": min(limit, len(page))}
	if len(page) == 0 {
		return jsonAnswer(http.StatusOK, map[string]any{"meta": meta})
	}
	if len(page) > limit {
		page = page[:limit]
		meta["next_token"] = "older-" + page[limit-1].id
	}
	meta["newest_id"], meta["oldest_id"] = page[0].id, page[len(page)-1].id
	return d.page(c, page, meta)
}

func (d *x) page(c xCall, page []*xPost, meta map[string]any) answer {
	fields := strings.Split(c.query.Get(d.named("post.fields")), ",")
	expansions := strings.Split(c.query.Get("expansions"), ",")
	list, users, parents, errors := []any{}, map[string]any{}, map[string]any{}, []any{}
	for _, p := range page {
		shown, denied := d.viewPost(p, fields, expansions, c.user)
		list = append(list, shown)
		errors = append(errors, denied...)
		if slices.Contains(expansions, "author_id") {
			users[p.author.id] = d.viewUser(p.author, c.query.Get("user.fields"))
		}
		if p.parent != nil && slices.Contains(expansions, "in_reply_to_user_id") {
			users[p.parent.author.id] = d.viewUser(p.parent.author, c.query.Get("user.fields"))
		}
		if p.parent != nil && slices.Contains(expansions, "referenced_posts") {
			parents[p.parent.id], _ = d.viewPost(p.parent, fields, expansions, c.user)
		}
	}
	out := map[string]any{"data": list, "meta": meta}
	includes := map[string]any{}
	if len(users) > 0 {
		includes["users"] = xValues(users)
	}
	if len(parents) > 0 {
		includes[d.named("posts")] = xValues(parents)
	}
	if len(includes) > 0 {
		out["includes"] = includes
	}
	if len(errors) > 0 {
		out["errors"] = errors
	}
	return jsonAnswer(http.StatusOK, out)
}

func xValues(m map[string]any) []any {
	list := []any{}
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// viewPost is a post with the fields that were asked for, and the errors about
// those that are not told.
func (d *x) viewPost(p *xPost, fields, expansions []string, reader *xUser) (shown map[string]any, denied []any) {
	shown = map[string]any{"id": p.id, "text": d.shown(p), d.named("edit_history_post_ids"): []string{p.id}}
	likes, reposts, replies, quotes := d.popularity.counts(p.id, d.server.clock.Now().Sub(p.made), p.likes)
	all := map[string]any{
		"created_at": p.made.UTC().Format(xTime), "conversation_id": p.root().id,
		"public_metrics": map[string]any{
			d.named("repost_count"): reposts, "reply_count": replies, "like_count": likes, "quote_count": quotes,
			"bookmark_count": likes / 9, "impression_count": likes * 31,
		},
	}
	if urls := d.urls(p); len(urls) > 0 {
		all["entities"] = map[string]any{"urls": urls}
	}
	if keys := p.keys(); len(keys) > 0 {
		all["attachments"] = map[string]any{"media_keys": keys}
	}
	if slices.Contains(fields, "non_public_metrics") {
		if young := d.server.clock.Now().Sub(p.made) < xPrivateDays*24*time.Hour; young && p.author == reader {
			all["non_public_metrics"] = map[string]any{"url_link_clicks": likes / 2, "user_profile_clicks": likes / 4, "impression_count": likes * 31}
		} else {
			denied = append(denied, xDenied(p))
		}
	}
	// What names others is an expansion today and was a field before.
	names := expansions
	if d.before {
		names = fields
	}
	if slices.Contains(names, "author_id") {
		shown["author_id"] = p.author.id
	}
	if p.parent != nil && slices.Contains(names, "in_reply_to_user_id") {
		shown["in_reply_to_user_id"] = p.parent.author.id
	}
	if name := d.named("referenced_posts"); p.parent != nil && slices.Contains(names, name) {
		shown[name] = []any{map[string]any{"type": "replied_to", "id": p.parent.id}}
	}
	for _, field := range fields {
		if value, ok := all[field]; ok {
			shown[field] = value
		}
	}
	return shown, denied
}

// xDenied is the error about numbers that only the author sees, and those of a
// month at most.
func xDenied(p *xPost) map[string]any {
	return map[string]any{
		"type": xProblems + "not-authorized-for-field", "title": "Field Authorization Error", "field": "non_public_metrics",
		"detail":        "Sorry, you are not authorized to access 'non_public_metrics' on the Post with id [" + p.id + "].",
		"resource_type": "tweet", "resource_id": p.id, "parameter": "id", "value": p.id, "section": "data",
	}
}

func (p *xPost) keys() (keys []string) {
	for _, m := range p.media {
		keys = append(keys, m.key())
	}
	return keys
}

// shown is the text as the network gives it: links shortened, the address of
// what is attached at the end, and the three signs of HTML escaped.
func (d *x) shown(p *xPost) string {
	text := html.EscapeString(p.text)
	text = strings.NewReplacer("&#34;", `"`, "&#39;", "'").Replace(text)
	n := 0
	text = xLink.ReplaceAllStringFunc(text, func(string) string { n++; return xShort(p.id, n) })
	if len(p.media) > 0 {
		text += " " + xShort(p.id, 0)
	}
	return strings.TrimSpace(text)
}

func xShort(id string, n int) string { return "https://t.co/p" + id[len(id)-8:] + strconv.Itoa(n) }

// urls says what the short addresses in a text stand for.
func (d *x) urls(p *xPost) (urls []any) {
	entry := func(short, long string) map[string]any {
		at := max(0, strings.Index(d.shown(p), short))
		return map[string]any{"start": at, "end": at + len(short), "url": short, "expanded_url": long, "display_url": long}
	}
	for i, link := range xLink.FindAllString(p.text, -1) {
		urls = append(urls, entry(xShort(p.id, i+1), link))
	}
	for _, key := range p.keys() {
		long := entry(xShort(p.id, 0), "https://x.com/"+p.author.account.Handle+"/status/"+p.id+"/photo/1")
		long["media_key"] = key
		urls = append(urls, long)
	}
	return urls
}
