package facebook

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
	"parvis/platforms/likeness"
)

// kindPost is a post of the feed; the other kinds are the formats of a video.
const kindPost = "post"

// payload is what Commit sends, with what Find needs to know it again: a post
// carries no mark of ours that can be read back.
type payload struct {
	Kind string `json:"kind"`
	// Stamp was fixed when the post was scheduled, Prepared is of this request:
	// nothing was sent before the earlier of them, however often it was tried.
	Stamp    time.Time `json:"stamp"`
	Prepared time.Time `json:"prepared"`
	// Older are the posts and scheduled posts with the same text that were
	// there when the request was prepared: none of them is it.
	Older   []string `json:"older,omitempty"`
	Message string   `json:"message,omitempty"`
	Link    string   `json:"link,omitempty"`
	Photos  []string `json:"photos,omitempty"`  // uploaded, unpublished
	Video   string   `json:"video,omitempty"`   // uploaded, not finished
	Session string   `json:"session,omitempty"` // of its upload
	Till    int64    `json:"till,omitempty"`    // Unix seconds; 0: at once
}

// oldest is how far a look goes back: before it nothing of the payload was sent.
func (p payload) oldest() time.Time {
	return likeness.Since(p.Stamp, p.Prepared).Add(-likeness.ClocksApart)
}

// NewKey returns a name for the journal. The network takes none: what was
// published is known again by what it shows.
func (s *session) NewKey(time.Time) string { return strings.ToLower(rand.Text()) }

// Prepare uploads what is attached, unpublished, and returns the request.
// Pictures and videos that are uploaded and never used are shown to nobody.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "facebook: prepare"
	if err := s.check(op, o); err != nil {
		return nil, err
	}
	p := payload{
		Kind: kindPost, Stamp: o.Stamp.UTC(), Prepared: s.http.Clock().Now(),
		Message: strings.ToValidUTF8(o.Text, "\uFFFD"), Link: linkOf(o),
	}
	if !o.HoldTill.IsZero() {
		p.Till = o.HoldTill.Unix()
	}
	for _, m := range o.Media {
		var err error
		switch {
		case !m.Video():
			var id string
			id, err = s.uploadPhoto(ctx, m, p.Till != 0)
			p.Photos = append(p.Photos, id)
		case o.Options[optionFormat] == formatReel:
			p.Kind = formatReel
			p.Video, err = s.uploadReel(ctx, m)
		default:
			p.Kind = formatVideo
			p.Video, p.Session, err = s.uploadVideo(ctx, m)
		}
		if err != nil {
			return nil, err
		}
	}
	if p.Kind == kindPost && len(p.Photos) == 0 {
		alike, err := s.alike(ctx, op, p)
		if err != nil {
			return nil, err
		}
		p.Older = alike.IDs()
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, invalid(op, "", err.Error())
	}
	return text, nil
}

// linkOf is the link that a post shows below its text: the one that was chosen,
// or else the first one in the text. What is attached takes its place.
func linkOf(o data.Outgoing) string {
	if len(o.Media) > 0 {
		return ""
	}
	if chosen := strings.TrimSpace(o.Options[optionLink]); chosen != "" {
		return chosen
	}
	for word := range strings.FieldsSeq(o.Text) {
		word = strings.Trim(word, "()[]«»“”\"'.,;:!?…")
		if isLink(word) {
			return word
		}
	}
	return ""
}

