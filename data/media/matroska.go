package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/bits"
	"time"
)

// The elements of a Matroska file that are read (RFC 9559, 5.1).
const (
	idHead     = 0x1a45dfa3
	idDocType  = 0x4282
	idSegment  = 0x18538067
	idInfo     = 0x1549a966
	idScale    = 0x2ad7b1 // nanoseconds a tick
	idDuration = 0x4489   // in ticks
	idTracks   = 0x1654ae6b
	idTrack    = 0xae
	idKind     = 0x83 // of a track: 1 for moving pictures
	idVideo    = 0xe0
	idWidth    = 0xb0
	idHeight   = 0xba
	idCluster  = 0x1f43b675
)

// element is a stretch of a Matroska file (RFC 8794, 6). One that does not know
// its size goes to the end of what it lies in.
type element struct {
	id       uint32
	body, to int64
}

// elements are those between two places of the file, in order.
func (o *outline) elements(from, to int64) iter.Seq[element] {
	return func(yield func(element) bool) {
		for from < to {
			e, ok := o.element(from, to)
			if !ok || !yield(e) {
				return
			}
			from = e.to
		}
	}
}

func (o *outline) element(from, to int64) (element, bool) {
	head := o.read(from, int(min(12, to-from)))
	id, n := variable(head, 4, true)
	var size, m uint64
	if n > 0 {
		size, m = variable(head[n:], 8, false)
	}
	if n == 0 || m == 0 {
		o.fail(CodeBroken, fmt.Errorf("no element at %d", from))
		return element{}, false
	}
	e := element{id: uint32(id), body: from + int64(n+m)}
	unknown := uint64(1)<<(7*m) - 1
	if e.to = e.body + int64(size); size == unknown {
		e.to = to
	}
	if e.to < e.body || e.to > to {
		o.fail(CodeBroken, fmt.Errorf("an element of %d bytes at %d", size, from))
		return element{}, false
	}
	return e, true
}

// variable reads a number that says itself how many bytes it has: one more than
// the zero bits that it begins with. marked keeps the bit that ends them, as
// identifiers do. length 0: there is none.
func variable(b []byte, most int, marked bool) (n, length uint64) {
	if len(b) == 0 {
		return 0, 0
	}
	size := bits.LeadingZeros8(b[0]) + 1
	if size > most || size > len(b) {
		return 0, 0
	}
	for _, one := range b[:size] {
		n = n<<8 | uint64(one)
	}
	if !marked {
		n &^= 1 << (7 * size)
	}
	return n, uint64(size)
}

// matroska reads a WebM or Matroska file as far as its first pictures, before
// which the format puts everything that is of interest here.
func (o *outline) matroska(size int64) film {
	f := film{mime: Matroska}
	for e := range o.elements(0, size) {
		switch e.id {
		case idHead:
			if o.docType(e) == "webm" {
				f.mime = WebM
			}
		case idSegment:
			o.segment(e, &f)
			return f
		}
	}
	o.fail(CodeBroken, errors.New("no segment"))
	return f
}

func (o *outline) docType(head element) string {
	for e := range o.elements(head.body, head.to) {
		if e.id == idDocType {
			return string(o.read(e.body, int(min(e.to-e.body, 16))))
		}
	}
	return ""
}

func (o *outline) segment(segment element, f *film) {
	for e := range o.elements(segment.body, segment.to) {
		switch e.id {
		case idInfo:
			f.length = o.duration(e)
		case idTracks:
			for track := range o.elements(e.body, e.to) {
				if track.id == idTrack && f.width == 0 {
					f.width, f.height = o.track(track)
				}
			}
		case idCluster:
			return
		}
	}
}

// duration is 0 where the file does not tell it, as one that a browser recorded.
func (o *outline) duration(info element) time.Duration {
	scale, ticks := uint64(time.Millisecond), 0.0
	for e := range o.elements(info.body, info.to) {
		switch e.id {
		case idScale:
			scale = o.whole(e)
		case idDuration:
			ticks = o.float(e)
		}
	}
	length := ticks * float64(scale)
	if !(length >= 0 && length < math.MaxInt64) {
		o.fail(CodeBroken, fmt.Errorf("%v ticks of %d ns", ticks, scale))
		return 0
	}
	return time.Duration(length)
}

func (o *outline) track(track element) (width, height int) {
	kind := uint64(0)
	for e := range o.elements(track.body, track.to) {
		switch e.id {
		case idKind:
			kind = o.whole(e)
		case idVideo:
			for one := range o.elements(e.body, e.to) {
				switch one.id {
				case idWidth:
					width = int(o.whole(one) & math.MaxInt32)
				case idHeight:
					height = int(o.whole(one) & math.MaxInt32)
				}
			}
		}
	}
	if kind != 1 {
		return 0, 0
	}
	return width, height
}

func (o *outline) whole(e element) uint64 {
	if e.to-e.body > 8 {
		o.fail(CodeBroken, fmt.Errorf("a number of %d bytes", e.to-e.body))
		return 0
	}
	return o.number(e.body, int(e.to-e.body))
}

func (o *outline) float(e element) float64 {
	switch b := o.read(e.body, int(min(e.to-e.body, 8))); len(b) {
	case 4:
		return float64(math.Float32frombits(binary.BigEndian.Uint32(b)))
	case 8:
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return 0
}
