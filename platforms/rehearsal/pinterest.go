package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// From Pinterest's OpenAPI file 5.23.0 and its guides; the numbers and sentences
// of errors are remembered.
const (
	pinAccess  = 30 * 24 * time.Hour
	pinRefresh = 60 * 24 * time.Hour
)

// pinterest simulates version 5 of Pinterest's API. Of the permissions that an
// account can lack two are none of OAuth's: "standard", without which the
// application is on trial, and "trends".
type pinterest struct {
	server     *Server
	grants     *grants
	popularity popularity

	users  map[string]*pinUser // by name
	media  map[string]*pinMedia
	minted int64
}

type pinUser struct {
	account   Account
	id        string
	boards    []*pinBoard
	pins      []*pin // oldest first
	followers int
	following int
	growth    float64
	since     time.Time
}

type pinBoard struct{ id, name string }

func newPinterest(s *Server, seed uint64) *pinterest {
	p := &pinterest{server: s, popularity: popularity{seed}, users: map[string]*pinUser{}, media: map[string]*pinMedia{}}
	p.grants = newGrants(s, func(handle string) *Account {
		if user := p.users[strings.ToLower(handle)]; user != nil {
			return &user.account
		}
		return nil
	}, grantRules{
		comma: true, secret: true, inHeader: true, access: pinAccess, refresh: pinRefresh, rotates: true,
		redirect: func(to string) bool {
			return strings.HasPrefix(to, "http://localhost:") || strings.HasPrefix(to, "https://")
		},
	})
	return p
}

func (p *pinterest) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/v5/pins"
}

func (p *pinterest) signsIn(r *http.Request) bool {
	return r.URL.Path == "/oauth/" || r.URL.Path == "/v5/oauth/token"
}

func (p *pinterest) expire(all bool) { p.grants.expire(all) }

// pinCall is a request that was let in: who makes it, and the id in its path.
type pinCall struct {
	user *pinUser
	id   string
	r    *http.Request
	q    url.Values
	body []byte
}

type pinRoute struct {
	verb, path string // "*" stands for an id
	scopes     string
	handle     func(*pinterest, pinCall) answer
}

func pinRoutes() []pinRoute {
	return []pinRoute{
		{"GET", "/user_account", "user_accounts:read", (*pinterest).showUser},
		{"GET", "/user_account/analytics", "user_accounts:read", (*pinterest).analytics},
		{"GET", "/boards", "boards:read", (*pinterest).listBoards},
		{"GET", "/pins", "boards:read pins:read", (*pinterest).listPins},
		{"POST", "/pins", "boards:read boards:write pins:read pins:write", (*pinterest).create},
		{"GET", "/pins/*", "boards:read pins:read", (*pinterest).showPin},
		{"DELETE", "/pins/*", "boards:read boards:write pins:read pins:write", (*pinterest).remove},
		{"POST", "/media", "pins:read pins:write", (*pinterest).register},
		{"GET", "/media/*", "pins:read", (*pinterest).showMedia},
		{"GET", "/trends/keywords/*/top/monthly", "user_accounts:read", (*pinterest).trends},
	}
}

// match tells whether the route is that of a path, and the id in it.
func (r pinRoute) match(path string) (id string, ok bool) {
	before, after, wild := strings.Cut(r.path, "*")
	if !wild {
		return "", r.path == path
	}
	id, ok = strings.CutPrefix(path, before)
	if !ok || !strings.HasSuffix(id, after) {
		return "", false
	}
	id = strings.TrimSuffix(id, after)
	return id, id != "" && !strings.Contains(id, "/")
}

func (p *pinterest) answer(r *http.Request, body []byte) answer {
	switch path, ok := strings.CutPrefix(r.URL.Path, "/v5"); {
	case r.URL.Path == "/oauth/":
		return p.grants.page(r, body)
	case r.URL.Path == "/media-upload" && r.Method == http.MethodPost:
		return p.takeFile(r, body)
	case path == "/oauth/token" && r.Method == http.MethodPost:
		return p.token(r, body)
	case ok:
		return p.call(r, path, body)
	}
	return pinError(http.StatusNotFound, 404, "Not found.")
}

func (p *pinterest) call(r *http.Request, path string, body []byte) answer {
	for _, route := range pinRoutes() {
		id, ok := route.match(path)
		if !ok || route.verb != r.Method {
			continue
		}
		given := p.grants.of(r)
		if given == nil {
			return pinError(http.StatusUnauthorized, 2, "Authentication failed.")
		}
		for _, scope := range strings.Fields(route.scopes) {
			if !given.has(scope) {
				return pinError(http.StatusForbidden, 7, "You are not permitted to access that resource.")
			}
		}
		return route.handle(p, pinCall{user: p.users[strings.ToLower(given.account.Handle)], id: id, r: r, q: r.URL.Query(), body: body})
	}
	return pinError(http.StatusNotFound, 404, "Not found.")
}

func pinError(status, code int, message string) answer {
	return jsonAnswer(status, map[string]any{"code": code, "message": message})
}

