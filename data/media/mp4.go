package media

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"

	"parvis/data"
)

// box is a stretch of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2).
type box struct {
	kind           string
	from, body, to int64
}

// boxes are those between two places of the file, in order. What is shorter
// than the head of one, at the end, is filling.
func (o *outline) boxes(from, to int64) iter.Seq[box] {
	return func(yield func(box) bool) {
		for to-from >= 8 {
			b, ok := o.box(from, to)
			if !ok || !yield(b) {
				return
			}
			from = b.to
		}
	}
}

func (o *outline) box(from, to int64) (box, bool) {
	head := o.read(from, 8)
	if head == nil {
		return box{}, false
	}
	b := box{kind: string(head[4:]), from: from, body: from + 8}
	size := int64(binary.BigEndian.Uint32(head))
	if size == 1 {
		size = int64(o.number(b.body, 8))
		b.body += 8
	}
	if b.to = from + size; size == 0 {
		b.to = to
	}
	if b.to < b.body || b.to > to {
		o.fail(CodeBroken, fmt.Errorf("a box of %d bytes at %d", size, from))
	}
	return b, o.err == nil
}

// within finds the first box below b along a path of kinds.
func (o *outline) within(b box, path ...string) (box, bool) {
	for _, kind := range path {
		found := false
		for child := range o.boxes(b.body, b.to) {
			if child.kind == kind {
				b, found = child, true
				break
			}
		}
		if !found {
			return box{}, false
		}
	}
	return b, true
}

// movie reads an MP4 or QuickTime file: its moov box, wherever it lies.
func (o *outline) movie(size int64) film {
	var f film
	found := false
	for b := range o.boxes(0, size) {
		switch {
		case b.kind == "moov" && !found:
			found = true
			o.moov(b, &f)
		case b.kind == "meta" || b.kind == "udta" || b.kind == "uuid" && o.isXMP(b):
			f.private = append(f.private, b)
		}
	}
	if !found {
		o.fail(CodeBroken, errors.New("no moov box: the recording was not finished"))
	}
	return f
}

// isXMP tells the box in which editors write about a film (XMP specification,
// part 3, 2.4).
func (o *outline) isXMP(b box) bool {
	const xmp = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"
	return b.to-b.body >= int64(len(xmp)) && string(o.read(b.body, len(xmp))) == xmp
}

func (o *outline) moov(moov box, f *film) {
	var scale, length uint64
	for b := range o.boxes(moov.body, moov.to) {
		switch b.kind {
		case "mvhd":
			scale, length = o.mvhd(b)
			f.taken = o.created(b)
		case "mvex": // recorded in pieces: the whole length stands here, if anywhere
			if mehd, ok := o.within(b, "mehd"); ok {
				length = max(length, o.counted(mehd.body+4, o.wide(mehd)))
			}
		case "trak":
			o.trak(b, f)
		case "udta", "meta":
			f.private = append(f.private, b)
		}
	}
	if scale == 0 {
		o.fail(CodeBroken, errors.New("no clock"))
		return
	}
	seconds := length / scale
	if seconds > math.MaxInt64/uint64(time.Second)-1 {
		o.fail(CodeBroken, fmt.Errorf("%d seconds", seconds))
		return
	}
	f.length = time.Duration(seconds)*time.Second + time.Duration(length%scale*uint64(time.Second)/scale)
}

// wide tells whether a box has the eight-byte numbers of version 1.
func (o *outline) wide(b box) bool { return o.number(b.body, 1) == 1 }

// mvhd is how many ticks a second has and how many the film has, 0 for unknown.
func (o *outline) mvhd(b box) (scale, length uint64) {
	at, wide := b.body+12, o.wide(b)
	if wide {
		at += 8
	}
	return o.number(at, 4), o.counted(at+4, wide)
}

// created is when a film was made: seconds since 1904, in UTC as the standard
// has it, though some cameras write the time of their own clock.
func (o *outline) created(mvhd box) data.Taken {
	seconds := o.number(mvhd.body+4, 4)
	if o.wide(mvhd) {
		seconds = o.number(mvhd.body+4, 8)
	}
	if seconds == 0 || seconds > math.MaxUint32 {
		return data.Taken{}
	}
	return data.Taken{At: time.Date(1904, 1, 1, 0, 0, int(seconds), 0, time.UTC), Zoned: true}
}

// counted is a length in ticks; all bits set is unknown.
func (o *outline) counted(at int64, wide bool) uint64 {
	n, unknown := o.number(at, 4), uint64(math.MaxUint32)
	if wide {
		n, unknown = o.number(at, 8), math.MaxUint64
	}
	if n == unknown {
		return 0
	}
	return n
}

// trak takes the size of the first moving picture. A track of what was measured
// along with the film, places for instance, is private.
func (o *outline) trak(trak box, f *film) {
	hdlr, ok := o.within(trak, "mdia", "hdlr")
	if !ok {
		return
	}
	kind := string(o.read(hdlr.body+8, 4))
	if kind == "meta" {
		f.private = append(f.private, trak)
		return
	}
	for b := range o.boxes(trak.body, trak.to) {
		switch {
		case b.kind == "udta" || b.kind == "meta":
			f.private = append(f.private, b)
		case b.kind == "tkhd" && kind == "vide" && f.width == 0:
			f.width, f.height = o.seen(trak, b)
		}
	}
}

// seen is how large a track is shown, upright; where it does not say so, how
// large its pictures are.
func (o *outline) seen(trak, tkhd box) (width, height int) {
	at := tkhd.body + 40 // where the matrix of nine numbers is
	if o.wide(tkhd) {
		at += 12
	}
	head := o.read(at, 44)
	stsd, ok := o.within(trak, "mdia", "minf", "stbl", "stsd")
	if head == nil || !ok {
		return 0, 0
	}
	number := func(i int) int { return int(int32(binary.BigEndian.Uint32(head[4*i:]))) }
	width, height = number(9)>>16, number(10)>>16
	if width <= 0 || height <= 0 {
		width, height = o.coded(stsd)
	}
	if o.locked(stsd) {
		o.fail(CodeFormat, errors.New("the film is locked"))
	}
	if quarterTurn := number(0) == 0 && number(4) == 0 && number(1) != 0 && number(3) != 0; quarterTurn {
		return height, width
	}
	return width, height
}

// coded is the size of the pictures of a track, by its first sample entry.
func (o *outline) coded(stsd box) (width, height int) {
	const entry = 8 + 8 + 24 // behind the count, the head of the entry, what comes before
	return int(o.number(stsd.body+entry, 2)), int(o.number(stsd.body+entry+2, 2))
}

// locked tells a film that only those see who have a key (14496-12, 8.12).
func (o *outline) locked(stsd box) bool { return string(o.read(stsd.body+8+4, 4)) == "encv" }
