package rehearsal

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// From Microsoft's pages on LinkedIn's versioned API, as of September 2026,
// where the comments of this dialect say nothing else.
const (
	liTokenLife = 60 * 24 * time.Hour // and nothing renews it
	liCodeLife  = 30 * time.Minute
	// The versions that are served. A version lives a year or more.
	liOldest = "202511"
	liNewest = "202611"
	// liPerDay is how many requests a member has in a day, UTC, with the product
	// Share on LinkedIn.
	liPerDay = 150
)

// linkedin simulates LinkedIn. Everybody who signs in is a member and the
// administrator of one page, which has the same handle.
type linkedin struct {
	server     *Server
	popularity popularity
	grants     *grants
	people     map[string]*liPerson // by handle
	authors    map[string]*liAuthor // by URN
	posts      map[string]*liPost   // by URN
	comments   map[string]*liComment
	assets     map[string]*liAsset // by URN
	minted     uint64
	day        string // UTC, to which calls belongs
	calls      map[string]int
}

// liPerson is somebody who can sign in.
type liPerson struct {
	account Account
	member  *liAuthor
	page    *liAuthor
}

// liAuthor is who posts: a member or a page.
type liAuthor struct {
	urn       string
	handle    string // of the account
	name      string
	posts     []*liPost // oldest first
	followers int
	growth    float64
	since     time.Time
}

func newLinkedIn(s *Server, seed uint64) *linkedin {
	l := &linkedin{
		server: s, popularity: popularity{seed}, people: map[string]*liPerson{}, authors: map[string]*liAuthor{},
		posts: map[string]*liPost{}, comments: map[string]*liComment{}, assets: map[string]*liAsset{}, calls: map[string]int{},
	}
	// Any port of localhost counts as on record: whether LinkedIn takes plain
	// http there is remembered, not verified.
	onRecord := regexp.MustCompile(`^(https://[^/]+/.*|http://localhost:\d+/callback)$`)
	l.grants = newGrants(s, func(handle string) *Account {
		if p := l.people[handle]; p != nil {
			return &p.account
		}
		return nil
	}, grantRules{redirect: onRecord.MatchString, secret: true, access: liTokenLife, codeLife: liCodeLife})
	return l
}

func (l *linkedin) addAccount(a Account) {
	now := l.server.clock.Now()
	p := &liPerson{account: a}
	l.minted++
	p.member = &liAuthor{urn: fmt.Sprintf("urn:li:person:Ab-%d_x", 70_000+l.minted), name: a.Name, handle: a.Handle, since: now}
	p.page = &liAuthor{urn: fmt.Sprintf("urn:li:organization:%d", 5_590_000+l.minted), name: a.Name, handle: a.Handle, since: now}
	l.people[a.Handle] = p
	l.authors[p.member.urn], l.authors[p.page.urn] = p.member, p.page
}

func (l *linkedin) seed(handle string, past Past) {
	p := l.people[handle]
	if p == nil {
		return
	}
	p.page.followers, p.page.growth, p.page.since = past.Followers, past.Growth, l.server.clock.Now()
	for _, before := range past.Posts {
		_, shown, err := littleText(liEscape(before.Text))
		if err != nil {
			continue
		}
		post := &liPost{author: p.page, shown: shown, made: before.At, likes: before.Likes, visibility: "PUBLIC"}
		post.urn = "urn:li:share:" + l.mint(before.At)
		l.keep(post)
	}
	for _, remark := range past.Remarks {
		l.say(handle, remark)
	}
}

// keep gives a post its place among its author's.
func (l *linkedin) keep(p *liPost) {
	l.posts[p.urn] = p
	at, _ := slices.BinarySearchFunc(p.author.posts, p.made, func(other *liPost, made time.Time) int {
		return cmp.Or(other.made.Compare(made), -1)
	})
	p.author.posts = slices.Insert(p.author.posts, at, p)
}

// mint makes an id of a time: milliseconds shifted by 22 bits, which is
// remembered and not verified.
func (l *linkedin) mint(at time.Time) string {
	l.minted++
	return strconv.FormatInt(at.UnixMilli()<<22|int64(l.minted&0x3fffff), 10)
}

func (l *linkedin) expire(all bool) { l.grants.expire(all) }

