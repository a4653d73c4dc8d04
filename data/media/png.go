package media

import "encoding/binary"

// withoutText copies a PNG without the chunks that are only about it (PNG
// specification, 11.3): texts, the time, what a camera wrote. The pixels stay
// bit for bit; nil when the chunks are broken.
func withoutText(b []byte) []byte {
	const signature, around = 8, 12 // a chunk is length, name, content and check sum
	clean := append(make([]byte, 0, len(b)), b[:signature]...)
	for at := signature; at+around <= len(b); {
		end := int64(at) + around + int64(binary.BigEndian.Uint32(b[at:]))
		if end > int64(len(b)) {
			return nil
		}
		chunk := b[at:end]
		switch name := string(chunk[4:8]); name {
		case "tEXt", "zTXt", "iTXt", "tIME", "eXIf":
		case "IEND":
			return append(clean, chunk...)
		default:
			clean = append(clean, chunk...)
		}
		at = int(end)
	}
	return nil
}
