package x

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/likeness"
)

// lookPages is how many pages of own posts a look goes back.
const lookPages = 5

// Find looks among the own posts since the part's stamp. Online means a post
// with its text and place in a conversation, or with its very pictures. What is
// merely alike is Unclear. Each post read costs, so no older ones are asked for.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "x: look for post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	return s.look(ctx, op, p)
}

func (s *session) look(ctx context.Context, op string, p payload) (data.Finding, error) {
	since := likeness.Since(p.Stamp, p.Prepared).Add(-likeness.ClocksApart)
	posts, whole, err := s.ownSince(ctx, op, since, p.Request.Reply != nil)
	if err != nil {
		return data.Finding{}, err
	}
	seen := likeness.Seen{Whole: whole}
	for _, one := range posts {
		seen.Note(p.compare(one), s.receipt(one.ID), one.plain(), one.at().Format(time.RFC3339))
	}
	return seen.Finding(data.Online), nil
}

// ownSince reads own posts, newest first, with what they answer where that is
// wanted: it costs as one more post. whole is false when there are more than are
// looked at, or some that cannot be read.
func (s *session) ownSince(ctx context.Context, op string, since time.Time, answered bool) (posts []post, whole bool, err error) {
	query := ownQuery("created_at,conversation_id,entities,note_post,attachments")
	query.Set("since_id", idAt(since))
	if answered {
		query.Set("expansions", "referenced_posts")
	}
	whole = true
	for range lookPages {
		page, err := s.list(ctx, op, "/2/users/"+s.account.Remote+"/tweets", query)
		if err != nil {
			return nil, false, err
		}
		for _, raw := range page.items {
			p, err := parse(raw)
			if err != nil {
				whole = false
				continue
			}
			posts = append(posts, p)
		}
		if page.next == "" {
			return posts, whole && len(page.errors) == 0, nil
		}
		query.Set("pagination_token", page.next)
	}
	return posts, false, nil
}

// compare tells how sure it is that a post is the one of the payload.
func (p payload) compare(one post) likeness.Degree {
	ids := p.Request.mediaIDs()
	if len(ids) > 0 && one.carries(ids) {
		return likeness.Same // files are attached once
	}
	if !p.inPlace(one) || len(one.Attachments.Keys) != len(ids) {
		return likeness.Other
	}
	like := likeness.Texts(worded(p.Request.Text), worded(one.plain()))
	if like == likeness.Same && len(ids) > 0 {
		return likeness.Similar // with files of another upload: an earlier attempt, or another post
	}
	return like
}

// inPlace tells whether a post stands in the conversation where it should.
func (p payload) inPlace(one post) bool {
	if p.Request.Reply == nil {
		return one.Conversation == "" || one.Conversation == one.ID
	}
	return one.parent() == p.Request.Reply.ID
}

// carries tells whether what is attached to a post are these files: their keys
// end in the ids, "3_1234".
func (p post) carries(ids []string) bool {
	return len(p.Attachments.Keys) == len(ids) && !slices.ContainsFunc(p.Attachments.Keys, func(key string) bool {
		_, id, _ := strings.Cut(key, "_")
		return !slices.Contains(ids, id)
	})
}

var (
	scheme    = regexp.MustCompile(`(?i)https?://`)
	addressed = regexp.MustCompile(`^(?:\s*@[\w.]+)+`)
)

// worded is what of a text the network leaves: links lose their schemes, as a
// bare one has none, and an answer the names in front.
func worded(text string) string {
	return addressed.ReplaceAllString(scheme.ReplaceAllString(text, ""), "")
}
