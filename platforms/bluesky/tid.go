package bluesky

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// tidLetters is the alphabet of timestamp identifiers, in their sorting order
// (https://atproto.com/specs/tid).
const tidLetters = "234567abcdefghijklmnopqrstuvwxyz"

const tidLength = 13

// newTID makes a record key of a time: 53 bits of microseconds, of which those
// below the millisecond are random, and 10 random bits in place of a clock's
// identity. Keys sort as their stamps do, to the millisecond; two of the same
// millisecond are the same once in a million.
func newTID(stamp time.Time) string {
	var random [8]byte
	rand.Read(random[:]) // never fails (crypto/rand)
	r := binary.NativeEndian.Uint64(random[:])
	micros := uint64(max(0, stamp.UnixMilli()))*1000 + (r>>10)%1000
	n := (micros&(1<<53-1))<<10 | r&1023
	var tid [tidLength]byte
	for i := tidLength - 1; i >= 0; i-- {
		tid[i] = tidLetters[n&31]
		n >>= 5
	}
	return string(tid[:])
}

// tidTime returns the time of a key, to the millisecond.
func tidTime(tid string) (time.Time, error) {
	if len(tid) != tidLength {
		return time.Time{}, errors.New("not a timestamp identifier")
	}
	var n uint64
	for i := range tidLength {
		digit := strings.IndexByte(tidLetters, tid[i])
		if digit < 0 || (i == 0 && digit >= 16) {
			return time.Time{}, errors.New("not a timestamp identifier")
		}
		n = n<<5 | uint64(digit)
	}
	return time.UnixMilli(int64(n>>10) / 1000).UTC(), nil
}
