package graph

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

// Containers is how Instagram and Threads publish: what is put together in a
// container, which nobody sees and which the network forgets after a day, is
// published by one more request. The network does that once for each container,
// however often it is asked.
type Containers struct {
	API
	Make    string    // path on which containers are made
	Publish string    // path on which they are published
	Status  [2]string // the fields that tell where one stands, and what else
	// Why is what a container of no use means, by what else is told of it.
	Why func(told string) (data.Kind, string)
	Own Own
}

// Payload is what Commit publishes, with what Find needs to know it again.
type Payload struct {
	Container string    `json:"container"`
	Made      time.Time `json:"made"`             // before the container was
	Newest    string    `json:"newest,omitempty"` // own post or answer at that time
	Parent    string    `json:"parent,omitempty"` // what it answers
	Text      string    `json:"text,omitempty"`
	Shape     string    `json:"shape"` // as the network calls what it becomes
}

// Begin is the payload of a part whose container is still to be made. Parent is
// what the part answers, "" for nothing.
func (c Containers) Begin(ctx context.Context, o data.Outgoing, parent string) (Payload, error) {
	op := c.Network + ": read newest post"
	p := Payload{Made: c.Clock.Now(), Parent: parent, Text: strings.ToValidUTF8(o.Text, "\uFFFD"), Shape: Shape(o)}
	page, _, err := c.Own(ctx, op, parent, "", 1)
	if err != nil || len(page) == 0 {
		return p, err
	}
	var newest Post
	if json.Unmarshal(page[0], &newest) != nil || !IsID(newest.ID) {
		return p, httpx.Unexpected(op, "a post without id")
	}
	p.Newest = newest.ID
	return p, nil
}

// Keep is how a payload is kept until it is published.
func (p Payload) Keep(op string) ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

