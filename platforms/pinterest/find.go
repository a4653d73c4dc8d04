package pinterest

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	// lookPage and lookPages are how far a look goes back: 200 pins.
	lookPage  = 50
	lookPages = 4
)

// Find looks among the own pins since the part's stamp. Online means a pin that
// was not there when the request was prepared, on its board, with its kind of
// media, link, title and text. What is merely alike, or was there before, is
// Unclear, so that an older pin is never taken for this one and this one never
// sent twice.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "pinterest: look for pin"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	pins, whole, err := s.since(ctx, op, p.oldest())
	if err != nil {
		return data.Finding{}, err
	}
	return s.compared(p, pins, whole).Finding(data.Online), nil
}

func (s *session) compared(p payload, pins []pin, whole bool) likeness.Seen {
	seen := likeness.Seen{Whole: whole}
	for _, one := range pins {
		seen.Note(p.compare(one), s.receipt(one.ID), strings.TrimSpace(one.Title+"\n"+one.Description), one.Created)
	}
	return seen
}

// oldest is before anything of this part can have been sent.
func (p payload) oldest() time.Time {
	return likeness.Since(p.Stamp, p.Prepared).Add(-likeness.ClocksApart)
}

// alikeNow lists the pins that Find would take for this one before anything is
// sent.
func (s *session) alikeNow(ctx context.Context, p payload) ([]string, error) {
	pins, whole, err := s.since(ctx, "pinterest: read newest pins", p.oldest())
	return s.compared(p, pins, whole).IDs(), err
}

// since reads own pins from the newest back to a time. whole is false when that
// lies further back than is looked, or when a pin on the way has no time that
// can be read. A list that holds something else than pins is not believed.
func (s *session) since(ctx context.Context, op string, oldest time.Time) (pins []pin, whole bool, err error) {
	bookmark, unreadable := "", false
	for range lookPages {
		items, next, err := s.list(ctx, op, "/pins", url.Values{"include_protected_pins": {"true"}}, lookPage, bookmark)
		if err != nil {
			return nil, false, err
		}
		older := len(items) > 0
		for _, raw := range items {
			one, err := readPin(raw)
			switch {
			case !isID(one.ID):
				return nil, false, err
			case err != nil:
				unreadable = true
				continue
			}
			if !one.at.Before(oldest) {
				older = false
				pins = append(pins, one)
			}
		}
		// Only a page that is older as a whole is the end: that the newest come
		// first is not promised.
		if next == "" || older && !unreadable {
			return pins, !unreadable, nil
		}
		bookmark = next
	}
	return pins, false, nil
}

// compare tells how sure it is that a pin is the one of the payload.
func (p payload) compare(one pin) likeness.Degree {
	if one.Board != p.Pin.Board || one.Media.Type != "" && one.Media.Type != p.Kind || !sameLink(one.Link, p.Pin.Link) {
		return likeness.Other
	}
	like := likeness.Texts(p.Pin.Title+" "+p.Pin.Description, one.Title+" "+one.Description)
	if like == likeness.Same && slices.Contains(p.Known, one.ID) {
		return likeness.Similar
	}
	return like
}

// sameLink compares two addresses; the network may add a slash or parameters of
// its own to one.
func sameLink(shown, sent string) bool {
	bare := func(s string) string {
		s, _, _ = strings.Cut(s, "?")
		return strings.TrimRight(strings.ToLower(s), "/")
	}
	return bare(shown) == bare(sent)
}

// pin is one as the network shows it.
type pin struct {
	ID          string
	Created     string `json:"created_at"`
	Title       string
	Description string
	Link        string
	Board       string `json:"board_id"`
	Media       struct {
		Type string `json:"media_type"`
	}
	Metrics metrics `json:"pin_metrics"`

	at time.Time
}

func readPin(raw json.RawMessage) (pin, error) {
	const op = "pinterest: read pin"
	var one pin
	if err := json.Unmarshal(raw, &one); err != nil || !isID(one.ID) {
		return one, httpx.Unexpected(op, "a pin of another shape")
	}
	at, err := readTime(one.Created)
	if err != nil {
		return one, httpx.Unexpected(op, "a pin without a time")
	}
	one.at = at
	return one, nil
}

// readTime reads RFC 3339, also without a zone, which is then UTC: so the
// network's own examples are written.
func readTime(s string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at.UTC(), nil
	}
	return time.Parse("2006-01-02T15:04:05", s)
}
