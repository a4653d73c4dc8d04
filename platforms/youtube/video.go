package youtube

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"parvis/data"
	"parvis/platforms/httpx"
)

// Privacy of a video.
const (
	public   = "public"
	unlisted = "unlisted"
	private  = "private"
)

// video is a video as the network writes and takes it. Numbers come as texts; a
// missing one is a gap.
type video struct {
	ID         string      `json:"id,omitempty"`
	Snippet    *snippet    `json:"snippet,omitempty"`
	Status     *status     `json:"status,omitempty"`
	Statistics *statistics `json:"statistics,omitempty"`
}

type snippet struct {
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Tags        []string `json:"tags,omitempty"`
	Category    string   `json:"categoryId,omitempty"`
	Language    string   `json:"defaultLanguage,omitempty"`
	Published   string   `json:"publishedAt,omitempty"` // read only
}

// status is sent whole: what an update leaves out, the network forgets.
type status struct {
	Privacy    string `json:"privacyStatus"`
	PublishAt  string `json:"publishAt,omitempty"`
	Kids       *bool  `json:"selfDeclaredMadeForKids,omitempty"`
	Synthetic  *bool  `json:"containsSyntheticMedia,omitempty"`
	Embeddable *bool  `json:"embeddable,omitempty"`
	License    string `json:"license,omitempty"`
	Stats      *bool  `json:"publicStatsViewable,omitempty"`

	Upload   string `json:"uploadStatus,omitempty"` // read only, as what follows
	Failed   string `json:"failureReason,omitempty"`
	Rejected string `json:"rejectionReason,omitempty"`
}

type statistics struct {
	Views    string `json:"viewCount,omitempty"`
	Likes    string `json:"likeCount,omitempty"`
	Comments string `json:"commentCount,omitempty"`
}

// isPublic tells whether others can see it.
func (v video) isPublic() bool {
	return v.Status != nil && (v.Status.Privacy == public || v.Status.Privacy == unlisted)
}

// dueAt is when the network will make it public by itself.
func (v video) dueAt() (at time.Time, waits bool) {
	if v.Status == nil || v.Status.Privacy != private || v.Status.PublishAt == "" {
		return time.Time{}, false
	}
	at, err := time.Parse(time.RFC3339, v.Status.PublishAt)
	return at.UTC(), err == nil
}

// lost is why the network will never show it, "" while it may.
func (v video) lost() string {
	if v.Status == nil {
		return ""
	}
	switch v.Status.Upload {
	case "failed":
		return "failed " + v.Status.Failed
	case "rejected":
		return "rejected " + v.Status.Rejected
	case "deleted":
		return "deleted"
	}
	return ""
}

func (v video) receipt() data.Receipt {
	return data.Receipt{ID: v.ID, URL: "https://www.youtube.com/watch?v=" + v.ID}
}

// videos reads up to fifty videos by their ids, in the order in which the
// network gives them. Those that are gone are missing; bad counts those that
// cannot be read.
func (s *session) videos(ctx context.Context, op, parts string, ids []string) (all []video, bad int, err error) {
	query := url.Values{"part": {parts}, "id": ids, "maxResults": {strconv.Itoa(pageSize)}}
	page, err := s.list(ctx, op, "/videos", query)
	if err != nil {
		return nil, 0, err
	}
	for _, raw := range page.Items {
		var v video
		if json.Unmarshal(raw, &v) != nil || !slices.Contains(ids, v.ID) || v.Status == nil || v.Status.Privacy == "" {
			bad++
			continue
		}
		all = append(all, v)
	}
	return all, bad, nil
}

// video reads one video. NotFound: there is none, or none that can be seen.
func (s *session) video(ctx context.Context, op, id string) (video, error) {
	if !isID(id) {
		return video{}, &data.Failure{Kind: data.NotFound, Op: op}
	}
	all, bad, err := s.videos(ctx, op, "snippet,status", []string{id})
	switch {
	case err != nil:
		return video{}, err
	case bad > 0:
		return video{}, httpx.Unexpected(op, "a video of another shape")
	case len(all) == 0:
		return video{}, &data.Failure{Kind: data.NotFound, Op: op}
	}
	return all[0], nil
}

// uploads reads a page of the ids of the channel's videos, those uploaded last
// first: for its owner also the private ones (remembered, not verified).
func (s *session) uploads(ctx context.Context, op, playlist, pageToken string) (ids []string, next string, err error) {
	query := url.Values{"part": {"contentDetails"}, "playlistId": {playlist}, "maxResults": {strconv.Itoa(pageSize)}}
	if pageToken != "" {
		query.Set("pageToken", pageToken)
	}
	page, err := s.list(ctx, op, "/playlistItems", query)
	if err != nil {
		return nil, "", err
	}
	for _, raw := range page.Items {
		var item struct {
			Details struct {
				Video string `json:"videoId"`
			} `json:"contentDetails"`
		}
		if json.Unmarshal(raw, &item) == nil && isID(item.Details.Video) {
			ids = append(ids, item.Details.Video)
		}
	}
	return ids, page.Next, nil
}
