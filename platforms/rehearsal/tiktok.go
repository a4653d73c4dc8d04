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

// From the documentation of TikTok's API (version 2, autumn 2026) where the
// comments of this dialect say nothing else.
const (
	tiktokAccess  = 24 * time.Hour
	tiktokRefresh = 365 * 24 * time.Hour
	// tiktokTail hangs on every code, which therefore has to be decoded from the
	// address once, and only once.
	tiktokTail       = "*0!5417.e1"
	tiktokInits      = 6  // a minute, for one person
	tiktokLooks      = 30 // a minute, for one person
	tiktokDrafts     = 5  // waiting at once, of the last day
	tiktokUploadLife = time.Hour
	tiktokWork       = 5 * time.Second // until a video that has arrived is in the inbox
)

// tiktok simulates TikTok for applications that may deliver drafts.
type tiktok struct {
	server     *Server
	grants     *grants
	popularity popularity
	users      map[string]*tiktokUser   // by handle
	uploads    map[string]*tiktokUpload // by publish_id
	minted     int
}

type tiktokUser struct {
	account   Account
	id        string         // open_id
	videos    []*tiktokVideo // oldest first
	inits     []time.Time
	looks     []time.Time
	followers int
	following int
	growth    float64
	since     time.Time
}

type tiktokVideo struct {
	id    string
	text  string
	made  time.Time
	likes int
}

func newTikTok(s *Server, seed uint64) *tiktok {
	t := &tiktok{server: s, popularity: popularity{seed}, users: map[string]*tiktokUser{}, uploads: map[string]*tiktokUpload{}}
	t.grants = newGrants(s, func(handle string) *Account {
		if user := t.users[handle]; user != nil {
			return &user.account
		}
		return nil
	}, grantRules{
		clientID: "client_key", comma: true, pkce: "hex", secret: true, access: tiktokAccess, refresh: tiktokRefresh, rotates: true,
		redirect: func(address string) bool {
			u, err := url.Parse(address)
			return err == nil && u.Scheme == "http" && u.Hostname() == "127.0.0.1" && u.Path == "/callback/"
		},
	})
	return t
}

// publishes: a draft is there with the last part of its video, or with the
// request to fetch photos.
func (t *tiktok) publishes(r *http.Request) bool {
	if r.URL.Path == "/v2/post/publish/content/init/" {
		return true
	}
	_, to, size, ok := tiktokRange(r)
	return ok && strings.HasPrefix(r.URL.Path, tiktokPlace) && to+1 == size
}

func (t *tiktok) signsIn(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/v2/oauth/") || strings.HasPrefix(r.URL.Path, "/v2/auth/")
}

func (t *tiktok) expire(all bool) { t.grants.expire(all) }

type tiktokRoute struct {
	verb, path, scope string
	handle            func(*tiktok, *tiktokUser, *http.Request, []byte) answer
}

func tiktokRoutes() []tiktokRoute {
	return []tiktokRoute{
		{"GET", "/v2/user/info/", "user.info.basic", (*tiktok).info},
		{"POST", "/v2/video/list/", "video.list", (*tiktok).list},
		{"POST", "/v2/post/publish/inbox/video/init/", "video.upload", (*tiktok).begin},
		{"POST", "/v2/post/publish/content/init/", "video.upload", (*tiktok).fetch},
		{"POST", "/v2/post/publish/status/fetch/", "video.upload", (*tiktok).status},
	}
}

func (t *tiktok) answer(r *http.Request, body []byte) answer {
	switch path := r.URL.Path; {
	case path == "/v2/auth/authorize/":
		return t.page(r, body)
	case path == "/v2/oauth/token/" && r.Method == http.MethodPost:
		return t.token(r, body)
	case path == "/v2/oauth/revoke/" && r.Method == http.MethodPost:
		return t.revoke(r, body)
	case strings.HasPrefix(path, tiktokPlace) && r.Method == http.MethodPut:
		return t.part(r, body)
	}
	for _, route := range tiktokRoutes() {
		if route.path != r.URL.Path || route.verb != r.Method {
			continue
		}
		given := t.grants.of(r)
		switch {
		case given == nil:
			return tiktokError(http.StatusUnauthorized, "access_token_invalid", "The access token is invalid or not found in the request.")
		case !given.has(route.scope):
			return tiktokError(http.StatusUnauthorized, "scope_not_authorized", "The user did not authorize the scope required for completing this request.")
		case route.verb == "POST" && !strings.HasPrefix(r.Header.Get("Content-Type"), "application/json"):
			return tiktokError(http.StatusBadRequest, "invalid_params", "Only support JSON request.")
		}
		return route.handle(t, t.users[given.account.Handle], r, body)
	}
	return tiktokError(http.StatusNotFound, "invalid_params", "Unsupported path(Janus)")
}

