package rehearsal

import (
	"encoding/json"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf16"
)

const (
	liMaxText = 3000 // counted in UTF-16 units, which is remembered
	liMaxAlt  = 4086
	// liAlike is how long the same post of the same author is refused.
	liAlike = 10 * time.Minute
)

// liPost is a post. shown is its commentary as programs read it.
type liPost struct {
	urn        string
	author     *liAuthor
	shown      string
	visibility string
	wish       liWish
	made       time.Time
	likes      int // what it ends with; 0: the seed's choice
	comments   []*liComment
}

// liWish is the body of POST /rest/posts.
type liWish struct {
	Author       string `json:"author"`
	Commentary   string `json:"commentary"`
	Visibility   string `json:"visibility"`
	Distribution struct {
		Feed     string   `json:"feedDistribution"`
		Targets  []string `json:"targetEntities"`
		Channels []string `json:"thirdPartyDistributionChannels"`
	} `json:"distribution"`
	State    string     `json:"lifecycleState"`
	NoShares bool       `json:"isReshareDisabledByAuthor"`
	Content  *liContent `json:"content,omitempty"`
}

type liContent struct {
	Media *liMedia `json:"media,omitempty"`
	Multi *struct {
		Images []liMedia `json:"images"`
	} `json:"multiImage,omitempty"`
	Article *struct {
		Source      string `json:"source"`
		Title       string `json:"title"`
		Description string `json:"description,omitempty"`
		Thumbnail   string `json:"thumbnail,omitempty"`
	} `json:"article,omitempty"`
}

type liMedia struct {
	ID    string `json:"id"`
	Alt   string `json:"altText,omitempty"`
	Title string `json:"title,omitempty"`
}

func (l *linkedin) post(c liCall) answer {
	var wish liWish
	if refused := liFields(c.body, &wish); refused != nil {
		return *refused
	}
	author, refused := l.writes(c, "partnerApiPosts.CREATE", wish.Author, "w_organization_social")
	if refused != nil {
		return *refused
	}
	text, shown, err := littleText(wish.Commentary)
	wrong := func(message string) answer {
		return liError(http.StatusBadRequest, 0, "INVALID_CONTENT", message)
	}
	switch {
	case err != nil:
		return wrong("Commentary is not little text: " + err.Error())
	case len(utf16.Encode([]rune(text))) > liMaxText:
		return wrong("Field commentary: the length exceeds the maximum of 3000 characters")
	case wish.State != "PUBLISHED" || wish.Distribution.Feed != "MAIN_FEED" || wish.Distribution.Targets == nil || wish.Distribution.Channels == nil:
		return wrong("lifecycleState or distribution")
	case wish.Visibility != "PUBLIC" && (wish.Visibility != "CONNECTIONS" || author != c.person.member):
		return wrong("visibility")
	case text == "" && wish.Content == nil:
		return wrong("A post must have a commentary or content")
	}
	if before := l.alike(author, wish); before != nil {
		a := liError(http.StatusUnprocessableEntity, 0, "DUPLICATE_POST", "Content is a duplicate of "+before.urn)
		a.accepted = true
		return a
	}
	images, videos, refused := l.attached(author, wish.Content)
	if refused != nil {
		return *refused
	}
	now := l.server.clock.Now()
	p := &liPost{urn: "urn:li:share:" + l.mint(now), author: author, shown: shown, visibility: wish.Visibility, wish: wish, made: now}
	if videos > 0 {
		p.urn = strings.Replace(p.urn, "share", "ugcPost", 1)
	}
	l.keep(p)
	l.server.published(Published{Account: author.handle, ID: p.urn, Text: text, Images: images, Videos: videos, At: now})
	return answer{status: http.StatusCreated, header: map[string]string{"x-restli-id": p.urn}, accepted: true}
}

// writes is the author that a request wants to write as, if it may.
func (l *linkedin) writes(c liCall, resource, urn, asPage string) (*liAuthor, *answer) {
	scopes := []string{"w_member_social"}
	switch urn {
	case c.person.member.urn:
	case c.person.page.urn:
		scopes = []string{asPage, asPage + "_feed"}
	default:
		a := liError(http.StatusForbidden, 100, "ACCESS_DENIED", "Field Value validation failed in REQUEST_BODY: Data Processing Exception while processing fields [/author]")
		return nil, &a
	}
	return l.authors[urn], c.lacks(resource, scopes...)
}

// alike is the post that a new one repeats; nil when there is none.
func (l *linkedin) alike(author *liAuthor, wish liWish) *liPost {
	since := l.server.clock.Now().Add(-liAlike)
	for _, p := range slices.Backward(author.posts) {
		if p.made.Before(since) {
			return nil
		}
		if reflect.DeepEqual(p.wish, wish) {
			return p
		}
	}
	return nil
}

