package rehearsal

import (
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
)

// What Mastodon 4.6 takes for a poll.
const (
	mastoPollAnswers  = 4
	mastoPollLetters  = 50
	mastoPollShortest = 300       // seconds
	mastoPollLongest  = 2_629_746 // seconds: a month
)

// mastoPoll is a poll as it is asked for.
type mastoPoll struct {
	Options  []string
	Expires  int `json:"expires_in"`
	Multiple bool
}

// checkPoll says what is wrong with a post's poll, in the words of the real
// server, or "".
func (m *mastodon) checkPoll(s *mastoStatus) string {
	p := s.poll
	different := slices.Compact(slices.Sorted(slices.Values(p.Options)))
	switch {
	case len(s.media) > 0:
		return "Cannot attach more than 4 files" // of which a poll counts as too many
	case len(p.Options) < 2:
		return "Validation failed: Options must have more than one item"
	case len(p.Options) > mastoPollAnswers:
		return "Validation failed: Options can't contain more than 4 items"
	case len(different) < len(p.Options):
		return "Validation failed: Options contain duplicate items"
	case p.Expires < mastoPollShortest:
		return "Validation failed: Expires at is too soon"
	case p.Expires > mastoPollLongest:
		return "Validation failed: Expires at is too far into the future"
	}
	for _, o := range p.Options {
		if utf8.RuneCountInString(o) > mastoPollLetters {
			return "Validation failed: Options can't be longer than 50 characters each"
		}
	}
	return ""
}

func (m *mastodon) viewPoll(s *mastoStatus) map[string]any {
	var options []map[string]any
	for _, o := range s.poll.Options {
		options = append(options, map[string]any{"title": o, "votes_count": 0})
	}
	ends := s.made.Add(time.Duration(s.poll.Expires) * time.Second)
	return map[string]any{
		"id": s.id, "expires_at": ends.UTC().Format(mastoTime), "expired": m.server.clock.Now().After(ends),
		"multiple": s.poll.Multiple, "votes_count": 0, "options": options,
	}
}

func (m *mastodon) verifyApp(c mastoCall) answer {
	shown := map[string]any{"name": c.app.name, "website": nil, "scopes": c.app.scopes}
	if m.like {
		delete(shown, "scopes")
	}
	return jsonAnswer(http.StatusOK, shown)
}

func (m *mastodon) mute(c mastoCall) answer    { return m.keepAway(c, data.ActMute) }
func (m *mastodon) block(c mastoCall) answer   { return m.keepAway(c, data.ActBlock) }
func (m *mastodon) unblock(c mastoCall) answer { return m.keepAway(c, data.ActUnblock) }

// keepAway is what a user does with a stranger: it is noted with all that the
// stranger wrote.
func (m *mastodon) keepAway(c mastoCall, act data.Act) answer {
	handle, err := hex.DecodeString(strings.TrimPrefix(c.id, "9"))
	known := false
	for _, n := range c.user.news {
		if err == nil && n.status.author.Author == string(handle) {
			known = true
			m.server.acted(n.status.id, act)
		}
	}
	if !known {
		return mastoError(http.StatusNotFound, "Record not found")
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"id": c.id, "muting": act == data.ActMute, "blocking": act == data.ActBlock, "followed_by": false, "following": false,
	})
}
