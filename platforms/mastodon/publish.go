package mastodon

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// timeLayout is how times are written to the network.
const timeLayout = "2006-01-02T15:04:05.000Z"

// payload is what Commit sends, with what Find needs to know it again: a post
// carries no mark of ours that can be read back.
type payload struct {
	// Stamp was fixed when the post was scheduled, Prepared is of this request:
	// nothing was sent before the earlier of them, however often it was tried.
	Stamp    time.Time `json:"stamp"`
	Prepared time.Time `json:"prepared"`
	// Newest and NewestHeld are the newest own post and the newest scheduled
	// one when the request was prepared: what it makes is newer. "" where there
	// was none.
	Newest     string  `json:"newest,omitempty"`
	NewestHeld string  `json:"newest_held,omitempty"`
	Request    request `json:"request"`
}

// request is the body of POST /api/v1/statuses. Visibility is always set: the
// default is not the same on all servers.
type request struct {
	Status      string   `json:"status"`
	MediaIDs    []string `json:"media_ids,omitempty"`
	InReplyTo   string   `json:"in_reply_to_id,omitempty"`
	Sensitive   bool     `json:"sensitive,omitempty"`
	Spoiler     string   `json:"spoiler_text,omitempty"`
	Visibility  string   `json:"visibility"`
	Language    string   `json:"language,omitempty"`
	ScheduledAt string   `json:"scheduled_at,omitempty"`
	Poll        *poll    `json:"poll,omitempty"`
}

// NewKey returns an idempotency key: a random UUID (RFC 9562, version 4).
func (s *session) NewKey(time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// Prepare uploads the pictures, waits until the network has processed them and
// returns the request. Pictures that are uploaded and never used are removed by
// the network within a day. With HoldTill, CodeTooSoon says that the network
// would not hold it: a time in the past would even be public at once.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "mastodon: prepare"
	invalid := func(code string, why error) ([]byte, error) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: why}
	}
	if !httpx.FitsHeader(o.Key) {
		return invalid("", errors.New("no idempotency key"))
	}
	if code := s.check(o); code != "" {
		return invalid(code, nil)
	}
	p := payload{Stamp: o.Stamp.UTC(), Prepared: s.http.Clock().Now(), Request: newRequest(o)}
	if n := len(o.Previous); n > 0 {
		if p.Request.InReplyTo = o.Previous[n-1].ID; !isID(p.Request.InReplyTo) {
			return invalid("", errors.New("the part before is not a post that can be answered"))
		}
	}
	for _, m := range o.Media {
		id, err := s.upload(ctx, m)
		if err != nil {
			return nil, err
		}
		p.Request.MediaIDs = append(p.Request.MediaIDs, id)
	}
	var err error
	if p.Newest, err = s.newest(ctx, "/api/v1/accounts/"+s.account.Remote+"/statuses", url.Values{"exclude_reblogs": {"true"}}); err != nil {
		return nil, err
	}
	if !o.HoldTill.IsZero() {
		if p.NewestHeld, err = s.newest(ctx, heldPath, url.Values{}); err != nil {
			return nil, err
		}
		if o.HoldTill.Sub(s.http.Clock().Now()) < leastAhead {
			return invalid(CodeTooSoon, nil)
		}
	}
	text, err := json.Marshal(p)
	if err != nil {
		return invalid("", err)
	}
	return text, nil
}

func newRequest(o data.Outgoing) request {
	r := request{
		Status: strings.ToValidUTF8(o.Text, "\uFFFD"), Spoiler: strings.ToValidUTF8(o.Options[optionSpoiler], "\uFFFD"),
		Visibility: o.Options[optionVisibility], Sensitive: o.Options[optionSensitive] != "",
	}
	if r.Visibility == "" {
		r.Visibility = "public"
	}
	r.Poll = newPoll(o)
	r.Language, _, _ = strings.Cut(o.Lang, "-") // ISO 639: "fr" of "fr-CA"
	if !o.HoldTill.IsZero() {
		r.ScheduledAt = o.HoldTill.UTC().Format(timeLayout)
	}
	return r
}

