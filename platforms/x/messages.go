package x

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	// searchable is how far back conversations are searched, less an hour for
	// clocks.
	searchable = 7*24*time.Hour - time.Hour
	// talks is how many own conversations are searched: a query takes 512 signs.
	talks = 10
)

// place is the cursor of Messages. The network pages from the newest mention
// backwards; Seen is the newest message of the last whole reading, at which this
// reading ends, Top the newest of this one, Page where it goes on. Heard is the
// newest of what was found in conversations, which come to light apart.
type place struct {
	Seen  string `json:"seen,omitempty"`
	Top   string `json:"top,omitempty"`
	Page  string `json:"page,omitempty"`
	Heard string `json:"heard,omitempty"`
}

func (p place) valid() bool {
	for _, id := range []string{p.Seen, p.Top, p.Heard} {
		if id != "" && !isID(id) {
			return false
		}
	}
	return true
}

func messageQuery() url.Values {
	return url.Values{
		"max_results": {pageSize}, postFields: {"created_at,entities,note_post"},
		"expansions": {"author_id,in_reply_to_user_id,referenced_posts"}, "user.fields": {"username,name"},
	}
}

// Messages reads one page of mentions, which the network calls every post that
// names the account, so also nearly all answers to it. With the last page come
// the answers in own conversations of the last week that do not name it. The
// returned cursor first goes on to older pages until what an earlier reading
// saw, or the beginning, is reached; from then on it asks for what is new. All
// is read when a call returns no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "x: read mentions"
	var at place
	if cursor != "" && (json.Unmarshal([]byte(cursor), &at) != nil || !at.valid()) {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
	}
	query := messageQuery()
	if at.Seen != "" {
		query.Set("since_id", at.Seen)
	}
	if at.Page != "" {
		query.Set("pagination_token", at.Page)
	}
	found, err := s.list(ctx, op, "/2/users/"+s.account.Remote+"/mentions", query)
	if err != nil {
		return nil, cursor, nil, err
	}
	page, bad = s.messages(op, found)
	at.Top = newest(at.Top, found.newest)
	if found.next == "" || found.next == at.Page {
		unnamed, err := s.unnamed(ctx, at.Heard)
		if err != nil {
			return nil, cursor, nil, err
		}
		more, worse := s.messages(op, unnamed)
		page, bad = append(page, more...), append(bad, worse...)
		at = place{Seen: newest(at.Seen, at.Top), Heard: newest(at.Heard, unnamed.newest)}
	} else {
		at.Page = found.next
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

// unnamed reads the answers that stand in own conversations and do not name the
// account. Own posts were read for their counters on the same day and cost
// nothing more; what a search finds costs as the posts of others do, and it
// finds little. Where the network does not let the account search, there is
// nothing.
func (s *session) unnamed(ctx context.Context, heard string) (list, error) {
	const op = "x: read conversations"
	since := idAt(s.http.Clock().Now().Add(-searchable))
	own := ownQuery("conversation_id")
	own.Set("max_results", "10")
	own.Set("exclude", "retweets,replies")
	own.Set("since_id", since)
	mine, err := s.list(ctx, op, "/2/users/"+s.account.Remote+"/tweets", own)
	if err != nil {
		return list{}, err
	}
	var conversations []string
	for _, raw := range mine.items {
		if p, err := parse(raw); err == nil && len(conversations) < talks {
			conversations = append(conversations, "conversation_id:"+p.ID)
		}
	}
	if conversations == nil {
		return list{}, nil
	}
	name := strings.TrimPrefix(s.account.Handle, "@")
	query := messageQuery()
	query.Set("query", "("+strings.Join(conversations, " OR ")+") -from:"+name+" -@"+name)
	query.Set("since_id", newest(since, heard))
	found, err := s.list(ctx, op, "/2/tweets/search/recent", query)
	if data.KindOf(err) == data.Unsupported {
		return list{}, nil
	}
	return found, err
}

// messages makes messages of what was found, and an error of each that cannot be
// read (R46).
func (s *session) messages(op string, found list) (page []data.Message, bad []error) {
	bad = found.errors
	for _, raw := range found.items {
		p, err := parse(raw)
		if err != nil || !isID(p.Author) {
			bad = append(bad, httpx.Unexpected(op, "a post without its author"))
			continue
		}
		if p.Author == s.account.Remote {
			continue
		}
		page = append(page, s.message(p, found.users[p.Author]))
	}
	return page, bad
}

// message is a post of somebody whom the network may not describe. Its Ref is
// the author's id, for muting.
func (s *session) message(p post, author user) data.Message {
	m := data.Message{
		Account: s.account.ID, Remote: p.ID, Ref: p.Author, Kind: data.Mention, InReply: p.parent(),
		Author: "@" + author.Username, Name: author.Name, Text: s.withoutSelf(p.plain()), At: p.at(),
		// The network leads from any name to the post.
		URL: site + "/i/status/" + p.ID,
	}
	if author.Username == "" {
		m.Author = p.Author
	}
	if p.Answered == s.account.Remote && m.InReply != "" {
		m.Kind, m.On = data.Reply, m.InReply
	}
	return m
}

// withoutSelf drops the account's own name from the beginning of a text, where
// every answer to it has it.
func (s *session) withoutSelf(text string) string {
	self := s.account.Handle
	if len(text) < len(self) || !strings.EqualFold(text[:len(self)], self) {
		return text
	}
	if rest := text[len(self):]; rest == "" || strings.ContainsAny(rest[:1], " \n\t") {
		return strings.TrimSpace(rest)
	}
	return text
}

// Reply answers a message, and looks first whether it was answered so before:
// the network knows no key. Whoever did not name the account is not answered
// through the API: the failure is Unsupported with data.CodeReplyPolicy, and the page to
// answer on is the message's URL.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "x: reply"
	if !isID(m.Remote) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a message of this network")}
	}
	if strings.TrimSpace(text) == "" {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	}
	p := payload{Request: request{Text: strings.ToValidUTF8(text, "\uFFFD"), Reply: &replyTo{ID: m.Remote}}}
	since := s.http.Clock().Now() // or the message's time, unless a wrong clock dated it
	if m.At.Before(since) {
		since = m.At
	}
	given, _, err := s.ownSince(ctx, op, since.Add(-likeness.ClocksApart), true)
	if err != nil {
		return data.Receipt{}, err
	}
	for _, one := range given {
		if p.compare(one) == likeness.Same {
			return s.receipt(one.ID), nil
		}
	}
	return s.create(ctx, op, p.Request)
}

// Moderate hides a message below an own post or shows it again, or mutes its
// author.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	const op = "x: moderate"
	var done struct{}
	switch a {
	case data.ActHide, data.ActUnhide:
		if !isID(m.Remote) {
			return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a message of this network")}
		}
		return s.send(ctx, op, http.MethodPut, "/2/tweets/"+m.Remote+"/hidden", map[string]bool{"hidden": a == data.ActHide}, &done)
	case data.ActMute:
		if !isID(m.Ref) {
			return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its author")}
		}
		return s.send(ctx, op, http.MethodPost, "/2/users/"+s.account.Remote+"/muting", map[string]string{"target_user_id": m.Ref}, &done)
	}
	return &data.Failure{Kind: data.Unsupported, Op: op}
}
