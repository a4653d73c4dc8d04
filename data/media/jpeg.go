package media

import (
	"bytes"
	"encoding/binary"
)

// orientation is how a picture is to be turned to stand upright, in the numbers
// of EXIF (CIPA DC-008, tag 274): 1 upright, 2 mirrored, 3 by a half turn, 4
// mirrored top to bottom, 5 to 8 with rows and columns exchanged.
type orientation int

const upright orientation = 1

// sideways tells whether width and height change places.
func (o orientation) sideways() bool { return o >= 5 && o <= 8 }

// source says which stored pixel is seen at x, y of the upright picture, w and h
// being the stored width and height.
func (o orientation) source(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// jpegMarks is what the segments before the pixels say (ITU-T T.81, annex B).
type jpegMarks struct {
	progressive bool
	samples     float64 // colour samples per pixel: 1.5 for 4:2:0
}

// bytesPerPixel is what decoding takes: a progressive picture keeps its
// coefficients, four bytes each, until the end.
func (m jpegMarks) bytesPerPixel() float64 {
	if m.progressive {
		return m.samples * 5
	}
	return m.samples
}

// readJPEG reads the segments up to the pixels; what is broken is skipped.
func readJPEG(b []byte) jpegMarks {
	m := jpegMarks{samples: 3}
	all, _ := segments(b)
	for _, s := range all {
		body := b[s.from+4 : s.to]
		if s.kind == 0xc0 || s.kind == 0xc1 || s.kind == 0xc2 {
			m.progressive = s.kind == 0xc2
			m.samples = samplesPerPixel(body)
		}
	}
	return m
}

// isMetadata tells the segments that are about a picture rather than part of
// it: APP0 is JFIF, APP2 its colours or a list of further pictures, APP14 how
// Adobe stores it.
func isMetadata(kind byte, body []byte) bool {
	switch kind {
	case 0xe0, 0xee:
		return false
	case 0xe2:
		return !bytes.HasPrefix(body, []byte(iccMark))
	case 0xfe:
		return true // a comment
	}
	return kind >= 0xe0 && kind <= 0xef
}

// segment is a stretch of a JPEG from its marker to its end.
type segment struct {
	kind     byte
	from, to int
}

// segments lists the segments before the pixels, and where these begin.
func segments(b []byte) (all []segment, pixels int) {
	at := 2
	for at+4 <= len(b) && b[at] == 0xff {
		kind := b[at+1]
		if kind == 0xff { // filling
			at++
			continue
		}
		end := at + 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		if kind == 0xda || end < at+4 || end > len(b) {
			break
		}
		all = append(all, segment{kind, at, end})
		at = end
	}
	return all, at
}

// afterPixels is where the picture ends: telephones write films and whole
// second pictures behind it.
func afterPixels(b []byte, at int) int {
	for at+1 < len(b) {
		switch kind := b[at+1]; {
		case b[at] != 0xff || kind == 0xff:
			at++
		case kind == 0xd9:
			return at + 2
		case kind == 0 || kind >= 0xd0 && kind <= 0xd7: // a pixel of 0xff, a restart
			at += 2
		case at+4 <= len(b):
			at += 2 + int(binary.BigEndian.Uint16(b[at+2:]))
		default:
			return len(b)
		}
	}
	return len(b)
}

func samplesPerPixel(frame []byte) float64 {
	const worst = 4
	if len(frame) < 6 || len(frame) < 6+3*int(frame[5]) {
		return worst
	}
	sum, most := 0, 1
	for i := range int(frame[5]) {
		sampling := frame[6+3*i+1]
		n := int(sampling>>4) * int(sampling&0xf)
		sum, most = sum+n, max(most, n)
	}
	return float64(sum) / float64(most)
}

// withoutMetadata copies a JPEG without what is only about it; the pixels stay
// bit for bit.
func withoutMetadata(b []byte) []byte {
	all, pixels := segments(b)
	clean := append(make([]byte, 0, len(b)), b[:2]...)
	for _, s := range all {
		if !isMetadata(s.kind, b[s.from+4:s.to]) {
			clean = append(clean, b[s.from:s.to]...)
		}
	}
	return append(clean, b[pixels:afterPixels(b, pixels)]...)
}
