package pinterest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
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
	// All parameters first, then the file: so the storage wants it.
	var parameters []httpx.Part
	for _, name := range slices.Sorted(maps.Keys(place.Parameters)) {
		parameters = append(parameters, httpx.Part{Name: name, Value: place.Parameters[name]})
	}
	before, after, kind, err := httpx.Framed(httpx.Part{Name: "file", MIME: m.MIME}, parameters...)
	if err != nil {
		return "", &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.http.Do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: place.URL, Header: http.Header{"Content-Type": {kind}},
		Stream: func() (io.ReadCloser, error) {
			file, err := m.Stretch(0, m.Bytes)
			if err != nil {
				return nil, err
			}
			return httpx.Frame(before, file, after), nil
		},
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
