package wordpress

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"parvis/data"
	"parvis/platforms/httpx"
)

const media = "/wp/v2/media"

// picture is one in the site's library.
type picture struct {
	ID  int64
	URL string `json:"source_url"`
}

// upload gives the site one picture, unless it has it. A picture is known by
// the slug that WordPress makes of its file name, which holds a hash of its
// bytes and its alternative text, so that a repetition leaves nothing behind.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia) (picture, error) {
	const op = "wordpress: upload picture"
	kind, err := extension(op, m.MIME)
	if err != nil {
		return picture{}, err
	}
	content, err := m.Content()
	if err != nil {
		return picture{}, data.MediaFailure(op, err)
	}
	if len(content) > maxImageBytes {
		return picture{}, &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge, Err: fmt.Errorf("%d bytes", len(content))}
	}
	name := pictureName(m, content)
	there, err := s.inLibrary(ctx, op, name)
	if err != nil || there.URL != "" {
		return there, err
	}
	return s.store(ctx, op, name+kind, m, content)
}

// inLibrary finds what the site shows under a slug; without URL when it has
// nothing there.
func (s *session) inLibrary(ctx context.Context, op, slug string) (picture, error) {
	var there []picture
	if err := s.get(ctx, op, media, values("slug", slug, "_fields", "id,source_url"), &there); err != nil {
		return picture{}, err
	}
	if there == nil {
		return picture{}, httpx.Unexpected(op, "no list of pictures")
	}
	if len(there) > 0 && there[0].ID > 0 {
		return there[0], nil
	}
	return picture{}, nil
}

// store sends the picture's bytes.
func (s *session) store(ctx context.Context, op, name string, m data.OutgoingMedia, content []byte) (picture, error) {
	body, kind, err := httpx.Multipart(
		httpx.Part{Name: "file", File: name, MIME: m.MIME, Content: content}, httpx.Part{Name: "alt_text", Value: m.Alt})
	if err != nil {
		return picture{}, &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.url(media, values("_fields", "id,source_url")),
		Header: http.Header{"Content-Type": {kind}}, Body: body,
	})
	if err != nil {
		return picture{}, err
	}
	return readPicture(op, resp)
}

// readPicture reads what the site answers to a file that it has kept.
func readPicture(op string, resp *httpx.Response) (picture, error) {
	var p picture
	if err := resp.JSON(op, &p); err != nil {
		return picture{}, err
	}
	if p.ID <= 0 || p.URL == "" {
		return picture{}, resp.Malformed(op, errors.New("not a picture"))
	}
	return p, nil
}

// extension is the end of the file's name, by which WordPress judges its type.
func extension(op, mime string) (string, error) {
	switch mime {
	case "image/jpeg":
		return ".jpg", nil
	case "image/png":
		return ".png", nil
	case "image/gif":
		return ".gif", nil
	case "image/webp":
		return ".webp", nil
	}
	return "", &data.Failure{Kind: data.Invalid, Op: op, Code: CodeMediaType, Err: fmt.Errorf("%q is no picture", mime)}
}

// pictureName is the file's name without its end: "brioche-doree-3f9a…".
func pictureName(m data.OutgoingMedia, content []byte) string {
	h := sha256.New()
	h.Write(content)
	h.Write([]byte{0})
	h.Write([]byte(m.Alt))
	own := slugOf(strings.TrimSuffix(m.Name, path.Ext(m.Name)))
	return strings.TrimLeft(own+"-"+hex.EncodeToString(h.Sum(nil))[:16], "-")
}

// pictureBlock shows a picture of the library within an article.
func pictureBlock(p picture, alt string) string {
	id := strconv.FormatInt(p.ID, 10)
	return `<!-- wp:image {"id":` + id + `,"sizeSlug":"full","linkDestination":"none"} -->` + "\n" +
		`<figure class="wp-block-image size-full"><img src="` + escape(p.URL) + `" alt="` + escape(alt) + `" class="wp-image-` + id + `"/></figure>` + "\n" +
		`<!-- /wp:image -->`
}
