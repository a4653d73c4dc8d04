package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// draft is an entry whose identity and date are not decided yet.
type draft struct {
	Entry
	dates []string // as they are told, the best one first
}

// add decides what is left of an entry and adds it, or what is wrong with it.
// number is its place in the feed, from 1.
func (f *Feed) add(number int, d draft) {
	d.Undated = true
	said := ""
	for _, date := range d.dates {
		if said == "" {
			said = date
		}
		if at, ok := parseDate(date); ok && d.Undated {
			d.At, d.Undated = at, false
		}
	}
	const longestID = 500 // bytes
	switch d.ID = single(d.ID); {
	case d.ID != "" && len(d.ID) <= longestID:
	case d.ID != "":
		d.ID = hash(d.ID)
	case d.URL != "":
		d.ID = d.URL
	case d.Title != "":
		d.ID = hash(d.Title, said)
	case d.Text != "":
		d.ID = hash("", d.Text, said)
	default:
		f.Bad = append(f.Bad, fmt.Errorf("entry %d: %w", number, errors.New("it has neither name, link, title nor text")))
		return
	}
	d.Author = oneLine(d.Author)
	f.Entries = append(f.Entries, d.Entry)
}

// hash stands for texts that are too long for a name, or for several.
func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// title is the first title that says something. Titles of RSS may hold markup.
func title(nodes []*node) string {
	for _, n := range nodes {
		if text, _ := n.plain(); text != "" {
			return oneLine(text)
		}
	}
	return ""
}

// longest is the first text that says something, with its first picture: a
// feed that has the whole article has it in the first of its elements.
func longest(nodes []*node) (text, image string) {
	for _, n := range nodes {
		said, picture := n.plain()
		if image == "" {
			image = picture
		}
		if text == "" {
			text = said
		}
	}
	return text, image
}

// values are the texts of the nodes of the names, without empty ones.
func values(nodes []*node, names ...string) []string {
	var found []string
	for _, n := range all(nodes, names...) {
		if v := n.value(); v != "" {
			found = append(found, v)
		}
	}
	return found
}

// tags are the words that an entry is filed under, each once.
func tags(said []string) []string {
	var found []string
	for _, tag := range said {
		tag, _ = plain(tag)
		if tag = oneLine(tag); tag != "" && !slices.Contains(found, tag) && len(found) < maxTags {
			found = append(found, tag)
		}
	}
	return found
}

// within is the address that those in an element are relative to (XML Base).
func within(base *url.URL, n *node) *url.URL {
	if inner, err := url.Parse(absolute(base, n.attr("xml:base"))); err == nil && inner.Host != "" {
		return inner
	}
	return base
}

// langOf is a language as it is told, or as the root's xml:lang has it.
func langOf(said string, root *node) string {
	const longestTag = 35 // characters, RFC 5646, section 4.4.1
	if said == "" {
		said = oneLine(root.attr("xml:lang"))
	}
	if len(said) > longestTag {
		return ""
	}
	return said
}
