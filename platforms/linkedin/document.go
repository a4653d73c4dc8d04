package linkedin

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // pictures come in these kinds
	"image/jpeg"
	_ "image/png"
	"strconv"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"parvis/data"
)

const (
	// pageWidth is in points.
	pageWidth   = 810
	jpegQuality = 92
)

// document makes one PDF of the pictures, which the network shows as pages to
// leaf through.
func (s *session) document(ctx context.Context, o data.Outgoing) (*content, error) {
	const op = "linkedin: upload document"
	var pictures [][]byte
	for _, m := range o.Media {
		content, err := m.Content()
		if err != nil {
			return nil, data.MediaFailure(op, err)
		}
		pictures = append(pictures, content)
	}
	title := s.documentTitle(o)
	pdf, err := makePDF(title, pictures)
	if err != nil {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeFile, Err: err}
	}
	if len(pdf) > maxDocument {
		return nil, &data.Failure{Kind: data.Invalid, Op: op, Code: data.CodeTooLarge}
	}
	id, err := s.uploadFile(ctx, op, "document", "application/pdf", pdf)
	if err != nil {
		return nil, err
	}
	return &content{Media: &attached{ID: id, Title: title}}, nil
}

// documentTitle is what the option says, else the account's name: the network
// wants one, and a post's own title is for the calendar alone.
func (s *session) documentTitle(o data.Outgoing) string {
	if title := strings.TrimSpace(valid(o.Options[optionDocumentTitle])); title != "" {
		return title
	}
	return s.account.Name
}

// makePDF makes a document with one picture a page. Pages have the shape of the
// first picture; the others stand in their middle, on white. The same pictures
// always make the same bytes.
func makePDF(title string, pictures [][]byte) ([]byte, error) {
	if len(pictures) == 0 {
		return nil, errors.New("a document without pages")
	}
	first, _, err := image.DecodeConfig(bytes.NewReader(pictures[0]))
	if err != nil || first.Width < 1 || first.Height < 1 {
		return nil, errors.New("a page that is no picture")
	}
	size := fpdf.SizeType{Wd: pageWidth, Ht: pageWidth * float64(first.Height) / float64(first.Width)}
	pdf := fpdf.NewCustom(&fpdf.InitType{OrientationStr: "P", UnitStr: "pt", Size: size})
	pdf.SetCreationDate(time.Unix(0, 0).UTC())
	pdf.SetModificationDate(time.Unix(0, 0).UTC())
	pdf.SetCatalogSort(true)
	pdf.SetProducer("Parvis", true)
	pdf.SetTitle(title, true)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	for i, picture := range pictures {
		if err := addPage(pdf, size, strconv.Itoa(i), picture); err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// addPage puts a picture on a page of its own, as large as it fits.
func addPage(pdf *fpdf.Fpdf, size fpdf.SizeType, name string, picture []byte) error {
	photo, about, err := asJPEG(picture)
	if err != nil {
		return err
	}
	pdf.AddPageFormat("P", size)
	kind := fpdf.ImageOptions{ImageType: "JPEG"}
	pdf.RegisterImageOptionsReader(name, kind, bytes.NewReader(photo))
	scale := min(size.Wd/float64(about.Width), size.Ht/float64(about.Height))
	width, height := scale*float64(about.Width), scale*float64(about.Height)
	pdf.ImageOptions(name, (size.Wd-width)/2, (size.Ht-height)/2, width, height, false, kind, 0, "")
	return pdf.Error()
}

// asJPEG is the picture as a JPEG: what is one stays as it is, of what moves the
// first frame is taken, and what can be seen through stands on white.
func asJPEG(picture []byte) ([]byte, image.Config, error) {
	about, kind, err := image.DecodeConfig(bytes.NewReader(picture))
	if err != nil || about.Width*about.Height > data.MaxMediaPixels {
		return nil, about, errors.New("a page that is no picture")
	}
	if kind == "jpeg" {
		return picture, about, nil
	}
	drawn, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, about, err
	}
	sheet := image.NewRGBA(drawn.Bounds())
	draw.Draw(sheet, sheet.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(sheet, sheet.Bounds(), drawn, drawn.Bounds().Min, draw.Over)
	about.Width, about.Height = sheet.Rect.Dx(), sheet.Rect.Dy()
	var out bytes.Buffer
	err = jpeg.Encode(&out, sheet, &jpeg.Options{Quality: jpegQuality})
	return out.Bytes(), about, err
}
