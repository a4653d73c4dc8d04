package rehearsal

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// gbpWork is how long the network looks at a new post.
	gbpWork = 5 * time.Second
	// gbpFetch is how long it waits for a picture.
	gbpFetch = 5 * time.Second
)

// gbpPost is what a place tells of itself.
type gbpPost struct {
	id       string
	wish     gbpWish
	at       time.Time // when it will be shown; zero for at once
	made     time.Time
	rejected bool
	shown    bool
}

// gbpWish is a post as it is sent.
type gbpWish struct {
	Language    string `json:"languageCode"`
	Summary     string
	Topic       string `json:"topicType"`
	ScheduledAt string `json:"scheduledTime"`
	Button      *struct {
		Action string `json:"actionType"`
		URL    string
	} `json:"callToAction"`
	Event *struct {
		Title    string `json:"title"`
		Schedule struct {
			StartDate gbpDay         `json:"startDate"`
			StartTime map[string]int `json:"startTime,omitempty"`
			EndDate   gbpDay         `json:"endDate"`
			EndTime   map[string]int `json:"endTime,omitempty"`
		} `json:"schedule"`
	} `json:"event"`
	Offer map[string]string `json:"offer"`
	Media []struct {
		Format    string `json:"mediaFormat"`
		SourceURL string `json:"sourceUrl"`
	}
}

type gbpDay struct {
	Year  int `json:"year"`
	Month int `json:"month"`
	Day   int `json:"day"`
}

func (d gbpDay) date() (time.Time, bool) {
	t := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	return t, t.Year() == d.Year && int(t.Month()) == d.Month && t.Day() == d.Day
}

// wrong is what the network says of a post that it does not take; "" when it
// does.
func (w gbpWish) wrong() string {
	event := w.Topic == "EVENT" || w.Topic == "OFFER"
	actions := []string{"BOOK", "ORDER", "SHOP", "LEARN_MORE", "SIGN_UP", "CALL"}
	switch {
	case !slices.Contains([]string{"STANDARD", "EVENT", "OFFER", "ALERT"}, w.Topic):
		return "Invalid value at 'local_post.topic_type'"
	case utf8.RuneCountInString(w.Summary) > 1500:
		return "Summary is too long"
	case strings.TrimSpace(w.Summary) == "" && len(w.Media) == 0:
		return "Summary must not be empty"
	case event && w.Event == nil, !event && (w.Event != nil || w.Offer != nil):
		return "Event must be set for, and only for, event and offer posts"
	case w.Button != nil && (!slices.Contains(actions, w.Button.Action) || (w.Button.URL == "") != (w.Button.Action == "CALL")):
		return "Call to action is invalid"
	}
	if w.Event != nil {
		from, ok := w.Event.Schedule.StartDate.date()
		to, ok2 := w.Event.Schedule.EndDate.date()
		if !ok || !ok2 || to.Before(from) || w.Event.Title == "" {
			return "Event is invalid"
		}
	}
	return ""
}

// fetched tells whether the pictures of a post can be fetched, as the network
// does at once.
func (w gbpWish) fetched() bool {
	client := &http.Client{Timeout: gbpFetch, Transport: &http.Transport{DisableKeepAlives: true}}
	for _, m := range w.Media {
		if m.Format != "PHOTO" {
			return false
		}
		got, err := client.Get(m.SourceURL)
		if err != nil {
			return false
		}
		got.Body.Close()
		kind := got.Header.Get("Content-Type")
		if got.StatusCode != http.StatusOK || kind != "image/jpeg" && kind != "image/png" {
			return false
		}
	}
	return true
}

// gbpPhone is a telephone number, which the network's rules do not allow in a
// post.
var gbpPhone = regexp.MustCompile(`\d{2}([ .]\d{2}){4}`)

func (g *googleBusiness) post(c gbpCall) answer {
	if !c.place.takes {
		return googleError(http.StatusForbidden, "", "PERMISSION_DENIED", "The caller does not have permission")
	}
	var wish gbpWish
	if json.Unmarshal(c.body, &wish) != nil {
		return gbpBad("Invalid JSON payload received.")
	}
	if wrong := wish.wrong(); wrong != "" {
		return gbpBad(wrong)
	}
	now := g.server.clock.Now()
	p := &gbpPost{wish: wish, made: now, rejected: gbpPhone.MatchString(wish.Summary)}
	if wish.ScheduledAt != "" {
		at, err := time.Parse(time.RFC3339, wish.ScheduledAt)
		if err != nil || !at.After(now) {
			return gbpBad("Scheduled time must be in the future")
		}
		p.at = at
	}
	if !wish.fetched() {
		return gbpBad("Fetching image failed.")
	}
	if full := g.edits(c.place); full != nil {
		return *full
	}
	p.id = g.mint()
	c.place.posts = append(c.place.posts, p)
	if p.at.IsZero() {
		g.show(c.place, p, now)
	}
	a := jsonAnswer(http.StatusOK, g.viewPost(c.place, p))
	a.accepted = !p.rejected
	return a
}

