package linkedin

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	maxParts = 1000
	// blind is how long the network is left alone with a file where it does not
	// tell how far it is.
	blind      = 3 * time.Second
	blindVideo = 15 * time.Second
)

// slot is where a file is to be put.
type slot struct {
	URL      string `json:"uploadUrl"`
	Image    string
	Video    string
	Document string
	Token    string `json:"uploadToken"`
	Parts    []struct {
		URL   string `json:"uploadUrl"`
		First int64  `json:"firstByte"`
		Last  int64  `json:"lastByte"`
	} `json:"uploadInstructions"`
}

// announcement asks for a slot. Size is of a video alone.
type announcement struct {
	Owner     string `json:"owner"`
	Size      int64  `json:"fileSizeBytes,omitempty"`
	Captions  *bool  `json:"uploadCaptions,omitempty"`
	Thumbnail *bool  `json:"uploadThumbnail,omitempty"`
}

// upload gives the network a picture or a video and returns its URN when it can
// be shown.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia) (urn string, err error) {
	if m.Video() {
		return s.uploadVideo(ctx, m)
	}
	const op = "linkedin: upload picture"
	content, err := m.Content()
	if err != nil {
		return "", data.MediaFailure(op, err)
	}
	return s.uploadFile(ctx, op, "image", m.MIME, content)
}

// announce asks for a slot for an image, a video or a document.
func (s *session) announce(ctx context.Context, op, kind string, a announcement) (slot, string, error) {
	a.Owner = s.account.Remote
	request, err := asJSON(op, s.rest("action=initializeUpload", kind+"s"), map[string]announcement{"initializeUploadRequest": a})
	if err != nil {
		return slot{}, "", err
	}
	resp, err := s.do(ctx, request)
	if err != nil {
		return slot{}, "", err
	}
	var out struct{ Value slot }
	if err := resp.JSON(op, &out); err != nil {
		return slot{}, "", err
	}
	urn := map[string]string{"image": out.Value.Image, "video": out.Value.Video, "document": out.Value.Document}[kind]
	if id, ok := strings.CutPrefix(urn, "urn:li:"+kind+":"); !ok || !isName(id) {
		return slot{}, "", resp.Malformed(op, errors.New("no URN"))
	}
	return out.Value, urn, nil
}

// uploadFile gives the network a picture or a document whole.
func (s *session) uploadFile(ctx context.Context, op, kind, mime string, content []byte) (urn string, err error) {
	place, urn, err := s.announce(ctx, op, kind, announcement{})
	if err != nil {
		return "", err
	}
	if !s.owns(place.URL) {
		return "", httpx.Unexpected(op, "a place that is not the network's")
	}
	_, err = s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: place.URL, Body: content, Header: http.Header{"Content-Type": {mime}},
		Secrets: []string{place.URL},
	})
	if err != nil {
		return "", err
	}
	return urn, s.processed(ctx, op, kind, urn)
}

// uploadVideo gives the network a video in the parts that it asks for. They come
// without the token; what each answers as its ETag proves it at the end.
func (s *session) uploadVideo(ctx context.Context, m data.OutgoingMedia) (urn string, err error) {
	const op = "linkedin: upload video"
	no := false
	place, urn, err := s.announce(ctx, op, "video", announcement{Size: m.Bytes, Captions: &no, Thumbnail: &no})
	if err != nil {
		return "", err
	}
	if !place.covers(m.Bytes) {
		return "", httpx.Unexpected(op, "parts that are not the video")
	}
	var etags []string
	for _, part := range place.Parts {
		if !s.owns(part.URL) {
			return "", httpx.Unexpected(op, "a place that is not the network's")
		}
		etag, err := s.putPart(ctx, op, m, part.URL, part.First, part.Last-part.First+1)
		if err != nil {
			return "", err
		}
		etags = append(etags, etag)
	}
	request, err := asJSON(op, s.rest("action=finalizeUpload", "videos"), map[string]any{"finalizeUploadRequest": map[string]any{
		"video": urn, "uploadToken": place.Token, "uploadedPartIds": etags,
	}})
	if err != nil {
		return "", err
	}
	if _, err := s.do(ctx, request); err != nil {
		return "", err
	}
	return urn, s.processed(ctx, op, "video", urn)
}

// covers tells whether the parts are the whole file, one after the other.
func (p slot) covers(size int64) bool {
	next := int64(0)
	for _, part := range p.Parts {
		if part.First != next || part.Last < part.First {
			return false
		}
		next = part.Last + 1
	}
	return next == size && len(p.Parts) <= maxParts
}

// putPart sends a stretch of a video and returns the ETag of the answer.
func (s *session) putPart(ctx context.Context, op string, m data.OutgoingMedia, url string, from, length int64) (string, error) {
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPut, URL: url, Length: length, Secrets: []string{url},
		Header: http.Header{"Content-Type": {"application/octet-stream"}},
		Stream: func() (io.ReadCloser, error) { return m.Stretch(from, length) },
	})
	if err != nil {
		return "", err
	}
	if f := s.refusal(op, resp); f != nil {
		return "", f
	}
	etag := resp.Header.Get("Etag")
	if etag == "" {
		return "", resp.Malformed(op, errors.New("no ETag"))
	}
	return etag, nil
}

// processed waits until the network has made a file ready, about three minutes
// at most (R13). With Share on LinkedIn alone it does not tell how far it is:
// then it is given a moment.
func (s *session) processed(ctx context.Context, op, kind, urn string) error {
	for pause := time.Second; pause <= 64*time.Second; pause *= 2 {
		if err := s.http.Clock().Wait(ctx, pause); err != nil {
			return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
		}
		var about struct{ Status string }
		err := s.get(ctx, op, s.rest("", kind+"s", urn), &about)
		if f := data.AsFailure(op, err); err != nil && f.Code == CodePermission {
			return s.leaveAlone(ctx, op, kind)
		}
		switch {
		case err != nil:
			return err
		case about.Status == "AVAILABLE":
			return nil
		case about.Status == "PROCESSING_FAILED":
			return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeFile, Err: errors.New(about.Status)}
		case about.Status == "":
			return httpx.Unexpected(op, "no status")
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}

func (s *session) leaveAlone(ctx context.Context, op, kind string) error {
	pause := blind
	if kind == "video" {
		pause = blindVideo
	}
	if err := s.http.Clock().Wait(ctx, pause); err != nil {
		return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
	}
	return nil
}
