package x

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	pollLeast = 2
	pollMost  = 4
	pollRunes = 25
)

// payload is what Commit sends, with what Find needs to know it again: a post
// carries no mark of ours that can be read back.
type payload struct {
	// Stamp was fixed when the post was scheduled, Prepared is of this request:
	// nothing was sent before the earlier of them, however often it was tried.
	Stamp    time.Time `json:"stamp"`
	Prepared time.Time `json:"prepared"`
	Request  request   `json:"request"`
}

// request is the body of POST /2/tweets.
type request struct {
	Text     string   `json:"text,omitempty"`
	Media    *media   `json:"media,omitempty"`
	Reply    *replyTo `json:"reply,omitempty"`
	Poll     *poll    `json:"poll,omitempty"`
	Settings string   `json:"reply_settings,omitempty"`
	AI       bool     `json:"made_with_ai,omitempty"`
	Paid     bool     `json:"paid_partnership,omitempty"`
}

type media struct {
	IDs []string `json:"media_ids"`
}

type replyTo struct {
	ID string `json:"in_reply_to_tweet_id"`
}

type poll struct {
	Options []string `json:"options"`
	Minutes int      `json:"duration_minutes"`
}

func (r request) mediaIDs() []string {
	if r.Media == nil {
		return nil
	}
	return r.Media.IDs
}

// NewKey returns a random text: the network knows no key.
func (s *session) NewKey(time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// Prepare uploads what is attached, waits until the network has processed it and
// returns the request. What is uploaded and never used the network forgets
// within a day. A poll and who may answer belong to the first part of a thread.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "x: prepare"
	invalid := func(code string, why error) ([]byte, error) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	if !o.HoldTill.IsZero() {
		return nil, &data.Failure{Kind: data.Unsupported, Op: op, Err: errors.New("the network holds nothing")}
	}
	p := payload{Stamp: o.Stamp.UTC(), Prepared: s.http.Clock().Now(), Request: newRequest(o)}
	if n := len(o.Previous); n > 0 {
		p.Request.Reply = &replyTo{ID: o.Previous[n-1].ID}
		if !isID(p.Request.Reply.ID) {
			return invalid("", errors.New("the part before is not a post that can be answered"))
		}
	}
	if code := s.check(o, p.Request); code != "" {
		return invalid(code, nil)
	}
	var ids []string
	for _, m := range o.Media {
		id, err := s.upload(ctx, m)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if ids != nil {
		p.Request.Media = &media{IDs: ids}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return invalid("", err)
	}
	return text, nil
}

func newRequest(o data.Outgoing) request {
	r := request{
		Text: strings.ToValidUTF8(o.Text, "\uFFFD"),
		AI:   o.Options[optionAI] != "", Paid: o.Options[optionPaid] != "",
	}
	if len(o.Previous) > 0 {
		return r
	}
	if who := o.Options[optionReplies]; who != everybody {
		r.Settings = who
	}
	var lines []string
	for line := range strings.Lines(o.Options[optionPoll]) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	if lines == nil {
		return r
	}
	minutes, err := strconv.Atoi(o.Options[optionPollFor])
	if err != nil {
		minutes = 24 * 60
	}
	r.Poll = &poll{Options: lines, Minutes: minutes}
	return r
}

var cashtag = regexp.MustCompile(`(?:^|[^\pL\pN_$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?\b`)

// check is what can be told before anything is uploaded, as a failure's code.
// The length is left to the network, which knows its own links.
func (s *session) check(o data.Outgoing, r request) string {
	if strings.TrimSpace(o.Text) == "" && len(o.Media) == 0 {
		return CodeEmpty
	}
	if len(cashtag.FindAllString(o.Text, -1)) > 1 {
		return CodeCashtags
	}
	if r.Poll != nil && (!r.Poll.fits() || len(o.Media) > 0) {
		return CodePoll
	}
	single := false
	for _, m := range o.Media {
		single = single || m.Video() || m.MIME == gif
	}
	if len(o.Media) > s.account.Can.Media.Images || single && len(o.Media) > 1 {
		return CodeTooMany
	}
	return ""
}

func (p *poll) fits() bool {
	if n := len(p.Options); n < pollLeast || n > pollMost || p.Minutes < 5 || p.Minutes > 7*24*60 {
		return false
	}
	for _, line := range p.Options {
		if utf8.RuneCountInString(line) > pollRunes {
			return false
		}
	}
	return true
}

// Commit makes the part public. That the network has the same text already may
// be by an earlier request of ours whose answer was lost: then that is
// Ambiguous, and a refusal only when no such post is found.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "x: post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	r, err := s.create(ctx, op, p.Request)
	f := data.AsFailure(op, err)
	if f == nil || f.Code != data.CodeDuplicate {
		return r, err
	}
	found, err := s.look(ctx, op, p)
	if err == nil && found.Verdict == data.Absent {
		return data.Receipt{}, f
	}
	doubtful := *f
	doubtful.Kind = data.Ambiguous
	return data.Receipt{}, &doubtful
}

func (s *session) create(ctx context.Context, op string, wish request) (data.Receipt, error) {
	body, err := json.Marshal(wish)
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.api + "/2/tweets", Publishes: true,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: body,
	})
	if err != nil {
		return data.Receipt{}, err
	}
	var made struct{ ID string }
	if err := s.read(op, resp, &made); err != nil {
		return data.Receipt{}, err
	}
	if !isID(made.ID) {
		return data.Receipt{}, resp.Malformed(op, errors.New("no id"))
	}
	return s.receipt(made.ID), nil
}

func (s *session) receipt(id string) data.Receipt {
	return data.Receipt{ID: id, URL: site + "/" + strings.TrimPrefix(s.account.Handle, "@") + "/status/" + id}
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || p.Stamp.IsZero() || p.Prepared.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a post back.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "x: delete post"
	if !isID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this network")}
	}
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.api + "/2/tweets/" + r.ID})
	if err != nil {
		return err
	}
	var done struct{ Deleted bool }
	if err := s.read(op, resp, &done); err != nil {
		return err
	}
	if !done.Deleted {
		return &data.Failure{Kind: data.NotFound, Op: op, Raw: resp.Raw(), Err: errors.New("nothing was deleted")}
	}
	return nil
}
