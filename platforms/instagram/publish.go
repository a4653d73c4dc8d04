package instagram

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
)

// payload is what Commit publishes, with what Find needs to know it again.
type payload struct {
	Container string    `json:"container"`
	Made      time.Time `json:"made"`             // before the container was
	Newest    string    `json:"newest,omitempty"` // own post at that time
	Caption   string    `json:"caption,omitempty"`
	Shape     string    `json:"shape"` // as the network calls what it becomes
}

// What a post becomes, as media_type.
const (
	shapeImage    = "IMAGE"
	shapeVideo    = "VIDEO"
	shapeCarousel = "CAROUSEL_ALBUM"
)

// NewKey returns a random name. The network is told nothing of it: what was
// sent is known again by its container.
func (s *session) NewKey(time.Time) string { return rand.Text() }

// Prepare puts the post together in a container, which nobody sees and which
// the network forgets after a day, and waits until it can be published.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "instagram: prepare"
	if code := s.check(o); code != "" {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	p := payload{Made: s.http.Clock().Now(), Caption: caption(o), Shape: shape(o)}
	var err error
	if p.Newest, err = s.newest(ctx); err != nil {
		return nil, err
	}
	if p.Container, err = s.container(ctx, o); err != nil {
		return nil, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

func caption(o data.Outgoing) string { return strings.ToValidUTF8(o.Text, "\uFFFD") }

func shape(o data.Outgoing) string {
	switch {
	case len(o.Media) > 1:
		return shapeCarousel
	case o.Media[0].Video():
		return shapeVideo
	}
	return shapeImage
}

var (
	hashtag = regexp.MustCompile(`#[\pL\pN_]`)
	mention = regexp.MustCompile(`(?:^|[^\pL\pN_.])@[A-Za-z0-9_]`)
)

// check is what can be told before anything is sent, as a failure's code.
func (s *session) check(o data.Outgoing) string {
	can := s.account.Can
	switch {
	case len(o.Media) == 0:
		return CodeNoMedia
	case len(o.Media) > mostPieces:
		return CodeTooMany
	case utf8.RuneCountInString(o.Text) > mostCaption:
		return CodeTooLong
	case len(hashtag.FindAllString(o.Text, -1)) > mostHashtags:
		return CodeHashtags
	case len(mention.FindAllString(o.Text, -1)) > mostMentions:
		return CodeMentions
	case len(tags(o.Options[optionCollaborators])) > mostCollaborators:
		return CodeMentions
	}
	for _, m := range o.Media {
		if code := checkPiece(m, can.Media); code != "" {
			return code
		}
	}
	return ""
}

func checkPiece(m data.OutgoingMedia, rule data.MediaRule) string {
	if m.Video() {
		switch {
		case !slices.Contains(rule.VideoMIME, m.MIME):
			return CodeMediaType
		case m.Bytes > rule.VideoBytes:
			return data.CodeTooLarge
		}
		return ""
	}
	switch {
	case !slices.Contains(rule.MIME, m.MIME):
		return CodeMediaType
	case m.Bytes > rule.MaxBytes:
		return data.CodeTooLarge
	case m.URL == "":
		return data.BlockHost
	}
	return ""
}

// tags are the texts between commas, without the @ of a name.
func tags(s string) []string {
	var all []string
	for tag := range strings.SplitSeq(s, ",") {
		if tag = strings.TrimPrefix(strings.TrimSpace(tag), "@"); tag != "" {
			all = append(all, tag)
		}
	}
	return all
}

// container makes what is published: of one piece, or of the containers of
// several.
func (s *session) container(ctx context.Context, o data.Outgoing) (string, error) {
	form, err := s.settings(o)
	if err != nil {
		return "", err
	}
	if len(o.Media) == 1 {
		return s.piece(ctx, o.Media[0], form)
	}
	var children []string
	for _, m := range o.Media {
		id, err := s.piece(ctx, m, url.Values{"is_carousel_item": {"true"}})
		if err != nil {
			return "", err
		}
		children = append(children, id)
	}
	form.Set("media_type", "CAROUSEL")
	form.Set("children", strings.Join(children, ","))
	form.Del("share_to_feed")
	return s.finished(ctx, form)
}

// settings are what a post says of itself besides what it shows.
func (s *session) settings(o data.Outgoing) (url.Values, error) {
	form := url.Values{}
	if text := caption(o); text != "" {
		form.Set("caption", text)
	}
	if names := tags(o.Options[optionCollaborators]); len(names) > 0 {
		text, err := json.Marshal(names)
		if err != nil {
			return nil, &data.Failure{Kind: data.Invalid, Op: "instagram: prepare", Err: err}
		}
		form.Set("collaborators", string(text))
	}
	if shape(o) == shapeVideo {
		form.Set("share_to_feed", strconv.FormatBool(o.Options[optionShareToFeed] != reelsOnly))
	}
	return form, nil
}

// piece makes the container of one picture or video. A single video is a reel;
// its bytes go from the disk to the network (in a carousel: remembered, not
// verified), while a picture is fetched by the network.
func (s *session) piece(ctx context.Context, m data.OutgoingMedia, form url.Values) (string, error) {
	if !m.Video() {
		form.Set("image_url", m.URL)
		if m.Alt != "" {
			form.Set("alt_text", m.Alt)
		}
		return s.finished(ctx, form)
	}
	form.Set("media_type", "REELS")
	if form.Has("is_carousel_item") {
		form.Set("media_type", "VIDEO")
	}
	form.Set("upload_type", "resumable")
	id, err := s.create(ctx, form)
	if err != nil {
		return "", err
	}
	if err := s.send(ctx, id, m); err != nil {
		return "", err
	}
	return id, s.ready(ctx, id)
}

// finished makes a container and waits until it can be published.
func (s *session) finished(ctx context.Context, form url.Values) (string, error) {
	id, err := s.create(ctx, form)
	if err != nil {
		return "", err
	}
	return id, s.ready(ctx, id)
}

func (s *session) create(ctx context.Context, form url.Values) (string, error) {
	return s.made(ctx, "instagram: make container", "/"+s.account.Remote+"/media", form, false)
}

// Where a container stands, as status_code.
const (
	inProgress = "IN_PROGRESS"
	finished   = "FINISHED"
	published  = "PUBLISHED"
	failed     = "ERROR"
	expired    = "EXPIRED"
)

// container's standing. Text says more of an error.
type standing struct {
	Code string `json:"status_code"`
	Text string `json:"status"`
}

func (s *session) standing(ctx context.Context, op, id string) (standing, error) {
	var at standing
	if err := s.get(ctx, op, "/"+id, url.Values{"fields": {"status_code,status"}}, &at); err != nil {
		return at, err
	}
	if !slices.Contains([]string{inProgress, finished, published, failed, expired}, at.Code) {
		return at, httpx.Unexpected(op, "a container without a status")
	}
	return at, nil
}

// pauses are those between the looks at a container: about three minutes in
// all, never more than one look a minute once it takes long.
func pauses() []time.Duration {
	const s = time.Second
	return []time.Duration{0, 3 * s, 7 * s, 20 * s, 30 * s, 60 * s, 60 * s}
}

// ready waits until a container can be published.
func (s *session) ready(ctx context.Context, id string) error {
	const op = "instagram: wait for container"
	for _, pause := range pauses() {
		if pause > 0 {
			if err := s.http.Clock().Wait(ctx, pause); err != nil {
				return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
			}
		}
		at, err := s.standing(ctx, op, id)
		switch {
		case err != nil:
			return err
		case at.Code == finished:
			return nil
		case at.Code != inProgress:
			return at.failure(op)
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}

var subcode = regexp.MustCompile(`\b22070\d\d\b`)

// failure is why a container cannot be published: its status names a subcode.
func (at standing) failure(op string) *data.Failure {
	f := &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Raw: at.Text, Err: errors.New(at.Code)}
	f.Raw = strings.ToValidUTF8(f.Raw[:min(len(f.Raw), 2000)], "")
	n, err := strconv.Atoi(subcode.FindString(at.Text))
	if err != nil {
		return f
	}
	for _, m := range meanings() {
		if m.subcode == n && (m.kind == data.Invalid || m.kind == data.Transient) {
			f.Kind, f.Code = m.kind, m.name
		}
	}
	return f
}

// Commit publishes the container. The network does so once for each, however
// often it is asked.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "instagram: publish"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	id, err := s.made(ctx, op, "/"+s.account.Remote+"/media_publish", url.Values{"creation_id": {p.Container}}, true)
	if f := data.AsFailure(op, err); err != nil {
		if f.Kind == data.NotFound { // of the container: only looking tells why
			f.Kind = data.Ambiguous
		}
		return data.Receipt{}, f
	}
	r := data.Receipt{ID: id}
	var shown media
	// It is public; where to see it may stay unknown.
	if s.get(ctx, "instagram: read address", "/"+id, url.Values{"fields": {"permalink"}}, &shown) == nil {
		r.URL = httpx.WebAddress(shown.Permalink)
	}
	return r, nil
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || !isID(p.Container) || p.Made.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a post back. Older documentation says that the network does not
// let applications do so: then it is Unsupported, and done in Instagram.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	return s.remove(ctx, "instagram: delete post", r.ID)
}

func (s *session) remove(ctx context.Context, op, id string) error {
	if !isID(id) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: fmt.Errorf("%q is no id of this network", id)}
	}
	resp, err := s.do(ctx, "Bearer", httpx.Request{Op: op, Method: http.MethodDelete, URL: s.url("/"+id, nil)})
	if err != nil {
		return err
	}
	return done(op, resp)
}

// done checks an answer that says nothing but that it was done.
func done(op string, resp *httpx.Response) error {
	var out struct{ Success *bool }
	if err := resp.JSON(op, &out); err != nil {
		return err
	}
	if out.Success == nil || !*out.Success {
		return resp.Malformed(op, errors.New("not done"))
	}
	return nil
}
