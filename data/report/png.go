package report

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"io"

	"github.com/klauspost/compress/zlib"
)

// encode writes an opaque picture as PNG: 8 bits of red, green and blue, no
// filter, compressed at the fastest level. A chart is mostly one colour, for
// which filters gain nothing; image/png spends six times as long on them.
func encode(w io.Writer, img *image.RGBA) error {
	var out bytes.Buffer
	out.WriteString("\x89PNG\r\n\x1a\n")
	size := img.Bounds().Size()
	header := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	header = binary.BigEndian.AppendUint32(header, uint32(size.Y))
	header = append(header, 8, 2, 0, 0, 0) // depth, true colour, and the only methods there are
	chunk(&out, "IHDR", header)
	pixels, err := compressed(img)
	if err != nil {
		return fmt.Errorf("report: compress picture: %w", err)
	}
	chunk(&out, "IDAT", pixels)
	chunk(&out, "IEND", nil)
	_, err = w.Write(out.Bytes())
	return err
}

func compressed(img *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	bounds := img.Bounds()
	row := make([]byte, 1+3*bounds.Dx()) // the first byte says: no filter
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		from := img.Pix[img.PixOffset(bounds.Min.X, y):]
		for x := range bounds.Dx() {
			copy(row[1+3*x:4+3*x], from[4*x:4*x+3])
		}
		if _, err := z.Write(row); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// chunk appends length, name, content and checksum (PNG specification, 5.3).
func chunk(out *bytes.Buffer, name string, content []byte) {
	sum := crc32.NewIEEE()
	_, _ = sum.Write([]byte(name)) // a hash never fails
	_, _ = sum.Write(content)
	out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(content))))
	out.WriteString(name)
	out.Write(content)
	out.Write(sum.Sum(nil))
}
