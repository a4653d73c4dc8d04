package linkedin

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	commentPage = 100
	// mostComments is how many comments of a post are read in one go.
	mostComments = 2000
)

// place is the cursor of Messages. Of each watched post it keeps how many
// comments it had when they were last read, and when the newest was written:
// only posts with another number are read again, since a day has few requests.
type place struct {
	Seen map[string]mark `json:"seen,omitempty"`
	// Todo are the posts still to be read, with their new numbers; Start is how
	// far the first of them is, Top the newest comment seen of it.
	Todo  []todo `json:"todo,omitempty"`
	Start int    `json:"start,omitempty"`
	Top   int64  `json:"top,omitempty"`
}

type mark struct {
	Count int64 `json:"n"`
	Last  int64 `json:"last,omitempty"` // ms since 1970
}

type todo struct {
	Post  string `json:"post"`
	Count int64  `json:"n"`
}

// Messages reads one page of comments under the page's posts. All is read when a
// call returns no message and the cursor that it was given. Answers below a
// comment and who wrote them by name are not among what the network tells here.
// A comment that came in the place of a deleted one is seen with the next.
func (p *page) Messages(ctx context.Context, cursor string) (got []data.Message, next string, bad []error, err error) {
	const op = "linkedin: read comments"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	if len(at.Todo) == 0 {
		if bad, err = p.whatChanged(ctx, op, &at); err != nil {
			return nil, cursor, bad, err
		}
	}
	if len(at.Todo) > 0 {
		var unread []error
		if got, unread, err = p.readOn(ctx, op, &at); err != nil {
			return nil, cursor, bad, err
		}
		bad = append(bad, unread...)
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, bad, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return got, string(text), bad, nil
}

// whatChanged notes those of the last changed posts that have another number of comments than when
// they were read. A post that is watched no longer is forgotten.
func (p *page) whatChanged(ctx context.Context, op string, at *place) (bad []error, err error) {
	raws, err := p.ownPage(ctx, op, 0)
	if err != nil {
		return nil, err
	}
	var posts []view
	for _, raw := range raws {
		v, ok := readView(raw)
		if !ok {
			bad = append(bad, httpx.Unexpected(op, "a post of another shape"))
			continue
		}
		posts = append(posts, v)
	}
	numbers, err := p.numbers(ctx, op, posts)
	if err != nil {
		return nil, err
	}
	seen := map[string]mark{}
	for _, v := range posts {
		before, known := at.Seen[v.ID]
		if known {
			seen[v.ID] = before
		}
		if n := data.Told(numbers[v.ID].Comments); n.Known && n.N != before.Count {
			at.Todo = append(at.Todo, todo{Post: v.ID, Count: n.N})
		}
	}
	at.Seen, at.Start, at.Top = seen, 0, 0
	return bad, nil
}

// readOn reads the next page of comments of the first post to be read.
func (p *page) readOn(ctx context.Context, op string, at *place) (got []data.Message, bad []error, err error) {
	now := at.Todo[0]
	raws, err := p.comments(ctx, op, now.Post, at.Start)
	if data.KindOf(err) == data.NotFound { // deleted meanwhile
		raws, err = nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	before := at.Seen[now.Post]
	for _, raw := range raws {
		var c comment
		if json.Unmarshal(raw, &c) != nil || !c.valid() {
			bad = append(bad, httpx.Unexpected(op, "a comment of another shape"))
			continue
		}
		at.Top = max(at.Top, c.Created.Time)
		if c.Created.Time > before.Last && c.Actor != p.account.Remote {
			got = append(got, p.message(now.Post, c))
		}
	}
	if at.Start += len(raws); len(raws) == commentPage && at.Start < mostComments {
		return got, bad, nil
	}
	if at.Seen == nil { // an empty one is not written
		at.Seen = map[string]mark{}
	}
	at.Seen[now.Post] = mark{Count: now.Count, Last: max(at.Top, before.Last)}
	at.Todo, at.Start, at.Top = at.Todo[1:], 0, 0
	return got, bad, nil
}

// comments reads a page of what stands directly below a post or a comment.
func (s *session) comments(ctx context.Context, op, below string, start int) ([]json.RawMessage, error) {
	query := "count=" + itoa(commentPage) + "&start=" + itoa(start)
	return s.elements(ctx, op, s.rest(query, "socialActions", below, "comments"))
}

// comment is one as the network shows it. Its text is plain.
type comment struct {
	URN     string `json:"commentUrn"`
	Actor   string
	Created struct{ Time int64 }
	Message struct{ Text string }
}

func (c comment) valid() bool {
	_, ok := readComment(c.URN)
	return ok && c.Actor != "" && c.Created.Time > 0
}

func (p *page) message(post string, c comment) data.Message {
	return data.Message{
		Account: p.account.ID, Remote: c.URN, Kind: data.Comment, InReply: post, On: post,
		Author: c.Actor, Text: valid(c.Message.Text), At: time.UnixMilli(c.Created.Time).UTC(),
		URL: p.receipt(post).URL + "?commentUrn=" + url.QueryEscape(c.URN),
	}
}

// commentName is what the URN of a comment holds: what it stands below, and its
// number.
type commentName struct{ urn, thread, number string }

var commentURN = regexp.MustCompile(`^urn:li:comment:\((urn:li:(?:activity|share|ugcPost):\d{1,20}),(\d{1,20})\)$`)

func readComment(urn string) (commentName, bool) {
	found := commentURN.FindStringSubmatch(urn)
	if found == nil {
		return commentName{}, false
	}
	return commentName{urn: urn, thread: found[1], number: found[2]}, true
}

// Reply answers a comment in the page's name. The network takes no key: it looks
// first, so that the same answer to the same comment is not given twice.
func (p *page) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "linkedin: reply"
	text = valid(text)
	to, ok := readComment(m.Remote)
	switch {
	case !ok:
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	case strings.TrimSpace(text) == "":
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	case size(text) > maxComment:
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTooLong, Err: fmt.Errorf("%d signs", size(text))}
	}
	given, err := p.comments(ctx, op, to.urn, 0)
	if err != nil {
		return data.Receipt{}, err
	}
	for _, raw := range given {
		var c comment
		if json.Unmarshal(raw, &c) == nil && c.valid() && c.Actor == p.account.Remote && likeness.Texts(text, c.Message.Text) == likeness.Same {
			return p.commentReceipt(m, c.URN), nil
		}
	}
	request, err := asJSON(op, p.rest("", "socialActions", to.urn, "comments"), map[string]any{
		"actor": p.account.Remote, "object": to.thread, "parentComment": to.urn, "message": map[string]string{"text": text},
	})
	if err != nil {
		return data.Receipt{}, err
	}
	request.Publishes = true
	resp, err := p.do(ctx, request)
	if err != nil {
		return data.Receipt{}, err
	}
	var made comment
	if err := resp.JSON(op, &made); err != nil {
		return data.Receipt{}, err
	}
	if _, ok := readComment(made.URN); !ok {
		return data.Receipt{}, resp.Malformed(op, errors.New("no commentUrn"))
	}
	return p.commentReceipt(m, made.URN), nil
}

func (p *page) commentReceipt(m data.Message, urn string) data.Receipt {
	r := data.Receipt{ID: urn}
	if isPost(m.On) {
		r.URL = p.receipt(m.On).URL + "?commentUrn=" + url.QueryEscape(urn)
	}
	return r
}

// Moderate deletes a comment below one of the page's posts. The network cannot
// hide one.
func (p *page) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "linkedin: delete comment"
	if a != data.ActDelete {
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: fmt.Errorf("no %q here", a)}
	}
	c, ok := readComment(m.Remote)
	if !ok {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	}
	return p.deleteComment(ctx, op, c)
}

func (s *session) deleteComment(ctx context.Context, op string, c commentName) error {
	query := "actor=" + url.QueryEscape(s.account.Remote)
	_, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodDelete, URL: s.rest(query, "socialActions", c.thread, "comments", c.number),
	})
	return err
}
