package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Measured on WordPress 6.5.5 where the comments of this dialect say nothing
// else.
const (
	wpTime     = "2006-01-02T15:04:05"
	wpVersion  = "6.5.5"
	wpMaxFile  = 2 << 20 // bytes, PHP's upload_max_filesize as it comes
	wpMaxPage  = 100
	wpPerPage  = 10
	wpAPI      = "/wp/v2/"
	wpJSONRoot = "/wp-json"
)

// wordpress simulates one site: everybody with an account is an administrator
// of it. Its cron runs at every request.
type wordpress struct {
	server    *Server
	address   string // what Options.Site says
	users     []*wpUser
	posts     []*wpPost
	media     []*wpMedia
	terms     map[string][]*wpTerm // by "categories" and "tags"
	comments  []*wpComment
	counted   int  // comments there were
	withdrawn bool // application passwords are not accepted in this request
}

type wpUser struct {
	id      int
	account Account
}

// wpCall is one request to the API.
type wpCall struct {
	verb  string
	path  []string // below /wp/v2/: "posts", "5"
	query url.Values
	kind  string // Content-Type
	named string // Content-Disposition
	body  []byte
	user  *wpUser // nil: nobody
}

func newWordPress(s *Server, address string) *wordpress {
	return &wordpress{server: s, address: address, terms: map[string][]*wpTerm{
		"categories": {{id: 1, name: "Uncategorized", slug: "uncategorized"}}, "tags": nil,
	}}
}

// wpRoute is the API's path in either form of its root, false for a page.
func wpRoute(u *url.URL) (string, bool) {
	if route := u.Query().Get("rest_route"); route != "" {
		return route, true
	}
	return strings.CutPrefix(u.Path, wpJSONRoot)
}

func (w *wordpress) publishes(r *http.Request) bool {
	route, _ := wpRoute(r.URL)
	return r.Method == http.MethodPost && (route == wpAPI+"posts" || route == wpAPI+"comments")
}

// signsIn: there is no such request, every one brings the password.
func (w *wordpress) signsIn(*http.Request) bool { return false }

// expire: application passwords do not expire, but are withdrawn.
func (w *wordpress) expire(all bool) { w.withdrawn = all }

func (w *wordpress) answer(r *http.Request, body []byte) answer {
	defer func() { w.withdrawn = false }()
	route, api := wpRoute(r.URL)
	switch {
	case !api && r.URL.Path == "/":
		return w.home()
	case !api && strings.HasPrefix(r.URL.Path, "/wp-content/uploads/"):
		return w.file(r.URL.Path)
	case !api:
		return wpPage(http.StatusNotFound, "Page not found")
	case route == "/" || route == "":
		return jsonAnswer(http.StatusOK, wpFields(w.index(), r.URL.Query()))
	case !strings.HasPrefix(route, wpAPI):
		return wpNoRoute()
	}
	return w.call(wpCall{
		verb: r.Method, path: strings.Split(strings.Trim(strings.TrimPrefix(route, wpAPI), "/"), "/"),
		query: r.URL.Query(), kind: r.Header.Get("Content-Type"), named: r.Header.Get("Content-Disposition"),
		body: body, user: w.signed(r),
	})
}

// signed is who sent a request. A wrong password is as good as none.
func (w *wordpress) signed(r *http.Request) *wpUser {
	name, password, ok := r.BasicAuth()
	if !ok || w.withdrawn {
		return nil
	}
	chunks := regexp.MustCompile(`[^A-Za-z0-9]`)
	for _, u := range w.users {
		if u.account.Handle == name && chunks.ReplaceAllString(u.account.Password, "") == chunks.ReplaceAllString(password, "") {
			return u
		}
	}
	return nil
}

