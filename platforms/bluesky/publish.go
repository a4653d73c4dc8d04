package bluesky

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	postCollection = "app.bsky.feed.post"
	// stampLayout is how the network writes times.
	stampLayout = "2006-01-02T15:04:05.000Z"
)

// putRecord is the payload: the whole body of com.atproto.repo.putRecord.
// SwapRecord is null, "only if nothing is there": the same record again is
// answered with 200 and changes nothing, another one with InvalidSwap.
type putRecord struct {
	Repo       string  `json:"repo"`
	Collection string  `json:"collection"`
	Rkey       string  `json:"rkey"`
	Validate   bool    `json:"validate"`
	SwapRecord *string `json:"swapRecord"`
	Record     post    `json:"record"`
}

type post struct {
	Type      string     `json:"$type"`
	Text      string     `json:"text"`
	CreatedAt string     `json:"createdAt"`
	Langs     []string   `json:"langs,omitempty"`
	Facets    []facet    `json:"facets,omitempty"`
	Reply     *replyRefs `json:"reply,omitempty"`
	Embed     *gallery   `json:"embed,omitempty"`
}

type replyRefs struct {
	Root   strongRef `json:"root"`
	Parent strongRef `json:"parent"`
}

type strongRef struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

type gallery struct {
	Type   string    `json:"$type"`
	Images []picture `json:"images"`
}

type picture struct {
	Alt         string          `json:"alt"`
	Image       json.RawMessage `json:"image"`
	AspectRatio *aspectRatio    `json:"aspectRatio,omitempty"`
}

type aspectRatio struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// NewKey returns a record key: a timestamp identifier of the stamp.
func (s *session) NewKey(stamp time.Time) string { return newTID(stamp) }

// Prepare uploads the pictures, looks the mentions up and returns the request.
// A mention that nobody answers to stays plain text. The same part prepared
// again gives the same request, since the network names pictures by content.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "bluesky: prepare"
	if _, err := tidTime(o.Key); err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	text := strings.ToValidUTF8(o.Text, "\uFFFD")
	if f := checkPart(op, text, o.Media); f != nil {
		return nil, f
	}
	record := post{Type: postCollection, Text: text, CreatedAt: o.Stamp.UTC().Format(stampLayout)}
	if o.Lang != "" {
		record.Langs = []string{o.Lang}
	}
	if n := len(o.Previous); n > 0 {
		record.Reply = &replyRefs{Root: ref(o.Previous[0]), Parent: ref(o.Previous[n-1])}
	}
	for _, m := range o.Media {
		uploaded, err := s.upload(ctx, m)
		if err != nil {
			return nil, err
		}
		if record.Embed == nil {
			record.Embed = &gallery{Type: "app.bsky.embed.images"}
		}
		record.Embed.Images = append(record.Embed.Images, uploaded)
	}
	var err error
	if record.Facets, err = s.facets(ctx, text); err != nil {
		return nil, err
	}
	return s.payload(op, o.Key, record)
}

func (s *session) payload(op, key string, record post) ([]byte, error) {
	payload, err := json.Marshal(putRecord{
		Repo: s.account.Remote, Collection: postCollection, Rkey: key, Validate: true, Record: record,
	})
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return payload, nil
}

func ref(r data.Receipt) strongRef { return strongRef{URI: r.ID, CID: r.Ref} }

func checkPart(op, text string, media []data.OutgoingMedia) *data.Failure {
	code := ""
	switch {
	case strings.TrimSpace(text) == "" && len(media) == 0:
		code = CodeEmpty
	case uniseg.GraphemeClusterCount(text) > maxGraphemes, len(text) > maxBytes:
		code = CodeTooLong
	case len(media) > maxImages:
		code = CodeTooMany
	default:
		return nil
	}
	return &data.Failure{Kind: data.Invalid, Op: op, Code: code}
}

// upload gives the server one picture.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia) (picture, error) {
	const op = "bluesky: upload picture"
	if !strings.HasPrefix(m.MIME, "image/") {
		return picture{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: fmt.Errorf("%q is no picture", m.MIME)}
	}
	content, err := m.Content()
	if err != nil {
		return picture{}, data.MediaFailure(op, err)
	}
	if len(content) > maxImageBytes {
		return picture{}, &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge, Err: fmt.Errorf("%d bytes", len(content))}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("com.atproto.repo.uploadBlob", nil),
		Header: http.Header{"Content-Type": {m.MIME}}, Body: content,
	})
	if err != nil {
		return picture{}, err
	}
	var out struct{ Blob json.RawMessage }
	if err := resp.JSON(op, &out); err != nil {
		return picture{}, err
	}
	if !bytes.HasPrefix(out.Blob, []byte("{")) {
		return picture{}, resp.Malformed(op, errors.New("no blob"))
	}
	shown := picture{Alt: m.Alt, Image: out.Blob}
	if m.Width > 0 && m.Height > 0 {
		shown.AspectRatio = &aspectRatio{m.Width, m.Height}
	}
	return shown, nil
}

