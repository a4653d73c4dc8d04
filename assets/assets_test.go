package assets_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"io/fs"
	"os"
	"regexp"
	"testing"

	"parvis/assets"
)

func TestNoticesMatchTheFonts(t *testing.T) {
	notices, err := os.ReadFile("NOTICES.md")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]string{}
	for _, m := range regexp.MustCompile(`\| (fonts/\S+) \| ([0-9a-f]{64}) \|`).FindAllStringSubmatch(string(notices), -1) {
		written[m[1]] = m[2]
	}
	fonts, err := fs.Glob(assets.Fonts, "fonts/*")
	if err != nil || len(fonts) == 0 {
		t.Fatalf("no fonts: %v", err)
	}
	for _, name := range fonts {
		font, err := assets.Fonts.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(font)
		if got := hex.EncodeToString(sum[:]); written[name] != got {
			t.Errorf("%s: NOTICES.md says %q, the file is %s", name, written[name], got)
		}
		delete(written, name)
	}
	for name := range written {
		t.Errorf("NOTICES.md lists %s, which is not embedded", name)
	}
}

func TestIconsAreWellFormedAndTakeAnyColour(t *testing.T) {
	icons, err := fs.Glob(assets.Icons, "icons/*")
	if err != nil || len(icons) == 0 {
		t.Fatalf("no icons: %v", err)
	}
	for _, name := range icons {
		svg, err := assets.Icons.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, name, svg)
		if !bytes.Contains(svg, []byte("currentColor")) {
			t.Errorf("%s has a colour of its own", name)
		}
	}
	wellFormed(t, "icon.svg", assets.AppIcon)
}

func wellFormed(t *testing.T, name string, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		switch _, err := d.Token(); err {
		case nil:
		case io.EOF:
			return
		default:
			t.Errorf("%s: %v", name, err)
			return
		}
	}
}
