package store

import (
	"strings"
	"testing"
	"time"

	"parvis/data"
)

func TestSearch(t *testing.T) {
	d := openDesk(t)
	other := d.addBrand("Autre")
	must(t, d.SavePost(t.Context(), &data.Post{Brand: other, Parts: []string{"galette étrangère"}}))
	old := d.addPost("La galette est prête, l’été aussi", noon.Add(-time.Hour), d.first)
	d.addPost("Du pain", noon, d.first)
	m := d.message("1", "Une GALETTE à l'ete ?", noon)
	must(t, d.SaveMessages(t.Context(), []data.Message{m}))
	d.indexed()
	for text, want := range map[string]int{
		"galette": 2, "GALETTE": 2, "gal": 2, "été": 2, "ete": 2, "galette été": 2, "galette pain": 0, "pai": 1, "pai galette": 0,
		"cliente": 1, "étrangère": 0, "": 0, " \t": 0,
	} {
		hits, err := d.Search(t.Context(), d.brand, text, 10)
		must(t, err)
		if len(hits) != want {
			t.Errorf("%q: %d hits, want %d: %+v", text, len(hits), want, hits)
		}
	}
	hits, err := d.Search(t.Context(), d.brand, "galette", 10)
	must(t, err)
	same(t, hits, []data.Hit{
		{Noun: data.Messages, ID: hits[0].ID, Title: "Cliente", Text: "Une \u2068GALETTE\u2069 à l'ete ?", At: noon},
		{
			Noun: data.Posts, ID: int64(old.ID), Title: "La galette est prête, l’été aussi",
			Text: "La \u2068galette\u2069 est prête, l’été aussi", At: noon.Add(-time.Hour),
		},
	})
	hits, err = d.Search(t.Context(), d.brand, "galette", 1)
	must(t, err)
	same(t, len(hits), 1)

	old.Parts = []string{"La bûche"}
	must(t, d.SavePost(t.Context(), old))
	d.indexed()
	hits, err = d.Search(t.Context(), d.brand, "buche", 10)
	must(t, err)
	same(t, len(hits), 1)
	must(t, d.DeletePost(t.Context(), old.ID))
	d.indexed()
	hits, err = d.Search(t.Context(), d.brand, "buche", 10)
	must(t, err)
	same(t, len(hits), 0)
	must(t, d.RestorePost(t.Context(), old.ID))
	d.indexed()
	hits, err = d.Search(t.Context(), d.brand, "buche", 10)
	must(t, err)
	same(t, len(hits), 1)
}

func hostile() []string {
	return []string{
		`"`, `""`, `a"b`, `a*`, `*`, `a OR b`, `NOT`, `AND AND`, `NEAR(a b, 2)`, `a NEAR b`, `text:a`, `{a b}:c`, `-a`, `^a`, `+a`,
		`(`, `)`, `a AND (`, `'; DROP TABLE posts; --`, "a\x00b", "\xff\xfe", "\u0301", "e\u0301", "a\u0301\u0301", "👩‍👩‍👧", "日本語", "\u2068a\u2069",
		"\ue000", "１２", strings.Repeat("a ", 5000), strings.Repeat("é", 100_000), `\`, `%`, `_`, `:`, `a:b`, `#tag`, `@nom@hote`, `https://a.example/?b=c`,
	}
}

func TestSearchTakesAnyText(t *testing.T) {
	d := openDesk(t)
	for _, text := range hostile() {
		d.addPost(text, noon, d.first)
	}
	d.indexed()
	for _, text := range hostile() {
		if _, err := d.Search(t.Context(), d.brand, text, 10); err != nil {
			t.Errorf("%.40q: %v", text, err)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, text := range hostile() {
		f.Add(text)
	}
	s, err := Open(f.Context(), params(f.TempDir()))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := s.Close(); err != nil {
			f.Error(err)
		}
	})
	f.Fuzz(func(t *testing.T, text string) {
		_, err := s.Search(t.Context(), 1, text, 10)
		must(t, err)
	})
}
