package rehearsal

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// The rules of Threads, as its documentation of 2026 gives them.
const (
	thVersion      = "/v1.0"
	thText         = 500
	thPieces       = 20
	thPictureBytes = 8 << 20
	thVideoBytes   = 1 << 30
	thPerDay       = 250
)

const (
	thBasic    = "threads_basic"
	thPublish  = "threads_content_publish"
	thRead     = "threads_read_replies"
	thManage   = "threads_manage_replies"
	thInsights = "threads_manage_insights"
	thMentions = "threads_manage_mentions"
	thDelete   = "threads_delete"
)

// threads simulates Threads.
type threads struct {
	*gram
	mentioned map[*gramUser][]*gramItem // oldest first
}

func newThreads(s *Server, seed uint64) *threads {
	return &threads{newGram(s, seed, gramRules{
		exchange: "th_exchange_token", refresh: "th_refresh_token",
		scopes: []string{thBasic, thPublish, thRead, thManage, thInsights, thMentions, thDelete},
	}), map[*gramUser][]*gramItem{}}
}

func (t *threads) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/threads_publish")
}

func (t *threads) signsIn(r *http.Request) bool { return t.login.signsIn(r) }

func (t *threads) answer(r *http.Request, body []byte) answer {
	return t.call(append(t.login.routes(), t.routes()...), r, body)
}

func (t *threads) routes() []gramRoute {
	const v = thVersion
	return []gramRoute{
		{"GET", v + "/debug_token", thBasic, t.debug},
		{"POST", v + "/*/threads", thPublish, t.create},
		{"POST", v + "/*/threads_publish", thPublish, t.publish},
		{"GET", v + "/*/threads_publishing_limit", thPublish, t.quota},
		{"GET", v + "/*/threads_insights", thInsights, t.accountInsights},
		{"GET", v + "/*/insights", thInsights, t.postInsights},
		{"GET", v + "/*/threads", thBasic, t.posts},
		{"GET", v + "/*/mentions", thMentions, t.mentions},
		{"GET", v + "/*/conversation", thRead, t.conversation},
		{"GET", v + "/*/pending_replies", thRead, t.pending},
		{"GET", v + "/*/replies", thBasic, t.replies},
		{"POST", v + "/*/manage_reply", thManage, t.hide},
		{"POST", v + "/*/manage_pending_reply", thManage, t.approve},
		{"GET", v + "/*", thBasic, t.show},
		{"DELETE", v + "/*", thDelete, t.delete},
	}
}

// debug tells what a token is worth.
func (t *threads) debug(c gramCall) answer {
	given := t.login.grants.bearer(c.in.Get("input_token"))
	if given == nil {
		return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]any{"is_valid": false, "scopes": []string{}}})
	}
	user := t.users[strings.ToLower(given.account.Handle)]
	return jsonAnswer(http.StatusOK, map[string]any{"data": map[string]any{
		"type": "USER", "application": "Parvis", "is_valid": true, "expires_at": given.expires.Unix(),
		"scopes": given.scopes, "user_id": user.id,
	}})
}

// thLength counts an emoji as its UTF-8 bytes and all else as characters.
func thLength(text string) (n int) {
	clusters := uniseg.NewGraphemes(text)
	for clusters.Next() {
		picture := func(r rune) bool { return r >= 0x1F000 || r == 0xFE0F || r >= 0x2600 && r <= 0x27BF }
		if cluster := clusters.Str(); strings.ContainsFunc(cluster, picture) {
			n += len(cluster)
		} else {
			n += utf8.RuneCountInString(cluster)
		}
	}
	return n
}

func thBad(message string) *answer {
	a := gramError(http.StatusBadRequest, 100, 0, "(#100) "+message)
	return &a
}

// create makes a container.
func (t *threads) create(c gramCall) answer {
	k := &gramContainer{user: c.user, in: c.in, child: c.in.Get("is_carousel_item") == "true"}
	if refused := t.checkWords(c); refused != nil {
		return *refused
	}
	switch c.in.Get("media_type") {
	case "TEXT":
		k.kind = "TEXT_POST"
		if c.in.Get("text") == "" || k.child {
			return *thBad("Param text must not be empty")
		}
	case "IMAGE":
		k.kind, k.images = "IMAGE", 1
		if refused := thPicture(c.in.Get("image_url")); refused != nil {
			return *refused
		}
	case "VIDEO":
		k.kind, k.videos = "VIDEO", 1
		k.ready = t.now().Add(gramVideoTakes)
		if _, content, err := gramFetch(c.in.Get("video_url"), thVideoBytes); err != nil {
			k.fault = "FAILED_DOWNLOADING_VIDEO"
		} else if !strings.Contains(string(content[:min(len(content), 64)]), "ftyp") {
			k.fault = "FAILED_PROCESSING_VIDEO"
		}
	case "CAROUSEL":
		return t.carousel(k, strings.Split(c.in.Get("children"), ","))
	default:
		return *thBad("Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}")
	}
	return t.keepContainer(k)
}

// checkWords looks at what a part says of itself.
func (t *threads) checkWords(c gramCall) *answer {
	if thLength(c.in.Get("text")) > thText {
		return thBad("Param text must be at most 500 characters long.")
	}
	if to := c.in.Get("reply_to_id"); to != "" && (t.items[to] == nil || t.items[to].deleted) {
		a := gramMissing(to)
		return &a
	}
	if poll := c.in.Get("poll_attachment"); poll != "" {
		var answers map[string]string
		if json.Unmarshal([]byte(poll), &answers) != nil || len(answers) < 2 || len(answers) > 4 || c.in.Get("media_type") != "TEXT" {
			return thBad("Param poll_attachment is not valid")
		}
	}
	return nil
}

