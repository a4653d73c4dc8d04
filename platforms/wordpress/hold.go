package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Held reads back an article that the site is to publish. What lies in the
// trash is gone.
func (s *session) Held(ctx context.Context, id string) (data.HeldPost, error) {
	const op = "wordpress: read held article"
	v, err := s.article(ctx, op, id)
	if err != nil {
		return data.HeldPost{}, err
	}
	if v.Status != statusFuture {
		return data.HeldPost{Receipt: v.receipt()}, nil
	}
	at, err := time.Parse(dateLayout, v.Date)
	if err != nil {
		return data.HeldPost{}, httpx.Unexpected(op, "a held article without a date")
	}
	return data.HeldPost{Waiting: true, At: at}, nil
}

// Move gives a held article another date. One less than a minute ahead is
// Invalid, since the site publishes that at once.
func (s *session) Move(ctx context.Context, id string, at time.Time) error {
	const op = "wordpress: move held article"
	if at.Before(s.http.Clock().Now().Add(time.Minute)) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not ahead")}
	}
	if err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	body, err := json.Marshal(map[string]string{"status": statusFuture, "date_gmt": at.UTC().Format(dateLayout)})
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	_, err = s.do(ctx, s.write(op, posts+"/"+id, body))
	return err
}

// Cancel moves a held article to the trash.
func (s *session) Cancel(ctx context.Context, id string) error {
	const op = "wordpress: take back held article"
	if err := s.waiting(ctx, op, id); err != nil {
		return err
	}
	return s.Delete(ctx, data.Receipt{ID: id})
}

// waiting is NotFound unless the site still holds the article.
func (s *session) waiting(ctx context.Context, op, id string) error {
	v, err := s.article(ctx, op, id)
	if err == nil && v.Status != statusFuture {
		return &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it is " + v.Status)}
	}
	return err
}

// article reads one article that is not in the trash.
func (s *session) article(ctx context.Context, op, id string) (view, error) {
	path, err := articlePath(op, id)
	if err != nil {
		return view{}, err
	}
	var v view
	if err := s.get(ctx, op, path, values("context", "edit", "_fields", lookFields), &v); err != nil {
		return view{}, err
	}
	if v.check() != nil || strconv.FormatInt(v.ID, 10) != id {
		return view{}, httpx.Unexpected(op, "not the article that was asked for")
	}
	if v.Status == statusTrash {
		return view{}, &data.Failure{Kind: data.NotFound, Op: op, Err: errors.New("it is in the trash")}
	}
	return v, nil
}
