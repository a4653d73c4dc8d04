package facebook

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"parvis/data"
)

const (
	// lookPages is how many pages of own or scheduled posts a look goes back.
	lookPages = 8
	pageSize  = 25 // of the network's own documentation
	// clocksApart is how far the network's clock may be behind ours.
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

// attachment is what a post shows below its text.
type attachment struct {
	Type   string `json:"media_type"` // photo, video, link, album…
	Target struct{ ID string }
	URL    string `json:"unshimmed_url"` // of a link, as it was given
	Subs   struct {
		Data []attachment
	} `json:"subattachments"`
}

// post is one of the feed, of the scheduled ones, or of the published ones.
type post struct {
	ID          string
	Message     string
	Created     string          `json:"created_time"`
	Published   *bool           `json:"is_published"`
	At          json.RawMessage `json:"scheduled_publish_time"`
	Attachments struct{ Data []attachment }
}

const (
	attachmentFields = "attachments{media_type,target{id},unshimmed_url,subattachments{media_type,target{id}}}"
	lookFields       = "id,message,created_time,scheduled_publish_time," + attachmentFields
)

// media are the ids of the pictures or videos of a post.
func (p post) media() (ids []string) {
	for _, a := range p.Attachments.Data {
		for _, one := range append([]attachment{a}, a.Subs.Data...) {
			if (one.Type == "photo" || one.Type == "video") && isID(one.Target.ID) {
				ids = append(ids, one.Target.ID)
			}
		}
	}
	return ids
}

// remote is the id by which our receipts call a post: that of its video, which
// is known before the post is.
func (p post) remote() string {
	if all := p.Attachments.Data; len(all) == 1 && all[0].Type == "video" && isID(all[0].Target.ID) {
		return all[0].Target.ID
	}
	return p.ID
}

// moment reads a time that some lists give as Unix seconds and others in
// letters.
func moment(raw json.RawMessage) (time.Time, bool) {
	text := strings.Trim(string(raw), `"`)
	if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds > 0 {
		return time.Unix(seconds, 0).UTC(), true
	}
	at, err := readTime(text)
	return at, err == nil
}

// seen is what a look found.
type seen struct {
	same    []string // posts that are as the one that was sent
	similar []string // what was found of those that may be it
	whole   bool     // all was looked through, and could be read
	oldest  string
}

func (s seen) none() bool { return s.whole && len(s.same) == 0 && len(s.similar) == 0 }

// Find looks among the scheduled posts, when it was to be held, and among the
// own posts since the part's stamp. Online and OnHold mean a post that was made
// after the request was prepared, with its text or its very pictures. What is
// merely alike is Unclear, so that an older post is never taken for this one
// and this one never sent twice.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "facebook: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	if p.Kind != kindPost {
		return s.findVideo(ctx, op, p)
	}
	held := seen{whole: true}
	if p.Till != 0 {
		if held, err = s.look(ctx, op, "/scheduled_posts", p, time.Time{}); err != nil {
			return data.Finding{}, err
		}
		if len(held.same) > 0 {
			return data.Finding{Verdict: data.OnHold, Receipt: s.receipt(held.same[0])}, nil
		}
	}
	public, err := s.look(ctx, op, "/published_posts", p, p.since().Add(-clocksApart))
	switch {
	case err != nil:
		return data.Finding{}, err
	case len(public.same) > 0:
		return data.Finding{Verdict: data.Online, Receipt: s.receipt(public.same[0])}, nil
	case len(public.similar) > 0:
		return data.Finding{Verdict: data.Unclear, Evidence: public.similar[0]}, nil
	case len(held.similar) > 0:
		return data.Finding{Verdict: data.Unclear, Evidence: held.similar[0]}, nil
	case !public.whole, !held.whole, s.changesHands(p):
		return data.Finding{Verdict: data.Unclear, Evidence: public.oldest}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}

// changesHands tells whether the network is just publishing what it held: then
// the post is in neither list for a moment.
func (s *session) changesHands(p payload) bool {
	return p.Till != 0 && s.http.Clock().Now().Sub(time.Unix(p.Till, 0)).Abs() < time.Minute
}

