package linkedin

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	// clocksApart is how far the network's own machines may disagree. The Date
	// header, by which Prepared is told, is cut to the second: never too late.
	clocksApart = 2 * time.Second
	// alike is how long the network refuses the same post.
	alike = 10 * time.Minute
	// lookPages is how many pages of own posts a look goes back.
	lookPages = 5
	pageSize  = 50
)

// judge says what a refusal as a duplicate means. The network names a post of
// the same author and content that is at most ten minutes old; its number tells
// when it was made. What is promised:
//   - made after this request was prepared: it is this request, whose answer was
//     lost, and its receipt is returned;
//   - made before the part's hour and before the request was prepared: another
//     post, of a person's hand or of another delivery. Nothing of this one became
//     public, and the failure is Invalid;
//   - in between, or of a time that cannot be read: Ambiguous. It may be an
//     attempt of which no payload is left.
func (s *session) judge(p payload, resp *httpx.Response, f *data.Failure) (data.Receipt, error) {
	urn := postURN.FindString(f.Raw)
	made, ok := madeAt(urn, clockOf(resp, s.http.Clock().Now()))
	switch {
	case !ok:
		f.Kind = data.Ambiguous
	case !made.Before(p.Prepared.Add(-clocksApart)):
		return s.receipt(urn), nil
	case !made.Before(p.Stamp.Add(-clocksApart)):
		f.Kind = data.Ambiguous
	}
	return data.Receipt{}, f
}

// madeAt is when a post was made: its number holds the milliseconds since 1970
// above 22 other bits. That is remembered, not verified, so that a time which
// cannot be that of a duplicate counts as unreadable.
func madeAt(urn string, now time.Time) (at time.Time, ok bool) {
	n, err := strconv.ParseUint(urn[strings.LastIndexByte(urn, ':')+1:], 10, 63)
	if err != nil {
		return at, false
	}
	at = time.UnixMilli(int64(n >> 22)).UTC()
	return at, now.Sub(at) < alike+time.Minute && at.Sub(now) < time.Minute
}

// activity is where a person sees what a member posted.
const activity = "https://www.linkedin.com/in/me/recent-activity/all/"

// Find tells nothing: what a member posted cannot be read with what LinkedIn
// gives to everybody. Sending the same request again within ten minutes tells.
func (m *member) Find(_ context.Context, _ string, sent []byte) (data.Finding, error) {
	if _, err := readPayload("linkedin: look for post", sent); err != nil {
		return data.Finding{}, err
	}
	return data.Finding{Verdict: data.Unclear, Evidence: activity}, nil
}

// Find looks among the page's own posts. Online means one with the same text and
// kind of content that was made after this request was prepared. One that was
// made between the part's hour and then, or that cannot be read, is Unclear.
func (p *page) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "linkedin: look for post"
	wanted, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	since := likeness.Since(wanted.Stamp, wanted.Prepared).Add(-clocksApart)
	posts, sight, err := p.ownBackTo(ctx, op, since)
	if f := data.AsFailure(op, err); err != nil && f.Code == CodePermission {
		return data.Finding{Verdict: data.Unclear}, nil
	}
	if err != nil {
		return data.Finding{}, err
	}
	if sight == damaged {
		return data.Finding{Verdict: data.Unclear}, nil
	}
	seen := likeness.Seen{Whole: sight == whole}
	for _, one := range posts {
		degree := likeness.Same
		switch {
		case !wanted.Request.like(one) || one.at().Before(since):
			degree = likeness.Other
		case one.at().Before(wanted.Prepared.Add(-clocksApart)):
			degree = likeness.Similar
		}
		seen.Note(degree, p.receipt(one.ID), plain(one.Commentary), one.at().Format(time.RFC3339))
	}
	return seen.Finding(data.Online), nil
}

// view is a post as the network lists it. Times are in milliseconds since 1970.
type view struct {
	ID         string
	Commentary string
	Created    int64 `json:"createdAt"`
	Published  int64 `json:"publishedAt"`
	Modified   int64 `json:"lastModifiedAt"`
	Content    *content
}

func (v view) at() time.Time {
	if v.Published > 0 {
		return time.UnixMilli(v.Published).UTC()
	}
	return time.UnixMilli(v.Created).UTC()
}

// like tells whether a post that the network lists says what was sent.
func (sent post) like(v view) bool {
	return likeness.Texts(plain(sent.Commentary), plain(v.Commentary)) == likeness.Same && sent.Content.kind() == v.Content.kind()
}

func (c *content) kind() string {
	switch {
	case c == nil:
		return ""
	case c.Article != nil:
		return "article"
	case c.Many != nil:
		return "images"
	case c.Media != nil:
		kind, _, _ := strings.Cut(strings.TrimPrefix(c.Media.ID, "urn:li:"), ":")
		return kind
	}
	return "other"
}

// sight is how much of the own posts was seen.
type sight int

const (
	whole   sight = iota
	tooFar        // there are more than are looked at
	damaged       // one of them cannot be read
)

// ownBackTo reads the page's posts from the last changed one back to those that
// were not touched since.
func (p *page) ownBackTo(ctx context.Context, op string, since time.Time) (posts []view, seen sight, err error) {
	for n := range lookPages {
		raws, err := p.ownPage(ctx, op, n*pageSize)
		if err != nil {
			return nil, damaged, err
		}
		for _, raw := range raws {
			v, ok := readView(raw)
			if !ok {
				return posts, damaged, nil
			}
			if max(v.Modified, v.at().UnixMilli()) < since.UnixMilli() {
				return posts, whole, nil
			}
			posts = append(posts, v)
		}
		if len(raws) < pageSize {
			return posts, whole, nil
		}
	}
	return posts, tooFar, nil
}

// ownPage reads one page of the page's posts, the last changed one first.
func (p *page) ownPage(ctx context.Context, op string, start int) ([]json.RawMessage, error) {
	query := "q=author&author=" + url.QueryEscape(p.account.Remote) + "&count=" + itoa(pageSize) +
		"&start=" + itoa(start) + "&sortBy=LAST_MODIFIED"
	return p.elements(ctx, op, p.rest(query, "posts"))
}

func readView(raw json.RawMessage) (view, bool) {
	var v view
	err := json.Unmarshal(raw, &v)
	return v, err == nil && isPost(v.ID) && v.at().UnixMilli() > 0
}

func itoa(n int) string { return strconv.Itoa(n) }
