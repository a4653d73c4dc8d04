package media

import (
	"encoding/binary"
	"iter"
)

// pngHead is the signature of a PNG and its first chunk, IHDR.
const pngHead = 8 + 25

// chunks are those of a PNG, whole and by name, as far as they are not broken
// (PNG specification, 5.3).
func chunks(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		const signature, around = 8, 12 // a chunk is length, name, content and check sum
		for at := signature; at+around <= len(b); {
			end := int64(at) + around + int64(binary.BigEndian.Uint32(b[at:]))
			if end > int64(len(b)) || !yield(string(b[at+4:at+8]), b[at:end]) {
				return
			}
			at = int(end)
		}
	}
}

// withoutText copies a PNG without the chunks that are only about it (PNG
// specification, 11.3): texts, the time, what a camera wrote. The pixels stay
// bit for bit; nil when the chunks are broken.
func withoutText(b []byte) []byte {
	const signature = 8
	clean := append(make([]byte, 0, len(b)), b[:signature]...)
	for name, chunk := range chunks(b) {
		switch name {
		case "tEXt", "zTXt", "iTXt", "tIME", "eXIf":
		case "IEND":
			return append(clean, chunk...)
		default:
			clean = append(clean, chunk...)
		}
	}
	return nil
}
