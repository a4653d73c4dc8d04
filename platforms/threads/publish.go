package threads

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
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
	Newest    string    `json:"newest,omitempty"` // own post or answer at that time
	Parent    string    `json:"parent,omitempty"` // what it answers
	Text      string    `json:"text,omitempty"`
	Shape     string    `json:"shape"` // as the network calls what it becomes
}

// What a post becomes, as media_type of a reading.
const (
	shapeText     = "TEXT_POST"
	shapeImage    = "IMAGE"
	shapeVideo    = "VIDEO"
	shapeCarousel = "CAROUSEL_ALBUM"
)

// NewKey returns a random name. The network is told nothing of it: what was
// sent is known again by its container.
func (s *session) NewKey(time.Time) string { return rand.Text() }

// Prepare puts the part together in a container, which nobody sees and which
// the network forgets after a day, and waits until it can be published.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "threads: prepare"
	if code := s.check(o); code != "" {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	p := payload{Made: s.http.Clock().Now(), Text: strings.ToValidUTF8(o.Text, "\uFFFD"), Shape: shape(o)}
	if n := len(o.Previous); n > 0 {
		if p.Parent = o.Previous[n-1].ID; !isID(p.Parent) {
			return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("the part before is not a post that can be answered")}
		}
	}
	var err error
	if p.Newest, err = s.newest(ctx, p.Parent); err != nil {
		return nil, err
	}
	if p.Container, err = s.container(ctx, o, p); err != nil {
		return nil, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

func shape(o data.Outgoing) string {
	switch {
	case len(o.Media) == 0:
		return shapeText
	case len(o.Media) > 1:
		return shapeCarousel
	case o.Media[0].Video():
		return shapeVideo
	}
	return shapeImage
}

var link = regexp.MustCompile(`https?://[^\s<>"]+`)

// links is how many different links a text has.
func links(text string) int {
	found := link.FindAllString(text, -1)
	slices.Sort(found)
	return len(slices.Compact(found))
}

// check is what can be told before anything is sent, as a failure's code. Of the
// length only the least is: the network knows its own emoji.
func (s *session) check(o data.Outgoing) string {
	poll := lines(o.Options[optionPoll])
	long := func(answer string) bool { return utf8.RuneCountInString(answer) > mostPollAnswer }
	switch {
	case strings.TrimSpace(o.Text) == "" && len(o.Media) == 0:
		return CodeEmpty
	case utf8.RuneCountInString(o.Text) > mostText:
		return CodeTooLong
	case links(o.Text) > mostLinks:
		return CodeLinks
	case len(o.Media) > mostPieces:
		return CodeTooMany
	case len(poll) > 0 && (len(poll) < leastPoll || len(poll) > mostPoll || len(o.Media) > 0 || slices.ContainsFunc(poll, long)):
		return CodePoll
	case len(poll) > 0 && strings.TrimSpace(o.Options[optionLink]) != "":
		return CodePoll
	}
	if t := topic(o.Options[optionTopic]); strings.ContainsAny(t, ".&") || utf8.RuneCountInString(t) > mostTopic {
		return CodeTopic
	}
	for _, m := range o.Media {
		if code := checkPiece(m, s.account.Can.Media); code != "" {
			return code
		}
	}
	return ""
}

func checkPiece(m data.OutgoingMedia, rule data.MediaRule) string {
	kinds, most := rule.MIME, rule.MaxBytes
	if m.Video() {
		kinds, most = rule.VideoMIME, rule.VideoBytes
	}
	switch {
	case !slices.Contains(kinds, m.MIME):
		return CodeMediaType
	case m.Bytes > most:
		return data.CodeTooLarge
	case m.URL == "":
		return data.BlockHost
	}
	return ""
}

// lines are the lines of a text that say something.
func lines(s string) (all []string) {
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// topic is a topic without the # that people put before it.
func topic(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "#") }

// container makes what is published: of words or one piece, or of the
// containers of several.
func (s *session) container(ctx context.Context, o data.Outgoing, p payload) (string, error) {
	form, err := settings(o, p)
	if err != nil {
		return "", err
	}
	switch len(o.Media) {
	case 0:
		form.Set("media_type", "TEXT")
	case 1:
		piece(form, o.Media[0])
	default:
		var children []string
		for _, m := range o.Media {
			child := url.Values{"is_carousel_item": {"true"}}
			piece(child, m)
			id, err := s.finished(ctx, child)
			if err != nil {
				return "", err
			}
			children = append(children, id)
		}
		form.Set("media_type", "CAROUSEL")
		form.Set("children", strings.Join(children, ","))
	}
	return s.finished(ctx, form)
}

// settings are what a part says of itself besides what it shows. Only the first
// one of a thread has a poll, a topic, a link of its own and its readers.
func settings(o data.Outgoing, p payload) (url.Values, error) {
	form := url.Values{}
	set := func(name, value string) {
		if value != "" {
			form.Set(name, value)
		}
	}
	set("text", p.Text)
	set("reply_to_id", p.Parent)
	if o.Options[optionSpoiler] != "" && len(o.Media) > 0 {
		set("is_spoiler_media", "true")
	}
	if p.Parent != "" {
		return form, nil
	}
	set("topic_tag", topic(o.Options[optionTopic]))
	if control := o.Options[optionReplies]; control != everyone {
		set("reply_control", control)
	}
	if o.Options[optionApprovals] != "" {
		set("enable_reply_approvals", "true")
	}
	if len(o.Media) > 0 {
		return form, nil
	}
	set("link_attachment", strings.TrimSpace(o.Options[optionLink]))
	if answers := lines(o.Options[optionPoll]); len(answers) > 0 {
		poll := map[string]string{}
		for i, answer := range answers {
			poll["option_"+string(rune('a'+i))] = answer
		}
		text, err := json.Marshal(poll)
		if err != nil {
			return nil, &data.Failure{Kind: data.Invalid, Op: "threads: prepare", Err: err}
		}
		set("poll_attachment", string(text))
	}
	return form, nil
}

// piece says which picture or video the network is to fetch.
func piece(form url.Values, m data.OutgoingMedia) {
	form.Set("media_type", "IMAGE")
	address := "image_url"
	if m.Video() {
		form.Set("media_type", "VIDEO")
		address = "video_url"
	}
	form.Set(address, m.URL)
	if m.Alt != "" {
		form.Set("alt_text", m.Alt)
	}
}

// finished makes a container and waits until it can be published.
func (s *session) finished(ctx context.Context, form url.Values) (string, error) {
	id, err := s.made(ctx, "threads: make container", "/me/threads", form, false)
	if err != nil {
		return "", err
	}
	return id, s.ready(ctx, id)
}

// Where a container stands.
const (
	statusInProgress = "IN_PROGRESS"
	statusFinished   = "FINISHED"
	statusPublished  = "PUBLISHED"
	statusFailed     = "ERROR"
	statusExpired    = "EXPIRED"
)

// standing is where a container stands. Error says more of a failure.
type standing struct {
	Code  string `json:"status"`
	Error string `json:"error_message"`
}

func (s *session) standing(ctx context.Context, op, id string) (standing, error) {
	var at standing
	if err := s.get(ctx, op, "/"+id, url.Values{"fields": {"status,error_message"}}, &at); err != nil {
		return at, err
	}
	if !slices.Contains([]string{statusInProgress, statusFinished, statusPublished, statusFailed, statusExpired}, at.Code) {
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
	const op = "threads: wait for container"
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
		case at.Code == statusFinished:
			return nil
		case at.Code != statusInProgress:
			return at.failure(op)
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}

// failure is why a container cannot be published. "ASPEC" is the network's own
// spelling.
func (at standing) failure(op string) *data.Failure {
	raw := at.Code + " " + at.Error
	f := &data.Failure{
		Kind: data.Transient, Op: op, Code: CodeProcessing, Err: errors.New("the container is of no use"),
		Raw: strings.ToValidUTF8(raw[:min(len(raw), 2000)], ""),
	}
	switch {
	case strings.HasPrefix(at.Error, "FAILED_DOWNLOADING"):
		f.Code = CodeNotFetched
	case strings.HasPrefix(at.Error, "INVALID_ASPEC"):
		f.Kind, f.Code = data.Invalid, CodeRatio
	case strings.HasPrefix(at.Error, "INVALID_"), strings.HasPrefix(at.Error, "FAILED_PROCESSING"):
		f.Kind, f.Code = data.Invalid, CodeMediaType
	}
	return f
}

// Commit publishes the container. The network does so once for each, however
// often it is asked.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "threads: publish"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	id, err := s.made(ctx, op, "/me/threads_publish", url.Values{"creation_id": {p.Container}}, true)
	if f := data.AsFailure(op, err); err != nil {
		if f.Kind == data.NotFound { // of the container: only looking tells why
			f.Kind = data.Ambiguous
		}
		return data.Receipt{}, f
	}
	r := data.Receipt{ID: id}
	var shown post
	// It is public; where to see it may stay unknown.
	if s.get(ctx, "threads: read address", "/"+id, url.Values{"fields": {"permalink"}}, &shown) == nil {
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

// Delete takes a post back, of which the network allows a hundred a day.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "threads: delete post"
	if !isID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this network")}
	}
	resp, err := s.do(ctx, op, http.MethodDelete, "/"+r.ID, nil, false)
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
