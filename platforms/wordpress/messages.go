package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// place is the cursor of Messages. Comments are paged from the newest one
// backwards; Seen is the newest one of the last whole reading, at which this
// reading ends, Top the newest of this one, Page where it goes on.
type place struct {
	Seen int64 `json:"seen,omitempty"`
	Top  int64 `json:"top,omitempty"`
	Page int   `json:"page,omitempty"`
	// The newest ones that were seen in there.
	Spam  int64 `json:"spam,omitempty"`
	Trash int64 `json:"trash,omitempty"`
}

// comment is one below an article, whether it is shown yet or waits for
// somebody to approve it.
type comment struct {
	ID      int64
	Post    int64
	Parent  int64
	Author  int64 // 0 for a visitor
	Status  string
	Name    string `json:"author_name"`
	Date    string `json:"date_gmt"`
	Content shown
	Link    string
}

const commentFields = "id,post,parent,author,author_name,date_gmt,content,link,status"

// commentID names a comment, as its address does: articles and comments are
// counted apart.
func commentID(n int64) string { return "comment-" + strconv.FormatInt(n, 10) }

// Messages reads one page of comments on the site's articles, newest first,
// without the account's own. The returned cursor first goes on to older pages
// until what an earlier reading saw, or the beginning, is reached; from then on
// it asks for what is new. All is read when a call returns no message and the
// cursor that it was given. For somebody who moderates, the newest hundred in
// spam and in the trash come with a first page.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "wordpress: read comments"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	at.Page = max(1, at.Page)
	read, err := s.comments(ctx, op, "all", at.Page, at.Seen)
	if err != nil {
		return nil, cursor, nil, err
	}
	page, bad = read.page, read.bad
	if at.Page == 1 && len(s.account.Can.Acts) > 0 {
		spam, err := s.comments(ctx, op, commentSpam, 1, at.Spam)
		if err != nil {
			return nil, cursor, nil, err
		}
		trash, err := s.comments(ctx, op, commentTrash, 1, at.Trash)
		if err != nil {
			return nil, cursor, nil, err
		}
		page, bad = slices.Concat(page, spam.page, trash.page), slices.Concat(bad, spam.bad, trash.bad)
		at.Spam, at.Trash = max(at.Spam, spam.top), max(at.Trash, trash.top)
	}
	at.Top = max(at.Top, read.top)
	if read.whole {
		at.Seen, at.Top, at.Page = max(at.Seen, at.Top), 0, 0
	} else {
		at.Page++
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

// reading is one page of comments.
type reading struct {
	page  []data.Message
	bad   []error
	top   int64 // the newest
	whole bool  // there is nothing older that was not seen
}

// comments reads a page of those of a status that are newer than seen.
func (s *session) comments(ctx context.Context, op, status string, page int, seen int64) (r reading, err error) {
	var list []json.RawMessage
	r.whole, err = s.list(ctx, op, comments, values("status", status, "orderby", "id", "order", "desc", "_fields", commentFields), page, &list)
	if err != nil {
		return reading{}, err
	}
	if list == nil {
		return reading{}, httpx.Unexpected(op, "no list of comments")
	}
	for _, raw := range list {
		var c comment
		if err := json.Unmarshal(raw, &c); err != nil || c.ID <= 0 {
			r.bad = append(r.bad, httpx.Unexpected(op, "a comment of another shape"))
			continue
		}
		if c.ID <= seen {
			r.whole = true
			break
		}
		r.top = max(r.top, c.ID)
		if strconv.FormatInt(c.Author, 10) == s.account.Remote {
			continue
		}
		m, err := s.message(c)
		if err != nil {
			r.bad = append(r.bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		r.page = append(r.page, m)
	}
	return r, nil
}

func (s *session) message(c comment) (data.Message, error) {
	at, err := time.Parse(dateLayout, c.Date)
	if err != nil {
		return data.Message{}, errors.New("a comment without a time")
	}
	if c.Post <= 0 {
		return data.Message{}, errors.New("a comment without an article")
	}
	post := strconv.FormatInt(c.Post, 10)
	m := data.Message{
		Account: s.account.ID, Remote: commentID(c.ID), Ref: post, Kind: data.Comment, InReply: post, On: post, Standing: standing(c.Status),
		Author: plain(c.Name), Name: plain(c.Name), Text: plain(c.Content.Rendered), URL: view{Link: c.Link}.receipt().URL, At: at,
	}
	if c.Parent > 0 {
		m.InReply = commentID(c.Parent)
	}
	return m, nil
}

// Reply answers a comment below it. The key is not needed: WordPress refuses
// the same words on the same comment a second time, which then are there.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "wordpress: reply"
	post, errPost := strconv.ParseInt(m.Ref, 10, 64)
	number, named := strings.CutPrefix(m.Remote, "comment-")
	parent, errParent := strconv.ParseInt(number, 10, 64)
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	switch {
	case errPost != nil || errParent != nil || !named:
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	case text == "":
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	}
	body, err := json.Marshal(map[string]any{"post": post, "parent": parent, "content": escape(text)})
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	request := s.write(op, comments, body)
	request.Publishes = true
	resp, err := s.do(ctx, request)
	if isRefused(err, "comment_duplicate") {
		return s.answered(ctx, m, text)
	}
	if err != nil {
		return data.Receipt{}, err
	}
	var made comment
	if err := resp.JSON(op, &made); err != nil {
		return data.Receipt{}, err
	}
	if made.ID <= 0 || resp.Status != http.StatusCreated {
		return data.Receipt{}, resp.Malformed(op, errors.New("not a comment"))
	}
	return made.receipt(), nil
}

func (c comment) receipt() data.Receipt {
	return data.Receipt{ID: commentID(c.ID), URL: view{Link: c.Link}.receipt().URL}
}

// answered finds the account's own answer to a comment.
func (s *session) answered(ctx context.Context, m data.Message, text string) (data.Receipt, error) {
	const op = "wordpress: look for reply"
	query := values("post", m.Ref, "parent", strings.TrimPrefix(m.Remote, "comment-"), "author", s.account.Remote,
		"status", "all", "per_page", strconv.Itoa(pageSize), "_fields", commentFields)
	var list []comment
	if err := s.get(ctx, op, comments, query, &list); err != nil {
		return data.Receipt{}, err
	}
	for _, c := range list {
		if c.ID > 0 && letters(plain(c.Content.Rendered), 0) == letters(text, 0) {
			return c.receipt(), nil
		}
	}
	return data.Receipt{}, httpx.Unexpected(op, "the reply that is said to be there is not listed")
}
