package media

import (
	"encoding/binary"
	"iter"
	"strings"
	"time"

	"parvis/data"
)

// The tags that are read (CIPA DC-008, 4.6).
const (
	tagOrientation     = 0x0112
	tagChanged         = 0x0132 // DateTime
	tagDetails         = 0x8769 // where the directory of the camera is
	tagPlace           = 0x8825 // where the directory of the place is
	tagTaken           = 0x9003 // DateTimeOriginal
	tagDigitised       = 0x9004
	tagChangedOffset   = 0x9010
	tagTakenOffset     = 0x9011
	tagDigitisedOffset = 0x9012
)

// camera is what a camera wrote about a picture.
type camera struct {
	turn   orientation
	origin data.Origin
}

// readEXIF reads what a camera wrote; what is broken is skipped.
func readEXIF(b []byte) camera {
	c := camera{turn: upright}
	t, first := readTIFF(b)
	texts := map[uint16]string{}
	read := func(at int64) {
		for e := range t.directory(at) {
			switch e.tag {
			case tagChanged, tagTaken, tagDigitised, tagChangedOffset, tagTakenOffset, tagDigitisedOffset:
				texts[e.tag] = t.text(e)
			}
		}
	}
	read(first)
	for e := range t.directory(first) {
		switch e.tag {
		case tagOrientation:
			if o := orientation(t.order.Uint16(e.value)); o >= 1 && o <= 8 {
				c.turn = o
			}
		case tagDetails:
			read(t.pointer(e))
		case tagPlace:
			c.origin.Place = c.origin.Place || t.tellsPlace(t.pointer(e))
		}
	}
	for _, tags := range [][2]uint16{{tagTaken, tagTakenOffset}, {tagDigitised, tagDigitisedOffset}, {tagChanged, tagChangedOffset}} {
		if c.origin.Taken.At.IsZero() {
			c.origin.Taken = taken(texts[tags[0]], texts[tags[1]])
		}
	}
	return c
}

// taken reads a date as cameras write it, "2026:05:14 09:30:00", and the offset
// of its zone, "+02:00".
func taken(date, offset string) data.Taken {
	const layout = "2006:01:02 15:04:05"
	if at, err := time.Parse(layout+"-07:00", date+offset); err == nil {
		return data.Taken{At: at, Zoned: true}
	}
	at, err := time.Parse(layout, date)
	if err != nil {
		return data.Taken{}
	}
	return data.Taken{At: at}
}

// tiff is the form in which cameras write about a picture (TIFF 6.0, section 2).
type tiff struct {
	b     []byte
	order binary.ByteOrder
}

// entry is one tag of a directory.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte // four bytes: what is told, or where it stands
}

// readTIFF reads the head, and where the first directory is.
func readTIFF(b []byte) (t tiff, first int64) {
	t = tiff{b, binary.BigEndian}
	if len(b) < 8 {
		return t, 0
	}
	if string(b[:2]) == "II" {
		t.order = binary.LittleEndian
	}
	return t, int64(t.order.Uint32(b[4:]))
}

// directory are the tags of the directory at a place; none where there is none.
func (t tiff) directory(at int64) iter.Seq[entry] {
	return func(yield func(entry) bool) {
		const head = 8
		if at < head || at+2 > int64(len(t.b)) {
			return
		}
		rest := t.b[at+2:]
		for range t.order.Uint16(t.b[at:]) {
			if len(rest) < 12 {
				return
			}
			e := entry{t.order.Uint16(rest), t.order.Uint16(rest[2:]), t.order.Uint32(rest[4:]), rest[8:12]}
			if !yield(e) {
				return
			}
			rest = rest[12:]
		}
	}
}

func (t tiff) pointer(e entry) int64 { return int64(t.order.Uint32(e.value)) }

// text is a text of up to a hundred letters, without the blanks around it.
func (t tiff) text(e entry) string {
	const letters, most = 2, 100
	if e.kind != letters || e.count > most {
		return ""
	}
	value := e.value[:min(e.count, 4)]
	if e.count > 4 {
		from := t.pointer(e)
		to := from + int64(e.count)
		if to > int64(len(t.b)) {
			return ""
		}
		value = t.b[from:to]
	}
	text, _, _ := strings.Cut(string(value), "\x00")
	return strings.TrimSpace(text)
}

// tellsPlace tells whether the directory of the place names one: a latitude or
// a longitude, of the camera or of what it looked at, or the name of an area.
// Cameras that do not know write a directory without these.
func (t tiff) tellsPlace(at int64) bool {
	for e := range t.directory(at) {
		switch e.tag {
		case 2, 4, 20, 22, 28:
			if e.count > 0 {
				return true
			}
		}
	}
	return false
}
