package facebook

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/graph"
	"parvis/platforms/httpx"
)

// offset is a number that the network writes as text.
type offset int64

func (o *offset) UnmarshalJSON(raw []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(raw), `"`), 10, 64)
	*o = offset(n)
	return err
}

// begun is the network's answer to an upload that begins or goes on: which
// bytes it wants next.
type begun struct {
	Session string `json:"upload_session_id"`
	Video   string `json:"video_id"`
	From    offset `json:"start_offset"`
	To      offset `json:"end_offset"`
	URL     string `json:"upload_url"` // of a reel
}

func (s *session) phase(phase, edge string) string {
	host := s.hosts.graph
	if edge == "/videos" {
		host = s.hosts.video
	}
	return s.at(host, "/"+s.account.Remote+edge, values("upload_phase", phase))
}

// begin begins an upload. Nothing is public before it is finished.
func (s *session) begin(ctx context.Context, op, edge string, size int64) (begun, error) {
	var b begun
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.phase("start", edge), Header: graph.FormHeader(),
		Body: []byte(values("file_size", strconv.FormatInt(size, 10)).Encode()),
	})
	if err != nil {
		return b, err
	}
	if err := resp.JSON(op, &b); err != nil {
		return b, err
	}
	if !isID(b.Video) {
		return b, resp.Malformed(op, errors.New("no video"))
	}
	return b, nil
}

// uploadVideo sends a video in the parts that the network asks for.
func (s *session) uploadVideo(ctx context.Context, m data.OutgoingMedia) (video, upload string, err error) {
	const op = "facebook: upload video"
	b, err := s.begin(ctx, op, "/videos", m.Bytes)
	if err != nil {
		return "", "", err
	}
	if b.Session == "" {
		return "", "", httpx.Unexpected(op, "no upload session")
	}
	for from := offset(0); b.From < b.To; from = b.From {
		if b.From < from || int64(b.To) > m.Bytes {
			return "", "", httpx.Unexpected(op, "asks for what was sent, or for more than there is")
		}
		next, err := s.part(ctx, op, m, b)
		if err != nil {
			return "", "", err
		}
		if next.From <= b.From {
			return "", "", httpx.Unexpected(op, "asks for the same again")
		}
		b.From, b.To = next.From, next.To
	}
	if int64(b.From) != m.Bytes {
		return "", "", httpx.Unexpected(op, "wants no more before the end")
	}
	return b.Video, b.Session, nil
}

// partTries is how often a part is sent before the whole upload is given up.
const partTries = 3

// part sends one part of a video, again when the way there failed: the network
// then wants the same bytes.
func (s *session) part(ctx context.Context, op string, m data.OutgoingMedia, b begun) (next begun, err error) {
	for range partTries {
		var resp *httpx.Response
		resp, err = s.sendPart(ctx, op, m, b)
		if err == nil {
			err = resp.JSON(op, &next)
			return next, err
		}
		if f := data.AsFailure(op, err); f.Kind != data.Transient || f.Offline() || ctx.Err() != nil {
			return begun{}, err
		}
	}
	return begun{}, err
}

func (s *session) sendPart(ctx context.Context, op string, m data.OutgoingMedia, b begun) (*httpx.Response, error) {
	before, after, kind, err := httpx.Framed(
		httpx.Part{Name: "video_file_chunk", File: "part.mp4", MIME: "application/octet-stream"},
		httpx.Part{Name: "upload_session_id", Value: b.Session},
		httpx.Part{Name: "start_offset", Value: strconv.FormatInt(int64(b.From), 10)},
	)
	if err != nil {
		return nil, invalid(op, "", err.Error())
	}
	size := int64(b.To - b.From)
	return s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: s.phase("transfer", "/videos"),
		Header: http.Header{"Content-Type": {kind}},
		Length: int64(len(before)) + size + int64(len(after)),
		Stream: func() (io.ReadCloser, error) {
			file, err := m.Stretch(int64(b.From), size)
			if err != nil {
				return nil, err
			}
			return httpx.Frame(before, file, after), nil
		},
	})
}

// uploadReel sends the whole video of a reel to the address that the network
// names.
func (s *session) uploadReel(ctx context.Context, m data.OutgoingMedia) (video string, err error) {
	const op = "facebook: upload reel"
	b, err := s.begin(ctx, op, "/video_reels", m.Bytes)
	if err != nil {
		return "", err
	}
	// The token goes there: only to the network's own host.
	if !strings.HasPrefix(b.URL, s.hosts.upload+"/") {
		return "", httpx.Unexpected(op, "an address of another host")
	}
	resp, err := s.do(ctx, httpx.Request{
		Op: op, Method: http.MethodPost, URL: b.URL, Length: m.Bytes,
		Header: http.Header{
			"Authorization": {"OAuth"}, "Offset": {"0"}, "File_size": {strconv.FormatInt(m.Bytes, 10)},
			"Content-Type": {"application/octet-stream"},
		},
		Stream: func() (io.ReadCloser, error) { return m.Stretch(0, m.Bytes) },
	})
	if err != nil {
		return "", err
	}
	return b.Video, graph.Done(op, resp)
}

