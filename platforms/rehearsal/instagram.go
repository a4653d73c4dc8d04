package rehearsal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The rules of Instagram's content publishing, as its documentation of 2026
// gives them.
const (
	igVersion      = "/v26.0"
	igCaption      = 2200
	igHashtags     = 30
	igMentions     = 20
	igPieces       = 10
	igPictureBytes = 8 << 20
	igPerDay       = 50
)

const (
	igBasic    = "instagram_business_basic"
	igPublish  = "instagram_business_content_publish"
	igComments = "instagram_business_manage_comments"
	igMessages = "instagram_business_manage_messages"
	igInsights = "instagram_business_manage_insights"
)

// instagram simulates Instagram's own API, and of Facebook's what leads to the
// accounts of Pages.
type instagram struct{ *gram }

func newInstagram(s *Server, seed uint64) *instagram {
	return &instagram{newGram(s, seed, gramRules{
		exchange: "ig_exchange_token", refresh: "ig_refresh_token",
		scopes: []string{igBasic, igPublish, igComments, igMessages, igInsights},
	})}
}

func (i *instagram) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/media_publish") ||
		strings.HasSuffix(r.URL.Path, "/replies") || strings.HasSuffix(r.URL.Path, "/messages"))
}

func (i *instagram) signsIn(r *http.Request) bool { return i.login.signsIn(r) }

func (i *instagram) answer(r *http.Request, body []byte) answer {
	return i.call(append(i.login.routes(), i.routes()...), r, body)
}

func (i *instagram) routes() []gramRoute {
	const v = igVersion
	return []gramRoute{
		{"GET", v + "/oauth/access_token", "", i.facebookToken},
		{"GET", v + "/me/accounts", igBasic, i.pages},
		{"POST", "/ig-api-upload" + v + "/*", igPublish, i.upload},
		{"POST", v + "/*/media", igPublish, i.create},
		{"POST", v + "/*/media_publish", igPublish, i.publish},
		{"GET", v + "/*/content_publishing_limit", igPublish, i.quota},
		{"GET", v + "/*/media", igBasic, i.media},
		{"GET", v + "/*/insights", igInsights, i.insights},
		{"GET", v + "/*/comments", igComments, i.comments},
		{"GET", v + "/*/replies", igComments, i.comments},
		{"POST", v + "/*/replies", igComments, i.reply},
		{"GET", v + "/*/conversations", igMessages, i.conversations},
		{"POST", v + "/me/messages", igMessages, i.message},
		{"GET", v + "/*", igBasic, i.show},
		{"POST", v + "/*", igComments, i.change},
		{"DELETE", v + "/*", igBasic, i.delete},
	}
}

// facebookToken makes a token of Facebook's live longer.
func (i *instagram) facebookToken(c gramCall) answer {
	given := i.login.grants.bearer(c.in.Get("fb_exchange_token"))
	if given == nil || c.in.Get("client_secret") != AppSecret || c.in.Get("grant_type") != "fb_exchange_token" {
		return gramError(http.StatusBadRequest, 190, 0, "Invalid OAuth access token")
	}
	return i.login.lasting(given.account, given.scopes)
}

// pages are the Pages of who asks: one without an account, one with theirs.
func (i *instagram) pages(c gramCall) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"data": []map[string]any{
		{"id": "1001", "name": "Sans Instagram", "access_token": i.login.give(&c.user.account, c.grant.scopes).access},
		{
			"id": "1002", "name": c.user.account.Name, "access_token": i.login.give(&c.user.account, c.grant.scopes).access,
			"instagram_business_account": map[string]string{"id": c.user.id, "username": c.user.account.Handle},
		},
	}})
}

var (
	igHashtag = regexp.MustCompile(`#[\pL\pN_]+`)
	igMention = regexp.MustCompile(`@[A-Za-z0-9_.]+`)
)

