package rehearsal

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

type wpPost struct {
	id         int
	author     *wpUser
	title      string // HTML
	content    string // HTML with the comments of blocks
	excerpt    string
	status     string
	slug       string
	date       time.Time
	categories []int
	tags       []int
	featured   int
	before     string // status before it went to the trash
}

// wpPostInput is what a request may set; nil is left as it is.
type wpPostInput struct {
	Title, Content, Excerpt, Status, Slug *string
	Date                                  *string `json:"date_gmt"`
	Categories, Tags                      *[]int
	Featured                              *int `json:"featured_media"`
}

func (w *wordpress) keep(p *wpPost) {
	w.posts = append(w.posts, p)
	p.id = len(w.posts)
}

func (w *wordpress) post(id int) *wpPost {
	if id < 1 || id > len(w.posts) {
		return nil
	}
	return w.posts[id-1]
}

// release publishes what was to be published by now.
func (w *wordpress) release() {
	for _, p := range w.posts {
		if p.status == "future" && !p.date.After(w.now()) {
			w.publish(p)
		}
	}
}

// publish makes an article public at its date.
func (w *wordpress) publish(p *wpPost) {
	p.status = "publish"
	w.server.published(Published{
		Account: p.author.account.Handle, ID: strconv.Itoa(p.id), Key: p.slug, Text: wpText(p.content),
		Images: min(p.featured, 1) + strings.Count(p.content, "<img "), At: p.date,
	})
}

func (w *wordpress) createPost(c wpCall) answer {
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")
	}
	var in wpPostInput
	if a := wpInput(c, &in); a != nil {
		return *a
	}
	p := &wpPost{author: c.user, status: "draft"}
	if a := w.set(p, in); a != nil {
		return *a
	}
	if p.title == "" && p.content == "" && p.excerpt == "" {
		return wpError(http.StatusBadRequest, "empty_content", "Content, title, and excerpt are empty.")
	}
	w.keep(p)
	w.settle(p)
	a := jsonAnswer(http.StatusCreated, wpFields(w.view(p, true), c.query))
	a.header["Location"] = fmt.Sprintf("%s%s%sposts/%d", w.server.URL(), wpJSONRoot, wpAPI, p.id)
	a.accepted = true
	return a
}

// set takes over what a request says of an article.
func (w *wordpress) set(p *wpPost, in wpPostInput) *answer {
	for to, from := range map[*string]*string{&p.title: in.Title, &p.content: in.Content, &p.excerpt: in.Excerpt} {
		if from != nil {
			*to = *from
		}
	}
	if in.Slug != nil {
		p.slug = wpSlug(*in.Slug)
	}
	if in.Status != nil {
		if !slices.Contains([]string{"publish", "future", "draft", "pending", "private"}, *in.Status) {
			a := wpError(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): status")
			return &a
		}
		p.status = *in.Status
	}
	if in.Date != nil {
		at, err := time.Parse(wpTime, *in.Date)
		if err != nil {
			a := wpError(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): date_gmt")
			return &a
		}
		p.date = at
	}
	if in.Categories != nil {
		p.categories = *in.Categories
	}
	if in.Tags != nil {
		p.tags = *in.Tags
	}
	if in.Featured != nil {
		p.featured = *in.Featured
	}
	return nil
}

// settle gives an article its date, state and a slug that nothing else has. The
// date decides: less than a minute ahead it is published at once, whatever the
// state says, and later it is held. Drafts may share a slug.
func (w *wordpress) settle(p *wpPost) {
	if p.date.IsZero() {
		p.date = w.now()
	}
	public := p.status == "publish" || p.status == "future"
	if p.slug == "" && public {
		p.slug = wpSlug(p.title)
	}
	if public || p.status == "private" {
		p.slug = w.freeSlug(p)
	}
	switch {
	case public && p.date.Sub(w.now()) >= time.Minute:
		p.status = "future"
	case public && !w.isPublic(p):
		w.publish(p)
	case public:
		p.status = "publish"
	}
}

// isPublic tells whether an article was published before.
func (w *wordpress) isPublic(p *wpPost) bool {
	return slices.ContainsFunc(w.server.log.Published, func(seen Published) bool {
		return seen.ID == strconv.Itoa(p.id) && !seen.Deleted
	})
}

func (w *wordpress) freeSlug(p *wpPost) string {
	taken := func(slug string) bool {
		return slices.ContainsFunc(w.posts, func(other *wpPost) bool {
			return other != p && other.slug == slug && other.status != "draft" && other.status != "pending"
		})
	}
	slug := p.slug
	for n := 2; taken(slug); n++ {
		slug = fmt.Sprintf("%s-%d", p.slug, n)
	}
	return slug
}

func (w *wordpress) changePost(c wpCall, id int) answer {
	p := w.post(id)
	if p == nil {
		return wpNoPost()
	}
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_cannot_edit", "Sorry, you are not allowed to edit this post.")
	}
	var in wpPostInput
	if a := wpInput(c, &in); a != nil {
		return *a
	}
	if a := w.set(p, in); a != nil {
		return *a
	}
	w.settle(p)
	return jsonAnswer(http.StatusOK, wpFields(w.view(p, true), c.query))
}

func (w *wordpress) trashPost(c wpCall, id int) answer {
	p := w.post(id)
	switch {
	case p == nil:
		return wpNoPost()
	case c.user == nil:
		return wpError(http.StatusUnauthorized, "rest_cannot_delete", "Sorry, you are not allowed to delete this post.")
	case p.status == "trash":
		return wpError(http.StatusGone, "rest_already_trashed", "The post has already been deleted.")
	}
	p.before, p.status, p.slug = p.status, "trash", p.slug+"__trashed"
	w.server.deleted(strconv.Itoa(p.id))
	return jsonAnswer(http.StatusOK, wpFields(w.view(p, true), c.query))
}

