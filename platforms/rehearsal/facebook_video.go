package rehearsal

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	fbChunk = 100 << 10       // the network asks for parts of this size
	fbWorks = 3 * time.Second // that a video is worked on once it is finished
)

// fbVideo is a video on its way or there.
type fbVideo struct {
	id       string
	page     *fbPage
	reel     bool
	upload   string // the session
	size     int
	got      []byte
	finished time.Time // zero: not yet
	post     *fbPost   // once it is finished
}

// takeVideo is the phases of an upload.
func (f *facebook) takeVideo(c fbCall, page *fbPage) answer {
	reel := c.edge == "video_reels"
	switch c.in.Get("upload_phase") {
	case "start":
		return f.startVideo(c, page, reel)
	case "transfer":
		return f.transfer(c, page)
	case "finish":
		return f.finish(c, page, reel)
	}
	return fbError(http.StatusBadRequest, 100, 0, "(#100) upload_phase must be one of start, transfer, finish")
}

func (f *facebook) startVideo(c fbCall, page *fbPage, reel bool) answer {
	size, err := strconv.Atoi(c.in.Get("file_size"))
	if !reel && (err != nil || size <= 0) {
		return fbError(http.StatusBadRequest, 100, 0, "(#100) Param file_size must be greater than 0")
	}
	v := &fbVideo{id: f.mint(), page: page, reel: reel, upload: f.mint(), size: size}
	f.videos[v.id] = v
	if reel {
		return jsonAnswer(http.StatusOK, map[string]string{"video_id": v.id, "upload_url": f.server.URL() + "/upload/" + v.id})
	}
	shown := f.wants(v)
	shown["upload_session_id"], shown["video_id"] = v.upload, v.id
	return jsonAnswer(http.StatusOK, shown)
}

// wants is which bytes come next.
func (f *facebook) wants(v *fbVideo) map[string]string {
	return map[string]string{
		"start_offset": strconv.Itoa(len(v.got)), "end_offset": strconv.Itoa(min(v.size, len(v.got)+fbChunk)),
	}
}

func (f *facebook) transfer(c fbCall, page *fbPage) answer {
	form, part := fbMultipart(c, "video_file_chunk")
	v := f.uploading(page, form["upload_session_id"])
	switch {
	case v == nil:
		return fbError(http.StatusBadRequest, 6000, 1363033, "There was a problem uploading your video file. Please try again.")
	case form["start_offset"] != strconv.Itoa(len(v.got)), len(part) == 0, len(v.got)+len(part) > v.size, len(part) > fbChunk:
		return fbError(http.StatusBadRequest, 6001, 1363037, "Your upload start offset does not match the next expected offset")
	}
	v.got = append(v.got, part...)
	return jsonAnswer(http.StatusOK, f.wants(v))
}

func (f *facebook) uploading(page *fbPage, session string) *fbVideo {
	for _, v := range f.videos {
		if v.page == page && v.upload == session && session != "" {
			return v
		}
	}
	return nil
}

// takeReel is the other host, to which the whole of a reel is sent.
func (f *facebook) takeReel(r *http.Request, body []byte) answer {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "OAuth ")
	as, refused := f.find(token)
	if refused != nil {
		return *refused
	}
	v := f.videos[strings.TrimPrefix(r.URL.Path, "/upload/")]
	if v == nil || !v.reel || as.page != v.page {
		return fbError(http.StatusBadRequest, 100, 33, "no such upload")
	}
	if r.Header.Get("offset") != "0" || r.Header.Get("file_size") != strconv.Itoa(len(body)) {
		return jsonAnswer(http.StatusBadRequest, map[string]any{"debug_info": map[string]any{
			"retriable": true, "type": "PartialRequestError", "message": "Partial request (did not match length of file)",
		}})
	}
	v.got, v.size = body, len(body)
	return fbYes()
}

// finish publishes a video, or takes it to hold.
func (f *facebook) finish(c fbCall, page *fbPage, reel bool) answer {
	v := f.uploading(page, c.in.Get("upload_session_id"))
	if reel {
		v = f.videos[c.in.Get("video_id")]
	}
	if v == nil || v.page != page || v.reel != reel || len(v.got) < v.size || len(v.got) == 0 {
		return fbError(http.StatusBadRequest, 6000, 1363033, "There was a problem uploading your video file. Please try again.")
	}
	if reel {
		c.in.Set("published", strconv.FormatBool(c.in.Get("video_state") != "SCHEDULED"))
	}
	if v.post != nil { // finished twice is finished once
		return f.finishedNow()
	}
	post := &fbPost{id: page.id + "_" + f.mint(), page: page, message: c.in.Get("description"), video: v}
	if a := f.checkPost(c, post); a != nil {
		return *a
	}
	v.finished, v.post = f.server.clock.Now(), post
	if !strings.Contains(string(v.got[:min(len(v.got), 64)]), "ftyp") {
		return f.finishedNow() // it takes anything, and fails later
	}
	f.add(page, post)
	return f.finishedNow()
}

func (f *facebook) finishedNow() answer {
	a := fbYes()
	a.accepted = true
	return a
}

func (f *facebook) onVideo(c fbCall, v *fbVideo) answer {
	switch {
	case c.edge != "":
		return fbGone(c)
	case c.r.Method == http.MethodGet:
		return f.one(c, f.videoView(v))
	case c.r.Method == http.MethodPost && v.post != nil:
		return f.change(c, v.post)
	case c.r.Method == http.MethodDelete:
		delete(f.videos, v.id)
		if v.post != nil {
			f.remove(v.post)
			f.server.deleted(v.id)
		}
		return fbYes()
	}
	return fbGone(c)
}

func (f *facebook) videoView(v *fbVideo) map[string]any {
	phase := func(status string) map[string]any { return map[string]any{"status": status} }
	status := map[string]any{
		"video_status": "uploading", "uploading_phase": phase("in_progress"), "processing_phase": phase("not_started"), "publishing_phase": phase("not_started"),
	}
	view := map[string]any{"id": v.id, "published": false, "scheduled_publish_time": fbAbsent{}, "status": status}
	if len(v.got) == v.size && v.size > 0 {
		status["video_status"], status["uploading_phase"] = "upload_complete", phase("complete")
	}
	if v.post == nil {
		return view
	}
	known := f.postOf(v.page, v.post.id) != nil
	switch {
	case f.server.clock.Now().Sub(v.finished) < fbWorks:
		status["video_status"], status["processing_phase"] = "processing", phase("in_progress")
	case !known:
		status["video_status"] = "error"
		status["processing_phase"] = map[string]any{"status": "error", "error": map[string]any{"message": "The video file is not readable"}}
	default:
		status["video_status"], status["processing_phase"] = "ready", phase("complete")
	}
	if known && !v.post.public {
		view["scheduled_publish_time"] = v.post.due.UTC().Format(fbTime)
	}
	if known && v.post.public {
		view["published"], status["publishing_phase"] = true, phase("complete")
	}
	return view
}
