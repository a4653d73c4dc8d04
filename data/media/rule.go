package media

import (
	"fmt"
	"slices"

	"parvis/data"
)

// Codes of the Invalid failures of what an account does not take.
const (
	CodeMediaType  = "media_type"  // no video of this kind, or none at all
	CodeVideoLong  = "video_long"  // longer than MediaRule.VideoMax
	CodeVideoShort = "video_short" // shorter than MediaRule.VideoMin
)

// FitFor makes what an account takes of an attached file, of which open gives
// the bytes, and describes it. A picture becomes one of [Fit]. A video is never
// encoded anew: it is taken as it is or refused, with one of the codes above or
// data.CodeTooLarge; where its length is not known the network judges. Of what
// an MP4 or QuickTime file says about itself (udta, meta and XMP boxes, tracks of
// measured data: a place, a telephone, a name) nothing is left but free room, on
// the way out and without a copy. The samples of a track of measured data stay in
// the file, belonging to nothing; a WebM file is left as it is.
func FitFor(rule data.MediaRule, m data.Media, open func() (data.MediaFile, error)) (func() (data.MediaFile, error), data.Media, error) {
	return CropFor(rule, m, data.Crop{}, open)
}

// CropFor is [FitFor] with the part of a picture that is within a crop; a video
// stays whole.
func CropFor(rule data.MediaRule, m data.Media, crop data.Crop, open func() (data.MediaFile, error)) (func() (data.MediaFile, error), data.Media, error) {
	if m.Video() {
		if err := takes(rule, m); err != nil {
			return nil, m, err
		}
	}
	file, err := open()
	if err != nil {
		return nil, m, err
	}
	defer file.Close()
	if m.Video() {
		f, err := readFilm(file, m.Bytes)
		if err != nil || len(f.private) == 0 {
			return open, m, err
		}
		return func() (data.MediaFile, error) {
			file, err := open()
			if err != nil {
				return nil, err
			}
			return discreet{file, f.private}, nil
		}, m, nil
	}
	b, err := Picture(file, m.Bytes)
	if err != nil {
		return nil, m, err
	}
	fitted, info, err := Crop(b, crop, rule)
	info.Hash, info.Name = m.Hash, m.Name
	return data.InMemory(fitted), info, err
}

// takes tells why an account does not take a video.
func takes(rule data.MediaRule, m data.Media) error {
	switch {
	case rule.Videos == 0 || !allowed(m.MIME, rule.VideoMIME):
		return failure(CodeMediaType, fmt.Errorf("%s, taken are %v", m.MIME, rule.VideoMIME))
	case rule.VideoBytes > 0 && m.Bytes > rule.VideoBytes:
		return failure(data.CodeTooLarge, fmt.Errorf("%d bytes, at most %d", m.Bytes, rule.VideoBytes))
	case rule.VideoMax > 0 && m.Length > rule.VideoMax:
		return failure(CodeVideoLong, fmt.Errorf("%v, at most %v", m.Length, rule.VideoMax))
	case m.Length > 0 && m.Length < rule.VideoMin:
		return failure(CodeVideoShort, fmt.Errorf("%v, at least %v", m.Length, rule.VideoMin))
	}
	return nil
}

func allowed(mime string, all []string) bool { return len(all) == 0 || slices.Contains(all, mime) }
