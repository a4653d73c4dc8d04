package instagram

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/graph"
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
	p, err := s.containers().Begin(ctx, o, "")
	if err != nil {
		return nil, err
	}
	if p.Container, err = s.container(ctx, o, p.Text); err != nil {
		return nil, err
	}
	return p.Keep(op)
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
		return graph.CodeTooMany
	case utf8.RuneCountInString(o.Text) > mostCaption:
		return graph.CodeTooLong
	case len(hashtag.FindAllString(o.Text, -1)) > mostHashtags:
		return CodeHashtags
	case len(mention.FindAllString(o.Text, -1)) > mostMentions:
		return CodeMentions
	case len(tags(o.Options[optionCollaborators])) > mostCollaborators:
		return CodeMentions
	}
	for _, m := range o.Media {
		if code := graph.CheckPiece(m, can.Media); code != "" {
			return code
		}
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
func (s *session) container(ctx context.Context, o data.Outgoing, caption string) (string, error) {
	form, err := settings(o, caption)
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
	return s.containers().Finished(ctx, form)
}

// settings are what a post says of itself besides what it shows.
func settings(o data.Outgoing, caption string) (url.Values, error) {
	form := url.Values{}
	if caption != "" {
		form.Set("caption", caption)
	}
	if names := tags(o.Options[optionCollaborators]); len(names) > 0 {
		text, err := json.Marshal(names)
		if err != nil {
			return nil, &data.Failure{Kind: data.Invalid, Op: "instagram: prepare", Err: err}
		}
		form.Set("collaborators", string(text))
	}
	if graph.Shape(o) == graph.ShapeVideo {
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
		return s.containers().Finished(ctx, form)
	}
	form.Set("media_type", "REELS")
	if form.Has("is_carousel_item") {
		form.Set("media_type", "VIDEO")
	}
	form.Set("upload_type", "resumable")
	id, err := s.containers().Create(ctx, form)
	if err != nil {
		return "", err
	}
	if err := s.send(ctx, id, m); err != nil {
		return "", err
	}
	return id, s.containers().Ready(ctx, id)
}

// Delete takes a post back. Older documentation says that the network does not
// let applications do so: then it is Unsupported, and done in Instagram.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	return s.remove(ctx, "instagram: delete post", r.ID)
}

func (s *session) remove(ctx context.Context, op, id string) error {
	if !graph.IsID(id) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: fmt.Errorf("%q is no id of this network", id)}
	}
	return s.api().Remove(ctx, op, id)
}
