package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"parvis/data"
)

// The formats of videos of which Parvis reads the header. It plays none: there
// is no decoder of films in pure Go, so that neither a picture out of one nor
// another encoding of one can be made here.
const (
	MP4       = "video/mp4"
	QuickTime = "video/quicktime"
	WebM      = "video/webm"
	Matroska  = "video/x-matroska"
)

// film is what the header of a video says.
type film struct {
	mime   string
	width  int // as seen, upright
	height int
	length time.Duration // 0: the file does not tell
	taken  data.Taken
	// private are the boxes that are about the film rather than part of it, in
	// the order of the file.
	private []box
}

// InspectFile describes a picture or a video of so many bytes. A video is
// described by its header alone, of which a few bytes are read at a time however
// large it is; its Hash is left empty, for whoever copies the file to count, and
// Length is 0 where the file does not tell it. Besides the errors of [Inspect]
// (data.CodeTooLarge is a video beyond data.MaxVideoBytes, CodeFormat one without
// a moving picture or locked, CodeBroken one whose header is missing or nonsense)
// there are those of reading.
func InspectFile(name string, r io.ReaderAt, size int64) (data.Media, error) {
	mime, err := sniff(r, size)
	if err != nil {
		return data.Media{}, err
	}
	if !isFilm(mime) {
		b, err := Picture(r, size)
		if err != nil {
			return data.Media{}, err
		}
		return Inspect(name, b)
	}
	f, err := readFilm(r, size)
	if err != nil {
		return data.Media{}, err
	}
	return data.Media{
		Name: name, MIME: f.mime, Bytes: size, Width: f.width, Height: f.height, Length: f.length,
	}, nil
}

// Picture reads the bytes of a picture. Of a video it answers
// data.ErrNoPicture; the other errors are those of [InspectFile].
func Picture(r io.ReaderAt, size int64) ([]byte, error) {
	mime, err := sniff(r, size)
	switch {
	case err != nil:
		return nil, err
	case isFilm(mime):
		return nil, fmt.Errorf("media: %w", data.ErrNoPicture)
	case size > data.MaxMediaBytes:
		return nil, failure(data.CodeTooLarge, fmt.Errorf("%d bytes, at most %d", size, data.MaxMediaBytes))
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), b); err != nil {
		return nil, reading(err)
	}
	return b, nil
}

// sniff tells the format by the first bytes.
func sniff(r io.ReaderAt, size int64) (string, error) {
	head := make([]byte, min(size, 12))
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), head); err != nil {
		return "", reading(err)
	}
	mime := formatOf(head)
	if mime == "" {
		mime = filmFormat(head)
	}
	if mime == "" {
		return "", unknown(head)
	}
	return mime, nil
}

// reading is the failure of a file that is shorter than it should be, or
// whatever else went wrong on the disk.
func reading(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return failure(CodeBroken, err)
	}
	return fmt.Errorf("media: read: %w", err)
}

func isFilm(mime string) bool { return data.Media{MIME: mime}.Video() }

// filmFormat tells the format of a video by its first twelve bytes: MP4 for all
// of that family but QuickTime, Matroska for WebM too, which differs further in.
func filmFormat(head []byte) string {
	if bytes.HasPrefix(head, []byte("\x1a\x45\xdf\xa3")) {
		return Matroska
	}
	if len(head) < 12 {
		return ""
	}
	stills := []string{"avif", "avis", "crx "}
	switch kind, brand := string(head[4:8]), string(head[8:12]); {
	case isHEIC(head) || kind == "ftyp" && slices.Contains(stills, brand):
		return ""
	case kind == "ftyp" && brand == "qt  ":
		return QuickTime
	case kind == "ftyp":
		return MP4
	case slices.Contains([]string{"moov", "mdat", "wide", "pnot"}, kind): // before QuickTime named itself
		return QuickTime
	}
	return ""
}

func readFilm(r io.ReaderAt, size int64) (film, error) {
	if size > data.MaxVideoBytes {
		return film{}, failure(data.CodeTooLarge, fmt.Errorf("%d bytes, at most %d", size, int64(data.MaxVideoBytes)))
	}
	mime, err := sniff(r, size)
	if err != nil {
		return film{}, err
	}
	o := &outline{r: r, steps: mostSteps}
	var f film
	if mime == Matroska {
		f = o.matroska(size)
	} else {
		f = o.movie(size)
		f.mime = mime
	}
	if o.err != nil {
		return film{}, o.err
	}
	if f.width <= 0 || f.height <= 0 {
		return film{}, failure(CodeFormat, errors.New("no moving picture"))
	}
	// Milliseconds are what is kept of it.
	f.length = f.length.Round(time.Millisecond)
	return f, nil
}

// mostSteps is how often a header is read from: some hundred times for a film,
// and for one that was recorded in pieces twice a piece.
const mostSteps = 200_000

// outline reads a file that is made of boxes in boxes, a few bytes at a time
// and only so often, so that a hostile one costs little. After the first error
// it reads nothing.
type outline struct {
	r     io.ReaderAt
	steps int
	err   error
}

// read returns n bytes, nil when they are not there.
func (o *outline) read(at int64, n int) []byte {
	if o.steps--; o.steps < 0 {
		o.fail(CodeBroken, fmt.Errorf("more than %d boxes", mostSteps))
	}
	if o.err != nil {
		return nil
	}
	b := make([]byte, n)
	if got, err := o.r.ReadAt(b, at); got < n {
		o.err = reading(err)
		return nil
	}
	return b
}

// number reads an unsigned number of up to eight bytes.
func (o *outline) number(at int64, n int) uint64 {
	var whole [8]byte
	copy(whole[8-n:], o.read(at, n))
	return binary.BigEndian.Uint64(whole[:])
}

func (o *outline) fail(code string, err error) {
	if o.err == nil {
		o.err = failure(code, err)
	}
}
