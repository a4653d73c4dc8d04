package rehearsal

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ytVideo is a video. What only its upload tells is in ytUpload.
type ytVideo struct {
	id          string
	channel     *ytChannel
	title       string
	description string
	tags        []string
	category    string
	language    string
	privacy     string
	publishAt   time.Time
	kids        bool
	synthetic   bool
	unreadable  bool
	uploaded    time.Time
	ready       time.Time // when it was processed
	published   time.Time
	shown       bool // has been public or unlisted
	likes       int
}

// ytWish is a video as an upload or an update sends it.
type ytWish struct {
	ID      string
	Snippet *struct {
		Title       string
		Description string
		Tags        []string
		Category    string `json:"categoryId"`
		Language    string `json:"defaultLanguage"`
	}
	Status *struct {
		Privacy   string `json:"privacyStatus"`
		PublishAt string `json:"publishAt"`
		Kids      bool   `json:"selfDeclaredMadeForKids"`
		Synthetic bool   `json:"containsSyntheticMedia"`
	}
}

func ytBad(reason, message string) *answer {
	a := googleError(http.StatusBadRequest, reason, "INVALID_ARGUMENT", message)
	return &a
}

// checkSnippet judges titles, descriptions and tags as the network does.
func (w ytWish) checkSnippet() *answer {
	s := w.Snippet
	length := max(0, len(s.Tags)-1)
	for _, tag := range s.Tags {
		length += utf8.RuneCountInString(tag)
		if strings.ContainsRune(tag, ' ') {
			length += 2
		}
	}
	switch {
	case strings.TrimSpace(s.Title) == "" || utf8.RuneCountInString(s.Title) > 100 || strings.ContainsAny(s.Title, "<>"):
		return ytBad("invalidTitle", "The request metadata specifies an invalid or empty video title.")
	case len(s.Description) > 5000 || strings.ContainsAny(s.Description, "<>"):
		return ytBad("invalidDescription", "The request metadata specifies an invalid video description.")
	case length > 500:
		return ytBad("invalidTags", "The request metadata specifies invalid video keywords.")
	}
	if n, err := strconv.Atoi(s.Category); err != nil || n < 1 || n > 44 {
		return ytBad("invalidCategoryId", "The snippet.categoryId property specifies an invalid category ID.")
	}
	return nil
}

// update replaces whole parts of a video.
func (y *youtube) update(c ytCall) answer {
	var wish ytWish
	if json.Unmarshal(c.body, &wish) != nil || wish.Snippet == nil && wish.Status == nil {
		return *ytBad("invalidVideoMetadata", "The request metadata is invalid.")
	}
	v := y.videos[wish.ID]
	if v == nil || v.channel != c.channel {
		return y.noVideo()
	}
	if (wish.Snippet != nil) != c.asks("snippet") || (wish.Status != nil) != c.asks("status") {
		return *ytBad("unexpectedPart", "The part parameter and the resource do not name the same parts.")
	}
	var at time.Time
	if wish.Status != nil {
		when, wrong := v.checkStatus(wish)
		if wrong != nil {
			return *wrong
		}
		at = when
	}
	if wish.Snippet != nil {
		if wrong := wish.checkSnippet(); wrong != nil {
			return *wrong
		}
		v.title, v.description, v.tags = wish.Snippet.Title, wish.Snippet.Description, wish.Snippet.Tags
		v.category, v.language = wish.Snippet.Category, wish.Snippet.Language
	}
	if wish.Status != nil {
		v.kids, v.synthetic = wish.Status.Kids, wish.Status.Synthetic
		y.setPrivacy(v, wish.Status.Privacy, at)
	}
	a := jsonAnswer(http.StatusOK, y.viewVideo(c, v))
	a.accepted = v.privacy != "private" || !v.publishAt.IsZero()
	return a
}

func (v *ytVideo) checkStatus(wish ytWish) (at time.Time, wrong *answer) {
	if !slices.Contains([]string{"public", "unlisted", "private"}, wish.Status.Privacy) {
		return at, ytBad("invalidVideoMetadata", "The request metadata is invalid.")
	}
	if wish.Status.PublishAt == "" {
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, wish.Status.PublishAt)
	if err != nil || wish.Status.Privacy != "private" || v.shown {
		return at, ytBad("invalidPublishAt", "The request metadata specifies an invalid scheduled publishing time.")
	}
	return at, nil
}

// setPrivacy shows a video, hides it, or gives it an hour. One of a project that
// is not audited stays private whatever is asked (remembered, not verified: what
// exactly the network answers then).
func (y *youtube) setPrivacy(v *ytVideo, privacy string, at time.Time) {
	if slices.Contains(v.channel.account.Lacks, GoogleAudit) {
		return
	}
	v.privacy, v.publishAt = privacy, at
	if !at.IsZero() && !at.After(y.server.clock.Now()) {
		v.privacy, v.publishAt = "public", time.Time{}
	}
	if v.privacy != "private" {
		y.show(v, y.server.clock.Now())
	}
}

// show makes a video visible to others, for the first time or again.
func (y *youtube) show(v *ytVideo, at time.Time) {
	if v.shown {
		return
	}
	v.shown, v.published = true, at
	y.server.published(Published{Account: v.channel.account.Handle, ID: v.id, Text: v.description, Videos: 1, At: at.UTC()})
}

