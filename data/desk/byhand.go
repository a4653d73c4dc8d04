package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"parvis/data"
)

// SaveMedia copies the pictures and videos of a delivery into a folder, fitted to
// the account as when Parvis publishes them itself: without what a camera wrote
// into them. It returns the paths, in order. A file that is there already is
// never replaced: the copy gets a number. On an error what was copied before
// stays.
func (d *Desk) SaveMedia(ctx context.Context, id data.DeliveryID, folder string) ([]string, error) {
	h, err := d.HandOver(ctx, id)
	if err != nil {
		return nil, err
	}
	var saved []string
	for i, m := range h.Media {
		if err := ctx.Err(); err != nil {
			return saved, err
		}
		open, fitted, err := d.picture(m, m.Crop(h.Ratio, h.Bands), h.Account.Can.Media)
		if err != nil {
			return saved, err
		}
		path, err := copyOut(folder, fileName(fitted.Media, i+1), open, fitted.Bytes)
		if err != nil {
			return saved, fmt.Errorf("desk: save media: %w", err)
		}
		saved = append(saved, path)
	}
	return saved, nil
}

// fileName is what a copy is called: as the file was when attached, with the
// ending of what it is now, and without anything that some system cannot write.
func fileName(m data.Media, number int) string {
	name := strings.TrimSuffix(m.Name, filepath.Ext(m.Name))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`\/:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name)
	if name = strings.Trim(name, " .-"); name == "" {
		name = fmt.Sprintf("parvis-%d", number)
	}
	return name + ending(m)
}

func ending(m data.Media) string {
	switch m.MIME {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/gif":
		return ".gif"
	case "image/webp":
		return ".webp"
	case "video/mp4":
		return ".mp4"
	case "video/quicktime":
		return ".mov"
	case "video/webm":
		return ".webm"
	}
	return filepath.Ext(m.Name)
}

// mostNamesakes is how many files of one name a folder may hold.
const mostNamesakes = 1000

// copyOut writes size bytes into a new file of that name, or of that name with a
// number. Half a file is taken away.
func copyOut(folder, name string, open func() (data.MediaFile, error), size int64) (path string, err error) {
	in, err := open()
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := createNew(folder, name)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, io.NewSectionReader(in, 0, size))
	if err = errors.Join(err, out.Close()); err != nil {
		return "", errors.Join(err, os.Remove(out.Name()))
	}
	return out.Name(), nil
}

func createNew(folder, name string) (*os.File, error) {
	stem, end := strings.TrimSuffix(name, filepath.Ext(name)), filepath.Ext(name)
	for n := 1; ; n++ {
		if n > 1 {
			name = fmt.Sprintf("%s %d%s", stem, n, end)
		}
		f, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) || n == mostNamesakes {
			return f, err
		}
	}
}
