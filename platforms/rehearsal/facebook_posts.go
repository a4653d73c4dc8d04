package rehearsal

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// fbPost is a post: of the Page or, with author, of somebody else.
type fbPost struct {
	id       string
	page     *fbPage
	author   *Remark
	message  string
	link     string
	photos   []*fbPhoto
	video    *fbVideo
	public   bool
	made     time.Time // when it became public
	due      time.Time // when it will
	likes    int       // what it ends with; 0: the seed's choice
	comments []*fbComment
}

// fbPhoto is a picture that was taken in.
type fbPhoto struct {
	id      string
	page    *fbPage
	mime    string
	content []byte
	alt     string
	taken   bool // by a post
}

// takePhoto takes in a picture that nobody sees yet.
func (f *facebook) takePhoto(c fbCall, page *fbPage) answer {
	form, content := fbMultipart(c, "source")
	kind := http.DetectContentType(content)
	switch {
	case content == nil:
		return fbError(http.StatusBadRequest, 324, 2069019, "(#324) Requires upload file")
	case !slices.Contains([]string{"image/jpeg", "image/png", "image/gif"}, kind):
		return fbError(http.StatusBadRequest, 1, 99, "Invalid image file")
	case len(content) > fbImageBytes:
		return fbError(http.StatusBadRequest, 100, 1366046, "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.")
	case form["published"] != "false":
		return fbError(http.StatusBadRequest, 100, 0, "(#100) the rehearsal takes pictures unpublished only")
	}
	photo := &fbPhoto{id: f.mint(), page: page, mime: kind, content: content, alt: form["alt_text_custom"]}
	f.photos[photo.id] = photo
	return jsonAnswer(http.StatusOK, map[string]string{"id": photo.id})
}

// fbMultipart reads a multipart form with one file.
func fbMultipart(c fbCall, file string) (fields map[string]string, content []byte) {
	fields = map[string]string{}
	_, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	if err != nil {
		return fields, nil
	}
	form, err := multipart.NewReader(bytes.NewReader(c.body), params["boundary"]).ReadForm(maxRequest)
	if err != nil {
		return fields, nil
	}
	for name, all := range form.Value {
		fields[name] = all[0]
	}
	if len(form.File[file]) != 1 {
		return fields, nil
	}
	opened, err := form.File[file][0].Open()
	if err != nil {
		return fields, nil
	}
	if content, err = io.ReadAll(opened); err != nil {
		return fields, nil
	}
	return fields, content
}

// onPhoto shows where a picture is kept, in two sizes.
func (f *facebook) onPhoto(c fbCall, photo *fbPhoto) answer {
	image := func(name string, width int) map[string]any {
		return map[string]any{"source": f.server.URL() + "/media/" + name, "width": width, "height": width}
	}
	return f.one(c, map[string]any{
		"id": photo.id, "images": []map[string]any{image(photo.id+"_small", 130), image(photo.id, 960)}, "alt_text": photo.alt,
	})
}

func (f *facebook) showFile(name string) answer {
	photo := f.photos[name]
	if photo == nil {
		return htmlAnswer(http.StatusNotFound, "<p>URL signature expired")
	}
	return answer{status: http.StatusOK, header: map[string]string{"Content-Type": photo.mime}, body: photo.content}
}

// postFeed makes a post, or takes one to hold.
func (f *facebook) postFeed(c fbCall, page *fbPage) answer {
	post := &fbPost{id: page.id + "_" + f.mint(), page: page, message: c.in.Get("message"), link: c.in.Get("link")}
	for i := range fbMostImages + 1 {
		raw := c.in.Get("attached_media[" + strconv.Itoa(i) + "]")
		if raw == "" {
			break
		}
		var named struct {
			ID string `json:"media_fbid"`
		}
		if json.Unmarshal([]byte(raw), &named) != nil || f.photos[named.ID] == nil || f.photos[named.ID].page != page {
			return fbError(http.StatusBadRequest, 100, 0, "(#100) Param attached_media["+strconv.Itoa(i)+"] must be a valid media")
		}
		post.photos = append(post.photos, f.photos[named.ID])
	}
	if a := f.checkPost(c, post); a != nil {
		return *a
	}
	for _, photo := range post.photos {
		photo.taken = true
	}
	f.add(page, post)
	a := jsonAnswer(http.StatusOK, map[string]string{"id": post.id})
	a.accepted = true
	return a
}

// checkPost refuses what the network would, and sets when the post is due.
func (f *facebook) checkPost(c fbCall, post *fbPost) *answer {
	refuse := func(code, subcode int, message string) *answer {
		a := fbError(http.StatusBadRequest, code, subcode, message)
		return &a
	}
	switch {
	case strings.TrimSpace(post.message) == "" && post.link == "" && len(post.photos) == 0 && post.video == nil:
		return refuse(100, 1349125, "Missing message or attachment")
	case utf8.RuneCountInString(post.message) > fbMostText:
		return refuse(100, 0, "(#100) Your message is too long")
	case len(post.photos) > fbMostImages:
		return refuse(100, 0, "(#100) too many photos")
	case post.link != "" && !strings.HasPrefix(post.link, "http"):
		return refuse(1609005, 0, "(#1609005) The post's links must direct to a valid page")
	case slices.ContainsFunc(post.photos, func(p *fbPhoto) bool { return p.taken }):
		return refuse(100, 1366051, "These photos were already posted.")
	}
	if post.due, post.public = f.due(c), c.in.Get("published") != "false"; !post.public {
		ahead := post.due.Sub(f.server.clock.Now())
		if ahead < fbLeastAhead || ahead > fbMostAhead {
			return refuse(100, 0, "(#100) The specified scheduled publish time is invalid.")
		}
		return nil
	}
	return f.refuseSame(post)
}

