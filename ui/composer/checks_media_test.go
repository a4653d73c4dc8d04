package composer

import (
	"slices"
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestChecksOfPicturesAndVideos(t *testing.T) {
	picture := data.Media{Hash: "p", Name: "four.jpg", MIME: "image/jpeg", Bytes: 1000, Width: 1000, Height: 1000}
	film := data.Media{Hash: "v", Name: "four.mp4", MIME: "video/mp4", Bytes: 90_000_000, Width: 1080, Height: 1920, Length: 42 * time.Second}
	broad := data.MediaRule{
		Images: 2, MinRatio: 0.8, MaxRatio: 1.91, Videos: 1, VideoBytes: 100_000_000,
		VideoMIME: []string{"video/mp4"}, VideoMin: 3 * time.Second, VideoMax: time.Minute,
	}
	for name, c := range map[string]struct {
		change func(*data.MediaRule, *data.Media, *data.Media)
		shown  string // p for a picture, v for a video
		want   []string
	}{
		"a video":           {nil, "v", nil},
		"two pictures":      {nil, "pp", nil},
		"two videos":        {nil, "vv", []string{"too_many_videos 1 1"}},
		"no videos":         {func(r *data.MediaRule, _, _ *data.Media) { r.Videos = 0 }, "v", []string{"no_videos 0 0"}},
		"only videos":       {func(r *data.MediaRule, _, _ *data.Media) { r.Images = 0 }, "pv", []string{"no_images 0 0"}},
		"both":              {nil, "pv", []string{"mixed 0 0"}},
		"both, and allowed": {func(r *data.MediaRule, _, _ *data.Media) { r.Mixed = true }, "pv", nil},
		"another kind":      {func(_ *data.MediaRule, _, v *data.Media) { v.MIME = "video/webm" }, "v", []string{"video_type 0 0"}},
		"any kind": {func(r *data.MediaRule, _, v *data.Media) {
			r.VideoMIME, v.MIME = nil, "video/webm"
		}, "v", nil},
		"too heavy":            {func(_ *data.MediaRule, _, v *data.Media) { v.Bytes = 100_000_001 }, "v", []string{"video_heavy 1 100"}},
		"much too heavy":       {func(_ *data.MediaRule, _, v *data.Media) { v.Bytes = 120_500_000 }, "v", []string{"video_heavy 21 100"}},
		"too long":             {func(_ *data.MediaRule, _, v *data.Media) { v.Length = time.Minute + 1 }, "v", []string{"video_long 0 0"}},
		"too short":            {func(_ *data.MediaRule, _, v *data.Media) { v.Length = time.Second }, "v", []string{"video_short 0 0"}},
		"of unknown length":    {func(_ *data.MediaRule, _, v *data.Media) { v.Length = 0 }, "v", nil},
		"too narrow":           {func(_ *data.MediaRule, p, _ *data.Media) { p.Width = 799 }, "p", []string{"banded 1 0"}},
		"too broad, twice":     {func(_ *data.MediaRule, p, _ *data.Media) { p.Width = 1911 }, "pp", []string{"banded 2 0"}},
		"a video has no bands": {func(r *data.MediaRule, _, _ *data.Media) { r.MinRatio = 1 }, "v", nil},
	} {
		t.Run(name, func(t *testing.T) {
			rule, p, v := broad, picture, film
			if c.change != nil {
				c.change(&rule, &p, &v)
			}
			var shown []data.Attachment
			for _, kind := range c.shown {
				shown = append(shown, data.Attachment{Media: map[rune]data.Media{'p': p, 'v': v}[kind]})
			}
			var got []string
			for _, one := range examineMedia(&data.Account{Can: data.Capabilities{Media: rule}}, shape{}, shown, 2) {
				got = append(got, strings.Join([]string{one.key, number(one.n), number(one.max)}, " "))
				if one.part != 2 || (one.key == "banded") != (one.tone == caution) || strings.HasPrefix(one.key, "video_") != (one.file == "four.mp4") {
					t.Errorf("%+v", one)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestAVideoNeedsNoWords: what is missing beside a picture is not missing beside
// a video.
func TestAVideoNeedsNoWords(t *testing.T) {
	p := everywhere("Le four")
	p.Media = []data.Attachment{{Media: data.Media{Hash: "v", MIME: "video/mp4"}}}
	if got := examineAlt(&draft{post: p}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestLimitsOfVideosAreSaid(t *testing.T) {
	b := newBench(t)
	b.begin("")
	for want, c := range map[string]check{
		"Bluesky : « four.mp4 » est trop longue (2:20 au plus)":               {key: "video_long", account: bluesky, file: "four.mp4", limit: 140 * time.Second},
		"Bluesky : « four.mp4 » pèse 21 Mo de trop (100 Mo au plus)":          {key: "video_heavy", account: bluesky, file: "four.mp4", n: 21, max: 100},
		"Bluesky : 2 images auront des bandes, leur format n’est pas accepté": {key: "banded", account: bluesky, n: 2},
	} {
		if got := strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(b.checkText(c)); got != want {
			t.Errorf("said %q", got)
		}
	}
}
