package rehearsal

import (
	"encoding/json"
	"html"
	"maps"
	"math/rand/v2"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// From the documentation and source of Mastodon 4.6 where the comments of this
// dialect say nothing else.
const (
	mastoWindow      = 5 * time.Minute
	mastoWindowCalls = 300
	mastoKeyLife     = time.Hour // of an idempotency key
	mastoLeastAhead  = 5 * time.Minute
	mastoHeldTotal   = 300
	mastoHeldADay    = 25
	mastoDomain      = "reseau.example"
	mastoTime        = "2006-01-02T15:04:05.000Z"
)

// mastodon simulates a Mastodon server, or one that is like it and ignores
// idempotency keys, as GoToSocial 0.20 does.
type mastodon struct {
	server     *Server
	like       bool // not Mastodon itself
	popularity popularity
	dice       *rand.Rand

	users    map[string]*mastoUser // by name
	apps     map[string]*mastoApp  // by client_id
	codes    map[string]*mastoCode
	tokens   map[string]*mastoToken
	statuses map[string]*mastoStatus
	media    map[string]*mastoMedia
	keys     map[string]mastoKey // by user and Idempotency-Key
	minted   uint64
	window   time.Time
	calls    int
}

type mastoUser struct {
	account   Account
	id        string
	posts     []*mastoStatus // oldest first
	held      []*mastoHeld   // in the order in which they came
	news      []mastoNotice  // oldest first
	followers int
	following int
	growth    float64
	since     time.Time
}

type mastoKey struct {
	id   string
	held bool
	at   time.Time
}

func newMastodon(s *Server, seed uint64, like bool) *mastodon {
	return &mastodon{
		server: s, like: like, popularity: popularity{seed}, dice: rand.New(rand.NewPCG(seed, 3)),
		users: map[string]*mastoUser{}, apps: map[string]*mastoApp{}, codes: map[string]*mastoCode{},
		tokens: map[string]*mastoToken{}, statuses: map[string]*mastoStatus{}, media: map[string]*mastoMedia{},
		keys: map[string]mastoKey{},
	}
}

func (m *mastodon) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses"
}

func (m *mastodon) signsIn(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, "/oauth/") || r.URL.Path == "/api/v1/apps"
}

func (m *mastodon) answer(r *http.Request, body []byte) answer {
	a := m.call(r, body)
	if a.header == nil {
		a.header = map[string]string{}
	}
	maps.Copy(a.header, m.limits())
	return a
}

// limits counts the call and returns the headers that tell of it.
func (m *mastodon) limits() map[string]string {
	if now := m.server.clock.Now(); now.Sub(m.window) >= mastoWindow || now.Before(m.window) {
		m.window, m.calls = now, 0
	}
	m.calls++
	return map[string]string{
		"X-RateLimit-Limit":     strconv.Itoa(mastoWindowCalls),
		"X-RateLimit-Remaining": strconv.Itoa(max(0, mastoWindowCalls-m.calls)),
		"X-RateLimit-Reset":     m.window.Add(mastoWindow).UTC().Format("2006-01-02T15:04:05.000000Z"),
	}
}

// mastoCall is a request that was let in: who makes it, with which program, and
// the id in its path.
type mastoCall struct {
	user *mastoUser
	app  *mastoApp
	id   string
	r    *http.Request
	in   url.Values // query and form together
	body []byte
}

type mastoRoute struct {
	verb, path string // "*" stands for an id
	open       bool   // needs no token
	handle     func(*mastodon, mastoCall) answer
}