func isLink(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

// check is what can be told before anything is uploaded.
func (s *session) check(op string, o data.Outgoing) error {
	can := s.account.Can
	link := strings.TrimSpace(o.Options[optionLink])
	switch {
	case len(o.Previous) > 0:
		return invalid(op, "", "no threads on this network")
	case strings.TrimSpace(o.Text) == "" && len(o.Media) == 0 && link == "":
		return invalid(op, CodeEmpty, "")
	case utf8.RuneCountInString(o.Text) > can.Text.Max:
		return invalid(op, graph.CodeTooLong, "")
	case link != "" && !isLink(link):
		return invalid(op, CodeLink, "not the address of a page")
	}
	if !o.HoldTill.IsZero() {
		switch ahead := o.HoldTill.Sub(s.http.Clock().Now()); {
		case ahead < leastAhead:
			return invalid(op, CodeTooSoon, "")
		case ahead > mostAhead:
			return invalid(op, "", "more than thirty days ahead")
		}
	}
	return checkMedia(op, can.Media, o)
}

func checkMedia(op string, can data.MediaRule, o data.Outgoing) error {
	videos := 0
	for _, m := range o.Media {
		types, most := can.MIME, can.MaxBytes
		if m.Video() {
			videos++
			types, most = can.VideoMIME, can.VideoBytes
		}
		switch {
		case !slices.Contains(types, m.MIME):
			return invalid(op, graph.CodeMediaType, m.MIME+" is not taken")
		case m.Bytes > most:
			return invalid(op, data.CodeTooLarge, strconv.FormatInt(m.Bytes, 10)+" bytes")
		}
	}
	pictures := len(o.Media) - videos
	switch reel := o.Options[optionFormat] == formatReel; {
	case pictures > can.Images:
		return invalid(op, graph.CodeTooMany, "")
	case videos > 1, videos > 0 && pictures > 0:
		return invalid(op, CodeMixed, "")
	case reel && videos == 0:
		return invalid(op, CodeReel, "no video")
	case reel && o.Media[0].Length != 0 && (o.Media[0].Length < reelMin || o.Media[0].Length > reelMax):
		return invalid(op, CodeReel, o.Media[0].Length.String())
	}
	return nil
}

// Commit makes the part public, or hands it over when it was prepared with
// HoldTill. data.CodeDuplicate: the network has the same text already, and not from
// this post; when it may be from this post the failure is Ambiguous.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "facebook: publish"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	if p.Kind != kindPost {
		return s.finish(ctx, op, p)
	}
	resp, err := s.publish(ctx, op, s.at(s.hosts.graph, "/"+s.account.Remote+"/feed", nil), p.feed())
	if err != nil {
		return data.Receipt{}, s.doubtDuplicate(ctx, op, p, err)
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

// publish sends a form that must not be sent twice.
func (s *session) publish(ctx context.Context, op, url string, form url.Values) (*httpx.Response, error) {
	return s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: url, Header: graph.FormHeader(), Body: []byte(form.Encode()), Publishes: true,
	})
}

// feed is the body of POST /{page}/feed.
func (p payload) feed() url.Values {
	form := values("message", p.Message, "link", p.Link)
	for i, id := range p.Photos {
		form.Set("attached_media["+strconv.Itoa(i)+"]", `{"media_fbid":"`+id+`"}`)
	}
	p.scheduled(form)
	return form
}

// scheduled adds when the network shall publish.
func (p payload) scheduled(form url.Values) {
	if p.Till != 0 {
		form.Set("published", "false")
		form.Set("unpublished_content_type", "SCHEDULED")
		form.Set("scheduled_publish_time", strconv.FormatInt(p.Till, 10))
	}
}

// doubtDuplicate makes Ambiguous of a refusal as a duplicate when an earlier
// attempt of this very post may be the other one.
func (s *session) doubtDuplicate(ctx context.Context, op string, p payload, err error) error {
	f := data.AsFailure(op, err)
	if f.Code != data.CodeDuplicate {
		return err
	}
	p.Older = nil
	if alike, lookErr := s.alike(ctx, op, p); lookErr == nil && alike.None() {
		return err
	}
	f.Kind, f.Code = data.Ambiguous, ""
	return f
}

// receipt names what was published. The address leads to any object of the
// network (used widely, not documented).
func (s *session) receipt(id string) data.Receipt {
	return data.Receipt{ID: id, URL: s.hosts.web + "/" + id}
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	err := json.Unmarshal(sent, &p)
	if err != nil || p.Stamp.IsZero() || p.Kind != kindPost && !isID(p.Video) || slices.ContainsFunc(p.Photos, func(id string) bool { return !isID(id) }) {
		return p, invalid(op, "", "not a payload of this network")
	}
	return p, nil
}

// Delete takes a post or video back.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	return s.remove(ctx, "facebook: delete post", r.ID)
}

func (s *session) remove(ctx context.Context, op, id string) error {
	if !isID(id) {
		return invalid(op, "", "not an object of this network")
	}
	return s.api().Remove(ctx, op, id)
}
