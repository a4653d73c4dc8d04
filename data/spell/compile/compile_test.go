package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parvis/data/spell/hunspell"
	"parvis/data/spell/lexicon"
)

// published writes small dictionaries as npm publishes them, and texts to count in.
func published(t *testing.T) (in, texts string) {
	t.Helper()
	in = t.TempDir()
	files := map[string]string{
		"dictionary-fr-3.0.0/package/index.aff": "PFX L Y 1\nPFX L 0 l' .\nSFX S Y 1\nSFX S 0 s .\nOCONV 1\nOCONV ' ’\n",
		"dictionary-fr-3.0.0/package/index.dic": "2\narbre/LS\npain/S\n",
		"dictionary-en-4.0.0/package/index.aff": "SFX D Y 1\nSFX D 0 ed .\n",
		"dictionary-en-4.0.0/package/index.dic": "4\ncolor/D\nrealize\ntravel/D\ncapsize\n",
	}
	for name, text := range files {
		path := filepath.Join(in, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte("Color it.\tL’arbre, un arbre, des arbres.\nRealize\tPain\n")); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	texts = filepath.Join(in, "texts.gz")
	if err := os.WriteFile(texts, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return in, texts
}

func TestCompile(t *testing.T) {
	in, texts := published(t)
	read := func() map[string][]byte {
		var log bytes.Buffer
		out := t.TempDir()
		if err := compile(&log, in, texts, out); err != nil {
			t.Fatal(err)
		}
		if strings.Count(log.String(), "SHA-256") != 8 {
			t.Errorf("sums of what was read and written: %s", log.String())
		}
		files := map[string][]byte{}
		for _, language := range []string{"fr", "en"} {
			file, err := os.ReadFile(filepath.Join(out, language+".lexicon"))
			if err != nil {
				t.Fatal(err)
			}
			files[language] = file
		}
		return files
	}
	files, again := read(), read()
	for language, words := range map[string]map[string]lexicon.Word{
		"fr": {"arbre": {Particles: 1, Rank: 2}, "arbres": {Particles: 1, Rank: 1}, "pain": {Rank: 1}, "pains": {}, "houmous": {Particles: 1}},
		"en": {"color": {Rank: 1}, "colour": {Rank: 1}, "coloured": {}, "realise": {Rank: 1}, "travelled": {}, "capsize": {}},
	} {
		if !bytes.Equal(files[language], again[language]) {
			t.Errorf("%s: other bytes on the second run", language)
		}
		l, err := lexicon.Read(files[language])
		if err != nil {
			t.Fatal(err)
		}
		for word, want := range words {
			if got, ok := l.Look(word); !ok || got != want {
				t.Errorf("%s: %+v, %v, want %+v", word, got, ok, want)
			}
		}
		for _, word := range []string{"capsise", "l'arbre", ""} {
			if _, ok := l.Look(word); ok {
				t.Errorf("%q is a word", word)
			}
		}
	}
}

func TestMissingFilesAreToldOf(t *testing.T) {
	for _, missing := range []string{"texts.gz", "dictionary-en-4.0.0/package/index.dic", "dictionary-fr-3.0.0/package/index.aff"} {
		in, texts := published(t)
		if err := os.Remove(filepath.Join(in, filepath.FromSlash(missing))); err != nil {
			t.Fatal(err)
		}
		err := compile(&bytes.Buffer{}, in, texts, t.TempDir())
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), filepath.Base(missing)) {
			t.Errorf("without %s: %v", missing, err)
		}
	}
}

func TestFormsAreJoined(t *testing.T) {
	all := &forms{words: map[string]lexicon.Word{}}
	for _, f := range []hunspell.Form{
		{Word: "a", KeepCase: true, NoSuggest: true},
		{Word: "a", NoSuggest: true, Particle: "l'"},
		{Word: "a", NoSuggest: true, Particle: "d'"},
		{Word: "b", Forbidden: true},
		{Word: "b"},
	} {
		all.add(f)
	}
	if got, want := all.words["a"], (lexicon.Word{Particles: 3, NoSuggest: true}); got != want {
		t.Errorf("%+v", got)
	}
	if got, want := all.words["b"], (lexicon.Word{Forbidden: true}); got != want {
		t.Errorf("%+v", got)
	}
	if !slices.Equal(all.particles, []string{"l'", "d'"}) {
		t.Errorf("%q", all.particles)
	}
}
