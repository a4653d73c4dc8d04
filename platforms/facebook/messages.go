package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

const (
	// feedPages is how many pages of posts are looked through for comments: the
	// fifty newest posts. A comment on an older one is not read.
	feedPages = 2
	nested    = 50 // comments that come with each post
	following = 100
	// branchPages bounds how many further comments are read below one post, and
	// branches below how many posts.
	branchPages = 10
	branches    = 20
	// overlap is how much of what was read before is read again, since comments
	// do not always appear in order.
	overlap   = 10 * time.Minute
	mostKnown = 300
)

const commentFields = "id,from{id,name},message,created_time,is_hidden,can_reply_privately,parent{id},permalink_url"

// place is the cursor of Messages.
type place struct {
	Seen  int64   `json:"seen,omitempty"`  // Unix seconds of the newest message read
	Known []known `json:"known,omitempty"` // those of the overlap before it
}

type known struct {
	ID string `json:"id"`
	At int64  `json:"at"`
}

// person is who wrote something. The network leaves it out where somebody did
// not agree that applications see it.
type person struct{ ID, Name string }

// remark is a comment, or a post of somebody else.
type remark struct {
	ID        string
	From      person
	Message   string
	Created   string                      `json:"created_time"`
	Hidden    bool                        `json:"is_hidden"`
	Private   *bool                       `json:"can_reply_privately"`
	Parent    struct{ ID string }         `json:"parent"`
	Permalink string                      `json:"permalink_url"`
	Comments  graph.Page                  `json:"comments"`
	Attached  struct{ Data []attachment } `json:"attachments"`
}

// messageRef is what [data.Message.Ref] holds.
type messageRef struct {
	Author  string `json:"author,omitempty"` // the network's id of who wrote it
	Thread  string `json:"thread"`           // the comment or post below which answers stand
	Comment bool   `json:"comment,omitempty"`
	// Private: it may be answered in private, as far as the network said.
	Private bool `json:"private,omitempty"`
}

// sweep is one reading of everything that people wrote lately.
type sweep struct {
	session *session
	from    place
	to      place
	page    []data.Message
	bad     []error
	deep    []branch
}

// branch is where the comments of a post go on.
type branch struct{ post, own, after string }

// Messages reads the comments below the fifty newest posts, and the latest
// posts of visitors and those that name the Page. A call reads all that is new
// and returns the cursor that it was given when there is nothing. Where more was
// written since the last call than is read at once, bad says so.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "facebook: read comments"
	w := sweep{session: s}
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &w.from); err != nil {
			return nil, cursor, nil, invalid(op, "", "not a cursor of this network")
		}
	}
	w.to = w.from
	for _, read := range []func(context.Context, string) error{w.feed, w.branches, w.visitors} {
		if err := read(ctx, op); err != nil {
			return nil, cursor, nil, err
		}
	}
	slices.SortStableFunc(w.page, func(a, b data.Message) int { return b.At.Compare(a.At) })
	if len(w.page) == 0 {
		return nil, cursor, w.bad, nil
	}
	next, err = w.cursor()
	if err != nil {
		return nil, cursor, nil, invalid(op, "", err.Error())
	}
	return w.page, next, w.bad, nil
}

func (w *sweep) cursor() (string, error) {
	oldest := w.to.Seen - int64(overlap/time.Second)
	w.to.Known = slices.DeleteFunc(w.to.Known, func(k known) bool { return k.At < oldest })
	slices.SortFunc(w.to.Known, func(a, b known) int { return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(a.ID, b.ID)) })
	w.to.Known = w.to.Known[:min(len(w.to.Known), mostKnown)]
	text, err := json.Marshal(w.to)
	return string(text), err
}

// feed reads the newest posts with the comments that come with them.
func (w *sweep) feed(ctx context.Context, op string) error {
	s := w.session
	fields := "id,from{id}," + attachmentFields +
		",comments.filter(stream).order(reverse_chronological).limit(" + strconv.Itoa(nested) + "){" + commentFields + "}"
	query := values("fields", fields, "limit", strconv.Itoa(pageSize))
	for range feedPages {
		posts, err := s.browse(ctx, op, "/"+s.account.Remote+"/feed", query)
		if err != nil {
			return err
		}
		for _, raw := range posts.Data {
			var p remark
			if err := json.Unmarshal(raw, &p); err != nil || !isID(p.ID) {
				w.bad = append(w.bad, httpx.Unexpected(op, "a post of another shape"))
				continue
			}
			own := ""
			if p.From.ID == s.account.Remote {
				own = post{ID: p.ID, Attachments: p.Attached}.remote()
			}
			if w.take(op, p.Comments.Data, p.ID, own) && p.Comments.Next() != "" {
				w.deep = append(w.deep, branch{p.ID, own, p.Comments.Next()})
			}
		}
		if posts.Next() == "" {
			return nil
		}
		query = withAfter(query, posts.Next())
	}
	return nil
}

