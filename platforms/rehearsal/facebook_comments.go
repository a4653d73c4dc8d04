package rehearsal

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
)

const fbPrivateWithin = 7 * 24 * time.Hour

// fbComment is a comment: of somebody or, without author, of the Page.
type fbComment struct {
	id       string
	author   *Remark
	text     string
	made     time.Time
	parent   *fbComment
	hidden   bool
	answered bool // in private
}

// fbUID is the number of a person.
func fbUID(name string) string {
	h := fnv.New32a()
	h.Write([]byte(name))
	return "7" + strconv.FormatUint(uint64(h.Sum32()), 10)
}

func fbName(r Remark) string {
	if r.Name != "" {
		return r.Name
	}
	return r.Author
}

func (f *facebook) seed(handle string, p Past) {
	page := f.page(handle)
	if page == nil {
		return
	}
	page.followers, page.growth, page.since = p.Followers, p.Growth, f.server.clock.Now()
	for _, past := range p.Posts {
		page.posts = append(page.posts, &fbPost{
			id: page.id + "_" + f.mint(), page: page, message: past.Text, public: true, made: past.At.UTC(), likes: past.Likes,
		})
	}
	for _, remark := range p.Remarks {
		f.say(handle, remark)
	}
}

// say makes somebody comment a post of the Page, or leave one there.
func (f *facebook) say(handle string, r Remark) {
	page := f.page(handle)
	if page == nil || page.blocked[fbUID(r.Author)] {
		return
	}
	if r.At.IsZero() {
		r.At = f.server.clock.Now()
	}
	public := newestFirst(page.posts, func(p *fbPost) bool { return p.public })
	slices.Reverse(public)
	if r.On > 0 && r.On <= len(public) {
		post := public[r.On-1]
		_, short, _ := strings.Cut(post.id, "_")
		post.comments = append(post.comments, &fbComment{id: short + "_" + f.mint(), author: &r, text: r.Text, made: r.At.UTC()})
		return
	}
	page.visits = append(page.visits, &fbPost{
		id: page.id + "_" + f.mint(), page: page, author: &r, message: r.Text, public: true, made: r.At.UTC(), likes: 1,
	})
}

func (f *facebook) commentOf(page *fbPage, id string) (*fbPost, *fbComment) {
	for _, post := range slices.Concat(page.posts, page.visits) {
		for _, comment := range post.comments {
			if comment.id == id {
				return post, comment
			}
		}
	}
	return nil, nil
}

// commentViews are the comments of a post, or the answers to one of them,
// newest first.
func (f *facebook) commentViews(post *fbPost, below *fbComment) (list []fbItem) {
	sorted := slices.Clone(post.comments)
	slices.Reverse(sorted)
	slices.SortStableFunc(sorted, func(a, b *fbComment) int { return b.made.Compare(a.made) })
	for _, comment := range sorted {
		if below != nil && comment.parent != below {
			continue
		}
		view := map[string]any{
			"id": comment.id, "message": comment.text, "created_time": comment.made.Format(fbTime), "is_hidden": comment.hidden,
			"can_reply_privately": comment.author != nil && !comment.answered, "parent": fbAbsent{},
			"permalink_url": "https://www.facebook.com/" + comment.id, "from": map[string]any{"id": post.page.id, "name": post.page.name},
		}
		if comment.author != nil {
			view["from"] = map[string]any{"id": fbUID(comment.author.Author), "name": fbName(*comment.author)}
		}
		if comment.parent != nil {
			view["parent"] = map[string]any{"id": comment.parent.id}
		}
		list = append(list, fbItem{id: comment.id, view: view})
	}
	return list
}

func (f *facebook) listComments(c fbCall, post *fbPost, below *fbComment) answer {
	if a := c.lacks("pages_read_engagement"); a != nil {
		return *a
	}
	return f.paged(c, f.commentViews(post, below))
}

