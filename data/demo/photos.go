package demo

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"parvis/data"
)

// photos is the folder in which the telephone of the bakery leaves its photos. It
// is empty: what a visitor puts there becomes drafts.
func (b *builder) photos(ctx context.Context, brand data.Brand) error {
	folder := filepath.Join(b.world.dir, "Photos du téléphone")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("photos: %w", err)
	}
	return b.store.SaveWatchFolder(ctx, data.WatchFolder{Brand: brand.ID, On: true, Path: folder, Told: true})
}
