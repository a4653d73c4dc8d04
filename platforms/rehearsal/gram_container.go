package rehearsal

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg" // pictures that are fetched
	_ "image/png"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	gramContainerLife = 24 * time.Hour
	gramVideoTakes    = 25 * time.Second // to be processed
	gramTime          = "2006-01-02T15:04:05-0700"
)

// gramContainer is a post that is put together and not published yet.
type gramContainer struct {
	id       string
	user     *gramUser
	in       url.Values
	kind     string // what it becomes, as media_type
	child    bool   // part of a carousel
	images   int
	videos   int
	made     time.Time
	ready    time.Time // zero: bytes are still to come
	fault    string    // why it can never be published
	item     *gramItem // what it became
	children []string
}

// Where a container stands.
const (
	gramInProgress = "IN_PROGRESS"
	gramFinished   = "FINISHED"
	gramPublished  = "PUBLISHED"
	gramFailed     = "ERROR"
	gramExpired    = "EXPIRED"
)

func (g *gram) standing(k *gramContainer) string {
	switch now := g.now(); {
	case k.item != nil:
		return gramPublished
	case now.Sub(k.made) >= gramContainerLife:
		return gramExpired
	case k.fault != "":
		return gramFailed
	case k.ready.IsZero() || now.Before(k.ready):
		return gramInProgress
	}
	return gramFinished
}

// keepContainer gives a container its id.
func (g *gram) keepContainer(k *gramContainer) answer {
	k.id, k.made = g.mint(), g.now()
	if k.videos == 0 {
		k.ready = k.made
	}
	g.containers[k.id] = k
	return jsonAnswer(http.StatusOK, map[string]string{"id": k.id})
}

// gather makes a container of the containers of its children. missing is the
// id of one that cannot be a part.
func (g *gram) gather(k *gramContainer, ids []string) (missing string) {
	k.children = ids
	for _, id := range ids {
		child := g.containers[id]
		if child == nil || child.user != k.user || !child.child || g.standing(child) != gramFinished {
			return id
		}
		k.images, k.videos = k.images+child.images, k.videos+child.videos
	}
	k.ready = g.now()
	return ""
}

// publishContainer makes what was put together public.
func (g *gram) publishContainer(k *gramContainer, parent *gramItem) *gramItem {
	k.item = &gramItem{
		id: g.mint(), user: k.user, text: strings.TrimSpace(k.in.Get("caption") + k.in.Get("text")), kind: k.kind,
		at: g.now(), approves: k.in.Get("enable_reply_approvals") == "true",
	}
	p := Published{
		Account: k.user.account.Handle, ID: k.item.id, Key: k.id, Text: k.in.Get("caption") + k.in.Get("text"),
		Images: k.images, Videos: k.videos,
	}
	if parent != nil {
		p.Parent = parent.id
		g.below(parent, k.item)
	} else {
		g.keep(k.user, k.item)
	}
	k.user.sent = append(k.user.sent, g.now())
	g.server.published(p)
	return k.item
}

// lastDay is how many posts an account published within 24 hours.
func (g *gram) lastDay(u *gramUser) (n int) {
	for _, at := range u.sent {
		if g.now().Sub(at) < 24*time.Hour {
			n++
		}
	}
	return n
}

var errNotFetched = errors.New("not fetched")

// gramFetch gets what an address shows, as the network's own servers do.
func gramFetch(address string, most int64) (kind string, content []byte, err error) {
	if u, err := url.Parse(address); err != nil || u.Host == "" {
		return "", nil, errNotFetched
	}
	browser := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	resp, err := browser.Get(address)
	if err != nil {
		return "", nil, errNotFetched
	}
	defer resp.Body.Close()
	content, err = io.ReadAll(io.LimitReader(resp.Body, most+1))
	if err != nil || resp.StatusCode != http.StatusOK {
		return "", nil, errNotFetched
	}
	return resp.Header.Get("Content-Type"), content, nil
}

// gramPicture is a picture that was fetched: how it is encoded, and width over
// height.
func gramPicture(address string, most int64) (format string, bytesRead int64, ratio float64, err error) {
	_, content, err := gramFetch(address, most)
	if err != nil {
		return "", 0, 0, err
	}
	shown, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || shown.Height == 0 {
		return "", 0, 0, errNotFetched
	}
	return format, int64(len(content)), float64(shown.Width) / float64(shown.Height), nil
}

// growth is how a post fares by now.
func (g *gram) growth(i *gramItem) (likes, shares, quotes int) {
	likes, shares, _, quotes = g.popularity.counts(i.id, g.now().Sub(i.at), i.likes)
	return likes, shares, quotes
}

// onDay is how often an account was seen, reached and answered to on the day
// that begins at a time.
func (g *gram) onDay(u *gramUser, from time.Time) (views, reach, acts int) {
	for _, p := range u.posts {
		before, _, _, _ := g.popularity.counts(p.id, from.Sub(p.at), p.likes)
		after, _, _, _ := g.popularity.counts(p.id, min(from.AddDate(0, 0, 1).Sub(p.at), g.now().Sub(p.at)), p.likes)
		views, reach, acts = views+30*(after-before), reach+20*(after-before), acts+after-before
	}
	return views, reach, acts
}

// since is the day that a reading of numbers begins with.
func (c gramCall) since() (time.Time, bool) {
	n, err := strconv.ParseInt(c.in.Get("since"), 10, 64)
	return time.Unix(n, 0).UTC(), err == nil
}

func (g *gram) followers(u *gramUser) int {
	return u.followers + int(u.growth*max(0, g.now().Sub(u.since).Hours()/24))
}