func wpNoPost() answer {
	return wpError(http.StatusNotFound, "rest_post_invalid_id", "Invalid post ID.")
}

func (w *wordpress) onePost(c wpCall, id int) answer {
	p := w.post(id)
	switch {
	case p == nil:
		return wpNoPost()
	case c.user == nil && (c.query.Get("context") == "edit" || p.status != "publish"):
		return wpError(http.StatusUnauthorized, "rest_forbidden_context", "Sorry, you are not allowed to edit this post.")
	}
	return jsonAnswer(http.StatusOK, wpFields(w.view(p, c.query.Get("context") == "edit"), c.query))
}

func (w *wordpress) listPosts(c wpCall) answer {
	q := c.query
	statuses := strings.Split(q.Get("status"), ",")
	if q.Get("status") == "" {
		statuses = []string{"publish"}
	}
	if c.user == nil && !slices.Equal(statuses, []string{"publish"}) {
		return wpForbiddenStatus()
	}
	if c.user == nil && q.Get("context") == "edit" {
		return wpError(http.StatusUnauthorized, "rest_forbidden_context", "Sorry, you are not allowed to edit posts in this post type.")
	}
	var slugs []string
	if q.Get("slug") != "" {
		slugs = strings.Split(q.Get("slug"), ",")
	}
	authors := wpNumbers(q, "author")
	var found []*wpPost
	for _, p := range w.posts {
		if (slices.Contains(statuses, p.status) || slices.Contains(statuses, "any") && p.status != "trash") &&
			(slugs == nil || slices.Contains(slugs, p.slug)) && (authors == nil || slices.Contains(authors, p.author.id)) {
			found = append(found, p)
		}
	}
	slices.SortStableFunc(found, func(x, y *wpPost) int {
		if q.Get("order") == "asc" {
			return x.date.Compare(y.date)
		}
		return y.date.Compare(x.date)
	})
	return wpList(c, found, func(p *wpPost) map[string]any { return w.view(p, q.Get("context") == "edit") })
}

// wpForbiddenStatus is the answer to nobody who asks for what is not public: a
// 400 that holds a 401.
func wpForbiddenStatus() answer {
	return jsonAnswer(http.StatusBadRequest, map[string]any{
		"code": "rest_invalid_param", "message": "Invalid parameter(s): status",
		"data": map[string]any{
			"status": 400, "params": map[string]string{"status": "Status is forbidden."},
			"details": map[string]any{"status": map[string]any{
				"code": "rest_forbidden_status", "message": "Status is forbidden.", "data": map[string]int{"status": 401},
			}},
		},
	})
}

func (w *wordpress) view(p *wpPost, edit bool) map[string]any {
	link := w.site() + "/" + p.slug + "/"
	if p.status != "publish" {
		link = w.site() + "/?p=" + strconv.Itoa(p.id)
	}
	excerpt := p.excerpt
	if excerpt == "" {
		words := strings.Fields(wpText(p.content))
		excerpt = wpEscape(strings.Join(words[:min(len(words), 55)], " "))
	}
	date := p.date.Format(wpTime)
	return map[string]any{
		"id": p.id, "date": date, "date_gmt": date, "slug": p.slug, "status": p.status, "link": link, "author": p.author.id,
		"title": wpShown(p.title, p.title, edit), "content": wpShown(p.content, wpBlocks.ReplaceAllString(p.content, ""), edit),
		"excerpt":    wpShown(p.excerpt, "<p>"+excerpt+"</p>\n", edit),
		"categories": p.categories, "tags": p.tags, "featured_media": p.featured, "type": "post",
	}
}

var (
	wpBlocks = regexp.MustCompile(`<!--.*?-->\n?`)
	wpBreaks = regexp.MustCompile(`<br ?/?>`)
	wpEnds   = regexp.MustCompile(`</(?:p|h[1-6])>\s*`)
	wpTags   = regexp.MustCompile(`<[^>]*>`)
	wpFigure = regexp.MustCompile(`(?s)<figure.*?</figure>`)
)

// wpShown is a text as it is kept, for those who may edit it, and as it is
// shown.
func wpShown(raw, rendered string, edit bool) map[string]any {
	out := map[string]any{"rendered": strings.NewReplacer("'", "&#8217;", "&#39;", "&#8217;").Replace(rendered)}
	if edit {
		out["raw"] = raw
	}
	return out
}

// wpText is the text of an article without its markup.
func wpText(content string) string {
	for _, step := range []struct {
		what *regexp.Regexp
		by   string
	}{{wpBlocks, ""}, {wpFigure, ""}, {wpBreaks, "\n"}, {wpEnds, "\n\n"}, {wpTags, ""}} {
		content = step.what.ReplaceAllString(content, step.by)
	}
	return strings.TrimSpace(strings.NewReplacer(
		"&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&amp;", "&").Replace(content))
}

func wpEscape(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text)
}

// wpSlug is WordPress's own way to an address, for the letters of our texts.
func wpSlug(text string) string {
	text = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "î", "i", "ô", "o", "û", "u", "ç", "c").
		Replace(strings.ToLower(wpText(text)))
	return strings.Trim(regexp.MustCompile(`[^a-z0-9_]+`).ReplaceAllString(text, "-"), "-")
}
