package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"slices"

	"parvis/data"
)

// Resize makes a picture that fits into w by h pixels, upright, without what a
// camera wrote and of the same colours; one that fits already is only cleaned. No
// side stays longer than 4,096 pixels. It becomes a JPEG, or a PNG where the
// picture was a drawing (PNG, GIF) or has transparent parts. Of a picture that
// moves the first one is left. Errors are those of [Inspect].
func Resize(b []byte, w, h int) ([]byte, data.Media, error) {
	head, err := readHeader(b)
	if err != nil {
		return nil, data.Media{}, err
	}
	width, height := head.size()
	if clean := cleaned(b, head); clean != nil && width <= min(w, fitSide) && height <= min(h, fitSide) {
		return clean, describe("", clean, head), nil
	}
	return write(b, head, min(w, fitSide), min(h, fitSide))
}

// Turn turns a picture clockwise by so many quarters, counter-clockwise where
// they are negative, and takes out what a camera wrote. The pixels of a JPEG stay
// bit for bit: what changes is how it says it is to be held, and [Fit] makes
// that true on the way out. The other formats are written as by [Resize], with
// no side longer than 4,096 pixels. Errors are those of [Inspect].
func Turn(b []byte, quarters int) ([]byte, data.Media, error) {
	head, err := readHeader(b)
	if err != nil {
		return nil, data.Media{}, err
	}
	head.turn = head.turn.clockwise(quarters)
	if head.mime == JPEG {
		held := heldAs(withoutMetadata(b), head.turn)
		return held, describe("", held, head), nil
	}
	if clean := cleaned(b, head); clean != nil {
		return clean, describe("", clean, head), nil
	}
	return write(b, head, fitSide, fitSide)
}

// clockwise is how a picture that is held so is held after further quarters.
func (o orientation) clockwise(quarters int) orientation {
	plain, mirrored := []orientation{1, 6, 3, 8}, []orientation{2, 7, 4, 5}
	for _, ring := range [][]orientation{plain, mirrored} {
		if i := slices.Index(ring, o); i >= 0 {
			return ring[(i+quarters%4+4)%4]
		}
	}
	return upright
}

// heldAs puts into a JPEG how it is to be held, and nothing else.
func heldAs(b []byte, turn orientation) []byte {
	if turn == upright {
		return b
	}
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01")
	exif = binary.BigEndian.AppendUint16(exif, tagOrientation)
	exif = append(exif, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0) // one short number
	exif = append(exif, 0, 0, 0, 0)                            // no further directory
	return slices.Concat(b[:2], exif, b[2:])
}

// write encodes a picture anew, upright and within w by h pixels.
func write(b []byte, head header, w, h int) ([]byte, data.Media, error) {
	picture, err := decode(head.mime, b)
	if err != nil {
		return nil, data.Media{}, err
	}
	picture = turned(scaled(picture, head.turn, w, h), head.turn)
	mime, profile := JPEG, colours(head.mime, b)
	var out []byte
	if head.mime == PNG || head.mime == GIF || !isOpaque(picture) {
		mime = PNG
		out, err = writePNG(picture, profile)
	} else {
		out, err = writeJPEG(picture, best, profile)
	}
	if err != nil {
		return nil, data.Media{}, err
	}
	return out, describe("", out, standing(mime, picture.Bounds().Size())), nil
}

func writePNG(picture image.Image, profile []byte) ([]byte, error) {
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		return nil, failure(CodeBroken, err)
	}
	return withProfile(PNG, out.Bytes(), profile), nil
}
