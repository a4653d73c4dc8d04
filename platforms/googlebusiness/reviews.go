package googlebusiness

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/google"
	"parvis/platforms/httpx"
)

const reviewsPage = 50 // the most that the network gives at once

// review is a review as the network shows it.
type review struct {
	Name     string // "accounts/1/locations/2/reviews/3"
	Reviewer struct {
		Name string `json:"displayName"`
	}
	Stars   string `json:"starRating"`
	Comment string
	Created string          `json:"createTime"`
	Updated string          `json:"updateTime"`
	Reply   *answerToReview `json:"reviewReply"`
}

// answerToReview is the owner's answer, which the network's rules may refuse
// after a while.
type answerToReview struct {
	Comment string
	State   string `json:"reviewReplyState"`
}

// cursor of Messages: Seen is the newest review of the last whole reading and
// all that came in its moment, Top the same of this one, Page where it goes on.
type cursor struct {
	Seen google.Mark `json:"seen,omitzero"`
	Top  google.Mark `json:"top,omitzero"`
	Page string      `json:"page,omitempty"`
}

// Messages reads one page of reviews, those changed last first: a review that
// its author rewrote comes again, with the time of that. All is read when a call
// returns no message and the cursor that it was given.
func (s *session) Messages(ctx context.Context, from string) (page []data.Message, next string, bad []error, err error) {
	const op = "googlebusiness: read reviews"
	var at cursor
	if from != "" {
		if err := json.Unmarshal([]byte(from), &at); err != nil {
			return nil, from, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a cursor of this network")}
		}
	}
	query := url.Values{"pageSize": {strconv.Itoa(reviewsPage)}, "orderBy": {"updateTime desc"}}
	if at.Page != "" {
		query.Set("pageToken", at.Page)
	} else {
		at.Top = at.Seen
	}
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.post(s.account.Remote+"/reviews", query)})
	if err != nil {
		return nil, from, nil, err
	}
	var list *struct {
		Reviews []json.RawMessage // left out when there are none
		Next    string            `json:"nextPageToken"`
	}
	if err := resp.JSON(op, &list); err != nil {
		return nil, from, nil, err
	}
	if list == nil {
		return nil, from, nil, httpx.Unexpected(op, "no list")
	}
	for _, raw := range list.Reviews {
		m, err := s.message(raw)
		if err != nil {
			bad = append(bad, httpx.Unexpected(op, err.Error()))
			continue
		}
		at.Top = at.Top.And(m)
		if !at.Seen.Has(m) {
			page = append(page, m)
		}
	}
	if len(page) > 0 && list.Next != "" && list.Next != at.Page {
		at.Page = list.Next
	} else {
		at = cursor{Seen: at.Top}
	}
	text, err := json.Marshal(at)
	if err != nil {
		return nil, from, nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return page, string(text), bad, nil
}

func (s *session) message(raw json.RawMessage) (data.Message, error) {
	var r review
	if json.Unmarshal(raw, &r) != nil || !isName(r.Name, s.account.Remote, "reviews") {
		return data.Message{}, errors.New("a review of another shape")
	}
	changed := r.Updated
	if changed == "" {
		changed = r.Created
	}
	at, err := time.Parse(time.RFC3339, changed)
	if err != nil {
		return data.Message{}, errors.New("a review without a time")
	}
	return data.Message{
		Account: s.account.ID, Remote: r.Name, Ref: r.Name, Kind: data.Review, Stars: stars(r.Stars),
		Author: r.Reviewer.Name, Name: r.Reviewer.Name, Text: original(r.Comment), At: at.UTC(),
		Answered: r.Reply != nil && r.Reply.State != stateRejected,
	}, nil
}

// stars reads "ONE" to "FIVE"; 0 for anything else.
func stars(s string) int {
	return 1 + slices.Index([]string{"ONE", "TWO", "THREE", "FOUR", "FIVE"}, s)
}

// original is a review in its author's words. The network puts a translation in
// front of them, or behind (remembered, not verified).
func original(text string) string {
	const translated, own = "(Translated by Google)", "(Original)"
	if _, after, ok := strings.Cut(text, own); ok && strings.Contains(text, translated) {
		return strings.TrimSpace(after)
	}
	before, _, _ := strings.Cut(text, translated)
	if before = strings.TrimSpace(before); before != "" {
		return before
	}
	return strings.TrimSpace(text)
}

// Reply answers a review. Each has one answer, which a new one replaces: one
// that somebody else gave meanwhile is left alone (CodeAnswered) unless the
// message was read with it. The network checks it by its rules before it shows
// it.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "googlebusiness: reply"
	text = strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	refuse := func(code string, why error) (data.Receipt, error) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	switch {
	case !isName(m.Ref, s.account.Remote, "reviews"):
		return refuse("", errors.New("not a review of this place"))
	case text == "":
		return refuse(CodeEmpty, nil)
	case len(text) > replyMax:
		return refuse(CodeTooLong, nil)
	}
	var now review
	if err := s.get(ctx, op, s.post(m.Ref, nil), &now); err != nil {
		return data.Receipt{}, err
	}
	if now.Name != m.Ref {
		return data.Receipt{}, httpx.Unexpected(op, "not the review that was asked for")
	}
	receipt := data.Receipt{ID: m.Ref + "/reply"}
	if there := now.Reply; there != nil && there.State != stateRejected {
		if strings.TrimSpace(there.Comment) == text {
			return receipt, nil
		}
		if !m.Answered {
			return refuse(CodeAnswered, errors.New(there.Comment))
		}
	}
	var given answerToReview
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: s.post(m.Ref+"/reply", nil), Publishes: true,
	}, map[string]string{"comment": text}, &given)
	if err != nil {
		return data.Receipt{}, err
	}
	if given.Comment == "" {
		return data.Receipt{}, resp.Malformed(op, errors.New("not an answer"))
	}
	return receipt, nil
}
