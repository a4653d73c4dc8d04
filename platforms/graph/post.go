package graph

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// TimeLayout is how these networks write times: the zone has no colon.
const TimeLayout = "2006-01-02T15:04:05-0700"

// Post is a post, or an answer, as Instagram and Threads list it.
type Post struct {
	ID        string
	Caption   string // on Instagram
	Text      string // on Threads
	Type      string `json:"media_type"`
	Permalink string
	Timestamp string
	Parent    struct{ ID string } `json:"replied_to"`
}

// Words are what the post says.
func (p Post) Words() string { return cmp.Or(p.Caption, p.Text) }

// At is when it was published, UTC.
func (p Post) At() (time.Time, error) {
	at, err := time.Parse(TimeLayout, p.Timestamp)
	return at.UTC(), err
}

// Receipt names the post.
func (p Post) Receipt() data.Receipt {
	return data.Receipt{ID: p.ID, URL: httpx.WebAddress(p.Permalink)}
}

// Shapes of posts, as media_type of a reading.
const (
	ShapeText     = "TEXT_POST"
	ShapeImage    = "IMAGE"
	ShapeVideo    = "VIDEO"
	ShapeCarousel = "CAROUSEL_ALBUM"
)

// Shape is what a part becomes.
func Shape(o data.Outgoing) string {
	switch {
	case len(o.Media) == 0:
		return ShapeText
	case len(o.Media) > 1:
		return ShapeCarousel
	case o.Media[0].Video():
		return ShapeVideo
	}
	return ShapeImage
}

// CheckPiece is what can be told of a picture or video before anything is sent,
// as a failure's code, "" when nothing is wrong with it.
func CheckPiece(m data.OutgoingMedia, rule data.MediaRule) string {
	kinds, most, byURL := rule.MIME, rule.MaxBytes, rule.ByURL
	if m.Video() {
		kinds, most, byURL = rule.VideoMIME, rule.VideoBytes, rule.VideoByURL
	}
	switch {
	case !slices.Contains(kinds, m.MIME):
		return CodeMediaType
	case m.Bytes > most:
		return data.CodeTooLarge
	case byURL && m.URL == "":
		return data.BlockHost
	}
	return ""
}

// Own reads one page of own posts, newest first: those that begin a thread or,
// with a parent, those that answer something. next is the cursor with which they
// go on, "" at the end.
type Own func(ctx context.Context, op, parent, after string, limit int) (items []json.RawMessage, next string, err error)

const (
	ownPages = 40 // of own posts, read at once
	ownPage  = 50
)

// OwnPosts lists own posts since a time, most at most. counts reads one of them;
// what it cannot read is left out.
func (own Own) OwnPosts(ctx context.Context, op string, since time.Time, most int, counts func(json.RawMessage) (data.PostCounts, bool)) ([]data.PostCounts, error) {
	var posts []data.PostCounts
	after := ""
	for range ownPages {
		page, next, err := own(ctx, op, "", after, ownPage)
		if err != nil {
			return nil, err
		}
		older := len(page) > 0
		for _, raw := range page {
			one, ok := counts(raw)
			if !ok || one.Posted.Before(since) {
				continue
			}
			older = false
			if len(posts) < most {
				posts = append(posts, one)
			}
		}
		if older || next == "" || next == after || len(posts) >= most {
			break
		}
		after = next
	}
	return posts, nil
}
