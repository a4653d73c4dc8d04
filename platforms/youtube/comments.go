package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
)

// replyPages is how many pages of answers of one thread are read.
const replyPages = 5

// comment is a comment as the network shows it.
type comment struct {
	ID      string
	Snippet struct {
		Name   string                 `json:"authorDisplayName"`
		Author struct{ Value string } `json:"authorChannelId"`
		Text   string                 `json:"textDisplay"`
		Video  string                 `json:"videoId"`
		Parent string                 `json:"parentId"`
		At     string                 `json:"publishedAt"`
	}
}

// thread is a comment with some of its answers.
type thread struct {
	Snippet struct {
		Video   string  `json:"videoId"`
		Top     comment `json:"topLevelComment"`
		Replies int     `json:"totalReplyCount"`
	}
	Replies struct{ Comments []comment }
}

// thread reads the comments of one thread that others wrote. Where the network
// gives only some of its answers and the thread has news, all are asked for. An
// error says that something of it could not be read.
func (s *session) thread(ctx context.Context, op string, raw json.RawMessage, seen google.Mark) (all []data.Message, bad error) {
	var t thread
	if json.Unmarshal(raw, &t) != nil || !isID(t.Snippet.Top.ID) {
		return nil, errors.New("a thread of another shape")
	}
	given := append([]comment{t.Snippet.Top}, t.Replies.Comments...)
	all, bad = s.messagesOf(t, given)
	news := false
	for _, m := range all {
		news = news || !seen.Has(m)
	}
	if !news || t.Snippet.Replies <= len(t.Replies.Comments) {
		return all, bad
	}
	replies, err := s.replies(ctx, op, t.Snippet.Top.ID)
	if err != nil {
		return all, err
	}
	return s.messagesOf(t, append([]comment{t.Snippet.Top}, replies...))
}

func (s *session) messagesOf(t thread, all []comment) (messages []data.Message, bad error) {
	for _, c := range all {
		if c.Snippet.Author.Value == s.account.Remote {
			continue
		}
		m, err := s.message(t, c)
		if err != nil {
			bad = err
			continue
		}
		messages = append(messages, m)
	}
	return messages, bad
}

func (s *session) message(t thread, c comment) (data.Message, error) {
	at, err := time.Parse(time.RFC3339, c.Snippet.At)
	if err != nil || !isID(c.ID) {
		return data.Message{}, errors.New("a comment without id or time")
	}
	m := data.Message{
		Account: s.account.ID, Remote: c.ID, Ref: t.Snippet.Top.ID, Kind: data.Comment, On: t.Snippet.Video, InReply: t.Snippet.Video,
		Author: c.Snippet.Name, Name: c.Snippet.Name, Text: strings.TrimSpace(c.Snippet.Text), At: at.UTC(),
	}
	if c.ID != t.Snippet.Top.ID {
		m.InReply = t.Snippet.Top.ID
		if t.Snippet.Top.Snippet.Author.Value == s.account.Remote {
			m.Kind = data.Reply
		}
	}
	if isID(t.Snippet.Video) {
		m.URL = "https://www.youtube.com/watch?" + url.Values{"v": {t.Snippet.Video}, "lc": {c.ID}}.Encode()
	}
	return m, nil
}

// replies reads the answers of a thread.
func (s *session) replies(ctx context.Context, op, top string) (all []comment, err error) {
	query := url.Values{"part": {"snippet"}, "parentId": {top}, "maxResults": {strconv.Itoa(threadPage)}, "textFormat": {"plainText"}}
	for range replyPages {
		page, err := s.list(ctx, op, "/comments", query)
		if err != nil {
			return nil, err
		}
		for _, raw := range page.Items {
			var c comment
			if json.Unmarshal(raw, &c) == nil {
				all = append(all, c)
			}
		}
		if page.Next == "" || page.Next == query.Get("pageToken") {
			break
		}
		query.Set("pageToken", page.Next)
	}
	return all, nil
}

// Reply answers a comment; the network hangs every answer on the first comment
// of its thread. It has no key for what is written, so it looks first: the same
// answer is not given twice.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "youtube: reply"
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	refuse := func(code string, why error) (data.Receipt, error) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	switch {
	case !isID(m.Ref):
		return refuse("", errors.New("a message without its thread"))
	case text == "":
		return refuse(CodeEmpty, nil)
	case utf8.RuneCountInString(text) > replyMax:
		return refuse(CodeTooLong, nil)
	}
	given, err := s.replies(ctx, op, m.Ref)
	if err != nil {
		return data.Receipt{}, err
	}
	since := m.At
	if now := s.http.Clock().Now(); since.After(now) { // a wrong clock dated it
		since = now
	}
	for _, c := range given {
		at, err := time.Parse(time.RFC3339, c.Snippet.At)
		if err == nil && !at.Before(since.Truncate(time.Second)) && c.Snippet.Author.Value == s.account.Remote && sameWords(c.Snippet.Text, text) {
			return commentReceipt(m.On, c.ID), nil
		}
	}
	var made comment
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/comments", url.Values{"part": {"snippet"}}), Publishes: true,
	}, map[string]any{"snippet": map[string]string{"parentId": m.Ref, "textOriginal": text}}, &made)
	if err != nil {
		return data.Receipt{}, err
	}
	if !isID(made.ID) {
		return data.Receipt{}, resp.Malformed(op, errors.New("no id"))
	}
	return commentReceipt(m.On, made.ID), nil
}

func commentReceipt(video, id string) data.Receipt {
	return data.Receipt{ID: id, URL: "https://www.youtube.com/watch?" + url.Values{"v": {video}, "lc": {id}}.Encode()}
}

// sameWords compares texts but for their white space, which the network trims.
func sameWords(a, b string) bool {
	return strings.Join(strings.Fields(a), " ") == strings.Join(strings.Fields(b), " ")
}

// Moderate does something with a comment. ActBlock rejects it and hides all
// that its author writes in this channel; ActSpam is a method that the network
// keeps for old programs.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "youtube: moderate"
	if !isID(m.Remote) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a comment of this network")}
	}
	method, path, query := http.MethodPost, "/comments/setModerationStatus", url.Values{"id": {m.Remote}}
	switch a {
	case data.ActApprove:
		query.Set("moderationStatus", "published")
	case data.ActHold:
		query.Set("moderationStatus", "heldForReview")
	case data.ActBlock:
		query.Set("moderationStatus", "rejected")
		query.Set("banAuthor", "true")
	case data.ActSpam:
		path = "/comments/markAsSpam"
	case data.ActDelete:
		method, path = http.MethodDelete, "/comments"
	default:
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New(string(a))}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: method, URL: s.url(path, query)})
	return err
}
