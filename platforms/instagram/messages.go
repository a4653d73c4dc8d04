package instagram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	// surveyed is under how many posts, the newest ones, comments are read.
	surveyed = 25
	// commentPages is how many pages of comments are read below one post.
	commentPages = 20
	commentPage  = 50
)

// place is the cursor of Messages. The network has no list of all comments: a
// reading first surveys the newest posts and then reads below those where
// something changed.
type place struct {
	graph.Reading
	// How the comments of each post stood at the last whole reading, and how they
	// do at the one under way.
	Marks map[string]string `json:"marks,omitempty"`
	Now   map[string]string `json:"now,omitempty"`
}

// Messages reads comments below the newest posts and what others answered to
// them, one page a call; own ones are left out. All is read when a call returns
// no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "instagram: read comments"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	if len(at.Todo) == 0 {
		if bad, err = s.survey(ctx, op, &at); err != nil {
			return nil, cursor, nil, err
		}
	}
	if len(at.Todo) > 0 {
		var unread []error
		page, unread, err = s.below(ctx, op, &at)
		if err != nil {
			return nil, cursor, nil, err
		}
		bad = append(bad, unread...)
	}
	if len(at.Todo) == 0 {
		at.Finish()
		at.Marks, at.Now = at.Now, nil
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

// survey notes below which posts something changed.
func (s *session) survey(ctx context.Context, op string, at *place) (bad []error, err error) {
	query := url.Values{"fields": {"id,comments_count,comments.limit(1){id}"}, "limit": {strconv.Itoa(surveyed)}}
	l, err := s.api().Page(ctx, op, "/"+s.account.Remote+"/media", query, "")
	if err != nil {
		return nil, err
	}
	at.Now = map[string]string{}
	for _, raw := range l.Data {
		var m struct {
			ID       string
			Count    int64 `json:"comments_count"`
			Comments struct{ Data []struct{ ID string } }
		}
		if json.Unmarshal(raw, &m) != nil || !graph.IsID(m.ID) {
			bad = append(bad, httpx.Unexpected(op, "a post of another shape"))
			continue
		}
		// The newest comment tells where one went and another came.
		mark := strconv.FormatInt(m.Count, 10)
		if len(m.Comments.Data) > 0 {
			mark += " " + m.Comments.Data[0].ID
		}
		at.Now[m.ID] = mark
		if mark != "0" && mark != at.Marks[m.ID] {
			at.Todo = append(at.Todo, m.ID)
		}
	}
	return bad, nil
}

// comment is what somebody wrote below a post.
type comment struct {
	ID        string
	Text      string
	Username  string
	Timestamp string
	Hidden    bool
	From      struct{ ID, Username string }
	Replies   struct{ Data []json.RawMessage }
}

const commentFields = "id,text,username,timestamp,hidden,from"

// below reads one page of the comments of the first post that is to be read.
func (s *session) below(ctx context.Context, op string, at *place) (page []data.Message, bad []error, err error) {
	post := at.Todo[0]
	query := url.Values{
		"fields": {commentFields + ",replies{" + commentFields + "}"}, "limit": {strconv.Itoa(commentPage)},
	}
	l, err := s.api().Page(ctx, op, "/"+post+"/comments", query, at.Page)
	if err != nil && data.KindOf(err) != data.NotFound { // deleted since the survey
		return nil, nil, err
	}
	take := func(raw json.RawMessage, parent string) (comment, bool) {
		c, m, err := s.message(raw, post, parent)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
			return c, false
		}
		if !s.isOwn(c) && at.IsNew(m.Remote, m.At) {
			page = append(page, m)
		}
		return c, true
	}
	for _, raw := range l.Data {
		c, ok := take(raw, "")
		if !ok {
			continue
		}
		for _, reply := range c.Replies.Data {
			take(reply, c.ID)
		}
	}
	at.Turn(l.Next(), commentPages)
	return page, bad, nil
}

