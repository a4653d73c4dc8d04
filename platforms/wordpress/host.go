package wordpress

import (
	"context"
	"errors"
	"io"
	"net/http"

	"parvis/data"
	"parvis/platforms/httpx"
)

// maxVideoBytes is what is sent to a site as one file. Most hosts stop earlier,
// and say so.
const maxVideoBytes = 512 << 20

// HostMedia shows a picture or a video in the site's library, under an address
// that everybody can read. The same file is sent once.
func (s *session) HostMedia(ctx context.Context, m data.OutgoingMedia) (string, error) {
	if !s.account.Can.Hosts {
		return "", &data.Failure{Kind: data.Unsupported, Op: "wordpress: show file", Code: CodeRights, Err: errors.New("may not upload")}
	}
	if m.Video() {
		return s.hostVideo(ctx, m)
	}
	p, err := s.upload(ctx, m)
	return p.URL, err
}

// hostVideo sends a video as it is read, as the body of a request: PHP's limits
// are for forms (measured on WordPress 6.5.5). It is known by the slug that
// WordPress makes of its name.
func (s *session) hostVideo(ctx context.Context, m data.OutgoingMedia) (string, error) {
	const op = "wordpress: show video"
	end := map[string]string{"video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm"}[m.MIME]
	switch {
	case end == "" || len(m.Hash) < 16:
		return "", &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: errors.New(m.MIME)}
	case m.Bytes > maxVideoBytes:
		return "", &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge}
	}
	name := "video-" + string(m.Hash[:16])
	there, err := s.inLibrary(ctx, op, name)
	if err != nil || there.URL != "" {
		return there.URL, err
	}
	file, err := m.Open()
	if err != nil {
		return "", data.MediaFailure(op, err)
	}
	defer file.Close()
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url(media, values("_fields", "id,source_url")), Length: m.Bytes,
		Header: http.Header{"Content-Type": {m.MIME}, "Content-Disposition": {`attachment; filename="` + name + end + `"`}},
		Stream: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(file, 0, m.Bytes)), nil },
	})
	if err != nil {
		return "", err
	}
	made, err := readPicture(op, resp)
	return made.URL, err
}