// release makes public what was private until now.
func (y *youtube) release() {
	now := y.server.clock.Now()
	for _, c := range y.channels {
		due := slices.DeleteFunc(slices.Clone(c.videos), func(v *ytVideo) bool { return v.publishAt.IsZero() || v.publishAt.After(now) })
		slices.SortStableFunc(due, func(a, b *ytVideo) int { return a.publishAt.Compare(b.publishAt) })
		for _, v := range due {
			at := v.publishAt
			v.privacy, v.publishAt = "public", time.Time{}
			y.show(v, at)
		}
	}
}

func (y *youtube) noVideo() answer {
	return googleError(http.StatusNotFound, "videoNotFound", "NOT_FOUND", "The video that you are trying to update cannot be found. Check the value of the id field in the request body to ensure that it is correct.")
}

func (y *youtube) remove(c ytCall) answer {
	v := y.videos[c.query("id")]
	if v == nil || v.channel != c.channel {
		return y.noVideo()
	}
	delete(y.videos, v.id)
	v.channel.videos = slices.DeleteFunc(v.channel.videos, func(other *ytVideo) bool { return other == v })
	y.server.deleted(v.id)
	return answer{status: http.StatusNoContent}
}

func (y *youtube) listVideos(c ytCall) answer {
	ids := c.ids()
	if len(ids) == 0 {
		return *ytBad("missingRequiredParameter", "No filter selected. Expected one of: myRating, chart, id")
	}
	if len(ids) > 50 {
		return *ytBad("invalidFilters", "The request specifies an invalid filter parameter.")
	}
	var items []map[string]any
	for _, id := range ids {
		if v := y.videos[id]; v != nil && (v.channel == c.channel || v.privacy != "private") {
			items = append(items, y.viewVideo(c, v))
		}
	}
	return ytList("videoListResponse", items, len(items), "")
}

// listUploads shows a channel's videos, the last upload first.
func (y *youtube) listUploads(c ytCall) answer {
	if c.query("playlistId") != c.channel.playlist() {
		return googleError(http.StatusNotFound, "playlistNotFound", "NOT_FOUND", "The playlist identified with the request's playlistId parameter cannot be found.")
	}
	all := slices.Clone(c.channel.videos)
	slices.Reverse(all)
	page, next, wrong := ytPage(c, all, 5, 50)
	if wrong != nil {
		return *wrong
	}
	var items []map[string]any
	for _, v := range page {
		item := map[string]any{"kind": "youtube#playlistItem", "id": "item-" + v.id}
		if c.asks("contentDetails") {
			details := map[string]any{"videoId": v.id}
			if v.shown {
				details["videoPublishedAt"] = v.published.UTC().Format(time.RFC3339)
			}
			item["contentDetails"] = details
		}
		items = append(items, item)
	}
	return ytList("playlistItemListResponse", items, len(all), next)
}

// viewVideo is a video as its owner sees it, the parts that are asked for.
func (y *youtube) viewVideo(c ytCall, v *ytVideo) map[string]any {
	shown := map[string]any{"kind": "youtube#video", "id": v.id}
	if c.asks("snippet") {
		at := v.uploaded
		if v.shown {
			at = v.published
		}
		s := map[string]any{
			"publishedAt": at.UTC().Format(time.RFC3339), "channelId": v.channel.id, "channelTitle": v.channel.account.Name,
			"title": v.title, "description": v.description, "categoryId": v.category, "liveBroadcastContent": "none",
		}
		if len(v.tags) > 0 {
			s["tags"] = v.tags
		}
		if v.language != "" {
			s["defaultLanguage"] = v.language
		}
		shown["snippet"] = s
	}
	if c.asks("status") {
		shown["status"] = y.viewStatus(v)
	}
	if c.asks("statistics") {
		likes, comments, views := y.numbers(v, y.server.clock.Now())
		shown["statistics"] = map[string]string{
			"viewCount": strconv.Itoa(views), "likeCount": strconv.Itoa(likes), "commentCount": strconv.Itoa(comments), "favoriteCount": "0",
		}
	}
	return shown
}

func (y *youtube) viewStatus(v *ytVideo) map[string]any {
	s := map[string]any{
		"uploadStatus": "processed", "privacyStatus": v.privacy, "license": "youtube", "embeddable": true, "publicStatsViewable": true,
		"madeForKids": v.kids, "selfDeclaredMadeForKids": v.kids, "containsSyntheticMedia": v.synthetic,
	}
	switch now := y.server.clock.Now(); {
	case now.Before(v.ready):
		s["uploadStatus"] = "uploaded"
	case v.unreadable:
		s["uploadStatus"], s["failureReason"] = "failed", "invalidFile"
	}
	if !v.publishAt.IsZero() {
		s["publishAt"] = v.publishAt.UTC().Format(time.RFC3339)
	}
	return s
}

// numbers are a video's counters at a moment.
func (y *youtube) numbers(v *ytVideo, at time.Time) (likes, comments, views int) {
	if !v.shown {
		return 0, 0, 0
	}
	likes, shares, comments, _ := y.popularity.counts(v.id, at.Sub(v.published), v.likes)
	return likes, comments, 20*likes + 3*shares
}
