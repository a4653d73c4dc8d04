package instagram

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

// lookPages is how many pages of own posts a look goes back.
const lookPages = 4

// Find asks the container, which knows whether it was published, and then looks
// among the own posts for what it became. Only a post that is newer than the
// request, of the same shape and with the same words counts.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "instagram: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	at, err := s.standing(ctx, op, p.Container)
	switch {
	case data.KindOf(err) == data.NotFound:
		at.Code = expired
	case err != nil:
		return data.Finding{}, err
	}
	if at.Code == finished {
		return data.Finding{Verdict: data.Absent}, nil
	}
	posts, whole, err := s.ownSince(ctx, op, p)
	if err != nil {
		return data.Finding{}, err
	}
	var alike []media
	for _, m := range posts {
		if p.became(m) {
			alike = append(alike, m)
		}
	}
	switch {
	case len(alike) == 1:
		return data.Finding{Verdict: data.Online, Receipt: alike[0].receipt()}, nil
	case len(alike) == 0 && whole && (at.Code == expired || at.Code == failed):
		return data.Finding{Verdict: data.Absent}, nil
	}
	return data.Finding{Verdict: data.Unclear, Evidence: evidence(at, posts)}, nil
}

// evidence is what a person is shown: what the network says of the container
// and the newest post there is.
func evidence(at standing, posts []media) string {
	if len(posts) == 0 {
		return at.Code
	}
	return at.Code + " " + likeness.Shown(posts[0].Caption, posts[0].Timestamp)
}

// ownSince reads the own posts that are newer than what was there when the
// request was prepared. whole is false when that is further back than is
// looked, or something on the way cannot be read.
func (s *session) ownSince(ctx context.Context, op string, p payload) (posts []media, whole bool, err error) {
	after := ""
	whole = true
	for range lookPages {
		page, err := s.ownPage(ctx, op, after, mediaPage)
		if err != nil {
			return nil, false, err
		}
		for _, raw := range page.Data {
			var m media
			if json.Unmarshal(raw, &m) != nil || !isID(m.ID) {
				whole = false
				continue
			}
			at, err := m.at()
			if err != nil {
				whole = false
				continue
			}
			if m.ID == p.Newest || at.Before(p.Made.Add(-likeness.ClocksApart)) {
				return posts, whole, nil
			}
			posts = append(posts, m)
		}
		if after = page.next(); after == "" {
			return posts, whole, nil
		}
	}
	return posts, false, nil
}

// became tells whether a post can be what the container became.
func (p payload) became(m media) bool {
	return m.Type == p.Shape && likeness.Texts(p.Caption, m.Caption) == likeness.Same
}

// newest is the id of the newest own post, "" where there is none.
func (s *session) newest(ctx context.Context) (string, error) {
	const op = "instagram: read newest post"
	page, err := s.ownPage(ctx, op, "", 1)
	if err != nil || len(page.Data) == 0 {
		return "", err
	}
	var m media
	if json.Unmarshal(page.Data[0], &m) != nil || !isID(m.ID) {
		return "", httpx.Unexpected(op, "a post without id")
	}
	return m.ID, nil
}

// ownPage reads one page of the account's own posts, newest first.
func (s *session) ownPage(ctx context.Context, op, after string, limit int) (list, error) {
	query := url.Values{"fields": {mediaFields}, "limit": {strconv.Itoa(limit)}}
	return s.page(ctx, op, "/"+s.account.Remote+"/media", query, after)
}
