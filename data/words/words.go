// Package words holds every word that people read: the catalogues in each
// language, their plurals, and dates and numbers as that language writes them.
// It turns failures and states into sentences. It draws nothing.
package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// Languages lists the languages of the catalogues, the first being the one
// that Parvis is thought in.
func Languages() []string { return []string{"fr", "en"} }

// Catalogue is all the words of all languages. It is safe for use by several
// goroutines once OnMissing is set.
type Catalogue struct {
	// OnMissing, when set, hears of every key that was asked for in vain, and
	// of every text whose placeholders were not all given.
	OnMissing func(lang, key string)

	bundle *i18n.Bundle
}

// Load reads the catalogues words/<area>.<lang>.json of fsys. A file that
// cannot be read, a language without any file and a key that stands in two
// files are errors: they are faults of the build, not of the person.
func Load(fsys fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(fsys, "words/*.json")
	if err != nil {
		return nil, fmt.Errorf("words: list catalogues: %w", err)
	}
	bundle := i18n.NewBundle(language.French)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	seen := map[string]string{}
	for _, name := range names {
		if err := loadFile(bundle, fsys, name, seen); err != nil {
			return nil, fmt.Errorf("words: catalogue %s: %w", name, err)
		}
	}
	for _, lang := range Languages() {
		if !has(bundle, lang) {
			return nil, fmt.Errorf("words: no catalogue in %q", lang)
		}
	}
	return &Catalogue{bundle: bundle}, nil
}

// loadFile adds one file to the bundle; seen says which file holds a key.
func loadFile(bundle *i18n.Bundle, fsys fs.FS, name string, seen map[string]string) error {
	area, lang, ok := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), ".")
	if !ok {
		return fmt.Errorf("its name is not %s.<lang>.json", area)
	}
	content, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	file, err := bundle.ParseMessageFileBytes(content, name)
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		key := lang + " " + m.ID
		if other, twice := seen[key]; twice {
			return fmt.Errorf("key %q is in %s already", m.ID, other)
		}
		seen[key] = name
	}
	return nil
}

func has(bundle *i18n.Bundle, lang string) bool {
	for _, tag := range bundle.LanguageTags() {
		if tag.String() == lang {
			return true
		}
	}
	return false
}

// In returns the words in a language given as a BCP 47 tag ("fr", "fr-CA",
// "en_GB.UTF-8" as systems write it). Whoever speaks none of [Languages] gets
// English.
func (c *Catalogue) In(lang string) *Book {
	known := "en"
	if prefix := strings.ToLower(lang); prefix == "fr" || strings.HasPrefix(prefix, "fr-") || strings.HasPrefix(prefix, "fr_") {
		known = "fr"
	}
	return &Book{
		lang:      known,
		catalogue: c,
		localizer: i18n.NewLocalizer(c.bundle, known),
		parser:    &template.TextParser{Option: "missingkey=error"},
	}
}