// create makes a container.
func (i *instagram) create(c gramCall) answer {
	if c.id != c.user.id {
		return gramMissing(c.id)
	}
	if text := c.in.Get("caption"); utf8.RuneCountInString(text) > igCaption || len(igHashtag.FindAllString(text, -1)) > igHashtags {
		return gramError(http.StatusBadRequest, 36004, 2207010, "The caption was too long. Maximum character count is 2200 with 30 hashtags and 20 tags")
	} else if len(igMention.FindAllString(text, -1)) > igMentions {
		return gramError(http.StatusBadRequest, 100, 2207040, "Cannot use more than 20 tags")
	}
	k := &gramContainer{user: c.user, in: c.in, child: c.in.Get("is_carousel_item") == "true"}
	switch kind := c.in.Get("media_type"); {
	case kind == "CAROUSEL":
		return i.carousel(k, strings.Split(c.in.Get("children"), ","))
	case kind == "REELS", kind == "VIDEO" && k.child:
		k.kind, k.videos = "VIDEO", 1
		if c.in.Get("upload_type") != "resumable" {
			return gramError(http.StatusBadRequest, 100, 0, "(#100) The parameter video_url is required")
		}
	case kind == "VIDEO":
		return gramError(http.StatusBadRequest, 100, 0, "(#100) media_type VIDEO is no longer supported, use REELS")
	default:
		k.kind, k.images = "IMAGE", 1
		if refused := igPicture(c.in.Get("image_url")); refused != nil {
			return *refused
		}
	}
	return i.keepContainer(k)
}

func (i *instagram) carousel(k *gramContainer, children []string) answer {
	if len(children) < 2 || len(children) > igPieces {
		return gramError(http.StatusBadRequest, 100, 2207028, "Your post won't work as a carousel. Carousels need at least 2 photos/videos and no more than 10 photos/videos.")
	}
	k.kind = "CAROUSEL_ALBUM"
	if id := i.gather(k, children); id != "" {
		return gramError(http.StatusBadRequest, 24, 2207006, "The media with "+id+" cannot be found")
	}
	k.made = i.now()
	a := i.keepContainer(k)
	k.ready = k.made
	return a
}

// igPicture fetches a picture and refuses what the network would.
func igPicture(address string) *answer {
	refuse := func(code, subcode int, message string) *answer {
		a := gramError(http.StatusBadRequest, code, subcode, message)
		return &a
	}
	format, size, ratio, err := gramPicture(address, igPictureBytes)
	switch {
	case err != nil:
		return refuse(9004, 2207052, "The media could not be fetched from this URI: "+address)
	case size > igPictureBytes:
		return refuse(36000, 2207004, "The image is too large to download. It should be less than 8 MiB")
	case format != "jpeg":
		return refuse(36001, 2207005, "The image format is not supported. Please check spec for supported JPEG format")
	case ratio < 0.8 || ratio > 1.92:
		return refuse(36003, 2207009, fmt.Sprintf("The submitted image with aspect ratio ('%.2f',) cannot be published", ratio))
	}
	return nil
}

// upload takes the bytes of a video.
func (i *instagram) upload(c gramCall) answer {
	k := i.containers[c.id]
	if k == nil || k.user != c.user || k.videos == 0 {
		return gramMissing(c.id)
	}
	size, err := strconv.Atoi(c.r.Header.Get("file_size"))
	if err != nil || size != len(c.body) || c.r.Header.Get("offset") != "0" || !strings.HasPrefix(c.r.Header.Get("Authorization"), "OAuth ") {
		return jsonAnswer(http.StatusBadRequest, map[string]any{
			"debug_info": map[string]any{"retriable": false, "type": "ProcessingFailedError", "message": "Request processing failed"},
		})
	}
	k.ready = i.now().Add(gramVideoTakes)
	if !strings.Contains(string(c.body[:min(len(c.body), 64)]), "ftyp") {
		k.fault = "Error: Media upload has failed with error code 2207026"
	}
	return jsonAnswer(http.StatusOK, map[string]any{"success": true, "message": "Upload successful."})
}

