package feed

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"parvis/data"
)

func TestReadOPML(t *testing.T) {
	file, err := os.Open("testdata/list.opml")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	list, bad, err := ReadOPML(file)
	want := []Outline{
		{Title: "Le Journal & Co", Feed: "https://journal.example/rss", Site: "https://journal.example/", Folder: []string{"Presse", "Locale"}},
		{Title: "Vide", Feed: "https://vieux.example/rss", Folder: []string{"Presse"}},
		{Title: "seul.example", Feed: "http://seul.example/atom.xml"},
	}
	if diff := cmp.Diff(want, list); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if got := fmt.Sprint(bad); got != `[line 5: "Sans rien" has no feed line 6: "Local" has no address of the web]` {
		t.Error(got)
	}
}

func TestTheRehearsedListIsRead(t *testing.T) {
	s := visit(t)
	got, err := s.reader.get(t.Context(), "test", s.URL()+"/feeds.opml", nil)
	if err != nil {
		t.Fatal(err)
	}
	list, bad, err := ReadOPML(bytes.NewReader(got.Body))
	want := []Outline{{Title: "Le Fournil d’Awa", Feed: s.at("rss.xml"), Site: s.at("")}}
	if diff := cmp.Diff(want, list); diff != "" || len(bad) > 0 || err != nil {
		t.Errorf("%v, %v:\n%s", bad, err, diff)
	}
}

func TestOPMLThereAndBack(t *testing.T) {
	list := []Outline{
		{Title: `Été & "hiver" <b> l’an’`, Feed: "https://a.example/rss?a=1&b=2", Site: "https://a.example/", Folder: []string{"Presse", "Locale"}},
		{Title: "B", Feed: "https://b.example/", Folder: []string{"Presse", "Locale"}},
		{Title: "C", Feed: "https://c.example/", Folder: []string{"Presse"}},
		{Title: "D", Feed: "http://d.example/atom"},
		{Title: "E", Feed: "https://e.example/", Folder: slices.Repeat([]string{"x"}, maxFolders)},
	}
	var out bytes.Buffer
	if err := WriteOPML(&out, "Ma veille", list); err != nil {
		t.Fatal(err)
	}
	back, bad, err := ReadOPML(&out)
	if diff := cmp.Diff(list, back); diff != "" || len(bad) > 0 || err != nil {
		t.Errorf("%v, %v (-want +got):\n%s", bad, err, diff)
	}
}

func TestFeedsOfAFolderStandTogether(t *testing.T) {
	in := func(name string, folder ...string) Outline {
		return Outline{Title: name, Feed: "https://" + name + ".example/", Folder: folder}
	}
	var out bytes.Buffer
	if err := WriteOPML(&out, "", []Outline{in("a", "x"), in("b"), in("c", "y"), in("d", "x", "y"), in("e", "x")}); err != nil {
		t.Fatal(err)
	}
	back, _, err := ReadOPML(&out)
	names := ""
	for _, o := range back {
		names += o.Title
	}
	if names != "adebc" || err != nil {
		t.Errorf("%s, %v", names, err)
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	for _, o := range []Outline{
		{Title: "a", Feed: "file:///etc/passwd"},
		{Title: "a"},
		{Title: "a", Feed: "https://a.example", Folder: make([]string, maxFolders+1)},
	} {
		var out bytes.Buffer
		err := WriteOPML(&out, "", []Outline{{Title: "b", Feed: "https://b.example"}, o})
		if expect(t, o.Feed, err, data.Invalid, CodeList); out.Len() > 0 {
			t.Errorf("%+v: wrote %s", o, out.String())
		}
	}
	if err := WriteOPML(brokenDisk{}, "", nil); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestListsOfHostileOrigin(t *testing.T) {
	for name, c := range map[string]struct{ body, code string }{
		"nothing":      {"", CodeList},
		"a feed":       {"<rss/>", CodeList},
		"a page":       {"<!doctype html>", CodeList},
		"definitions":  {`<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>`, CodeDTD},
		"without end":  {"<opml><body>" + strings.Repeat(" ", maxBody), CodeList},
		"no Markup":    {"Bonjour", CodeList},
		"JSON instead": {`{"a":1}`, CodeList},
	} {
		_, _, err := ReadOPML(strings.NewReader(c.body))
		expect(t, name, err, data.Invalid, c.code)
	}
	if _, _, err := ReadOPML(iotest.ErrReader(io.ErrNoProgress)); !errors.Is(err, io.ErrNoProgress) {
		t.Error(err)
	}
	const feed = `<outline text="a" xmlUrl="https://a.example/"/>`
	for name, c := range map[string]struct {
		body string
		kept int
	}{
		"cut":              {"<opml><body>" + feed + `<outline text="b" xmlUr`, 1},
		"not well formed":  {"<opml><body>" + feed + "<outline><<" + feed, 1},
		"too deep":         {"<opml><body>" + feed + strings.Repeat(`<outline text="x">`, maxFolders+1) + feed + strings.Repeat("</outline>", maxFolders+1) + feed + "</body></opml>", 2},
		"deep beyond that": {"<opml><body>" + feed + strings.Repeat(`<outline text="x">`, 1<<17), 1},
		"too many":         {"<opml><body>" + strings.Repeat(feed, 100_000) + "</body></opml>", maxNodes / 3},
	} {
		list, bad, err := ReadOPML(strings.NewReader(c.body))
		if len(list) != c.kept || len(bad) == 0 || err != nil {
			t.Errorf("%s: %d feeds, %v, %v", name, len(list), bad, err)
		}
	}
}
