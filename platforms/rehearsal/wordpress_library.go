package rehearsal

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
)

type wpMedia struct {
	id     int
	slug   string
	file   string
	kind   string
	alt    string
	author *wpUser
	date   time.Time
	bytes  []byte
}

type wpTerm struct {
	id   int
	name string // HTML
	slug string
}

// createMedia takes a picture in. Its type is judged by the end of its name and
// by its bytes; what is not allowed is a 500.
func (w *wordpress) createMedia(c wpCall) answer {
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.")
	}
	_, parameters, err := mime.ParseMediaType(c.kind)
	if err != nil || parameters["boundary"] == "" {
		return w.createRaw(c)
	}
	form, err := multipart.NewReader(bytes.NewReader(c.body), parameters["boundary"]).ReadForm(maxRequest)
	if err != nil || len(form.File["file"]) != 1 {
		return wpError(http.StatusBadRequest, "rest_upload_no_data", "No data supplied.")
	}
	sent := form.File["file"][0]
	if sent.Size > wpMaxFile {
		return wpError(http.StatusInternalServerError, "rest_upload_unknown_error", "The uploaded file exceeds the upload_max_filesize directive in php.ini.")
	}
	content, err := readAll(sent)
	if err != nil {
		return wpError(http.StatusBadRequest, "rest_upload_no_data", "No data supplied.")
	}
	kinds := map[string]string{".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp"}
	end := path.Ext(sent.Filename)
	if kinds[end] == "" || kinds[end] != http.DetectContentType(content) {
		return wpError(http.StatusInternalServerError, "rest_upload_unknown_error", "Sorry, you are not allowed to upload this file type.")
	}
	m := &wpMedia{kind: kinds[end], bytes: content}
	if alt := form.Value["alt_text"]; len(alt) == 1 {
		m.alt = alt[0]
	}
	return w.keepMedia(c, m, sent.Filename)
}

// createRaw takes a file that is the whole body of a request. PHP's limit of a
// form's files does not hold for it.
func (w *wordpress) createRaw(c wpCall) answer {
	_, parameters, err := mime.ParseMediaType(c.named)
	if err != nil || parameters["filename"] == "" {
		return wpError(http.StatusBadRequest, "rest_upload_no_content_disposition", "No Content-Disposition supplied.")
	}
	kinds := map[string]string{".mp4": "video/mp4", ".mov": "video/quicktime", ".webm": "video/webm"}
	if kind := kinds[path.Ext(parameters["filename"])]; kind == "" || kind != c.kind || len(c.body) == 0 {
		return wpError(http.StatusInternalServerError, "rest_upload_sideload_error", "Sorry, you are not allowed to upload this file type.")
	}
	return w.keepMedia(c, &wpMedia{kind: c.kind, bytes: c.body}, parameters["filename"])
}

// keepMedia puts a file into the library, under a name that is still free.
func (w *wordpress) keepMedia(c wpCall, m *wpMedia, name string) answer {
	end := path.Ext(name)
	m.id, m.author, m.date = len(w.media)+1, c.user, w.now()
	name = wpSlug(strings.TrimSuffix(name, end))
	m.slug = name
	for n := 1; w.hasMedia(m.slug); n++ {
		m.slug = fmt.Sprintf("%s-%d", name, n)
	}
	m.file = m.slug + end
	w.media = append(w.media, m)
	return jsonAnswer(http.StatusCreated, wpFields(w.mediaView(m), c.query))
}

// file is one of the library, as everybody can read it.
func (w *wordpress) file(address string) answer {
	for _, m := range w.media {
		if address == m.address() {
			return answer{status: http.StatusOK, header: map[string]string{"Content-Type": m.kind}, body: m.bytes}
		}
	}
	return wpPage(http.StatusNotFound, "Page not found")
}

// address is where a file of the library is on the site.
func (m *wpMedia) address() string {
	return "/wp-content/uploads/" + m.date.Format("2006/01") + "/" + m.file
}

func readAll(sent *multipart.FileHeader) ([]byte, error) {
	file, err := sent.Open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

func (w *wordpress) hasMedia(slug string) bool {
	return slices.ContainsFunc(w.media, func(m *wpMedia) bool { return m.slug == slug })
}

func (w *wordpress) mediaView(m *wpMedia) map[string]any {
	return map[string]any{
		"id": m.id, "slug": m.slug, "status": "inherit", "alt_text": m.alt, "mime_type": m.kind, "author": m.author.id,
		"date_gmt":   m.date.Format(wpTime),
		"source_url": w.server.URL() + m.address(),
	}
}

func (w *wordpress) listMedia(c wpCall) answer {
	found := slices.Clone(w.media)
	if slug := c.query.Get("slug"); slug != "" {
		found = slices.DeleteFunc(found, func(m *wpMedia) bool { return !slices.Contains(strings.Split(slug, ","), m.slug) })
	}
	return wpList(c, found, w.mediaView)
}

func (w *wordpress) listTerms(c wpCall) answer {
	wanted := strings.ToLower(wpEscape(c.query.Get("search")))
	found := slices.Clone(w.terms[c.path[0]])
	found = slices.DeleteFunc(found, func(t *wpTerm) bool { return !strings.Contains(strings.ToLower(t.name), wanted) })
	return wpList(c, found, (*wpTerm).view)
}

func (t *wpTerm) view() map[string]any {
	return map[string]any{"id": t.id, "name": t.name, "slug": t.slug, "count": 0, "parent": 0}
}

// createTerm compares names as MySQL does, where accents do not count; on SQLite
// only small and capital letters are one.
func (w *wordpress) createTerm(c wpCall) answer {
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_cannot_create", "Sorry, you are not allowed to create terms in this taxonomy.")
	}
	var in struct{ Name string }
	if a := wpInput(c, &in); a != nil {
		return *a
	}
	if in.Name == "" {
		return wpError(http.StatusBadRequest, "rest_missing_callback_param", "Missing parameter(s): name")
	}
	all := w.terms[c.path[0]]
	for _, t := range all {
		if t.slug == wpSlug(in.Name) {
			return jsonAnswer(http.StatusBadRequest, map[string]any{
				"code": "term_exists", "message": "A term with the name provided already exists with this parent.",
				"data": map[string]int{"status": 400, "term_id": t.id},
			})
		}
	}
	t := &wpTerm{id: 100*len(c.path[0]) + len(all), name: wpEscape(in.Name), slug: wpSlug(in.Name)}
	w.terms[c.path[0]] = append(all, t)
	return jsonAnswer(http.StatusCreated, wpFields(t.view(), c.query))
}