// comment makes a comment of the Page.
func (f *facebook) comment(c fbCall, post *fbPost, below *fbComment) answer {
	if a := c.lacks("pages_manage_engagement"); a != nil {
		return *a
	}
	if strings.TrimSpace(c.in.Get("message")) == "" {
		return fbError(http.StatusBadRequest, 100, 1705, "(#100) Missing or empty message")
	}
	_, short, _ := strings.Cut(post.id, "_")
	made := &fbComment{id: short + "_" + f.mint(), text: c.in.Get("message"), made: f.server.clock.Now().UTC(), parent: below}
	post.comments = append(post.comments, made)
	parent := post.id
	if below != nil {
		parent = below.id
	}
	f.server.published(Published{Account: post.page.handle, ID: made.id, Text: made.text, Parent: parent})
	a := jsonAnswer(http.StatusOK, map[string]string{"id": made.id})
	a.accepted = true
	return a
}

func (f *facebook) onComment(c fbCall, post *fbPost, comment *fbComment) answer {
	switch c.r.Method + " " + c.edge {
	case "GET comments":
		return f.listComments(c, post, comment)
	case "POST comments":
		return f.comment(c, post, comment)
	}
	if a := c.lacks("pages_manage_engagement"); a != nil {
		return *a
	}
	switch c.r.Method + " " + c.edge {
	case "DELETE ":
		post.comments = slices.DeleteFunc(post.comments, func(o *fbComment) bool { return o == comment || o.parent == comment })
		f.server.acted(comment.id, data.ActDelete)
		f.server.deleted(comment.id)
		return fbYes()
	case "POST ":
		comment.hidden = c.in.Get("is_hidden") == "true"
		f.actHidden(comment.id, c.in.Get("is_hidden"))
		return fbYes()
	}
	return fbGone(c)
}

func (f *facebook) actHidden(id, hide string) {
	act := data.ActUnhide
	if hide == "true" {
		act = data.ActHide
	}
	f.server.acted(id, act)
}

// block keeps somebody off the Page, or lets them back; the log names the last
// thing that they wrote.
func (f *facebook) block(c fbCall, page *fbPage) answer {
	if a := c.lacks("pages_manage_engagement"); a != nil {
		return *a
	}
	user, last := c.in.Get("user"), ""
	for _, post := range slices.Concat(page.posts, page.visits) {
		if post.author != nil && fbUID(post.author.Author) == user {
			last = post.id
		}
		for _, comment := range post.comments {
			if comment.author != nil && fbUID(comment.author.Author) == user {
				last = comment.id
			}
		}
	}
	if last == "" {
		return fbError(http.StatusBadRequest, 100, 0, "(#100) Param user must be a valid user ID")
	}
	page.blocked[user] = c.r.Method == http.MethodPost
	if page.blocked[user] {
		f.server.acted(last, data.ActBlock)
		return jsonAnswer(http.StatusOK, map[string]bool{user: true})
	}
	f.server.acted(last, data.ActUnblock)
	return fbYes()
}

// answerPrivately sends a private message to who wrote a comment, once and
// within a week.
func (f *facebook) answerPrivately(c fbCall, page *fbPage) answer {
	var wish struct {
		Recipient struct {
			Comment string `json:"comment_id"`
		}
		Message struct{ Text string }
	}
	if json.Unmarshal(c.body, &wish) != nil || wish.Message.Text == "" {
		return fbError(http.StatusBadRequest, 100, 0, "(#100) Param message must be non-empty")
	}
	_, comment := f.commentOf(page, wish.Recipient.Comment)
	switch {
	case comment == nil || comment.author == nil:
		return fbError(http.StatusBadRequest, 100, 33, "Object with ID does not exist")
	case comment.answered:
		return fbError(http.StatusBadRequest, 10900, 0, "(#10900) Activity already replied to")
	case f.server.clock.Now().Sub(comment.made) > fbPrivateWithin:
		return fbError(http.StatusBadRequest, 10, 2018278, "(#10) This message is sent outside of allowed window.")
	}
	comment.answered = true
	id := "m_" + f.mint()
	f.server.published(Published{Account: page.handle, ID: id, Text: wish.Message.Text, Parent: comment.id, Private: true})
	a := jsonAnswer(http.StatusOK, map[string]string{"recipient_id": fbUID(comment.author.Author), "message_id": id})
	a.accepted = true
	return a
}
