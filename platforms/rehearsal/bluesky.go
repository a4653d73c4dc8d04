package rehearsal

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Measured on PDS 0.5.35 where the comments of this dialect say nothing else.
const (
	bskyAccessLife   = 2 * time.Hour
	bskyRefreshLife  = 90 * 24 * time.Hour
	bskyRefreshGrace = 2 * time.Hour // a used refresh token still works so long
	bskyWindow       = 300 * time.Second
	bskyWindowCalls  = 3000
	bskyPost         = "app.bsky.feed.post"
)

// bluesky simulates a PDS of the AT Protocol together with the AppView behind
// it.
type bluesky struct {
	server     *Server
	popularity popularity
	dice       *rand.Rand

	repos    map[string]*bskyRepo // by DID
	byHandle map[string]*bskyRepo
	access   map[string]*bskyToken
	refresh  map[string]*bskyToken
	window   time.Time
	calls    int
}

type bskyRepo struct {
	account   Account
	did       string
	records   map[string]map[string]*bskyRecord // collection, record key
	blobs     map[string]int                    // CID, bytes
	news      []bskyNotice                      // oldest first
	followers int
	following int
	growth    float64
	since     time.Time
}

type bskyToken struct {
	repo    *bskyRepo
	expires time.Time
	used    time.Time // refresh tokens: when first used
	revoked bool
}

func newBluesky(s *Server, seed uint64) *bluesky {
	return &bluesky{
		server: s, popularity: popularity{seed}, dice: rand.New(rand.NewPCG(seed, 2)),
		repos: map[string]*bskyRepo{}, byHandle: map[string]*bskyRepo{},
		access: map[string]*bskyToken{}, refresh: map[string]*bskyToken{},
	}
}

func (b *bluesky) publishes(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/com.atproto.repo.putRecord") ||
		strings.HasSuffix(r.URL.Path, "/com.atproto.repo.createRecord")
}

func (b *bluesky) signsIn(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, "/com.atproto.server.createSession") ||
		strings.HasSuffix(r.URL.Path, "/com.atproto.server.refreshSession")
}

func (b *bluesky) answer(r *http.Request, body []byte) answer {
	method, known := strings.CutPrefix(r.URL.Path, "/xrpc/")
	if !known {
		return answer{status: http.StatusNotFound, body: []byte("Cannot " + r.Method + " " + r.URL.Path)}
	}
	a := b.call(method, r, body)
	if a.header == nil {
		a.header = map[string]string{}
	}
	for name, value := range b.limits() {
		a.header[name] = value
	}
	return a
}

// limits counts the call and returns the headers that tell of it.
func (b *bluesky) limits() map[string]string {
	if now := b.server.clock.Now(); now.Sub(b.window) >= bskyWindow || now.Before(b.window) {
		b.window, b.calls = now, 0
	}
	b.calls++
	return map[string]string{
		"RateLimit-Limit":     strconv.Itoa(bskyWindowCalls),
		"RateLimit-Remaining": strconv.Itoa(max(0, bskyWindowCalls-b.calls)),
		"RateLimit-Reset":     strconv.FormatInt(b.window.Add(bskyWindow).Unix(), 10),
		"RateLimit-Policy":    fmt.Sprintf("%d;w=%d", bskyWindowCalls, int(bskyWindow.Seconds())),
	}
}

type bskyMethod struct {
	verb   string
	open   bool // needs no access token
	handle func(b *bluesky, repo *bskyRepo, r *http.Request, body []byte) answer
}

func bskyMethods() map[string]bskyMethod {
	return map[string]bskyMethod{
		"com.atproto.server.createSession":        {"POST", true, (*bluesky).createSession},
		"com.atproto.server.refreshSession":       {"POST", true, (*bluesky).refreshSession},
		"com.atproto.server.getSession":           {"GET", false, (*bluesky).getSession},
		"com.atproto.identity.resolveHandle":      {"GET", true, (*bluesky).resolveHandle},
		"com.atproto.repo.describeRepo":           {"GET", true, (*bluesky).describeRepo},
		"com.atproto.repo.putRecord":              {"POST", false, (*bluesky).putRecord},
		"com.atproto.repo.createRecord":           {"POST", false, (*bluesky).createRecord},
		"com.atproto.repo.deleteRecord":           {"POST", false, (*bluesky).deleteRecord},
		"com.atproto.repo.getRecord":              {"GET", true, (*bluesky).getRecord},
		"com.atproto.repo.listRecords":            {"GET", true, (*bluesky).listRecords},
		"com.atproto.repo.uploadBlob":             {"POST", false, (*bluesky).uploadBlob},
		"app.bsky.actor.getProfile":               {"GET", false, (*bluesky).getProfile},
		"app.bsky.feed.getAuthorFeed":             {"GET", false, (*bluesky).getAuthorFeed},
		"app.bsky.feed.getPosts":                  {"GET", false, (*bluesky).getPosts},
		"app.bsky.notification.listNotifications": {"GET", false, (*bluesky).listNotifications},
		"app.bsky.graph.muteActor":                {"POST", false, (*bluesky).muteActor},
	}
}

