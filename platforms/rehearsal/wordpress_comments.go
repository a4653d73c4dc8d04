package rehearsal

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

type wpComment struct {
	id      int
	post    *wpPost
	parent  int
	author  int // 0: a visitor
	name    string
	content string // HTML
	date    time.Time
	status  string
}

// say makes a visitor comment. Nobody can speak of a site without an article:
// such a remark goes below the newest one.
func (w *wordpress) say(handle string, m Remark) {
	user := w.user(handle)
	var own []*wpPost
	for _, p := range w.posts {
		if p.author == user && p.status == "publish" {
			own = append(own, p)
		}
	}
	if len(own) == 0 {
		return
	}
	slices.SortStableFunc(own, func(x, y *wpPost) int { return x.date.Compare(y.date) })
	on := own[len(own)-1]
	if m.On > 0 && m.On <= len(own) {
		on = own[m.On-1]
	}
	if m.At.IsZero() {
		m.At = w.now()
	}
	name := m.Name
	if name == "" {
		name = m.Author
	}
	w.keepComment(&wpComment{post: on, name: name, content: wpEscape(m.Text), date: m.At.UTC(), status: "approved"})
}

func (w *wordpress) keepComment(c *wpComment) {
	w.comments = append(w.comments, c)
	w.counted++
	c.id = w.counted
}

func (w *wordpress) listComments(c wpCall) answer {
	q := c.query
	wanted := q.Get("status")
	if c.user == nil && q.Get("status") != "" {
		return wpError(http.StatusUnauthorized, "rest_forbidden_param", "Query parameter not permitted: status")
	}
	matches := func(name string, n int) bool {
		wanted := wpNumbers(q, name)
		return wanted == nil || slices.Contains(wanted, n)
	}
	var found []*wpComment
	for _, one := range w.comments {
		if one.listed(wanted) && matches("post", one.post.id) && matches("parent", one.parent) && matches("author", one.author) {
			found = append(found, one)
		}
	}
	if q.Get("order") != "asc" {
		slices.Reverse(found)
	}
	return wpList(c, found, w.commentView)
}

// listed tells whether a list of comments by status has it. "all" is neither
// spam nor trash.
func (c *wpComment) listed(status string) bool {
	switch status {
	case "", "approve", "approved":
		return c.status == "approved"
	case "all":
		return c.status == "approved" || c.status == "hold"
	}
	return c.status == status
}

// moderated finds a comment for somebody who may change it.
func (w *wordpress) moderated(c wpCall, id int) (*wpComment, *answer) {
	i := slices.IndexFunc(w.comments, func(one *wpComment) bool { return one.id == id })
	if i < 0 {
		a := wpError(http.StatusNotFound, "rest_comment_invalid_id", "Invalid comment ID.")
		return nil, &a
	}
	if c.user == nil {
		a := wpError(http.StatusUnauthorized, "rest_cannot_edit", "Sorry, you are not allowed to edit this comment.")
		return nil, &a
	}
	return w.comments[i], nil
}

func (w *wordpress) oneComment(c wpCall, id int) answer {
	one, refused := w.moderated(c, id)
	if refused != nil {
		return *refused
	}
	return jsonAnswer(http.StatusOK, wpFields(w.commentView(one), c.query))
}

// changeComment gives a comment another status, or the one that it has.
func (w *wordpress) changeComment(c wpCall, id int) answer {
	one, refused := w.moderated(c, id)
	if refused != nil {
		return *refused
	}
	var in struct{ Status string }
	if a := wpInput(c, &in); a != nil {
		return *a
	}
	status, known := map[string]string{
		"approve": "approved", "approved": "approved", "hold": "hold", "spam": "spam", "trash": "trash",
	}[in.Status]
	if !known {
		return wpError(http.StatusInternalServerError, "rest_comment_failed_edit", "Updating comment status failed.")
	}
	one.status = status
	w.server.acted(wpCommentID(one), map[string]data.Act{
		"approved": data.ActApprove, "hold": data.ActHold, "spam": data.ActSpam, "trash": data.ActTrash,
	}[status])
	return jsonAnswer(http.StatusOK, wpFields(w.commentView(one), c.query))
}

// deleteComment moves a comment to the trash, or with force out of the world.
func (w *wordpress) deleteComment(c wpCall, id int) answer {
	one, refused := w.moderated(c, id)
	switch {
	case refused != nil:
		return *refused
	case c.query.Get("force") == "true":
		w.comments = slices.DeleteFunc(w.comments, func(there *wpComment) bool { return there == one })
		w.server.acted(wpCommentID(one), data.ActDelete)
		return jsonAnswer(http.StatusOK, wpFields(map[string]any{"deleted": true, "previous": w.commentView(one)}, c.query))
	case one.status == "trash":
		return wpError(http.StatusGone, "rest_already_trashed", "The comment has already been trashed.")
	}
	one.status = "trash"
	w.server.acted(wpCommentID(one), data.ActTrash)
	return jsonAnswer(http.StatusOK, wpFields(w.commentView(one), c.query))
}

func wpCommentID(c *wpComment) string { return "comment-" + strconv.Itoa(c.id) }

func (w *wordpress) commentView(c *wpComment) map[string]any {
	rendered := "<p>" + strings.ReplaceAll(c.content, "\n\n", "</p>\n<p>") + "</p>\n"
	return map[string]any{
		"id": c.id, "post": c.post.id, "parent": c.parent, "author": c.author, "author_name": wpEscape(c.name),
		"date": c.date.Format(wpTime), "date_gmt": c.date.Format(wpTime), "status": c.status, "type": "comment",
		"content": wpShown(c.content, rendered, false),
		"link":    w.site() + "/" + c.post.slug + "/#comment-" + strconv.Itoa(c.id),
	}
}

// createComment answers as somebody who is signed in. The same words of the
// same person at the same place are refused.
func (w *wordpress) createComment(c wpCall) answer {
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_comment_login_required", "Sorry, you must be logged in to comment.")
	}
	var in struct {
		Post, Parent int
		Content      string
	}
	if a := wpInput(c, &in); a != nil {
		return *a
	}
	on := w.post(in.Post)
	switch {
	case on == nil:
		return wpError(http.StatusForbidden, "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment without a post.")
	case on.status != "publish":
		return wpError(http.StatusForbidden, "rest_comment_draft_post", "Sorry, you are not allowed to create a comment on this post.")
	case in.Content == "":
		return wpError(http.StatusBadRequest, "rest_comment_content_invalid", "Invalid comment content.")
	}
	for _, there := range w.comments {
		if there.post == on && there.parent == in.Parent && there.author == c.user.id && there.content == in.Content {
			return wpError(http.StatusConflict, "comment_duplicate", "Duplicate comment detected; it looks as though you&#8217;ve already said that!")
		}
	}
	made := &wpComment{
		post: on, parent: in.Parent, author: c.user.id, name: c.user.account.Name, content: in.Content, date: w.now(), status: "approved",
	}
	w.keepComment(made)
	answered := strconv.Itoa(on.id)
	if in.Parent != 0 {
		answered = "comment-" + strconv.Itoa(in.Parent)
	}
	w.server.published(Published{
		Account: c.user.account.Handle, ID: "comment-" + strconv.Itoa(made.id), Text: wpText(in.Content), Parent: answered,
	})
	a := jsonAnswer(http.StatusCreated, wpFields(w.commentView(made), c.query))
	a.accepted = true
	return a
}
