package outbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"time"

	"parvis/data"
	"parvis/data/store"
)

// dress gives a post of the harness what an account wants besides a text: a
// picture or a video, and the options that have no default.
func dress(ctx context.Context, st *store.Store, p *data.Post, can data.Capabilities) error {
	for _, option := range can.Options {
		if !option.Required {
			continue
		}
		if p.Variants[0].Options == nil {
			p.Variants[0].Options = map[string]string{}
		}
		p.Variants[0].Options[option.Key] = option.Choices[0]
	}
	switch {
	case !can.Media.Required:
		return nil
	case can.Media.Images == 0:
		content := reel(p.Parts[0])
		m := data.Media{Hash: hashOf(content), Name: "fournil.mp4", MIME: "video/mp4", Bytes: int64(len(content)), Length: 10 * time.Second}
		p.Media = []data.Attachment{{Media: m}}
		return st.PutMedia(ctx, &m, bytes.NewReader(content))
	}
	var out bytes.Buffer
	picture, mime := image.NewGray(image.Rect(0, 0, 400, 400)), "image/jpeg"
	err := jpeg.Encode(&out, picture, nil)
	if slices.Contains(can.Media.MIME, "image/png") {
		out, mime = bytes.Buffer{}, "image/png"
		err = png.Encode(&out, picture)
	}
	if err != nil {
		return err
	}
	m := data.Media{
		Hash: hashOf(out.Bytes()), Name: "fournil", MIME: mime,
		Bytes: int64(out.Len()), Width: 400, Height: 400,
	}
	p.Media = []data.Attachment{{Media: m, Alt: "Le fournil"}}
	return st.PutMedia(ctx, &m, &out)
}

// reel is a video that no other text has: the first box of an MP4 file and the
// text.
func reel(text string) []byte { return []byte("\x00\x00\x00\x10ftypisom\x00\x00\x02\x00" + text) }

func hashOf(content []byte) data.MediaHash {
	sum := sha256.Sum256(content)
	return data.MediaHash(hex.EncodeToString(sum[:]))
}

// files opens attached files for the outbox, as they are.
func files(st *store.Store) func(data.Attachment, data.Crop, data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
	return func(a data.Attachment, _ data.Crop, _ data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
		return func() (data.MediaFile, error) {
			f, _, err := st.OpenMedia(a.Hash)
			return f, err
		}, a, nil
	}
}

// shelf shows attached files, for the networks that fetch them.
func shelf(st *store.Store) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, size, err := st.OpenMedia(data.MediaHash(strings.TrimPrefix(r.URL.Path, "/")))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		_, _ = io.Copy(w, io.NewSectionReader(f, 0, size))
		_ = f.Close()
	}))
}

// attached is what the naive worker publishes with a post, shown under an
// address.
func attached(st *store.Store, shown string, p data.Post) ([]data.OutgoingMedia, error) {
	var all []data.OutgoingMedia
	for _, a := range p.Media {
		open, a, err := files(st)(a, data.Crop{}, data.MediaRule{})
		if err != nil {
			return nil, err
		}
		all = append(all, data.OutgoingMedia{Attachment: a, Open: open, URL: shown + "/" + string(a.Hash)})
	}
	return all, nil
}
