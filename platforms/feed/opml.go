package feed

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"parvis/data"
)

// maxFolders is how deep the folders of a list may stand within each other.
const maxFolders = 20

// Outline is one feed of a list of feeds.
type Outline struct {
	Title  string
	Feed   string   // address, http or https
	Site   string   // address of its site, "" when not told
	Folder []string // from the outermost one; nil at the top
}

// ReadOPML reads a list of feeds, OPML 1.0 or 2.0, up to 5 MB. The feeds come
// in the order of the file; bad has an error for each line that could not be
// read. A file that is no such list, is too large or has a DTD is a
// *[data.Failure] of kind Invalid, and an error of r is returned as it is.
func ReadOPML(r io.Reader) (list []Outline, bad []error, err error) {
	const op = "feed: read list"
	body, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", op, err)
	}
	if len(body) > maxBody {
		return nil, nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeList, Err: errors.New("longer than 5 MB")}
	}
	found, err := scan(unicodeText(body))
	switch {
	case errors.Is(err, errDTD):
		return nil, nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeDTD, Err: err}
	case err != nil || found.kind != "opml":
		return nil, nil, &data.Failure{Kind: data.Invalid, Op: op, Code: CodeList, Err: errors.New("not OPML")}
	}
	o := outlines{bad: found.bad}
	for _, body := range all(found.meta, "body") {
		o.read(all(body.kids, "outline"), nil)
	}
	return o.list, o.bad, nil
}

// outlines collects the feeds of a list.
type outlines struct {
	list []Outline
	bad  []error
	seen int // lines
}

func (o *outlines) read(level []*node, folder []string) {
	for _, n := range level {
		o.seen++
		title := oneLine(n.attr("title"))
		if title == "" {
			title = oneLine(n.attr("text"))
		}
		inside := all(n.kids, "outline")
		switch feed := n.attr("xmlUrl"); {
		case strings.EqualFold(n.attr("isComment"), "true"):
			continue
		case feed != "":
			o.add(Outline{Title: title, Feed: feedAddress(feed), Site: lasting(n.attr("htmlUrl")), Folder: folder})
		case len(inside) == 0:
			o.bad = append(o.bad, fmt.Errorf("line %d: %q has no feed", o.seen, title))
		}
		inner := folder
		if title != "" {
			inner = append(slices.Clip(folder), title)
		}
		switch {
		case len(inside) == 0:
		case len(inner) > maxFolders:
			o.bad = append(o.bad, fmt.Errorf("line %d: folders stand too deep", o.seen))
		default:
			o.read(inside, inner)
		}
	}
}

func (o *outlines) add(one Outline) {
	if one.Feed == "" {
		o.bad = append(o.bad, fmt.Errorf("line %d: %q has no address of the web", o.seen, one.Title))
		return
	}
	if one.Title == "" {
		u, err := url.Parse(one.Feed)
		if err == nil {
			one.Title = u.Host
		}
	}
	o.list = append(o.list, one)
}

// feedAddress is the address of a feed as lists write it, also with the scheme
// "feed:"; "" for what is not an address of the web.
func feedAddress(said string) string {
	said = strings.TrimSpace(said)
	if rest, ok := strings.CutPrefix(said, "feed://"); ok {
		said = "https://" + rest
	}
	return lasting(strings.TrimPrefix(said, "feed:"))
}

// opml is a list as it is written.
type opml struct {
	XMLName xml.Name `xml:"opml"`
	Version string   `xml:"version,attr"`
	Title   string   `xml:"head>title"`
	Lines   []line   `xml:"body>outline"`
}

// line is a feed or a folder of a list. OPML 2.0 wants a text and, for feeds, a
// type; older readers look for a title.
type line struct {
	Text  string `xml:"text,attr"`
	Title string `xml:"title,attr"`
	Type  string `xml:"type,attr,omitempty"`
	Feed  string `xml:"xmlUrl,attr,omitempty"`
	Site  string `xml:"htmlUrl,attr,omitempty"`
	Lines []line `xml:"outline"`
}

// WriteOPML writes a list of feeds as OPML 2.0. Feeds of a folder stand
// together, where the first of them stands; ReadOPML gives the same list. An
// address that is not of the web, or a folder too deep to be read again, is an
// error and nothing is written.
func WriteOPML(w io.Writer, title string, list []Outline) error {
	for _, o := range list {
		if feedAddress(o.Feed) == "" || len(o.Folder) > maxFolders {
			return &data.Failure{Kind: data.Invalid, Op: "feed: write list", Code: CodeList, Err: fmt.Errorf("%q cannot be written", o.Title)}
		}
	}
	text, err := xml.MarshalIndent(opml{Version: "2.0", Title: title, Lines: folded(list, 0)}, "", "  ")
	if err != nil {
		return fmt.Errorf("feed: write list: %w", err)
	}
	_, err = io.WriteString(w, xml.Header+string(text)+"\n")
	return err
}

// folded makes lines of feeds whose first depth folders are written already.
func folded(list []Outline, depth int) []line {
	inside := map[string][]Outline{}
	for _, o := range list {
		if len(o.Folder) > depth {
			inside[o.Folder[depth]] = append(inside[o.Folder[depth]], o)
		}
	}
	var lines []line
	for _, o := range list {
		if len(o.Folder) == depth {
			lines = append(lines, line{Text: o.Title, Title: o.Title, Type: "rss", Feed: o.Feed, Site: o.Site})
			continue
		}
		name := o.Folder[depth]
		if folder := inside[name]; folder != nil {
			lines = append(lines, line{Text: name, Title: name, Lines: folded(folder, depth+1)})
			inside[name] = nil // written
		}
	}
	return lines
}
