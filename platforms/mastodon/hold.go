package mastodon

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const heldPath = "/api/v1/scheduled_statuses"

// hold names what the network holds for us. When the network publishes it, it
// forgets the scheduled post and nothing leads from there to what it became:
// so the name also says which posts are older and how to know it again.
type hold struct {
	id     string
	newest string // newest own post when it was prepared, "" for none
	mark   string
}

// heldReceipt names a scheduled post. The same payload and post always give
// the same name.
func (p payload) heldReceipt(id string) data.Receipt {
	mark := mark(p.Request.Spoiler+" "+p.Request.Status, p.Request.InReplyTo, p.Request.MediaIDs)
	return data.Receipt{ID: id + ":" + p.Newest + ":" + mark}
}

func readHold(op, name string) (hold, error) {
	parts := strings.Split(name, ":")
	if len(parts) != 3 || !isID(parts[0]) || parts[1] != "" && !isID(parts[1]) {
		return hold{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not the name of a scheduled post")}
	}
	return hold{id: parts[0], newest: parts[1], mark: parts[2]}, nil
}

// mark is short for a post's text, place in a thread and pictures.
func mark(text, parent string, media []string) string {
	media = slices.Sorted(slices.Values(media))
	sum := sha256.Sum256([]byte(string(likeness.Letters(shortMentions(text))) + "\n" + parent + "\n" + strings.Join(media, " ")))
	return hex.EncodeToString(sum[:8])
}

// Held reads back what the network holds, or what it became. NotFound means
// that it was neither held nor public: it was taken back on the network, or the
// network is publishing it this very moment.
func (s *session) Held(ctx context.Context, name string) (data.HeldPost, error) {
	const op = "mastodon: read scheduled post"
	if isID(name) { // it was public as soon as it was handed over
		return s.became(ctx, op, name)
	}
	h, err := readHold(op, name)
	if err != nil {
		return data.HeldPost{}, err
	}
	var held scheduled
	err = s.get(ctx, op, heldPath+"/"+h.id, nil, &held)
	if data.KindOf(err) == data.NotFound {
		return s.published(ctx, op, h, err)
	}
	if err != nil {
		return data.HeldPost{}, err
	}
	at, err := time.Parse(time.RFC3339, held.At)
	if err != nil || held.ID != h.id {
		return data.HeldPost{}, httpx.Unexpected(op, "not the scheduled post that was asked for")
	}
	return data.HeldPost{Waiting: true, At: at.UTC()}, nil
}

// published looks for the post that a scheduled one became; gone is the answer
// when there is none.
func (s *session) published(ctx context.Context, op string, h hold, gone error) (data.HeldPost, error) {
	posts, whole, err := s.ownBackTo(ctx, op, func(st status, _ time.Time) bool { return !newer(st.ID, h.newest) })
	if err != nil {
		return data.HeldPost{}, err
	}
	for _, st := range posts {
		if h.marks(st) {
			return data.HeldPost{Receipt: st.receipt()}, nil
		}
	}
	if !whole {
		return data.HeldPost{}, httpx.Unexpected(op, "too many posts since, or one that cannot be read")
	}
	return data.HeldPost{}, gone
}

// marks tells whether a post is the one that was held.
func (h hold) marks(st status) bool {
	var media []string
	for _, m := range st.Media {
		media = append(media, m.ID)
	}
	return mark(st.Spoiler+" "+plain(st.Content), st.InReplyTo, media) == h.mark
}

// became reads what was public as soon as it was handed over.
func (s *session) became(ctx context.Context, op, id string) (data.HeldPost, error) {
	var st status
	if err := s.get(ctx, op, "/api/v1/statuses/"+id, nil, &st); err != nil {
		return data.HeldPost{}, err
	}
	if st.ID != id {
		return data.HeldPost{}, httpx.Unexpected(op, "not the post that was asked for")
	}
	return data.HeldPost{Receipt: st.receipt()}, nil
}

// Move changes when the network publishes it. Invalid with CodeTooSoon: less
// than five minutes ahead; it stays where it was.
func (s *session) Move(ctx context.Context, name string, at time.Time) error {
	const op = "mastodon: move scheduled post"
	if at.Sub(s.http.Clock().Now()) < leastAhead {
		return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTooSoon}
	}
	body, err := json.Marshal(map[string]string{"scheduled_at": at.UTC().Format(timeLayout)})
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.onHeld(ctx, op, http.MethodPut, name, body)
	if err != nil {
		return err
	}
	var moved scheduled
	if err := resp.JSON(op, &moved); err != nil {
		return err
	}
	if now, err := time.Parse(time.RFC3339, moved.At); err != nil || now.Sub(at).Abs() > time.Second {
		return resp.Malformed(op, errors.New("it did not move"))
	}
	return nil
}

// Cancel takes a scheduled post back.
func (s *session) Cancel(ctx context.Context, name string) error {
	_, err := s.onHeld(ctx, "mastodon: cancel scheduled post", http.MethodDelete, name, nil)
	return err
}

func (s *session) onHeld(ctx context.Context, op, method, name string, body []byte) (*httpx.Response, error) {
	if isID(name) {
		return nil, &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it was public as soon as it was handed over")}
	}
	h, err := readHold(op, name)
	if err != nil {
		return nil, err
	}
	return s.do(ctx, httpx.Request{
		Op: op, Method: method, URL: s.url(heldPath+"/"+url.PathEscape(h.id), nil), Header: jsonHeader(), Body: body,
	})
}
