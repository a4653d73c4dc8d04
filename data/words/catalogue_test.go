package words_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"

	"parvis/assets"
)

// catalogues is every catalogue of the project, as words.Load wants it.
func catalogues() fs.FS { return os.DirFS("../../assets") }

// read returns the texts of one file: one text under "" or one per plural form.
func read(t *testing.T, name string) map[string]map[string]string {
	t.Helper()
	content, err := fs.ReadFile(catalogues(), name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(content, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	texts := map[string]map[string]string{}
	for key, value := range raw {
		var text string
		var forms map[string]string
		switch {
		case json.Unmarshal(value, &text) == nil:
			texts[key] = map[string]string{"": text}
		case json.Unmarshal(value, &forms) == nil:
			texts[key] = forms
		default:
			t.Errorf("%s: %s is neither a text nor plural forms", name, key)
		}
	}
	return texts
}

func areas(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(catalogues(), "words/*.json")
	if err != nil || len(names) < 10 {
		t.Fatalf("found %d catalogues: %v", len(names), err)
	}
	found := map[string]bool{}
	for _, name := range names {
		area, _, _ := strings.Cut(path.Base(name), ".")
		found[area] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestBothLanguagesSayTheSame(t *testing.T) {
	for _, area := range areas(t) {
		fr, en := read(t, "words/"+area+".fr.json"), read(t, "words/"+area+".en.json")
		for key := range en {
			if _, ok := fr[key]; !ok {
				t.Errorf("%s: %s has no French", area, key)
			}
		}
		for key, texts := range fr {
			other, ok := en[key]
			if !ok {
				t.Errorf("%s: %s has no English", area, key)
				continue
			}
			if a, b := placeholders(texts), placeholders(other); !slices.Equal(a, b) {
				t.Errorf("%s: %s has placeholders %v in French, %v in English", area, key, a, b)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

// placeholders are those of all forms together: "one" may do without the number.
func placeholders(texts map[string]string) []string {
	found := map[string]bool{}
	for _, text := range texts {
		for _, p := range placeholder.FindAllString(text, -1) {
			found[p] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestPluralFormsAreComplete(t *testing.T) {
	want := map[string][]string{"fr": {"many", "one", "other"}, "en": {"one", "other"}}
	for _, area := range areas(t) {
		for lang, forms := range want {
			for key, texts := range read(t, "words/"+area+"."+lang+".json") {
				if _, plain := texts[""]; plain {
					continue
				}
				if got := slices.Sorted(maps.Keys(texts)); !slices.Equal(got, forms) {
					t.Errorf("%s %s: %s has the forms %v, want %v", area, lang, key, got, forms)
				}
			}
		}
	}
}

func TestTypography(t *testing.T) {
	bad := map[string]*regexp.Regexp{
		"an ordinary apostrophe":                     regexp.MustCompile(`'`),
		"three dots for an ellipsis":                 regexp.MustCompile(`\.\.\.`),
		"two spaces":                                 regexp.MustCompile(`  `),
		"a space at an end":                          regexp.MustCompile(`^\s|\s$`),
		"braces that are no placeholder":             regexp.MustCompile(`{{[^.]|{{\.\w*[^\w}]|(?:^|[^{]){[^{]`),
		"an empty text":                              regexp.MustCompile(`^$`),
		"French: no narrow space before : ; ! ? % »": regexp.MustCompile(`[^\x{202f}\d!?][:;!?%»]|[^\x{202f}!?][:;!?%»](?:\s|$)`),
		"French: no narrow space after «":            regexp.MustCompile(`«[^\x{202f}]`),
		"French: English quotation marks":            regexp.MustCompile(`["“”]`),
	}
	for _, area := range areas(t) {
		for _, lang := range []string{"fr", "en"} {
			for key, texts := range read(t, "words/"+area+"."+lang+".json") {
				for _, text := range texts {
					for what, pattern := range bad {
						if strings.HasPrefix(what, "French") && lang != "fr" {
							continue
						}
						if pattern.MatchString(withoutAddresses(text)) {
							t.Errorf("%s %s: %s: %q has %s", area, lang, key, text, what)
						}
					}
				}
			}
		}
	}
}

var address = regexp.MustCompile(`https?://\S+`)

// withoutAddresses makes words of web addresses, whose colons stand by other
// rules.
func withoutAddresses(text string) string { return address.ReplaceAllString(text, "address") }

func TestEveryCharacterIsInInter(t *testing.T) {
	content, err := assets.Fonts.ReadFile("fonts/Inter-Regular.otf")
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(content)
	if err != nil {
		t.Fatal(err)
	}
	var buffer sfnt.Buffer
	for _, area := range areas(t) {
		for _, lang := range []string{"fr", "en"} {
			for key, texts := range read(t, "words/"+area+"."+lang+".json") {
				for _, text := range texts {
					for _, r := range text {
						if glyph, err := font.GlyphIndex(&buffer, r); r != '\n' && (err != nil || glyph == 0) {
							t.Errorf("%s %s: %s: Inter has no %q", area, lang, key, r)
						}
					}
				}
			}
		}
	}
}

var (
	literal = regexp.MustCompile(`\.[TN]\("([^"]+)"[,)]`)
	code    = regexp.MustCompile(`\bCode[A-Z]\w* += "(\w+)"`)
)

// TestCodeAsksOnlyForKnownKeys reads the program's own source: each key that is
// written out in a call of T or N must be in the catalogues.
func TestCodeAsksOnlyForKnownKeys(t *testing.T) {
	known := keys(t)
	for _, asked := range found(t, "../..", literal) {
		if !known[asked.text] {
			t.Errorf("%s asks for %q", asked.file, asked.text)
		}
	}
}

// TestEveryFailureCodeHasWords: a code is added to tell more than its kind
// does, so it needs sentences of its own.
func TestEveryFailureCodeHasWords(t *testing.T) {
	known := keys(t)
	for _, room := range []string{"../../data", "../../platforms"} {
		for _, code := range found(t, room, code) {
			for _, sentence := range []string{".what", ".why", ".do"} {
				if key := "failure." + code.text + sentence; !known[key] {
					t.Errorf("%s has a code without %q", code.file, key)
				}
			}
		}
	}
}

func keys(t *testing.T) map[string]bool {
	t.Helper()
	known := map[string]bool{}
	for _, area := range areas(t) {
		for key := range read(t, "words/"+area+".fr.json") {
			known[key] = true
		}
	}
	return known
}

type match struct{ file, text string }

// found lists what a pattern's first group matches in the sources below a
// folder, tests left out. Finding nothing means that the pattern is wrong.
func found(t *testing.T, folder string, pattern *regexp.Regexp) []match {
	t.Helper()
	var matches []match
	err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && name != folder {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		source, err := os.ReadFile(name)
		for _, m := range pattern.FindAllStringSubmatch(string(source), -1) {
			matches = append(matches, match{name, m[1]})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(matches) == 0 {
		t.Errorf("nothing below %s matches %v", folder, pattern)
	}
	return matches
}
