package instagram

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// send gives the network the bytes of a video for a container.
func (s *session) send(ctx context.Context, container string, m data.OutgoingMedia) error {
	const op = "instagram: upload video"
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.upload + "/ig-api-upload/" + s.version + "/" + container,
		Header: http.Header{"Authorization": {"OAuth"}, "Offset": {"0"}, "File_size": {strconv.FormatInt(m.Bytes, 10)}, "Content-Type": {"application/octet-stream"}},
		Stream: func() (io.ReadCloser, error) { return stream(m) }, Length: m.Bytes,
	})
	if err != nil {
		return err
	}
	return graph.Done(op, resp)
}

// stream reads a file from its beginning to its end.
func stream(m data.OutgoingMedia) (io.ReadCloser, error) {
	if m.Open == nil {
		return nil, errors.New("no file")
	}
	f, err := m.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{io.NewSectionReader(f, 0, m.Bytes), f}, nil
}