// alike lists what is there already that reads as the payload does.
func (s *session) alike(ctx context.Context, op string, p payload) (seen, error) {
	all, err := s.look(ctx, op, "/published_posts", p, p.since().Add(-clocksApart))
	if err != nil || p.Till == 0 {
		return all, err
	}
	held, err := s.look(ctx, op, "/scheduled_posts", p, time.Time{})
	all.same, all.similar, all.whole = append(all.same, held.same...), append(all.similar, held.similar...), all.whole && held.whole
	return all, err
}

// look compares a list of posts with the payload, newest first, back to a time;
// the zero time is all of it.
func (s *session) look(ctx context.Context, op, edge string, p payload, back time.Time) (seen, error) {
	found := seen{}
	query := values("fields", lookFields, "limit", strconv.Itoa(pageSize))
	unreadable := false
	for range lookPages {
		page, err := s.list(ctx, op, "/"+s.account.Remote+edge, query)
		if err != nil {
			return found, err
		}
		for _, raw := range page.Data {
			one, ok := readPost(raw)
			if !ok {
				unreadable = true
				continue
			}
			if !back.IsZero() && one.at.Before(back) {
				found.whole = !unreadable
				return found, nil
			}
			found.note(p, one.post)
		}
		if page.after() == "" || page.after() == query.Get("after") {
			found.whole = !unreadable
			return found, nil
		}
		query = withAfter(query, page.after())
	}
	return found, nil
}

func withAfter(query url.Values, after string) url.Values {
	query.Set("after", after)
	return query
}

// dated is a post with its time.
type dated struct {
	post
	at time.Time
}

func readPost(raw json.RawMessage) (dated, bool) {
	var one post
	if json.Unmarshal(raw, &one) != nil || !isID(one.ID) {
		return dated{}, false
	}
	at, err := readTime(one.Created)
	return dated{one, at}, err == nil
}

func (s *seen) note(p payload, one post) {
	s.oldest = evidence(one)
	switch p.compare(one) {
	case same:
		s.same = append(s.same, one.ID)
	case similar:
		s.similar = append(s.similar, evidence(one))
	}
}

// evidence is what a person is shown of a post: its first line and its time.
func evidence(p post) string {
	line, _, _ := strings.Cut(p.Message, "\n")
	return strings.TrimSpace(line + " " + p.Created)
}

// compare tells how sure it is that a post is the one of the payload.
func (p payload) compare(one post) likeness {
	media := one.media()
	if len(p.Photos) > 0 || len(media) > 0 {
		return p.compareMedia(one, media)
	}
	ours, theirs := letters(p.Message), letters(one.Message)
	like := likeTexts(ours, theirs)
	if len(ours) == 0 && len(theirs) == 0 {
		like = other // a link alone
		if sameLink(p.Link, one) {
			like = same
		}
	}
	if like == same && (slices.Contains(p.Older, one.ID) || otherLink(p.Link, one)) {
		return similar
	}
	return like
}

// compareMedia: a picture that was uploaded is in one post only. Where the
// network does not name the pictures the text decides, and never alone.
func (p payload) compareMedia(one post, media []string) likeness {
	mine := func(id string) bool { return slices.Contains(p.Photos, id) }
	switch {
	case slices.ContainsFunc(media, mine):
		return same
	case len(media) == 0 && likeTexts(letters(p.Message), letters(one.Message)) == same:
		return similar
	}
	return other
}

// links are the addresses that a post shows.
func links(one post) (all []string) {
	for _, a := range one.Attachments.Data {
		if a.URL != "" {
			all = append(all, a.URL)
		}
	}
	return all
}

func sameLink(link string, one post) bool {
	return link != "" && slices.ContainsFunc(links(one), func(l string) bool { return bare(l) == bare(link) })
}

// otherLink: both name a link, and not the same one. The network may have
// followed it to another address, so that it tells nothing for certain.
func otherLink(link string, one post) bool {
	return link != "" && len(links(one)) > 0 && !sameLink(link, one)
}

// bare is an address without what networks add or change.
func bare(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.") + strings.TrimRight(u.Path, "/")
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

// letters is what of a text survives the network: its letters and digits, or
// all its signs where it has none of them.
func letters(text string) []rune {
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
