// Package reader answers a file for approval without a browser, after what the
// code of the page promises. It is for tests, which so know what comes back.
package reader

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Page is the file as a browser has it.
type Page struct {
	Nodes []*html.Node      // its elements, in the order of the document
	Seen  [][2]string       // kind and value of what it shows, in that order
	Pack  map[string]string // what stands in data-… of the element that holds all posts
}

// Open reads a file. One whose pictures are no base64 is an error.
func Open(file []byte) (Page, error) {
	p := Page{Pack: map[string]string{}}
	root, err := html.Parse(bytes.NewReader(file))
	if err != nil {
		return p, fmt.Errorf("reader: %w", err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p.Nodes = append(p.Nodes, n)
		kind, ok := Attribute(n, "data-seen")
		if !ok {
			continue
		}
		value, err := shown(n)
		if err != nil {
			return p, err
		}
		p.Seen = append(p.Seen, [2]string{kind, value})
		if kind == "pack" {
			for _, a := range n.Attr {
				p.Pack[strings.TrimPrefix(a.Key, "data-")] = a.Val
			}
		}
	}
	return p, nil
}

// shown is what the page says that an element shows: its data-value, the hash of
// its picture, or its text.
func shown(n *html.Node) (string, error) {
	if value, set := Attribute(n, "data-value"); set {
		return value, nil
	}
	if n.Data != "img" {
		return Text(n), nil
	}
	src, _ := Attribute(n, "src")
	b, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(src, "data:image/jpeg;base64,"))
	if err != nil {
		return "", fmt.Errorf("reader: picture: %w", err)
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), nil
}

// Attribute is an attribute of an element, and whether it has it.
func Attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Text is all text in an element.
func Text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

// Reply is what a reader says of one post, as the page writes it down.
type Reply map[string]any

// Say is a reply; post is the post's id, decision one of package data's or "".
func Say(post, decision, comment string, texts ...map[string]any) Reply {
	return Reply{"post": post, "decision": decision, "comment": comment, "texts": append([]map[string]any{}, texts...)}
}

// Wording is a text as the reader wants it; account "0" is the common one, part
// counts from 0.
func Wording(account string, part int, text string) map[string]any {
	return map[string]any{"account": account, "part": part, "text": text}
}

// Body is what an answer says, before it is sealed.
type Body map[string]any

// Body is an answer by someone to all that the page shows; serial tells it from
// others, as 32 digits in hex.
func (p Page) Body(serial, name string, at time.Time, posts ...Reply) Body {
	return Body{"seen": p.Seen, "serial": serial, "reader": name, "at": at, "posts": posts}
}

// Seal makes the file that the page would give its reader to send back.
func (p Page) Seal(b Body) ([]byte, error) {
	raw, err := json.Marshal(b)
	if err != nil {
		return nil, fmt.Errorf("reader: %w", err)
	}
	return p.SealBytes(raw)
}

// SealBytes is Seal for a body that may be none. A page without a whole seal is
// an error.
func (p Page) SealBytes(body []byte) ([]byte, error) {
	secret, err := hex.DecodeString(p.Pack["seal"])
	if err != nil || len(secret) != sha256.Size {
		return nil, fmt.Errorf("reader: the page has the seal %q", p.Pack["seal"])
	}
	h := hmac.New(sha256.New, secret)
	h.Write(body)
	return []byte(`{"parvis":"approval-answer","version":1,"desk":"` + p.Pack["desk"] + `","signature":"` + p.Pack["signature"] +
		`","body":"` + base64.StdEncoding.EncodeToString(body) + `","check":"` + hex.EncodeToString(h.Sum(nil)) + `"}`), nil
}