// refuseSame: the same text a moment later is a duplicate.
func (f *facebook) refuseSame(post *fbPost) *answer {
	now := f.server.clock.Now()
	for _, other := range post.page.posts {
		if other.public && other.message != "" && other.message == post.message && len(post.photos)+len(other.photos) == 0 &&
			post.video == nil && now.Sub(other.made) < fbSame {
			a := fbError(http.StatusBadRequest, 506, 1455006, "(#506) Duplicate status message")
			return &a
		}
	}
	return nil
}

func (f *facebook) due(c fbCall) time.Time {
	seconds, err := strconv.ParseInt(c.in.Get("scheduled_publish_time"), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// add gives a post its place, and makes it known when it is public.
func (f *facebook) add(page *fbPage, post *fbPost) {
	page.posts = append(page.posts, post)
	if post.public {
		f.show(post, f.server.clock.Now())
	}
}

// show makes a post public.
func (f *facebook) show(post *fbPost, at time.Time) {
	post.public, post.made = true, at.UTC()
	seen := Published{Account: post.page.handle, ID: post.id, Text: post.message, Images: len(post.photos), At: post.made}
	if post.video != nil {
		seen.ID, seen.Videos = post.video.id, 1
	}
	f.server.published(seen)
}

// release makes public what was held until now.
func (f *facebook) release() {
	now := f.server.clock.Now()
	for _, page := range f.pages {
		var due []*fbPost
		for _, post := range page.posts {
			if !post.public && !post.due.After(now) {
				due = append(due, post)
			}
		}
		slices.SortFunc(due, func(a, b *fbPost) int { return a.due.Compare(b.due) })
		for _, post := range due {
			f.show(post, post.due)
		}
	}
}

func (f *facebook) postOf(page *fbPage, id string) *fbPost {
	for _, post := range slices.Concat(page.posts, page.visits) {
		if post.id == id {
			return post
		}
	}
	return nil
}

// onPost reads, moves, hides or deletes a post, or goes on to its comments.
func (f *facebook) onPost(c fbCall, post *fbPost) answer {
	switch c.r.Method + " " + c.edge {
	case "GET ":
		return f.one(c, f.postView(c, post, fbFields{}))
	case "GET comments":
		return f.listComments(c, post, nil)
	case "POST comments":
		return f.comment(c, post, nil)
	case "DELETE ":
		if post.author != nil {
			f.server.acted(post.id, "delete")
		}
		return f.remove(post)
	case "POST ":
		return f.change(c, post)
	}
	return fbGone(c)
}

func (f *facebook) change(c fbCall, post *fbPost) answer {
	if hide := c.in.Get("is_hidden"); hide != "" && post.author != nil {
		f.actHidden(post.id, hide)
		return fbYes()
	}
	at := f.due(c)
	ahead := at.Sub(f.server.clock.Now())
	switch {
	case at.IsZero():
		return fbError(http.StatusBadRequest, 100, 0, "(#100) Nothing to change")
	case post.public:
		return fbError(http.StatusBadRequest, 100, 0, "(#100) The post is published already")
	case ahead < fbLeastAhead, ahead > fbMostAhead:
		return fbError(http.StatusBadRequest, 100, 0, "(#100) The specified scheduled publish time is invalid.")
	}
	post.due = at
	return fbYes()
}

func (f *facebook) remove(post *fbPost) answer {
	gone := func(p *fbPost) bool { return p == post }
	post.page.posts = slices.DeleteFunc(post.page.posts, gone)
	post.page.visits = slices.DeleteFunc(post.page.visits, gone)
	f.server.deleted(post.id)
	return fbYes()
}

// newestFirst orders posts by the time that they are public since.
func newestFirst(posts []*fbPost, keep func(*fbPost) bool) []*fbPost {
	kept := slices.DeleteFunc(slices.Clone(posts), func(p *fbPost) bool { return !keep(p) })
	slices.Reverse(kept)
	slices.SortStableFunc(kept, func(a, b *fbPost) int { return b.made.Compare(a.made) })
	return kept
}

func (f *facebook) listPosts(c fbCall, posts []*fbPost) answer {
	wanted := fbWanted(c)
	if refused := fbBadMetrics(wanted); refused != nil {
		return *refused
	}
	var list []fbItem
	for _, post := range posts {
		list = append(list, fbItem{id: post.id, view: f.postView(c, post, wanted)})
	}
	return f.paged(c, list)
}

func (f *facebook) listPublished(c fbCall, page *fbPage) answer {
	return f.listPosts(c, newestFirst(page.posts, func(p *fbPost) bool { return p.public }))
}

func (f *facebook) listScheduled(c fbCall, page *fbPage) answer {
	return f.listPosts(c, newestFirst(page.posts, func(p *fbPost) bool { return !p.public }))
}

// listFeed is what stands on the Page, of itself and of others.
func (f *facebook) listFeed(c fbCall, page *fbPage) answer {
	return f.listPosts(c, newestFirst(slices.Concat(page.posts, page.visits), func(p *fbPost) bool { return p.public }))
}

// listVisits are the posts of others: those that name the Page are tags.
func (f *facebook) listVisits(c fbCall, page *fbPage) answer {
	return f.listPosts(c, newestFirst(page.visits, func(p *fbPost) bool {
		return strings.Contains(p.message, "@"+page.handle) == (c.edge == "tagged")
	}))
}