func (p *pinterest) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := pinError(http.StatusTooManyRequests, 8, "You have exceeded your rate limit. Try again later.")
		a.header["x-ratelimit-limit"], a.header["x-ratelimit-remaining"] = "100", "0"
		a.header["x-ratelimit-reset"] = strconv.Itoa(p.server.faults.RetryAfter)
		return a
	case unavailable:
		return pinError(http.StatusServiceUnavailable, 12, "Something went wrong on our end. Sorry about that.")
	case badGateway:
		return htmlAnswer(http.StatusBadGateway, "<h1>502 Bad Gateway</h1>")
	}
	return pinError(http.StatusBadRequest, 1, "Invalid request: refused by the rehearsal")
}

func (p *pinterest) token(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return pinError(http.StatusBadRequest, 1, "Invalid request body")
	}
	var given *grant
	fault := "unsupported_grant_type"
	kind := form.Get("grant_type")
	switch kind {
	case "authorization_code":
		given, fault = p.grants.exchange(r, form)
	case "refresh_token":
		given, fault = p.grants.renew(r, form)
	}
	switch {
	case fault == "invalid_client":
		return pinError(http.StatusUnauthorized, 2, "Authentication failed.")
	case fault != "":
		return pinError(http.StatusBadRequest, 283, "Invalid or expired code or refresh token: "+fault)
	}
	now := p.server.clock.Now()
	return jsonAnswer(http.StatusOK, map[string]any{
		"response_type": kind, "token_type": "bearer", "scope": strings.Join(given.scopes, " "),
		"access_token": given.access, "expires_in": int(given.expires.Sub(now).Seconds()),
		"refresh_token": given.refresh, "refresh_token_expires_in": int(given.ends.Sub(now).Seconds()),
		"refresh_token_expires_at": given.ends.Unix(),
	})
}

func (p *pinterest) mint() string {
	p.minted++
	// Not in the order of time: later ids may be smaller, as on the network.
	return strconv.FormatInt(1_000_000_000_000+(p.minted*7_919_317)%899_999_999_981, 10)
}

func (p *pinterest) addAccount(a Account) {
	user := &pinUser{account: a, id: p.mint(), since: p.server.clock.Now()}
	for _, name := range []string{"Pains", "Brioches et viennoiseries", "Dans la boutique"} {
		user.boards = append(user.boards, &pinBoard{id: p.mint(), name: name})
	}
	p.users[strings.ToLower(a.Handle)] = user
}

func (p *pinterest) seed(handle string, past Past) {
	user := p.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	user.followers, user.following, user.growth, user.since = past.Followers, past.Following, past.Growth, p.server.clock.Now()
	for _, post := range past.Posts {
		user.pins = append(user.pins, &pin{
			id: p.mint(), board: user.boards[0].id, description: post.Text, kind: "image", pictures: 1, made: post.At, likes: post.Likes,
		})
	}
	slices.SortStableFunc(user.pins, func(a, b *pin) int { return a.made.Compare(b.made) })
}

// say does nothing: the API has no comments.
func (p *pinterest) say(string, Remark) {}

func (p *pinterest) showUser(c pinCall) answer {
	days := max(0, p.server.clock.Now().Sub(c.user.since).Hours()/24)
	return jsonAnswer(http.StatusOK, map[string]any{
		"account_type": "BUSINESS", "id": c.user.id, "username": c.user.account.Handle, "business_name": c.user.account.Name,
		"about": "", "website_url": "", "profile_image": p.server.URL() + "/profile.jpg",
		"follower_count": c.user.followers + int(c.user.growth*days), "following_count": c.user.following,
		"board_count": len(c.user.boards), "pin_count": len(c.user.pins), "monthly_views": 12 * len(c.user.pins),
	})
}

func (p *pinterest) listBoards(c pinCall) answer {
	list := []map[string]any{}
	for _, b := range c.user.boards {
		list = append(list, map[string]any{
			"id": b.id, "name": b.name, "description": nil, "privacy": "PUBLIC",
			"owner": map[string]string{"username": c.user.account.Handle}, "created_at": c.user.since.UTC().Format(time.RFC3339),
		})
	}
	page, next := pinPaged(c, list)
	return jsonAnswer(http.StatusOK, map[string]any{"items": page, "bookmark": next})
}

// pinPaged cuts a page out of a list, by page_size and bookmark.
func pinPaged[T any](c pinCall, list []T) (page []T, next any) {
	size, err := strconv.Atoi(c.q.Get("page_size"))
	if err != nil || size < 1 || size > 250 {
		size = 25
	}
	at := 0
	if bookmark := c.q.Get("bookmark"); bookmark != "" {
		if _, err := fmt.Sscanf(bookmark, "Y2JU%dfD", &at); err != nil || at < 0 || at > len(list) {
			at = len(list)
		}
	}
	end := min(at+size, len(list))
	if end < len(list) {
		next = fmt.Sprintf("Y2JU%dfD", end)
	}
	return list[at:end], next
}

// decodeBody reads a JSON body; the network names what is wrong with it.
func (c pinCall) decodeBody(v any) *answer {
	if err := json.Unmarshal(c.body, v); err != nil {
		a := pinError(http.StatusBadRequest, 1, "Invalid request: "+err.Error())
		return &a
	}
	return nil
}
