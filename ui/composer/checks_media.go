package composer

import (
	"slices"

	"parvis/data"
)

// examineMedia compares the pictures and videos of a part with what an account
// takes.
func examineMedia(a *data.Account, shown []data.Attachment, part int) []check {
	rule := a.Can.Media
	images, videos, banded := 0, 0, 0
	for _, p := range shown {
		if p.Video() {
			videos++
			continue
		}
		images++
		if beyondRatio(rule, p.Media) {
			banded++
		}
	}
	out := slices.Concat(tooMany("images", images, rule.Images), tooMany("videos", videos, rule.Videos))
	if images > 0 && videos > 0 && rule.Images > 0 && rule.Videos > 0 && !rule.Mixed {
		out = append(out, check{tone: blocking, key: "mixed"})
	}
	for _, p := range shown {
		if p.Video() && rule.Videos > 0 {
			out = append(out, examineVideo(rule, p.Media)...)
		}
	}
	if banded > 0 && rule.Images > 0 {
		out = append(out, check{tone: caution, key: "banded", n: banded})
	}
	for i := range out {
		out[i].part = part
	}
	return out
}

// tooMany says that there are more of a kind than the limit.
func tooMany(kind string, n, limit int) []check {
	switch {
	case n <= limit:
		return nil
	case limit == 0:
		return []check{{tone: blocking, key: "no_" + kind}}
	}
	return []check{{tone: blocking, key: "too_many_" + kind, n: n - limit, max: limit}}
}

// beyondRatio tells a picture that is too narrow or too broad for an account: it
// will be shown between bands.
func beyondRatio(rule data.MediaRule, p data.Media) bool {
	w, h := float64(p.Width), float64(p.Height)
	return rule.MinRatio > 0 && w < h*rule.MinRatio || rule.MaxRatio > 0 && w > h*rule.MaxRatio
}

// examineVideo says why an account does not take a video. Nothing here encodes
// one anew: the person does.
func examineVideo(rule data.MediaRule, v data.Media) []check {
	const megabyte = 1000 * 1000
	switch {
	case len(rule.VideoMIME) > 0 && !slices.Contains(rule.VideoMIME, v.MIME):
		return []check{{tone: blocking, key: "video_type", file: v.Name}}
	case rule.VideoBytes > 0 && v.Bytes > rule.VideoBytes:
		limit := rule.VideoBytes / megabyte
		return []check{{tone: blocking, key: "video_heavy", file: v.Name, n: int(v.Bytes/megabyte - limit + 1), max: int(limit)}}
	case rule.VideoMax > 0 && v.Length > rule.VideoMax:
		return []check{{tone: blocking, key: "video_long", file: v.Name, limit: rule.VideoMax}}
	case v.Length > 0 && v.Length < rule.VideoMin:
		return []check{{tone: blocking, key: "video_short", file: v.Name, limit: rule.VideoMin}}
	}
	return nil
}