func (w *wordpress) call(c wpCall) answer {
	one := len(c.path) == 2
	id := 0
	if one {
		id, _ = strconv.Atoi(c.path[1]) // "me": 0
	}
	switch name := c.verb + " " + c.path[0]; {
	case name == "GET users" && one && c.path[1] == "me":
		return w.me(c)
	case name == "GET posts" && one:
		return w.onePost(c, id)
	case name == "POST posts" && one:
		return w.changePost(c, id)
	case name == "DELETE posts" && one:
		return w.trashPost(c, id)
	case name == "GET comments" && one:
		return w.oneComment(c, id)
	case name == "POST comments" && one:
		return w.changeComment(c, id)
	case name == "DELETE comments" && one:
		return w.deleteComment(c, id)
	case one:
		return wpNoRoute()
	case name == "GET posts":
		return w.listPosts(c)
	case name == "POST posts":
		return w.createPost(c)
	case name == "GET media":
		return w.listMedia(c)
	case name == "POST media":
		return w.createMedia(c)
	case name == "GET categories", name == "GET tags":
		return w.listTerms(c)
	case name == "POST categories", name == "POST tags":
		return w.createTerm(c)
	case name == "GET comments":
		return w.listComments(c)
	case name == "POST comments":
		return w.createComment(c)
	}
	return wpNoRoute()
}

// home is the site's front page, which says where the API is.
func (w *wordpress) home() answer {
	root := w.server.URL() + wpJSONRoot + "/"
	a := wpPage(http.StatusOK, w.title())
	a.header["Link"] = `<` + root + `>; rel="https://api.w.org/"`
	a.body = []byte(strings.Replace(string(a.body), "<title>",
		`<meta name="generator" content="WordPress `+wpVersion+`"><link rel="https://api.w.org/" href="`+root+`"><title>`, 1))
	return a
}

// title is the site's name: that of the first account.
func (w *wordpress) title() string {
	if len(w.users) == 0 {
		return "Site"
	}
	return w.users[0].account.Name
}

// site is the site's address as it is shown; the API is at the server's own.
func (w *wordpress) site() string {
	if w.address != "" {
		return w.address
	}
	return w.server.URL()
}

func (w *wordpress) index() map[string]any {
	return map[string]any{
		"name": wpEscape(w.title()), "description": "", "url": w.site(), "home": w.site(),
		"gmt_offset": "0", "timezone_string": "", "namespaces": []string{"oembed/1.0", "wp/v2", "wp-site-health/v1", "wp-block-editor/v1"},
		"authentication": map[string]any{"application-passwords": map[string]any{"endpoints": map[string]string{
			"authorization": w.server.URL() + "/wp-admin/authorize-application.php",
		}}},
	}
}

func (w *wordpress) me(c wpCall) answer {
	if c.user == nil {
		return wpError(http.StatusUnauthorized, "rest_not_logged_in", "You are not currently logged in.")
	}
	out := map[string]any{
		"id": c.user.id, "username": c.user.account.Handle, "name": c.user.account.Name, "slug": c.user.account.Handle,
		"roles": []string{"administrator"}, "capabilities": map[string]bool{
			"edit_posts": true, "publish_posts": true, "upload_files": true, "moderate_comments": true, "manage_categories": true, "read": true,
		},
	}
	if c.query.Get("context") != "edit" {
		delete(out, "username")
		delete(out, "capabilities")
	}
	return jsonAnswer(http.StatusOK, wpFields(out, c.query))
}

func (w *wordpress) addAccount(a Account) {
	w.users = append(w.users, &wpUser{id: len(w.users) + 1, account: a})
}

func (w *wordpress) user(handle string) *wpUser {
	i := slices.IndexFunc(w.users, func(u *wpUser) bool { return u.account.Handle == handle })
	if i < 0 {
		return nil
	}
	return w.users[i]
}