// finish ends the upload of a video, which publishes it or hands it over.
func (s *session) finish(ctx context.Context, op string, p payload) (data.Receipt, error) {
	address, form := s.phase("finish", "/videos"), values("upload_session_id", p.Session, "description", p.Message)
	if p.Kind == formatReel {
		address, form = s.phase("finish", "/video_reels"), p.reel()
	} else {
		p.scheduled(form)
	}
	resp, err := s.publish(ctx, op, address, form)
	if err != nil {
		return data.Receipt{}, err
	}
	if err := graph.Done(op, resp); err != nil {
		return data.Receipt{}, err
	}
	if err := s.processed(ctx, op, p.Video); err != nil {
		return data.Receipt{}, err
	}
	return s.receipt(p.Video), nil
}

func (p payload) reel() url.Values {
	form := values("video_id", p.Video, "video_state", "PUBLISHED", "description", p.Message)
	if p.Till != 0 {
		form.Set("video_state", "SCHEDULED")
		form.Set("scheduled_publish_time", strconv.FormatInt(p.Till, 10))
	}
	return form
}

// processed waits half a minute at most for what becomes of a video that the
// network has taken. What takes longer counts as published: the network has it
// and will show it. CodeVideo: it could not be processed, and nobody sees it.
func (s *session) processed(ctx context.Context, op, id string) error {
	for pause := time.Second; pause <= 16*time.Second; pause *= 2 {
		v, err := s.video(ctx, op, id)
		switch {
		case err != nil, v.state() == videoPublic, v.state() == videoHeld:
			return nil
		case v.state() == videoBroken:
			return invalid(op, CodeVideo, v.Status.Processing.Error.Message)
		}
		if s.http.Clock().Wait(ctx, pause) != nil {
			return nil
		}
	}
	return nil
}

// video is a video or reel as the network shows it to its Page.
type video struct {
	ID        string
	Published bool
	At        json.RawMessage `json:"scheduled_publish_time"`
	Status    struct {
		Video      string     `json:"video_status"` // uploading, upload_complete, processing, ready, error, expired
		Uploading  phaseState `json:"uploading_phase"`
		Processing phaseState `json:"processing_phase"`
		Publishing phaseState `json:"publishing_phase"`
	}
}

type phaseState struct {
	Status string // not_started, in_progress, complete, error
	Error  struct{ Message string }
}

func (s *session) video(ctx context.Context, op, id string) (video, error) {
	var v video
	if err := s.api().Get(ctx, op, "/"+id, values("fields", "id,published,scheduled_publish_time,status"), &v); err != nil {
		return v, err
	}
	if v.ID != id || v.Status.Video == "" {
		return v, httpx.Unexpected(op, "not the video that was asked for")
	}
	return v, nil
}

// videoState is where a video stands.
type videoState int

const (
	videoUnfinished videoState = iota // its upload was never finished
	videoWorking                      // the network is at work on it
	videoBroken
	videoHeld
	videoPublic
)

// state reads where a video stands. That "published" is not yet said of an
// upload that was not finished is remembered, not verified; so it counts only
// with a status that a finished upload has.
func (v video) state() videoState {
	at, held := moment(v.At)
	switch status := v.Status; {
	case status.Video == "error":
		return videoBroken
	case status.Video == "ready" && v.Published, status.Publishing.Status == "complete":
		return videoPublic
	case held && !at.IsZero():
		return videoHeld
	case status.Video == "processing", status.Video == "ready", status.Publishing.Status == "in_progress":
		return videoWorking
	}
	return videoUnfinished
}

// findVideo looks what became of a video whose id is known.
func (s *session) findVideo(ctx context.Context, op string, p payload) (data.Finding, error) {
	v, err := s.video(ctx, op, p.Video)
	if data.KindOf(err) == data.NotFound {
		return data.Finding{Verdict: data.Absent}, nil
	}
	if err != nil {
		return data.Finding{}, err
	}
	switch v.state() {
	case videoPublic:
		return data.Finding{Verdict: data.Online, Receipt: s.receipt(p.Video)}, nil
	case videoHeld:
		return data.Finding{Verdict: data.OnHold, Receipt: s.receipt(p.Video)}, nil
	case videoWorking:
		return data.Finding{Verdict: data.Unclear, Evidence: v.Status.Video}, nil
	}
	return data.Finding{Verdict: data.Absent}, nil
}