func (b *bluesky) call(name string, r *http.Request, body []byte) answer {
	method, known := bskyMethods()[name]
	if !known {
		return bskyError(http.StatusNotImplemented, "MethodNotImplemented", "Method Not Implemented")
	}
	if method.verb != r.Method {
		return bskyError(http.StatusMethodNotAllowed, "InvalidRequest", "Incorrect HTTP method ("+r.Method+") expected "+method.verb)
	}
	if method.open {
		return method.handle(b, nil, r, body)
	}
	token, given := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !given {
		return bskyError(http.StatusUnauthorized, "AuthMissing", "Authentication Required")
	}
	session := b.access[token]
	switch {
	case session == nil:
		return bskyError(http.StatusBadRequest, "InvalidToken", "Token could not be verified")
	case session.revoked, !b.server.clock.Now().Before(session.expires):
		return bskyError(http.StatusBadRequest, "ExpiredToken", "Token has expired")
	}
	return method.handle(b, session.repo, r, body)
}

func bskyError(status int, name, message string) answer {
	return jsonAnswer(status, map[string]string{"error": name, "message": message})
}

func (b *bluesky) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := bskyError(http.StatusTooManyRequests, "RateLimitExceeded", "Rate Limit Exceeded")
		pause := b.server.faults.RetryAfter
		a.header["Retry-After"] = strconv.Itoa(pause)
		a.header["RateLimit-Remaining"] = "0"
		a.header["RateLimit-Reset"] = strconv.FormatInt(b.server.clock.Now().Unix()+int64(pause), 10)
		return a
	case unavailable:
		return bskyError(http.StatusServiceUnavailable, "NotEnoughResources", "Not Enough Resources")
	case badGateway:
		return bskyError(http.StatusBadGateway, "UpstreamFailure", "Upstream Failure")
	}
	return bskyError(http.StatusBadRequest, "InvalidRequest", "Invalid "+bskyPost+" record: refused by the rehearsal at $.record")
}

func (b *bluesky) expire(all bool) {
	for _, token := range b.access {
		token.revoked = true
	}
	if all {
		for _, token := range b.refresh {
			token.revoked = true
		}
	}
}

func (b *bluesky) createSession(_ *bskyRepo, _ *http.Request, body []byte) answer {
	var in struct{ Identifier, Password string }
	if json.Unmarshal(body, &in) != nil {
		return bskyError(http.StatusBadRequest, "InvalidRequest", "Input must be an object")
	}
	repo := b.find(strings.ToLower(in.Identifier))
	if repo == nil || repo.account.Password != in.Password {
		return bskyError(http.StatusUnauthorized, "AuthenticationRequired", "Invalid identifier or password")
	}
	return b.newSession(repo)
}

func (b *bluesky) newSession(repo *bskyRepo) answer {
	now := b.server.clock.Now()
	access, refresh := b.token(), b.token()
	b.access[access] = &bskyToken{repo: repo, expires: now.Add(bskyAccessLife)}
	b.refresh[refresh] = &bskyToken{repo: repo, expires: now.Add(bskyRefreshLife)}
	return jsonAnswer(http.StatusOK, map[string]any{
		"accessJwt": access, "refreshJwt": refresh, "handle": repo.account.Handle, "did": repo.did,
		"didDoc": b.document(repo), "active": true,
	})
}

func (b *bluesky) document(repo *bskyRepo) map[string]any {
	return map[string]any{
		"id": repo.did, "alsoKnownAs": []string{"at://" + repo.account.Handle},
		"service": []map[string]string{{
			"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": b.server.URL(),
		}},
	}
}

func (b *bluesky) refreshSession(_ *bskyRepo, r *http.Request, _ []byte) answer {
	given, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	token, now := b.refresh[given], b.server.clock.Now()
	switch {
	case token == nil:
		return bskyError(http.StatusBadRequest, "InvalidToken", "Token could not be verified")
	case token.revoked, !now.Before(token.expires), !token.used.IsZero() && now.Sub(token.used) > bskyRefreshGrace:
		return bskyError(http.StatusBadRequest, "ExpiredToken", "Token has been revoked")
	}
	if token.used.IsZero() {
		token.used = now
	}
	return b.newSession(token.repo)
}

func (b *bluesky) getSession(repo *bskyRepo, _ *http.Request, _ []byte) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"handle": repo.account.Handle, "did": repo.did, "active": true})
}

func (b *bluesky) resolveHandle(_ *bskyRepo, r *http.Request, _ []byte) answer {
	repo := b.byHandle[strings.ToLower(r.URL.Query().Get("handle"))]
	if repo == nil {
		return bskyError(http.StatusBadRequest, "HandleNotFound", "Unable to resolve handle")
	}
	return jsonAnswer(http.StatusOK, map[string]string{"did": repo.did})
}

// token looks like the tokens of the real network and says nothing.
func (b *bluesky) token() string {
	var raw [40]byte
	for i := range raw {
		raw[i] = byte(b.dice.Uint32())
	}
	return "eyJ" + bskyBase32(raw[:])
}

// find looks a repository up by DID or handle.
func (b *bluesky) find(name string) *bskyRepo {
	if repo := b.repos[name]; repo != nil {
		return repo
	}
	return b.byHandle[name]
}

func bskyDID(handle string) string {
	sum := sha256.Sum256([]byte(handle))
	return "did:plc:" + bskyBase32(sum[:])[:24]
}

func bskyBase32(b []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
}
