package rehearsal

import (
	"encoding/base64"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// gram is what the dialects of Instagram and Threads have in common: accounts,
// containers that are made and then published, and the Graph envelope.
type gram struct {
	server     *Server
	popularity popularity
	login      *gramLogin
	users      map[string]*gramUser // by handle
	items      map[string]*gramItem // by id: posts, comments and replies
	containers map[string]*gramContainer
	minted     uint64
}

type gramUser struct {
	account   Account
	id        string
	posts     []*gramItem // oldest first; without answers
	sent      []time.Time // publications of the last day
	followers int
	following int
	growth    float64
	since     time.Time
}

// gramItem is a post, a comment or a reply.
type gramItem struct {
	id        string
	user      *gramUser // nil: author wrote it
	author    string
	text      string
	kind      string    // media_type
	parent    *gramItem // what it answers
	children  []*gramItem
	at        time.Time
	likes     int
	hidden    bool
	pending   bool // waits for the approval of who wrote the post
	approves  bool // answers to it wait for approval
	deleted   bool
	whispered bool // answered in private
}

func newGram(s *Server, seed uint64, rules gramRules) *gram {
	g := &gram{
		server: s, popularity: popularity{seed}, users: map[string]*gramUser{},
		items: map[string]*gramItem{}, containers: map[string]*gramContainer{},
	}
	g.login = newGramLogin(g, rules)
	return g
}

// mint makes an id: a long number, greater each time.
func (g *gram) mint() string {
	g.minted++
	return strconv.FormatUint(17_900_000_000_000_000+g.minted*7, 10)
}

func (g *gram) now() time.Time { return g.server.clock.Now().UTC() }

// gramCall is a request that was let in.
type gramCall struct {
	user  *gramUser
	grant *grant
	id    string // the one in the path
	in    url.Values
	r     *http.Request
	body  []byte
}

// gramRoute is one operation: "*" in its path stands for an id. Without a scope
// it needs no token.
type gramRoute struct {
	verb, path string
	scope      string
	handle     func(gramCall) answer
}

func (r gramRoute) match(path string) (id string, ok bool) {
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

// call finds the operation and who asks for it. "me" as an id is who asks.
func (g *gram) call(routes []gramRoute, r *http.Request, body []byte) answer {
	path := "/" + strings.Trim(r.URL.Path, "/")
	in := gramInput(r, body)
	for _, route := range routes {
		id, ok := route.match(path)
		if !ok || route.verb != r.Method {
			continue
		}
		c := gramCall{id: id, in: in, r: r, body: body}
		if route.scope == "" {
			return route.handle(c)
		}
		c.grant = g.login.grants.bearer(gramToken(r, in))
		if c.grant == nil {
			return gramError(http.StatusBadRequest, 190, 463, "Error validating access token: Session has expired.")
		}
		if !c.grant.has(route.scope) {
			return gramError(http.StatusForbidden, 10, 0, "(#10) Application does not have permission for this action")
		}
		c.user = g.users[strings.ToLower(c.grant.account.Handle)]
		if c.id == "me" {
			c.id = c.user.id
		}
		return route.handle(c)
	}
	return gramError(http.StatusBadRequest, 2500, 0, "Unknown path components: "+path)
}

// gramInput is what a request says in its query and form together.
func gramInput(r *http.Request, body []byte) url.Values {
	in := r.URL.Query()
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "application/x-www-form-urlencoded" {
		if form, err := url.ParseQuery(string(body)); err == nil {
			maps.Copy(in, form)
		}
	}
	return in
}

// gramToken is in the header or among the parameters.
func gramToken(r *http.Request, in url.Values) string {
	if _, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok {
		return token
	}
	return in.Get("access_token")
}

// gramError is the Graph envelope.
func gramError(status, code, subcode int, message string) answer {
	said := map[string]any{"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "AbCdEfGhIjKlMnOpQrStUv"}
	if subcode != 0 {
		said["error_subcode"] = subcode
	}
	return jsonAnswer(status, map[string]any{"error": said})
}

func gramMissing(id string) answer {
	return gramError(http.StatusBadRequest, 100, 33, "Unsupported request. Object with ID '"+id+
		"' does not exist, cannot be loaded due to missing permissions, or does not support this operation")
}

func gramDone() answer { return jsonAnswer(http.StatusOK, map[string]bool{"success": true}) }

func (g *gram) refusal(f fault) answer {
	switch f {
	case tooMany:
		a := gramError(http.StatusBadRequest, 4, 0, "(#4) Application request limit reached")
		wait := g.server.faults.RetryAfter
		a.header["X-App-Usage"] = `{"call_count":100,"total_time":25,"total_cputime":25}`
		if wait%60 == 0 {
			a.header["X-Business-Use-Case-Usage"] = `{"1":[{"type":"instagram","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":` +
				strconv.Itoa(wait/60) + `}]}`
		} else {
			a.header["Retry-After"] = strconv.Itoa(wait)
		}
		return a
	case unavailable:
		return gramError(http.StatusServiceUnavailable, 2, 0, "Service temporarily unavailable")
	case badGateway:
		return htmlAnswer(http.StatusBadGateway, "<h1>Sorry, something went wrong.</h1>")
	}
	return gramError(http.StatusBadRequest, 25, 2207050, "The Instagram account is restricted")
}

func (g *gram) expire(all bool) { g.login.grants.expire(all) }

func (g *gram) addAccount(a Account) {
	g.users[strings.ToLower(a.Handle)] = &gramUser{account: a, id: g.mint(), since: g.now()}
}

func (g *gram) account(handle string) *Account {
	if u := g.users[strings.ToLower(handle)]; u != nil {
		return &u.account
	}
	return nil
}

// keep gives a post its place among its author's.
func (g *gram) keep(user *gramUser, i *gramItem) {
	g.items[i.id] = i
	at, _ := slices.BinarySearchFunc(user.posts, i.at, func(p *gramItem, at time.Time) int {
		if p.at.After(at) {
			return 1
		}
		return -1
	})
	user.posts = slices.Insert(user.posts, at, i)
}

// seedAs gives an account its past, in posts of one kind.
func (g *gram) seedAs(kind, handle string, p Past, say func(string, Remark)) {
	user := g.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	user.followers, user.following, user.growth, user.since = p.Followers, p.Following, p.Growth, g.now()
	for _, post := range p.Posts {
		g.keep(user, &gramItem{id: g.mint(), user: user, text: post.Text, kind: kind, at: post.At.UTC(), likes: post.Likes})
	}
	for _, remark := range p.Remarks {
		say(handle, remark)
	}
}

// below puts what somebody wrote below another post.
func (g *gram) below(parent *gramItem, i *gramItem) {
	i.parent = parent
	g.items[i.id] = i
	at, _ := slices.BinarySearchFunc(parent.children, i.at, func(p *gramItem, at time.Time) int {
		if p.at.After(at) {
			return 1
		}
		return -1
	})
	parent.children = slices.Insert(parent.children, at, i)
}

// on is the post that a remark stands below: the one of its number, or else the
// newest; nil when there is none.
func (u *gramUser) on(number int) *gramItem {
	switch n := len(u.posts); {
	case n == 0:
		return nil
	case number > 0 && number <= n:
		return u.posts[number-1]
	default:
		return u.posts[n-1]
	}
}

func (i *gramItem) by() string {
	if i.user != nil {
		return i.user.account.Handle
	}
	return i.author
}

// living are the items that were not deleted, newest first.
func living(items []*gramItem) []*gramItem {
	var all []*gramItem
	for _, i := range slices.Backward(items) {
		if !i.deleted {
			all = append(all, i)
		}
	}
	return all
}

// remove deletes an item that belongs to the one who asks, or stands below what
// does.
func (g *gram) remove(c gramCall, i *gramItem) bool {
	root := i
	for root.parent != nil {
		root = root.parent
	}
	if i.deleted || i.user != c.user && root.user != c.user {
		return false
	}
	i.deleted = true
	g.server.deleted(i.id)
	return true
}

// gramPage cuts a page out of a list and makes its cursors.
func gramPage[T any](c gramCall, list []T, id func(T) string, usual int) (page []T, paging map[string]any, more bool) {
	limit, err := strconv.Atoi(c.in.Get("limit"))
	if err != nil || limit < 1 {
		limit = usual
	}
	if after, err := base64.RawURLEncoding.DecodeString(c.in.Get("after")); err == nil && len(after) > 0 {
		at := slices.IndexFunc(list, func(item T) bool { return id(item) == string(after) })
		list = list[at+1:]
	}
	page = list[:min(limit, 100, len(list))]
	if len(page) == 0 {
		return page, nil, false
	}
	cursor := func(item T) string { return base64.RawURLEncoding.EncodeToString([]byte(id(item))) }
	return page, map[string]any{
		"cursors": map[string]string{"before": cursor(page[0]), "after": cursor(page[len(page)-1])},
	}, len(page) < len(list)
}

// gramField is one field that is asked for: "comments.limit(1){id}".
type gramField struct {
	name string
	sub  []gramField
	most int // 0: not told
}

// gramFields reads the fields parameter.
func gramFields(text string) (fields []gramField) {
	for text != "" {
		end := gramFieldEnd(text)
		one := text[:end]
		text = strings.TrimPrefix(text[end:], ",")
		head, inner, nested := strings.Cut(one, "{")
		f := gramField{}
		if nested {
			f.sub = gramFields(strings.TrimSuffix(inner, "}"))
		}
		var limit string
		f.name, limit, _ = strings.Cut(head, ".limit(")
		f.most, _ = strconv.Atoi(strings.TrimSuffix(limit, ")"))
		fields = append(fields, f)
	}
	return fields
}

// gramFieldEnd is where the first field ends: at a comma outside braces.
func gramFieldEnd(text string) int {
	depth := 0
	for i, r := range text {
		switch {
		case r == '{', r == '(':
			depth++
		case r == '}', r == ')':
			depth--
		case r == ',' && depth == 0:
			return i
		}
	}
	return len(text)
}

// gramPick keeps the fields of a view that were asked for; the id always.
func gramPick(view map[string]any, fields []gramField) map[string]any {
	picked := map[string]any{"id": view["id"]}
	for _, f := range fields {
		if value, ok := view[f.name]; ok {
			picked[f.name] = value
		}
	}
	return picked
}
