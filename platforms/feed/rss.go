package feed

import (
	"net/url"
	"strings"
	"time"
)

// rss reads RSS 0.9x, 1.0 and 2.0. Addresses are resolved against xml:base, or
// else the site's, or else that of the feed.
func (s *scanner) rss(address *url.URL) (Feed, time.Duration) {
	meta := s.meta
	f := Feed{
		Title: title(all(meta, "title", "dc:title")), Bad: s.bad,
		Lang: langOf(firstValue(meta, "language", "dc:language"), s.root),
	}
	base := within(address, s.root)
	f.Site = absolute(base, linkOf(meta))
	if site, err := url.Parse(f.Site); err == nil && f.Site != "" && s.root.attr("xml:base") == "" {
		base = site
	}
	for i, item := range s.items {
		if item == nil {
			continue
		}
		f.add(i+1, rssEntry(item, within(base, item)))
	}
	return f, upTo(firstValue(meta, "ttl"), time.Minute)
}

func rssEntry(item *node, base *url.URL) draft {
	d := draft{Entry: Entry{
		Title: title(all(item.kids, "title", "dc:title", "media:title")),
		Tags:  tags(values(item.kids, "category", "dc:subject")),
		URL:   absolute(base, linkOf(item.kids)),
	}}
	d.ID = firstValue(item.kids, "guid")
	if d.ID == "" {
		d.ID = item.attr("rdf:about")
	}
	for _, guid := range all(item.kids, "guid") {
		if d.URL == "" && !strings.EqualFold(guid.attr("isPermaLink"), "false") {
			d.URL = lasting(guid.value())
		}
	}
	if d.URL == "" {
		d.URL = lasting(item.attr("rdf:about"))
	}
	d.dates = values(item.kids, "pubdate", "dc:date", "atom:published", "dcterms:issued", "dcterms:created", "atom:updated", "dcterms:modified")
	var inText string
	d.Text, inText = longest(all(item.kids, "content:encoded", "description", "dc:description", "atom:content", "atom:summary", "media:description"))
	d.Image = absolute(base, pictureOf(item.kids))
	if d.Image == "" {
		d.Image = absolute(base, inText)
	}
	d.Author = strings.Join(values(item.kids, "dc:creator"), ", ")
	if d.Author == "" {
		d.Author = nameIn(firstValue(item.kids, "author"))
	}
	return d
}

// linkOf is the address that an RSS element links to. Some write it in Atom's
// way.
func linkOf(nodes []*node) string {
	if link := firstValue(nodes, "link"); link != "" {
		return link
	}
	return alternate(all(nodes, "link", "atom:link"))
}

// lasting is an address that stands for itself, "" for an identity of another
// kind.
func lasting(id string) string { return absolute(&url.URL{}, id) }

// nameIn is the name in RSS's "awa@maison.example (Awa Diop)".
func nameIn(author string) string {
	address, rest, ok := strings.Cut(author, "(")
	name, _, closed := strings.Cut(rest, ")")
	if ok && closed && strings.Contains(address, "@") {
		return strings.TrimSpace(name)
	}
	return author
}

// pictureOf is the picture that an entry brings besides its text: a picture
// itself, or else what stands for a film or a sound.
func pictureOf(kids []*node) string {
	for _, n := range all(kids, "media:content", "enclosure", "atom:link", "link") {
		link := strings.HasSuffix(n.name, "link")
		picture := n.attr("medium") == "image" || strings.HasPrefix(n.attr("type"), "image/")
		switch {
		case picture && link && n.attr("rel") == "enclosure":
			return n.attr("href")
		case picture && !link && n.attr("url") != "":
			return n.attr("url")
		}
	}
	for _, n := range all(kids, "media:group", "media:content") {
		if found := pictureOf(n.kids); found != "" {
			return found
		}
	}
	for _, n := range all(kids, "media:thumbnail") {
		return n.attr("url")
	}
	return firstValue(firstKids(kids, "image"), "url")
}

func firstKids(nodes []*node, name string) []*node {
	for _, n := range all(nodes, name) {
		return n.kids
	}
	return nil
}
