package threads

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/graph"
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
	parent := ""
	if n := len(o.Previous); n > 0 {
		if parent = o.Previous[n-1].ID; !graph.IsID(parent) {
			return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("the part before is not a post that can be answered")}
		}
	}
	p, err := s.containers().Begin(ctx, o, parent)
	if err != nil {
		return nil, err
	}
	if p.Container, err = s.container(ctx, o, p); err != nil {
		return nil, err
	}
	return p.Keep(op)
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
		return graph.CodeTooLong
	case links(o.Text) > mostLinks:
		return CodeLinks
	case len(o.Media) > mostPieces:
		return graph.CodeTooMany
	case len(poll) > 0 && (len(poll) < leastPoll || len(poll) > mostPoll || len(o.Media) > 0 || slices.ContainsFunc(poll, long)):
		return CodePoll
	case len(poll) > 0 && strings.TrimSpace(o.Options[optionLink]) != "":
		return CodePoll
	}
	if t := topic(o.Options[optionTopic]); strings.ContainsAny(t, ".&") || utf8.RuneCountInString(t) > mostTopic {
		return CodeTopic
	}
	for _, m := range o.Media {
		if code := graph.CheckPiece(m, s.account.Can.Media); code != "" {
			return code
		}
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
func (s *session) container(ctx context.Context, o data.Outgoing, p graph.Payload) (string, error) {
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
			id, err := s.containers().Finished(ctx, child)
			if err != nil {
				return "", err
			}
			children = append(children, id)
		}
		form.Set("media_type", "CAROUSEL")
		form.Set("children", strings.Join(children, ","))
	}
	return s.containers().Finished(ctx, form)
}

// settings are what a part says of itself besides what it shows. Only the first
// one of a thread has a poll, a topic, a link of its own and its readers.
func settings(o data.Outgoing, p graph.Payload) (url.Values, error) {
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

// Delete takes a post back, of which the network allows a hundred a day.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "threads: delete post"
	if !graph.IsID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a post of this network")}
	}
	return s.api().Remove(ctx, op, r.ID)
}
