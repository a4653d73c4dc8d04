package facebook

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// uploadPhoto gives the network one picture that nobody sees and returns its
// id. brief lets the network forget it within a day when no scheduled post
// takes it up.
func (s *session) uploadPhoto(ctx context.Context, m data.OutgoingMedia, brief bool) (id string, err error) {
	const op = "facebook: upload picture"
	content, err := m.Content()
	if err != nil {
		return "", data.MediaFailure(op, err)
	}
	parts := []httpx.Part{{Name: "source", MIME: m.MIME, Content: content}, {Name: "published", Value: "false"}}
	if m.Alt != "" {
		parts = append(parts, httpx.Part{Name: "alt_text_custom", Value: strings.ToValidUTF8(m.Alt, "\uFFFD")})
	}
	if brief {
		parts = append(parts, httpx.Part{Name: "temporary", Value: "true"})
	}
	body, kind, err := httpx.Multipart(parts...)
	if err != nil {
		return "", invalid(op, "", err.Error())
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.at(s.hosts.graph, "/"+s.account.Remote+"/photos", nil),
		Header: http.Header{"Content-Type": {kind}}, Body: body,
	})
	if err != nil {
		return "", err
	}
	var out struct{ ID string }
	if err := resp.JSON(op, &out); err != nil {
		return "", err
	}
	if !isID(out.ID) {
		return "", resp.Malformed(op, errors.New("no id"))
	}
	return out.ID, nil
}

// HostMedia uploads a picture that no post shows and returns the address under
// which the network keeps the largest form of it. The network makes a JPEG of
// it. How long the address lasts is remembered as days, not promised: it is for
// a network that fetches the picture now. Videos are Unsupported.
func (s *session) HostMedia(ctx context.Context, m data.OutgoingMedia) (string, error) {
	const op = "facebook: show picture"
	can := s.account.Can.Media
	switch {
	case m.Video():
		return "", &data.Failure{Kind: data.Unsupported, Op: op, Code: graph.CodeMediaType}
	case !slices.Contains(can.MIME, m.MIME):
		return "", invalid(op, graph.CodeMediaType, m.MIME+" is not taken")
	case m.Bytes > can.MaxBytes:
		return "", invalid(op, data.CodeTooLarge, "")
	}
	id, err := s.uploadPhoto(ctx, m, false)
	if err != nil {
		return "", err
	}
	var shown struct {
		Images []struct {
			Source string
			Width  int
		}
	}
	if err := s.api().Get(ctx, op, "/"+id, values("fields", "images"), &shown); err != nil {
		return "", err
	}
	address, widest := "", -1
	for _, image := range shown.Images {
		if image.Width > widest && httpx.WebAddress(image.Source) != "" {
			address, widest = image.Source, image.Width
		}
	}
	if address == "" {
		return "", httpx.Unexpected(op, "a picture without an address")
	}
	return address, nil
}
