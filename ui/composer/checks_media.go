package composer

import (
	"slices"

	"parvis/data"
)

// examineMedia compares the pictures and videos of a part with what an account
// takes. Of bands it says nothing where a form was chosen.
func examineMedia(a *data.Account, f shape, shown []data.Attachment, part int) []check {
	rule := a.Can.Media
	var images, videos, banded []data.Attachment
	for _, p := range shown {
		if p.Video() {
			videos = append(videos, p)
			continue
		}
		images = append(images, p)
		if f == (shape{}) && beyondRatio(rule, p.Media) {
			banded = append(banded, p)
		}
	}
	out := slices.Concat(tooMany("images", images, rule.Images), tooMany("videos", videos, rule.Videos))
	if len(images) > 0 && len(videos) > 0 && rule.Images > 0 && rule.Videos > 0 && !rule.Mixed {
		out = append(out, about(videos[0], check{tone: blocking, key: "mixed"}))
	}
	for _, p := range videos {
		if rule.Videos > 0 {
			out = append(out, examineVideo(rule, p)...)
		}
	}
	if len(banded) > 0 && rule.Images > 0 {
		c := about(banded[0], check{tone: caution, key: "banded", n: len(banded)})
		c.mend = mendFrame
		out = append(out, c)
	}
	for i := range out {
		out[i].part = part
	}
	return out
}

// about points a check at a picture or video, which its button shows.
func about(p data.Attachment, c check) check {
	c.picture, c.mend = picture{p.Part, p.Hash}, mendPicture
	return c
}

// tooMany says that there are more of a kind than the limit, and points at the
// first that is one too many.
func tooMany(kind string, shown []data.Attachment, limit int) []check {
	n := len(shown)
	switch {
	case n <= limit:
		return nil
	case limit == 0:
		return []check{about(shown[0], check{tone: blocking, key: "no_" + kind})}
	}
	return []check{about(shown[limit], check{tone: blocking, key: "too_many_" + kind, n: n - limit, max: limit})}
}

// beyondRatio tells a picture that is too narrow or too broad for an account: it
// will be shown between bands.
func beyondRatio(rule data.MediaRule, p data.Media) bool {
	w, h := float64(p.Width), float64(p.Height)
	return rule.MinRatio > 0 && w < h*rule.MinRatio || rule.MaxRatio > 0 && w > h*rule.MaxRatio
}

// examineVideo says why an account does not take a video. Nothing here encodes
// one anew: the person does.
func examineVideo(rule data.MediaRule, v data.Attachment) []check {
	const megabyte = 1000 * 1000
	c := about(v, check{tone: blocking, file: v.Name})
	switch {
	case len(rule.VideoMIME) > 0 && !slices.Contains(rule.VideoMIME, v.MIME):
		c.key = "video_type"
	case rule.VideoBytes > 0 && v.Bytes > rule.VideoBytes:
		limit := rule.VideoBytes / megabyte
		c.key, c.n, c.max = "video_heavy", int(v.Bytes/megabyte-limit+1), int(limit)
	case rule.VideoMax > 0 && v.Length > rule.VideoMax:
		c.key, c.limit = "video_long", rule.VideoMax
	case v.Length > 0 && v.Length < rule.VideoMin:
		c.key, c.limit = "video_short", rule.VideoMin
	default:
		return nil
	}
	return []check{c}
}
