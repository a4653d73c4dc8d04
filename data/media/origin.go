package media

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"iter"
	"strings"

	"parvis/data"
)

// Origin reads what a picture or a video of so many bytes says of when and where
// it was made, without decoding it. Dates are those of EXIF and, of a video, of
// its mvhd box; places those of EXIF and XMP and, of a video, of the boxes that
// [FitFor] hides. Errors are those of [InspectFile].
func Origin(r io.ReaderAt, size int64) (data.Origin, error) {
	mime, err := sniff(r, size)
	if err != nil {
		return data.Origin{}, err
	}
	if isFilm(mime) {
		f, err := readFilm(r, size)
		if err != nil {
			return data.Origin{}, err
		}
		return originOfFilm(r, f)
	}
	b, err := Picture(r, size)
	return readCamera(mime, b).origin, err
}

// readCamera reads what was written about a picture. A GIF is left alone: no
// camera writes one.
func readCamera(mime string, b []byte) camera {
	c := camera{turn: upright}
	exif, xmp := about(mime, b)
	if exif != nil {
		c = readEXIF(exif)
	}
	c.origin.Place = c.origin.Place || namesPlace(xmp)
	return c
}

// about finds the first block of EXIF that is written into a picture, and its
// packets of XMP, one behind the other.
func about(mime string, b []byte) (exif, xmp []byte) {
	take := func(block []byte) {
		if exif == nil {
			exif = block
		}
	}
	switch mime {
	case JPEG:
		all, _ := segments(b)
		for _, s := range all {
			body := b[s.from+4 : s.to]
			if s.kind != 0xe1 {
				continue
			}
			if block, ok := bytes.CutPrefix(body, []byte("Exif\x00\x00")); ok {
				take(block)
			} else if bytes.HasPrefix(body, []byte("http://ns.adobe.com/x")) { // the packet, or what did not fit into it
				xmp = append(xmp, body...)
			}
		}
	case PNG:
		for name, chunk := range chunks(b) {
			switch body := chunk[8 : len(chunk)-4]; name {
			case "eXIf":
				take(body)
			case "iTXt":
				xmp = append(xmp, packet(body)...)
			}
		}
	case WebP:
		for name, body := range riff(b) {
			switch name {
			case "EXIF":
				take(bytes.TrimPrefix(body, []byte("Exif\x00\x00")))
			case "XMP ":
				xmp = append(xmp, body...)
			}
		}
	}
	return exif, xmp
}

// packet is the XMP in a text chunk of a PNG (XMP specification, part 3, 1.1.5),
// as far as the first megabyte of it.
func packet(chunk []byte) []byte {
	rest, ok := bytes.CutPrefix(chunk, []byte("XML:com.adobe.xmp\x00"))
	if !ok || len(rest) < 2 {
		return nil
	}
	packed := rest[0] == 1
	// A language and a translated keyword, each ended by a zero.
	parts := bytes.SplitN(rest[2:], []byte{0}, 3)
	text := parts[len(parts)-1]
	if packed {
		text = inflated(text, 1<<20)
	}
	return text
}

// inflated unpacks up to so many bytes; what is broken ends there.
func inflated(b []byte, most int64) []byte {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	defer r.Close()
	out, _ := io.ReadAll(io.LimitReader(r, most)) // what was read so far is of use
	return out
}

// namesPlace tells whether a packet of XMP says where: by coordinates (CIPA
// DC-010), or in words (photoshop and IPTC schemas).
func namesPlace(xmp []byte) bool {
	for _, name := range []string{
		"GPSLatitude", "GPSLongitude", "GPSDestLatitude", "GPSDestLongitude",
		"photoshop:City", "Iptc4xmpCore:Location", "Iptc4xmpExt:LocationCreated", "Iptc4xmpExt:LocationShown",
	} {
		if bytes.Contains(xmp, []byte(name)) {
			return true
		}
	}
	return false
}

// originOfFilm looks for a place in what is private in a film.
func originOfFilm(r io.ReaderAt, f film) (data.Origin, error) {
	origin := data.Origin{Taken: f.taken}
	for _, b := range f.private {
		o := &outline{r: r, steps: mostSteps / 100}
		origin.Place = origin.Place || o.tellsPlace(b)
		if o.err != nil && data.KindOf(o.err) != data.Invalid {
			return origin, o.err // the disk; a broken box tells nothing
		}
	}
	return origin, nil
}

// tellsPlace tells whether a private box says where: as telephones write it
// (©xyz by QuickTime, loci by 3GPP TS 26.244, 8.7; keys of Apple), as editors do
// (XMP), or by a track of places (of GoPro, of Google's camm).
func (o *outline) tellsPlace(b box) bool {
	switch b.kind {
	case "udta":
		for child := range o.boxes(b.body, b.to) {
			if child.kind == "\xa9xyz" || child.kind == "loci" || child.kind == "meta" && o.mentionsPlace(child) {
				return true
			}
		}
		return false
	case "trak":
		stsd, ok := o.within(b, "mdia", "minf", "stbl", "stsd")
		return ok && o.mentionsPlace(stsd)
	}
	return o.mentionsPlace(b)
}

// mentionsPlace looks at the first megabyte of a box.
func (o *outline) mentionsPlace(b box) bool {
	content := string(o.read(b.body, int(min(b.to-b.body, 1<<20))))
	for _, name := range []string{"location.ISO6709", "gpmd", "camm"} {
		if strings.Contains(content, name) {
			return true
		}
	}
	return namesPlace([]byte(content))
}

// riff are the chunks of a WebP file (RFC 9649, 2.3), by name.
func riff(b []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for at := int64(12); at+8 <= int64(len(b)); {
			from := at + 8
			to := from + int64(binary.LittleEndian.Uint32(b[at+4:]))
			if to > int64(len(b)) || !yield(string(b[at:at+4]), b[from:to]) {
				return
			}
			at = to + to%2
		}
	}
}
