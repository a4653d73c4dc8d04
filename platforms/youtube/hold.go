package youtube

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// changingHands is how near its hour a video is left alone: what would be moved
// or deleted may be public by then.
const changingHands = time.Minute

// Held reads back a video that waits for its hour. NotFound: it is gone, the
// network refused it, or somebody took its hour away.
func (s *session) Held(ctx context.Context, id string) (data.HeldPost, error) {
	const op = "youtube: read held video"
	v, err := s.video(ctx, op, id)
	if err != nil {
		return data.HeldPost{}, err
	}
	if v.isPublic() {
		return data.HeldPost{Receipt: v.receipt()}, nil
	}
	at, waits := v.dueAt()
	if !waits || v.lost() != "" {
		return data.HeldPost{}, &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it is private, without an hour")}
	}
	return data.HeldPost{Waiting: true, At: at}, nil
}

// Move changes when the network makes it public. Invalid with CodeTooSoon: less
// than five minutes ahead; it stays where it was.
func (s *session) Move(ctx context.Context, id string, at time.Time) error {
	const op = "youtube: move held video"
	if at.Sub(s.http.Clock().Now()) < leastAhead {
		return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTooSoon}
	}
	v, err := s.waiting(ctx, op, id)
	if err != nil {
		return err
	}
	moved := *v.Status
	moved.PublishAt, moved.Upload = at.UTC().Format(time.RFC3339), ""
	var now video
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: s.url("/videos", url.Values{"part": {"status"}}),
	}, video{ID: id, Status: &moved}, &now)
	if err != nil {
		return err
	}
	if due, waits := now.dueAt(); !waits || due.Sub(at).Abs() > time.Second {
		return resp.Malformed(op, errors.New("it did not move"))
	}
	return nil
}

// Cancel takes a video back that waits for its hour: it is deleted there, as
// its file is still here.
func (s *session) Cancel(ctx context.Context, id string) error {
	const op = "youtube: cancel held video"
	if _, err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	return s.Delete(ctx, data.Receipt{ID: id})
}

// waiting reads a video that is to be changed while it waits.
func (s *session) waiting(ctx context.Context, op, id string) (video, error) {
	v, err := s.video(ctx, op, id)
	if err != nil {
		return video{}, err
	}
	at, waits := v.dueAt()
	if !waits {
		return video{}, &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it does not wait any more")}
	}
	if at.Sub(s.http.Clock().Now()).Abs() < changingHands {
		return video{}, &data.Failure{Kind: data.Transient, Op: op, Err: errors.New("the network is just making it public")}
	}
	return v, nil
}
