package feed

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	gocmp "github.com/google/go-cmp/cmp"
)

// seeds gives every file of testdata to a fuzzer.
func seeds(f *testing.F) {
	names, err := filepath.Glob("testdata/*.*")
	if err != nil || len(names) < 8 {
		f.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
}

// FuzzFeed: whatever a server sends ends, and what comes out of it is what
// [Entry] promises.
func FuzzFeed(f *testing.F) {
	seeds(f)
	f.Add([]byte("<rss><channel><item><title>&#x202e;&lt;script>a"))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > 64<<10 {
			return
		}
		read, ttl, err := decode(body, address(t, "https://fil.example/a/rss"))
		if err != nil && (read.Title != "" || len(read.Entries)+len(read.Bad) > 0) {
			t.Errorf("%v, and %+v", err, read)
		}
		if ttl < 0 || ttl > longestWait || len(read.Entries) > maxEntries {
			t.Errorf("%v, %d entries", ttl, len(read.Entries))
		}
		for _, e := range read.Entries {
			checkEntry(t, e)
		}
		oneLineOnly(t, read.Title)
		webOnly(t, read.Site)
	})
}

func checkEntry(t *testing.T, e Entry) {
	t.Helper()
	if e.ID == "" || len(e.ID) > maxLine*2 || e.Undated != e.At.IsZero() || e.At.Location() != time.UTC || len(e.Tags) > maxTags {
		t.Errorf("%+v", e)
	}
	for _, text := range append(e.Tags, e.Title, e.Author, e.ID) {
		oneLineOnly(t, text)
	}
	if !utf8.ValidString(e.Text) || clean(e.Text) != e.Text || strings.Contains(e.Text, "\n\n\n") {
		t.Errorf("text %q", e.Text)
	}
	webOnly(t, e.URL)
	webOnly(t, e.Image)
}

func oneLineOnly(t *testing.T, text string) {
	t.Helper()
	if strings.ContainsAny(text, "\r\n\t") || single(text) != text {
		t.Errorf("line %q", text)
	}
}

func webOnly(t *testing.T, url string) {
	t.Helper()
	if url != "" && !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		t.Errorf("address %q", url)
	}
}

// FuzzOPML: whatever a file holds ends, and what was read can be written and
// read again.
func FuzzOPML(f *testing.F) {
	seeds(f)
	f.Add([]byte(`<opml><body><outline text="&#10;a"><outline text=" " xmlUrl="feed:https://a.example/%zz"/></outline>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > 64<<10 {
			return
		}
		list, _, err := ReadOPML(bytes.NewReader(body))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := WriteOPML(&out, "a", list); err != nil {
			t.Fatalf("%v: %+v", err, list)
		}
		again, bad, err := ReadOPML(bytes.NewReader(out.Bytes()))
		if err != nil || len(bad) > 0 {
			t.Fatalf("%v, %v: %s", bad, err, out.String())
		}
		for _, l := range [][]Outline{list, again} { // folders may have been put together
			slices.SortStableFunc(l, func(a, b Outline) int {
				return cmp.Or(slices.Compare(a.Folder, b.Folder), strings.Compare(a.Feed, b.Feed), strings.Compare(a.Title, b.Title), strings.Compare(a.Site, b.Site))
			})
		}
		if diff := gocmp.Diff(list, again); diff != "" {
			t.Errorf("(-read +again):\n%s\n%s", diff, out.String())
		}
	})
}
