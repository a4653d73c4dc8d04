package telegram

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"parvis/data"
)

// sent is a message that the network took. ID is 0 when it takes its time with
// a video and will show it later: it is published, and nothing can be done with
// it from here.
type sent struct {
	ID   *int64 `json:"message_id"`
	Chat chat
}

// Commit makes the post public.
func (s *session) Commit(ctx context.Context, _ string, prepared []byte) (data.Receipt, error) {
	const op = "telegram: post"
	p, err := readPayload(op, prepared)
	if err != nil {
		return data.Receipt{}, err
	}
	c := call{op: op, method: p.Method, kind: p.Kind, body: p.body, publishes: true}
	if p.Method == methodAlbum {
		var all []sent
		resp, err := s.do(ctx, c, &all)
		if err != nil {
			return data.Receipt{}, err
		}
		r, ok := s.receipt(all)
		if !ok {
			return r, resp.Malformed(op, errors.New("an album without ids"))
		}
		return r, nil
	}
	var one sent
	resp, err := s.do(ctx, c, &one)
	if err != nil {
		return data.Receipt{}, err
	}
	r, ok := s.receipt([]sent{one})
	if !ok {
		return r, resp.Malformed(op, errors.New("a message without id"))
	}
	return r, nil
}

// receipt names messages by the first of them; Ref has all ids of an album.
func (s *session) receipt(all []sent) (data.Receipt, bool) {
	var ids []string
	for _, m := range all {
		if m.ID == nil || *m.ID < 0 {
			return data.Receipt{}, false
		}
		ids = append(ids, strconv.FormatInt(*m.ID, 10))
	}
	if len(ids) == 0 {
		return data.Receipt{}, false
	}
	r := data.Receipt{ID: ids[0]}
	if *all[0].ID != 0 {
		r.URL = s.link(all[0].Chat, *all[0].ID)
	}
	if len(ids) > 1 {
		r.Ref = strings.Join(ids, ",")
	}
	return r, true
}

// link is the address of a message. Those of a private chat open for its
// members only.
func (s *session) link(c chat, id int64) string {
	if c.Username != "" {
		return s.web + "/" + c.Username + "/" + strconv.FormatInt(id, 10)
	}
	number, ok := strings.CutPrefix(strconv.FormatInt(c.ID, 10), "-100")
	if !ok {
		return ""
	}
	return s.web + "/c/" + number + "/" + strconv.FormatInt(id, 10)
}

// Find knows nothing: a bot cannot read a channel. A person has to look.
func (s *session) Find(_ context.Context, _ string, prepared []byte) (data.Finding, error) {
	if _, err := readPayload("telegram: look for post", prepared); err != nil {
		return data.Finding{}, err
	}
	return data.Finding{Verdict: data.Unclear}, nil
}

// Delete takes a post back, an album whole. A bot can do so for about two days.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "telegram: delete post"
	ids := strings.Split(r.ID, ",")
	if r.Ref != "" {
		ids = strings.Split(r.Ref, ",")
	}
	gone := 0
	for _, text := range ids {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil || id <= 0 {
			return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeDelete, Err: errors.New("not a message that can be named")}
		}
		err = s.remove(ctx, op, s.channel(), id)
		switch {
		case data.KindOf(err) == data.NotFound:
			gone++
		case err != nil:
			return err
		}
	}
	if gone == len(ids) {
		return &data.Failure{Kind: data.NotFound, Op: op}
	}
	return nil
}

func (s *session) remove(ctx context.Context, op string, chat, id int64) error {
	var done bool
	return s.ask(ctx, op, "deleteMessage", map[string]int64{"chat_id": chat, "message_id": id}, &done)
}
