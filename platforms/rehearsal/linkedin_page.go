package rehearsal

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"parvis/data"
)

const liMaxComment = 1250

// liComment is what stands under a post or, with parent, under a comment.
type liComment struct {
	id, urn string
	post    *liPost
	parent  string // URN of a comment
	actor   string
	text    string
	made    time.Time
	replies []*liComment
}

// say makes somebody comment. A mention without a post is not told to programs
// of the usual permissions.
func (l *linkedin) say(handle string, m Remark) {
	p := l.people[handle]
	if p == nil || m.On < 1 {
		return
	}
	posts := p.page.posts
	if len(posts) == 0 {
		posts = p.member.posts
	}
	if m.On > len(posts) {
		return
	}
	l.comment(posts[m.On-1], nil, "urn:li:person:"+liActor.ReplaceAllString(m.Author, "-"), m.Text, m.At)
}

var liActor = regexp.MustCompile(`[^A-Za-z0-9_-]`)

func (l *linkedin) comment(p *liPost, under *liComment, actor, text string, at time.Time) *liComment {
	c := &liComment{id: l.mint(at), post: p, actor: actor, text: text, made: at}
	c.urn = "urn:li:comment:(urn:li:activity:" + p.urn[strings.LastIndexByte(p.urn, ':')+1:] + "," + c.id + ")"
	if under != nil {
		c.parent = under.urn
		under.replies = append(under.replies, c)
	} else {
		p.comments = append(p.comments, c)
	}
	l.comments[c.urn] = c
	return c
}

// onComments answers what is asked about the comments under a post or under
// another comment.
func (l *linkedin) onComments(c liCall) answer {
	on, under := l.posts[c.path[1]], l.comments[c.path[1]]
	if under != nil {
		on = under.post
	}
	if on == nil { // by its activity, which has the post's number
		number := strings.TrimPrefix(c.path[1], "urn:li:activity:")
		if on = l.posts["urn:li:share:"+number]; on == nil {
			on = l.posts["urn:li:ugcPost:"+number]
		}
	}
	if on == nil {
		return liError(http.StatusNotFound, 0, "NOT_FOUND", "Could not find entity")
	}
	switch {
	case c.r.Method == http.MethodGet && len(c.path) == 3:
		return l.listComments(c, on, under)
	case c.r.Method == http.MethodPost && len(c.path) == 3:
		return l.addComment(c, on, under)
	case c.r.Method == http.MethodDelete && len(c.path) == 4:
		return l.removeComment(c, on)
	}
	return liError(http.StatusMethodNotAllowed, 0, "METHOD_NOT_ALLOWED", "Method not allowed")
}

func (l *linkedin) listComments(c liCall, on *liPost, under *liComment) answer {
	if _, refused := l.reads(c, "partnerApiSocialActions.GET_ALL", on.author.urn); refused != nil {
		return *refused
	}
	list := on.comments
	if under != nil {
		list = under.replies
	}
	all := []map[string]any{}
	for _, one := range list {
		all = append(all, one.view())
	}
	return liElements(c, all, 100)
}

func (c *liComment) view() map[string]any {
	out := map[string]any{
		"id": c.id, "commentUrn": c.urn, "$URN": c.urn, "actor": c.actor, "object": c.post.urn,
		"created": map[string]any{"actor": c.actor, "time": c.made.UnixMilli()}, "message": map[string]any{"attributes": []any{}, "text": c.text},
	}
	if c.parent != "" {
		out["parentComment"] = c.parent
	}
	return out
}

func (l *linkedin) addComment(c liCall, on *liPost, under *liComment) answer {
	var wish struct {
		Actor   string `json:"actor"`
		Object  string `json:"object"`
		Message struct {
			Text string `json:"text"`
		} `json:"message"`
		Parent string `json:"parentComment"`
	}
	if refused := liFields(c.body, &wish); refused != nil {
		return *refused
	}
	actor, refused := l.writes(c, "partnerApiSocialActions.CREATE", wish.Actor, "w_organization_social")
	if refused != nil {
		return *refused
	}
	parent := on.urn
	if under != nil {
		parent = under.urn
	}
	switch number := on.urn[strings.LastIndexByte(on.urn, ':')+1:]; {
	case !strings.HasSuffix(wish.Object, ":"+number), under != nil && wish.Parent != under.urn, under == nil && wish.Parent != "":
		return liError(http.StatusBadRequest, 0, "INVALID_URN_ID", "object or parentComment")
	case strings.TrimSpace(wish.Message.Text) == "" || len(utf16.Encode([]rune(wish.Message.Text))) > liMaxComment:
		return liError(http.StatusBadRequest, 0, "INVALID_CONTENT", "Comment text length must be between 1 and 1250 characters")
	}
	made := l.comment(on, under, actor.urn, wish.Message.Text, l.server.clock.Now())
	l.server.published(Published{Account: actor.handle, ID: made.urn, Text: made.text, Parent: parent, At: made.made})
	a := jsonAnswer(http.StatusCreated, made.view())
	a.header["x-restli-id"] = made.id
	a.accepted = true
	return a
}

