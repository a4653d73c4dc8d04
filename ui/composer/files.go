package composer

import (
	"context"
	"fmt"

	"parvis/data"
)

// FileError says which file could not be attached; what lies below says why.
type FileError struct {
	Name string
	Err  error
}

func (e *FileError) Error() string { return fmt.Sprintf("composer: attach %q: %v", e.Name, e.Err) }

func (e *FileError) Unwrap() error { return e.Err }

// copyFiles keeps a copy of each file that is a picture or a video. told hears
// how much of a large one is copied, in percent.
func copyFiles(ctx context.Context, ports Ports, files []File, told func(name string, percent int)) (media []data.Media, failed []error) {
	for _, f := range files {
		m, err := copyFile(ctx, ports, f, func(percent int) { told(f.Name, percent) })
		if err != nil {
			failed = append(failed, &FileError{Name: f.Name, Err: err})
			continue
		}
		media = append(media, m)
	}
	return media, failed
}

func copyFile(ctx context.Context, ports Ports, f File, told func(percent int)) (data.Media, error) {
	file, size, err := f.Open()
	if err != nil {
		return data.Media{}, err
	}
	defer file.Close()
	c := &copying{MediaFile: file, ctx: ctx, size: size, told: told}
	return ports.Attach(ctx, f.Name, c, size)
}

// copying is a file on its way into the data folder: it is read as long as ctx
// lasts, and a large one tells how far it has come.
type copying struct {
	data.MediaFile
	ctx     context.Context
	size    int64
	read    int64
	percent int
	told    func(percent int)
}

// ReadAt reads and tells each percent once.
func (c *copying) ReadAt(p []byte, at int64) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.MediaFile.ReadAt(p, at)
	c.read += int64(n)
	if c.size <= data.MaxMediaBytes {
		return n, err
	}
	if percent := int(min(c.read*100/c.size, 100)); percent > c.percent {
		c.percent = percent
		c.told(percent)
	}
	return n, err
}
