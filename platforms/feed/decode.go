package feed

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// declaration is what an XML file may begin with; its first group is the name
// of the charset.
var declaration = regexp.MustCompile(`^\s*<\?xml\b(?:[^?>]*?\bencoding\s*=\s*["']([\w.:-]{1,40})["'])?[^>]*>`)

// decode reads a feed of any kind by what is in it: what servers say of its
// kind is wrong too often. address is where it was found; ttl is how long it
// asks to be left alone, 0 when it does not. The error is errPage,
// errUnreadable or errDTD.
func decode(body []byte, address *url.URL) (f Feed, ttl time.Duration, err error) {
	text := unicodeText(body)
	if strings.HasPrefix(text, "{") {
		f, err = decodeJSON(text, address)
		return f, 0, err
	}
	found, err := scan(text)
	switch {
	case err == errUnreadable && strings.HasPrefix(http.DetectContentType(body), "text/html"):
		return Feed{}, 0, errPage
	case err != nil:
		return Feed{}, 0, err
	case found.kind == "feed":
		return found.atom(address), 0, nil
	case found.kind == "rss" || found.kind == "rdf":
		f, ttl = found.rss(address)
		return f, ttl, nil
	}
	return Feed{}, 0, errUnreadable
}

// unicodeText is a file as UTF-8 from its first sign on, without an XML
// declaration and without characters that XML does not have. The charset is, in
// this order: what a byte order mark says, what the declaration says, UTF-8
// where that fits, windows-1252.
func unicodeText(body []byte) string {
	label := ""
	switch {
	case bytes.HasPrefix(body, []byte("\xfe\xff")):
		label = "utf-16be"
	case bytes.HasPrefix(body, []byte("\xff\xfe")):
		label = "utf-16le"
	default:
		body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
		label = declared(body)
	}
	text := string(body)
	if coding, _ := charset.Lookup(label); coding != nil {
		if decoded, err := coding.NewDecoder().String(text); err == nil {
			text = decoded
		}
	}
	text = strings.Map(allowed, strings.ToValidUTF8(text, "\uFFFD"))
	// Programs are seen to print a warning before the feed.
	const head = 4 << 10
	if at := strings.Index(text[:min(len(text), head)], "<?xml"); at > 0 {
		text = text[at:]
	}
	return strings.TrimLeft(text[len(declaration.FindString(text)):], " \t\r\n\ufeff")
}

// declared is the charset of a file whose beginning can be read as ASCII, "" for
// UTF-8. A declaration that can be read so is wrong when it says UTF-16.
func declared(body []byte) string {
	const head = 1 << 10
	said := ""
	if m := declaration.FindSubmatch(body[:min(len(body), head)]); m != nil {
		said = strings.ToLower(string(m[1]))
	}
	_, name := charset.Lookup(said)
	switch {
	case name != "" && name != "utf-8" && name != "replacement" && !strings.HasPrefix(name, "utf-16"):
		return name
	case name != "utf-8" && !utf8.Valid(body) && !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")):
		return "windows-1252"
	}
	return ""
}

// allowed is the rune, or a space for what neither XML 1.0 nor a text has.
func allowed(r rune) rune {
	if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff' {
		return ' '
	}
	return r
}

// absolute is an http or https address, resolved against base; "" for any other.
func absolute(base *url.URL, ref string) string {
	const longest = 2000 // bytes, more than any server takes
	ref = strings.TrimSpace(ref)
	if ref == "" || len(ref) > longest {
		return ""
	}
	u, err := base.Parse(ref)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}
