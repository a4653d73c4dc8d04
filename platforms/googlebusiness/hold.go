package googlebusiness

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// changingHands is how near its hour a post is left alone: what would be moved
// or deleted may be public by then.
const changingHands = time.Minute

// Held reads back a post that waits for its hour. NotFound: it is gone, or the
// network's rules refused it.
func (s *session) Held(ctx context.Context, id string) (data.HeldPost, error) {
	const op = "googlebusiness: read held post"
	p, err := s.one(ctx, op, id)
	if err != nil {
		return data.HeldPost{}, err
	}
	if p.State == stateRejected {
		return data.HeldPost{}, &data.Failure{Kind: data.NotFound, Op: op, Code: CodeRejected}
	}
	if p.State != stateScheduled {
		return data.HeldPost{Receipt: p.receipt()}, nil
	}
	at, ok := p.dueAt()
	if !ok {
		return data.HeldPost{}, httpx.Unexpected(op, "it waits for no hour")
	}
	return data.HeldPost{Waiting: true, At: at}, nil
}

// one reads a post by its name.
func (s *session) one(ctx context.Context, op, name string) (localPost, error) {
	if !isName(name, s.account.Remote, "localPosts") {
		return localPost{}, &data.Failure{Kind: data.NotFound, Op: op}
	}
	var raw json.RawMessage
	if err := s.get(ctx, op, s.post(name, nil), &raw); err != nil {
		return localPost{}, err
	}
	p, ok := s.readPost(raw)
	if !ok || p.Name != name {
		return localPost{}, httpx.Unexpected(op, "not the post that was asked for")
	}
	return p, nil
}

// Move changes when the network shows it (remembered, not verified: that the
// hour can be patched). Invalid with CodeTooSoon: less than five minutes ahead;
// it stays where it was.
func (s *session) Move(ctx context.Context, id string, at time.Time) error {
	const op = "googlebusiness: move held post"
	if at.Sub(s.http.Clock().Now()) < leastAhead {
		return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeTooSoon}
	}
	if err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	var answer json.RawMessage
	resp, err := s.send(ctx, httpx.Request{
		Op: op, Method: http.MethodPatch, URL: s.post(id, url.Values{"updateMask": {"scheduledTime"}}),
	}, map[string]string{"scheduledTime": at.UTC().Format(time.RFC3339)}, &answer)
	if err != nil {
		return err
	}
	p, ok := s.readPost(answer)
	if due, waits := p.dueAt(); !ok || !waits || due.Sub(at).Abs() > time.Second {
		return resp.Malformed(op, errors.New("it did not move"))
	}
	return nil
}

// Cancel takes a post back that waits for its hour.
func (s *session) Cancel(ctx context.Context, id string) error {
	if err := s.waiting(ctx, "googlebusiness: cancel held post", id); err != nil {
		return err
	}
	return s.Delete(ctx, data.Receipt{ID: id})
}

// waiting tells whether a post may be changed while it waits.
func (s *session) waiting(ctx context.Context, op, id string) error {
	p, err := s.one(ctx, op, id)
	if err != nil {
		return err
	}
	at, waits := p.dueAt()
	if !waits {
		return &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it does not wait any more")}
	}
	if at.Sub(s.http.Clock().Now()).Abs() < changingHands {
		return &data.Failure{Kind: data.Transient, Op: op, Err: errors.New("the network is just showing it")}
	}
	return nil
}
