package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

const (
	maxComment = 8_000 // remembered, not documented
	maxPrivate = 2_000
	// privateWithin is how long after a comment it may be answered in private.
	privateWithin = 7 * 24 * time.Hour
)

// Reply answers a comment or a post of somebody else with a comment. The
// network knows no keys, so that it is looked first: the same answer is not
// given twice.
func (s *session) Reply(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "facebook: reply"
	ref, err := readRef(op, m)
	if err != nil {
		return data.Receipt{}, err
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	switch {
	case strings.TrimSpace(text) == "":
		return data.Receipt{}, invalid(op, CodeEmpty, "")
	case utf8.RuneCountInString(text) > maxComment:
		return data.Receipt{}, invalid(op, graph.CodeTooLong, "")
	}
	since := s.http.Clock().Now().Truncate(time.Second) // or the message's time, unless a wrong clock dated it
	if m.At.Before(since) {
		since = m.At
	}
	given, err := s.answered(ctx, op, ref.Thread, text, since)
	switch {
	case err != nil:
		return data.Receipt{}, err
	case given != "":
		return s.receipt(given), nil
	}
	resp, err := s.publish(ctx, op, s.at(s.hosts.graph, "/"+m.Remote+"/comments", nil), values("message", text))
	if err != nil {
		return data.Receipt{}, err
	}
	var made struct{ ID string }
	if err := resp.JSON(op, &made); err != nil {
		return data.Receipt{}, err
	}
	if !isID(made.ID) {
		return data.Receipt{}, resp.Malformed(op, errors.New("no id"))
	}
	return s.receipt(made.ID), nil
}

// answered is the id of the Page's own comment below a comment or post that
// says the same and is not older than that time, "" when there is none. Both
// times are the network's own.
func (s *session) answered(ctx context.Context, op, thread, text string, since time.Time) (string, error) {
	answers, err := s.api().Page(ctx, op, "/"+thread+"/comments", values(
		"filter", "stream", "order", "reverse_chronological", "fields", "id,from{id},message,created_time", "limit", strconv.Itoa(following)), "")
	if err != nil {
		return "", err
	}
	for _, raw := range answers.Data {
		var r remark
		at, err := readRemark(raw, &r)
		if err == nil && r.From.ID == s.account.Remote && !at.Before(since) &&
			likeness.Texts(text, r.Message) == likeness.Same {
			return r.ID, nil
		}
	}
	return "", nil
}

// ReplyPrivately answers a comment in Messenger: once, within seven days.
// CodeWindow: it is too late. CodeAnswered: it was answered so before, maybe by
// a request of ours whose answer was lost.
func (s *session) ReplyPrivately(ctx context.Context, _ string, m data.Message, text string) (data.Receipt, error) {
	const op = "facebook: reply in private"
	ref, err := readRef(op, m)
	if err != nil {
		return data.Receipt{}, err
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	switch {
	case !ref.Comment:
		return data.Receipt{}, &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("only a comment is answered in private")}
	case strings.TrimSpace(text) == "":
		return data.Receipt{}, invalid(op, CodeEmpty, "")
	case utf8.RuneCountInString(text) > maxPrivate:
		return data.Receipt{}, invalid(op, graph.CodeTooLong, "")
	case s.http.Clock().Now().Sub(m.At) > privateWithin:
		return data.Receipt{}, invalid(op, CodeWindow, "")
	case !ref.Private:
		return data.Receipt{}, invalid(op, CodeAnswered, "")
	}
	body, err := json.Marshal(map[string]any{
		"recipient": map[string]string{"comment_id": m.Remote}, "message": map[string]string{"text": text},
	})
	if err != nil {
		return data.Receipt{}, invalid(op, "", err.Error())
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.at(s.hosts.graph, "/"+s.account.Remote+"/messages", nil),
		Header: http.Header{"Content-Type": {"application/json"}}, Body: body, Publishes: true,
	})
	if err != nil {
		return data.Receipt{}, err
	}
	var sent struct {
		Message string `json:"message_id"`
	}
	if err := resp.JSON(op, &sent); err != nil {
		return data.Receipt{}, err
	}
	if sent.Message == "" {
		return data.Receipt{}, resp.Malformed(op, errors.New("no message"))
	}
	return data.Receipt{ID: sent.Message}, nil
}

// Moderate hides, shows or deletes a comment or a visitor's post, or keeps its
// author off the Page.
func (s *session) Moderate(ctx context.Context, m data.Message, a data.Act) error {
	op := "facebook: " + string(a)
	ref, err := readRef(op, m)
	if err != nil {
		return err
	}
	switch a {
	case data.ActHide, data.ActUnhide:
		resp, err := s.api().Post(ctx, op, "/"+m.Remote, values("is_hidden", strconv.FormatBool(a == data.ActHide)))
		if err != nil {
			return err
		}
		return graph.Done(op, resp)
	case data.ActDelete:
		return s.remove(ctx, op, m.Remote)
	case data.ActBlock, data.ActUnblock:
		return s.block(ctx, op, ref.Author, a == data.ActBlock)
	}
	return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("not on this network")}
}

// block keeps somebody off the Page, or lets them back.
func (s *session) block(ctx context.Context, op, author string, on bool) error {
	if !isID(author) {
		return &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("the network does not say who wrote it")}
	}
	path, user := "/"+s.account.Remote+"/blocked", values("user", author)
	if !on {
		resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.at(s.hosts.graph, path, user)})
		if err != nil {
			return err
		}
		return graph.Done(op, resp)
	}
	// It answers with each person's id and whether that one is blocked.
	_, err := s.api().Post(ctx, op, path, user)
	return err
}
