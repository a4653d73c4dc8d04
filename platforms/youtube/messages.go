package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"

	"parvis/data"
	"parvis/platforms/google"
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
	List int            `json:"list,omitempty"`
	Page string         `json:"page,omitempty"`
	Seen [3]google.Mark `json:"seen"`
	// Top is the mark of the first page of the list that is being read: it
	// becomes what was seen once all pages are.
	Top google.Mark `json:"top,omitzero"`
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
				at.Top = at.Top.And(m)
			}
			if m.Standing = list.standing; !seen.Has(m) {
				fresh = append(fresh, m)
			}
		}
	}
	if len(fresh) > 0 && page.Next != "" && page.Next != at.Page {
		at.Page = page.Next
		return fresh, bad, nil
	}
	at.Seen[at.List] = at.Top
	at.List, at.Page, at.Top = (at.List+1)%len(standings()), "", google.Mark{}
	return fresh, bad, nil
}
