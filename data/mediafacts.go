package data

import (
	"math/bits"
	"time"
)

// Origin is what a picture or a video says of when and where it was made.
type Origin struct {
	Taken Taken
	// Place: the file says where. It never leaves this computer with it.
	Place bool
}

// Taken is when a picture was taken, by its camera's clock; zero: not known.
type Taken struct {
	At    time.Time // in the camera's zone when Zoned, else its wall time, in UTC
	Zoned bool
}

// In is the moment, for a camera that keeps the time of zone when it does not
// say itself which it keeps.
func (t Taken) In(zone *time.Location) time.Time {
	if t.Zoned || t.At.IsZero() {
		return t.At
	}
	year, month, day := t.At.Date()
	hour, minute, second := t.At.Clock()
	return time.Date(year, month, day, hour, minute, second, t.At.Nanosecond(), zone)
}

// MediaFacts is what is known of a picture once it was looked at. Of a video
// only Media and Origin are.
type MediaFacts struct {
	Media
	Origin
	// Sharpness is how sharp the sharpest part is, 0 when there is nothing in
	// the picture that could be.
	Sharpness float64
	// Low and High: how bright the pixel is, 0 for black and 1 for white, than
	// which a twentieth of all are darker, and brighter.
	Low, High float64
	Print     Fingerprint
}

// Blurred tells a picture of which no part is sharp when it is seen as large as
// networks show it.
func (f MediaFacts) Blurred() bool { return f.Sharpness > 0 && f.Sharpness < LeastSharpness }

// TooDark tells a picture in which nothing is bright.
func (f MediaFacts) TooDark() bool { return !f.Video() && f.High < darkest }

// TooBright tells a picture in which nothing is dark and the light parts are
// white.
func (f MediaFacts) TooBright() bool { return !f.Video() && f.Low > brightest && f.High > burnt }

// LeastSharpness is the sharpness from which on a picture does not count as
// blurred. It was chosen as the measures below were.
const LeastSharpness = 0.025

// Chosen on drawings that were blurred and lit by known amounts: the tests of
// data/media measure them.
const (
	darkest   = 0.35
	brightest = 0.45
	burnt     = 0.98
)

// TooSmall tells whether a picture of w by h pixels has fewer than width pixels
// across once it is cropped, so that a network that shows so many blows it up.
func (c Crop) TooSmall(w, h, width int) bool { return c.Frame(w, h).Dx() < width }

// Fingerprint stays nearly the same when a picture is made smaller, saved again
// or trimmed a little; 0: there is nothing in it to be told from others.
type Fingerprint uint64

// mostDifferent is how many of the 64 bits may differ between two prints of what
// a person calls the same picture; the tests of data/media measure it.
const mostDifferent = 10

// Alike tells whether two prints are likely of the same picture.
func (a Fingerprint) Alike(b Fingerprint) bool {
	return a != 0 && b != 0 && bits.OnesCount64(uint64(a^b)) <= mostDifferent
}
