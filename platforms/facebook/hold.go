package facebook

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// Held reads back what the network holds, or what it became. A post keeps its
// id when the network publishes it.
func (s *session) Held(ctx context.Context, id string) (data.HeldPost, error) {
	const op = "facebook: read scheduled post"
	if !isID(id) {
		return data.HeldPost{}, invalid(op, "", "not an object of this network")
	}
	if !strings.Contains(id, "_") {
		return s.heldVideo(ctx, op, id)
	}
	var p post
	if err := s.api().Get(ctx, op, "/"+id, values("fields", "id,is_published,scheduled_publish_time"), &p); err != nil {
		return data.HeldPost{}, err
	}
	if p.ID != id || p.Published == nil {
		return data.HeldPost{}, httpx.Unexpected(op, "not the post that was asked for")
	}
	if *p.Published {
		return data.HeldPost{Receipt: s.receipt(id)}, nil
	}
	at, ok := moment(p.At)
	if !ok {
		return data.HeldPost{}, httpx.Unexpected(op, "a scheduled post without a time")
	}
	return data.HeldPost{Waiting: true, At: at}, nil
}

func (s *session) heldVideo(ctx context.Context, op, id string) (data.HeldPost, error) {
	v, err := s.video(ctx, op, id)
	if err != nil {
		return data.HeldPost{}, err
	}
	switch at, _ := moment(v.At); v.state() {
	case videoPublic:
		return data.HeldPost{Receipt: s.receipt(id)}, nil
	case videoHeld:
		return data.HeldPost{Waiting: true, At: at}, nil
	case videoBroken:
		return data.HeldPost{}, &data.Failure{Kind: data.NotFound, Op: op, Code: CodeVideo}
	}
	return data.HeldPost{}, httpx.Unexpected(op, "a video that is neither scheduled nor published")
}

// Move changes when the network publishes it, and reads that back. Invalid with
// CodeTooSoon: less than ten minutes ahead; it stays where it was.
func (s *session) Move(ctx context.Context, id string, at time.Time) error {
	const op = "facebook: move scheduled post"
	if at.Sub(s.http.Clock().Now()) < leastAhead {
		return invalid(op, CodeTooSoon, "")
	}
	if err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	resp, err := s.api().Post(ctx, op, "/"+id, values("scheduled_publish_time", strconv.FormatInt(at.Unix(), 10)))
	if err != nil {
		return err
	}
	if err := graph.Done(op, resp); err != nil {
		return err
	}
	held, err := s.Held(ctx, id)
	if err == nil && (!held.Waiting || held.At.Sub(at).Abs() > time.Second) {
		return httpx.Unexpected(op, "it did not move")
	}
	return err
}

// Cancel takes a scheduled post back.
func (s *session) Cancel(ctx context.Context, id string) error {
	const op = "facebook: cancel scheduled post"
	if err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	return s.remove(ctx, op, id)
}

// waiting is NotFound unless the network still holds the post.
func (s *session) waiting(ctx context.Context, op, id string) error {
	held, err := s.Held(ctx, id)
	if err == nil && !held.Waiting {
		return &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it is public")}
	}
	return err
}
