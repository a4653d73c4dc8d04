package facebook

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/likeness"
)

const (
	// lookPages is how many pages of own or scheduled posts a look goes back.
	lookPages = 8
	pageSize  = 25 // of the network's own documentation
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
	held := likeness.Seen{Whole: true}
	if p.Till != 0 {
		if held, err = s.look(ctx, op, "/scheduled_posts", p, time.Time{}); err != nil {
			return data.Finding{}, err
		}
		if len(held.Same) > 0 {
			return held.Finding(data.OnHold), nil
		}
	}
	public, err := s.look(ctx, op, "/published_posts", p, p.oldest())
	if err != nil {
		return data.Finding{}, err
	}
	public.Likely = cmp.Or(public.Likely, held.Likely)
	public.Whole = public.Whole && held.Whole && !s.changesHands(p)
	return public.Finding(data.Online), nil
}

// changesHands tells whether the network is just publishing what it held: then
// the post is in neither list for a moment.
func (s *session) changesHands(p payload) bool {
	return p.Till != 0 && s.http.Clock().Now().Sub(time.Unix(p.Till, 0)).Abs() < time.Minute
}

// alike lists what is there already that reads as the payload does.
func (s *session) alike(ctx context.Context, op string, p payload) (likeness.Seen, error) {
	all, err := s.look(ctx, op, "/published_posts", p, p.oldest())
	if err != nil || p.Till == 0 {
		return all, err
	}
	held, err := s.look(ctx, op, "/scheduled_posts", p, time.Time{})
	all.Same, all.Likely, all.Whole = append(all.Same, held.Same...), cmp.Or(all.Likely, held.Likely), all.Whole && held.Whole
	return all, err
}

// look compares a list of posts with the payload, newest first, back to a time;
// the zero time is all of it.
func (s *session) look(ctx context.Context, op, edge string, p payload, back time.Time) (likeness.Seen, error) {
	found := likeness.Seen{}
	query := values("fields", lookFields, "limit", strconv.Itoa(pageSize))
	unreadable := false
	for range lookPages {
		page, err := s.api().Page(ctx, op, "/"+s.account.Remote+edge, query, "")
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
				found.Whole = !unreadable
				return found, nil
			}
			found.Note(p.compare(one.post), s.receipt(one.ID), one.Message, one.Created)
		}
		if page.Next() == "" || page.Next() == query.Get("after") {
			found.Whole = !unreadable
			return found, nil
		}
		query = withAfter(query, page.Next())
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

// compare tells how sure it is that a post is the one of the payload.
func (p payload) compare(one post) likeness.Degree {
	media := one.media()
	if len(p.Photos) > 0 || len(media) > 0 {
		return p.compareMedia(one, media)
	}
	like := likeness.Texts(p.Message, one.Message)
	if like == likeness.Same && strings.TrimSpace(p.Message) == "" && !sameLink(p.Link, one) {
		return likeness.Other // a link alone
	}
	if like == likeness.Same && (slices.Contains(p.Older, one.ID) || otherLink(p.Link, one)) {
		return likeness.Similar
	}
	return like
}

// compareMedia: a picture that was uploaded is in one post only. Where the
// network does not name the pictures the text decides, and never alone.
func (p payload) compareMedia(one post, media []string) likeness.Degree {
	mine := func(id string) bool { return slices.Contains(p.Photos, id) }
	switch {
	case slices.ContainsFunc(media, mine):
		return likeness.Same
	case len(media) == 0 && likeness.Texts(p.Message, one.Message) == likeness.Same:
		return likeness.Similar
	}
	return likeness.Other
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
