package x

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"parvis/data"
)

const (
	// lookPages is how many pages of own posts a look goes back.
	lookPages = 5
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
	since := p.Stamp
	if p.Prepared.Before(since) {
		since = p.Prepared
	}
	posts, whole, err := s.ownSince(ctx, op, since.Add(-clocksApart), p.Request.Reply != nil)
	if err != nil {
		return data.Finding{}, err
	}
	likely, oldest := "", ""
	for _, one := range posts {
		oldest = one.at().Format(time.RFC3339)
		switch p.compare(one) {
		case same:
			return data.Finding{Verdict: data.Online, Receipt: s.receipt(one.ID)}, nil
		case similar:
			line, _, _ := strings.Cut(one.plain(), "\n")
			likely = strings.TrimSpace(line + " " + one.at().Format(time.RFC3339))
		}
	}
	switch {
	case likely != "":
		return data.Finding{Verdict: data.Unclear, Evidence: likely}, nil
	case !whole:
		return data.Finding{Verdict: data.Unclear, Evidence: oldest}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
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
func (p payload) compare(one post) likeness {
	ids := p.Request.mediaIDs()
	if len(ids) > 0 && one.carries(ids) {
		return same // files are attached once
	}
	if !p.inPlace(one) || len(one.Attachments.Keys) != len(ids) {
		return other
	}
	like := likeTexts(letters(p.Request.Text), letters(one.plain()))
	if like == same && len(ids) > 0 {
		return similar // with files of another upload: an earlier attempt, or another post
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

func likeTexts(a, b []rune) likeness {
	switch {
	case slices.Equal(a, b):
		return same
	case len(a) >= telling && len(b) >= telling && slices.Equal(a[:telling], b[:telling]):
		return similar
	}
	return other
}

var (
	scheme    = regexp.MustCompile(`(?i)https?://`)
	addressed = regexp.MustCompile(`^(?:\s*@[\w.]+)+`)
)

// letters is what of a text survives the network: its letters and digits, or all
// its signs where it has none of them. Links lose their schemes, as a bare one
// has none, and an answer the names in front.
func letters(text string) []rune {
	text = scheme.ReplaceAllString(text, "")
	text = addressed.ReplaceAllString(text, "")
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
