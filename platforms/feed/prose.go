package feed

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Bounds of what is kept of an entry (R44), in bytes.
const (
	maxMarkup = 512 << 10
	maxLine   = 1_000
	maxTags   = 50
)

// prose makes plain text of markup that comes piece by piece. It fetches
// nothing; scripts and the like leave no trace.
type prose struct {
	out    strings.Builder
	breaks int  // lines to break before the next word
	gap    bool // a space is due before it
	hidden int  // depth of what is never shown
	image  string
}

// words takes text; blanks and line ends of markup are one space. Spaces that
// do not break are kept: French needs them.
func (p *prose) words(text string) {
	if p.hidden > 0 {
		return
	}
	text = clean(text)
	for text != "" {
		end := strings.IndexAny(text, " \t\r\n\f")
		if end == 0 {
			p.gap, text = true, text[1:]
			continue
		}
		if end < 0 {
			end = len(text)
		}
		p.word(text[:end])
		text = text[end:]
	}
}

func (p *prose) word(w string) {
	switch {
	case p.out.Len() == 0:
	case p.breaks > 0:
		p.out.WriteString("\n\n"[:p.breaks])
	case p.gap:
		p.out.WriteByte(' ')
	}
	p.breaks, p.gap = 0, false
	p.out.WriteString(w)
}

// open takes the start of an element.
func (p *prose) open(tag string, attr func(name string) string) {
	switch {
	case isHidden(tag):
		p.hidden++
	case tag == "br":
		p.breaks = min(p.breaks+1, 2)
	case tag == "img":
		p.picture(attr)
	default:
		p.breaks = max(p.breaks, breaks(tag))
	}
}

// close takes the end of an element.
func (p *prose) close(tag string) {
	if isHidden(tag) {
		p.hidden = max(0, p.hidden-1)
		return
	}
	p.breaks = max(p.breaks, breaks(tag))
}

// picture keeps the first one that is more than a dot: those of one pixel count
// readers.
func (p *prose) picture(attr func(name string) string) {
	src := strings.TrimSpace(attr("src"))
	dot := func(size string) bool { return size == "0" || size == "1" }
	if p.image != "" || src == "" || strings.HasPrefix(src, "data:") || dot(attr("width")) || dot(attr("height")) {
		return
	}
	p.image = src
}

func (p *prose) text() string { return strings.TrimSpace(p.out.String()) }

func isHidden(tag string) bool {
	switch tag {
	case "script", "style", "template", "title", "iframe", "object", "noscript", "noembed", "noframes", "xmp", "plaintext", "textarea", "svg", "math":
		return true
	}
	return false
}

// breaks is how many lines end where a block begins or ends.
func breaks(tag string) int {
	switch tag {
	case "p", "blockquote", "ul", "ol", "dl", "pre", "table", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr":
		return 2
	case "div", "li", "dt", "dd", "tr", "section", "article", "header", "footer", "figcaption", "address":
		return 1
	}
	return 0
}

// plain is the text of HTML, with its first picture as it is written there.
func plain(markup string) (text, image string) {
	var p prose
	z := html.NewTokenizer(strings.NewReader(markup[:min(len(markup), maxMarkup)]))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return p.text(), p.image
		case html.TextToken:
			p.words(string(z.Text()))
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(string(name))
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if kind == html.SelfClosingTagToken && isHidden(t.Data) {
				continue
			}
			p.open(t.Data, func(name string) string { return attribute(t, name) })
		}
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// plain is the text of an element: of the HTML that is its text, or of the
// elements in it.
func (n *node) plain() (text, image string) {
	if !n.hasElements() {
		var markup strings.Builder
		n.write(&markup)
		return plain(markup.String())
	}
	var p prose
	n.tell(&p)
	return p.text(), p.image
}

// tell reads an element's inside aloud.
func (n *node) tell(p *prose) {
	for _, kid := range n.kids {
		if kid.name == "" {
			p.words(kid.text)
			continue
		}
		tag := kid.name[strings.IndexByte(kid.name, ':')+1:]
		p.open(tag, kid.attr)
		kid.tell(p)
		p.close(tag)
	}
}

// clean leaves out of a text what could make it look different from what it is
// or spoil what stands beside it: signs that turn the direction of writing,
// control characters, bytes that are no text.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\ufeff':
			return -1
		case r < ' ' && !strings.ContainsRune("\t\n\f\r", r) || r >= '\u007f' && r < '\u00a0':
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
}

// single is a text on one line.
func single(text string) string {
	var p prose
	p.words(text)
	return p.text()
}

// oneLine is a text on one line, at most maxLine bytes of it.
func oneLine(text string) string {
	text = single(text)
	if len(text) <= maxLine {
		return text
	}
	cut := maxLine - len("…")
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return strings.TrimSpace(text[:cut]) + "…"
}