// ReadPayload is the reverse of Keep. What is none is Invalid.
func ReadPayload(op string, sent []byte) (Payload, error) {
	var p Payload
	if err := json.Unmarshal(sent, &p); err != nil || !IsID(p.Container) || p.Made.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Create makes a container and returns its id.
func (c Containers) Create(ctx context.Context, form url.Values) (string, error) {
	return c.Made(ctx, c.Network+": make container", c.Make, form, false)
}

// Finished makes a container and waits until it can be published.
func (c Containers) Finished(ctx context.Context, form url.Values) (string, error) {
	id, err := c.Create(ctx, form)
	if err != nil {
		return "", err
	}
	return id, c.Ready(ctx, id)
}

// Where a container stands.
const (
	inProgress = "IN_PROGRESS"
	finished   = "FINISHED"
	published  = "PUBLISHED"
	failed     = "ERROR"
	expired    = "EXPIRED"
)

// standing is where a container stands, and what else is told of it.
type standing struct{ code, told string }

func (c Containers) standing(ctx context.Context, op, id string) (standing, error) {
	var said map[string]any
	if err := c.Get(ctx, op, "/"+id, url.Values{"fields": {strings.Join(c.Status[:], ",")}}, &said); err != nil {
		return standing{}, err
	}
	var at standing
	at.code, _ = said[c.Status[0]].(string)
	at.told, _ = said[c.Status[1]].(string)
	if !slices.Contains([]string{inProgress, finished, published, failed, expired}, at.code) {
		return at, httpx.Unexpected(op, "a container without a status")
	}
	return at, nil
}

// Pauses are those between the looks at a container: about three minutes in
// all, never more than one look a minute once it takes long.
func Pauses() []time.Duration {
	const s = time.Second
	return []time.Duration{0, 3 * s, 7 * s, 20 * s, 30 * s, 60 * s, 60 * s}
}

// Ready waits until a container can be published.
func (c Containers) Ready(ctx context.Context, id string) error {
	op := c.Network + ": wait for container"
	for _, pause := range Pauses() {
		if pause > 0 {
			if err := c.Clock.Wait(ctx, pause); err != nil {
				return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
			}
		}
		at, err := c.standing(ctx, op, id)
		switch {
		case err != nil:
			return err
		case at.code == finished:
			return nil
		case at.code != inProgress:
			return c.useless(op, at)
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}

// useless is why a container cannot be published.
func (c Containers) useless(op string, at standing) *data.Failure {
	raw := at.code + " " + at.told
	f := &data.Failure{Op: op, Raw: strings.ToValidUTF8(raw[:min(len(raw), 2000)], ""), Err: errors.New(at.code)}
	f.Kind, f.Code = c.Why(at.told)
	return f
}

// Commit publishes the container.
func (c Containers) Commit(ctx context.Context, sent []byte) (data.Receipt, error) {
	op := c.Network + ": publish"
	p, err := ReadPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	id, err := c.Made(ctx, op, c.Publish, url.Values{"creation_id": {p.Container}}, true)
	if f := data.AsFailure(op, err); err != nil {
		if f.Kind == data.NotFound { // of the container: only looking tells why
			f.Kind = data.Ambiguous
		}
		return data.Receipt{}, f
	}
	var shown Post
	// It is public; where to see it may stay unknown.
	if c.Get(ctx, c.Network+": read address", "/"+id, url.Values{"fields": {"permalink"}}, &shown) != nil {
		return data.Receipt{ID: id}, nil
	}
	return data.Receipt{ID: id, URL: httpx.WebAddress(shown.Permalink)}, nil
}

// Find asks the container, which knows whether it was published, and then looks
// among the own posts, or answers, for what it became. Only one that is newer
// than the request, of the same shape, at the same place and with the same words
// counts.
func (c Containers) Find(ctx context.Context, sent []byte) (data.Finding, error) {
	op := c.Network + ": look for post"
	p, err := ReadPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	at, err := c.standing(ctx, op, p.Container)
	switch {
	case data.KindOf(err) == data.NotFound:
		at.code = expired
	case err != nil:
		return data.Finding{}, err
	}
	if at.code == finished {
		return data.Finding{Verdict: data.Absent}, nil
	}
	posts, whole, err := c.since(ctx, op, p)
	if err != nil {
		return data.Finding{}, err
	}
	seen := likeness.Seen{Whole: whole && (at.code == expired || at.code == failed)}
	for _, one := range posts {
		seen.Note(p.compare(one), one.Receipt(), one.Words(), one.Timestamp)
	}
	if len(seen.Same) == 1 || seen.None() {
		return seen.Finding(data.Online), nil
	}
	return data.Finding{Verdict: data.Unclear, Evidence: evidence(at, posts)}, nil
}

// compare tells whether a post can be what the container became.
func (p Payload) compare(one Post) likeness.Degree {
	inPlace := one.Type == p.Shape && (p.Parent == "" || one.Parent.ID == p.Parent)
	if inPlace && likeness.Texts(p.Text, one.Words()) == likeness.Same {
		return likeness.Same
	}
	return likeness.Other
}

// evidence is what a person is shown: what the network says of the container
// and the newest post there is.
func evidence(at standing, posts []Post) string {
	if len(posts) == 0 {
		return at.code
	}
	return at.code + " " + likeness.Shown(posts[0].Words(), posts[0].Timestamp)
}

// lookPages is how many pages of own posts a look goes back.
const lookPages = 4

// since reads the own posts, or answers, that are newer than what was there
// when the request was prepared. whole is false when that is further back than
// is looked, or something on the way cannot be read.
func (c Containers) since(ctx context.Context, op string, p Payload) (posts []Post, whole bool, err error) {
	after := ""
	whole = true
	for range lookPages {
		page, next, err := c.Own(ctx, op, p.Parent, after, ownPage)
		if err != nil {
			return nil, false, err
		}
		for _, raw := range page {
			var one Post
			if json.Unmarshal(raw, &one) != nil || !IsID(one.ID) {
				whole = false
				continue
			}
			at, err := one.At()
			if err != nil {
				whole = false
				continue
			}
			if one.ID == p.Newest || at.Before(p.Made.Add(-likeness.ClocksApart)) {
				return posts, whole, nil
			}
			posts = append(posts, one)
		}
		if after = next; after == "" {
			return posts, whole, nil
		}
	}
	return posts, false, nil
}
