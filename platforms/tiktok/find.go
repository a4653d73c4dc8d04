package tiktok

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Where something that was delivered stands, in the network's words.
const (
	statusUploading   = "PROCESSING_UPLOAD"
	statusDownloading = "PROCESSING_DOWNLOAD"
	statusInbox       = "SEND_TO_USER_INBOX"
	statusPublished   = "PUBLISH_COMPLETE"
	statusFailed      = "FAILED"
)

// standing is what the network answers about a publish_id.
type standing struct {
	Status   string
	Why      string `json:"fail_reason"`
	Uploaded int64  `json:"uploaded_bytes"`
	// Public are the ids of what it became, so spelt by the network; a post that
	// not everybody may see, or that is still being judged, has none.
	Public []json.RawMessage `json:"publicaly_available_post_id"`
}

// arrived tells whether a draft is there, or being made of what is there.
func (s standing) arrived(size int64) bool {
	switch s.Status {
	case statusInbox, statusPublished, statusDownloading:
		return true
	}
	return s.Status == statusUploading && s.Uploaded >= size
}

func (s *session) status(ctx context.Context, op, id string) (standing, error) {
	var now standing
	err := s.post(ctx, post{op: op, path: "/v2/post/publish/status/fetch/", in: map[string]string{"publish_id": id}}, &now)
	if err != nil {
		return standing{}, err
	}
	switch now.Status {
	case statusUploading, statusDownloading, statusInbox, statusPublished, statusFailed:
		return now, nil
	}
	return standing{}, httpx.Unexpected(op, "a standing of another name")
}

// Find asks the network what became of the upload. OnHold: the draft waits in
// the application. Absent: its last part never arrived, or the network could
// make nothing of it. Photos have no id before the answer to Commit, and drafts
// are in no list: of them nothing can be told.
func (s *session) Find(ctx context.Context, _ string, sent []byte) (data.Finding, error) {
	const op = "tiktok: look for draft"
	p, err := readPayload(op, sent)
	if err != nil {
		return data.Finding{}, err
	}
	if p.Photos != nil {
		line, _, _ := strings.Cut(p.Photos.Post.Description, "\n")
		return data.Finding{Verdict: data.Unclear, Evidence: line}, nil
	}
	now, err := s.status(ctx, op, p.Film.ID)
	switch {
	case data.KindOf(err) == data.NotFound:
		return data.Finding{Verdict: data.Absent}, nil
	case err != nil:
		return data.Finding{}, err
	case now.Status == statusInbox:
		return data.Finding{Verdict: data.OnHold, Receipt: data.Receipt{ID: p.Film.ID}}, nil
	case now.Status == statusPublished:
		return data.Finding{Verdict: data.Online, Receipt: s.became(p.Film.ID, now)}, nil
	case now.arrived(p.Film.Size):
		return data.Finding{Verdict: data.Unclear, Evidence: now.Status}, nil
	}
	return data.Finding{Verdict: data.Absent, Evidence: now.Why}, nil
}

// became is the receipt of what a person published. One that not everybody may
// see keeps the id of its draft.
func (s *session) became(id string, now standing) data.Receipt {
	for _, raw := range now.Public {
		if public := strings.Trim(string(raw), `"`); isNumber(public) {
			return data.Receipt{ID: public, URL: s.videoURL(public)}
		}
	}
	return data.Receipt{ID: id}
}

// videoURL is where people see a video, "" for an account whose name in
// addresses is not known.
func (s *session) videoURL(id string) string {
	if !strings.HasPrefix(s.account.Handle, "@") {
		return ""
	}
	return webHost + "/" + s.account.Handle + "/video/" + id
}

func isNumber(text string) bool {
	return text != "" && len(text) <= 20 && strings.Trim(text, "0123456789") == ""
}

// Held says whether a draft still waits for a person; At is zero, as nobody
// knows when. NotFound: the network could make nothing of it, or the person
// deleted it.
func (s *session) Held(ctx context.Context, id string) (data.HeldPost, error) {
	const op = "tiktok: read draft"
	now, err := s.status(ctx, op, id)
	switch {
	case err != nil:
		return data.HeldPost{}, err
	case now.Status == statusFailed:
		return data.HeldPost{}, &data.Failure{
			Kind: data.NotFound, Op: op, Raw: strings.ToValidUTF8(now.Why[:min(len(now.Why), 200)], ""), Err: errors.New("failed"),
		}
	case now.Status == statusPublished:
		return data.HeldPost{Receipt: s.became(id, now)}, nil
	}
	return data.HeldPost{Waiting: true}, nil
}

// Move is Unsupported: a draft has no time.
func (s *session) Move(context.Context, string, time.Time) error {
	return &data.Failure{Kind: data.Unsupported, Op: "tiktok: move draft"}
}

// Cancel is Unsupported: only the person can delete a draft, in the application.
func (s *session) Cancel(context.Context, string) error {
	return &data.Failure{Kind: data.Unsupported, Op: "tiktok: take draft back"}
}
