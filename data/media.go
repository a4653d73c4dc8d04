package data

// MediaHash is the SHA-256 of a file's bytes, in lower-case hex: its name in
// the media folder, so that a picture attached twice is kept once and can
// never change under a scheduled post.
type MediaHash string

// Media is a picture that was copied into the data folder when attached.
type Media struct {
	Hash   MediaHash
	Name   string // the file's name when attached, for people
	MIME   string // "image/jpeg"
	Bytes  int64
	Width  int // pixels after orientation
	Height int
}

// Limits that hold for every picture before it is decoded (R43).
const (
	MaxMediaBytes  = 25 << 20
	MaxMediaPixels = 40_000_000
)

// Attachment is a picture in its place in a post.
type Attachment struct {
	Media
	Part int    // 0-based part of the thread it belongs to
	Alt  string // text for those who cannot see it
}
