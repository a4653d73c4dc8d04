package data

import (
	"errors"
	"strings"
	"time"
)

// MediaHash is the SHA-256 of a file's bytes, in lower-case hex: its name in
// the media folder, so that a picture attached twice is kept once and can
// never change under a scheduled post.
type MediaHash string

// Media is a picture or a video that was copied into the data folder when
// attached.
type Media struct {
	Hash   MediaHash
	Name   string // the file's name when attached, for people
	MIME   string // "image/jpeg"
	Bytes  int64
	Width  int // pixels after orientation
	Height int
	Length time.Duration // of a video, in whole milliseconds; 0: not known
}

// Video tells whether it moves and has a length; an animated picture is none.
func (m Media) Video() bool { return strings.HasPrefix(m.MIME, "video/") }

// ErrNoPicture: a video was asked for where only a picture can be looked at.
var ErrNoPicture = errors.New("not a picture")

// Limits that hold for every picture before it is decoded (R43).
const (
	MaxMediaBytes  = 25 << 20
	MaxMediaPixels = 40_000_000
)

// MaxVideoBytes is how large a video may be.
const MaxVideoBytes = 4 << 30

// Attachment is a picture or a video in its place in a post.
type Attachment struct {
	Media
	Part int    // 0-based part of the thread it belongs to
	Alt  string // text for those who cannot see it
	// Focus is what no crop may lose; the zero value stands for the middle.
	Focus Focus
}

// Crop is how the picture is shown in a ratio, 0 for its own: cut or between bands.
func (a Attachment) Crop(ratio float64, bands Bands) Crop {
	if a.Focus == (Focus{}) {
		a.Focus = Focus{0.5, 0.5}
	}
	return Crop{Ratio: ratio, Focus: a.Focus, Bands: bands}
}

// Asset is a file of the library: what is known of it and what was said of it.
// Bytes that posts use stay when the asset leaves the library.
type Asset struct {
	MediaFacts
	Brand BrandID
	Alt   string // proposed wherever it is attached
	Tags  []string
	Focus Focus // as in an [Attachment]
	Added time.Time
	Used  []PostID // posts that show it and are not deleted, newest first
}

// AssetQuery asks for a page of the library, newest first.
type AssetQuery struct {
	Brand  BrandID
	Text   string   // in names, tags and alternative texts, accents and case aside
	Tags   []string // all of them
	Unused bool     // only what no post shows
	NoAlt  bool     // only what has no alternative text
	// Blurred: only what [MediaFacts.Blurred] tells.
	Blurred bool
	Only    []MediaHash // nil: any
	Offset  int
	Limit   int // 0: no limit
}

// AssetCounts is how many files a brand's library has, in all and of those that
// want something.
type AssetCounts struct {
	All     int
	Unused  int
	NoAlt   int
	Blurred int
	Alike   int // likely the same picture as another one
}

// MediaShelf is a page of a brand's library with what there is to choose by.
type MediaShelf struct {
	Assets []Asset
	Tags   []Tag // those that most files bear first
	Counts AssetCounts
	// Alike are, of a file of the whole library, the others that are likely the
	// same picture, the nearest first; a file without any is not in it.
	Alike map[MediaHash][]MediaHash
}

// Tag is a word that files of the library bear.
type Tag struct {
	Name   string
	Assets int // how many bear it
}

// Printed is a file of the library with its fingerprint.
type Printed struct {
	Hash  MediaHash
	Print Fingerprint
}
