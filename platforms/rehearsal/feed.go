package rehearsal

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// feeds simulates a host of sites with feeds. An account is a site, a post of
// its past an article, and what somebody says to it an article of that author:
// that is how a feed grows. Below "/<handle>/":
//
//	""            a page that names the three feeds
//	rss.xml       RSS 2.0
//	rdf.xml       RSS 1.0
//	atom.xml      Atom 1.0
//	feed.json     JSON Feed 1.1
//	latin.xml     RSS 2.0 in windows-1252
//	packed.xml    RSS 2.0, always gzipped
//	moved         301 to rss.xml; lasting: 308; away: 302; seen: 303
//	gone          410
//
// "/" is a page that names none, "/feed/" the RSS of the first site, and
// "/feeds.opml" lists them all. ETag and Last-Modified are given and honoured.
type feeds struct {
	server *Server
	sites  []*feedSite
}

type feedSite struct {
	account Account
	entries []feedEntry // in the order in which they came
	changed time.Time
}

type feedEntry struct {
	number int // from 1
	text   string
	author string
	at     time.Time
}

func newFeeds(s *Server) *feeds { return &feeds{server: s} }

func (f *feeds) publishes(*http.Request) bool { return false }

func (f *feeds) signsIn(*http.Request) bool { return false }

func (f *feeds) expire(bool) {}

func (f *feeds) addAccount(a Account) {
	f.sites = append(f.sites, &feedSite{account: a, changed: f.server.clock.Now().UTC()})
}

func (f *feeds) seed(handle string, p Past) {
	for _, post := range p.Posts {
		f.add(handle, feedEntry{text: post.Text, at: post.At})
	}
	for _, r := range p.Remarks {
		f.say(handle, r)
	}
}

func (f *feeds) say(handle string, r Remark) {
	f.add(handle, feedEntry{text: r.Text, author: r.Name, at: r.At})
}

func (f *feeds) add(handle string, e feedEntry) {
	site := f.site(handle)
	if site == nil {
		return
	}
	e.number = len(site.entries) + 1
	site.entries = append(site.entries, e)
	site.changed = f.server.clock.Now().UTC()
}

func (f *feeds) site(handle string) *feedSite {
	i := slices.IndexFunc(f.sites, func(s *feedSite) bool { return s.account.Handle == handle })
	if i < 0 {
		return nil
	}
	return f.sites[i]
}

func (f *feeds) refusal(how fault) answer {
	a := feedPage("Service Unavailable", "")
	a.status = http.StatusServiceUnavailable
	switch how {
	case tooMany:
		a.status = http.StatusTooManyRequests
		a.header["Retry-After"] = strconv.Itoa(f.server.faults.RetryAfter)
	case badGateway:
		a.status = http.StatusBadGateway
	case refused:
		a.status = http.StatusForbidden
	}
	return a
}

func (f *feeds) answer(r *http.Request, _ []byte) answer {
	host := "http://" + r.Host
	handle, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch r.URL.Path {
	case "/":
		return feedPage("Hello", "")
	case "/feeds.opml":
		return feedFile("text/x-opml", f.opml(host))
	case "/feed/":
		if len(f.sites) > 0 {
			handle, file = f.sites[0].account.Handle, "rss.xml"
		}
	}
	site := f.site(handle)
	if site == nil {
		return feedMissing()
	}
	return site.answer(r, host+"/"+handle+"/", file)
}

