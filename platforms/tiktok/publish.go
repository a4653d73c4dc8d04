package tiktok

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"parvis/data"
	"parvis/platforms/httpx"
)

// payload is what Commit sends. Of a video it is all but the bytes, which are
// taken from the file: its draft appears when the last part of it arrives, and
// until then nothing has happened. Of photos it is the request that makes the
// network fetch them.
type payload struct {
	Film   *film          `json:"film,omitempty"`
	Photos *photosRequest `json:"photos,omitempty"`
}

// film is a video whose upload was begun.
type film struct {
	ID    string    `json:"publish_id"`
	URL   string    `json:"upload_url"` // works for an hour
	MIME  string    `json:"mime"`
	Size  int64     `json:"size"`
	From  int64     `json:"from"` // where the last part begins
	Begun time.Time `json:"begun"`

	open func() (data.MediaFile, error)
}

// photosRequest is the body of POST /v2/post/publish/content/init/.
type photosRequest struct {
	Post   photosPost   `json:"post_info"`
	Source photosSource `json:"source_info"`
	Mode   string       `json:"post_mode"`
	Type   string       `json:"media_type"`
}

type photosPost struct {
	Description string `json:"description,omitempty"`
}

type photosSource struct {
	Source string   `json:"source"`
	Cover  int      `json:"photo_cover_index"`
	Images []string `json:"photo_images"`
}

// NewKey names a part here. The network knows no keys.
func (s *session) NewKey(time.Time) string { return rand.Text() }

// Prepare sends all of a video but its last part. An upload that is never
// finished comes to nothing within an hour. Photos are only named: the network
// fetches them when Commit asks it to.
func (s *session) Prepare(ctx context.Context, o data.Outgoing) ([]byte, error) {
	const op = "tiktok: prepare"
	if f := s.check(op, o); f != nil {
		return nil, f
	}
	var p payload
	if o.Media[0].Video() {
		begun, err := s.begin(ctx, o.Media[0])
		if err != nil {
			return nil, err
		}
		p.Film = &begun
	} else {
		p.Photos = photos(o)
	}
	text, err := json.Marshal(p)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	return text, nil
}

// check is what can be told before anything is sent.
func (s *session) check(op string, o data.Outgoing) *data.Failure {
	can, films := s.account.Can.Media, 0
	for _, m := range o.Media {
		if m.Video() {
			films++
		}
	}
	code := ""
	switch {
	case len(o.Media) == 0:
		code = CodeNeedsMedia
	case films > 1, films == 1 && len(o.Media) > 1:
		code = CodeMixed
	case films == 0 && can.Images == 0:
		code = CodePhotos
	case films == 0 && len(o.Media) > can.Images:
		code = CodeTooMany
	case len(utf16.Encode([]rune(o.Text))) > maxText:
		code = CodeTooLong
	default:
		return checkFiles(op, can, o.Media)
	}
	return &data.Failure{Kind: data.Invalid, Op: op, Code: code}
}

func checkFiles(op string, can data.MediaRule, all []data.OutgoingMedia) *data.Failure {
	for _, m := range all {
		kinds, most := can.MIME, can.MaxBytes
		if m.Video() {
			kinds, most = can.VideoMIME, can.VideoBytes
		}
		code := ""
		switch {
		case !slices.Contains(kinds, m.MIME):
			code = CodeMediaType
		case m.Bytes > most:
			code = data.CodeTooLarge
		case m.Bytes <= 0:
			code = data.CodeMedia
		case m.Video() && m.Length > can.VideoMax:
			code = CodeLength
		case !m.Video() && m.URL == "":
			code = CodePhotos
		default:
			continue
		}
		return &data.Failure{Kind: data.Invalid, Op: op, Code: code, Err: fmt.Errorf("%s, %d bytes", m.MIME, m.Bytes)}
	}
	return nil
}

func photos(o data.Outgoing) *photosRequest {
	r := photosRequest{
		Post:   photosPost{Description: strings.ToValidUTF8(o.Text, "\uFFFD")},
		Source: photosSource{Source: "PULL_FROM_URL"}, Mode: "MEDIA_UPLOAD", Type: "PHOTO",
	}
	for _, m := range o.Media {
		r.Source.Images = append(r.Source.Images, m.URL)
	}
	return &r
}

// parts says how a video is cut: into parts of one size, the last of which takes
// what is left over (developers.tiktok.com/doc/content-posting-api-media-transfer-guide).
// They are as small as the network allows, so that the last one, which alone
// counts, is soon there.
func parts(size int64) (each, count int64) {
	if size < 2*minChunk {
		return size, 1
	}
	count = min(size/minChunk, maxChunks)
	return size / count, count
}

