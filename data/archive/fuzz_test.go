package archive

import (
	"bytes"
	"os"
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

// fuzz holds one format to what a reading promises for any bytes under each of
// the names: no panic, posts that can be kept, or failures of this package.
func fuzz(f *testing.F, format format, sample files, names ...string) {
	for name, content := range sample {
		if format.kind(strings.ToLower(name)) == posts {
			f.Add([]byte(content))
			f.Add([]byte(content[:len(content)/2]))
			f.Add([]byte(strings.ReplaceAll(content, `"`, ``)))
			f.Add([]byte(strings.ReplaceAll(content, `:"`, `:[{"a":null}],"x":"`)))
		}
	}
	f.Add([]byte(`[null,1,"x",[],{}]`))
	f.Add([]byte(utf16LE("[]")))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, name := range names {
			index := 0
			err := format.read(name, Owner{Handle: "a b", Remote: "42"}, bytes.NewReader(b), func(i Item, err error) error {
				if index++; index > len(b)+1 {
					t.Fatal("more posts than bytes")
				}
				checkItem(t, i, err)
				return nil
			})
			if err != nil && codeOf(t, unreadable(CodeBroken, err)) == "" {
				t.Error(err)
			}
		}
	})
}

func checkItem(t *testing.T, i Item, err error) {
	t.Helper()
	if err != nil {
		if err != errShared && err != errEmpty && codeOf(t, err) == "" {
			t.Error(err)
		}
		return
	}
	words := strings.Join(i.Texts, "")
	switch {
	case i.Remote == "" || i.At.IsZero() || i.At.Year() > 2199:
		t.Errorf("cannot be kept: %+v", i)
	case !utf8.ValidString(words) || !utf8.ValidString(i.Title):
		t.Errorf("not UTF-8: %+v", i)
	case i.URL != "" && !strings.HasPrefix(strings.ToLower(i.URL), "http"):
		t.Errorf("no address: %+v", i)
	}
	for _, m := range i.Media {
		if name := clean(m.Entry); path.IsAbs(name) || strings.HasPrefix(name, "..") {
			t.Errorf("%q leads outside", m.Entry)
		}
	}
}

func FuzzX(f *testing.F) { fuzz(f, formats()[0], sampleX(), "data/tweets.js") }

func FuzzFacebook(f *testing.F) {
	fuzz(f, formats()[1], sampleFacebook(), "posts/your_posts_1.json")
}

func FuzzLinkedIn(f *testing.F) {
	fuzz(f, formats()[2], sampleLinkedIn(), "Shares.csv", "Articles/Articles/a.html")
}

func FuzzGooglePlus(f *testing.F) {
	fuzz(f, formats()[3], sampleGooglePlus(), "Posts/a.json", "Posts/a.html")
}

// FuzzZip opens any bytes as a zip and reads what is recognised in it.
func FuzzZip(f *testing.F) {
	for _, sample := range []files{sampleX(), sampleLinkedIn(), {"data/tweets.js": "[]"}, {}} {
		b, err := os.ReadFile(sample.zip(f))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[len(b)/2:])
		f.Add(locked(b))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		found, err := zipEntries(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			codeOf(t, err)
			return
		}
		of, lists, err := recognise(found)
		if err != nil {
			codeOf(t, err)
			return
		}
		a := &Archive{Network: of.network, format: of, lists: lists}
		_, err = a.Read(t.Context(), func(i Item) error {
			checkItem(t, i, nil)
			return nil
		}, func(b BadItem) { codeOf(t, b.Err) }, nil)
		if err != nil {
			t.Error(err)
		}
	})
}
