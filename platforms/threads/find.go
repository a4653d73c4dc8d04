package threads

import (
	"context"
	"encoding/json"
	"net/url"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

// lookPages is how many pages of own posts a look goes back.
const lookPages = 4

// Find asks the container, which knows whether it was published, and then looks
// among the own posts, or answers, for what it became. Only one that is newer
// than the request, of the same shape, at the same place and with the same words
// counts.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "threads: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	at, err := s.standing(ctx, op, p.Container)
	switch {
	case data.KindOf(err) == data.NotFound:
		at.Code = statusExpired
	case err != nil:
		return data.Finding{}, err
	}
	if at.Code == statusFinished {
		return data.Finding{Verdict: data.Absent}, nil
	}
	posts, whole, err := s.ownSince(ctx, op, p)
	if err != nil {
		return data.Finding{}, err
	}
	var alike []post
	for _, one := range posts {
		if p.became(one) {
			alike = append(alike, one)
		}
	}
	switch {
	case len(alike) == 1:
		return data.Finding{Verdict: data.Online, Receipt: alike[0].receipt()}, nil
	case len(alike) == 0 && whole && (at.Code == statusExpired || at.Code == statusFailed):
		return data.Finding{Verdict: data.Absent}, nil
	}
	return data.Finding{Verdict: data.Unclear, Evidence: evidence(at, posts)}, nil
}

// evidence is what a person is shown: what the network says of the container
// and the newest post there is.
func evidence(at standing, posts []post) string {
	if len(posts) == 0 {
		return at.Code
	}
	return at.Code + " " + likeness.Shown(posts[0].Text, posts[0].Timestamp)
}

// ownSince reads the own posts, or answers, that are newer than what was there
// when the request was prepared. whole is false when that is further back than
// is looked, or something on the way cannot be read.
func (s *session) ownSince(ctx context.Context, op string, p payload) (posts []post, whole bool, err error) {
	after := ""
	whole = true
	for range lookPages {
		page, next, err := s.ownPage(ctx, op, p.Parent, after, postPage)
		if err != nil {
			return nil, false, err
		}
		for _, raw := range page {
			var one post
			if json.Unmarshal(raw, &one) != nil || !isID(one.ID) {
				whole = false
				continue
			}
			at, err := one.at()
			if err != nil {
				whole = false
				continue
			}
			if one.ID == p.Newest || at.Before(p.Made.Add(-likeness.ClocksApart)) {
				return posts, whole, nil
			}
			posts = append(posts, one)
		}
		if after = next; after == "" {
			return posts, whole, nil
		}
	}
	return posts, false, nil
}

// became tells whether a post can be what the container became.
func (p payload) became(one post) bool {
	return one.Type == p.Shape && (p.Parent == "" || one.Parent.ID == p.Parent) && likeness.Texts(p.Text, one.Text) == likeness.Same
}

// newest is the id of the newest own post or, with a parent, answer; "" where
// there is none.
func (s *session) newest(ctx context.Context, parent string) (string, error) {
	const op = "threads: read newest post"
	page, _, err := s.ownPage(ctx, op, parent, "", 1)
	if err != nil || len(page) == 0 {
		return "", err
	}
	var one post
	if json.Unmarshal(page[0], &one) != nil || !isID(one.ID) {
		return "", httpx.Unexpected(op, "a post without id")
	}
	return one.ID, nil
}

// ownPage reads one page of the account's own posts, newest first: those that
// begin a thread or, with a parent, those that answer something.
func (s *session) ownPage(ctx context.Context, op, parent, after string, limit int) ([]json.RawMessage, string, error) {
	if parent == "" {
		return s.page(ctx, op, "/me/threads", url.Values{"fields": {postFields}}, after, limit)
	}
	return s.page(ctx, op, "/me/replies", url.Values{"fields": {replyFields}}, after, limit)
}