func (l *linkedin) signsIn(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/oauth/") }

func (l *linkedin) token(handle string, scopes []string) string {
	p := l.people[handle]
	if p == nil {
		return ""
	}
	return l.give(&p.account, scopes).access
}

// give makes a token. Other scopes than before end the member's earlier tokens
// of the application.
func (l *linkedin) give(a *Account, scopes []string) *grant {
	l.endOthers(a, scopes)
	return l.grants.give(a, scopes)
}

func (l *linkedin) endOthers(a *Account, scopes []string) {
	for _, earlier := range l.grants.tokens {
		if earlier.account.Handle == a.Handle && !sameScopes(earlier.scopes, scopes) {
			earlier.revoked = true
		}
	}
}

func sameScopes(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// liCall is a request that was let in.
type liCall struct {
	person *liPerson
	grant  *grant
	path   []string // unescaped, below /rest/ or /v2/
	query  url.Values
	raw    string // the query as it was sent
	r      *http.Request
	body   []byte
}

func (l *linkedin) answer(r *http.Request, body []byte) answer {
	switch path := r.URL.Path; {
	case path == "/oauth/v2/authorization":
		return l.consent(r, body)
	case path == "/oauth/v2/accessToken" && r.Method == http.MethodPost:
		return l.exchange(r, body)
	case path == "/oauth/v2/introspectToken" && r.Method == http.MethodPost:
		return l.introspect(r, body)
	case strings.HasPrefix(path, "/dms-uploads/"):
		return l.take(r, body)
	}
	given, refused := l.known(r)
	if refused != nil {
		return *refused
	}
	c := liCall{person: l.people[given.account.Handle], grant: given, query: r.URL.Query(), raw: r.URL.RawQuery, r: r, body: body}
	if r.URL.Path == "/v2/userinfo" {
		return l.userinfo(c)
	}
	if refused := l.letIn(c); refused != nil {
		return *refused
	}
	rest, ok := strings.CutPrefix(r.URL.EscapedPath(), "/rest/")
	if !ok {
		return liError(http.StatusNotFound, 0, "RESOURCE_NOT_FOUND", "No virtual resource found")
	}
	for segment := range strings.SplitSeq(rest, "/") {
		plain, err := url.PathUnescape(segment)
		if err != nil || strings.Contains(segment, ":") {
			return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "Syntax exception in path variables")
		}
		c.path = append(c.path, plain)
	}
	return l.call(c)
}

// known is the agreement behind a request's token.
func (l *linkedin) known(r *http.Request) (*grant, *answer) {
	if given := l.grants.of(r); given != nil {
		return given, nil
	}
	a := liError(http.StatusUnauthorized, 65600, "INVALID_ACCESS_TOKEN", "Invalid access token")
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch earlier := l.grants.tokens[token]; {
	case earlier == nil:
	case earlier.revoked:
		a = liError(http.StatusUnauthorized, 65601, "REVOKED_ACCESS_TOKEN", "The token used in the request has been revoked by the user")
	default:
		a = liError(http.StatusUnauthorized, 65602, "EXPIRED_ACCESS_TOKEN", "The token used in the request has expired")
	}
	return nil, &a
}

// letIn checks what every versioned request must bring, and counts it.
func (l *linkedin) letIn(c liCall) *answer {
	refuse := func(status, code int, name, message string) *answer {
		a := liError(status, code, name, message)
		return &a
	}
	version := c.r.Header.Get("Linkedin-Version")
	switch {
	case version == "":
		return refuse(http.StatusBadRequest, 0, "VERSION_MISSING", "A version must be present. Please specify a version by adding the LinkedIn-Version header.")
	case len(version) != 6 || version < liOldest || version > liNewest:
		return refuse(http.StatusUpgradeRequired, 0, "NONEXISTENT_VERSION", "Requested version "+version+"01 is not active")
	case c.r.Header.Get("X-Restli-Protocol-Version") != "2.0.0":
		return refuse(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "Parameters of protocol 2.0.0 in a request of protocol 1.0.0")
	}
	if today := l.server.clock.Now().UTC().Format(time.DateOnly); today != l.day {
		l.day = today
		clear(l.calls)
	}
	if l.calls[c.person.account.Handle]++; l.calls[c.person.account.Handle] > liPerDay && !c.grant.has("rw_organization_admin") {
		return refuse(http.StatusTooManyRequests, 101, "TOO_MANY_REQUESTS", "Resource level throttle MEMBER DAY limit for calls to this resource is reached.")
	}
	return nil
}

func (l *linkedin) call(c liCall) answer {
	one := len(c.path) == 2
	switch name := c.r.Method + " " + c.path[0]; {
	case name == "POST posts" && len(c.path) == 1:
		return l.post(c)
	case name == "GET posts" && len(c.path) == 1:
		return l.listPosts(c)
	case name == "DELETE posts" && one:
		return l.removePost(c)
	case name == "GET organizationAcls":
		return l.roles(c)
	case name == "GET organizations":
		return l.organizations(c)
	case name == "GET networkSizes" && one:
		return l.followers(c)
	case name == "GET organizationalEntityShareStatistics":
		return l.statistics(c)
	case slices.Contains([]string{"images", "videos", "documents"}, c.path[0]):
		return l.asset(c)
	case c.path[0] == "socialActions" && len(c.path) >= 3 && c.path[2] == "comments":
		return l.onComments(c)
	}
	return liError(http.StatusNotFound, 0, "RESOURCE_NOT_FOUND", "No virtual resource found")
}

func (l *linkedin) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == "/rest/posts" ||
		strings.HasPrefix(r.URL.Path, "/rest/socialActions/") && strings.HasSuffix(r.URL.Path, "/comments"))
}