// message reads a comment below a post; parent is the comment that it answers.
func (s *session) message(raw json.RawMessage, post, parent string) (comment, data.Message, error) {
	var c comment
	if json.Unmarshal(raw, &c) != nil || !graph.IsID(c.ID) {
		return c, data.Message{}, errors.New("a comment of another shape")
	}
	at, err := time.Parse(graph.TimeLayout, c.Timestamp)
	if err != nil {
		return c, data.Message{}, errors.New("a comment without a time")
	}
	if c.Username == "" {
		c.Username = c.From.Username
	}
	m := data.Message{
		Account: s.account.ID, Remote: c.ID, Ref: c.ID, Kind: data.Comment, InReply: post, On: post,
		Name: c.Username, Text: c.Text, At: at.UTC(),
	}
	if parent != "" {
		m.Ref, m.InReply = parent, parent
	}
	if c.Username != "" {
		m.Author = "@" + c.Username
	}
	if c.Hidden {
		m.Standing = data.Hidden
	}
	return c, m, nil
}

func (s *session) isOwn(c comment) bool {
	return c.From.ID == s.account.Remote || c.Username != "" && "@"+c.Username == s.account.Handle
}

// Reply answers below a comment. Answers to answers do not exist: they stand
// below the same comment and begin with a name. It looks first: the same answer
// is not given twice.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "instagram: reply"
	if !graph.IsID(m.Remote) || !graph.IsID(m.Ref) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its reference")}
	}
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	if m.Ref != m.Remote && m.Author != "" && !strings.Contains(strings.ToLower(text), strings.ToLower(m.Author)) {
		text = m.Author + " " + text
	}
	there, err := s.api().Page(ctx, op, "/"+m.Ref+"/replies", url.Values{"fields": {commentFields}, "limit": {strconv.Itoa(commentPage)}}, "")
	if err != nil {
		return data.Receipt{}, err
	}
	for _, raw := range there.Data {
		c, _, err := s.message(raw, m.On, m.Ref)
		if err == nil && s.isOwn(c) && likeness.Texts(text, c.Text) == likeness.Same {
			return data.Receipt{ID: c.ID}, nil
		}
	}
	id, err := s.api().Made(ctx, op, "/"+m.Ref+"/replies", url.Values{"message": {text}}, true)
	return data.Receipt{ID: id}, err
}

// ReplyPrivately answers a comment by a private message, once and within seven
// days of it.
func (s *session) ReplyPrivately(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "instagram: reply privately"
	if !graph.IsID(m.Remote) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	}
	words, err := json.Marshal(map[string]string{"text": strings.ToValidUTF8(text, "\uFFFD")})
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	form := url.Values{"recipient": {fmt.Sprintf(`{"comment_id":%q}`, m.Remote)}, "message": {string(words)}}
	resp, err := s.api().Send(ctx, graph.Call{Op: op, Method: http.MethodPost, Path: "/me/messages", Fields: form, Publishes: true})
	if err != nil {
		return data.Receipt{}, err
	}
	var out struct {
		ID string `json:"message_id"`
	}
	if err := resp.JSON(op, &out); err != nil {
		return data.Receipt{}, err
	}
	if out.ID == "" {
		return data.Receipt{}, resp.Malformed(op, errors.New("no id"))
	}
	return data.Receipt{ID: out.ID}, nil
}

// Moderate hides a comment from all but its author, shows it again, or deletes
// it.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "instagram: moderate comment"
	if !graph.IsID(m.Remote) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	}
	switch a {
	case data.ActDelete:
		return s.remove(ctx, op, m.Remote)
	case data.ActHide, data.ActUnhide:
		resp, err := s.api().Post(ctx, op, "/"+m.Remote, url.Values{"hide": {strconv.FormatBool(a == data.ActHide)}})
		if err != nil {
			return err
		}
		return graph.Done(op, resp)
	}
	return &data.Failure{Kind: data.Unsupported, Op: op}
}