// facets marks the links, hashtags and mentions of a text.
func (s *session) facets(ctx context.Context, text string) ([]facet, error) {
	var facets []facet
	for _, t := range findTokens(text) {
		f := feature{Type: t.kind}
		switch t.kind {
		case linkFeature:
			f.URI = t.value
		case tagFeature:
			f.Tag = t.value
		case mentionFeature:
			did, err := s.resolve(ctx, t.value)
			if err != nil {
				return nil, err
			}
			if did == "" {
				continue
			}
			f.DID = did
		}
		facets = append(facets, facet{Index: t.span, Features: []feature{f}})
	}
	return facets, nil
}

// resolve returns whom a handle belongs to, "" for nobody.
func (s *session) resolve(ctx context.Context, handle string) (string, error) {
	var out struct{ DID string }
	err := s.getOpen(ctx, "bluesky: look a name up", "com.atproto.identity.resolveHandle", url.Values{"handle": {handle}}, &out)
	switch kind := data.KindOf(err); {
	case kind == data.NotFound, kind == data.Invalid, kind == data.Unsupported:
		return "", nil
	case err != nil:
		return "", err
	case !strings.HasPrefix(out.DID, "did:"):
		return "", nil
	}
	return out.DID, nil
}

// Commit makes the part public. CodeConflict: another record sits under the
// key, and was left as it is.
func (s *session) Commit(ctx context.Context, key string, payload []byte) (data.Receipt, error) {
	const op = "bluesky: put record"
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("com.atproto.repo.putRecord", nil),
		Header: jsonHeader(), Body: payload, Publishes: true,
	})
	if err != nil {
		return data.Receipt{}, err
	}
	var out strongRef
	if err := resp.JSON(op, &out); err != nil {
		return data.Receipt{}, err
	}
	if out.CID == "" || out.URI != s.uri(key) {
		return data.Receipt{}, resp.Malformed(op, errors.New("not the record that was sent"))
	}
	return s.receipt(out), nil
}

func (s *session) uri(key string) string {
	return "at://" + s.account.Remote + "/" + postCollection + "/" + key
}

func (s *session) receipt(r strongRef) data.Receipt {
	return data.Receipt{ID: r.URI, Ref: r.CID, URL: postURL(s.account.Handle, r.URI)}
}

// postURL is where a person sees a post; "" for what is not one.
func postURL(handle, uri string) string {
	key, ok := recordKey(uri)
	if !ok {
		return ""
	}
	return site + "/profile/" + strings.TrimPrefix(handle, "@") + "/post/" + key
}

// recordKey is the last part of a post's at-uri.
func recordKey(uri string) (string, bool) {
	parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/")
	if len(parts) != 3 || parts[1] != postCollection || parts[2] == "" {
		return "", false
	}
	return parts[2], true
}

// found is what getRecord answers.
type found struct {
	strongRef
	Value json.RawMessage
}

func (s *session) record(ctx context.Context, op, key string) (found, error) {
	return s.recordIn(ctx, op, postCollection, key)
}

func (s *session) recordIn(ctx context.Context, op, collection, key string) (found, error) {
	var out found
	err := s.getOpen(ctx, op, "com.atproto.repo.getRecord",
		url.Values{"repo": {s.account.Remote}, "collection": {collection}, "rkey": {key}}, &out)
	return out, err
}

// Find reads the record under the key, without signing in. Online means that
// it is the one of the payload; with another one there it is Unclear.
func (s *session) Find(ctx context.Context, key string, payload []byte) (data.Finding, error) {
	const op = "bluesky: look for record"
	var sent struct{ Record json.RawMessage }
	if err := json.Unmarshal(payload, &sent); err != nil {
		return data.Finding{}, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	there, err := s.record(ctx, op, key)
	if data.KindOf(err) == data.NotFound {
		return data.Finding{Verdict: data.Absent}, nil
	}
	if err != nil {
		return data.Finding{}, err
	}
	if there.CID == "" || there.URI != s.uri(key) {
		return data.Finding{}, httpx.Unexpected(op, "not the record that was asked for")
	}
	if !sameJSON(there.Value, sent.Record) {
		var other struct{ Text string }
		if json.Unmarshal(there.Value, &other) != nil {
			other.Text = ""
		}
		line, _, _ := strings.Cut(other.Text, "\n")
		return data.Finding{Verdict: data.Unclear, Evidence: line}, nil
	}
	return data.Finding{Verdict: data.Online, Receipt: s.receipt(there.strongRef)}, nil
}

// sameJSON tells whether two texts hold the same value, whatever the order of
// keys.
func sameJSON(a, b []byte) bool {
	read := func(text []byte) (v any, err error) {
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		err = d.Decode(&v)
		return v, err
	}
	x, errX := read(a)
	y, errY := read(b)
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

// Delete takes a post back. The server says 200 also for what is gone, so it
// is looked at first.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "bluesky: delete record"
	key, ok := recordKey(r.ID)
	if !ok || r.ID != s.uri(key) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this account")}
	}
	if _, err := s.record(ctx, op, key); err != nil {
		return err
	}
	body, err := json.Marshal(map[string]string{"repo": s.account.Remote, "collection": postCollection, "rkey": key})
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	_, err = s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("com.atproto.repo.deleteRecord", nil), Header: jsonHeader(), Body: body,
	})
	return err
}
