package bluesky

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// place is the cursor of Messages. The network pages from the newest
// notification backwards; Seen is the newest one of the last whole reading, at
// which this reading ends, Top the newest of this one, Page where it goes on.
type place struct {
	Seen string `json:"seen,omitempty"`
	Top  string `json:"top,omitempty"`
	Page string `json:"page,omitempty"`
}

type notification struct {
	strongRef
	Author struct {
		Handle      string
		DisplayName string
	}
	Reason  string
	Subject string `json:"reasonSubject"`
	Record  written
	Indexed string `json:"indexedAt"`
}

// messageRef is what [data.Message.Ref] holds: what a reply must name.
type messageRef struct {
	CID  string    `json:"cid"`
	Root strongRef `json:"root"`
}

// Messages reads one page of replies, mentions and quotes, newest first. The
// returned cursor first goes on to older pages until what an earlier reading
// saw, or the beginning, is reached; from then on it asks for what is new. All
// is read when a call returns no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "bluesky: read notifications"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	query := url.Values{"limit": {strconv.Itoa(pageSize)}, "reasons": {"reply", "mention", "quote"}}
	if at.Page != "" {
		query.Set("cursor", at.Page)
	}
	var out struct {
		Notifications []json.RawMessage
		Cursor        string
	}
	if err := s.get(ctx, op, "app.bsky.notification.listNotifications", query, &out); err != nil {
		return nil, cursor, nil, err
	}
	if out.Notifications == nil {
		return nil, cursor, nil, httpx.Unexpected(op, "no notifications")
	}
	reached := false
	for _, raw := range out.Notifications {
		var n notification
		if err := json.Unmarshal(raw, &n); err != nil {
			bad = append(bad, httpx.Unexpected(op, "a notification of another shape"))
			continue
		}
		if n.Reason != "reply" && n.Reason != "mention" && n.Reason != "quote" {
			continue // some servers ignore the filter
		}
		m, err := s.message(n)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		mark := m.At.Format(stampLayout) + " " + n.URI
		if reached = mark <= at.Seen; reached {
			break
		}
		at.Top = max(at.Top, mark)
		page = append(page, m)
	}
	if reached || out.Cursor == "" || out.Cursor == at.Page {
		at = place{Seen: max(at.Seen, at.Top)}
	} else {
		at.Page = out.Cursor
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

func (s *session) message(n notification) (data.Message, error) {
	at, err := time.Parse(time.RFC3339, n.Indexed)
	if err != nil {
		return data.Message{}, errors.New("a notification without a time")
	}
	if _, ok := recordKey(n.URI); !ok || n.CID == "" {
		return data.Message{}, errors.New("a notification without a post")
	}
	m := data.Message{
		Account: s.account.ID, Remote: n.URI, Kind: data.Mention, Author: "@" + n.Author.Handle, Name: n.Author.DisplayName,
		Text: n.Record.Text, URL: postURL(n.Author.Handle, n.URI), At: at.UTC(),
	}
	ref := messageRef{CID: n.CID, Root: n.strongRef}
	if n.Record.Reply != nil {
		ref.Root = n.Record.Reply.Root
		m.InReply = n.Record.Reply.Parent.URI
	}
	switch n.Reason {
	case "reply":
		m.Kind = data.Reply
	case "quote":
		m.InReply = n.Subject
	}
	if key, ok := recordKey(ref.Root.URI); ok && ref.Root.URI == s.uri(key) {
		m.On = ref.Root.URI
	}
	text, err := json.Marshal(ref)
	m.Ref = string(text)
	return m, err
}

// Reply answers a message. Its creation time is that of the key, so that a
// repetition is the same request.
func (s *session) Reply(ctx context.Context, key string, m data.Message, text string) (data.Receipt, error) {
	const op = "bluesky: reply"
	var to messageRef
	if err := json.Unmarshal([]byte(m.Ref), &to); err != nil || to.CID == "" {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its reference")}
	}
	stamp, err := tidTime(key)
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	if f := checkPart(op, text, nil); f != nil {
		return data.Receipt{}, f
	}
	record := post{
		Type: postCollection, Text: text, CreatedAt: stamp.Format(stampLayout),
		Reply: &replyRefs{Root: to.Root, Parent: strongRef{URI: m.Remote, CID: to.CID}},
	}
	if record.Facets, err = s.facets(ctx, text); err != nil {
		return data.Receipt{}, err
	}
	payload, err := s.payload(op, key, record)
	if err != nil {
		return data.Receipt{}, err
	}
	return s.Commit(ctx, key, payload)
}
