package rehearsal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	pinImageBytes = 20 << 20        // remembered
	pinWork       = 3 * time.Second // that a video takes to be processed
)

type pin struct {
	id          string
	board       string
	title       string
	description string
	link        string
	alt         string
	kind        string // "image", "multiple_images", "video"
	pictures    int
	made        time.Time
	likes       int // what it ends with; 0: the seed's choice
}

type pinMedia struct {
	id     string
	user   *pinUser
	policy string
	came   time.Time // zero: not yet
	broken bool
}

func (m *pinMedia) status(now time.Time) string {
	switch {
	case m.came.IsZero():
		return "registered"
	case now.Before(m.came.Add(pinWork)):
		return "processing"
	case m.broken:
		return "failed"
	}
	return "succeeded"
}

// pinWish is the body of a new pin.
type pinWish struct {
	Board       string `json:"board_id"`
	Title       string
	Description string
	Link        string
	Alt         string `json:"alt_text"`
	Media       struct {
		Type        string `json:"source_type"`
		ContentType string `json:"content_type"`
		Data        string
		MediaID     string `json:"media_id"`
		CoverAt     *int   `json:"cover_image_key_frame_time"`
		CoverURL    string `json:"cover_image_url"`
		CoverData   string `json:"cover_image_data"`
		Items       []struct {
			ContentType string `json:"content_type"`
			Data        string
		}
	} `json:"media_source"`
}

func (p *pinterest) create(c pinCall) answer {
	if slices.Contains(c.user.account.Lacks, "standard") {
		return pinError(http.StatusForbidden, 29, "Apps with Trial access may not create Pins in production.")
	}
	var wish pinWish
	if refused := c.decodeBody(&wish); refused != nil {
		return *refused
	}
	if !slices.ContainsFunc(c.user.boards, func(b *pinBoard) bool { return b.id == wish.Board }) {
		return pinError(http.StatusNotFound, 40, "Board not found.")
	}
	for name, field := range map[string]struct {
		text string
		most int
	}{
		"description": {wish.Description, 800}, "title": {wish.Title, 100}, "alt_text": {wish.Alt, 500}, "link": {wish.Link, 2048},
	} {
		if utf8.RuneCountInString(field.text) > field.most {
			return pinError(http.StatusBadRequest, 1, fmt.Sprintf("Invalid request: '%s' is too long, at most %d characters", name, field.most))
		}
	}
	kind, pictures, fault := p.shown(c, wish)
	if fault != "" {
		return pinError(http.StatusBadRequest, 235, fault)
	}
	made := &pin{
		id: p.mint(), board: wish.Board, title: wish.Title, description: wish.Description, link: wish.Link, alt: wish.Alt,
		kind: kind, pictures: pictures, made: p.server.clock.Now(),
	}
	c.user.pins = append(c.user.pins, made)
	seen := Published{Account: c.user.account.Handle, ID: made.id, Text: made.description, Images: pictures, At: made.made}
	if kind == "video" {
		seen.Videos = 1
	}
	p.server.published(seen)
	a := jsonAnswer(http.StatusCreated, p.view(c.user, made, false))
	a.accepted = true
	return a
}

// shown checks what a pin is to show; fault says what is wrong with it.
func (p *pinterest) shown(c pinCall, wish pinWish) (kind string, pictures int, fault string) {
	m := wish.Media
	switch m.Type {
	case "image_base64":
		return "image", 1, pinPicture(m.ContentType, m.Data)
	case "multiple_image_base64":
		if len(m.Items) < 2 || len(m.Items) > 5 {
			return "", 0, "Invalid request: between 2 and 5 images are required"
		}
		for _, item := range m.Items {
			if fault := pinPicture(item.ContentType, item.Data); fault != "" {
				return "", 0, fault
			}
		}
		return "multiple_images", len(m.Items), ""
	case "video_id":
		media := p.media[m.MediaID]
		switch {
		case media == nil || media.user != c.user:
			return "", 0, "Media not found."
		case media.status(p.server.clock.Now()) != "succeeded":
			return "", 0, "Media upload is not complete."
		case m.CoverAt == nil && m.CoverURL == "" && m.CoverData == "":
			return "", 0, "A cover image is required for video Pins."
		}
		return "video", 0, ""
	}
	return "", 0, "Invalid request: media_source is required"
}

