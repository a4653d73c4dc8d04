package rehearsal

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"parvis/data"
)

// ytGiven is how many answers come with a thread.
const ytGiven = 5

// ytComment is a comment under a video; an answer has a parent.
type ytComment struct {
	id       string
	video    *ytVideo
	own      bool // the channel wrote it
	author   string
	parent   *ytComment
	text     string
	at       time.Time
	standing string
	gone     bool
}

// say makes somebody comment a video, the newest one when it is not said which:
// this network has no mentions.
func (y *youtube) say(handle string, r Remark) {
	c := y.channels[strings.ToLower(handle)]
	if c == nil || len(c.public()) == 0 {
		return
	}
	if r.At.IsZero() {
		r.At = y.server.clock.Now()
	}
	videos := c.public()
	v := videos[len(videos)-1]
	if r.On > 0 && r.On <= len(videos) {
		v = videos[r.On-1]
	}
	one := &ytComment{
		id: "Ug" + y.mint("comment", 24), video: v, author: "@" + r.Author, text: r.Text,
		at: r.At.Truncate(time.Second), standing: "published",
	}
	if c.banned[one.author] {
		one.standing = "rejected"
	}
	y.comments[one.id] = one
	y.order = append(y.order, one)
}

// newestFirst are the comments of a channel that a filter lets through.
func (y *youtube) newestFirst(c *ytChannel, filter func(*ytComment) bool) []*ytComment {
	var all []*ytComment
	for _, one := range y.order {
		if one.video.channel == c && !one.gone && y.videos[one.video.id] != nil && filter(one) {
			all = append(all, one)
		}
	}
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b *ytComment) int { return b.at.Compare(a.at) })
	return all
}

func (y *youtube) listThreads(c ytCall) answer {
	if c.query("allThreadsRelatedToChannelId") != c.channel.id {
		return googleError(http.StatusForbidden, "forbidden", "PERMISSION_DENIED", "One or more of the requested comment threads cannot be retrieved due to insufficient permissions.")
	}
	standing := c.query("moderationStatus")
	if standing == "" {
		standing = "published"
	}
	all := y.newestFirst(c.channel, func(one *ytComment) bool { return one.parent == nil && one.standing == standing })
	page, next, wrong := ytPage(c, all, 20, 100)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	for _, top := range page {
		replies := y.newestFirst(c.channel, func(one *ytComment) bool { return one.parent == top && one.standing == "published" })
		item := map[string]any{"kind": "youtube#commentThread", "id": top.id, "snippet": map[string]any{
			"channelId": c.channel.id, "videoId": top.video.id, "canReply": true, "isPublic": true,
			"totalReplyCount": len(replies), "topLevelComment": y.viewComment(top),
		}}
		if c.asks("replies") && len(replies) > 0 {
			var some []map[string]any
			for _, reply := range replies[:min(len(replies), ytGiven)] {
				some = append(some, y.viewComment(reply))
			}
			item["replies"] = map[string]any{"comments": some}
		}
		items = append(items, item)
	}
	return ytList("commentThreadListResponse", items, len(all), next)
}

func (y *youtube) listReplies(c ytCall) answer {
	top := y.comments[c.query("parentId")]
	if top == nil || top.gone {
		return googleError(http.StatusNotFound, "commentNotFound", "NOT_FOUND", "One or more of the specified comments cannot be found.")
	}
	all := y.newestFirst(c.channel, func(one *ytComment) bool { return one.parent == top && one.standing == "published" })
	page, next, wrong := ytPage(c, all, 20, 100)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	for _, one := range page {
		items = append(items, y.viewComment(one))
	}
	return ytList("commentListResponse", items, len(all), next)
}

