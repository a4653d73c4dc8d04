package instagram

import (
	"context"
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
		Stream: func() (io.ReadCloser, error) { return m.Stretch(0, m.Bytes) }, Length: m.Bytes,
	})
	if err != nil {
		return err
	}
	return graph.Done(op, resp)
}
