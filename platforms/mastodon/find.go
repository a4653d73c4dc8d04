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
	"unicode"

	"parvis/data"
)

const (
	// lookPages is how many pages of own posts a look goes back: 200 posts.
	lookPages = 5
	// mostHeld is how many posts the network holds for an account.
	mostHeld = 300
	// clocksApart is how far the server's clock may be behind ours.
	clocksApart = 5 * time.Minute
	// telling is how many letters and digits make a text known again when the
	// rest of it is not as it was sent.
	telling = 40
)

// likeness is how sure it is that a post is the one that was sent.
type likeness int

const (
	other   likeness = iota
	similar          // it may be: a person has to say
	same
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
	since := p.Stamp
	if p.Prepared.Before(since) {
		since = p.Prepared
	}
	posts, whole, err := s.ownBackTo(ctx, op, func(_ status, at time.Time) bool { return at.Before(since.Add(-clocksApart)) })
	if err != nil {
		return data.Finding{}, err
	}
	likely := ""
	for _, st := range posts {
		if s.isForeign(st) {
			continue
		}
		switch p.compare(st) {
		case same:
			return data.Finding{Verdict: data.Online, Receipt: st.receipt()}, nil
		case similar:
			likely = evidence(plain(st.Content), st.Created)
		}
	}
	switch {
	case likely != "":
		return data.Finding{Verdict: data.Unclear, Evidence: likely}, nil
	case !whole, s.changesHands(p):
		return data.Finding{Verdict: data.Unclear, Evidence: oldest(posts)}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
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
func (p payload) compare(st status) likeness {
	return p.alike(st.ID, p.Newest, st.InReplyTo, st.Spoiler+" "+plain(st.Content), st.Media)
}

// compareHeld is compare for a scheduled post.
func (p payload) compareHeld(held scheduled) likeness {
	parent := strings.Trim(string(held.Params.InReplyTo), `"`)
	if parent == "null" {
		parent = ""
	}
	return p.alike(held.ID, p.NewestHeld, parent, held.Params.Spoiler+" "+held.Params.Text, held.Media)
}

// alike compares what a post and a scheduled one have in common. newest is the
// newest of its kind when the request was prepared.
func (p payload) alike(id, newest, parent, text string, media []attached) likeness {
	if p.carries(media) {
		return same // pictures are attached once
	}
	if parent != p.Request.InReplyTo || len(media) != len(p.Request.MediaIDs) {
		return other
	}
	like := likeTexts(letters(p.Request.Spoiler+" "+p.Request.Status), letters(text))
	if like == same && (len(media) > 0 || !newer(id, newest)) {
		// The same with pictures of another upload, or from before this request:
		// an earlier attempt, or another post altogether.
		return similar
	}
	return like
}

// carries tells whether the pictures of a post are those of the payload.
func (p payload) carries(media []attached) bool {
	return len(media) > 0 && len(media) == len(p.Request.MediaIDs) &&
		!slices.ContainsFunc(media, func(m attached) bool { return !slices.Contains(p.Request.MediaIDs, m.ID) })
}

func likeTexts(a, b []rune) likeness {
	switch {
	case slices.Equal(a, b):
		return same
	case len(a) >= telling && len(b) >= telling && slices.Equal(a[:telling], b[:telling]):
		return similar
	}
	return other
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

// letters is what of a text survives every server: its letters and digits, or
// all its signs where it has none of them.
func letters(text string) []rune {
	text = farMention.ReplaceAllString(text, "@$1 ")
	var kept, signs []rune
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			kept = append(kept, unicode.ToLower(r))
		case !unicode.IsSpace(r):
			signs = append(signs, r)
		}
	}
	if kept == nil {
		return signs
	}
	return kept
}

// evidence is what a person is shown of a post: its first line and its time.
func evidence(text, created string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line + " " + created)
}

func oldest(posts []status) string {
	if len(posts) == 0 {
		return ""
	}
	return posts[len(posts)-1].Created
}

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
	maxID, likely, unreadable := "", "", false
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
				unreadable = true
				continue
			}
			switch p.compareHeld(held) {
			case same:
				return data.Finding{Verdict: data.OnHold, Receipt: p.heldReceipt(held.ID)}, nil
			case similar:
				likely = evidence(held.Params.Text, held.At)
			}
		}
		if next == "" || next == maxID {
			break
		}
		maxID = next
	}
	if likely != "" || unreadable {
		return data.Finding{Verdict: data.Unclear, Evidence: likely}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}
