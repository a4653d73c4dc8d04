package mastodon

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/likeness"
)

const (
	// lookPages is how many pages of own posts a look goes back: 200 posts.
	lookPages = 5
	// mostHeld is how many posts the network holds for an account.
	mostHeld = 300
)

// Find looks among the scheduled posts, when it was to be held, and among the
// own posts since the part's stamp. Online and OnHold mean a post that is newer
// than the request, with its text and place in a thread or with its very
// pictures. What is merely alike, such as the same text posted shortly before
// by another hand, is Unclear, so that an older post is never taken for this
// one and this one never sent twice.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "mastodon: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	if p.Request.ScheduledAt != "" {
		found, err := s.findHeld(ctx, op, p)
		if err != nil || found.Verdict != data.Absent {
			return found, err
		}
	}
	oldest := likeness.Since(p.Stamp, p.Prepared).Add(-likeness.ClocksApart)
	posts, whole, err := s.ownBackTo(ctx, op, func(_ status, at time.Time) bool { return at.Before(oldest) })
	if err != nil {
		return data.Finding{}, err
	}
	seen := likeness.Seen{Whole: whole && !s.changesHands(p)}
	for _, st := range posts {
		degree := likeness.Other
		if !s.isForeign(st) {
			degree = p.compare(st)
		}
		seen.Note(degree, st.receipt(), plain(st.Content), st.Created)
	}
	return seen.Finding(data.Online), nil
}

// changesHands tells whether the network is just publishing what it held: then
// the post is in neither list for a moment.
func (s *session) changesHands(p payload) bool {
	due, err := time.Parse(timeLayout, p.Request.ScheduledAt)
	return err == nil && s.http.Clock().Now().Sub(due).Abs() < time.Minute
}

// ownBackTo reads own posts from the newest back to the first that reached
// accepts. whole is false when that lies further back than is looked, or when
// a post on the way cannot be read.
func (s *session) ownBackTo(ctx context.Context, op string, reached func(status, time.Time) bool) (posts []status, whole bool, err error) {
	maxID, unreadable := "", false
	for range lookPages {
		page, next, err := s.ownPage(ctx, op, maxID, nil)
		if err != nil {
			return nil, false, err
		}
		for _, raw := range page {
			var st status
			if json.Unmarshal(raw, &st) != nil || !isID(st.ID) {
				unreadable = true
				continue
			}
			at, err := st.at()
			if err != nil {
				unreadable = true
				continue
			}
			if reached(st, at) {
				return posts, !unreadable, nil
			}
			if !st.isReblog() {
				posts = append(posts, st)
			}
		}
		if next == "" || next == maxID {
			return posts, !unreadable, nil
		}
		maxID = next
	}
	return posts, false, nil
}

// isForeign tells whether a post was written with another program. Mastodon
// says so rightly; Pixelfed calls every program "web".
func (s *session) isForeign(st status) bool {
	return s.account.Can.Proof.Proof == data.ProofIdempotent &&
		st.Application != nil && st.Application.Name != "" && st.Application.Name != clientName
}

// compare tells how sure it is that a post is the one of the payload.
func (p payload) compare(st status) likeness.Degree {
	return p.alike(st.ID, p.Newest, st.InReplyTo, st.Spoiler+" "+plain(st.Content), st.Media)
}

// compareHeld is compare for a scheduled post.
func (p payload) compareHeld(held scheduled) likeness.Degree {
	parent := strings.Trim(string(held.Params.InReplyTo), `"`)
	if parent == "null" {
		parent = ""
	}
	return p.alike(held.ID, p.NewestHeld, parent, held.Params.Spoiler+" "+held.Params.Text, held.Media)
}

// alike compares what a post and a scheduled one have in common. newest is the
// newest of its kind when the request was prepared.
func (p payload) alike(id, newest, parent, text string, media []attached) likeness.Degree {
	if p.carries(media) {
		return likeness.Same // pictures are attached once
	}
	if parent != p.Request.InReplyTo || len(media) != len(p.Request.MediaIDs) {
		return likeness.Other
	}
	like := likeness.Texts(shortMentions(p.Request.Spoiler+" "+p.Request.Status), shortMentions(text))
	if like == likeness.Same && (len(media) > 0 || !newer(id, newest)) {
		// The same with pictures of another upload, or from before this request:
		// an earlier attempt, or another post altogether.
		return likeness.Similar
	}
	return like
}

// carries tells whether the pictures of a post are those of the payload.
func (p payload) carries(media []attached) bool {
	return len(media) > 0 && len(media) == len(p.Request.MediaIDs) &&
		!slices.ContainsFunc(media, func(m attached) bool { return !slices.Contains(p.Request.MediaIDs, m.ID) })
}

// newer compares two ids of one server. They grow with time: numbers in
// length and digits, ULIDs and the like, all of one length, in letters.
func newer(id, than string) bool {
	if len(id) != len(than) {
		return len(id) > len(than)
	}
	return id > than
}

// farMention is a mention with its host, of which a server shows the name
// alone.
var farMention = regexp.MustCompile(`@([\pL\pN_.-]+)@[\pL\pN_.-]+`)

// shortMentions is a text with the names alone.
func shortMentions(text string) string { return farMention.ReplaceAllString(text, "@$1 ") }

// scheduled is a post that the network holds.
type scheduled struct {
	ID     string
	At     string `json:"scheduled_at"`
	Params struct {
		Text      string
		Spoiler   string          `json:"spoiler_text"`
		InReplyTo json.RawMessage `json:"in_reply_to_id"` // a text or a number, by version
	}
	Media []attached `json:"media_attachments"`
}

// findHeld looks among the scheduled posts.
func (s *session) findHeld(ctx context.Context, op string, p payload) (data.Finding, error) {
	maxID, seen := "", likeness.Seen{Whole: true}
	for range mostHeld/pageSize + 1 {
		query := url.Values{"limit": {strconv.Itoa(pageSize)}}
		if maxID != "" {
			query.Set("max_id", maxID)
		}
		page, next, err := s.list(ctx, op, heldPath, query, pageSize)
		if err != nil {
			return data.Finding{}, err
		}
		for _, raw := range page {
			var held scheduled
			if err := json.Unmarshal(raw, &held); err != nil || !isID(held.ID) {
				seen.Whole = false
				continue
			}
			seen.Note(p.compareHeld(held), p.heldReceipt(held.ID), held.Params.Text, held.At)
		}
		if next == "" || next == maxID {
			break
		}
		maxID = next
	}
	return seen.Finding(data.OnHold), nil
}
