package mastodon

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
	"parvis/platforms/likeness"
)

const notificationPage = 80 // the most that the network gives at once

// place is the cursor of Messages. The network pages from the newest
// notification backwards; Seen is the newest one of the last whole reading, at
// which this reading ends, Top the newest of this one, Page where it goes on.
type place struct {
	Seen string `json:"seen,omitempty"`
	Top  string `json:"top,omitempty"`
	Page string `json:"page,omitempty"`
}

type notification struct {
	ID     string
	Type   string
	Status *status
}

// messageRef is what [data.Message.Ref] holds: what a reply must repeat.
type messageRef struct {
	Visibility string `json:"visibility"`
	Spoiler    string `json:"spoiler,omitempty"`
}

// Messages reads one page of mentions and replies, newest first. The returned
// cursor first goes on to older pages until what an earlier reading saw, or the
// beginning, is reached; from then on it asks for what is new. All is read when
// a call returns no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "mastodon: read notifications"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	query := url.Values{"limit": {strconv.Itoa(notificationPage)}, "types[]": {"mention"}}
	if at.Seen != "" {
		query.Set("since_id", at.Seen)
	}
	if at.Page != "" {
		query.Set("max_id", at.Page)
	}
	items, older, err := s.list(ctx, op, "/api/v1/notifications", query, notificationPage)
	if err != nil {
		return nil, cursor, nil, err
	}
	reached := false
	for _, raw := range items {
		var n notification
		if err := json.Unmarshal(raw, &n); err != nil || !isID(n.ID) {
			bad = append(bad, httpx.Unexpected(op, "a notification of another shape"))
			continue
		}
		if reached = at.Seen != "" && !newer(n.ID, at.Seen); reached {
			break
		}
		if newer(n.ID, at.Top) {
			at.Top = n.ID
		}
		if n.Type != "mention" {
			continue // some servers ignore the filter
		}
		m, err := s.message(n.Status)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		page = append(page, m)
	}
	if reached || older == "" || older == at.Page {
		if newer(at.Top, at.Seen) {
			at.Seen = at.Top
		}
		at = place{Seen: at.Seen}
	} else {
		at.Page = older
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

func (s *session) message(st *status) (data.Message, error) {
	if st == nil || !isID(st.ID) || st.Account.Acct == "" {
		return data.Message{}, errors.New("a notification without a post")
	}
	at, err := st.at()
	if err != nil {
		return data.Message{}, errors.New("a post without a time")
	}
	m := data.Message{
		Account: s.account.ID, Remote: st.ID, Kind: data.Mention, InReply: st.InReplyTo,
		Author: s.author(st.Account), Name: st.Account.name(), Text: s.withoutSelf(plain(st.Content)),
		URL: httpx.WebAddress(st.URL), At: at,
	}
	if st.InReplyTo != "" && st.Answered == s.account.Remote {
		m.Kind, m.On = data.Reply, st.InReplyTo
	}
	ref, err := json.Marshal(messageRef{Visibility: st.Visibility, Spoiler: st.Spoiler})
	m.Ref = string(ref)
	return m, err
}

// author is somebody's handle, with its host also for those of our own server.
func (s *session) author(p person) string {
	if strings.Contains(p.Acct, "@") {
		return "@" + p.Acct
	}
	return "@" + p.Acct + "@" + s.domain()
}

// withoutSelf drops the account's own name from the beginning of a text, where
// every answer to it begins with it.
func (s *session) withoutSelf(text string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(s.account.Handle, "@"), "@")
	for _, self := range []string{s.account.Handle, "@" + name} {
		if len(text) < len(self) || !strings.EqualFold(text[:len(self)], self) {
			continue
		}
		rest := text[len(self):]
		if rest == "" || strings.ContainsAny(rest[:1], " \n\t") {
			return strings.TrimSpace(rest)
		}
	}
	return text
}

// Reply answers a message with the same visibility and content warning. The
// mention without which the network would tell nobody is put in front. Since
// some servers ignore keys, it looks first: the same answer to the same message
// is not given twice.
func (s *session) Reply(ctx context.Context, key string, m data.Message, text string) (data.Receipt, error) {
	const op = "mastodon: reply"
	var to messageRef
	if err := json.Unmarshal([]byte(m.Ref), &to); err != nil || to.Visibility == "" || !isID(m.Remote) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("a message without its reference")}
	}
	if strings.TrimSpace(text) == "" {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeEmpty}
	}
	if !strings.Contains(strings.ToLower(text), strings.ToLower(m.Author)) {
		text = m.Author + " " + text
	}
	now := s.http.Clock().Now()
	p := payload{Stamp: now, Prepared: now, Request: request{
		Status: strings.ToValidUTF8(text, "\uFFFD"), InReplyTo: m.Remote, Spoiler: to.Spoiler, Visibility: to.Visibility,
	}}
	since := now // or the message's time, unless a wrong clock dated it
	if m.At.Before(now) {
		since = m.At
	}
	given, _, err := s.ownBackTo(ctx, op, func(_ status, at time.Time) bool { return at.Before(since.Add(-likeness.ClocksApart)) })
	if err != nil {
		return data.Receipt{}, err
	}
	for _, st := range given {
		if p.compare(st) == likeness.Same {
			return st.receipt(), nil
		}
	}
	payload, err := json.Marshal(p)
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return s.Commit(ctx, key, payload)
}