func (y *youtube) reply(c ytCall) answer {
	var wish struct {
		Snippet struct {
			Parent string `json:"parentId"`
			Text   string `json:"textOriginal"`
		}
	}
	if json.Unmarshal(c.body, &wish) != nil {
		return *ytBad("invalidCommentMetadata", "The request metadata is invalid.")
	}
	top := y.comments[wish.Snippet.Parent]
	switch {
	case top == nil || top.gone || top.parent != nil:
		return googleError(http.StatusNotFound, "parentCommentNotFound", "NOT_FOUND", "The specified parent comment could not be found.")
	case strings.TrimSpace(wish.Snippet.Text) == "":
		return *ytBad("commentTextRequired", "The comment resource that is being inserted must specify a value for the snippet.textOriginal property.")
	case utf8.RuneCountInString(wish.Snippet.Text) > 10_000:
		return *ytBad("commentTextTooLong", "The comment resource that is being inserted contains too many characters in the snippet.textOriginal property.")
	}
	one := &ytComment{
		id: top.id + "." + y.mint("reply", 22), video: top.video, own: true, author: "@" + c.channel.account.Handle, parent: top,
		text: strings.TrimSpace(wish.Snippet.Text), at: y.server.clock.Now().Truncate(time.Second), standing: "published",
	}
	y.comments[one.id] = one
	y.order = append(y.order, one)
	y.server.published(Published{Account: c.channel.account.Handle, ID: one.id, Text: one.text, Parent: top.id})
	a := jsonAnswer(http.StatusOK, y.viewComment(one))
	a.accepted = true
	return a
}

// viewComment shows a comment. A real channel of the author's is made up from
// their name.
func (y *youtube) viewComment(one *ytComment) map[string]any {
	author := "UCother" + strings.TrimLeft(one.author, "@")
	if one.own {
		author = one.video.channel.id
	}
	s := map[string]any{
		"channelId": one.video.channel.id, "videoId": one.video.id, "authorDisplayName": one.author,
		"authorChannelId": map[string]string{"value": author}, "textDisplay": one.text, "textOriginal": one.text,
		"canRate": true, "viewerRating": "none", "likeCount": 0,
		"publishedAt": one.at.UTC().Format(time.RFC3339), "updatedAt": one.at.UTC().Format(time.RFC3339),
	}
	if one.standing != "published" {
		s["moderationStatus"] = one.standing
	}
	if one.parent != nil {
		s["parentId"] = one.parent.id
	}
	return map[string]any{"kind": "youtube#comment", "id": one.id, "snippet": s}
}

// asked are the comments that a request names, nil when one is not there.
func (y *youtube) asked(c ytCall) (all []*ytComment) {
	for _, id := range c.ids() {
		one := y.comments[id]
		if one == nil || one.gone || one.video.channel != c.channel {
			return nil
		}
		all = append(all, one)
	}
	return all
}

func (y *youtube) noComment() answer {
	return googleError(http.StatusNotFound, "commentNotFound", "NOT_FOUND", "One or more of the comments that the request is trying to update cannot be found.")
}

func (y *youtube) moderate(c ytCall) answer {
	all := y.asked(c)
	if all == nil {
		return y.noComment()
	}
	acts := map[string]data.Act{"published": data.ActApprove, "heldForReview": data.ActHold, "rejected": data.ActTrash}
	act, ok := acts[c.query("moderationStatus")]
	bans := c.query("banAuthor") == "true"
	if !ok || bans && act != data.ActTrash {
		return *ytBad("banWithoutReject", "The banAuthor parameter can only be used if the moderationStatus parameter value is rejected.")
	}
	for _, one := range all {
		one.standing = c.query("moderationStatus")
		if bans {
			act = data.ActBlock
			c.channel.banned[one.author] = true
		}
		y.server.acted(one.id, act)
	}
	return answer{status: http.StatusNoContent}
}

func (y *youtube) markAsSpam(c ytCall) answer {
	all := y.asked(c)
	if all == nil {
		return y.noComment()
	}
	for _, one := range all {
		one.standing = "likelySpam"
		y.server.acted(one.id, data.ActSpam)
	}
	return answer{status: http.StatusNoContent}
}

func (y *youtube) removeComment(c ytCall) answer {
	all := y.asked(c)
	if all == nil {
		return y.noComment()
	}
	all[0].gone = true
	y.server.acted(all[0].id, data.ActDelete)
	y.server.deleted(all[0].id)
	return answer{status: http.StatusNoContent}
}
