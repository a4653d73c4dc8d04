package media

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// bigBox is a box with an eight-byte size.
func bigBox(kind string, content ...[]byte) []byte {
	body := slices.Concat(content...)
	b := append([]byte{0, 0, 0, 1}, kind...)
	return append(binary.BigEndian.AppendUint64(b, uint64(16+len(body))), body...)
}

func aBox(kind string, content ...[]byte) []byte {
	body := slices.Concat(content...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), []byte(kind), body)
}

// numbers are four bytes each.
func numbers(all ...uint32) (b []byte) {
	for _, n := range all {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

// clip is a small MP4 file to be built, with everything of interest in it.
type clip struct {
	brand         string
	width, height uint32
	turn          [4]uint32 // a, b, c, d of the matrix, 16.16
	scale, length uint32
	wide          bool // version 1 boxes
	pieces        uint32
	codec         string
	handler       string
	secrets       bool // says where it was made
	moovLast      bool
}

const one, minusOne = 1 << 16, 0xffff0000

// film is 42 seconds of 1920 by 1080.
func sample() clip {
	return clip{brand: "isom", width: 1920, height: 1080, turn: [4]uint32{one, 0, 0, one}, scale: 600, length: 42 * 600, codec: "avc1", handler: "vide"}
}

func (c clip) bytes() []byte {
	ftyp := aBox("ftyp", []byte(c.brand), numbers(512), []byte("isomiso2"))
	film := bigBox("mdat", []byte(strings.Repeat("pictures", 4000)))
	if c.moovLast {
		return slices.Concat(ftyp, aBox("wide"), film, c.moov())
	}
	return slices.Concat(ftyp, c.moov(), film)
}

func (c clip) moov() []byte {
	mvhd := numbers(0, 0, 0, c.scale, c.length)
	if c.wide {
		mvhd = numbers(1<<24, 0, 0, 0, 0, c.scale, 0, c.length)
	}
	parts := [][]byte{aBox("mvhd", mvhd, make([]byte, 80))}
	if c.pieces > 0 {
		parts = append(parts, aBox("mvex", aBox("mehd", numbers(0, c.pieces))))
	}
	parts = append(parts, c.trak("soun", aBox("mp4a", make([]byte, 28))), c.trak(c.handler, c.entry()))
	if c.secrets {
		place := aBox("\xa9xyz", []byte("\x00\x12\x15\xc7+47.2184-001.5536/"))
		keys := aBox("meta", aBox("keys", []byte("com.apple.quicktime.location.ISO6709")), aBox("ilst", []byte("+47.2184-001.5536/")))
		parts = append(parts, c.trak("meta", aBox("gpmd", []byte("GPS5 47.2184"))), aBox("udta", place, numbers(0)), bigBox("meta", keys))
	}
	return aBox("moov", parts...)
}

func (c clip) entry() []byte {
	return aBox(c.codec, make([]byte, 24), []byte{byte(c.width >> 8), byte(c.width), byte(c.height >> 8), byte(c.height)}, make([]byte, 50))
}

func (c clip) trak(handler string, entry []byte) []byte {
	head := numbers(0, 0, 0, 1, 0, 0)
	if c.wide {
		head = numbers(1<<24, 0, 0, 0, 0, 1, 0, 0, 0)
	}
	tkhd := aBox("tkhd", head, make([]byte, 16),
		numbers(c.turn[0], c.turn[1], 0, c.turn[2], c.turn[3], 0, 0, 0, 1<<30), numbers(c.width<<16, c.height<<16))
	var private []byte
	if c.secrets && handler == "vide" {
		private = aBox("udta", aBox("name", []byte("Jeanne, 47.2184")))
	}
	return aBox("trak", tkhd, private, aBox("mdia",
		aBox("mdhd", make([]byte, 24)), aBox("hdlr", numbers(0, 0), []byte(handler), make([]byte, 12)),
		aBox("minf", aBox("stbl", aBox("stsd", numbers(0, 1), entry)))))
}

// anElement is one of a Matroska file; its size is written with so many bytes,
// 0 for an unknown size.
func anElement(id uint32, width int, content ...[]byte) []byte {
	body := slices.Concat(content...)
	var b []byte
	for shift := 24; shift >= 0; shift -= 8 {
		if c := byte(id >> shift); c != 0 || len(b) > 0 {
			b = append(b, c)
		}
	}
	if width == 0 {
		return slices.Concat(b, []byte{0xff}, body)
	}
	size := uint64(len(body)) | 1<<(7*width)
	for shift := 8 * (width - 1); shift >= 0; shift -= 8 {
		b = append(b, byte(size>>shift))
	}
	return append(b, body...)
}

// web is a Matroska file of 640 by 360; ticks 0 is one that does not tell its
// length.
func web(docType string, ticks float64) []byte {
	info := anElement(idInfo, 4, anElement(idScale, 1, []byte{0x0f, 0x42, 0x40}))
	if ticks > 0 {
		info = anElement(idInfo, 4, anElement(idScale, 1, []byte{0x0f, 0x42, 0x40}),
			anElement(idDuration, 1, binary.BigEndian.AppendUint64(nil, math.Float64bits(ticks))))
	}
	sound := anElement(idTrack, 2, anElement(idKind, 1, []byte{2}))
	moving := anElement(idTrack, 2, anElement(idKind, 1, []byte{1}),
		anElement(idVideo, 1, anElement(idWidth, 1, []byte{2, 128}), anElement(idHeight, 1, []byte{1, 104})))
	return slices.Concat(
		anElement(idHead, 8, anElement(idDocType, 1, []byte(docType))),
		anElement(idSegment, 0, info, anElement(idTracks, 8, sound, moving), anElement(idCluster, 0, []byte(strings.Repeat("pictures", 4000)))))
}
