package pinterest

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Kinds of media in a pin, as the network names them when it shows one.
const (
	kindImage  = "image"
	kindImages = "multiple_images"
	kindVideo  = "video"
)

// payload is what Commit sends, with what Find needs to know it again: a pin
// carries no mark of ours that can be read back.
type payload struct {
	// Stamp was fixed when the post was scheduled, Prepared is of this request:
	// nothing was sent before the earlier of them, however often it was tried.
	Stamp    time.Time `json:"stamp"`
	Prepared time.Time `json:"prepared"`
	// Known are the pins that were like this one already when the request was
	// prepared: ids of this network do not grow with time.
	Known []string `json:"known,omitempty"`
	Kind  string   `json:"kind"`
	Pin   request  `json:"pin"`
}

// request is the body of POST /pins.
type request struct {
	Board       string `json:"board_id"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Link        string `json:"link,omitempty"`
	Alt         string `json:"alt_text,omitempty"`
	Media       source `json:"media_source"`
}

// source is where the pictures of a pin come from. One picture stands in Data,
// several in Items, a video was uploaded before.
type source struct {
	Type        string    `json:"source_type"`
	ContentType string    `json:"content_type,omitempty"`
	Data        []byte    `json:"data,omitempty"` // base64, as encoding/json writes it
	Items       []picture `json:"items,omitempty"`
	MediaID     string    `json:"media_id,omitempty"`
	Cover       int       `json:"cover_image_key_frame_time,omitempty"` // in seconds
}

type picture struct {
	ContentType string `json:"content_type"`
	Data        []byte `json:"data"`
}

// coverAt is the second of a video that its pin shows: the very first picture is
// often black.
const coverAt = 1

// NewKey returns a random name, which the network never sees.
func (s *session) NewKey(time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return fmt.Sprintf("%x", b)
}

// Prepare reads the pictures into the request, or uploads the video and waits
// until the network has processed it. An upload that no pin uses is forgotten
// by the network.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "pinterest: prepare"
	o.Text, o.Title = strings.ToValidUTF8(o.Text, "\uFFFD"), strings.ToValidUTF8(o.Title, "\uFFFD")
	alt := allAlt(o.Media)
	link := strings.TrimSpace(o.Options[optionLink])
	if code := s.check(o, alt, link); code != "" {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: code}
	}
	p := payload{Stamp: o.Stamp.UTC(), Prepared: s.http.Clock().Now(), Pin: request{
		Board: o.Options[optionBoard], Title: o.Title, Description: o.Text, Link: link, Alt: alt,
	}}
	var err error
	if p.Kind, p.Pin.Media, err = s.source(ctx, op, o.Media); err != nil {
		return nil, err
	}
	if p.Known, err = s.alikeNow(ctx, p); err != nil {
		return nil, err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

// allAlt is one description of all pictures: a pin has no more.
func allAlt(media []data.OutgoingMedia) string {
	var all []string
	for _, m := range media {
		if alt := strings.TrimSpace(strings.ToValidUTF8(m.Alt, "\uFFFD")); alt != "" {
			all = append(all, alt)
		}
	}
	return strings.Join(all, "\n")
}

// check is what can be told before anything is uploaded, as a failure's code.
func (s *session) check(o data.Outgoing, alt, link string) string {
	can := s.account.Can.Media
	videos := 0
	for _, m := range o.Media {
		if m.Video() {
			videos++
		}
	}
	switch {
	case !isID(o.Options[optionBoard]):
		return CodeBoard
	case len(o.Media) == 0:
		return CodeNoMedia
	case videos > 0 && len(o.Media) > 1, len(o.Media) > max(can.Images, can.Videos):
		return CodeTooMany
	case utf8.RuneCountInString(o.Text) > maxText:
		return CodeTooLong
	case utf8.RuneCountInString(o.Title) > maxTitle:
		return CodeTitle
	case utf8.RuneCountInString(alt) > maxAlt:
		return CodeAlt
	case link != "" && !isWebAddress(link):
		return CodeLink
	}
	return ""
}

// source makes what the pin shows.
func (s *session) source(ctx context.Context, op string, media []data.OutgoingMedia) (kind string, from source, err error) {
	if media[0].Video() {
		id, err := s.uploadVideo(ctx, media[0])
		return kindVideo, source{Type: "video_id", MediaID: id, Cover: coverAt}, err
	}
	var pictures []picture
	for _, m := range media {
		content, err := s.picture(op, m)
		if err != nil {
			return "", source{}, err
		}
		pictures = append(pictures, picture{ContentType: m.MIME, Data: content})
	}
	if len(pictures) == 1 {
		return kindImage, source{Type: "image_base64", ContentType: pictures[0].ContentType, Data: pictures[0].Data}, nil
	}
	return kindImages, source{Type: "multiple_image_base64", Items: pictures}, nil
}

// picture reads a picture that the network takes.
func (s *session) picture(op string, m data.OutgoingMedia) ([]byte, error) {
	can := s.account.Can.Media
	if !slices.Contains(can.MIME, m.MIME) {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: fmt.Errorf("%q is not taken", m.MIME)}
	}
	if m.Bytes > can.MaxBytes {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge, Err: fmt.Errorf("%d bytes", m.Bytes)}
	}
	content, err := m.Content()
	if err != nil {
		return nil, data.MediaFailure(op, err)
	}
	return content, nil
}

// Commit makes the pin public, as far as the application's access goes.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "pinterest: post"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	body, err := json.Marshal(p.Pin)
	if err != nil {
		return data.Receipt{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url("/pins", nil), Header: jsonHeader(), Body: body, Publishes: true,
	})
	if data.KindOf(err) == data.NotFound {
		f := *data.AsFailure(op, err)
		f.Kind, f.Code = data.Invalid, CodeBoard
		return data.Receipt{}, &f
	}
	if err != nil {
		return data.Receipt{}, err
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

func (s *session) receipt(id string) data.Receipt {
	return data.Receipt{ID: id, URL: s.web + "/pin/" + id + "/"}
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || !isID(p.Pin.Board) || p.Stamp.IsZero() {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}

// Delete takes a pin back.
func (s *session) Delete(ctx context.Context, r data.Receipt) error {
	const op = "pinterest: delete pin"
	if !isID(r.ID) {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a pin")}
	}
	_, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodDelete, URL: s.url("/pins/"+r.ID, nil)})
	return err
}