func mastoRoutes() []mastoRoute {
	return []mastoRoute{
		{"GET", "/api/v1/instance", true, (*mastodon).instanceV1},
		{"GET", "/api/v2/instance", true, (*mastodon).instanceV2},
		{"POST", "/api/v1/apps", true, (*mastodon).register},
		{"GET", "/oauth/authorize", true, (*mastodon).consentPage},
		{"POST", "/oauth/authorize", true, (*mastodon).consent},
		{"POST", "/oauth/token", true, (*mastodon).token},
		{"POST", "/oauth/revoke", true, (*mastodon).revoke},
		{"GET", "/api/v1/accounts/verify_credentials", false, (*mastodon).verify},
		{"GET", "/api/v1/accounts/*/statuses", false, (*mastodon).userStatuses},
		{"POST", "/api/v2/media", false, (*mastodon).upload},
		{"GET", "/api/v1/media/*", false, (*mastodon).showMedia},
		{"POST", "/api/v1/statuses", false, (*mastodon).post},
		{"GET", "/api/v1/statuses/*", false, (*mastodon).showStatus},
		{"DELETE", "/api/v1/statuses/*", false, (*mastodon).remove},
		{"GET", "/api/v1/statuses/*/context", false, (*mastodon).context},
		{"GET", "/api/v1/scheduled_statuses", false, (*mastodon).listHeld},
		{"GET", "/api/v1/scheduled_statuses/*", false, (*mastodon).showHeld},
		{"PUT", "/api/v1/scheduled_statuses/*", false, (*mastodon).moveHeld},
		{"DELETE", "/api/v1/scheduled_statuses/*", false, (*mastodon).cancelHeld},
		{"GET", "/api/v1/notifications", false, (*mastodon).notifications},
		{"GET", "/api/v1/apps/verify_credentials", false, (*mastodon).verifyApp},
		{"POST", "/api/v1/accounts/*/mute", false, (*mastodon).mute},
		{"POST", "/api/v1/accounts/*/block", false, (*mastodon).block},
		{"POST", "/api/v1/accounts/*/unblock", false, (*mastodon).unblock},
	}
}

// match tells whether the route is that of a path, and the id in it.
func (r mastoRoute) match(path string) (id string, ok bool) {
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

func (m *mastodon) call(r *http.Request, body []byte) answer {
	for _, route := range mastoRoutes() {
		id, ok := route.match(r.URL.Path)
		if !ok || route.verb != r.Method {
			continue
		}
		c := mastoCall{id: id, r: r, body: body, in: mastoInput(r, body)}
		if route.open {
			return route.handle(m, c)
		}
		given, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		token := m.tokens[given]
		switch {
		case token == nil:
			return mastoError(http.StatusUnauthorized, "The access token is invalid")
		case token.revoked:
			return mastoError(http.StatusUnauthorized, "The access token was revoked")
		}
		c.user, c.app = token.user, token.app
		return route.handle(m, c)
	}
	return mastoError(http.StatusNotFound, "Record not found")
}

// mastoInput is what a request says in its query, and in a form or flat JSON
// object.
func mastoInput(r *http.Request, body []byte) url.Values {
	in := r.URL.Query()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return in
	}
	switch kind {
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err == nil {
			maps.Copy(in, form)
		}
	case "application/json":
		var object map[string]any
		if json.Unmarshal(body, &object) == nil {
			for key, value := range object {
				if text, ok := value.(string); ok {
					in.Set(key, text)
				}
			}
		}
	}
	return in
}

func mastoError(status int, message string) answer {
	return jsonAnswer(status, map[string]string{"error": message})
}

func (m *mastodon) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := mastoError(http.StatusTooManyRequests, "Too many requests")
		reset := m.server.clock.Now().Add(time.Duration(m.server.faults.RetryAfter) * time.Second)
		a.header["X-RateLimit-Remaining"] = "0"
		a.header["X-RateLimit-Reset"] = reset.UTC().Format("2006-01-02T15:04:05.000000Z")
		return a
	case unavailable:
		return mastoError(http.StatusServiceUnavailable, "There was a temporary problem serving your request, please try again")
	case badGateway: // of the proxy in front
		return mastoPage(http.StatusBadGateway, "<center><h1>502 Bad Gateway</h1></center>")
	}
	return mastoError(http.StatusUnprocessableEntity, "Validation failed: Text refused by the rehearsal")
}

