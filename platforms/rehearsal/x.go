package rehearsal

import (
	"fmt"
	"hash/fnv"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// From X's documentation and its OpenAPI file v2.167 of 22 August 2026 where the
// comments of this dialect say nothing else.
const (
	xWindow    = 15 * time.Minute
	xAccess    = 2 * time.Hour
	xRefresh   = 180 * 24 * time.Hour // remembered, not documented
	xCode      = 30 * time.Second
	xEpoch     = 1288834974657 // of ids, in milliseconds of Unix time
	xTime      = "2006-01-02T15:04:05.000Z"
	xProblems  = "https://api.x.com/2/problems/"
	xDuplicate = "You are not allowed to create a Tweet with duplicate content."
	xNotAsked  = "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to."
)

// x simulates X. before is X as it was before "post" took the place of "tweet"
// in the names of fields, as its prose still has them.
type x struct {
	server     *Server
	before     bool
	popularity popularity
	grants     *grants

	users   map[string]*xUser // by name in lower case
	posts   []*xPost          // of everybody, oldest first
	media   map[string]*xMedia
	windows map[string]*xCalls // by user and route
	repeats map[string]int     // refusals of a text, by user and text
	minted  uint64
}

type xUser struct {
	account   Account
	id        string
	followers int
	following int
	growth    float64
	since     time.Time
	stranger  bool // has never signed in
	muted     map[string]bool
}

// xCalls are those of a user to a route since the window began.
type xCalls struct {
	began time.Time
	n     int
}

func newX(s *Server, seed uint64, before bool) *x {
	d := &x{
		server: s, before: before, popularity: popularity{seed},
		users: map[string]*xUser{}, media: map[string]*xMedia{}, windows: map[string]*xCalls{}, repeats: map[string]int{},
	}
	d.grants = newGrants(s, d.signer, grantRules{
		pkce: "S256", access: xAccess, refresh: xRefresh, rotates: true, codeLife: xCode,
		redirect: func(address string) bool {
			u, err := url.Parse(address)
			return err == nil && u.Scheme == "http" && u.Hostname() == "127.0.0.1" && u.Port() != "" && u.Path == "/callback"
		},
	})
	return d
}

func (d *x) signer(handle string) *Account {
	if u := d.users[strings.ToLower(handle)]; u != nil && !u.stranger {
		return &u.account
	}
	return nil
}

func (d *x) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/2/tweets"
}

func (d *x) signsIn(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/2/oauth2/") || strings.HasPrefix(r.URL.Path, "/i/oauth2/")
}

func (d *x) expire(all bool) { d.grants.expire(all) }

// xCall is a request that was let in.
type xCall struct {
	user  *xUser
	r     *http.Request
	query url.Values
	body  []byte
	id    string // where the path has one
}

type xRoute struct {
	verb, path string // "*" stands for an id
	limit      int    // calls in a window
	scopes     string
	query      string // the parameters that it knows
	handle     func(*x, xCall) answer
}

const xListing = "max_results pagination_token start_time end_time since_id until_id expansions user.fields media.fields"

func xRoutes() []xRoute {
	return []xRoute{
		{"GET", "/2/users/me", 75, "users.read", "user.fields expansions", (*x).me},
		{"GET", "/2/users/*/tweets", 900, "tweet.read users.read", xListing + " exclude", (*x).timeline},
		{"GET", "/2/users/*/mentions", 300, "tweet.read users.read", xListing, (*x).mentions},
		{"POST", "/2/users/*/muting", 50, "mute.write users.read", "", (*x).mute},
		{"GET", "/2/tweets/search/recent", 300, "tweet.read users.read", xListing + " query next_token sort_order", (*x).search},
		{"POST", "/2/tweets", 100, "tweet.write tweet.read users.read", "", (*x).create},
		{"DELETE", "/2/tweets/*", 50, "tweet.write tweet.read users.read", "", (*x).remove},
		{"PUT", "/2/tweets/*/hidden", 50, "tweet.moderate.write tweet.read users.read", "", (*x).hide},
		{"POST", "/2/media/upload", 500, "media.write", "", (*x).upload},
		{"GET", "/2/media/upload", 1000, "media.write", "command media_id", (*x).uploadStatus},
		{"POST", "/2/media/upload/initialize", 1875, "media.write", "", (*x).beginUpload},
		{"POST", "/2/media/upload/*/append", 1875, "media.write", "", (*x).appendUpload},
		{"POST", "/2/media/upload/*/finalize", 1875, "media.write", "", (*x).endUpload},
		{"POST", "/2/media/metadata", 500, "media.write", "", (*x).describe},
	}
}