// tiktokGood is an answer of the API with its data, and the error that says ok.
func tiktokGood(data any) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"data": data, "error": tiktokSays("ok", "")})
}

func tiktokError(status int, code, message string) answer {
	return jsonAnswer(status, map[string]any{"data": map[string]any{}, "error": tiktokSays(code, message)})
}

func tiktokSays(code, message string) map[string]string {
	return map[string]string{"code": code, "message": message, "log_id": "20261121180000ABCDEF0123456789"}
}

func (t *tiktok) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := tiktokError(http.StatusTooManyRequests, "rate_limit_exceeded", "The API rate limit was exceeded. Please try again later.")
		if pause := t.server.faults.RetryAfter; pause > 0 { // of the gateway in front; the API itself tells no time
			a.header["Retry-After"] = strconv.Itoa(pause)
		}
		return a
	case unavailable:
		return tiktokError(http.StatusServiceUnavailable, "internal_error", "Service is unavailable. Please try again later.")
	case badGateway:
		return tiktokError(http.StatusBadGateway, "internal_error", "Something is wrong. Please try again later.")
	}
	return tiktokError(http.StatusBadRequest, "invalid_params", "Refused by the rehearsal.")
}

// page hangs the tail on the code that the person brings back.
func (t *tiktok) page(r *http.Request, body []byte) answer {
	a := t.grants.page(r, body)
	to, err := url.Parse(a.header["Location"])
	if q := to.Query(); err == nil && q.Get("code") != "" {
		q.Set("code", q.Get("code")+tiktokTail)
		to.RawQuery = q.Encode()
		a.header["Location"] = to.String()
	}
	return a
}

// token answers a wrong application and a spent code with 200, as the real one
// was seen to do (remembered, not verified).
func (t *tiktok) token(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return jsonAnswer(http.StatusBadRequest, tiktokDenies("invalid_request"))
	}
	given, fault := (*grant)(nil), "unsupported_grant_type"
	switch form.Get("grant_type") {
	case "authorization_code":
		code, whole := strings.CutSuffix(form.Get("code"), tiktokTail)
		if fault = "invalid_grant"; whole {
			form.Set("code", code)
			given, fault = t.grants.exchange(r, form)
		}
	case "refresh_token":
		given, fault = t.grants.renew(r, form)
	}
	if fault != "" {
		return jsonAnswer(http.StatusOK, tiktokDenies(fault))
	}
	return jsonAnswer(http.StatusOK, map[string]any{
		"access_token": given.access, "expires_in": int(tiktokAccess.Seconds()), "open_id": t.users[given.account.Handle].id,
		"refresh_token": given.refresh, "refresh_expires_in": int(given.ends.Sub(t.server.clock.Now()).Seconds()),
		"scope": strings.Join(given.scopes, ","), "token_type": "Bearer",
	})
}

func tiktokDenies(name string) map[string]string {
	return map[string]string{"error": name, "error_description": "Refused: " + name, "log_id": "20261121180000ABCDEF0123456789"}
}

func (t *tiktok) revoke(r *http.Request, body []byte) answer {
	form, err := url.ParseQuery(string(body))
	if err != nil || !t.grants.application(r, form) {
		return jsonAnswer(http.StatusBadRequest, tiktokDenies("invalid_client"))
	}
	if given := t.grants.bearer(form.Get("token")); given != nil {
		given.revoked = true
	}
	return jsonAnswer(http.StatusOK, map[string]any{})
}

func (t *tiktok) addAccount(a Account) {
	t.users[a.Handle] = &tiktokUser{account: a, id: fmt.Sprintf("-000open%08d", len(t.users)+1), since: t.server.clock.Now()}
}

