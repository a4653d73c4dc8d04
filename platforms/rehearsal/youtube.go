package rehearsal

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Permissions that methods want; the first covers reading too.
const (
	ytManages = "https://www.googleapis.com/auth/youtube.force-ssl"
	ytNumbers = "https://www.googleapis.com/auth/yt-analytics.readonly"
)

// youtube simulates the YouTube Data and Analytics APIs. The units that a
// project has by day are not counted: all accounts here have the same project,
// and a harness publishes in minutes what a person does in years.
type youtube struct {
	server     *Server
	popularity popularity
	grants     *grants

	channels map[string]*ytChannel // by handle
	videos   map[string]*ytVideo
	uploads  map[string]*ytUpload
	comments map[string]*ytComment
	order    []*ytComment // as they came
	minted   int
}

type ytChannel struct {
	account   Account
	id        string
	videos    []*ytVideo // as they were uploaded, the first one first
	followers int
	growth    float64
	since     time.Time
	banned    map[string]bool // authors
}

func newYouTube(s *Server, seed uint64) *youtube {
	y := &youtube{
		server: s, popularity: popularity{seed}, channels: map[string]*ytChannel{},
		videos: map[string]*ytVideo{}, uploads: map[string]*ytUpload{}, comments: map[string]*ytComment{},
	}
	y.grants = newGoogle(s, func(handle string) *Account {
		if c := y.channels[strings.ToLower(handle)]; c != nil {
			return &c.account
		}
		return nil
	})
	return y
}

// mint makes an id of the network's look.
func (y *youtube) mint(kind string, letters int) string {
	y.minted++
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d", kind, y.minted))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:letters]
}

func (y *youtube) publishes(r *http.Request) bool {
	return r.Method == http.MethodPut && r.URL.Path == "/youtube/v3/videos" ||
		r.Method == http.MethodPost && r.URL.Path == "/youtube/v3/comments"
}

func (y *youtube) signsIn(r *http.Request) bool { return googleSignsIn(r.URL.Path) }

func (y *youtube) expire(all bool) { y.grants.expire(all) }

func (y *youtube) refusal(f fault) answer {
	if f == tooMany {
		a := googleError(http.StatusForbidden, "userRateLimitExceeded", "RESOURCE_EXHAUSTED", "The request cannot be completed because you have sent too many requests in a given timeframe.")
		a.header["Retry-After"] = strconv.Itoa(y.server.faults.RetryAfter)
		return a
	}
	return googleRefusal(f)
}

// ytCall is a request that was let in.
type ytCall struct {
	channel *ytChannel
	r       *http.Request
	body    []byte
}

func (c ytCall) query(name string) string { return c.r.URL.Query().Get(name) }

// ids are those of a parameter that may be repeated or parted by commas.
func (c ytCall) ids() (all []string) {
	for _, value := range c.r.URL.Query()["id"] {
		all = append(all, strings.Split(value, ",")...)
	}
	return all
}

// asks tells whether a part is asked for.
func (c ytCall) asks(part string) bool {
	return slices.Contains(strings.Split(strings.Join(c.r.URL.Query()["part"], ","), ","), part)
}

type ytRoute struct {
	verb, path, scope string
	handle            func(*youtube, ytCall) answer
}

func ytRoutes() []ytRoute {
	return []ytRoute{
		{"GET", "/youtube/v3/channels", ytManages, (*youtube).listChannels},
		{"POST", "/upload/youtube/v3/videos", ytManages, (*youtube).announce},
		{"PUT", "/upload/youtube/v3/videos", ytManages, (*youtube).take},
		{"GET", "/youtube/v3/videos", ytManages, (*youtube).listVideos},
		{"PUT", "/youtube/v3/videos", ytManages, (*youtube).update},
		{"DELETE", "/youtube/v3/videos", ytManages, (*youtube).remove},
		{"GET", "/youtube/v3/playlistItems", ytManages, (*youtube).listUploads},
		{"GET", "/youtube/v3/commentThreads", ytManages, (*youtube).listThreads},
		{"GET", "/youtube/v3/comments", ytManages, (*youtube).listReplies},
		{"POST", "/youtube/v3/comments", ytManages, (*youtube).reply},
		{"DELETE", "/youtube/v3/comments", ytManages, (*youtube).removeComment},
		{"POST", "/youtube/v3/comments/setModerationStatus", ytManages, (*youtube).moderate},
		{"POST", "/youtube/v3/comments/markAsSpam", ytManages, (*youtube).markAsSpam},
		{"GET", "/v2/reports", ytNumbers, (*youtube).report},
	}
}

func (y *youtube) answer(r *http.Request, body []byte) answer {
	if googleSignsIn(r.URL.Path) {
		return googleSignIn(y.grants, r, body)
	}
	for _, route := range ytRoutes() {
		if route.verb != r.Method || route.path != r.URL.Path {
			continue
		}
		given := y.grants.of(r)
		if given == nil {
			return googleNoToken()
		}
		channel := y.channels[strings.ToLower(given.account.Handle)]
		lacks := func(what string) bool { return slices.Contains(channel.account.Lacks, what) }
		switch {
		case lacks(GoogleAPI):
			return googleNoAPI()
		case !given.has(route.scope):
			return googleNoScope()
		case lacks(GoogleQuota) && strings.Contains(r.URL.Path, "/youtube/"):
			return googleError(http.StatusForbidden, "quotaExceeded", "RESOURCE_EXHAUSTED",
				`The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.`)
		case lacks(GoogleChannel) && r.URL.Path != "/youtube/v3/channels":
			return googleError(http.StatusUnauthorized, "youtubeSignupRequired", "UNAUTHENTICATED", "Unauthorized")
		}
		return route.handle(y, ytCall{channel: channel, r: r, body: body})
	}
	return googleUnknown()
}

