package outbox_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/png"

	"parvis/data"
	"parvis/data/store"
)

// dress gives a post of the harness what an account wants besides a text: a
// picture, and the options that have no default.
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
	if !can.Media.Required || can.Media.Images == 0 {
		return nil
	}
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 400, 400))); err != nil {
		return err
	}
	sum := sha256.Sum256(out.Bytes())
	m := data.Media{
		Hash: data.MediaHash(hex.EncodeToString(sum[:])), Name: "fournil.png", MIME: "image/png",
		Bytes: int64(out.Len()), Width: 400, Height: 400,
	}
	p.Media = []data.Attachment{{Media: m, Alt: "Le fournil"}}
	return st.PutMedia(ctx, m, out.Bytes())
}

// files reads attached pictures for the outbox, as they are.
func files(st *store.Store) func(data.Attachment, data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
	return func(a data.Attachment, _ data.MediaRule) (func() (data.MediaFile, error), data.Attachment, error) {
		content, err := st.MediaFile(a.Hash)
		return data.InMemory(content), a, err
	}
}

// attached is what the naive worker publishes with a post.
func attached(st *store.Store, p data.Post) ([]data.OutgoingMedia, error) {
	var all []data.OutgoingMedia
	for _, a := range p.Media {
		open, a, err := files(st)(a, data.MediaRule{})
		if err != nil {
			return nil, err
		}
		all = append(all, data.OutgoingMedia{Attachment: a, Open: open})
	}
	return all, nil
}