// branches reads the comments that did not come with their post.
func (w *sweep) branches(ctx context.Context, op string) error {
	s := w.session
	for i, b := range w.deep {
		if i == branches {
			w.bad = append(w.bad, httpx.Unexpected(op, "more comments than are read at once"))
			return nil
		}
		query := values("filter", "stream", "order", "reverse_chronological", "fields", commentFields,
			"limit", strconv.Itoa(following), "after", b.after)
		for turn := 0; ; turn++ {
			page, err := s.browse(ctx, op, "/"+b.post+"/comments", query)
			if err != nil {
				return err
			}
			if !w.take(op, page.Data, b.post, b.own) || page.Next() == "" || page.Next() == query.Get("after") {
				break
			}
			if turn+1 == branchPages {
				w.bad = append(w.bad, httpx.Unexpected(op, "more comments than are read at once"))
				break
			}
			query = withAfter(query, page.Next())
		}
	}
	return nil
}

// take keeps the new ones of a list of comments, newest first. goOn is false
// when the list has reached what was read before.
func (w *sweep) take(op string, list []json.RawMessage, post, own string) (goOn bool) {
	for _, raw := range list {
		var r remark
		at, err := readRemark(raw, &r)
		if err != nil {
			w.bad = append(w.bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		if w.old(at) {
			return false
		}
		m := w.message(r, at, data.Comment)
		m.On, m.InReply = own, cmp.Or(r.Parent.ID, post)
		w.keep(m, messageRef{Author: r.From.ID, Thread: cmp.Or(r.Parent.ID, r.ID), Comment: true, Private: r.Private == nil || *r.Private})
	}
	return true
}

// visitors reads the posts that others left on the Page, and those that name
// it.
func (w *sweep) visitors(ctx context.Context, op string) error {
	s := w.session
	for _, edge := range []string{"/visitor_posts", "/tagged"} {
		posts, err := s.browse(ctx, op, "/"+s.account.Remote+edge, values(
			"fields", "id,from{id,name},message,created_time,permalink_url", "limit", strconv.Itoa(following)))
		if kind := data.KindOf(err); kind == data.Unsupported || kind == data.Invalid {
			continue // this Page has none, or does not show them to applications
		}
		if err != nil {
			return err
		}
		for _, raw := range posts.Data {
			var r remark
			at, err := readRemark(raw, &r)
			if err != nil {
				w.bad = append(w.bad, httpx.Unexpected(op, err.Error()))
				continue
			}
			if !w.old(at) {
				w.keep(w.message(r, at, data.Mention), messageRef{Author: r.From.ID, Thread: r.ID})
			}
		}
	}
	return nil
}

func readRemark(raw json.RawMessage, r *remark) (time.Time, error) {
	if err := json.Unmarshal(raw, r); err != nil || !isID(r.ID) {
		return time.Time{}, errors.New("a comment of another shape")
	}
	at, err := readTime(r.Created)
	if err != nil {
		return time.Time{}, errors.New("a comment without a time")
	}
	return at, nil
}

// old tells whether what was written then has been read for certain.
func (w *sweep) old(at time.Time) bool {
	return w.from.Seen != 0 && at.Unix() < w.from.Seen-int64(overlap/time.Second)
}

func (w *sweep) message(r remark, at time.Time, kind data.MessageKind) data.Message {
	m := data.Message{
		Account: w.session.account.ID, Remote: r.ID, Kind: kind, Author: r.From.Name, Name: r.From.Name,
		Text: r.Message, URL: httpx.WebAddress(r.Permalink), At: at,
	}
	if r.Hidden {
		m.Standing = data.Hidden
	}
	return m
}

// keep adds a message that is new and not the Page's own.
func (w *sweep) keep(m data.Message, ref messageRef) {
	is := func(k known) bool { return k.ID == m.Remote }
	if ref.Author == w.session.account.Remote || slices.ContainsFunc(w.to.Known, is) {
		return
	}
	text, err := json.Marshal(ref)
	if err != nil {
		return // a struct of texts never fails
	}
	m.Ref = string(text)
	w.page = append(w.page, m)
	w.to.Seen = max(w.to.Seen, m.At.Unix())
	w.to.Known = append(w.to.Known, known{ID: m.Remote, At: m.At.Unix()})
}

// readRef is what a message needs to be answered or moderated.
func readRef(op string, m data.Message) (messageRef, error) {
	var ref messageRef
	if err := json.Unmarshal([]byte(m.Ref), &ref); err != nil || !isID(ref.Thread) || !isID(m.Remote) {
		return ref, invalid(op, "", "a message without its reference")
	}
	return ref, nil
}
