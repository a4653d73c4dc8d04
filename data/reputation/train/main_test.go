package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// madeUp writes sets of the right names with texts that are made of a few words.
func madeUp(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	rows := func(set string, n int) string {
		labels := feelings()
		if slices.Contains(strings.Fields("olid_en_train olid_en_val olid_en hateval_en_train hateval_en mlma_en mlma_fr davidson_en cm_toxic_fr cm_toxic_en"), set) {
			labels = []string{"toxic", "ok", "ok"}
		}
		var s strings.Builder
		for i := range n {
			o := i % 3
			fmt.Fprintf(&s, "%s\t%s %s %d\n", labels[o], []string{"laid", "lundi", "beau"}[o], []string{"pain", "site", "colis", "film"}[i%4], i)
		}
		return s.String()
	}
	for set := range sources() {
		write(t, filepath.Join(folder, "train", set+".tsv.gz"), zipped(t, rows(set, 30)))
	}
	for _, r := range recipes() {
		for _, p := range slices.Concat(r.proofs, r.wanted) {
			if set, dev := strings.CutPrefix(p.set, "dev/"); dev {
				write(t, filepath.Join(folder, "dev", set+".tsv"), []byte(rows(set, 12)))
				continue
			}
			write(t, filepath.Join(folder, "train", p.set+".tsv.gz"), zipped(t, rows(p.set, 30)))
		}
		for _, trial := range r.tried {
			write(t, filepath.Join(folder, "dev", trial.set+".tsv"), []byte(rows(trial.set, 12)))
		}
	}
	for _, set := range []string{"tweets", "sentences", "word_pairs", "single_words"} {
		write(t, filepath.Join(folder, "dev", "langid_"+set+".tsv"), []byte("fr\tle pain est beau\nen\tthe bread is nice\n"))
	}
	write(t, filepath.Join(folder, "parallel", "en_fr_22k.tsv.gz"), zipped(t, "nice bread\tbeau pain\nugly bread\tlaid pain\n"))
	spoken := map[string]string{"fr.txt": "le pain est beau\nle film est laid\n", "en.txt": "the bread is nice\nthe film is ugly\n"}
	write(t, filepath.Join(folder, "langid", "m-absa_train_14langs.tar.gz"), archive(t, spoken))
	write(t, filepath.Join(folder, "langid", "umsab_train_6langs.tar.gz"), archive(t, map[string]string{"french.txt": "beau\n"}))
	for name, list := range map[string]string{
		"vader_lexicon.txt": "nice\t2\nugly\t-2\n", "vader_fr_lexicon.txt": "beau->2\nlaid->-2\n", "vader_emoji.txt": "😍\tnice face\n",
		"fr_projected_from_en.tsv": "beau\t-1\t0\t1\n",
		"fr-sentiment.xml":         `<s><word form="beau" polarity="0.5"/></s>`, "en-sentiment.xml": `<s><word form="nice" polarity="0.5"/></s>`,
	} {
		write(t, filepath.Join(folder, "lexicons", name), []byte(list))
	}
	return folder
}

func write(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func zipped(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func archive(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(files[name]))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return zipped(t, out.String())
}

// made are the bytes of all files in a folder.
func made(t *testing.T, folder string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = string(file)
	}
	return all
}

func TestTrainingTwiceGivesTheSameBytes(t *testing.T) {
	sets, first, second := madeUp(t), t.TempDir(), t.TempDir()
	var said [2]strings.Builder
	for i, out := range []string{first, second} {
		if err := train(sets, out, &said[i]); err != nil && !errors.Is(err, errFloor) {
			t.Fatal(err)
		}
	}
	a, b := made(t, first), made(t, second)
	if len(a) != 18 || !maps.Equal(a, b) || said[0].String() != said[1].String() {
		t.Errorf("%d files, then %d; they differ", len(a), len(b))
	}
	for name, card := range a {
		if strings.HasSuffix(name, ".md") && !strings.Contains(card, "Bad at: ") {
			t.Errorf("%s does not say what it is bad at", name)
		}
	}
}

func TestRecipesUseWhatMayShip(t *testing.T) {
	for _, r := range recipes() {
		for _, l := range r.layers {
			for _, p := range l.parts {
				if err := mayShip(p.set); err != nil {
					t.Errorf("%s: %v", r.name, err)
				}
			}
		}
	}
	for _, set := range []string{"s140_en", "tvseries_fr_train", "FEEL", ""} {
		if mayShip(set) == nil {
			t.Errorf("%q may ship", set)
		}
	}
}

// The values are those that nlp/score.py gives.
func TestMeasure(t *testing.T) {
	a := &answers{}
	for _, pair := range []string{"a a", "a b", "b b", "b b", "c x", "c c"} {
		gold, said, _ := strings.Cut(pair, " ")
		a.add(gold, said, 0.5)
	}
	m := a.whole()
	if got := fmt.Sprintf("%.4f %.4f %.4f", m.accuracy, m.macroF1, m.recall); got != "0.6667 0.7111 0.6667" {
		t.Error(got)
	}
	if low, high := a.interval("accuracy"); low > m.accuracy || high < m.accuracy || low == high {
		t.Errorf("[%v, %v] around %v", low, high, m.accuracy)
	}
}

func TestSetsThatAreWrongAreRefused(t *testing.T) {
	if err := train(t.TempDir(), t.TempDir(), &strings.Builder{}); err == nil {
		t.Error("an empty folder is taken")
	}
	sets := madeUp(t)
	write(t, filepath.Join(sets, "train", "umsab_en_train.tsv.gz"), zipped(t, "positive without a tab\n"))
	if err := train(sets, t.TempDir(), &strings.Builder{}); err == nil || !strings.Contains(err.Error(), "umsab_en_train") {
		t.Errorf("a line without a tab: %v", err)
	}
}
