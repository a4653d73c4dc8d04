package httpx

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/textproto"
	"strings"
)

// Part is one part of a multipart form: a field, or a file when it has a type.
type Part struct {
	Name    string
	Value   string // of a field
	MIME    string // of a file
	File    string // what the file is called; "" is Name with an ending of its type: never the person's own name for it
	Content []byte // of a file
}

// Multipart is a multipart form of parts in this order, with its content type.
func Multipart(parts ...Part) (body []byte, contentType string, err error) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, p := range parts {
		if err := p.write(w); err != nil {
			return nil, "", err
		}
	}
	err = w.Close()
	return out.Bytes(), w.FormDataContentType(), err
}

// Framed is a multipart form around a file that is too large for the memory: what
// stands before its bytes and what stands after them. file has no content, and
// comes last.
func Framed(file Part, fields ...Part) (before, after []byte, contentType string, err error) {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	for _, p := range append(fields, file) {
		if err := p.write(w); err != nil {
			return nil, nil, "", err
		}
	}
	length := out.Len()
	err = w.Close()
	return out.Bytes()[:length], out.Bytes()[length:], w.FormDataContentType(), err
}

// Frame reads a file between what stands before and after it. Closing it closes
// the file.
func Frame(before []byte, file io.ReadCloser, after []byte) io.ReadCloser {
	return struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(before), file, bytes.NewReader(after)), file}
}

func (p Part) write(w *multipart.Writer) error {
	if p.MIME == "" {
		return w.WriteField(p.Name, p.Value)
	}
	called := p.File
	if called == "" {
		_, ending, _ := strings.Cut(p.MIME, "/")
		called = p.Name + "." + ending
	}
	file, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {multipart.FileContentDisposition(p.Name, called)},
		"Content-Type":        {p.MIME},
	})
	if err != nil {
		return err
	}
	_, err = file.Write(p.Content)
	return err
}