// seed takes the first line of a post for its title.
func (w *wordpress) seed(handle string, p Past) {
	user := w.user(handle)
	if user == nil {
		return
	}
	for _, past := range p.Posts {
		title, text, _ := strings.Cut(past.Text, "\n")
		if text == "" {
			text = title
		}
		w.keep(&wpPost{
			author: user, title: wpEscape(title), content: "<p>" + wpEscape(text) + "</p>", status: "publish",
			slug: fmt.Sprintf("article-%d", len(w.posts)+1), date: past.At.UTC(),
		})
	}
	for _, remark := range p.Remarks {
		w.say(handle, remark)
	}
}

// refusal: the site itself has no words for most of these. A host's firewall,
// its proxy and the page of an update under way have.
func (w *wordpress) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := wpPage(http.StatusTooManyRequests, "Too Many Requests")
		a.header["Retry-After"] = strconv.Itoa(w.server.faults.RetryAfter)
		return a
	case unavailable:
		return wpPage(http.StatusServiceUnavailable, "Briefly unavailable for scheduled maintenance. Check back in a minute.")
	case badGateway:
		return wpPage(http.StatusBadGateway, "502 Bad Gateway")
	}
	return wpError(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): content")
}

func wpPage(status int, words string) answer {
	return answer{
		status: status, header: map[string]string{"Content-Type": "text/html; charset=UTF-8"},
		body: []byte("<!doctype html><html><head><title>" + wpEscape(words) + "</title></head><body><h1>" + wpEscape(words) + "</h1></body></html>"),
	}
}

func wpError(status int, code, message string) answer {
	return jsonAnswer(status, map[string]any{"code": code, "message": message, "data": map[string]int{"status": status}})
}

func wpNoRoute() answer {
	return wpError(http.StatusNotFound, "rest_no_route", "No route was found matching the URL and request method.")
}

// wpFields leaves of an object what the query names.
func wpFields(v map[string]any, q url.Values) map[string]any {
	wanted := strings.Split(q.Get("_fields"), ",")
	if q.Get("_fields") == "" {
		return v
	}
	out := map[string]any{}
	for _, name := range wanted {
		if value, ok := v[strings.TrimSpace(name)]; ok {
			out[strings.TrimSpace(name)] = value
		}
	}
	return out
}

// wpList answers with one page of a list. A page beyond the last one is an
// error with articles and pictures, and empty with all else.
func wpList[T any](c wpCall, all []T, show func(T) map[string]any) answer {
	per, page := wpPerPage, 1
	if n, err := strconv.Atoi(c.query.Get("per_page")); err == nil {
		per = n
	}
	if n, err := strconv.Atoi(c.query.Get("page")); err == nil {
		page = n
	}
	if per < 1 || per > wpMaxPage || page < 1 {
		return wpError(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): per_page")
	}
	pages := (len(all) + per - 1) / per
	if page > max(1, pages) && (c.path[0] == "posts" || c.path[0] == "media") {
		return wpError(http.StatusBadRequest, "rest_post_invalid_page_number", "The page number requested is larger than the number of pages available.")
	}
	from := min((page-1)*per, len(all))
	list := []map[string]any{}
	for _, one := range all[from:min(from+per, len(all))] {
		list = append(list, wpFields(show(one), c.query))
	}
	a := jsonAnswer(http.StatusOK, list)
	a.header["X-WP-Total"], a.header["X-WP-TotalPages"] = strconv.Itoa(len(all)), strconv.Itoa(pages)
	return a
}

// wpNumbers reads a parameter that takes one number or several.
func wpNumbers(q url.Values, name string) (numbers []int) {
	for _, text := range strings.Split(q.Get(name), ",") {
		if n, err := strconv.Atoi(text); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// wpInput reads a body of JSON.
func wpInput(c wpCall, v any) *answer {
	if !strings.HasPrefix(c.kind, "application/json") || json.Unmarshal(c.body, v) != nil {
		a := wpError(http.StatusBadRequest, "rest_invalid_json", "Invalid JSON body passed.")
		return &a
	}
	return nil
}

func (w *wordpress) now() time.Time { return w.server.clock.Now().UTC().Truncate(time.Second) }