// answer gives a file of the site, which is at address.
func (s *feedSite) answer(r *http.Request, address, file string) answer {
	a := feedMissing()
	switch file {
	case "":
		return feedPage(s.account.Name, feedLinks)
	case "rss.xml", "packed.xml":
		a = feedFile("application/rss+xml; charset=utf-8", `<?xml version="1.0" encoding="UTF-8"?>`+s.rss(address))
	case "latin.xml":
		a = feedFile("text/xml", string(windows1252(`<?xml version="1.0" encoding="windows-1252"?>`+s.rss(address))))
	case "rdf.xml":
		a = feedFile("application/rdf+xml", s.rdf(address))
	case "atom.xml":
		a = feedFile("application/atom+xml", s.atom(address))
	case "feed.json":
		a = feedFile("application/feed+json", s.json(address))
	case "moved":
		return sentOn(http.StatusMovedPermanently)
	case "lasting":
		return sentOn(http.StatusPermanentRedirect)
	case "away":
		return sentOn(http.StatusFound)
	case "seen":
		return sentOn(http.StatusSeeOther)
	case "gone":
		a = feedPage("Gone", "")
		a.status = http.StatusGone
	}
	if a.status == http.StatusOK {
		a = s.conditional(r, a)
	}
	if file == "packed.xml" && a.status == http.StatusOK {
		a.body, a.header["Content-Encoding"] = packed(a.body), "gzip"
	}
	return a
}

// conditional turns an answer that the caller has into 304 (RFC 9110, section
// 13.2.2: the tag decides, and the date only without one).
func (s *feedSite) conditional(r *http.Request, a answer) answer {
	sum := sha256.Sum256(a.body)
	tag, changed := `"`+hex.EncodeToString(sum[:8])+`"`, s.changed.Truncate(time.Second)
	a.header["ETag"], a.header["Last-Modified"] = tag, changed.Format(http.TimeFormat)
	known := false
	if said := r.Header.Get("If-None-Match"); said != "" {
		known = said == tag || said == "*"
	} else if since, err := http.ParseTime(r.Header.Get("If-Modified-Since")); err == nil {
		known = !changed.After(since)
	}
	if known {
		a.status, a.body = http.StatusNotModified, nil
	}
	return a
}

// newest are the articles, the newest first.
func (s *feedSite) newest() []feedEntry {
	entries := slices.Clone(s.entries)
	slices.SortStableFunc(entries, func(a, b feedEntry) int { return b.at.Compare(a.at) })
	return entries
}

// title is the first line of an article.
func (e feedEntry) title() string {
	first, _, _ := strings.Cut(e.text, "\n")
	return first
}

func (e feedEntry) html() string {
	return "<p>" + strings.ReplaceAll(html.EscapeString(e.text), "\n", "<br>") + "</p>"
}

func (e feedEntry) url(address string) string { return address + strconv.Itoa(e.number) }

func (s *feedSite) rss(address string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>`+
		`<title>%s</title><link>%s</link><description/><language>fr-FR</language><ttl>60</ttl>`, html.EscapeString(s.account.Name), address)
	for _, e := range s.newest() {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid isPermaLink="false">%s#%d</guid><pubDate>%s</pubDate>`+
			`<dc:creator>%s</dc:creator><content:encoded><![CDATA[%s]]></content:encoded></item>`,
			html.EscapeString(e.title()), e.url(address), s.account.Handle, e.number, e.at.UTC().Format(time.RFC1123Z), html.EscapeString(e.author), e.html())
	}
	return b.String() + "</channel></rss>"
}

func (s *feedSite) rdf(address string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">`+
		`<channel rdf:about="%[2]s"><title>%[1]s</title><link>%[2]s</link><dc:language>fr</dc:language></channel>`, html.EscapeString(s.account.Name), address)
	for _, e := range s.newest() {
		fmt.Fprintf(&b, `<item rdf:about="%[1]s"><title>%[2]s</title><link>%[1]s</link><description>%[3]s</description><dc:date>%[4]s</dc:date><dc:creator>%[5]s</dc:creator></item>`,
			e.url(address), html.EscapeString(e.title()), html.EscapeString(e.html()), e.at.UTC().Format(time.RFC3339), html.EscapeString(e.author))
	}
	return b.String() + "</rdf:RDF>"
}