func pinPicture(contentType, encoded string) (fault string) {
	content, err := base64.StdEncoding.DecodeString(encoded)
	switch kind := http.DetectContentType(content); {
	case err != nil || len(content) == 0:
		return "Invalid request: 'data' is not base64"
	case kind != contentType, kind != "image/jpeg" && kind != "image/png":
		return "Sorry we could not fetch the image."
	case len(content) > pinImageBytes:
		return "Image is too large."
	}
	return ""
}

func (p *pinterest) register(c pinCall) answer {
	var wish struct {
		Type string `json:"media_type"`
	}
	if refused := c.decodeBody(&wish); refused != nil {
		return *refused
	}
	if wish.Type != "video" {
		return pinError(http.StatusBadRequest, 1, "Invalid request: media_type")
	}
	m := &pinMedia{id: p.mint(), user: c.user, policy: p.grants.mint("policy")}
	p.media[m.id] = m
	return jsonAnswer(http.StatusCreated, map[string]any{
		"media_id": m.id, "media_type": "video", "upload_url": p.server.URL() + "/media-upload",
		"upload_parameters": map[string]string{
			"key": "uploads/" + m.id + ".mp4", "policy": m.policy, "Content-Type": "multipart/form-data",
			"x-amz-algorithm": "AWS4-HMAC-SHA256", "x-amz-credential": "rehearsal/us-east-1/s3/aws4_request",
			"x-amz-date": p.server.clock.Now().UTC().Format("20060102T150405Z"), "x-amz-signature": p.grants.mint("signature"),
			"x-amz-security-token": p.grants.mint("security"),
		},
	})
}

// takeFile is the storage: the fields first, the file last, and no token.
func (p *pinterest) takeFile(r *http.Request, body []byte) answer {
	refuse := func(code string) answer {
		return answer{
			status: http.StatusForbidden, header: map[string]string{"Content-Type": "application/xml"},
			body: []byte(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>` + code + `</Code></Error>`),
		}
	}
	if r.Header.Get("Authorization") != "" {
		return refuse("InvalidArgument")
	}
	_, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return refuse("MalformedPOSTRequest")
	}
	fields, content := map[string]string{}, []byte(nil)
	for parts := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := parts.NextPart()
		if err != nil {
			break
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return refuse("IncompleteBody")
		}
		if part.FormName() == "file" {
			content = value
			break // S3 looks at nothing that follows
		}
		fields[part.FormName()] = string(value)
	}
	id := strings.TrimSuffix(strings.TrimPrefix(fields["key"], "uploads/"), ".mp4")
	m := p.media[id]
	if m == nil || fields["policy"] != m.policy || fields["x-amz-signature"] == "" || len(content) == 0 {
		return refuse("AccessDenied")
	}
	m.came = p.server.clock.Now()
	m.broken = len(content) < 12 || string(content[4:8]) != "ftyp"
	return answer{status: http.StatusNoContent}
}

func (p *pinterest) showMedia(c pinCall) answer {
	m := p.media[c.id]
	if m == nil || m.user != c.user {
		return pinError(http.StatusNotFound, 404, "Media not found.")
	}
	return jsonAnswer(http.StatusOK, map[string]string{"media_id": m.id, "media_type": "video", "status": m.status(p.server.clock.Now())})
}

func (p *pinterest) find(c pinCall) *pin {
	i := slices.IndexFunc(c.user.pins, func(one *pin) bool { return one.id == c.id })
	if i < 0 {
		return nil
	}
	return c.user.pins[i]
}

func (p *pinterest) showPin(c pinCall) answer {
	one := p.find(c)
	if one == nil {
		return pinError(http.StatusNotFound, 50, "Pin not found.")
	}
	return jsonAnswer(http.StatusOK, p.view(c.user, one, c.q.Get("pin_metrics") == "true"))
}

func (p *pinterest) remove(c pinCall) answer {
	one := p.find(c)
	if one == nil {
		return pinError(http.StatusNotFound, 50, "Pin not found.")
	}
	c.user.pins = slices.DeleteFunc(c.user.pins, func(other *pin) bool { return other == one })
	p.server.deleted(one.id)
	return answer{status: http.StatusNoContent}
}
