package feed

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func address(t testing.TB, text string) *url.URL {
	t.Helper()
	u, err := url.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// asJSON is a feed as the files in testdata show it.
func asJSON(t *testing.T, f Feed) string {
	t.Helper()
	bad := []string{}
	for _, err := range f.Bad {
		bad = append(bad, err.Error())
	}
	text, err := json.MarshalIndent(struct {
		Title, Site, Lang string
		Entries           []Entry
		Bad               []string
	}{f.Title, f.Site, f.Lang, f.Entries, bad}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n"
}

func TestEachDialectIsRead(t *testing.T) {
	for _, name := range []string{"rss2.xml", "rss091.xml", "rdf.xml", "atom10.xml", "atom03.xml", "jsonfeed.json", "broken.xml"} {
		body, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		f, _, err := decode(body, address(t, "https://fil.example/feeds/"+name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := asJSON(t, f)
		want, err := os.ReadFile(filepath.Join("testdata", name+".want"))
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%s", name, diff, got)
		}
	}
}

func TestTheFeedSaysHowLongToWait(t *testing.T) {
	for said, want := range map[string]time.Duration{
		"90": 90 * time.Minute, " 5 ": 5 * time.Minute, "99999999999": 24 * time.Hour,
		"": 0, "-3": 0, "NaN": 0, "une heure": 0,
	} {
		body := "<rss><channel><title>a</title><ttl>" + said + "</ttl></channel></rss>"
		if _, ttl, err := decode([]byte(body), address(t, "https://a.example")); ttl != want || err != nil {
			t.Errorf("%q: %v, %v", said, ttl, err)
		}
	}
}

// titled makes a feed of one entry with that title, behind what stands in front.
func titled(front, title string) string {
	return front + "<rss><channel><item><title>" + title + "</title></item></channel></rss>"
}

func TestCharsets(t *testing.T) {
	const latin = "\x8cuf \xe0 2 \x80" // "Œuf à 2 €" in windows-1252
	wide := func(text string, big bool) string {
		var out []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
			if big {
				out = append(out, byte(u>>8), byte(u))
			} else {
				out = append(out, byte(u), byte(u>>8))
			}
		}
		return string(out)
	}
	declared := func(charset string) string { return `<?xml version="1.0" encoding="` + charset + `"?>` }
	for name, body := range map[string]string{
		"windows-1252":                       titled(declared("windows-1252"), latin),
		"ISO-8859-1, as browsers take it":    titled(declared("ISO-8859-1"), latin),
		"ISO-8859-15":                        titled(declared("iso-8859-15"), "\xbcuf \xe0 2 \xa4"),
		"UTF-8":                              titled(declared("UTF-8"), "Œuf à 2 €"),
		"UTF-8 with a mark":                  titled("\ufeff"+declared("utf-8"), "Œuf à 2 €"),
		"nothing declared":                   titled("", "Œuf à 2 €"),
		"nothing declared, and not UTF-8":    titled("", latin),
		"a charset that nobody knows":        titled(declared("x-maison"), "Œuf à 2 €"),
		"UTF-16, little end first":           wide(titled(declared("utf-16"), "Œuf à 2 €"), false),
		"UTF-16, big end first":              wide(titled("", "Œuf à 2 €"), true),
		"UTF-16 declared, and not so":        titled(declared("UTF-16"), "Œuf à 2 €"),
		"XML 1.1":                            titled(`<?xml version="1.1"?>`, "Œuf à 2 €"),
		"a warning in front":                 titled("<br />\n<b>Notice</b>: in /x.php"+declared("utf-8"), "Œuf à 2 €"),
		"characters that XML does not have":  titled("", "Œuf\x01à\x0c2 €\uffff"),
		"entities of HTML without any DTD":   titled("", "&OElig;uf &agrave; 2 &euro;"),
		"markup of HTML in markup of HTML":   titled("", "&lt;b&gt;Œuf&lt;/b&gt; &amp;agrave; 2 €"),
		"signs that turn the writing around": titled("", "\u202eŒuf à\u2066 2\u200f €"),
	} {
		f, _, err := decode([]byte(body), address(t, "https://a.example"))
		if err != nil || len(f.Bad) > 0 || len(f.Entries) != 1 || f.Entries[0].Title != "Œuf à 2 €" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	f, _, err := decode([]byte(titled(declared("utf-8"), "a\xffb")), address(t, "https://a.example"))
	if err != nil || len(f.Entries) != 1 || f.Entries[0].Title != "a\uFFFDb" {
		t.Errorf("bytes that are no text: %+v, %v", f, err)
	}
}

func TestWhatIsNoFeed(t *testing.T) {
	for body, want := range map[string]error{
		"": errUnreadable, "Bonjour": errUnreadable, "null": errUnreadable, "<": errUnreadable,
		"<sitemap/>": errUnreadable, "<opml><body/></opml>": errUnreadable,
		`{"error":"no such"}`: errUnreadable, `{"version":"1","items":[]}`: errUnreadable, "{": errUnreadable,
		"<!doctype html><p>Bonjour":           errPage,
		"\n <HTML><head>":                     errPage,
		"<!-- a -- b --><!DOCTYPE html><body": errPage,
		`<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html/>`: errPage,
		`<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "x.dtd"><rss/>`:            errDTD,
	} {
		if f, _, err := decode([]byte(body), address(t, "https://a.example")); err != want {
			t.Errorf("%q: %+v, %v", body, f, err)
		}
	}
	body, err := os.ReadFile("testdata/definitions.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := decode(body, address(t, "https://a.example")); err != errDTD {
		t.Errorf("entities that grow: %v", err)
	}
}

// Every one of these ends, keeps what can be read and says what was lost (R46).
func TestFeedsWithoutMeasure(t *testing.T) {
	item := "<item><guid>%</guid><title>a</title></item>"
	many := func(s string, n int) string { return strings.Repeat(s, n) }
	for name, c := range map[string]struct {
		body string
		kept int
	}{
		"elements within elements":      {"<rss><channel>" + item + "<item>" + many("<a>", 1<<20) + item + "</channel></rss>", 2},
		"channels within channels":      {"<rss>" + many("<channel>", 1<<18) + item, 1},
		"more entries than anybody has": {"<rss><channel>" + many(item, 20_000) + "</channel></rss>", maxEntries},
		"empty entries":                 {"<rss><channel>" + many("<item/>", 500_000) + "</channel></rss>", 0},
		"more elements than fit":        {"<rss><channel>" + item + "<item>" + many("<a/>", 1<<20) + "</item>" + item + "</channel></rss>", 1},
		"texts that never end":          {"<rss><channel>" + item + many("<item><![CDATA[", 300_000), 1},
		"remarks that never end":        {"<rss><channel>" + item + many("<item><!--", 400_000), 1},
		"signs without sense":           {"<rss><channel>" + item + many("<item><<", 500_000), 1},
		"one attribute after another":   {"<rss><channel>" + item + "<item" + many(" a=''", 1<<20) + "/>" + item, 1},
		"lists within lists":            {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},` + many("[", 1<<20), 1},
		"a feed that was cut":           {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2"`, 1},
		"entries of JSON without end":   {`{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"}` + many(`,{"id":"1"}`, 9999) + `]}`, maxEntries},
		"entries that are no list":      {`{"version":"https://jsonfeed.org/version/1","title":"a","items":{"id":"1"}}`, 0},
	} {
		f, _, err := decode([]byte(c.body), address(t, "https://a.example"))
		if err != nil || len(f.Entries) != c.kept || len(f.Bad) == 0 || len(f.Bad) > maxEntries+1 {
			t.Errorf("%s: %d entries, %d bad, %v", name, len(f.Entries), len(f.Bad), err)
		}
	}
}

func TestNamesOfEntriesAreTheSameEachTime(t *testing.T) {
	read := func(item string) Entry {
		f, _, err := decode([]byte("<rss><channel><item>"+item+"</item></channel></rss>"), address(t, "https://a.example"))
		if err != nil || len(f.Entries) != 1 {
			t.Fatalf("%s: %+v, %v", item, f, err)
		}
		return f.Entries[0]
	}
	const dated = "<pubDate>Sat, 21 Nov 2026 18:00:00 GMT</pubDate>"
	first := read("<title>Pain</title>" + dated + "<description>a</description>")
	if again := read("<description>a, corrigé</description><title> Pain </title>" + dated); again.ID != first.ID {
		t.Errorf("%q became %q", first.ID, again.ID)
	}
	for _, other := range []string{"<title>Pain</title>", "<title>Pains</title>" + dated, "<description>Pain</description>" + dated} {
		if got := read(other); got.ID == first.ID || got.ID == "" {
			t.Errorf("%s has the name %q", other, got.ID)
		}
	}
	if got := read("<link>https://a.example/1</link>" + dated); got.ID != "https://a.example/1" {
		t.Errorf("named %q", got.ID)
	}
	if got := read("<guid isPermaLink='false'>" + strings.Repeat("é", 4000) + "</guid>"); len(got.ID) > 100 {
		t.Errorf("a name of %d bytes", len(got.ID))
	}
}
