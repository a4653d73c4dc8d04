// Package media looks at pictures and videos that come from outside: it reads the
// header first, refuses what is too large to decode safely (R43), and makes of
// pictures what a network takes, cropped or whole, upright and without what a
// camera wrote into them. It tells which are blurred, badly lit or there already,
// and which of those that arrive belong together. Of videos it reads what they
// are and hides where they were made. It keeps no files.
package media

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"

	"parvis/data"
)

// The formats that Parvis reads.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	GIF  = "image/gif"
	WebP = "image/webp"
)

// Codes of the Invalid failures of this package, besides data.CodeTooLarge.
const (
	CodeFormat = "format" // neither a picture nor a video of a format that we read
	CodeBroken = "broken" // its format is known, but it cannot be read
	// CodeHEIC: a photograph as telephones store it, for which there is no decoder
	// in pure Go.
	CodeHEIC = "heic"
)

// decodeBytes is how much memory decoding one picture may take.
const decodeBytes = 256 << 20

// header is what is known of a picture before it is decoded.
type header struct {
	mime   string
	width  int // as stored, before orientation
	height int
	camera
}

// size is that of the upright picture.
func (h header) size() (width, height int) {
	if h.turn.sideways() {
		return h.height, h.width
	}
	return h.width, h.height
}

// Inspect describes a picture by its header, without decoding it: hash, format,
// size in pixels as a person sees it. Every error is an Invalid *data.Failure:
// data.CodeTooLarge beyond data.MaxMediaBytes, data.MaxMediaPixels or what can
// be decoded safely, CodeFormat, CodeHEIC, CodeBroken.
func Inspect(name string, b []byte) (data.Media, error) {
	h, err := readHeader(b)
	if err != nil {
		return data.Media{}, err
	}
	return describe(name, b, h), nil
}

func describe(name string, b []byte, h header) data.Media {
	sum := sha256.Sum256(b)
	width, height := h.size()
	return data.Media{
		Hash: data.MediaHash(hex.EncodeToString(sum[:])), Name: name, MIME: h.mime,
		Bytes: int64(len(b)), Width: width, Height: height,
	}
}

func readHeader(b []byte) (header, error) {
	if len(b) > data.MaxMediaBytes {
		return header{}, failure(data.CodeTooLarge, fmt.Errorf("%d bytes, at most %d", len(b), data.MaxMediaBytes))
	}
	h := header{mime: formatOf(b)}
	config, err := decodeConfig(h.mime, b)
	if err != nil {
		return header{}, err
	}
	h.width, h.height = config.Width, config.Height
	if h.width <= 0 || h.height <= 0 {
		return header{}, failure(CodeBroken, errors.New("no pixels"))
	}
	pixels := int64(h.width) * int64(h.height)
	if pixels > data.MaxMediaPixels {
		return header{}, failure(data.CodeTooLarge, fmt.Errorf("%d pixels, at most %d", pixels, data.MaxMediaPixels))
	}
	perPixel := bytesPerPixel(config.ColorModel)
	if h.mime == JPEG {
		perPixel = readJPEG(b).bytesPerPixel()
	}
	if float64(pixels)*perPixel > decodeBytes {
		return header{}, failure(data.CodeTooLarge, fmt.Errorf("%d pixels of %.0f bytes", pixels, perPixel))
	}
	h.camera = readCamera(h.mime, b)
	return h, nil
}

// formatOf tells the format by the first bytes, whatever the file is called.
func formatOf(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(b, []byte("\x89PNG\r\n\x1a\n")):
		return PNG
	case bytes.HasPrefix(b, []byte("GIF87a")), bytes.HasPrefix(b, []byte("GIF89a")):
		return GIF
	case len(b) >= 12 && string(b[:4]) == "RIFF" && string(b[8:12]) == "WEBP":
		return WebP
	}
	return ""
}

// unknown is the failure of what begins like nothing that we read.
func unknown(b []byte) error {
	if isHEIC(b) {
		return failure(CodeHEIC, errors.New("a photograph in HEIC"))
	}
	return failure(CodeFormat, errors.New("neither a picture nor a video that is known"))
}

// isHEIC tells a photograph of the HEIF family with the compression of H.265, or
// whose compression its first brand does not tell (ISO/IEC 23008-12, annex B).
func isHEIC(b []byte) bool {
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return false
	}
	switch string(b[8:12]) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "heif":
		return true
	}
	return false
}

func decodeConfig(mime string, b []byte) (image.Config, error) {
	var config image.Config
	var err error
	switch r := bytes.NewReader(b); mime {
	case JPEG:
		config, err = jpeg.DecodeConfig(r)
	case PNG:
		config, err = png.DecodeConfig(r)
	case GIF:
		config, err = gif.DecodeConfig(r)
	case WebP:
		config, err = webp.DecodeConfig(r)
	default:
		return config, unknown(b)
	}
	if err != nil {
		return config, failure(CodeBroken, err)
	}
	return config, nil
}

// decode reads the pixels, of an animation those of its first picture, as they
// are stored. A decoder that panics has met a broken picture.
func decode(mime string, b []byte) (pixels image.RGBA64Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			pixels, err = nil, failure(CodeBroken, fmt.Errorf("%v", r))
		}
	}()
	var picture image.Image
	switch r := bytes.NewReader(b); mime {
	case JPEG:
		picture, err = jpeg.Decode(r)
	case PNG:
		picture, err = png.Decode(r)
	case GIF:
		picture, err = gif.Decode(r)
	case WebP:
		picture, err = webp.Decode(r)
	}
	if err != nil {
		return nil, failure(CodeBroken, err)
	}
	pixels, ok := picture.(image.RGBA64Image)
	if !ok {
		return nil, failure(CodeFormat, fmt.Errorf("pixels of type %T", picture))
	}
	return pixels, nil
}

// bytesPerPixel is what a decoded pixel of a colour model takes.
func bytesPerPixel(m color.Model) float64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.Gray16Model:
		return 2
	case color.YCbCrModel:
		return 3
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if _, ok := m.(color.Palette); ok {
		return 1
	}
	return 4
}

func failure(code string, err error) error {
	return &data.Failure{Kind: data.Invalid, Op: "media", Code: code, Err: err}
}