// check is what can be told before anything is uploaded, as a failure's code.
// The length is left to the server, which knows its own links and mentions.
func (s *session) check(o data.Outgoing) string {
	if strings.TrimSpace(o.Text) == "" && len(o.Media) == 0 {
		return CodeEmpty
	}
	if len(o.Media) > s.account.Can.Media.Images {
		return CodeTooMany
	}
	if p := newPoll(o); p != nil && !p.fits(s.answers(), len(o.Media)) {
		return CodePoll
	}
	return ""
}

// isID tells whether a text is an id of this network: digits, or letters and
// digits on other software.
func isID(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '-' && r != '_'
	})
}

// newest is the id of the newest item of a list, "" when it is empty.
func (s *session) newest(ctx context.Context, path string, query url.Values) (string, error) {
	const op = "mastodon: read newest post"
	query.Set("limit", "1")
	items, _, err := s.list(ctx, op, path, query, 1)
	if err != nil || len(items) == 0 {
		return "", err
	}
	var item struct{ ID string }
	if json.Unmarshal(items[0], &item) != nil || !isID(item.ID) {
		return "", httpx.Unexpected(op, "an item without id")
	}
	return item.ID, nil
}

// upload gives the server one picture and returns its id when it can be shown.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia) (id string, err error) {
	const op = "mastodon: upload picture"
	can := s.account.Can.Media
	if !slices.Contains(can.MIME, m.MIME) {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: fmt.Errorf("%q is not taken", m.MIME)}
	}
	content, err := m.Content()
	if err != nil {
		return "", data.MediaFailure(op, err)
	}
	if int64(len(content)) > can.MaxBytes {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge, Err: fmt.Errorf("%d bytes", len(content))}
	}
	parts := []httpx.Part{{Name: "file", MIME: m.MIME, Content: content}}
	if m.Alt != "" {
		parts = append(parts, httpx.Part{Name: "description", Value: m.Alt})
	}
	body, kind, err := httpx.Multipart(parts...)
	if err != nil {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/api/v2/media", nil),
		Header: http.Header{"Content-Type": {kind}}, Body: body,
	})
	if err != nil {
		return "", err
	}
	var out struct{ ID string }
	if err := resp.JSON(op, &out); err != nil {
		return "", err
	}
	if !isID(out.ID) {
		return "", resp.Malformed(op, errors.New("no id"))
	}
	if resp.Status == http.StatusAccepted {
		return out.ID, s.processed(ctx, out.ID)
	}
	return out.ID, nil
}

// processed waits until the network has made a picture ready, about two
// minutes at most (R13).
func (s *session) processed(ctx context.Context, id string) error {
	const op = "mastodon: wait for picture"
	for pause := time.Second; pause <= time.Minute; pause *= 2 {
		if err := s.http.Clock().Wait(ctx, pause); err != nil {
			return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
		}
		resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodGet, URL: s.url("/api/v1/media/"+id, nil)})
		if err != nil {
			return err
		}
		if resp.Status != http.StatusPartialContent {
			return nil
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}

// Commit makes the part public, or hands it over when it was prepared with
// HoldTill. The receipt then names what the network holds.
func (s *session) Commit(ctx context.Context, key string, sent []byte) (data.Receipt, error) {
	const op = "mastodon: post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	body, err := json.Marshal(p.Request)
	if err != nil || !httpx.FitsHeader(key) {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a request")}
	}
	header := jsonHeader()
	header.Set("Idempotency-Key", key)
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/api/v1/statuses", nil), Header: header, Body: body, Publishes: true,
	})
	if err != nil {
		return data.Receipt{}, err
	}
	var made struct {
		status
		ScheduledAt string `json:"scheduled_at"`
	}
	if err := resp.JSON(op, &made); err != nil {
		return data.Receipt{}, err
	}
	switch {
	case !isID(made.ID):
		return data.Receipt{}, resp.Malformed(op, errors.New("no id"))
	case made.ScheduledAt != "" && p.Request.ScheduledAt != "":
		return p.heldReceipt(made.ID), nil
	case made.Created == "":
		return data.Receipt{}, resp.Malformed(op, errors.New("not a post"))
	}
	return made.receipt(), nil
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || p.Request.Visibility == "" || p.Stamp.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a post back.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "mastodon: delete post"
	if !isID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this network")}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.url("/api/v1/statuses/"+r.ID, nil)})
	return err
}