func (t *tiktok) seed(handle string, p Past) {
	user := t.users[handle]
	if user == nil {
		return
	}
	user.followers, user.following, user.growth, user.since = p.Followers, p.Following, p.Growth, t.server.clock.Now()
	for _, past := range p.Posts {
		user.show(&tiktokVideo{id: t.mint(past.At), text: past.Text, made: past.At, likes: past.Likes})
	}
}

// say does nothing: applications are told of no comment.
func (t *tiktok) say(string, Remark) {}

// mint makes the id of a video: its time in the upper half.
func (t *tiktok) mint(at time.Time) string {
	t.minted++
	return strconv.FormatUint(uint64(at.Unix())<<32|uint64(t.minted), 10)
}

func (u *tiktokUser) show(v *tiktokVideo) {
	at, _ := slices.BinarySearchFunc(u.videos, v.made, func(w *tiktokVideo, made time.Time) int {
		if w.made.After(made) {
			return 1
		}
		return -1
	})
	u.videos = slices.Insert(u.videos, at, v)
}

// info shows of the account what was asked for. One field beyond what the
// permissions allow, and nothing is shown.
func (t *tiktok) info(user *tiktokUser, r *http.Request, _ []byte) answer {
	given, now := t.grants.of(r), t.server.clock.Now()
	all := map[string]struct {
		scope string
		value any
	}{
		"open_id": {"user.info.basic", user.id}, "display_name": {"user.info.basic", user.account.Name},
		"avatar_url": {"user.info.basic", ""}, "username": {"user.info.profile", user.account.Handle},
		"follower_count":  {"user.info.stats", user.followers + int(user.growth*max(0, now.Sub(user.since).Hours()/24))},
		"following_count": {"user.info.stats", user.following}, "likes_count": {"user.info.stats", 0},
		"video_count": {"user.info.stats", len(user.videos)},
	}
	shown := map[string]any{}
	for field := range strings.SplitSeq(r.URL.Query().Get("fields"), ",") {
		asked, known := all[field]
		switch {
		case !known:
			return tiktokError(http.StatusBadRequest, "invalid_params", "Fields are invalid: "+field)
		case !given.has(asked.scope):
			return tiktokError(http.StatusUnauthorized, "scope_not_authorized", "The user did not authorize the scope required for completing this request.")
		}
		shown[field] = asked.value
	}
	return tiktokGood(map[string]any{"user": shown})
}

// list pages through the public videos, newest first, by the time of the last
// one in milliseconds.
func (t *tiktok) list(user *tiktokUser, r *http.Request, body []byte) answer {
	in := struct {
		Most   int   `json:"max_count"`
		Cursor int64 `json:"cursor"`
	}{Most: 10}
	if json.Unmarshal(body, &in) != nil || in.Most < 1 || in.Most > 20 || r.URL.Query().Get("fields") == "" {
		return tiktokError(http.StatusBadRequest, "invalid_params", "The request parameters are invalid: max_count")
	}
	fields, videos, more := strings.Split(r.URL.Query().Get("fields"), ","), []map[string]any{}, false
	for _, v := range slices.Backward(user.videos) {
		if in.Cursor > 0 && v.made.UnixMilli() >= in.Cursor {
			continue
		}
		if more = len(videos) == in.Most; more {
			break
		}
		videos = append(videos, t.shown(user, v, fields))
		if len(videos) == in.Most {
			in.Cursor = v.made.UnixMilli()
		}
	}
	return tiktokGood(map[string]any{"videos": videos, "cursor": in.Cursor, "has_more": more})
}

func (t *tiktok) shown(user *tiktokUser, v *tiktokVideo, fields []string) map[string]any {
	likes, shares, comments, _ := t.popularity.counts(v.id, t.server.clock.Now().Sub(v.made), v.likes)
	shown := map[string]any{
		"id": v.id, "title": v.text, "video_description": v.text, "create_time": v.made.Unix(), "duration": 10,
		"share_url":  "https://www.tiktok.com/@" + user.account.Handle + "/video/" + v.id,
		"like_count": likes, "comment_count": comments, "share_count": shares, "view_count": likes * 25,
	}
	for name := range shown {
		if !slices.Contains(fields, name) {
			delete(shown, name)
		}
	}
	return shown
}
