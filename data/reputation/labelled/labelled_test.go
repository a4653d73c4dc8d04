package labelled

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestRead(t *testing.T) {
	folder := t.TempDir()
	plain, packed := filepath.Join(folder, "a.tsv"), filepath.Join(folder, "a.tsv.gz")
	const text = "positive\tbeau pain\nnegative\tpas \\u2019 de \ttabulation\n"
	if err := os.WriteFile(plain, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(packed)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(file)
	if _, err := z.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	want := []Row{{"positive", "beau pain"}, {"negative", "pas ’ de \ttabulation"}}
	for _, path := range []string{plain, packed} {
		if got, err := Read(path); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v", path, got, err)
		}
	}
}

func TestWhatIsNoSetIsRefused(t *testing.T) {
	folder := t.TempDir()
	for name, content := range map[string]string{
		"line.tsv": "positive\ta\nwithout a tab\n", "packed.tsv.gz": "not compressed", "long.tsv": "a\t" + strings.Repeat("x", longest+1),
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if rows, err := Read(path); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
	}
	if _, err := Read(filepath.Join(folder, "none.tsv")); err == nil {
		t.Error("a file that is not there is read")
	}
}

func TestEscapesAreUndone(t *testing.T) {
	for in, want := range map[string]string{
		`i\u2019m "so" done`: `i’m "so" done`, `a\q\u2019`: `a\q\u2019`, "plain": "plain",
	} {
		if got := unescaped(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