// thPicture fetches a picture and refuses what the network would.
func thPicture(address string) *answer {
	refuse := func(code, subcode int, message string) *answer {
		a := gramError(http.StatusBadRequest, code, subcode, message)
		return &a
	}
	format, size, ratio, err := gramPicture(address, thPictureBytes)
	switch {
	case err != nil:
		return refuse(9004, 2207052, "Media download has failed. The media URI doesn't meet our requirements: "+address)
	case size > thPictureBytes:
		return refuse(36000, 2207004, "The image is too large to download.")
	case format != "jpeg" && format != "png":
		return refuse(36001, 2207005, "The image format is not supported.")
	case ratio > 10 || ratio < 0.1:
		return refuse(36003, 2207009, "The aspect ratio is not supported.")
	}
	return nil
}

func (t *threads) carousel(k *gramContainer, children []string) answer {
	if len(children) < 2 || len(children) > thPieces {
		return gramError(http.StatusBadRequest, 100, 2207028, "Param children must have at least 2 and at most 20 elements.")
	}
	k.kind = "CAROUSEL_ALBUM"
	if id := t.gather(k, children); id != "" {
		return gramError(http.StatusBadRequest, 24, 2207006, "The media with "+id+" cannot be found")
	}
	a := t.keepContainer(k)
	k.ready = k.made
	return a
}

// publish makes a container public, once.
func (t *threads) publish(c gramCall) answer {
	k := t.containers[c.in.Get("creation_id")]
	switch {
	case k == nil || k.user != c.user || k.child:
		return gramError(http.StatusBadRequest, 24, 2207008, "The requested resource does not exist")
	case t.standing(k) == gramExpired:
		return gramError(http.StatusBadRequest, -2, 2207020, "The media you are trying to publish has expired")
	case t.standing(k) != gramFinished:
		return gramError(http.StatusBadRequest, 9007, 2207027, "The media is not ready for publishing, please wait for a moment")
	case t.lastDay(c.user) >= thPerDay:
		return gramError(http.StatusBadRequest, 9, 2207042, "You reached maximum number of posts that is allowed to be published")
	}
	a := jsonAnswer(http.StatusOK, map[string]string{"id": t.publishContainer(k, t.items[k.in.Get("reply_to_id")]).id})
	a.accepted = true
	return a
}

// quota answers with nothing at all where a field's permission is lacking.
func (t *threads) quota(c gramCall) answer {
	all := map[string]any{
		"quota_usage": t.lastDay(c.user), "config": map[string]int{"quota_total": thPerDay, "quota_duration": 86400},
		"reply_quota_usage": 0, "reply_config": map[string]int{"quota_total": 1000, "quota_duration": 86400},
		"delete_quota_usage": 0, "delete_config": map[string]int{"quota_total": 100, "quota_duration": 86400},
	}
	shown := map[string]any{}
	for name := range strings.SplitSeq(c.in.Get("fields"), ",") {
		if strings.HasPrefix(name, "delete_") && !c.grant.has(thDelete) || strings.HasPrefix(name, "location_") {
			return answer{status: http.StatusInternalServerError}
		}
		if value, ok := all[name]; ok {
			shown[name] = value
		}
	}
	return jsonAnswer(http.StatusOK, map[string]any{"data": []map[string]any{shown}})
}

func (t *threads) delete(c gramCall) answer {
	item := t.items[c.id]
	if item == nil || item.user != c.user || !t.remove(c, item) {
		return gramMissing(c.id)
	}
	return jsonAnswer(http.StatusOK, map[string]any{"success": true, "deleted_id": item.id})
}

// hide hides an answer to a post of one's own, or shows it again.
func (t *threads) hide(c gramCall) answer {
	item := t.items[c.id]
	hide, err := strconv.ParseBool(c.in.Get("hide"))
	switch {
	case item == nil || item.deleted || item.parent == nil:
		return gramMissing(c.id)
	case err != nil || item.parent.parent != nil || item.parent.user != c.user:
		return *thBad("Only top-level replies can be hidden")
	}
	item.hidden = hide
	if hide {
		t.server.acted(item.id, "hide")
	} else {
		t.server.acted(item.id, "unhide")
	}
	return gramDone()
}

// approve shows an answer that waited, or drops it.
func (t *threads) approve(c gramCall) answer {
	item := t.items[c.id]
	if item == nil || item.deleted || item.parent == nil || item.parent.user != c.user {
		return gramMissing(c.id)
	}
	if c.in.Get("approve") != "true" {
		item.deleted = true
		return gramDone()
	}
	item.pending = false
	t.server.acted(item.id, "approve")
	return gramDone()
}

func (t *threads) seed(handle string, p Past) { t.seedAs("TEXT_POST", handle, p, t.say) }

// say makes somebody answer a post or, without one, mention the account.
func (t *threads) say(handle string, r Remark) {
	user := t.users[strings.ToLower(handle)]
	if user == nil {
		return
	}
	if r.At.IsZero() {
		r.At = t.now()
	}
	made := &gramItem{id: t.mint(), author: r.Author, text: r.Text, kind: "TEXT_POST", at: r.At.UTC()}
	if on := user.on(r.On); r.On > 0 && on != nil {
		made.pending = on.approves
		t.below(on, made)
		return
	}
	t.items[made.id] = made
	t.mentioned[user] = append(t.mentioned[user], made)
	slices.SortStableFunc(t.mentioned[user], func(a, b *gramItem) int { return a.at.Compare(b.at) })
}
