package pinterest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// uploadVideo gives the network a video and returns its id when a pin can show
// it: announced here, sent to another host of the network's choice, processed.
func (s *session) uploadVideo(ctx context.Context, m data.OutgoingMedia) (id string, err error) {
	const op = "pinterest: upload video"
	if err := s.checkVideo(op, m); err != nil {
		return "", err
	}
	var place struct {
		ID         string            `json:"media_id"`
		URL        string            `json:"upload_url"`
		Parameters map[string]string `json:"upload_parameters"`
	}
	if err := s.post(ctx, op, "/media", map[string]string{"media_type": "video"}, &place); err != nil {
		return "", err
	}
	if !isID(place.ID) || place.URL == "" {
		return "", httpx.Unexpected(op, "no place to upload to")
	}
	before, after, kind, err := form(place.Parameters, m)
	if err != nil {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: place.URL, Header: http.Header{"Content-Type": {kind}},
		Stream: func() (io.ReadCloser, error) { return framed(before, m, after) },
		Length: int64(len(before)) + m.Bytes + int64(len(after)),
		// They let anybody upload in the owner's name.
		Secrets: []string{place.Parameters["policy"], place.Parameters["x-amz-signature"], place.Parameters["x-amz-security-token"]},
	})
	if err != nil {
		return "", err
	}
	if f := resp.Refusal(op); f != nil {
		if f.Kind == data.Auth { // of the storage, which knows nothing of the account's
			f.Kind = data.Transient
		}
		return "", f
	}
	return place.ID, s.processed(ctx, place.ID)
}

func (s *session) checkVideo(op string, m data.OutgoingMedia) error {
	can := s.account.Can.Media
	switch {
	case !slices.Contains(can.VideoMIME, m.MIME):
		return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: fmt.Errorf("%q is not taken", m.MIME)}
	case m.Bytes > can.VideoBytes:
		return &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge, Err: fmt.Errorf("%d bytes", m.Bytes)}
	}
	return nil
}

// form is what stands around the video in the multipart form: all parameters,
// then the file, as the storage wants it. The file's name stays here.
func form(parameters map[string]string, m data.OutgoingMedia) (before, after []byte, contentType string, err error) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if err := w.WriteField(name, parameters[name]); err != nil {
			return nil, nil, "", err
		}
	}
	_, ending, _ := strings.Cut(m.MIME, "/")
	if _, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="file"; filename="video.` + ending + `"`},
		"Content-Type":        {m.MIME},
	}); err != nil {
		return nil, nil, "", err
	}
	length := out.Len()
	if err := w.Close(); err != nil {
		return nil, nil, "", err
	}
	return out.Bytes()[:length], out.Bytes()[length:], w.FormDataContentType(), nil
}

// framed reads the video between what stands around it.
func framed(before []byte, m data.OutgoingMedia, after []byte) (io.ReadCloser, error) {
	file, err := m.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(before), io.NewSectionReader(file, 0, m.Bytes), bytes.NewReader(after)), file}, nil
}

// processed waits until a pin can show the video, about ten minutes at most
// (R13).
func (s *session) processed(ctx context.Context, id string) error {
	const op = "pinterest: wait for video"
	pause := 2 * time.Second
	for waited := time.Duration(0); waited < 10*time.Minute; waited += pause {
		if waited > 0 {
			pause = min(2*pause, time.Minute)
		}
		if err := s.http.Clock().Wait(ctx, pause); err != nil {
			return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing, Err: err}
		}
		var media struct{ Status string }
		if err := s.get(ctx, op, "/media/"+id, nil, &media); err != nil {
			return err
		}
		switch media.Status {
		case "succeeded":
			return nil
		case "failed":
			return &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: errors.New("the network cannot process the video")}
		case "registered", "processing":
		default:
			return httpx.Unexpected(op, "a status that is not documented")
		}
	}
	return &data.Failure{Kind: data.Transient, Op: op, Code: CodeProcessing}
}
