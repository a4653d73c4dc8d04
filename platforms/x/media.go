package x

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	gif = "image/gif"
	// segment is how much of a file goes in one request, in bytes: of the 1000
	// segments of 5 MB at most that the network takes, these make up for the
	// largest video that Parvis keeps.
	segment = 4_500_000
	// patience is how long the network is given to process a video (R13).
	patience = 4 * time.Minute
)

// uploaded is how the network describes a file that was sent.
type uploaded struct {
	ID         string
	Processing *struct {
		State string
		After int `json:"check_after_secs"`
	} `json:"processing_info"`
}

// upload gives the network one file and returns its id when it can be shown.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia) (id string, err error) {
	if f := s.fits(m); f != nil {
		return "", f
	}
	if m.Video() || m.MIME == gif {
		id, err = s.inSegments(ctx, m)
	} else {
		id, err = s.atOnce(ctx, m)
	}
	if err != nil || m.Alt == "" {
		return id, err
	}
	return id, s.describe(ctx, id, m.Alt)
}

// fits tells why a file is not taken, nil when it is.
func (s *session) fits(m data.OutgoingMedia) *data.Failure {
	can := s.account.Can.Media
	taken, most := can.MIME, can.MaxBytes
	switch {
	case m.Video():
		taken, most = can.VideoMIME, can.VideoBytes
	case m.MIME == gif:
		most = gifBytes
	}
	f := &data.Failure{Kind: data.Invalid, Op: "x: upload"}
	switch {
	case !slices.Contains(taken, m.MIME):
		f.Code, f.Err = CodeMediaType, fmt.Errorf("%q is not taken", m.MIME)
	case m.Bytes > most:
		f.Code, f.Err = data.CodeTooLarge, fmt.Errorf("%d bytes", m.Bytes)
	case m.Video() && m.Length > 0 && (m.Length < can.VideoMin || m.Length > can.VideoMax):
		f.Code, f.Err = CodeVideo, fmt.Errorf("%v long", m.Length)
	case utf8.RuneCountInString(m.Alt) > altMax:
		f.Code, f.Err = CodeTooLong, errors.New("the description")
	default:
		return nil
	}
	return f
}

// atOnce sends a picture in one request.
func (s *session) atOnce(ctx context.Context, m data.OutgoingMedia) (string, error) {
	const op = "x: upload picture"
	content, err := m.Content()
	if err != nil {
		return "", data.MediaFailure(op, err)
	}
	var up uploaded
	if err := s.sendFile(ctx, op, "/2/media/upload", m.MIME, content, "media_category", "tweet_image", &up); err != nil {
		return "", err
	}
	if !isID(up.ID) {
		return "", httpx.Unexpected(op, "no id")
	}
	return up.ID, s.processed(ctx, up)
}

// sendFile sends bytes and one field as a multipart form.
func (s *session) sendFile(ctx context.Context, op, path, kind string, content []byte, field, value string, out any) error {
	body, form, err := httpx.Multipart(httpx.Part{Name: field, Value: value}, httpx.Part{Name: "media", MIME: kind, Content: content})
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.api + path, Header: http.Header{"Content-Type": {form}}, Body: body,
	})
	if err != nil {
		return err
	}
	return s.read(op, resp, out)
}

// inSegments sends a video or an animated picture, which may be larger than the
// memory, and waits until it is processed.
func (s *session) inSegments(ctx context.Context, m data.OutgoingMedia) (string, error) {
	const op = "x: upload video"
	category := "tweet_video"
	if m.MIME == gif {
		category = "tweet_gif"
	}
	var up uploaded
	err := s.send(ctx, op, http.MethodPost, "/2/media/upload/initialize", map[string]any{
		"media_type": m.MIME, "media_category": category, "total_bytes": m.Bytes,
	}, &up)
	if err != nil {
		return "", err
	}
	if !isID(up.ID) {
		return "", httpx.Unexpected(op, "no id")
	}
	path := "/2/media/upload/" + up.ID
	if err := s.segments(ctx, op, path+"/append", m); err != nil {
		return "", err
	}
	resp, err := s.do(ctx, httpx.Request{Op: op, Method: http.MethodPost, URL: s.api + path + "/finalize"})
	if err != nil {
		return "", err
	}
	id := up.ID
	if err := s.read(op, resp, &up); err != nil {
		return "", err
	}
	if up.ID = id; up.Processing == nil {
		return id, nil
	}
	return id, s.processed(ctx, up)
}

func (s *session) segments(ctx context.Context, op, path string, m data.OutgoingMedia) error {
	file, err := m.Open()
	if err != nil {
		return data.MediaFailure(op, err)
	}
	defer file.Close()
	buffer := make([]byte, min(segment, m.Bytes))
	for at, index := int64(0), 0; at < m.Bytes; index++ {
		piece := buffer[:min(int64(len(buffer)), m.Bytes-at)]
		if n, err := file.ReadAt(piece, at); n < len(piece) {
			return data.MediaFailure(op, fmt.Errorf("media %s: %d of %d bytes at %d: %w", m.Hash, n, len(piece), at, err))
		}
		var done struct{}
		if err := s.sendFile(ctx, op, path, m.MIME, piece, "segment_index", strconv.Itoa(index), &done); err != nil {
			return err
		}
		at += int64(len(piece))
	}
	return nil
}

// processed waits until the network has made a file ready, as often and as long
// as it asks, within patience.
func (s *session) processed(ctx context.Context, up uploaded) error {
	const op = "x: wait for video"
	for waited := time.Duration(0); up.Processing != nil && up.Processing.State != "succeeded"; {
		if up.Processing.State == "failed" {
			return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: errors.New("the network cannot process it")}
		}
		pause := time.Duration(min(max(1, up.Processing.After), 30)) * time.Second
		if waited += pause; waited > patience {
			return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
		}
		if err := s.http.Clock().Wait(ctx, pause); err != nil {
			return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
		}
		id := up.ID
		up = uploaded{}
		if err := s.get(ctx, op, "/2/media/upload", url.Values{"command": {"STATUS"}, "media_id": {id}}, &up); err != nil {
			return err
		}
		up.ID = id
	}
	return nil
}

// describe gives a file its text for those who cannot see it.
func (s *session) describe(ctx context.Context, id, text string) error {
	var done struct{ ID string }
	return s.send(ctx, "x: describe picture", http.MethodPost, "/2/media/metadata", map[string]any{
		"id": id, "metadata": map[string]any{"alt_text": map[string]string{"text": text}},
	}, &done)
}
