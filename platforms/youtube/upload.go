package youtube

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

const (
	// uploadTries is how often an upload is taken up again that does not move.
	uploadTries = 5
	pageSize    = 50
)

// before looks among the last uploads for the video that an earlier preparation
// of the same part left behind: it is private and has the part's key among its
// tags, which the publishing replaces. "" when there is none.
func (s *session) before(ctx context.Context, key string) (string, error) {
	const op = "youtube: look for the upload"
	me, err := s.channel(ctx, op, "contentDetails")
	if err != nil {
		return "", err
	}
	ids, _, err := s.uploads(ctx, op, me.uploads(), "")
	if err != nil || len(ids) == 0 {
		return "", err
	}
	all, _, err := s.videos(ctx, op, "snippet,status", ids)
	if err != nil {
		return "", err
	}
	for _, v := range all {
		if !v.isPublic() && v.lost() == "" && v.Snippet != nil && slices.Contains(v.Snippet.Tags, key) {
			return v.ID, nil
		}
	}
	return "", nil
}

// upload is one video on its way.
type upload struct {
	*session
	file  data.MediaFile
	total int64
	url   string
}

// upload gives the network a video with its description, in chunks that are
// taken up where they broke off, and returns its id.
func (s *session) upload(ctx context.Context, m data.OutgoingMedia, about video) (id string, err error) {
	file, err := m.Open()
	if err != nil {
		return "", &data.Failure{Kind: data.Invalid, Op: "youtube: upload", Code: data.CodeMedia, Err: err}
	}
	defer file.Close()
	u := &upload{session: s, file: file, total: m.Bytes}
	if err := u.begin(ctx, m.MIME, about); err != nil {
		return "", err
	}
	at, tries := int64(0), 0
	for {
		id, next, err := u.put(ctx, at)
		for ; err != nil && worthATry(err) && tries < uploadTries; tries++ {
			if err := s.http.Clock().Wait(ctx, time.Second<<tries); err != nil {
				return "", &data.Failure{Kind: data.Transient, Op: "youtube: upload", Code: httpx.CodeCancelled, Err: err}
			}
			id, next, err = u.ask(ctx)
		}
		switch {
		case err != nil:
			return "", err
		case id != "":
			return id, nil
		case next > at:
			tries = 0
		case tries == uploadTries:
			return "", httpx.Unexpected("youtube: upload", "it does not move")
		default:
			tries++
		}
		at = next
	}
}

// worthATry tells whether an upload may go on after this: the network stumbled,
// and it is there.
func worthATry(err error) bool {
	f := data.AsFailure("", err)
	return f.Kind == data.Transient && !f.Offline() && f.Code != data.CodeAnswer
}

// begin announces the video and learns where it is to be sent.
func (u *upload) begin(ctx context.Context, mime string, about video) error {
	const op = "youtube: begin upload"
	body, err := json.Marshal(about)
	if err != nil {
		return &data.Failure{Kind: data.Invalid, Op: op, Err: err}
	}
	header := jsonHeader()
	header.Set("X-Upload-Content-Type", mime)
	header.Set("X-Upload-Content-Length", strconv.FormatInt(u.total, 10))
	resp, err := u.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, Header: header, Body: body,
		URL: u.api + "/upload/youtube/v3/videos?" + url.Values{"uploadType": {"resumable"}, "part": {"snippet,status"}}.Encode(),
	})
	if err != nil {
		return err
	}
	if u.url = resp.Header.Get("Location"); !u.isOurs(u.url) {
		return httpx.Unexpected(op, "no address to send the video to")
	}
	return nil
}

// isOurs tells whether an address that the network gave is one of its own: the
// token goes there.
func (u *upload) isOurs(address string) bool {
	to, err := url.Parse(address)
	if err != nil {
		return false
	}
	if u.google != "" {
		return strings.HasPrefix(address, u.api+"/")
	}
	return to.Scheme == "https" && strings.HasSuffix(to.Hostname(), ".googleapis.com")
}

// put sends the chunk that begins at a place. id is set with the last one;
// next is where the network wants to go on.
func (u *upload) put(ctx context.Context, at int64) (id string, next int64, err error) {
	size := min(u.session.chunk, u.total-at)
	header := http.Header{"Content-Range": {fmt.Sprintf("bytes %d-%d/%d", at, at+size-1, u.total)}}
	return u.told(ctx, httpx.Request{
		Op: "youtube: upload", Method: http.MethodPut, URL: u.url, Header: header, Length: size,
		Stream: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(u.file, at, size)), nil },
	})
}

// ask asks how much has arrived.
func (u *upload) ask(ctx context.Context) (id string, next int64, err error) {
	return u.told(ctx, httpx.Request{
		Op: "youtube: ask for the upload", Method: http.MethodPut, URL: u.url,
		Header: http.Header{"Content-Range": {fmt.Sprintf("bytes */%d", u.total)}},
	})
}

// told reads what the network says of an upload: the id of the video when it is
// whole, else where to go on.
func (u *upload) told(ctx context.Context, r httpx.Request) (id string, next int64, err error) {
	resp, err := u.through(ctx, r, func(resp *httpx.Response) *data.Failure {
		if resp.Status == http.StatusPermanentRedirect && resp.Header.Get("Location") == "" {
			return nil // "resume incomplete", the network's own use of 308
		}
		f := u.refusal(r.Op, resp)
		if f != nil && f.Kind == data.NotFound {
			f.Kind = data.Transient // the session is dead: everything is sent anew
			f.Code = data.CodeAnswer
		}
		return f
	})
	if err != nil {
		return "", 0, err
	}
	if resp.Status == http.StatusPermanentRedirect {
		return "", u.arrived(resp.Header.Get("Range")), nil
	}
	var made video
	if err := resp.JSON(r.Op, &made); err != nil {
		return "", 0, err
	}
	if !isID(made.ID) {
		return "", 0, resp.Malformed(r.Op, errors.New("no id"))
	}
	if why := made.lost(); why != "" {
		return "", 0, &data.Failure{Kind: data.Invalid, Op: r.Op, Code: CodeFile, Raw: resp.Raw(), Err: errors.New(why)}
	}
	return made.ID, u.total, nil
}

// arrived reads "bytes=0-N", without which nothing has arrived.
func (u *upload) arrived(said string) int64 {
	last, err := strconv.ParseInt(strings.TrimPrefix(said, "bytes=0-"), 10, 64)
	if err != nil || last < 0 || last >= u.total {
		return 0
	}
	return last + 1
}
