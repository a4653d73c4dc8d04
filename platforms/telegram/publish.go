package telegram

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"parvis/data"
	"parvis/platforms/httpx"
)

// payload is what Commit sends: its head as a line of JSON, a line feed, and
// the body of the request as it is. Files can only be sent with the post that
// shows them, so they are inside.
type payload struct {
	Method string `json:"method"`
	Kind   string `json:"kind"` // content type of the body
	body   []byte
}

func (p payload) text() ([]byte, error) {
	head, err := json.Marshal(p)
	return slices.Concat(head, []byte("\n"), p.body), err
}

func readPayload(op string, sent []byte) (payload, error) {
	head, body, _ := bytes.Cut(sent, []byte("\n"))
	var p payload
	if err := json.Unmarshal(head, &p); err != nil || !slices.Contains([]string{methodText, methodPhoto, methodVideo, methodAlbum}, p.Method) {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	p.body = body
	return p, nil
}

// Methods that publish.
const (
	methodText  = "sendMessage"
	methodPhoto = "sendPhoto"
	methodVideo = "sendVideo"
	methodAlbum = "sendMediaGroup"
)

// preview says how the first link of a text is shown.
type preview struct {
	Disabled bool `json:"is_disabled"`
}

// message is the body of sendMessage.
type message struct {
	Chat    int64     `json:"chat_id"`
	Text    string    `json:"text"`
	Mode    string    `json:"parse_mode"`
	Silent  bool      `json:"disable_notification,omitempty"`
	Preview *preview  `json:"link_preview_options,omitempty"`
	To      *answered `json:"reply_parameters,omitempty"`
}

// answered is what a message answers.
type answered struct {
	ID int64 `json:"message_id"`
}

// modeHTML needs the fewest signs escaped of the network's ways to mark text up.
const modeHTML = "HTML"

// escaped is a text as HTML. Only these three are marks to the network.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.ToValidUTF8(text, "\uFFFD"))
}

// NewKey returns a random name, which the network never sees.
func (s *session) NewKey(time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return fmt.Sprintf("%x", b)
}

// Prepare makes the request, with the pictures in it. It asks the network
// nothing.
func (s *session) Prepare(_ context.Context, o data.Outgoing) ([]byte, error) {
	const op = "telegram: prepare"
	if err := s.check(op, o); err != nil {
		return nil, err
	}
	p, err := s.request(op, o)
	if err != nil {
		return nil, err
	}
	text, err := p.text()
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

// check is what can be told without asking. A text that is too long beside a
// picture is refused: sent in two messages it would be two posts.
func (s *session) check(op string, o data.Outgoing) error {
	length := len(utf16.Encode([]rune(o.Text)))
	code := ""
	switch {
	case len(o.Media) == 0 && strings.TrimSpace(o.Text) == "":
		code = CodeEmpty
	case len(o.Media) == 0 && length > maxText:
		code = CodeTooLong
	case len(o.Media) > 0 && length > maxCaption:
		code = CodeCaption
	case len(o.Media) > maxAlbum:
		code = CodeTooMany
	}
	videos := 0
	for _, m := range o.Media {
		if m.Video() {
			videos++
		}
		if code == "" {
			code = s.checkMedia(m)
		}
	}
	if code == "" && videos > s.account.Can.Media.Videos {
		code = CodeTooMany
	}
	if code != "" {
		return &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	return nil
}

func (s *session) checkMedia(m data.OutgoingMedia) (code string) {
	can := s.account.Can.Media
	kinds, most := can.MIME, can.MaxBytes
	if m.Video() {
		kinds, most = can.VideoMIME, can.VideoBytes
	}
	switch {
	case !slices.Contains(kinds, m.MIME):
		return CodeMediaType
	case m.Bytes > most:
		return data.CodeTooLarge
	case m.Video():
		return ""
	case m.Width+m.Height > maxSides, m.Width > maxRatio*m.Height, m.Height > maxRatio*m.Width:
		return CodeMediaType
	}
	return ""
}

// request makes what is sent: a message, a picture or video with its caption,
// or an album whose first one bears it.
func (s *session) request(op string, o data.Outgoing) (payload, error) {
	silent := o.Options[optionSilent] != ""
	if len(o.Media) == 0 {
		m := message{Chat: s.channel(), Text: escaped(o.Text), Mode: modeHTML, Silent: silent}
		if o.Options[optionNoPreview] != "" {
			m.Preview = &preview{Disabled: true}
		}
		body, err := json.Marshal(m)
		if err != nil {
			return payload{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
		}
		return payload{Method: methodText, Kind: "application/json", body: body}, nil
	}
	fields := [][2]string{{"chat_id", s.account.Remote}}
	if silent {
		fields = append(fields, [2]string{"disable_notification", "true"})
	}
	method := methodAlbum
	if len(o.Media) == 1 {
		var more [][2]string
		method, more = alone(o)
		fields = append(fields, more...)
	} else {
		list, err := album(o)
		if err != nil {
			return payload{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
		}
		fields = append(fields, [2]string{"media", list})
	}
	body, kind, err := form(fields, o.Media)
	if err != nil {
		return payload{}, data.MediaFailure(op, err)
	}
	return payload{Method: method, Kind: kind, body: body}, nil
}

// alone are the fields of a single picture or video besides its file.
func alone(o data.Outgoing) (method string, fields [][2]string) {
	if o.Text != "" {
		fields = append(fields, [2]string{"caption", escaped(o.Text)}, [2]string{"parse_mode", modeHTML})
	}
	m := o.Media[0]
	if !m.Video() {
		return methodPhoto, append(fields, [2]string{"photo", "attach://f0"})
	}
	fields = append(fields, [2]string{"video", "attach://f0"}, [2]string{"supports_streaming", "true"})
	for _, size := range []struct {
		name string
		n    int
	}{{"width", m.Width}, {"height", m.Height}, {"duration", int(m.Length.Seconds())}} {
		if size.n > 0 {
			fields = append(fields, [2]string{size.name, strconv.Itoa(size.n)})
		}
	}
	return methodVideo, fields
}

// album lists several files.
func album(o data.Outgoing) (string, error) {
	type item struct {
		Type    string `json:"type"`
		Media   string `json:"media"`
		Caption string `json:"caption,omitempty"`
		Mode    string `json:"parse_mode,omitempty"`
	}
	var list []item
	for i, m := range o.Media {
		one := item{Type: "photo", Media: "attach://" + fileField(i)}
		if m.Video() {
			one.Type = "video"
		}
		if i == 0 && o.Text != "" {
			one.Caption, one.Mode = escaped(o.Text), modeHTML
		}
		list = append(list, one)
	}
	text, err := json.Marshal(list)
	return string(text), err
}

func fileField(i int) string { return "f" + strconv.Itoa(i) }

// form is the fields and files as a multipart form.
func form(fields [][2]string, media []data.OutgoingMedia) (body []byte, contentType string, err error) {
	var parts []httpx.Part
	for _, f := range fields {
		parts = append(parts, httpx.Part{Name: f[0], Value: f[1]})
	}
	for i, m := range media {
		content, err := m.Content()
		if err != nil {
			return nil, "", err
		}
		parts = append(parts, httpx.Part{Name: fileField(i), MIME: m.MIME, Content: content})
	}
	return httpx.Multipart(parts...)
}