// refusal words a fault. LinkedIn sends no header that tells of a limit: the
// one here is of the gate before it, which asks to wait a moment.
func (l *linkedin) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := liError(http.StatusTooManyRequests, 101, "TOO_MANY_REQUESTS", "Too many requests at once")
		a.header["Retry-After"] = strconv.Itoa(l.server.faults.RetryAfter)
		return a
	case unavailable:
		return liError(http.StatusServiceUnavailable, 0, "SERVICE_UNAVAILABLE", "Service temporarily unavailable")
	case badGateway:
		return liError(http.StatusBadGateway, 0, "BAD_GATEWAY", "Bad gateway")
	}
	return liError(http.StatusUnprocessableEntity, 0, "UNPROCESSABLE_ENTITY", "Content refused by the rehearsal")
}

func liError(status, code int, name, message string) answer {
	body := map[string]any{"status": status, "code": name, "message": message}
	if code != 0 {
		body["serviceErrorCode"] = code
	}
	return jsonAnswer(status, body)
}

// lacks refuses a call whose token has none of the scopes; nil when it has one.
func (c liCall) lacks(resource string, scopes ...string) *answer {
	if slices.ContainsFunc(scopes, c.grant.has) {
		return nil
	}
	a := liError(http.StatusForbidden, 100, "ACCESS_DENIED", "Not enough permissions to access: "+resource+".20261001")
	return &a
}

// liFields decodes a JSON body and refuses one with fields that the network
// does not know.
func liFields(body []byte, v any) *answer {
	if err := decodeStrictly(body, v); err != nil {
		a := liError(http.StatusBadRequest, 0, "FIELD_UNKNOWN", err.Error())
		return &a
	}
	return nil
}

// liPaged cuts a page out of a list, by start and count.
func liPaged[T any](c liCall, list []T, most int) []T {
	start, _ := strconv.Atoi(c.query.Get("start"))
	count, err := strconv.Atoi(c.query.Get("count"))
	if err != nil {
		count = 10
	}
	start = min(max(start, 0), len(list))
	return list[start:min(len(list), start+min(count, most))]
}

// list reads "List(a,b)" out of the raw query, where a URN must be escaped:
// its colons and brackets would be the protocol's own.
func (c liCall) list(key string) ([]string, *answer) {
	for pair := range strings.SplitSeq(c.raw, "&") {
		inner, ok := strings.CutPrefix(pair, key+"=List(")
		if !ok {
			continue
		}
		var items []string
		for item := range strings.SplitSeq(strings.TrimSuffix(inner, ")"), ",") {
			plain, err := url.QueryUnescape(item)
			if err != nil || strings.ContainsAny(item, ":()") {
				a := liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "Invalid query parameters passed to request")
				return nil, &a
			}
			items = append(items, plain)
		}
		return items, nil
	}
	return nil, nil
}
