package rehearsal

import (
	"fmt"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// From the Graph API's reference of v25 where the comments of this dialect say
// nothing else.
const (
	fbTime       = "2006-01-02T15:04:05-0700"
	fbShort      = 2 * time.Hour       // life of a person's token
	fbLong       = 60 * 24 * time.Hour // of one that was lengthened
	fbSight      = 90 * 24 * time.Hour // data_access_expires_at
	fbLeastAhead = 10 * time.Minute
	fbMostAhead  = 30 * 24 * time.Hour
	fbMostText   = 63_206
	fbMostImages = 10
	fbImageBytes = 4 << 20
	fbSame       = time.Minute // within which the same text is a duplicate; the network does not say
)

// facebook simulates the Graph API for people and the Pages that they look
// after: every account is a person with a Page of the same name.
type facebook struct {
	server     *Server
	popularity popularity
	grants     *grants

	people map[string]*Account // by handle
	pages  []*fbPage
	tokens map[string]fbToken // of Pages and lengthened ones
	photos map[string]*fbPhoto
	videos map[string]*fbVideo
	minted int64
}

// fbPage is a Page.
type fbPage struct {
	id, handle, name string
	posts            []*fbPost // in order of their making, held ones among them
	visits           []*fbPost // of others: visitor posts and tags
	blocked          map[string]bool
	followers        int
	growth           float64
	since            time.Time
}

// fbToken is a token besides a person's first one.
type fbToken struct {
	person  *Account
	page    *fbPage // nil: the person's own
	scopes  []string
	expires time.Time // zero: never
}

func newFacebook(s *Server, seed uint64) *facebook {
	f := &facebook{
		server: s, popularity: popularity{seed}, people: map[string]*Account{}, tokens: map[string]fbToken{},
		photos: map[string]*fbPhoto{}, videos: map[string]*fbVideo{},
	}
	f.grants = newGrants(s, func(handle string) *Account { return f.people[handle] }, grantRules{
		comma: true, secret: true, access: fbShort, redirect: fbRedirect,
	})
	return f
}

// fbRedirect: loopback is let in by its name alone, as for an application in
// development; everything else is https and on record.
func fbRedirect(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return u.Scheme == "http" && u.Hostname() == "localhost" || address == "https://maison-lenoir.example/retour" ||
		address == "https://www.facebook.com/connect/login_success.html"
}

var (
	fbVersion = regexp.MustCompile(`^/v(2[1-6])\.0(/.*)$`)
	// What makes something public: posts and comments, the end of an upload, a
	// private answer.
	fbPublishing = regexp.MustCompile(`^/[0-9_]+/(feed|comments|messages)$`)
	fbUploading  = regexp.MustCompile(`^/[0-9]+/(videos|video_reels)$`)
)

func (f *facebook) publishes(r *http.Request) bool {
	found := fbVersion.FindStringSubmatch(r.URL.Path)
	if found == nil || r.Method != http.MethodPost {
		return false
	}
	return fbPublishing.MatchString(found[2]) || fbUploading.MatchString(found[2]) && r.URL.Query().Get("upload_phase") == "finish"
}

func (f *facebook) signsIn(r *http.Request) bool { return strings.Contains(r.URL.Path, "/oauth") }

// mint makes the number of a new object.
func (f *facebook) mint() string {
	f.minted++
	return strconv.FormatInt(122_100_000_000_000+f.minted, 10)
}

// fbCall is a request that was let in.
type fbCall struct {
	as   fbToken
	node string // the first part of the path: an id
	edge string // the second one, "" for the object itself
	in   url.Values
	r    *http.Request
	body []byte
}

func (f *facebook) answer(r *http.Request, body []byte) answer {
	if strings.HasPrefix(r.URL.Path, "/media/") {
		return f.showFile(strings.TrimPrefix(r.URL.Path, "/media/"))
	}
	if strings.HasPrefix(r.URL.Path, "/upload/") {
		return f.takeReel(r, body)
	}
	found := fbVersion.FindStringSubmatch(r.URL.Path)
	if found == nil {
		return fbError(http.StatusBadRequest, 2635, 0, "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version")
	}
	switch found[2] {
	case "/dialog/oauth":
		return f.grants.page(r, body)
	case "/oauth/access_token":
		return f.exchange(r)
	case "/debug_token":
		return f.debug(r)
	}
	as, refused := f.bearer(r)
	if refused != nil {
		return *refused
	}
	c := fbCall{as: as, in: fbInput(r, body), r: r, body: body}
	c.node, c.edge, _ = strings.Cut(strings.TrimPrefix(found[2], "/"), "/")
	a := f.route(c)
	if a.header == nil {
		a.header = map[string]string{}
	}
	a.header["X-App-Usage"] = `{"call_count":3,"total_time":2,"total_cputime":1}`
	return a
}

// route finds what a path names.
func (f *facebook) route(c fbCall) answer {
	if c.node == "me" {
		return f.me(c)
	}
	if page := f.pageOf(c.node); page != nil {
		return f.onPage(c, page)
	}
	if c.as.page == nil {
		return fbGone(c)
	}
	if post := f.postOf(c.as.page, c.node); post != nil {
		return f.onPost(c, post)
	}
	if post, comment := f.commentOf(c.as.page, c.node); comment != nil {
		return f.onComment(c, post, comment)
	}
	if v := f.videos[c.node]; v != nil && v.page == c.as.page {
		return f.onVideo(c, v)
	}
	if photo := f.photos[c.node]; photo != nil && photo.page == c.as.page && c.r.Method == http.MethodGet {
		return f.onPhoto(c, photo)
	}
	return fbGone(c)
}

// onPage answers for a Page and its lists; all but reading it wants the Page's
// own token.
func (f *facebook) onPage(c fbCall, page *fbPage) answer {
	if c.as.page != page {
		return fbError(http.StatusForbidden, 200, 0, "(#200) A page access token is required for this call")
	}
	handle := map[string]func(fbCall, *fbPage) answer{
		"GET ": f.viewPage, "POST feed": f.postFeed, "POST photos": f.takePhoto,
		"POST videos": f.takeVideo, "POST video_reels": f.takeVideo,
		"GET published_posts": f.listPublished, "GET scheduled_posts": f.listScheduled, "GET feed": f.listFeed,
		"GET visitor_posts": f.listVisits, "GET tagged": f.listVisits, "GET insights": f.pageInsights,
		"POST blocked": f.block, "DELETE blocked": f.block, "POST messages": f.answerPrivately,
	}[c.r.Method+" "+c.edge]
	if handle == nil {
		return fbGone(c)
	}
	needs := map[string]string{
		"POST feed": "pages_manage_posts", "POST photos": "pages_manage_posts", "POST videos": "pages_manage_posts",
		"POST video_reels": "pages_manage_posts", "GET insights": "read_insights", "GET visitor_posts": "pages_read_user_content",
		"GET tagged": "pages_read_user_content", "POST messages": "pages_messaging",
	}[c.r.Method+" "+c.edge]
	if a := c.lacks(needs); a != nil {
		return *a
	}
	return handle(c, page)
}

// lacks refuses a call without a permission.
func (c fbCall) lacks(scope string) *answer {
	if scope == "" || (&grant{scopes: c.as.scopes}).has(scope) {
		return nil
	}
	a := fbError(http.StatusForbidden, 200, 0, fmt.Sprintf("(#200) If posting to a page, requires %s permission", scope))
	return &a
}

// fbInput is what a request says in its query and in its form.
func fbInput(r *http.Request, body []byte) url.Values {
	in := r.URL.Query()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "application/x-www-form-urlencoded" {
		if form, err := url.ParseQuery(string(body)); err == nil {
			maps.Copy(in, form)
		}
	}
	return in
}

// fbError is an error as the Graph API words it.
func fbError(status, code, subcode int, message string) answer {
	said := map[string]any{
		"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1b2C3d4E5f6G7h8I9j0",
	}
	if subcode != 0 {
		said["error_subcode"] = subcode
	}
	return jsonAnswer(status, map[string]any{"error": said})
}

func fbGone(c fbCall) answer {
	return fbError(http.StatusBadRequest, 100, 33, fmt.Sprintf("Unsupported %s request. Object with ID '%s' does not exist, "+
		"cannot be loaded due to missing permissions, or does not support this operation", strings.ToLower(c.r.Method), c.node))
}

func fbYes() answer { return jsonAnswer(http.StatusOK, map[string]bool{"success": true}) }

func (f *facebook) refusal(what fault) answer {
	switch what {
	case tooMany:
		a := fbError(http.StatusBadRequest, 80001, 2446079, "(#80001) There have been too many calls to this Page account. Wait a bit and try again.")
		seconds := f.server.faults.RetryAfter
		a.header["X-Business-Use-Case-Usage"] = fmt.Sprintf(
			`{"112233":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":%d}]}`, (seconds+59)/60)
		a.header["Retry-After"] = strconv.Itoa(seconds) // the network tells whole minutes alone
		return a
	case unavailable:
		return fbError(http.StatusServiceUnavailable, 2, 0, "An unexpected error has occurred. Please retry your request later.")
	case badGateway: // of the proxy in front
		return htmlAnswer(http.StatusBadGateway, "<h1>Sorry, something went wrong.</h1>")
	}
	return fbError(http.StatusBadRequest, 368, 1390008, "The action attempted has been deemed abusive or is otherwise disallowed")
}

func (f *facebook) addAccount(a Account) {
	f.people[a.Handle] = &a
	for _, handle := range append([]string{a.Handle}, a.Also...) {
		if f.page(handle) == nil {
			name := a.Name
			if handle != a.Handle {
				name += " " + handle
			}
			f.pages = append(f.pages, &fbPage{
				id: f.mint(), handle: handle, name: name, blocked: map[string]bool{}, since: f.server.clock.Now(),
			})
		}
	}
}

func (f *facebook) page(handle string) *fbPage {
	for _, p := range f.pages {
		if p.handle == handle {
			return p
		}
	}
	return nil
}

func (f *facebook) pageOf(id string) *fbPage {
	for _, p := range f.pages {
		if p.id == id {
			return p
		}
	}
	return nil
}
