package feed

import (
	"net/url"
	"strings"
)

// atom reads Atom 1.0 (RFC 4287) and 0.3. Addresses are resolved against
// xml:base, or else the feed's own.
func (s *scanner) atom(address *url.URL) Feed {
	base := within(address, s.root)
	f := Feed{
		Title: atomLine(s.meta, "title"), Lang: langOf("", s.root), Bad: s.bad,
		Site: absolute(base, alternate(all(s.meta, "link"))),
	}
	author := names(s.meta)
	for i, item := range s.items {
		if item == nil {
			continue
		}
		d := atomEntry(item, within(base, item))
		if d.Author == "" {
			d.Author = author
		}
		f.add(i+1, d)
	}
	return f
}

func atomEntry(item *node, base *url.URL) draft {
	d := draft{Entry: Entry{
		ID: firstValue(item.kids, "id"), Title: atomLine(item.kids, "title"), Author: names(item.kids),
		URL: absolute(base, alternate(all(item.kids, "link"))),
	}}
	if d.URL == "" {
		d.URL = lasting(d.ID)
	}
	d.dates = values(item.kids, "published", "issued", "created", "dc:date", "updated", "modified")
	var said []string
	for _, category := range all(item.kids, "category") {
		name := category.attr("label")
		if name == "" {
			name = category.attr("term")
		}
		said = append(said, name)
	}
	d.Tags = tags(append(said, values(item.kids, "dc:subject")...))
	inText := ""
	for _, n := range all(item.kids, "content", "summary", "media:description") {
		if text, image := atomText(n); d.Text == "" && text != "" {
			d.Text = text
			if image != "" {
				inText = absolute(within(base, n), image)
			}
		}
	}
	if d.Text == "" { // YouTube keeps it in a group
		d.Text, _ = longest(all(firstKids(item.kids, "media:group"), "media:description"))
	}
	if d.Image = absolute(base, pictureOf(item.kids)); d.Image == "" {
		d.Image = inText
	}
	return d
}

// atomText is an Atom text construct as plain text (RFC 4287, section 3.1):
// text as it is, markup of HTML, or elements. Content that is elsewhere or of
// another kind is none.
func atomText(n *node) (text, image string) {
	kind := strings.ToLower(n.attr("type"))
	switch {
	case n.attr("src") != "":
		return "", ""
	case kind == "html" || kind == "text/html" || kind == "xhtml" || n.hasElements():
		return n.plain()
	case kind == "" || kind == "text" || kind == "text/plain" || kind == "application/xhtml+xml":
		var out strings.Builder
		n.write(&out)
		return lines(out.String()), ""
	}
	return "", ""
}

// lines is text that is no markup, whose line ends count.
func lines(text string) string {
	var p prose
	for line := range strings.Lines(strings.ReplaceAll(text, "\r\n", "\n")) {
		p.words(line)
		p.breaks = min(p.breaks+1, 2)
	}
	return p.text()
}

func atomLine(nodes []*node, name string) string {
	for _, n := range all(nodes, name) {
		text, _ := atomText(n)
		return oneLine(text)
	}
	return ""
}

// alternate is where the page is that a feed or entry stands for, among its
// links.
func alternate(links []*node) string {
	for _, n := range links {
		kind := n.attr("type")
		page := kind == "" || strings.Contains(kind, "html")
		if rel := n.attr("rel"); (rel == "" || rel == "alternate") && page && n.attr("href") != "" {
			return n.attr("href")
		}
	}
	return ""
}

// names are the authors among the nodes.
func names(nodes []*node) string {
	var found []string
	for _, author := range all(nodes, "author") {
		name := firstValue(author.kids, "name")
		if name == "" {
			name = firstValue(author.kids, "email")
		}
		if name == "" && !author.hasElements() {
			name = author.value()
		}
		if name != "" {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		found = values(nodes, "dc:creator")
	}
	return oneLine(strings.Join(found, ", "))
}