// show makes a post visible, unless the rules forbid it.
func (g *googleBusiness) show(at *gbpPlace, p *gbpPost, when time.Time) {
	p.at = time.Time{}
	if p.rejected {
		return
	}
	p.shown = true
	g.server.published(Published{
		Account: at.owner.account.Handle, ID: at.name() + "/localPosts/" + p.id, Text: p.wish.Summary, Images: len(p.wish.Media), At: when.UTC(),
	})
}

// release shows what was held until now.
func (g *googleBusiness) release() {
	now := g.server.clock.Now()
	for _, o := range g.owners {
		for _, place := range o.places {
			for _, p := range place.posts {
				if !p.at.IsZero() && !p.at.After(now) {
					g.show(place, p, p.at)
				}
			}
		}
	}
}

func (g *googleBusiness) viewPost(at *gbpPlace, p *gbpPost) map[string]any {
	name := at.name() + "/localPosts/" + p.id
	v := map[string]any{
		"name": name, "languageCode": p.wish.Language, "summary": p.wish.Summary, "topicType": p.wish.Topic, "state": "LIVE",
		"createTime": p.made.UTC().Format(time.RFC3339Nano), "updateTime": p.made.UTC().Format(time.RFC3339Nano),
		"searchUrl": "https://local.google.com/place?id=" + at.id + "&lpsid=" + p.id,
	}
	switch {
	case !p.at.IsZero():
		v["state"], v["scheduledTime"] = "SCHEDULED", p.at.UTC().Format(time.RFC3339)
	case g.server.clock.Now().Sub(p.made) < gbpWork:
		v["state"] = "PROCESSING"
	case p.rejected:
		v["state"] = "REJECTED"
	}
	if p.wish.Button != nil {
		v["callToAction"] = map[string]string{"actionType": p.wish.Button.Action, "url": p.wish.Button.URL}
	}
	if p.wish.Event != nil {
		v["event"] = p.wish.Event
	}
	if p.wish.Offer != nil {
		v["offer"] = p.wish.Offer
	}
	var pictures []map[string]string
	for i := range p.wish.Media { // it shows its own copy
		number := strconv.Itoa(i)
		pictures = append(pictures, map[string]string{
			"name": at.name() + "/media/localPosts/" + p.id + number, "mediaFormat": "PHOTO", "googleUrl": "https://lh3.googleusercontent.com/p/" + p.id + number,
		})
	}
	if pictures != nil {
		v["media"] = pictures
	}
	return v
}

// listPosts shows the newest first.
func (g *googleBusiness) listPosts(c gbpCall) answer {
	all := slices.Clone(c.place.posts)
	slices.SortStableFunc(all, func(a, b *gbpPost) int { return b.made.Compare(a.made) })
	page, next, wrong := gbpPage(c, all, 20, 100)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	for _, p := range page {
		items = append(items, g.viewPost(c.place, p))
	}
	return jsonAnswer(http.StatusOK, gbpList("localPosts", items, next))
}

func (c gbpCall) post() int {
	return slices.IndexFunc(c.place.posts, func(p *gbpPost) bool { return p.id == c.id })
}

func (g *googleBusiness) showPost(c gbpCall) answer {
	i := c.post()
	if i < 0 {
		return googleUnknown()
	}
	return jsonAnswer(http.StatusOK, g.viewPost(c.place, c.place.posts[i]))
}

// patch changes the hour of a post that waits: nothing else is asked for here.
func (g *googleBusiness) patch(c gbpCall) answer {
	i := c.post()
	if i < 0 {
		return googleUnknown()
	}
	p := c.place.posts[i]
	var wish gbpWish
	if json.Unmarshal(c.body, &wish) != nil || c.query.Get("updateMask") != "scheduledTime" {
		return gbpBad("Invalid update mask")
	}
	at, err := time.Parse(time.RFC3339, wish.ScheduledAt)
	if err != nil || p.at.IsZero() || !at.After(g.server.clock.Now()) {
		return gbpBad("Scheduled time must be in the future, of a post that is scheduled")
	}
	if full := g.edits(c.place); full != nil {
		return *full
	}
	p.at = at
	return jsonAnswer(http.StatusOK, g.viewPost(c.place, p))
}

func (g *googleBusiness) remove(c gbpCall) answer {
	i := c.post()
	if i < 0 {
		return googleUnknown()
	}
	if full := g.edits(c.place); full != nil {
		return *full
	}
	c.place.posts = slices.Delete(c.place.posts, i, i+1)
	g.server.deleted(c.place.name() + "/localPosts/" + c.id)
	return jsonAnswer(http.StatusOK, map[string]any{})
}
