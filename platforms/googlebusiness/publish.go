package googlebusiness

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	postsPage = 100 // the most that the network gives at once
	// lookPages is how many pages of posts a look goes back.
	lookPages = 5
)

// payload is what Commit sends, with what Find needs to know it again: a post
// carries no mark of ours.
type payload struct {
	// Stamp was fixed when the post was scheduled, Prepared is of this request:
	// nothing was sent before the earlier of them, however often it was tried.
	Stamp    time.Time `json:"stamp"`
	Prepared time.Time `json:"prepared"`
	// Before are the posts with the same words that were there when this request
	// was prepared: none of them is what it makes.
	Before []string  `json:"before,omitempty"`
	Post   localPost `json:"post"`
}

// NewKey returns a random key. It names the part here; the network takes none.
func (s *session) NewKey(time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// Prepare returns the request, after a look at what is there already. With
// HoldTill, CodeTooSoon says that the network would not hold it.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "googlebusiness: prepare"
	invalid := func(code string, why error) ([]byte, error) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	if code := s.check(o); code != "" {
		return invalid(code, nil)
	}
	post, code := wanted(o)
	if code != "" {
		return invalid(code, nil)
	}
	if !o.HoldTill.IsZero() && o.HoldTill.Sub(s.http.Clock().Now()) < leastAhead {
		return invalid(CodeTooSoon, nil)
	}
	p := payload{Stamp: o.Stamp.UTC(), Prepared: s.http.Clock().Now().UTC(), Post: post}
	there, err := s.back(ctx, op, likeness.Since(p.Stamp, p.Prepared))
	if err != nil {
		return nil, err
	}
	for _, q := range there.posts {
		if p.Post.compare(q) != likeness.Other {
			p.Before = append(p.Before, q.Name)
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return invalid("", err)
	}
	return text, nil
}

// check is what can be told without the options, as a failure's code.
func (s *session) check(o data.Outgoing) string {
	can := s.account.Can
	switch {
	case strings.TrimSpace(o.Text) == "":
		return CodeEmpty
	case utf8.RuneCountInString(o.Text) > summaryMax:
		return CodeTooLong
	case len(o.Media) > can.Media.Images:
		return CodeTooMany
	}
	for _, m := range o.Media {
		switch {
		case !slices.Contains(can.Media.MIME, m.MIME):
			return CodeMediaType
		case m.Bytes > can.Media.MaxBytes:
			return data.CodeTooLarge
		case httpx.WebAddress(m.URL) == "":
			return data.BlockHost
		}
	}
	return ""
}

// history is the place's posts, newest first, back to a time.
type history struct {
	posts  []localPost
	whole  bool // that does not lie further back than is looked
	spoilt bool // something on the way could not be read
}

// back reads the place's posts back to those that were made before a time.
func (s *session) back(ctx context.Context, op string, since time.Time) (h history, err error) {
	query := url.Values{"pageSize": {strconv.Itoa(postsPage)}}
	for range lookPages {
		resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.post(s.account.Remote+"/localPosts", query)})
		if err != nil {
			return history{}, err
		}
		var page *struct {
			Posts []json.RawMessage `json:"localPosts"` // left out when there are none
			Next  string            `json:"nextPageToken"`
		}
		if err := resp.JSON(op, &page); err != nil {
			return history{}, err
		}
		if page == nil {
			return history{}, httpx.Unexpected(op, "no list")
		}
		older := false
		for _, raw := range page.Posts {
			p, ok := s.readPost(raw)
			made, err := time.Parse(time.RFC3339, p.Created)
			if !ok || err != nil {
				h.spoilt = true
				continue
			}
			if older = made.Before(since.Add(-likeness.ClocksApart)); !older {
				h.posts = append(h.posts, p)
			}
		}
		if older || page.Next == "" {
			h.whole = true
			return h, nil
		}
		query.Set("pageToken", page.Next)
	}
	return h, nil
}

// Commit makes the post public, or hands it over when it was prepared with
// HoldTill. CodeRejected: the network's rules refuse it at once; they may also do
// so later.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "googlebusiness: post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	var answer json.RawMessage
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.post(s.account.Remote+"/localPosts", nil), Publishes: true,
	}, p.Post, &answer)
	if err != nil {
		return data.Receipt{}, err
	}
	made, ok := s.readPost(answer)
	switch {
	case !ok:
		return data.Receipt{}, resp.Malformed(op, errors.New("not a post"))
	case made.State == stateRejected:
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeRejected, Raw: resp.Raw()}
	}
	return made.receipt(), nil
}

// Find looks among the place's posts since the part's stamp. Online and OnHold
// mean a post with its words that was not there when the request was prepared.
// What is merely alike, was there before, or was rejected by the network, is
// Unclear, so that an older post is never taken for this one and this one never
// sent twice.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "googlebusiness: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	there, err := s.back(ctx, op, likeness.Since(p.Stamp, p.Prepared))
	if err != nil {
		return data.Finding{}, err
	}
	return p.judge(there), nil
}

// judge tells what became of a request, by the posts that are there.
func (p payload) judge(there history) data.Finding {
	var found *localPost
	doubt := ""
	for _, q := range there.posts {
		like := p.Post.compare(q)
		switch {
		case like == likeness.Other:
		case like == likeness.Similar, q.State == stateRejected, slices.Contains(p.Before, q.Name):
			doubt = q.shown()
		case found == nil:
			found = &q
		}
	}
	switch {
	case found != nil && !there.spoilt && found.State == stateScheduled:
		return data.Finding{Verdict: data.OnHold, Receipt: found.receipt()}
	case found != nil && !there.spoilt:
		return data.Finding{Verdict: data.Online, Receipt: found.receipt()}
	case found != nil:
		return data.Finding{Verdict: data.Unclear, Evidence: found.shown()}
	case doubt != "", there.spoilt, !there.whole:
		return data.Finding{Verdict: data.Unclear, Evidence: doubt}
	}
	return data.Finding{Verdict: data.Absent}
}

// shown is what a person is shown of a post.
func (p localPost) shown() string { return likeness.Shown(p.Summary, p.State, p.Created) }

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || p.Post.Topic == "" || p.Stamp.IsZero() || p.Prepared.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a post back.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "googlebusiness: delete post"
	if !isName(r.ID, s.account.Remote, "localPosts") {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this place")}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.post(r.ID, nil)})
	return err
}