// attached counts what a post shows. It must be ready and the author's own.
func (l *linkedin) attached(author *liAuthor, content *liContent) (images, videos int, refused *answer) {
	if content == nil {
		return 0, 0, nil
	}
	var all []liMedia
	switch {
	case content.Media != nil:
		all = []liMedia{*content.Media}
	case content.Multi != nil:
		all = content.Multi.Images
	}
	bad := func(status int, name, message string) (int, int, *answer) {
		a := liError(status, 0, name, message)
		return 0, 0, &a
	}
	if content.Multi != nil && (len(all) < 2 || len(all) > 20) {
		return bad(http.StatusBadRequest, "INVALID_CONTENT", "multiImage takes 2 to 20 images")
	}
	if a := content.Article; a != nil {
		source, err := url.Parse(a.Source)
		if err != nil || source.Host == "" || a.Title == "" {
			return bad(http.StatusBadRequest, "INVALID_CONTENT", "article needs source and title")
		}
		if a.Thumbnail != "" {
			all = []liMedia{{ID: a.Thumbnail}}
		}
	}
	for _, m := range all {
		asset := l.assets[m.ID]
		switch {
		case asset == nil || asset.owner != author:
			return bad(http.StatusBadRequest, "INVALID_URN_ID", "Unknown media "+m.ID)
		case len([]rune(m.Alt)) > liMaxAlt, asset.kind == "document" && m.Title == "", asset.kind != "image" && content.Media == nil:
			return bad(http.StatusBadRequest, "INVALID_CONTENT", "media")
		}
		switch status := l.status(asset); {
		case status == "WAITING_UPLOAD":
			return bad(http.StatusBadRequest, "MEDIA_ASSET_WAITING_UPLOAD", "The media asset is waiting for its upload")
		case status == "PROCESSING":
			return bad(http.StatusBadRequest, "MEDIA_ASSET_PROCESSING", "The media asset is still being processed")
		case status == "PROCESSING_FAILED":
			return bad(http.StatusBadRequest, "MEDIA_ASSET_PROCESSING_FAILED", "The media asset could not be processed")
		}
		switch asset.kind {
		case "image":
			images++
		case "document":
			images += asset.pages()
		case "video":
			videos++
		}
	}
	return images, videos, nil
}

// listPosts lists the posts of a page, newest first. A member's own are read by
// approved partners alone.
func (l *linkedin) listPosts(c liCall) answer {
	page, refused := l.reads(c, "partnerApiPosts.FINDER-author", c.query.Get("author"))
	if refused != nil {
		return *refused
	}
	if c.query.Get("q") != "author" {
		return liError(http.StatusBadRequest, 0, "ILLEGAL_ARGUMENT", "No finder")
	}
	var all []map[string]any
	for _, p := range slices.Backward(page.posts) {
		ms := p.made.UnixMilli()
		one := map[string]any{
			"id": p.urn, "author": page.urn, "commentary": p.shown, "visibility": p.visibility, "lifecycleState": "PUBLISHED",
			"createdAt": ms, "publishedAt": ms, "lastModifiedAt": ms,
		}
		if p.wish.Content != nil {
			one["content"] = p.wish.Content
		}
		all = append(all, one)
	}
	return liElements(c, all, 100)
}

// reads is the page whose posts and comments a request wants to read, if it may.
func (l *linkedin) reads(c liCall, resource, urn string) (*liAuthor, *answer) {
	if urn != c.person.page.urn {
		a := liError(http.StatusForbidden, 100, "ACCESS_DENIED", "Not enough permissions to access: "+resource+".20261001")
		return nil, &a
	}
	return c.person.page, c.lacks(resource, "r_organization_social", "r_organization_social_feed")
}

func (l *linkedin) removePost(c liCall) answer {
	p := l.posts[c.path[1]]
	if p == nil {
		return liError(http.StatusNotFound, 0, "NOT_FOUND", "Could not find entity")
	}
	if _, refused := l.writes(c, "partnerApiPosts.DELETE", p.author.urn, "w_organization_social"); refused != nil {
		return *refused
	}
	delete(l.posts, p.urn)
	p.author.posts = slices.DeleteFunc(p.author.posts, func(other *liPost) bool { return other == p })
	l.server.deleted(p.urn)
	return answer{status: http.StatusNoContent}
}

// decoded is the JSON object of an upload's question.
func (c liCall) decoded(name string, v any) *answer {
	var outer map[string]json.RawMessage
	if json.Unmarshal(c.body, &outer) != nil || len(outer) != 1 || outer[name] == nil {
		a := liError(http.StatusBadRequest, 0, "FIELD_REQUIRED", name)
		return &a
	}
	return liFields(outer[name], v)
}
