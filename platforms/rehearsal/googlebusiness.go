package rehearsal

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const gbpManages = "https://www.googleapis.com/auth/business.manage"

// gbpEdits is how many changes a minute the network takes of one place.
const gbpEdits = 10

// googleBusiness simulates the APIs of Google Business Profile, all hosts on one
// server. Every person manages two places: one in Nantes, and one in Rezé that
// Google takes no posts of.
type googleBusiness struct {
	server     *Server
	popularity popularity
	grants     *grants
	owners     map[string]*gbpOwner // by handle
	minted     int
}

type gbpOwner struct {
	account Account
	id      string
	places  []*gbpPlace
}

type gbpPlace struct {
	owner   *gbpOwner
	id      string
	city    string
	takes   bool       // posts
	posts   []*gbpPost // as they were made
	reviews []*gbpReview
	edits   []time.Time // of the last minute
}

func (p *gbpPlace) name() string { return "accounts/" + p.owner.id + "/locations/" + p.id }

func newGoogleBusiness(s *Server, seed uint64) *googleBusiness {
	g := &googleBusiness{server: s, popularity: popularity{seed}, owners: map[string]*gbpOwner{}}
	g.grants = newGoogle(s, func(handle string) *Account {
		if o := g.owners[strings.ToLower(handle)]; o != nil {
			return &o.account
		}
		return nil
	})
	return g
}

// mint makes a number as the network's names have them, in no order.
func (g *googleBusiness) mint() string {
	g.minted++
	return strconv.FormatUint(1e17+uint64(g.popularity.unit("name", strconv.Itoa(g.minted))*9e17), 10)
}

func (g *googleBusiness) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/localPosts") ||
		r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/reply")
}

func (g *googleBusiness) signsIn(r *http.Request) bool { return googleSignsIn(r.URL.Path) }

func (g *googleBusiness) expire(all bool) { g.grants.expire(all) }

func (g *googleBusiness) refusal(f fault) answer {
	if f == tooMany {
		a := gbpTooMany("300")
		a.header["Retry-After"] = strconv.Itoa(g.server.faults.RetryAfter)
		return a
	}
	return googleRefusal(f)
}

func gbpTooMany(limit string) answer {
	return googleDetails(http.StatusTooManyRequests, "RATE_LIMIT_EXCEEDED", "RESOURCE_EXHAUSTED",
		"Quota exceeded for quota metric 'Requests' and limit 'Requests per minute'.", map[string]string{"quota_limit_value": limit})
}

func gbpBad(message string) answer {
	return googleError(http.StatusBadRequest, "", "INVALID_ARGUMENT", message)
}

// gbpCall is a request that was let in, with what stands in its path.
type gbpCall struct {
	owner *gbpOwner
	place *gbpPlace // nil where the path names none
	id    string    // of a post or a review
	r     *http.Request
	query url.Values
	body  []byte
}

type gbpRoute struct {
	verb, path string // "*" stands for an id
	handle     func(*googleBusiness, gbpCall) answer
}

func gbpRoutes() []gbpRoute {
	const place = "/v4/accounts/*/locations/*"
	return []gbpRoute{
		{"GET", "/v1/accounts", (*googleBusiness).listOwners},
		{"GET", "/v1/accounts/*/locations", (*googleBusiness).listPlaces},
		{"GET", "/v1/locations/*", (*googleBusiness).showPlace},
		{"GET", "/v1/locations/*:fetchMultiDailyMetricsTimeSeries", (*googleBusiness).metrics},
		{"GET", place + "/localPosts", (*googleBusiness).listPosts},
		{"POST", place + "/localPosts", (*googleBusiness).post},
		{"GET", place + "/localPosts/*", (*googleBusiness).showPost},
		{"PATCH", place + "/localPosts/*", (*googleBusiness).patch},
		{"DELETE", place + "/localPosts/*", (*googleBusiness).remove},
		{"GET", place + "/reviews", (*googleBusiness).listReviews},
		{"GET", place + "/reviews/*", (*googleBusiness).showReview},
		{"PUT", place + "/reviews/*/reply", (*googleBusiness).reply},
	}
}

