package rehearsal

import (
	"bytes"
	"image"
	_ "image/gif" // how large a picture is
	_ "image/jpeg"
	_ "image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

const (
	xImageBytes   = 5 << 20
	xGIFBytes     = 15 << 20
	xVideoBytes   = 8 << 30
	xSegmentBytes = 5 << 20
	xMediaLife    = 24 * time.Hour
	xAltRunes     = 1000
	xWorks        = 3 * time.Second // how long a video is being processed
)

// xMedia is a file that was sent, or is being sent.
type xMedia struct {
	id       string
	owner    *xUser
	category string // "tweet_image", "tweet_video", "tweet_gif"
	total    int
	received int
	segments int
	alt      string
	sent     time.Time // zero while segments are still to come
	ready    time.Time
}

func (m *xMedia) key() string {
	prefix := map[string]string{"tweet_image": "3_", "tweet_video": "7_", "tweet_gif": "16_"}
	return prefix[m.category] + m.id
}

// attach finds the files that a post names.
func (d *x) attach(p *xPost, wish xWish) *answer {
	if wish.Media == nil {
		return nil
	}
	now := d.server.clock.Now()
	single := false
	for _, id := range wish.Media.IDs {
		m := d.media[id]
		if m == nil || m.owner != p.author || m.sent.IsZero() || now.Before(m.ready) || now.Sub(m.sent) > xMediaLife {
			return xRefused(xInvalid("media.media_ids", "Your media IDs are invalid."))
		}
		single = single || m.category != "tweet_image"
		p.media = append(p.media, m)
	}
	if n := len(p.media); n == 0 || n > 4 || single && n > 1 {
		return xRefused(xInvalid("media.media_ids", "$.media.media_ids: 4 photos, 1 GIF or 1 video"))
	}
	return nil
}

// file takes the file and the fields out of a multipart form.
func (c xCall) file() (content []byte, fields map[string][]string, ok bool) {
	_, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		return nil, nil, false
	}
	form, err := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]).ReadForm(maxRequest)
	if err != nil || len(form.File["media"]) != 1 {
		return nil, nil, false
	}
	file, err := form.File["media"][0].Open()
	if err != nil {
		return nil, nil, false
	}
	content, err = io.ReadAll(file)
	return content, form.Value, err == nil
}

// upload takes a picture at once.
func (d *x) upload(c xCall) answer {
	content, fields, ok := c.file()
	if !ok || !slices.Equal(fields["media_category"], []string{"tweet_image"}) {
		return xInvalid("media", "$.media: is missing but it is required")
	}
	kind := http.DetectContentType(content)
	switch {
	case len(content) > xImageBytes:
		return xInvalid("media", "File size exceeds 5242880 bytes.")
	case !slices.Contains([]string{"image/jpeg", "image/png", "image/webp", "image/gif"}, kind):
		return xInvalid("media", "media type unrecognized.")
	}
	now := d.server.clock.Now()
	m := &xMedia{id: d.mint(now), owner: c.user, category: "tweet_image", total: len(content), received: len(content), sent: now, ready: now}
	d.media[m.id] = m
	shown := d.viewMedia(m)
	if config, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil {
		shown["image"] = map[string]any{"image_type": kind, "w": config.Width, "h": config.Height}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": shown})
}

func (d *x) viewMedia(m *xMedia) map[string]any {
	shown := map[string]any{"id": m.id, "media_key": m.key(), "size": m.received, "expires_after_secs": int(xMediaLife.Seconds())}
	now := d.server.clock.Now()
	switch {
	case m.sent.IsZero() || m.ready.Equal(m.sent):
	case now.Before(m.ready):
		done := 100 * int(now.Sub(m.sent)) / int(m.ready.Sub(m.sent))
		state := "in_progress"
		if done == 0 {
			state = "pending"
		}
		shown["processing_info"] = map[string]any{"state": state, "check_after_secs": 1, "progress_percent": done}
	default:
		shown["processing_info"] = map[string]any{"state": "succeeded", "progress_percent": 100}
	}
	return shown
}

func (d *x) beginUpload(c xCall) answer {
	var wish struct {
		Type     string `json:"media_type"`
		Category string `json:"media_category"`
		Total    int    `json:"total_bytes"`
	}
	if err := decodeStrictly(c.body, &wish); err != nil {
		return xInvalid("body", err.Error())
	}
	kinds := map[string][]string{"tweet_video": {"video/mp4", "video/quicktime"}, "tweet_gif": {"image/gif"}}
	most := map[string]int{"tweet_video": xVideoBytes, "tweet_gif": xGIFBytes}[wish.Category]
	if !slices.Contains(kinds[wish.Category], wish.Type) || wish.Total <= 0 || wish.Total > most {
		return xInvalid("total_bytes", "$.total_bytes: is not what the network takes of "+wish.Category)
	}
	m := &xMedia{id: d.mint(d.server.clock.Now()), owner: c.user, category: wish.Category, total: wish.Total}
	d.media[m.id] = m
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]any{
		"id": m.id, "media_key": m.key(), "expires_after_secs": int(xMediaLife.Seconds()),
	}})
}

// unsent is a file of the caller whose segments are still coming.
func (d *x) unsent(c xCall) *xMedia {
	if m := d.media[c.id]; m != nil && m.owner == c.user && m.sent.IsZero() {
		return m
	}
	return nil
}

func (d *x) appendUpload(c xCall) answer {
	m := d.unsent(c)
	content, fields, ok := c.file()
	if m == nil || !ok || len(fields["segment_index"]) != 1 {
		return xInvalid("id", "$.media: no such upload")
	}
	index, err := strconv.Atoi(fields["segment_index"][0])
	if err != nil || index != m.segments || index > 999 || len(content) == 0 || len(content) > xSegmentBytes {
		return xInvalid("segment_index", "$.segment_index: segments of at most 5 MB, 0 to 999")
	}
	m.segments++
	m.received += len(content)
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]any{"expires_at": d.server.clock.Now().Add(xMediaLife).Unix()}})
}

func (d *x) endUpload(c xCall) answer {
	m := d.unsent(c)
	if m == nil || m.received != m.total {
		return xInvalid("id", "Segments do not add up to provided total file size.")
	}
	m.sent = d.server.clock.Now()
	m.ready = m.sent
	if m.category == "tweet_video" {
		m.ready = m.sent.Add(xWorks)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": d.viewMedia(m)})
}

func (d *x) uploadStatus(c xCall) answer {
	m := d.media[c.query.Get("media_id")]
	if m == nil || m.owner != c.user || c.query.Get("command") != "STATUS" {
		return xInvalid("media_id", "$.media_id: no such upload")
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": d.viewMedia(m)})
}

// describe keeps a picture's text.
func (d *x) describe(c xCall) answer {
	var wish struct {
		ID       string `json:"id"`
		Metadata struct {
			Alt struct {
				Text string `json:"text"`
			} `json:"alt_text"`
		} `json:"metadata"`
	}
	if err := decodeStrictly(c.body, &wish); err != nil {
		return xInvalid("body", err.Error())
	}
	m := d.media[wish.ID]
	if m == nil || m.owner != c.user || utf8.RuneCountInString(wish.Metadata.Alt.Text) > xAltRunes {
		return xInvalid("metadata", "$.metadata.alt_text.text: at most 1000 characters")
	}
	m.alt = wish.Metadata.Alt.Text
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]any{
		"id": m.id, "associated_metadata": map[string]any{"alt_text": map[string]any{"text": m.alt}},
	}})
}