// begin opens an upload and sends all parts but the last.
func (s *session) begin(ctx context.Context, m data.OutgoingMedia) (film, error) {
	const op = "tiktok: begin upload"
	each, count := parts(m.Bytes)
	var out struct {
		ID  string `json:"publish_id"`
		URL string `json:"upload_url"`
	}
	begun := film{MIME: m.MIME, Size: m.Bytes, From: (count - 1) * each, Begun: s.http.Clock().Now(), open: m.Open}
	err := s.post(ctx, post{op: op, path: "/v2/post/publish/inbox/video/init/", in: map[string]any{"source_info": map[string]any{
		"source": "FILE_UPLOAD", "video_size": m.Bytes, "chunk_size": each, "total_chunk_count": count,
	}}}, &out)
	if err != nil {
		return film{}, err
	}
	if out.ID == "" || out.URL == "" {
		return film{}, httpx.Unexpected(op, "no place to upload to")
	}
	if begun.ID, begun.URL = out.ID, out.URL; !s.isOwn(begun.URL) {
		return film{}, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeUploadHost, Err: errors.New("another's host")}
	}
	for from := int64(0); from < begun.From; from += each {
		if err := s.send(ctx, begun, from, each, false); err != nil {
			return film{}, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begun[begun.ID] = begun
	return begun, nil
}

// isOwn tells whether an upload goes to the network itself.
func (s *session) isOwn(place string) bool {
	u, err := url.Parse(place)
	return err == nil && (u.Scheme+"://"+u.Host == s.server || u.Scheme == "https" && strings.HasSuffix(u.Hostname(), uploadDomain))
}

// send sends one part of a video. No token goes along: the address is one.
func (s *session) send(ctx context.Context, f film, from, size int64, last bool) error {
	const op = "tiktok: upload part"
	file, err := f.open()
	if err != nil {
		return data.MediaFailure(op, err)
	}
	defer file.Close()
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: f.URL, Publishes: last, Secrets: []string{f.URL}, Length: size,
		Stream: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(file, from, size)), nil },
		Header: http.Header{
			"Content-Type": {f.MIME}, "Content-Range": {fmt.Sprintf("bytes %d-%d/%d", from, from+size-1, f.Size)},
		},
	})
	if err != nil {
		return err
	}
	want := http.StatusPartialContent
	if last {
		want = http.StatusCreated
	}
	switch failure := resp.Refusal(op); {
	case resp.Status == http.StatusUnauthorized, resp.Status == http.StatusForbidden, resp.Status == http.StatusNotFound:
		return expired(op, failure)
	case resp.Status == http.StatusRequestedRangeNotSatisfiable && last:
		failure.Kind = data.Ambiguous // it may be there already
		return failure
	case failure != nil:
		return failure
	case resp.Status != want:
		return resp.Malformed(op, fmt.Errorf("HTTP %d to a part", resp.Status))
	}
	return nil
}

// expired says that an upload can not be finished: nothing was done, and it has
// to be begun again.
func expired(op string, why error) *data.Failure {
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeExpired, Err: why}
}

// Commit sends the last part of a video, or asks the network to fetch the
// photos. Transient with CodeExpired: the upload was begun too long ago, or by
// another session, and the part has to be prepared again.
func (s *session) Commit(ctx context.Context, _ string, sent []byte) (data.Receipt, error) {
	const op = "tiktok: deliver"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Receipt{}, err
	}
	if p.Photos != nil {
		return s.commitPhotos(ctx, op, *p.Photos)
	}
	now, err := s.status(ctx, op, p.Film.ID)
	switch {
	case data.KindOf(err) == data.NotFound:
		return data.Receipt{}, expired(op, err)
	case err != nil:
		return data.Receipt{}, err
	case now.arrived(p.Film.Size):
		return data.Receipt{ID: p.Film.ID}, nil // by an earlier try
	case now.Status != statusUploading || s.http.Clock().Now().Sub(p.Film.Begun) > uploadLife-uploadSpare:
		return data.Receipt{}, expired(op, errors.New(now.Status))
	}
	s.mu.Lock()
	begun, known := s.begun[p.Film.ID]
	s.mu.Unlock()
	if !known {
		return data.Receipt{}, expired(op, errors.New("begun by another session"))
	}
	if err := s.send(ctx, begun, begun.From, begun.Size-begun.From, true); err != nil {
		return data.Receipt{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.begun, begun.ID)
	return data.Receipt{ID: begun.ID}, nil
}

func (s *session) commitPhotos(ctx context.Context, op string, r photosRequest) (data.Receipt, error) {
	var out struct {
		ID string `json:"publish_id"`
	}
	if err := s.post(ctx, post{op: op, path: "/v2/post/publish/content/init/", in: r, publishes: true}, &out); err != nil {
		return data.Receipt{}, err
	}
	if out.ID == "" {
		return data.Receipt{}, &data.Failure{Kind: data.Ambiguous, Op: op, Code: data.CodeAnswer, Err: errors.New("no publish_id")}
	}
	return data.Receipt{ID: out.ID}, nil
}

func readPayload(op string, sent []byte) (payload, error) {
	var p payload
	if err := json.Unmarshal(sent, &p); err != nil || (p.Film == nil) == (p.Photos == nil) || p.Film != nil && p.Film.ID == "" {
		return p, &data.Failure{Kind: data.Invalid, Op: op, Err: errors.New("not a payload of this network")}
	}
	return p, nil
}