// match tells whether the route is that of a path, and the ids in it.
func (r gbpRoute) match(path string) (ids []string, ok bool) {
	want, got := strings.Split(r.path, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	for i := range want {
		verb, wild := strings.CutPrefix(want[i], "*")
		id, ends := strings.CutSuffix(got[i], verb)
		switch {
		case !wild && want[i] != got[i]:
			return nil, false
		case wild && (!ends || id == "" || strings.Contains(id, ":")):
			return nil, false
		case wild:
			ids = append(ids, id)
		}
	}
	return ids, true
}

func (g *googleBusiness) answer(r *http.Request, body []byte) answer {
	if googleSignsIn(r.URL.Path) {
		return googleSignIn(g.grants, r, body)
	}
	for _, route := range gbpRoutes() {
		ids, ok := route.match(r.URL.Path)
		if !ok || route.verb != r.Method {
			continue
		}
		given := g.grants.of(r)
		if given == nil {
			return googleNoToken()
		}
		c := gbpCall{owner: g.owners[strings.ToLower(given.account.Handle)], r: r, query: r.URL.Query(), body: body}
		lacks := func(what string) bool { return slices.Contains(c.owner.account.Lacks, what) }
		switch {
		case lacks(GoogleAPI):
			return googleNoAPI()
		case lacks(GoogleQuota):
			return gbpTooMany("0")
		case !given.has(gbpManages):
			return googleNoScope()
		case !c.find(ids):
			return googleUnknown()
		}
		return route.handle(g, c)
	}
	return googleUnknown()
}

// find reads the ids of a path: of an account, of a place, of both and what is
// in the place. What is not theirs is not there.
func (c *gbpCall) find(ids []string) bool {
	old := strings.HasPrefix(c.r.URL.Path, "/v4/")
	if old || strings.HasPrefix(c.r.URL.Path, "/v1/accounts/") {
		if ids[0] != c.owner.id {
			return false
		}
		ids = ids[1:]
	}
	if len(ids) == 0 {
		return true
	}
	at := slices.IndexFunc(c.owner.places, func(p *gbpPlace) bool { return p.id == ids[0] })
	if at < 0 {
		return false
	}
	c.place = c.owner.places[at]
	if len(ids) > 1 {
		c.id = ids[1]
	}
	return true
}

// edits counts a change of a place; nil while the network takes it.
func (g *googleBusiness) edits(p *gbpPlace) *answer {
	now := g.server.clock.Now()
	p.edits = slices.DeleteFunc(p.edits, func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	if len(p.edits) >= gbpEdits {
		a := gbpTooMany(strconv.Itoa(gbpEdits))
		return &a
	}
	p.edits = append(p.edits, now)
	return nil
}

// gbpPage cuts a page out of a list by pageSize and pageToken.
func gbpPage[T any](c gbpCall, all []T, usual, most int) (page []T, next string, wrong *answer) {
	size, from := usual, 0
	if said := c.query.Get("pageSize"); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil || n < 1 || n > most {
			a := gbpBad(fmt.Sprintf("page_size must be between 1 and %d", most))
			return nil, "", &a
		}
		size = n
	}
	if token := c.query.Get("pageToken"); token != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(token, "from-"))
		if err != nil || n < 1 || n > len(all) {
			a := gbpBad("Invalid page token")
			return nil, "", &a
		}
		from = n
	}
	if from+size < len(all) {
		next = "from-" + strconv.Itoa(from+size)
	}
	return all[from:min(len(all), from+size)], next, nil
}

// gbpList is a page of a list; Google leaves an empty one out.
func gbpList(key string, items []map[string]any, next string) map[string]any {
	told := map[string]any{}
	if len(items) > 0 {
		told[key] = items
	}
	if next != "" {
		told["nextPageToken"] = next
	}
	return told
}

func (g *googleBusiness) listOwners(c gbpCall) answer {
	if n, err := strconv.Atoi(c.query.Get("pageSize")); c.query.Has("pageSize") && (err != nil || n > 20) {
		return gbpBad("page_size must be at most 20")
	}
	return jsonAnswer(http.StatusOK, gbpList("accounts", []map[string]any{{
		"name": "accounts/" + c.owner.id, "accountName": c.owner.account.Name, "type": "PERSONAL", "role": "PRIMARY_OWNER",
		"verificationState": "VERIFIED", "vettedState": "NOT_VETTED",
	}}, ""))
}

func (g *googleBusiness) listPlaces(c gbpCall) answer {
	if c.query.Get("readMask") == "" {
		return gbpBad("Request contains an invalid argument: read_mask is required.")
	}
	page, next, wrong := gbpPage(c, c.owner.places, 10, 100)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	for _, p := range page {
		items = append(items, p.view())
	}
	return jsonAnswer(http.StatusOK, gbpList("locations", items, next))
}

func (g *googleBusiness) showPlace(c gbpCall) answer {
	if c.query.Get("readMask") == "" {
		return gbpBad("Request contains an invalid argument: read_mask is required.")
	}
	return jsonAnswer(http.StatusOK, c.place.view())
}

// view is a place with what the mask of the adapter asks for; what is false is
// left out, as everywhere with Google.
func (p *gbpPlace) view() map[string]any {
	about := map[string]any{
		"mapsUri": "https://maps.google.com/maps?cid=" + p.id, "placeId": "ChIJ" + p.id, "hasVoiceOfMerchant": true,
		"newReviewUri": "https://search.google.com/local/writereview?placeid=ChIJ" + p.id,
	}
	if p.takes {
		about["canOperateLocalPost"] = true
	}
	return map[string]any{
		"name": "locations/" + p.id, "title": p.owner.account.Name, "metadata": about,
		"storefrontAddress": map[string]any{"regionCode": "FR", "locality": p.city, "addressLines": []string{"1 place du Parvis"}},
	}
}

func (g *googleBusiness) addAccount(a Account) {
	name := strings.ToLower(a.Handle)
	if known := g.owners[name]; known != nil { // what it lacks may change
		known.account = a
		return
	}
	o := &gbpOwner{account: a, id: g.mint()}
	o.places = []*gbpPlace{{owner: o, id: g.mint(), city: "Nantes", takes: true}, {owner: o, id: g.mint(), city: "Rezé"}}
	g.owners[name] = o
}

func (g *googleBusiness) seed(handle string, p Past) {
	o := g.owners[strings.ToLower(handle)]
	if o == nil {
		return
	}
	for _, post := range p.Posts {
		o.places[0].posts = append(o.places[0].posts, &gbpPost{
			id: g.mint(), wish: gbpWish{Summary: post.Text, Topic: "STANDARD", Language: "fr"}, made: post.At, shown: true,
		})
	}
	for _, remark := range p.Remarks {
		g.say(handle, remark)
	}
}
