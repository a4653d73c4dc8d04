package rehearsal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// tiktokPlace is where videos are sent to. On the real network it is another
// host.
const tiktokPlace = "/upload/"

// Chunks are between the first and the second of these, the last one may have
// up to the third, in bytes.
const (
	tiktokMinChunk  = 5 << 20
	tiktokMaxChunk  = 64 << 20
	tiktokLastChunk = 128 << 20
)

// tiktokUpload is a draft on its way, and then in the inbox.
type tiktokUpload struct {
	user        *tiktokUser
	id          string // publish_id
	key         string // in the address
	size, chunk int64
	count       int64
	got         int64
	digest      hash.Hash
	head        []byte
	images      int
	begun       time.Time
	landed      time.Time // when all of it was there
	failed      string
	video       *tiktokVideo // what the person made of it
}

// often counts a call and tells whether there were more than most of them in
// the last minute.
func often(calls []time.Time, now time.Time, most int) ([]time.Time, bool) {
	calls = slices.DeleteFunc(calls, func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	if len(calls) >= most {
		return calls, true
	}
	return append(calls, now), false
}

// waiting is how many drafts of the last day lie in a person's inbox.
func (t *tiktok) waiting(user *tiktokUser) (n int) {
	for _, u := range t.uploads {
		if u.user == user && !u.landed.IsZero() && u.video == nil && u.failed == "" && t.server.clock.Now().Sub(u.landed) < 24*time.Hour {
			n++
		}
	}
	return n
}

// room refuses a draft when the person has enough of them.
func (t *tiktok) room(user *tiktokUser) *answer {
	var over bool
	if user.inits, over = often(user.inits, t.server.clock.Now(), tiktokInits); over {
		a := tiktokError(http.StatusTooManyRequests, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.")
		return &a
	}
	if t.waiting(user) >= tiktokDrafts {
		a := tiktokError(http.StatusForbidden, "spam_risk_too_many_pending_share", "The total number of pending share within 24 hours has exceeded 5.")
		return &a
	}
	return nil
}

// draft makes a new one, not there yet.
func (t *tiktok) draft(user *tiktokUser) *tiktokUpload {
	t.minted++
	u := &tiktokUpload{
		user: user, id: fmt.Sprintf("v_inbox_file~v2.%d", t.minted), key: t.grants.mint("upload"),
		begun: t.server.clock.Now(), digest: sha256.New(),
	}
	t.uploads[u.id] = u
	return u
}

// begin gives an address to send a video to.
func (t *tiktok) begin(user *tiktokUser, _ *http.Request, body []byte) answer {
	var in struct {
		Source struct {
			Source string
			Size   int64 `json:"video_size"`
			Chunk  int64 `json:"chunk_size"`
			Count  int64 `json:"total_chunk_count"`
		} `json:"source_info"`
	}
	from := &in.Source
	if json.Unmarshal(body, &in) != nil || from.Source != "FILE_UPLOAD" || from.Size <= 0 || from.Chunk <= 0 {
		return tiktokError(http.StatusBadRequest, "invalid_params", "The source info is invalid")
	}
	last := from.Size - (from.Count-1)*from.Chunk
	switch {
	case from.Count != from.Size/from.Chunk, from.Count > 1000:
		return tiktokError(http.StatusBadRequest, "invalid_params", "The total chunk count is invalid")
	case from.Size < tiktokMinChunk && from.Chunk != from.Size, from.Size >= tiktokMinChunk && from.Chunk < tiktokMinChunk,
		from.Chunk > tiktokMaxChunk, last > tiktokLastChunk:
		return tiktokError(http.StatusBadRequest, "invalid_params", "The chunk size is invalid")
	}
	if refused := t.room(user); refused != nil {
		return *refused
	}
	u := t.draft(user)
	u.size, u.chunk, u.count = from.Size, from.Chunk, from.Count
	return tiktokGood(map[string]any{
		"publish_id": u.id, "upload_url": t.server.URL() + tiktokPlace + "?" + url.Values{"upload_id": {u.id}, "upload_token": {u.key}}.Encode(),
	})
}

// tiktokRange reads the header that places a part in its video.
func tiktokRange(r *http.Request) (from, to, size int64, ok bool) {
	n, err := fmt.Sscanf(r.Header.Get("Content-Range"), "bytes %d-%d/%d", &from, &to, &size)
	return from, to, size, err == nil && n == 3
}

// part takes one part of a video in, the next one and no other.
func (t *tiktok) part(r *http.Request, body []byte) answer {
	u := t.uploads[r.URL.Query().Get("upload_id")]
	from, to, size, ok := tiktokRange(r)
	switch {
	case u == nil || u.count == 0:
		return tiktokError(http.StatusNotFound, "invalid_params", "The upload task does not exist")
	case u.key != r.URL.Query().Get("upload_token"), t.server.clock.Now().Sub(u.begun) >= tiktokUploadLife:
		return tiktokError(http.StatusForbidden, "invalid_params", "The upload_url is no longer valid")
	case !ok || size != u.size || to-from+1 != int64(len(body)) || !strings.HasPrefix(r.Header.Get("Content-Type"), "video/"):
		return tiktokError(http.StatusBadRequest, "invalid_params", "The Content-Range header is invalid")
	case from != u.got, to+1 != u.end():
		return tiktokError(http.StatusRequestedRangeNotSatisfiable, "invalid_params", "The Content-Range does not reflect the bytes that were received")
	}
	if u.got == 0 {
		u.head = bytes.Clone(body[:min(len(body), 12)])
	}
	u.digest.Write(body)
	u.got = to + 1
	if u.got < u.size {
		a := answer{status: http.StatusPartialContent, header: map[string]string{"Content-Range": fmt.Sprintf("bytes 0-%d/%d", to, u.size)}}
		return a
	}
	a := answer{status: http.StatusCreated, header: map[string]string{"Content-Range": fmt.Sprintf("bytes 0-%d/%d", to, u.size)}}
	u.landed = t.server.clock.Now()
	if !tiktokIsVideo(u.head) {
		u.failed = "file_format_check_failed"
		return a
	}
	a.accepted = true
	t.server.published(Published{Account: u.user.account.Handle, ID: u.id, Videos: 1, File: hex.EncodeToString(u.digest.Sum(nil))})
	return a
}

// end is where the next part ends.
func (u *tiktokUpload) end() int64 {
	if u.got/u.chunk >= u.count-1 {
		return u.size
	}
	return u.got + u.chunk
}

// tiktokIsVideo knows the beginning of MP4 and QuickTime files, and of WebM.
func tiktokIsVideo(head []byte) bool {
	return len(head) >= 8 && string(head[4:8]) == "ftyp" || bytes.HasPrefix(head, []byte("\x1aE\xdf\xa3"))
}

// fetch makes a draft of photos. The owner has proved that this computer is
// theirs, and nothing else.
func (t *tiktok) fetch(user *tiktokUser, _ *http.Request, body []byte) answer {
	var in struct {
		Post struct{ Title, Description string } `json:"post_info"`
		From struct {
			Source string
			Images []string `json:"photo_images"`
			Cover  int      `json:"photo_cover_index"`
		} `json:"source_info"`
		Mode string `json:"post_mode"`
		Type string `json:"media_type"`
	}
	switch err := json.Unmarshal(body, &in); {
	case err != nil, in.Type != "PHOTO", in.From.Source != "PULL_FROM_URL", in.From.Cover < 0 || in.From.Cover >= len(in.From.Images):
		return tiktokError(http.StatusBadRequest, "invalid_params", "The source info is invalid")
	case in.Mode != "MEDIA_UPLOAD":
		return tiktokError(http.StatusForbidden, "unaudited_client_can_only_post_to_private_accounts", "Unaudited clients can only post to a private account.")
	case len(in.From.Images) > 35, len([]rune(in.Post.Title)) > 90, len([]rune(in.Post.Description)) > 4000:
		return tiktokError(http.StatusBadRequest, "invalid_params", "The post info is invalid")
	}
	for _, image := range in.From.Images {
		if u, err := url.Parse(image); err != nil || u.Hostname() != "127.0.0.1" {
			return tiktokError(http.StatusForbidden, "url_ownership_unverified", "Please review our URL ownership verification rules.")
		}
	}
	if refused := t.room(user); refused != nil {
		return *refused
	}
	u := t.draft(user)
	u.images, u.landed = len(in.From.Images), t.server.clock.Now()
	t.server.published(Published{Account: user.account.Handle, ID: u.id, Text: in.Post.Description, Images: u.images})
	a := tiktokGood(map[string]string{"publish_id": u.id})
	a.accepted = true
	return a
}

func (t *tiktok) status(user *tiktokUser, _ *http.Request, body []byte) answer {
	var in struct {
		ID string `json:"publish_id"`
	}
	var over bool
	if user.looks, over = often(user.looks, t.server.clock.Now(), tiktokLooks); over {
		return tiktokError(http.StatusTooManyRequests, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.")
	}
	if json.Unmarshal(body, &in) != nil || t.uploads[in.ID] == nil || t.uploads[in.ID].user != user {
		return tiktokError(http.StatusBadRequest, "invalid_publish_id", "The publish_id does not exist.")
	}
	u, now := t.uploads[in.ID], t.server.clock.Now()
	out := map[string]any{"status": "PROCESSING_UPLOAD", "fail_reason": "", "publicaly_available_post_id": []any{}, "uploaded_bytes": u.got, "downloaded_bytes": 0}
	switch {
	case u.landed.IsZero() || now.Sub(u.landed) < tiktokWork:
		if u.images > 0 {
			out["status"] = "PROCESSING_DOWNLOAD"
		}
	case u.failed != "":
		out["status"], out["fail_reason"] = "FAILED", u.failed
	case u.video == nil:
		out["status"] = "SEND_TO_USER_INBOX"
	default:
		out["status"], out["publicaly_available_post_id"] = "PUBLISH_COMPLETE", []json.Number{json.Number(u.video.id)}
	}
	return tiktokGood(out)
}

// release lets the people publish the drafts that waited for as long as they
// let things wait.
func (t *tiktok) release() {
	inOrder := slices.SortedFunc(maps.Values(t.uploads), func(u, v *tiktokUpload) int { return u.landed.Compare(v.landed) })
	for _, u := range inOrder {
		after := u.user.account.Taps
		if after == 0 || u.landed.IsZero() || u.video != nil || u.failed != "" || t.server.clock.Now().Sub(u.landed) < after {
			continue
		}
		at := u.landed.Add(after)
		u.video = &tiktokVideo{id: t.mint(at), made: at}
		u.user.show(u.video)
	}
}
