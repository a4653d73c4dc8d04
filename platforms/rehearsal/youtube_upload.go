package rehearsal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	ytChunk = 256 << 10 // chunks but the last are multiples of it
	ytWork  = 2 * time.Second
)

// ytUpload is a resumable upload (developers.google.com/youtube/v3/guides/
// using_resumable_upload_protocol).
type ytUpload struct {
	channel  *ytChannel
	wish     ytWish
	total    int64
	received int64
	head     []byte // its first bytes
	made     *ytVideo
}

// announce begins an upload. What is not private would be public with its last
// chunk.
func (y *youtube) announce(c ytCall) answer {
	var wish ytWish
	total, err := strconv.ParseInt(c.r.Header.Get("X-Upload-Content-Length"), 10, 64)
	switch {
	case c.query("uploadType") != "resumable":
		return *ytBad("mediaBodyRequired", "The request does not include the video content.")
	case json.Unmarshal(c.body, &wish) != nil || wish.Snippet == nil || wish.Status == nil:
		return *ytBad("invalidVideoMetadata", "The request metadata is invalid.")
	case err != nil || total <= 0:
		return *ytBad("mediaBodyRequired", "The request does not say how long the video is.")
	case !strings.HasPrefix(c.r.Header.Get("X-Upload-Content-Type"), "video/") && c.r.Header.Get("X-Upload-Content-Type") != "application/octet-stream":
		return *ytBad("badContent", "Unsupported content with type: "+c.r.Header.Get("X-Upload-Content-Type"))
	}
	if wrong := wish.checkSnippet(); wrong != nil {
		return *wrong
	}
	id := y.mint("upload", 30)
	y.uploads[id] = &ytUpload{channel: c.channel, wish: wish, total: total}
	where := "http://" + c.r.Host + "/upload/youtube/v3/videos?uploadType=resumable&part=snippet%2Cstatus&upload_id=" + id
	return answer{status: http.StatusOK, header: map[string]string{"Location": where, "X-GUploader-UploadID": id}}
}

// take takes a chunk, or tells how much has arrived.
func (y *youtube) take(c ytCall) answer {
	u := y.uploads[c.query("upload_id")]
	if u == nil || u.channel != c.channel {
		return googleUnknown()
	}
	var from, to, total int64
	said := c.r.Header.Get("Content-Range")
	if said == fmt.Sprintf("bytes */%d", u.total) {
		return y.arrived(c, u)
	}
	if _, err := fmt.Sscanf(said, "bytes %d-%d/%d", &from, &to, &total); err != nil ||
		total != u.total || to < from || to >= total || to-from+1 != int64(len(c.body)) {
		return *ytBad("badRequest", "Failed to parse Content-Range header.")
	}
	switch {
	case u.made != nil || from != u.received:
		return y.arrived(c, u)
	case to+1 < total && len(c.body)%ytChunk != 0:
		return *ytBad("badRequest", "There were "+strconv.Itoa(len(c.body))+" byte(s) in the request body, which is no multiple of 262144.")
	}
	if u.received == 0 {
		u.head = bytes.Clone(c.body[:min(len(c.body), 12)])
	}
	if u.received = to + 1; u.received == u.total {
		y.make(u)
	}
	return y.arrived(c, u)
}

// arrived is the video when all of it is there, else how far it came.
func (y *youtube) arrived(c ytCall, u *ytUpload) answer {
	if u.made != nil {
		return jsonAnswer(http.StatusOK, y.viewVideo(c, u.made))
	}
	a := answer{status: http.StatusPermanentRedirect, header: map[string]string{}}
	if u.received > 0 {
		a.header["Range"] = "bytes=0-" + strconv.FormatInt(u.received-1, 10)
	}
	return a
}

// make makes the video of an upload, which the network then works on for a
// moment.
func (y *youtube) make(u *ytUpload) {
	now := y.server.clock.Now()
	v := &ytVideo{
		id: y.mint("video", 11), channel: u.channel, privacy: "private", uploaded: now, ready: now.Add(ytWork),
		title: u.wish.Snippet.Title, description: u.wish.Snippet.Description, tags: u.wish.Snippet.Tags,
		category: u.wish.Snippet.Category, language: u.wish.Snippet.Language,
		kids: u.wish.Status.Kids, synthetic: u.wish.Status.Synthetic,
		unreadable: !bytes.Contains(u.head, []byte("ftyp")) && !bytes.HasPrefix(u.head, []byte("\x1a\x45\xdf\xa3")),
	}
	y.videos[v.id], u.made = v, v
	u.channel.videos = append(u.channel.videos, v)
	at, err := time.Parse(time.RFC3339, u.wish.Status.PublishAt)
	if err != nil {
		at = time.Time{}
	}
	y.setPrivacy(v, u.wish.Status.Privacy, at)
}
