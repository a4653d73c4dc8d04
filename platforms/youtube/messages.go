package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	threadPage = 100    // the most that the network gives at once
	replyMax   = 10_000 // characters of a comment (remembered, not verified)
)

// standings are the lists of comments, in the order in which they are read.
func standings() []struct {
	status   string
	standing data.Standing
} {
	return []struct {
		status   string
		standing data.Standing
	}{{"published", data.Shown}, {"heldForReview", data.Pending}, {"likelySpam", data.Spam}}
}

// place is the cursor of Messages: for each list what was seen of it, and which
// one is being read, from which page on.
type place struct {
	List int     `json:"list,omitempty"`
	Page string  `json:"page,omitempty"`
	Seen [3]mark `json:"seen"`
	// Top is the mark of the first page of the list that is being read: it
	// becomes what was seen once all pages are.
	Top mark `json:"top,omitzero"`
}

// mark is the newest comment of a list, and all that came in its second.
type mark struct {
	At  time.Time `json:"at,omitzero"`
	IDs []string  `json:"ids,omitempty"`
}

// has tells whether a comment was there when the mark was made.
func (m mark) has(c data.Message) bool {
	return c.At.Before(m.At) || c.At.Equal(m.At) && slices.Contains(m.IDs, c.Remote)
}

func (m mark) and(c data.Message) mark {
	switch {
	case c.At.After(m.At):
		return mark{At: c.At, IDs: []string{c.Remote}}
	case c.At.Equal(m.At) && !slices.Contains(m.IDs, c.Remote):
		m.IDs = append(slices.Clone(m.IDs), c.Remote)
	}
	return m
}

// Messages reads a page of comments under the channel's videos: those that are
// shown, then those that wait for approval, then likely spam, newest threads
// first. A list is read until a page of it holds nothing new: an answer under a
// thread older than the last hundred is seen only when newer ones came too. A
// comment may come twice. All is read when a call returns no message and the
// cursor that it was given.
func (s *session) Messages(ctx context.Context, cursor string) (page []data.Message, next string, bad []error, err error) {
	const op = "youtube: read comments"
	var at place
	if cursor != "" {
		if err := json.Unmarshal([]byte(cursor), &at); err != nil || at.List < 0 || at.List >= len(standings()) {
			return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	for len(page) == 0 {
		fresh, wrong, err := s.comments(ctx, op, &at)
		if err != nil {
			return nil, cursor, nil, err
		}
		page, bad = fresh, append(bad, wrong...)
		if at.Page == "" && at.List == 0 { // all lists are read
			break
		}
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, cursor, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

// comments reads one page of one list and moves the place on.
func (s *session) comments(ctx context.Context, op string, at *place) (fresh []data.Message, bad []error, err error) {
	list := standings()[at.List]
	query := url.Values{
		"part": {"snippet,replies"}, "allThreadsRelatedToChannelId": {s.account.Remote}, "order": {"time"},
		"maxResults": {strconv.Itoa(threadPage)}, "moderationStatus": {list.status}, "textFormat": {"plainText"},
	}
	if at.Page != "" {
		query.Set("pageToken", at.Page)
	}
	page, err := s.list(ctx, op, "/commentThreads", query)
	if err != nil {
		return nil, nil, err
	}
	seen := at.Seen[at.List]
	if at.Page == "" {
		at.Top = seen
	}
	for _, raw := range page.Items {
		all, err := s.thread(ctx, op, raw, seen)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
		}
		for _, m := range all {
			if at.Page == "" {
				at.Top = at.Top.and(m)
			}
			if m.Standing = list.standing; !seen.has(m) {
				fresh = append(fresh, m)
			}
		}
	}
	if len(fresh) > 0 && page.Next != "" && page.Next != at.Page {
		at.Page = page.Next
		return fresh, bad, nil
	}
	at.Seen[at.List] = at.Top
	at.List, at.Page, at.Top = (at.List+1)%len(standings()), "", mark{}
	return fresh, bad, nil
}
