package pinterest

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"

	"parvis/data"
)

const (
	// lookPage and lookPages are how far a look goes back: 200 pins.
	lookPage  = 50
	lookPages = 4
	// clocksApart is how far the server's clock may be behind ours.
	clocksApart = 5 * time.Minute
	// telling is how many letters and digits make a text known again when the
	// rest of it is not as it was sent.
	telling = 40
)

// likeness is how sure it is that a pin is the one that was sent.
type likeness int

const (
	other   likeness = iota
	similar          // it may be: a person has to say
	same
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
	likely := ""
	for _, one := range pins {
		switch p.compare(one) {
		case same:
			return data.Finding{Verdict: data.Online, Receipt: s.receipt(one.ID)}, nil
		case similar:
			likely = one.evidence()
		}
	}
	switch {
	case likely != "":
		return data.Finding{Verdict: data.Unclear, Evidence: likely}, nil
	case !whole && len(pins) > 0:
		return data.Finding{Verdict: data.Unclear, Evidence: pins[len(pins)-1].Created}, nil
	case !whole:
		return data.Finding{Verdict: data.Unclear}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}

// oldest is before anything of this part can have been sent.
func (p payload) oldest() time.Time {
	since := p.Stamp
	if p.Prepared.Before(since) {
		since = p.Prepared
	}
	return since.Add(-clocksApart)
}

// alikeNow lists the pins that Find would take for this one before anything is
// sent.
func (s *session) alikeNow(ctx context.Context, p payload) ([]string, error) {
	pins, _, err := s.since(ctx, "pinterest: read newest pins", p.oldest())
	if err != nil {
		return nil, err
	}
	var known []string
	for _, one := range pins {
		if p.compare(one) == same {
			known = append(known, one.ID)
		}
	}
	return known, nil
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
func (p payload) compare(one pin) likeness {
	if one.Board != p.Pin.Board || one.Media.Type != "" && one.Media.Type != p.Kind || !sameLink(one.Link, p.Pin.Link) {
		return other
	}
	like := likeTexts(letters(p.Pin.Title+" "+p.Pin.Description), letters(one.Title+" "+one.Description))
	if like == same && slices.Contains(p.Known, one.ID) {
		return similar
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

func likeTexts(a, b []rune) likeness {
	switch {
	case slices.Equal(a, b):
		return same
	case len(a) >= telling && len(b) >= telling && slices.Equal(a[:telling], b[:telling]):
		return similar
	}
	return other
}

// letters is what of a text survives every server: its letters and digits, or
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
		return one, unexpected(op, "a pin of another shape")
	}
	at, err := readTime(one.Created)
	if err != nil {
		return one, unexpected(op, "a pin without a time")
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

// evidence is what a person is shown of a pin.
func (p pin) evidence() string {
	line, _, _ := strings.Cut(strings.TrimSpace(p.Title+"\n"+p.Description), "\n")
	return strings.TrimSpace(line + " " + p.Created)
}
