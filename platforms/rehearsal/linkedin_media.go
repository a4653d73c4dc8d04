package rehearsal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	liMaxPixels   = 36_152_320
	liPart        = 4 << 20 // bytes
	liMinVideo    = 75 << 10
	liMaxVideo    = 500 << 20
	liMaxDocument = 100 << 20
	liWork        = 2 * time.Second // how long the network is at work on what came
)

// liAsset is a picture, a video or a document that was announced.
type liAsset struct {
	urn, id string
	kind    string // "image", "video", "document"
	owner   *liAuthor
	size    int // of a video, as it was announced
	parts   [][]byte
	etags   []string
	ready   time.Time // zero: the bytes are not all there
}

// asset answers what is asked about pictures, videos and documents.
func (l *linkedin) asset(c liCall) answer {
	kind := strings.TrimSuffix(c.path[0], "s")
	action := c.query.Get("action")
	switch {
	case c.r.Method == http.MethodPost && len(c.path) == 1 && action == "initializeUpload":
		return l.announce(c, kind)
	case c.r.Method == http.MethodPost && len(c.path) == 1 && action == "finalizeUpload" && kind == "video":
		return l.finish(c)
	case c.r.Method == http.MethodGet && len(c.path) == 2:
		// With Share on LinkedIn alone nothing tells how far the network is.
		if refused := c.lacks("partnerApi"+c.path[0]+".GET", "r_organization_social", "rw_organization_admin"); refused != nil {
			return *refused
		}
		a := l.assets[c.path[1]]
		if a == nil {
			return liError(http.StatusNotFound, 0, "NOT_FOUND", "Could not find entity")
		}
		return jsonAnswer(http.StatusOK, map[string]any{"id": a.urn, "owner": a.owner.urn, "status": l.status(a)})
	}
	return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "No such action")
}

func (l *linkedin) announce(c liCall, kind string) answer {
	var wish struct {
		Owner     string `json:"owner"`
		Size      int    `json:"fileSizeBytes"`
		Captions  bool   `json:"uploadCaptions"`
		Thumbnail bool   `json:"uploadThumbnail"`
	}
	if refused := c.decoded("initializeUploadRequest", &wish); refused != nil {
		return *refused
	}
	owner, refused := l.writes(c, "partnerApi"+c.path[0]+".ACTION-initializeUpload", wish.Owner, "w_organization_social")
	if refused != nil {
		return *refused
	}
	if kind == "video" && (wish.Size < liMinVideo || wish.Size > liMaxVideo) {
		return liError(http.StatusBadRequest, 0, "INVALID_VIDEO_SIZE", "fileSizeBytes")
	}
	l.minted++
	a := &liAsset{id: "C4D" + strconv.FormatUint(l.minted, 10), kind: kind, owner: owner, size: wish.Size}
	a.urn = "urn:li:" + kind + ":" + a.id
	l.assets[a.urn] = a
	expires := l.server.clock.Now().Add(24 * time.Hour).UnixMilli()
	value := map[string]any{kind: a.urn, "uploadUrlExpiresAt": expires}
	switch kind {
	case "video":
		instructions := []any{}
		for first := 0; first < wish.Size; first += liPart {
			instructions = append(instructions, map[string]any{
				"uploadUrl": l.uploadURL(a, first/liPart), "firstByte": first, "lastByte": min(first+liPart, wish.Size) - 1,
			})
		}
		a.parts, a.etags = make([][]byte, len(instructions)), make([]string, len(instructions))
		value = map[string]any{kind: a.urn, "uploadUrlsExpireAt": expires, "uploadToken": "token-" + a.id, "uploadInstructions": instructions}
	default:
		a.parts, a.etags = make([][]byte, 1), make([]string, 1)
		value["uploadUrl"] = l.uploadURL(a, 0)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"value": value})
}

func (l *linkedin) uploadURL(a *liAsset, part int) string {
	return fmt.Sprintf("%s/dms-uploads/%s/%d?ca=vector_feedshare&sync=0", l.server.URL(), a.urn, part)
}

// take takes bytes in. Pictures and documents come with the token, the parts of
// a video must come without.
func (l *linkedin) take(r *http.Request, body []byte) answer {
	urn, number, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/dms-uploads/"), "/")
	a := l.assets[urn]
	n, err := strconv.Atoi(number)
	switch {
	case a == nil || err != nil || n < 0 || n >= len(a.parts) || r.Method != http.MethodPut:
		return liError(http.StatusNotFound, 0, "NOT_FOUND", "No such upload")
	case a.kind == "video" && r.Header.Get("Authorization") != "":
		return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "A part of a video comes without Authorization")
	case a.kind != "video" && l.grants.of(r) == nil:
		return liError(http.StatusUnauthorized, 65600, "INVALID_ACCESS_TOKEN", "Invalid access token")
	}
	if a.kind == "video" {
		if len(body) != min(liPart, a.size-n*liPart) {
			return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "A part of another length")
		}
	} else {
		a.ready = l.server.clock.Now().Add(liWork)
	}
	sum := sha256.Sum256(body)
	a.parts[n], a.etags[n] = slices.Clone(body), hex.EncodeToString(sum[:8])
	return answer{status: http.StatusCreated, header: map[string]string{"ETag": a.etags[n]}}
}

func (l *linkedin) finish(c liCall) answer {
	var wish struct {
		Video string   `json:"video"`
		Token string   `json:"uploadToken"`
		Parts []string `json:"uploadedPartIds"`
	}
	if refused := c.decoded("finalizeUploadRequest", &wish); refused != nil {
		return *refused
	}
	a := l.assets[wish.Video]
	if a == nil || wish.Token != "token-"+a.id || !slices.Equal(wish.Parts, a.etags) || slices.Contains(a.etags, "") {
		return liError(http.StatusBadRequest, 0, "INVALID_UPLOADED_PARTS", "The parts are not those that were uploaded")
	}
	a.ready = l.server.clock.Now().Add(liWork)
	return answer{status: http.StatusOK}
}

// status is how far the network is with what was uploaded.
func (l *linkedin) status(a *liAsset) string {
	switch {
	case a.ready.IsZero():
		return "WAITING_UPLOAD"
	case !a.sound():
		return "PROCESSING_FAILED"
	case l.server.clock.Now().Before(a.ready):
		return "PROCESSING"
	}
	return "AVAILABLE"
}

// sound tells whether the bytes are what they were announced as.
func (a *liAsset) sound() bool {
	first := a.parts[0]
	switch a.kind {
	case "video":
		return len(first) > 8 && string(first[4:8]) == "ftyp"
	case "document":
		return bytes.HasPrefix(first, []byte("%PDF-")) && len(first) <= liMaxDocument && a.pages() > 0 && a.pages() <= 300
	}
	about, _, err := image.DecodeConfig(bytes.NewReader(first))
	return err == nil && about.Width*about.Height < liMaxPixels
}

// pages is how many pages a PDF has.
func (a *liAsset) pages() int {
	return bytes.Count(a.parts[0], []byte("/Type /Page")) - bytes.Count(a.parts[0], []byte("/Type /Pages"))
}
