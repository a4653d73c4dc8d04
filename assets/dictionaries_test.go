package assets_test

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"

	"parvis/assets"
)

func TestNoticesMatchTheDictionaries(t *testing.T) {
	names, err := fs.Glob(assets.Dictionaries, "dictionaries/*.lexicon")
	if err != nil || len(names) != 2 {
		t.Fatalf("dictionaries: %v, %v", names, err)
	}
	for _, name := range names {
		file, err := assets.Dictionaries.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(file)
		if row := "| " + name + " | " + hex.EncodeToString(sum[:]) + " |"; !strings.Contains(assets.Notices, row) {
			t.Errorf("NOTICES.md has no row %s", row)
		}
	}
}
