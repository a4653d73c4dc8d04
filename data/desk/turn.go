package desk

import (
	"bytes"
	"context"
	"fmt"

	"parvis/data"
	"parvis/data/media"
)

// Turn keeps a copy of an attached picture that is turned clockwise by so many
// quarters, and describes it under the same name. The picture itself stays for
// the posts that show it. A video is data.ErrNoPicture.
func (d *Desk) Turn(ctx context.Context, of data.Media, quarters int) (data.Media, error) {
	f, size, err := d.store.OpenMedia(of.Hash)
	if err != nil {
		return data.Media{}, fmt.Errorf("desk: turn: %w", err)
	}
	defer f.Close()
	b, err := media.Picture(f, size)
	if err != nil {
		return data.Media{}, fmt.Errorf("desk: turn: %w", err)
	}
	b, m, err := media.Turn(b, quarters)
	if err != nil {
		return data.Media{}, fmt.Errorf("desk: turn: %w", err)
	}
	m.Name = of.Name
	err = d.store.PutMedia(ctx, &m, bytes.NewReader(b))
	return m, err
}