func (s *feedSite) atom(address string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="%s"><title>%s</title><id>%s</id>`+
		`<link rel="self" href="atom.xml"/><link rel="alternate" type="text/html" href="."/><updated>%s</updated>`,
		address, html.EscapeString(s.account.Name), address, s.changed.Format(time.RFC3339))
	for _, e := range s.newest() {
		fmt.Fprintf(&b, `<entry><title>%s</title><id>tag:%s,2026:%d</id><link href="%d"/><published>%[5]s</published><updated>%[5]s</updated>`+
			`<author><name>%[6]s</name></author><content type="html">%[7]s</content></entry>`,
			html.EscapeString(e.title()), s.account.Handle, e.number, e.number, e.at.UTC().Format(time.RFC3339), html.EscapeString(e.author), html.EscapeString(e.html()))
	}
	return b.String() + "</feed>"
}

func (s *feedSite) json(address string) string {
	type author struct {
		Name string `json:"name"`
	}
	type item struct {
		ID      string   `json:"id"`
		URL     string   `json:"url"`
		Title   string   `json:"title"`
		HTML    string   `json:"content_html"`
		At      string   `json:"date_published"`
		Authors []author `json:"authors"`
	}
	feed := struct {
		Version  string `json:"version"` // programs look for it at the beginning
		Title    string `json:"title"`
		Site     string `json:"home_page_url"`
		Language string `json:"language"`
		Items    []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", s.account.Name, address, "fr", []item{}}
	for _, e := range s.newest() {
		feed.Items = append(feed.Items, item{
			e.url(address), e.url(address), e.title(), e.html(), e.at.UTC().Format(time.RFC3339), []author{{e.author}},
		})
	}
	text, err := json.Marshal(feed)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

func (f *feeds) opml(host string) string {
	var b strings.Builder
	b.WriteString(`<opml version="2.0"><head><title>Sites</title></head><body>`)
	for _, s := range f.sites {
		fmt.Fprintf(&b, `<outline type="rss" text="%s" xmlUrl="%[2]s/%[3]s/rss.xml" htmlUrl="%[2]s/%[3]s/"/>`, html.EscapeString(s.account.Name), host, s.account.Handle)
	}
	return b.String() + "</body></opml>"
}

// feedLinks is how a page names its feeds.
const feedLinks = `<link rel="alternate" type="application/rss+xml" title="RSS" href="rss.xml">` +
	`<link rel="alternate" type="application/atom+xml" title="Atom" href="atom.xml">` +
	`<link rel="alternate" type="application/feed+json" title="JSON" href="feed.json">`

func feedPage(title, head string) answer {
	return answer{
		status: http.StatusOK, header: map[string]string{"Content-Type": "text/html; charset=utf-8"},
		body: []byte("<!doctype html><html lang=fr><head><title>" + html.EscapeString(title) + "</title>" + head + "</head><body><p>" + html.EscapeString(title) + "</p></body></html>"),
	}
}

func feedMissing() answer {
	a := feedPage("Not Found", "")
	a.status = http.StatusNotFound
	return a
}

func feedFile(kind, text string) answer {
	return answer{status: http.StatusOK, header: map[string]string{"Content-Type": kind}, body: []byte(text)}
}

func sentOn(status int) answer {
	return answer{status: status, header: map[string]string{"Location": "rss.xml"}}
}

func packed(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(body) // a buffer takes everything
	z.Close()
	return b.Bytes()
}

// windows1252 writes a text in the code page of old French sites: Latin-1, with
// the signs of typography between 0x80 and 0x9F.
func windows1252(text string) []byte {
	signs := map[rune]byte{'€': 0x80, '…': 0x85, 'Œ': 0x8C, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '—': 0x97, 'œ': 0x9C}
	var out []byte
	for _, r := range text {
		b, special := signs[r]
		switch {
		case special:
			out = append(out, b)
		case r < 0x80 || r >= 0xA0 && r <= 0xFF:
			out = append(out, byte(r))
		default:
			out = append(out, '?')
		}
	}
	return out
}
