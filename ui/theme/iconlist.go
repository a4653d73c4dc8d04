package theme

import (
	"io/fs"
	"path"
	"strings"

	"parvis/assets"
)

// Icons returns the name of every drawing, in order.
func Icons() []IconName {
	files, err := fs.Glob(assets.Icons, "icons/*.svg")
	if err != nil {
		return nil // only a malformed pattern fails
	}
	names := make([]IconName, len(files))
	for i, file := range files {
		names[i] = IconName(strings.TrimSuffix(path.Base(file), ".svg"))
	}
	return names
}