// removeComment takes a comment back: one's own, or any below one's own post.
func (l *linkedin) removeComment(c liCall, on *liPost) answer {
	var gone *liComment
	for _, one := range l.comments {
		if one.post == on && one.id == c.path[3] {
			gone = one
		}
	}
	if gone == nil {
		return liError(http.StatusNotFound, 0, "NOT_FOUND", "Could not find entity")
	}
	actor, refused := l.writes(c, "partnerApiSocialActions.DELETE", c.query.Get("actor"), "w_organization_social")
	if refused != nil {
		return *refused
	}
	if gone.actor != actor.urn && on.author != actor {
		return liError(http.StatusForbidden, 100, "ACCESS_DENIED", "Not the actor's comment")
	}
	delete(l.comments, gone.urn)
	same := func(one *liComment) bool { return one == gone }
	on.comments = slices.DeleteFunc(on.comments, same)
	if above := l.comments[gone.parent]; above != nil {
		above.replies = slices.DeleteFunc(above.replies, same)
	}
	l.server.deleted(gone.urn)
	l.server.acted(gone.urn, data.ActDelete)
	return answer{status: http.StatusNoContent}
}

// liTotals are the numbers of posts, as the network adds them up.
type liTotals struct {
	Impressions int `json:"impressionCount"`
	Unique      int `json:"uniqueImpressionsCount"`
	Clicks      int `json:"clickCount"`
	Likes       int `json:"likeCount"`
	Comments    int `json:"commentCount"`
	Shares      int `json:"shareCount"`
	Engagement  any `json:"engagement"`
}

// totals is what a post had gathered by a moment. Comments count as soon as they
// are said, whenever that is.
func (l *linkedin) totals(p *liPost, by time.Time) liTotals {
	likes, shares, _, _ := l.popularity.counts(p.urn, by.Sub(p.made), p.likes)
	t := liTotals{Impressions: likes * 23, Unique: likes * 17, Clicks: likes / 2, Likes: likes, Shares: shares, Engagement: 0.04}
	t.Comments = len(p.comments)
	for _, c := range p.comments {
		t.Comments += len(c.replies)
	}
	return t
}

func (t liTotals) plus(o liTotals, sign int) liTotals {
	t.Impressions += sign * o.Impressions
	t.Unique += sign * o.Unique
	t.Clicks += sign * o.Clicks
	t.Likes += sign * o.Likes
	t.Comments += sign * o.Comments
	t.Shares += sign * o.Shares
	return t
}

var liInterval = regexp.MustCompile(`timeIntervals=\(timeRange:\(start:(\d+),end:(\d+)\),timeGranularityType:DAY\)`)

// statistics are those of posts, or of a page by day. A post without any number
// is left out.
func (l *linkedin) statistics(c liCall) answer {
	if refused := c.lacks("organizationalEntityShareStatistics.FINDER-organizationalEntity", "rw_organization_admin"); refused != nil {
		return *refused
	}
	page := l.authors[c.query.Get("organizationalEntity")]
	if page == nil || page != c.person.page || c.query.Get("q") != "organizationalEntity" {
		return liError(http.StatusForbidden, 100, "ACCESS_DENIED", "Not enough permissions to access: organizationalEntityShareStatistics")
	}
	if days := liInterval.FindStringSubmatch(c.raw); days != nil {
		return l.daily(page, days[1], days[2])
	}
	elements := []map[string]any{}
	for _, kind := range []string{"share", "ugcPost"} {
		wanted, refused := c.list(kind + "s")
		if refused != nil {
			return *refused
		}
		for _, urn := range wanted {
			p := l.posts[urn]
			if p == nil || p.author != page {
				continue
			}
			if t := l.totals(p, l.server.clock.Now()); t.Impressions+t.Comments > 0 {
				elements = append(elements, map[string]any{"organizationalEntity": page.urn, kind: urn, "totalShareStatistics": t})
			}
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"elements": elements, "paging": map[string]any{"start": 0, "count": 10, "links": []any{}}})
}

func (l *linkedin) daily(page *liAuthor, from, to string) answer {
	start, _ := strconv.ParseInt(from, 10, 64)
	end, _ := strconv.ParseInt(to, 10, 64)
	const day = 24 * time.Hour
	elements := []map[string]any{}
	for at := time.UnixMilli(start).UTC().Truncate(day); at.UnixMilli() < end; at = at.Add(day) {
		if len(elements) > 400 || at.After(l.server.clock.Now()) {
			break
		}
		var sum liTotals
		for _, p := range page.posts {
			sum = sum.plus(l.totals(p, at.Add(day)), 1).plus(l.totals(p, at), -1)
		}
		elements = append(elements, map[string]any{
			"timeRange":            map[string]int64{"start": at.UnixMilli(), "end": at.Add(day).UnixMilli()},
			"organizationalEntity": page.urn, "totalShareStatistics": sum,
		})
	}
	return jsonAnswer(http.StatusOK, map[string]any{"elements": elements})
}