// ytPage cuts a page out of a list by maxResults and pageToken.
func ytPage[T any](c ytCall, all []T, usual, most int) (page []T, next string, wrong *answer) {
	size := usual
	if said := c.query("maxResults"); said != "" {
		n, err := strconv.Atoi(said)
		if err != nil || n < 1 || n > most {
			a := googleError(http.StatusBadRequest, "invalidValue", "INVALID_ARGUMENT", fmt.Sprintf("Invalid value '%s'. Values must be within the range: [1, %d]", said, most))
			return nil, "", &a
		}
		size = n
	}
	from := 0
	if token := c.query("pageToken"); token != "" {
		raw, err := base64.RawURLEncoding.DecodeString(token)
		if from, _ = strconv.Atoi(string(raw)); err != nil || from < 1 || from > len(all) {
			a := googleError(http.StatusBadRequest, "invalidPageToken", "INVALID_ARGUMENT", "The request specifies an invalid page token.")
			return nil, "", &a
		}
	}
	page = all[from:min(len(all), from+size)]
	if from+size < len(all) {
		next = base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(from + size)))
	}
	return page, next, nil
}

// ytList is the answer with a page of a list.
func ytList(kind string, items []map[string]any, all int, next string) answer {
	if items == nil {
		items = []map[string]any{}
	}
	told := map[string]any{
		"kind": "youtube#" + kind, "items": items, "pageInfo": map[string]int{"totalResults": all, "resultsPerPage": len(items)},
	}
	if next != "" {
		told["nextPageToken"] = next
	}
	return jsonAnswer(http.StatusOK, told)
}

func (y *youtube) listChannels(c ytCall) answer {
	if c.query("mine") != "true" {
		return googleError(http.StatusBadRequest, "missingRequiredParameter", "INVALID_ARGUMENT", "No filter selected.")
	}
	if slices.Contains(c.channel.account.Lacks, GoogleChannel) {
		return ytList("channelListResponse", nil, 0, "")
	}
	shown := map[string]any{"kind": "youtube#channel", "id": c.channel.id}
	if c.asks("snippet") {
		shown["snippet"] = map[string]any{
			"title": c.channel.account.Name, "customUrl": "@" + strings.ToLower(c.channel.account.Handle), "description": "",
			"publishedAt": c.channel.since.UTC().Format(time.RFC3339),
		}
	}
	if c.asks("statistics") {
		days := max(0, y.server.clock.Now().Sub(c.channel.since).Hours()/24)
		shown["statistics"] = map[string]any{
			"viewCount": "12345", "videoCount": strconv.Itoa(len(c.channel.public())), "hiddenSubscriberCount": false,
			"subscriberCount": strconv.Itoa(c.channel.followers + int(c.channel.growth*days)),
		}
	}
	if c.asks("contentDetails") {
		shown["contentDetails"] = map[string]any{"relatedPlaylists": map[string]string{"likes": "LL", "uploads": c.channel.playlist()}}
	}
	return ytList("channelListResponse", []map[string]any{shown}, 1, "")
}

func (c *ytChannel) playlist() string { return "UU" + strings.TrimPrefix(c.id, "UC") }

// public are the videos that others can see, the oldest first.
func (c *ytChannel) public() []*ytVideo {
	all := slices.DeleteFunc(slices.Clone(c.videos), func(v *ytVideo) bool { return v.privacy == "private" })
	slices.SortStableFunc(all, func(a, b *ytVideo) int { return a.published.Compare(b.published) })
	return all
}

func (y *youtube) addAccount(a Account) {
	name := strings.ToLower(a.Handle)
	if known := y.channels[name]; known != nil { // what it lacks may change
		known.account = a
		return
	}
	y.channels[name] = &ytChannel{
		account: a, id: "UC" + y.mint("channel", 22), since: y.server.clock.Now(), banned: map[string]bool{},
	}
}

func (y *youtube) seed(handle string, p Past) {
	c := y.channels[strings.ToLower(handle)]
	if c == nil {
		return
	}
	c.followers, c.growth, c.since = p.Followers, p.Growth, y.server.clock.Now()
	for _, post := range p.Posts {
		v := &ytVideo{
			id: y.mint("video", 11), channel: c, title: "Vidéo", description: post.Text, category: "22", privacy: "public",
			uploaded: post.At, ready: post.At, published: post.At, shown: true, likes: post.Likes,
		}
		y.videos[v.id] = v
		c.videos = append(c.videos, v)
	}
	slices.SortStableFunc(c.videos, func(a, b *ytVideo) int { return cmp.Compare(a.uploaded.UnixNano(), b.uploaded.UnixNano()) })
	for _, remark := range p.Remarks {
		y.say(handle, remark)
	}
}