func (d *x) answer(r *http.Request, body []byte) answer {
	switch r.URL.Path {
	case "/i/oauth2/authorize":
		return d.grants.page(r, body)
	case "/2/oauth2/token":
		return d.token(r, body)
	case "/2/oauth2/revoke":
		return d.revoke(body)
	}
	given := d.grants.of(r)
	if given == nil {
		return xBlank(http.StatusUnauthorized, "Unauthorized", "Unauthorized")
	}
	for _, route := range xRoutes() {
		id, ok := xMatch(route.path, r.URL.Path)
		if !ok || route.verb != r.Method {
			continue
		}
		c := xCall{user: d.users[strings.ToLower(given.account.Handle)], r: r, query: r.URL.Query(), body: body, id: id}
		return d.enter(c, route, given)
	}
	return xBlank(http.StatusNotFound, "Not Found", "Not Found")
}

// enter counts a call and lets it in, or not.
func (d *x) enter(c xCall, route xRoute, given *grant) answer {
	key := c.user.id + " " + route.verb + route.path
	now := d.server.clock.Now()
	w := d.windows[key]
	if w == nil || now.Sub(w.began) >= xWindow || now.Before(w.began) {
		w = &xCalls{began: now}
		d.windows[key] = w
	}
	w.n++
	a := d.admit(c, route, given, w)
	if a.header == nil {
		a.header = map[string]string{}
	}
	maps.Copy(a.header, map[string]string{
		"x-rate-limit-limit": strconv.Itoa(route.limit), "x-rate-limit-remaining": strconv.Itoa(max(0, route.limit-w.n)),
		"x-rate-limit-reset": strconv.FormatInt(w.began.Add(xWindow).Unix(), 10),
	})
	return a
}

func (d *x) admit(c xCall, route xRoute, given *grant, w *xCalls) answer {
	if w.n > route.limit {
		return xBlank(http.StatusTooManyRequests, "Too Many Requests", "Too Many Requests")
	}
	for _, scope := range strings.Fields(route.scopes) {
		if !given.has(scope) {
			return xBlank(http.StatusForbidden, "Forbidden", "Your client app is not configured with the appropriate oauth2 scopes for this endpoint.")
		}
	}
	known := strings.Fields(route.query)
	if route.verb == http.MethodGet {
		known = append(known, d.named("post.fields"))
	}
	for name := range c.query {
		if !slices.Contains(known, name) {
			return xInvalid(name, fmt.Sprintf("The query parameter [%s] is not one of [%s]", name, strings.Join(known, ",")))
		}
	}
	return route.handle(d, c)
}

// xMatch tells whether a path is that of a route, and the id in it.
func xMatch(route, path string) (id string, ok bool) {
	before, after, wild := strings.Cut(route, "*")
	if !wild {
		return "", route == path
	}
	id, ok = strings.CutPrefix(path, before)
	if ok {
		id, ok = strings.CutSuffix(id, after)
	}
	return id, ok && id != "" && !strings.Contains(id, "/") && (after != "" || id != "search")
}

// named is a name of today in the words of the server.
func (d *x) named(name string) string {
	if !d.before {
		return name
	}
	old := map[string]string{
		"post.fields": "tweet.fields", "posts": "tweets", "post_count": "tweet_count", "repost_count": "retweet_count",
		"edit_history_post_ids": "edit_history_tweet_ids", "referenced_posts": "referenced_tweets",
	}
	if was := old[name]; was != "" {
		return was
	}
	return name
}

// xProblem is an answer as RFC 7807 has it.
func xProblem(status int, kind, title, detail string, more map[string]any) answer {
	body := map[string]any{"type": kind, "title": title, "detail": detail, "status": status}
	maps.Copy(body, more)
	a := jsonAnswer(status, body)
	a.header["Content-Type"] = "application/problem+json"
	return a
}

func xBlank(status int, title, detail string) answer {
	return xProblem(status, "about:blank", title, detail, nil)
}

func xInvalid(parameter, message string) answer {
	return xProblem(http.StatusBadRequest, xProblems+"invalid-request", "Invalid Request",
		"One or more parameters to your request was invalid.",
		map[string]any{"errors": []any{map[string]any{"parameters": map[string]any{parameter: []string{}}, "message": message}}})
}

func xMissing(id string) answer {
	return xProblem(http.StatusNotFound, xProblems+"resource-not-found", "Not Found Error",
		"Could not find tweet with id: ["+id+"].",
		map[string]any{"resource_type": "tweet", "resource_id": id, "value": id, "parameter": "id"})
}

