package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// iccMark begins a piece of a profile in a JPEG (ICC.1:2022, B.4); behind it come
// which piece it is and how many there are, a byte each.
const iccMark = "ICC_PROFILE\x00"

// mostProfile is how long a profile may be that is kept. Those of telephones and
// screens have less than 4 KB.
const mostProfile = 256 << 10

// colours is the profile that says which colours the numbers of a picture mean,
// nil for the common ones (sRGB) and where it is broken. Decoding does not
// convert, so that a new encoding of the same numbers needs the same profile:
// without it the photographs of telephones turn pale. Only profiles of red, green
// and blue are kept, since that is what is encoded.
func colours(mime string, b []byte) []byte {
	var profile []byte
	switch mime {
	case JPEG:
		profile = profileOfJPEG(b)
	case PNG:
		for name, chunk := range chunks(b) {
			if name == "iCCP" {
				// A name, ended by a zero, and the method, which is zlib.
				_, packed, _ := bytes.Cut(chunk[8:len(chunk)-4], []byte{0})
				profile = inflated(packed[min(1, len(packed)):], mostProfile+1)
				break
			}
		}
	case WebP:
		for name, body := range riff(b) {
			if name == "ICCP" {
				profile = body
				break
			}
		}
	}
	if !isProfile(profile) {
		return nil
	}
	return profile
}

// isProfile tells a whole profile of red, green and blue (ICC.1:2022, 7.2).
func isProfile(b []byte) bool {
	const head = 128
	return len(b) >= head && len(b) <= mostProfile && int64(binary.BigEndian.Uint32(b)) == int64(len(b)) &&
		string(b[16:20]) == "RGB " && string(b[36:40]) == "acsp"
}

// profileOfJPEG puts the pieces together, nil when one is missing.
func profileOfJPEG(b []byte) []byte {
	all, _ := segments(b)
	pieces, total := map[int][]byte{}, 0
	for _, s := range all {
		piece, ok := bytes.CutPrefix(b[s.from+4:s.to], []byte(iccMark))
		if ok && s.kind == 0xe2 && len(piece) > 2 {
			pieces[int(piece[0])], total = piece[2:], int(piece[1])
		}
	}
	var profile []byte
	for i := range total {
		if pieces[i+1] == nil {
			return nil
		}
		profile = append(profile, pieces[i+1]...)
	}
	return profile
}

// withProfile puts a profile into a JPEG or a PNG that has none.
func withProfile(mime string, b, profile []byte) []byte {
	switch {
	case profile == nil:
		return b
	case mime == PNG:
		return slices.Concat(b[:pngHead], profileChunk(profile), b[pngHead:])
	}
	const most = 0xffff - 2 - len(iccMark) - 2 // of a segment
	pieces := slices.Collect(slices.Chunk(profile, most))
	out := slices.Clone(b[:2])
	for i, piece := range pieces {
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(iccMark)+2+len(piece)))
		out = append(append(out, iccMark...), byte(i+1), byte(len(pieces)))
		out = append(out, piece...)
	}
	return append(out, b[2:]...)
}

// profileChunk is the chunk of a PNG that holds a profile (PNG specification,
// 11.3.2.3).
func profileChunk(profile []byte) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	_, _ = w.Write(profile) // into memory
	_ = w.Close()
	content := append([]byte("ICC profile\x00\x00"), packed.Bytes()...)
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	chunk = append(append(chunk, "iCCP"...), content...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
}