func mastoPage(status int, body string) answer {
	return answer{
		status: status, header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
		body: []byte("<!doctype html><title>" + html.EscapeString(mastoDomain) + "</title>" + body),
	}
}

func (m *mastodon) expire(bool) {
	for _, token := range m.tokens {
		token.revoked = true
	}
}

// mint makes an id of a time: a number as Mastodon's, milliseconds shifted by
// 16 bits, or a ULID as GoToSocial's. Later ids are greater.
func (m *mastodon) mint(at time.Time) string {
	m.minted++
	ms := uint64(at.UnixMilli())
	if !m.like {
		return strconv.FormatUint(ms<<16|m.minted&0xffff, 10)
	}
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var id [26]byte
	for i, n := 25, m.minted; i >= 10; i, n = i-1, n>>5 {
		id[i] = letters[n&31]
	}
	for i := 9; i >= 0; i, ms = i-1, ms>>5 {
		id[i] = letters[ms&31]
	}
	return string(id[:])
}

// secret looks like the network's tokens and says nothing.
func (m *mastodon) secret() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var text [43]byte
	for i := range text {
		text[i] = letters[m.dice.IntN(len(letters))]
	}
	return string(text[:])
}

// mastoPaged cuts a page out of a list that is newest first, by max_id,
// since_id and limit, and makes its Link header.
func mastoPaged[T any](m *mastodon, c mastoCall, list []T, id func(T) string, usual, most int) (page []T, header map[string]string) {
	limit, err := strconv.Atoi(c.in.Get("limit"))
	if err != nil || limit < 1 {
		limit = usual
	}
	older := func(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }
	for _, item := range list {
		if top := c.in.Get("max_id"); top != "" && !older(id(item), top) {
			continue
		}
		if bottom := c.in.Get("since_id"); bottom != "" && !older(bottom, id(item)) {
			break
		}
		page = append(page, item)
	}
	more := len(page) > min(limit, most)
	page = page[:min(len(page), limit, most)]
	if len(page) == 0 {
		return page, nil
	}
	var links []string
	link := func(rel, key, value string) {
		q := maps.Clone(c.in)
		for _, paging := range []string{"max_id", "since_id", "min_id"} {
			q.Del(paging)
		}
		q.Set(key, value)
		links = append(links, "<"+m.server.URL()+c.r.URL.Path+"?"+q.Encode()+`>; rel="`+rel+`"`)
	}
	if more {
		link("next", "max_id", id(page[len(page)-1]))
	}
	link("prev", "min_id", id(page[0]))
	return page, map[string]string{"Link": strings.Join(links, ", ")}
}

func (m *mastodon) addAccount(a Account) {
	name := strings.ToLower(a.Handle)
	m.users[name] = &mastoUser{account: a, id: m.mint(m.server.clock.Now()), since: m.server.clock.Now()}
}

func (m *mastodon) user(handle string) *mastoUser { return m.users[strings.ToLower(handle)] }

func (m *mastodon) seed(handle string, p Past) {
	user := m.user(handle)
	if user == nil {
		return
	}
	user.followers, user.following, user.growth, user.since = p.Followers, p.Following, p.Growth, m.server.clock.Now()
	for _, post := range p.Posts {
		m.keep(user, &mastoStatus{
			id: m.mint(post.At), user: user, text: post.Text, visibility: "public", language: "fr", made: post.At, likes: post.Likes,
		})
	}
	for _, remark := range p.Remarks {
		m.say(handle, remark)
	}
}

// keep gives a status its place among its author's.
func (m *mastodon) keep(user *mastoUser, s *mastoStatus) {
	m.statuses[s.id] = s
	at, _ := slices.BinarySearchFunc(user.posts, s.made, func(p *mastoStatus, made time.Time) int {
		if p.made.After(made) {
			return 1
		}
		return -1
	})
	user.posts = slices.Insert(user.posts, at, s)
}