// publish makes a container public, once.
func (i *instagram) publish(c gramCall) answer {
	k := i.containers[c.in.Get("creation_id")]
	switch {
	case k == nil || k.user != c.user || k.child || c.id != c.user.id:
		return gramError(http.StatusBadRequest, 24, 2207008, "The creation ID does not exist")
	case i.standing(k) == gramExpired:
		return gramError(http.StatusBadRequest, -2, 2207020, "The media you are trying to publish has expired")
	case i.standing(k) != gramFinished:
		return gramError(http.StatusBadRequest, 9007, 2207027, "The media is not ready for publishing, please wait for a moment")
	case i.lastDay(c.user) >= igPerDay:
		return gramError(http.StatusBadRequest, 9, 2207042, "You reached maximum number of posts that is allowed to be published by Content Publishing API")
	}
	a := jsonAnswer(http.StatusOK, map[string]string{"id": i.publishContainer(k, nil).id})
	a.accepted = true
	return a
}

func (i *instagram) quota(c gramCall) answer {
	return jsonAnswer(http.StatusOK, map[string]any{"data": []map[string]any{{
		"quota_usage": i.lastDay(c.user), "config": map[string]int{"quota_total": igPerDay, "quota_duration": 86400},
	}}})
}

// delete removes a post or a comment of one's own, or one below a post of one's
// own.
func (i *instagram) delete(c gramCall) answer {
	item := i.items[c.id]
	if item == nil || !i.remove(c, item) {
		return gramMissing(c.id)
	}
	if item.user != c.user || item.parent != nil {
		i.server.acted(item.id, "delete")
	}
	return gramDone()
}

// change hides a comment, or shows it again.
func (i *instagram) change(c gramCall) answer {
	item := i.items[c.id]
	if item == nil || item.deleted || item.parent == nil {
		return gramMissing(c.id)
	}
	switch c.in.Get("hide") {
	case "true":
		item.hidden = true
		i.server.acted(item.id, "hide")
	case "false":
		item.hidden = false
		i.server.acted(item.id, "unhide")
	default:
		return gramError(http.StatusBadRequest, 100, 0, "(#100) The parameter hide is required")
	}
	return gramDone()
}

// reply puts an answer below a comment; there are none below an answer.
func (i *instagram) reply(c gramCall) answer {
	on := i.items[c.id]
	if on == nil || on.deleted || on.parent == nil || on.parent.parent != nil {
		return gramMissing(c.id)
	}
	text := c.in.Get("message")
	if text == "" {
		return gramError(http.StatusBadRequest, 100, 0, "(#100) The parameter message is required")
	}
	made := &gramItem{id: i.mint(), user: c.user, text: text, at: i.now()}
	i.below(on, made)
	i.server.published(Published{Account: c.user.account.Handle, ID: made.id, Text: text, Parent: on.id})
	a := jsonAnswer(http.StatusOK, map[string]string{"id": made.id})
	a.accepted = true
	return a
}

var igRecipient = regexp.MustCompile(`^{"comment_id":"(\d+)"}$`)

// message answers a comment in private, once and within seven days.
func (i *instagram) message(c gramCall) answer {
	found := igRecipient.FindStringSubmatch(c.in.Get("recipient"))
	if found == nil || i.items[found[1]] == nil {
		return gramError(http.StatusBadRequest, 100, 2018001, "No matching user found")
	}
	on := i.items[found[1]]
	switch {
	case i.now().Sub(on.at) > 7*24*time.Hour:
		return gramError(http.StatusForbidden, 10, 2018278, "This message is sent outside of allowed window")
	case on.whispered:
		return gramError(http.StatusBadRequest, 10900, 0, "Activity already replied to")
	}
	var words struct{ Text string }
	if json.Unmarshal([]byte(c.in.Get("message")), &words) != nil || words.Text == "" {
		return gramError(http.StatusBadRequest, 100, 0, "(#100) The parameter message is required")
	}
	on.whispered = true
	id := "aWdf" + i.mint()
	i.server.published(Published{Account: c.user.account.Handle, ID: id, Text: words.Text, Parent: on.id, Private: true})
	a := jsonAnswer(http.StatusOK, map[string]string{"recipient_id": "6001", "message_id": id})
	a.accepted = true
	return a
}