func (d *x) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := xBlank(http.StatusTooManyRequests, "Too Many Requests", "Too Many Requests")
		reset := d.server.clock.Now().Add(time.Duration(d.server.faults.RetryAfter) * time.Second)
		a.header["x-rate-limit-remaining"] = "0"
		a.header["x-rate-limit-reset"] = strconv.FormatInt(reset.Unix(), 10)
		return a
	case unavailable:
		return xBlank(http.StatusServiceUnavailable, "Service Unavailable", "Service Unavailable")
	case badGateway: // of the proxy in front
		return htmlAnswer(http.StatusBadGateway, "<center><h1>502 Bad Gateway</h1></center>")
	}
	return xInvalid("text", "refused by the rehearsal")
}

// token gives tokens. The errors of the network are not those of RFC 6749
// (remembered): whatever is wrong with a code or a refresh token is
// "invalid_request".
func (d *x) token(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || r.Method != http.MethodPost {
		return jsonAnswer(http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": "Missing required parameter [grant_type]."})
	}
	var given *grant
	var fault, what string
	switch form.Get("grant_type") {
	case "authorization_code":
		what = "authorization code"
		given, fault = d.grants.exchange(r, form)
	case "refresh_token":
		what = "token"
		given, fault = d.grants.renew(r, form)
	default:
		return jsonAnswer(http.StatusBadRequest, map[string]string{"error": "unsupported_grant_type", "error_description": "grant_type"})
	}
	switch {
	case fault == "invalid_client":
		return jsonAnswer(http.StatusUnauthorized, map[string]string{"error": "unauthorized_client", "error_description": "Missing valid authorization header"})
	case fault != "":
		return jsonAnswer(http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": "Value passed for the " + what + " was invalid."})
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"token_type": "bearer", "expires_in": int(xAccess.Seconds()), "access_token": given.access,
		"refresh_token": given.refresh, "scope": strings.Join(given.scopes, " "),
	})
}

func (d *x) revoke(body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("client_id") != AppID {
		return jsonAnswer(http.StatusBadRequest, map[string]string{"error": "invalid_request", "error_description": "Missing required parameter [client_id]."})
	}
	for _, given := range []*grant{d.grants.tokens[form.Get("token")], d.grants.again[form.Get("token")]} {
		if given != nil {
			given.revoked = true
		}
	}
	return jsonAnswer(http.StatusOK, map[string]bool{"revoked": true})
}

// mint makes an id of a time: milliseconds since the epoch of ids, shifted by 22
// bits. Later ids are greater.
func (d *x) mint(at time.Time) string {
	d.minted++
	return strconv.FormatUint(uint64(at.UnixMilli()-xEpoch)<<22|d.minted&0x3fffff, 10)
}

// xNumber is an id as a number; 0 when it is none.
func xNumber(id string) uint64 {
	n, err := strconv.ParseUint(id, 10, 63)
	if err != nil {
		return 0
	}
	return n
}

func (d *x) addAccount(a Account) {
	d.users[strings.ToLower(a.Handle)] = &xUser{
		account: a, id: d.mint(d.server.clock.Now()), since: d.server.clock.Now(), muted: map[string]bool{},
	}
}

// stranger is somebody who speaks to an account and never signs in.
func (d *x) stranger(handle, name string) *xUser {
	u := d.users[strings.ToLower(handle)]
	if u == nil {
		h := fnv.New32a()
		h.Write([]byte(handle))
		u = &xUser{account: Account{Handle: handle, Name: name}, id: strconv.Itoa(int(h.Sum32())), stranger: true, since: d.server.clock.Now()}
		d.users[strings.ToLower(handle)] = u
	}
	return u
}

func (d *x) byID(id string) *xUser {
	for _, u := range d.users {
		if u.id == id {
			return u
		}
	}
	return nil
}

func (d *x) seed(handle string, p Past) {
	user := d.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	user.followers, user.following, user.growth, user.since = p.Followers, p.Following, p.Growth, d.server.clock.Now()
	for _, past := range p.Posts {
		d.keep(&xPost{id: d.mint(past.At), author: user, text: past.Text, made: past.At, likes: past.Likes})
	}
	for _, remark := range p.Remarks {
		d.say(handle, remark)
	}
}

// say makes somebody mention the account; whoever answers begins with its name,
// as on the real network.
func (d *x) say(handle string, m Remark) {
	user := d.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	if m.At.IsZero() {
		m.At = d.server.clock.Now()
	}
	p := &xPost{id: d.mint(m.At), author: d.stranger(m.Author, m.Name), text: m.Text, made: m.At}
	if own := d.by(user); m.On > 0 && m.On <= len(own) {
		p.parent = own[m.On-1]
	}
	if name := "@" + user.account.Handle; !strings.Contains(p.text, name) {
		p.text = name + " " + p.text
	}
	d.keep(p)
}
